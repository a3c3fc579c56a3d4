"""The workbook of themes → its lines. What people typed is data: formulas are refused, never computed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from declic_analysis.errors import message
from declic_analysis.ingest.coding_book.lines import TYPED, CodingLine
from declic_analysis.ingest.filled_books import FilledBook
from declic_analysis.ingest.workbooks import cell_text
from declic_analysis.study.coding_fields import HEADERS, SHEET

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

BOOK = FilledBook(
    SHEET,
    HEADERS,
    TYPED,
    command="declic themes",
    name=message(fr="des thèmes", en="themes"),
    lost=message(fr="les codages déjà faits seront à refaire", en="codings already made will have to be made again"),
)


def read_codings(path: Path | None) -> list[CodingLine]:
    """Every line of the workbook at `path` that names an answer; nothing where there is none.

    Raises: SourceError, when it is damaged, or lacks its sheet or a column.
    """
    if path is None or not path.is_file():
        return []
    return [line for cells in BOOK.rows(path) if (line := _line(cells)) is not None]


def _line(cells: dict[str, Cell]) -> CodingLine | None:
    texts = {name: cell_text(cell.value).strip() for name, cell in cells.items()}
    if not texts["verbatim"] and not any(texts[name] for name in TYPED):
        return None
    kept = {name: texts[name] for name in CodingLine._fields if name in texts}
    return CodingLine(sheet_row=cells["verbatim"].row, formula=BOOK.holds_formula(cells), **kept)
