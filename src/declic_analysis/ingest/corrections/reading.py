"""The workbook of corrections → its lines. What people typed is data: formulas are refused, never computed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from declic_analysis.errors import message
from declic_analysis.ingest.corrections.lines import Correction, Corrections
from declic_analysis.ingest.filled_books import FilledBook
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.workbooks import cell_text
from declic_analysis.vocabulary import CorrectionDecision, CorrectionState, QuarantineReason

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

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
BOOK = FilledBook(
    SHEET,
    HEADERS,
    TYPED,
    command="declic build",
    name=message(fr="des corrections", en="corrections"),
    lost=message(
        fr="les corrections déjà faites seront à refaire", en="corrections already made will have to be made again"
    ),
)


def read_corrections(path: Path | None) -> Corrections:
    """Every line of the workbook at `path`; nothing where there is none.

    Raises: SourceError, when it is damaged, or lacks its sheet or a column.
    """
    if path is None or not path.is_file():
        return Corrections()
    return Corrections(tuple(line for cells in BOOK.rows(path) if (line := _line(cells)) is not None))


def refuse_open_book(path: Path | None) -> None:
    """Raises: SourceError, when a spreadsheet has the workbook open: it would write over what a build adds."""
    if path is not None and path.exists():
        BOOK.refuse_open(path)


def _line(cells: dict[str, Cell]) -> Correction | None:
    """A line, or nothing for a blank one, or one that no build has written (no file, no line number)."""
    texts = {name: cell_text(cell.value).strip() for name, cell in cells.items()}
    if not texts["file"] or not texts["row"].isdigit():
        return None
    formula = BOOK.holds_formula(cells)
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
