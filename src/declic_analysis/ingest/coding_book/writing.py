"""The workbook of themes, written beside the raw files: lines are added, what people typed is never changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis.errors import nbsp
from declic_analysis.ingest.coding_book.lines import LISTS, TYPED, CodingLine
from declic_analysis.ingest.coding_book.reading import BOOK
from declic_analysis.ingest.filled_books import put, replace
from declic_analysis.study import Study
from declic_analysis.study.coding_fields import HEADERS
from declic_analysis.vocabulary import CodingState, Wave

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = {"verbatim": 15, "audience": 15, "wave": 9, "question": 12, "redacted": 70, "proposed": 30, "words": 30,
          "unsure": 20, "themes": 30, "second": 30, "quote": 9, "comment": 30, "state": 30}  # fmt: skip
BY_HAND = (*TYPED, "comment")
ADVICE = (
    "Les réponses libres, sans les données personnelles, et les thèmes que le logiciel y voit. Ce classeur reste à "
    "côté des fichiers bruts : ne l’envoyez à personne, ne le mettez pas dans un dépôt.",
    "Remplissez les colonnes jaunes, enregistrez, fermez : le prochain « declic build » ou le prochain rapport en "
    "tient compte. Relancez « declic themes » pour ajouter les réponses nouvelles et lire l’état de chaque ligne.",
    "vos thèmes : les ids ou les noms de la feuille « thèmes », séparés par | ; ok = les thèmes proposés sont justes ; "
    "aucun = la réponse n’en a aucun. Vide = pas encore codée. Votre codage l’emporte toujours.",
    "second codage : une autre personne, sans regarder le premier ; il sert à mesurer l’accord entre personnes.",
    "à citer : non = ne jamais citer cette réponse ; oui = ses mots peuvent être cités si son auteur l’accepte (utile "
    "quand un mot ressemble à un nom). Rien n’est jamais cité sans l’accord de l’auteur.",
    "Dès 40 réponses codées et 10 pour un thème, un modèle est appris et comparé au lexique ; le meilleur des deux lit "
    "les autres réponses.",
    "Pas de formule. Ne touchez pas à la colonne identifiant. Une ligne dont la réponse n’est plus dans les fichiers "
    "reste, et l’état le dit.",
)


def update_coding_book(
    path: Path,
    *,
    study: Study,
    verbatims: pd.DataFrame,
    answers: pd.DataFrame,
    lines: list[CodingLine],
    states: Mapping[int, CodingState],
) -> int:
    """Write what is proposed for each answer, a line for each new one, and what became of the lines typed.

    Parameters: answers, as `verbatims.coding.Coded.answers`; lines and states, the workbook as it was read and settled.
    Returns: lines added. The file is replaced whole; nothing that a person typed is changed.
    Raises: SourceError, when the workbook is damaged or open in a spreadsheet.
    """
    BOOK.refuse_open(path)
    book = BOOK.open(path) if path.exists() else BOOK.new(widths=WIDTHS, by_hand=BY_HAND, advice=ADVICE, freeze="F2")
    page = BOOK.page(book, file=path.name)
    where = BOOK.columns(page, file=path.name)
    told = _told(verbatims, answers=answers, study=study).set_index("verbatim")
    for line in lines:
        _renew(page, where, line, told=told, state=states.get(line.sheet_row))
    fresh = told[~told.index.isin({line.verbatim for line in lines})].reset_index()
    start = max([1, *(line.sheet_row for line in lines)]) + 1
    for k, row in enumerate(fresh.to_dict("records"), start=start):
        for name in HEADERS:
            put(page.cell(k, where[name]), str(row.get(name, "")), by_hand=name in BY_HAND)
    page.auto_filter.ref = page.dimensions
    _list_themes(book, study)
    replace(book, path)
    return len(fresh)


def _told(verbatims: pd.DataFrame, *, answers: pd.DataFrame, study: Study) -> pd.DataFrame:
    """What a line says of each answer, in the order of audience, question, wave."""
    audiences = {a.id: a.label.fr for a in study.audiences}
    given = answers[answers["given"].astype(bool)]
    joined = {name: rows.groupby("verbatim")[column].agg(_joined).to_dict() for name, rows, column in (
        ("proposed", given, "theme"), ("words", given, "words"),
        ("unsure", answers[answers["unsure"].astype(bool)], "theme"))}  # fmt: skip
    rows = verbatims.sort_values(["audience", "question", "wave", "verbatim"])
    found = rows[["verbatim", "question", "redacted"]].assign(
        audience=rows["audience"].map(audiences),
        wave=rows["wave"].map(lambda code: Wave.of(code).label.fr),
        state=CodingState.WAITING.label.fr,
        **{name: [texts.get(verbatim, "") for verbatim in rows["verbatim"]] for name, texts in joined.items()},
    )
    return found.astype("str")


def _joined(texts: pd.Series) -> str:
    return " | ".join(text for text in texts if text)


def _renew(
    page: Worksheet, where: Mapping[str, int], line: CodingLine, *, told: pd.DataFrame, state: CodingState | None
) -> None:
    """The software's own cells of a line; what `ok` accepted stays as it was accepted."""
    accepted = line.themes and line.proposed
    if line.verbatim in told.index and not accepted:
        for name in ("proposed", "words", "unsure"):
            put(page.cell(line.sheet_row, where[name]), str(told.loc[line.verbatim, name]))
    gone = CodingState.STALE if line.verbatim not in told.index else CodingState.WAITING
    put(page.cell(line.sheet_row, where["state"]), nbsp((state or gone).label.fr))


def _list_themes(book: Workbook, study: Study) -> None:
    """The study's themes of today, in a sheet of their own."""
    page = book[LISTS] if LISTS in book.sheetnames else book.create_sheet(LISTS)
    page.delete_rows(1, page.max_row)
    rows = [("id", "thème", "quand le donner", "mots qui le font reconnaître")]
    rows += [
        (t.id, t.label.fr, t.definition.fr if t.definition else "", ", ".join(t.expressions)) for t in study.themes
    ]
    for k, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            put(page.cell(k, column), text)
