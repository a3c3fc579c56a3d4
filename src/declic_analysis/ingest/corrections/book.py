"""The workbook of corrections, written beside the raw files: lines are added, what people typed is never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from declic_analysis.errors import nbsp
from declic_analysis.ingest.corrections.choices import choices
from declic_analysis.ingest.corrections.lines import (
    EMPTY_WORD,
    Corrections,
    Place,
    fingerprint,
    is_releasable,
    positions_of,
)
from declic_analysis.ingest.corrections.overlay import Overlaid
from declic_analysis.ingest.corrections.reading import BOOK, HEADERS
from declic_analysis.ingest.corrections.settling import places
from declic_analysis.ingest.filled_books import put, replace, shown
from declic_analysis.ingest.reading import RawTable
from declic_analysis.study.model import Study
from declic_analysis.vocabulary import CorrectionDecision, QuarantineReason

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LISTS = "listes"
WIDTHS = {"file": 30, "row": 7, "column": 40, "reason": 30, "expected": 60, "raw": 30, "correction": 34, "decision": 22,
          "comment": 30, "who": 16, "state": 40, "fingerprint": 18}  # fmt: skip
BY_HAND = ("correction", "decision", "comment", "who")
TO_DO = "à corriger"
MOST = 2_000  # new lines a build: a whole column that is not understood is mended in study.yaml, not cell by cell
ADVICE = (
    "Ce classeur liste ce que « declic build » n’a pas compris dans les fichiers bruts. Il reste à côté d’eux et "
    "contient des réponses : ne l’envoyez à personne, ne le mettez pas dans un dépôt.",
    "Remplissez les colonnes jaunes, enregistrez, fermez, relancez « declic build ». Les fichiers bruts ne changent "
    "pas.",
    f"correction : la valeur à lire à la place (une liste déroulante aide). {EMPTY_WORD} : la cellule est vide.",
    "décision : « écarter » laisse la cellule ou la ligne de côté, sans y revenir ; « reprendre telle quelle » accepte "
    "une ligne entière malgré son défaut. Vide avec une correction : corriger.",
    "par qui : vos initiales ; elles sont gardées avec la trace de la correction, jamais la valeur.",
    "Pas de formule. Ne touchez pas aux colonnes fichier, ligne, colonne et empreinte : elles disent de quoi il "
    "s’agit. Si la ligne du fichier brut a changé, la correction n’est pas appliquée, et l’état le dit.",
    "Une ligne traitée reste : la retirer annule sa correction.",
)


class _Line(NamedTuple):
    """A line of the quarantine as the workbook shows it."""

    place: Place
    fingerprint: str
    source: str
    code: str
    expected: str
    raw: str

    def cell(self, name: str) -> str | int:
        file, line, column = self.place
        of_place: dict[str, str | int] = {
            "file": file,
            "row": line,
            "column": column,
            "reason": QuarantineReason.of(self.code).label.fr,
        }
        told = {"expected": self.expected, "raw": self.raw, "fingerprint": self.fingerprint, "state": TO_DO}
        return (of_place | told).get(name, "")


def update_book(
    path: Path,
    *,
    study: Study,
    known: Corrections,
    done: Iterable[Overlaid],
    quarantine: pd.DataFrame,
    tables: Mapping[str, RawTable],
) -> int:
    """Write the state of each correction, and a line for each cell or row of the quarantine that has none yet.

    Parameters: known, the workbook as it was read; done, what became of its corrections; quarantine, as the contract;
    tables, the raw table (without corrections) of each file in the quarantine. Returns: lines that found no place
    (`MOST` are added at a time). The file is replaced whole, and left alone where nothing is new.
    """
    before = known.known()
    fresh = [line for line in _lines(quarantine, tables=tables) if (line.place, line.fingerprint) not in before]
    states = {one.line.sheet_row: one.state.label.fr for one in done}
    if not fresh and not path.exists():
        return 0
    book = BOOK.open(path) if path.exists() else BOOK.new(widths=WIDTHS, by_hand=BY_HAND, advice=ADVICE, freeze="D2")
    page = BOOK.page(book, file=path.name)
    where = BOOK.columns(page, file=path.name)
    changed = _tell_states(page, where, states | _waiting(known))
    _append(book, page, where, fresh[:MOST], study=study)
    if changed or fresh:
        replace(book, path)
    return len(fresh[MOST:])


def _waiting(known: Corrections) -> dict[int, str]:
    return {line.sheet_row: TO_DO for line in known.lines if not line.decided}


def _lines(quarantine: pd.DataFrame, *, tables: Mapping[str, RawTable]) -> Iterator[_Line]:
    at = {name: {int(line): k for k, line in enumerate(raw.rows)} for name, raw in tables.items()}
    rows = zip(
        *(quarantine[name] for name in ("source", "file", "reason", "expected")), places(quarantine), strict=True
    )
    for source, file, reason, expected, place in rows:
        if place[1] not in at.get(file, {}):  # nothing to show of a line that no table holds
            continue
        raw, k, column = tables[file], at[file][place[1]], place[2]
        texts = [str(raw.frame.iat[k, position]) for position in positions_of(raw, column)] if column else []
        told = " / ".join(shown(text) for text in texts if text)
        yield _Line(place, fingerprint(raw, k, column=column), source, reason, expected, told)


def _tell_states(page: Worksheet, where: Mapping[str, int], states: Mapping[int, str]) -> bool:
    changed = False
    for row, state in states.items():
        cell = page.cell(row, where["state"])
        changed |= cell.value != nbsp(state)
        put(cell, nbsp(state))
    return changed


def _append(book: Workbook, page: Worksheet, where: Mapping[str, int], fresh: list[_Line], *, study: Study) -> None:
    lists = _Lists(book, page)
    for row, line in enumerate(fresh, start=_last_row(page, where) + 1):
        for name in HEADERS:
            put(page.cell(row, where[name]), line.cell(name), by_hand=name in BY_HAND)
        column = line.place[2]
        offered = choices(study, source=line.source, column=column, reason=line.code)
        lists.offer(page.cell(row, where["correction"]), offered)
        lists.offer(page.cell(row, where["decision"]), _decisions(line.code, column))
    lists.close()
    page.auto_filter.ref = page.dimensions


def _decisions(reason: str, column: str) -> list[str]:
    possible = {
        CorrectionDecision.CORRECT: bool(column),
        CorrectionDecision.RELEASE: is_releasable(reason, column=column),
        CorrectionDecision.DROP: True,
    }
    return [decision.label.fr for decision, offered in possible.items() if offered]


def _last_row(page: Worksheet, where: Mapping[str, int]) -> int:
    filled = [k for k in range(1, page.max_row + 1) if page.cell(k, where["file"]).value not in (None, "")]
    return max(filled, default=1)


class _Lists:
    """Drop-down lists, each written once in a hidden sheet."""

    def __init__(self, book: Workbook, page: Worksheet) -> None:
        self.sheet = book[LISTS] if LISTS in book.sheetnames else book.create_sheet(LISTS)
        self.sheet.sheet_state = "hidden"
        self.page = page
        self.cells: dict[tuple[str, ...], list[str]] = {}

    def offer(self, cell: Cell, words: list[str]) -> None:
        if words:
            self.cells.setdefault(tuple(map(shown, words)), []).append(cell.coordinate)

    def close(self) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        for words, cells in self.cells.items():
            rule = DataValidation(
                "list", formula1=self._range(words), allow_blank=True, errorStyle="warning", showErrorMessage=True
            )
            rule.error = nbsp("Cette valeur n’est pas dans la liste. La garder ?")
            for coordinate in cells:
                rule.add(coordinate)
            self.page.add_data_validation(rule)

    def _range(self, words: tuple[str, ...]) -> str:
        from openpyxl.utils import get_column_letter

        known = {
            tuple(str(cell.value) for cell in column if cell.value is not None): column[0].column
            for column in self.sheet.iter_cols()
        }
        k = known.get(words) or (self.sheet.max_column + 1 if any(known) else 1)
        for row, word in enumerate(words, start=1):
            put(self.sheet.cell(row, k), word)
        letter = get_column_letter(k)
        return f"'{LISTS}'!${letter}$1:${letter}${len(words)}"
