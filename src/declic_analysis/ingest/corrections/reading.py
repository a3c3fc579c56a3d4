"""The workbook of corrections → its lines. What people typed is data: formulas are refused, never computed."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from declic_analysis.errors import SourceError, message
from declic_analysis.ingest.corrections.lines import Correction, Corrections
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.workbooks import cell_text
from declic_analysis.vocabulary import CorrectionDecision, CorrectionState, QuarantineReason

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "à corriger"
HEADERS = {
    "file": "fichier",
    "row": "ligne",
    "column": "colonne",
    "reason": "motif",
    "expected": "attendu",
    "raw": "valeur brute",
    "correction": "correction",
    "decision": "décision",
    "comment": "commentaire",
    "who": "par qui",
    "state": "état",
    "fingerprint": "empreinte",
}
TYPED = ("correction", "decision", "who")  # what a person writes and the software obeys
LONGEST_NAME = 80


def read_corrections(path: Path | None) -> Corrections:
    """Every line of the workbook at `path`; nothing where there is none.

    Raises: SourceError, when it is damaged, or lacks its sheet or a column.
    """
    if path is None or not path.is_file():
        return Corrections()
    page = page_of(open_book(path), file=path.name)
    where = columns_of(page, file=path.name)
    rows = (page[k] for k in range(2, page.max_row + 1))
    cells = ({name: row[where[name] - 1] for name in HEADERS} for row in rows)
    return Corrections(tuple(line for found in cells if (line := _line(found)) is not None))


def open_book(path: Path) -> Workbook:
    """The workbook, formulas as formulas. Raises: SourceError, when it is damaged."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that carry no answer
            return load_workbook(path)
    except PermissionError:
        raise _open_elsewhere(path) from None
    except Exception as failure:  # a damaged archive fails in zipfile, zlib, expat or openpyxl, each in its own way
        raise _damaged(path.name, type(failure).__name__) from None


def page_of(book: Workbook, *, file: str) -> Worksheet:
    """The sheet that holds the lines. Raises: SourceError."""
    if SHEET not in book.sheetnames:
        raise _damaged(file, f"« {SHEET} » ?")
    return book[SHEET]


def columns_of(page: Worksheet, *, file: str) -> dict[str, int]:
    """Each field's column, found by its header: columns may be moved, or others added. Raises: SourceError."""
    titles = {header_key(cell_text(cell.value)): cell.column for cell in page[1]}
    missing = [title for title in HEADERS.values() if header_key(title) not in titles]
    if missing:
        raise _damaged(file, ", ".join(missing))
    return {name: titles[header_key(title)] for name, title in HEADERS.items()}


def refuse_open_book(path: Path | None) -> None:
    """Raises: SourceError, when a spreadsheet has the workbook open: it would write over what a build adds."""
    if path is not None and path.exists():
        locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
        if any(lock.exists() for lock in locks):
            raise _open_elsewhere(path)


def _line(cells: dict[str, Cell]) -> Correction | None:
    """A line, or nothing for a blank one, or one that no build has written (no file, no line number)."""
    texts = {name: cell_text(cell.value).strip() for name, cell in cells.items()}
    if not texts["file"] or not texts["row"].isdigit():
        return None
    formula = any(cells[name].data_type in ("f", "e") or texts[name].startswith("=") for name in TYPED)
    decision, fault = (None, CorrectionState.FORMULA) if formula else _decision(texts["decision"], texts["correction"])
    return Correction(
        place=(str(cells["file"].value), int(texts["row"]), str(cells["column"].value or "")),
        sheet_row=cells["file"].row,
        reason=_reason(texts["reason"]),
        fingerprint=texts["fingerprint"],
        text="" if formula else texts["correction"],
        decision=decision,
        who="" if formula else texts["who"][:LONGEST_NAME],
        fault=fault,
    )


def _decision(written: str, correction: str) -> tuple[CorrectionDecision | None, CorrectionState | None]:
    """What is decided, and why it cannot be obeyed; a correction without a decision is a decision to correct."""
    if not written:
        return (CorrectionDecision.CORRECT, None) if correction else (None, None)
    known = {header_key(word): one for one in CorrectionDecision for word in (one.label.fr, one.label.en, one.value)}
    decision = known.get(header_key(written))
    if decision is None:
        return None, CorrectionState.UNKNOWN_DECISION
    at_odds = bool(correction) != (decision == CorrectionDecision.CORRECT)
    return decision, CorrectionState.CONTRADICTORY if at_odds else None


def _reason(written: str) -> str:
    known = {header_key(reason.label.fr): reason.value for reason in QuarantineReason}
    return known.get(header_key(written), "")


def _open_elsewhere(path: Path) -> SourceError:
    return SourceError(
        message(
            fr="Le classeur des corrections est ouvert dans un tableur.",
            en="The workbook of corrections is open in a spreadsheet.",
        ),
        where=str(path),
        found=message(fr="un fichier de verrou (~$… ou .~lock…)", en="a lock file (~$… or .~lock…)"),
        action=message(
            fr="Enregistrez-le, fermez-le, puis relancez. S’il n’est ouvert nulle part, supprimez le fichier de verrou "
            "à côté de lui.",
            en="Save it, close it, then run again. If it is open nowhere, delete the lock file beside it.",
        ),
    )


def _damaged(file: str, what: str) -> SourceError:
    return SourceError(
        message(fr="Le classeur des corrections est illisible.", en="The workbook of corrections is unreadable."),
        where=file,
        found=message(
            fr=f"fichier abîmé, ou feuille ou colonne absente ({what})", en=f"damaged or incomplete ({what})"
        ),
        allowed=message(
            fr=f"la feuille « {SHEET} » et ses colonnes : {', '.join(HEADERS.values())}",
            en=f"the sheet '{SHEET}' with its columns: {', '.join(HEADERS.values())}",
        ),
        action=message(
            fr="Reprenez une copie antérieure. Sinon, mettez ce fichier de côté et relancez « declic build », qui en "
            "écrit un neuf : les corrections déjà faites seront à refaire.",
            en="Go back to an earlier copy. Otherwise move this file away and run `declic build`, which writes a new "
            "one: corrections already made will have to be made again.",
        ),
    )
