"""The workbook of themes → its lines. What people typed is data: formulas are refused, never computed."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from declic_analysis.errors import SourceError, message
from declic_analysis.ingest.coding_book.lines import HEADERS, SHEET, TYPED, CodingLine
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.workbooks import cell_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


def read_codings(path: Path | None) -> list[CodingLine]:
    """Every line of the workbook at `path` that names an answer; nothing where there is none.

    Raises: SourceError, when it is damaged, or lacks its sheet or a column.
    """
    if path is None or not path.is_file():
        return []
    page = page_of(open_book(path), file=path.name)
    where = columns_of(page, file=path.name)
    rows = (page[k] for k in range(2, page.max_row + 1))
    found = (_line({name: row[where[name] - 1] for name in HEADERS}) for row in rows)
    return [line for line in found if line is not None]


def open_book(path: Path) -> Workbook:
    """The workbook, formulas as formulas. Raises: SourceError, when it is damaged or open in a spreadsheet."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that carry no answer
            return load_workbook(path)
    except PermissionError:
        raise open_elsewhere(path) from None
    except Exception as failure:  # a damaged archive fails in zipfile, zlib, expat or openpyxl, each in its own way
        raise _damaged(path.name, type(failure).__name__) from None


def page_of(book: Workbook, *, file: str) -> Worksheet:
    """The sheet that holds the answers. Raises: SourceError."""
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


def refuse_open_book(path: Path) -> None:
    """Raises: SourceError, when a spreadsheet has the workbook open: it would write over what is added."""
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    if any(lock.exists() for lock in locks):
        raise open_elsewhere(path)


def _line(cells: dict[str, Cell]) -> CodingLine | None:
    texts = {name: cell_text(cell.value).strip() for name, cell in cells.items()}
    if not texts["verbatim"] and not any(texts[name] for name in TYPED):
        return None
    formula = any(cells[name].data_type in ("f", "e") or texts[name].startswith("=") for name in TYPED)
    kept = {name: texts[name] for name in CodingLine._fields if name in texts}
    return CodingLine(sheet_row=cells["verbatim"].row, formula=formula, **kept)


def open_elsewhere(path: Path) -> SourceError:
    """The error for a workbook that a spreadsheet holds open."""
    return SourceError(
        message(
            fr="Le classeur des thèmes est ouvert dans un tableur.",
            en="The workbook of themes is open in a spreadsheet.",
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
        message(fr="Le classeur des thèmes est illisible.", en="The workbook of themes is unreadable."),
        where=file,
        found=message(
            fr=f"fichier abîmé, ou feuille ou colonne absente ({what})", en=f"damaged or incomplete ({what})"
        ),
        allowed=message(
            fr=f"la feuille « {SHEET} » et ses colonnes : {', '.join(HEADERS.values())}",
            en=f"the sheet '{SHEET}' with its columns: {', '.join(HEADERS.values())}",
        ),
        action=message(
            fr="Reprenez une copie antérieure. Sinon, mettez ce fichier de côté et relancez « declic themes », qui en "
            "écrit un neuf : les codages déjà faits seront à refaire.",
            en="Go back to an earlier copy. Otherwise move this file away and run `declic themes`, which writes a new "
            "one: codings already made will have to be made again.",
        ),
    )
