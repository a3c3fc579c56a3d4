"""Workbooks beside the raw files that people fill in: opened, held to sheet and columns, written, replaced whole."""

from __future__ import annotations

import re
import shutil
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from declic_analysis.errors import Message, SourceError, message, nbsp
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.workbooks import cell_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

READ_ME = "mode d’emploi"
LONGEST = 32_000  # characters of a text that are shown; a spreadsheet cuts at 32 767, in silence
UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no workbook can hold these
RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a text that begins so for a formula


class FilledBook(NamedTuple):
    """One such workbook. headers: field → title of its column; name and lost: in its error messages."""

    sheet: str
    headers: Mapping[str, str]
    typed: tuple[str, ...]  # fields that a person writes and the software obeys
    command: str  # which writes a new one
    name: Message
    lost: Message

    def rows(self, path: Path) -> Iterator[dict[str, Cell]]:
        """Its lines under the header, field → cell. Raises: SourceError, when it is damaged."""
        page = self.page(self.open(path), file=path.name)
        where = self.columns(page, file=path.name)
        return ({name: page[k][where[name] - 1] for name in self.headers} for k in range(2, page.max_row + 1))

    def open(self, path: Path) -> Workbook:
        """The workbook, formulas as formulas. Raises: SourceError, when it is damaged or open in a spreadsheet."""
        from openpyxl import load_workbook

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that carry no answer
                return load_workbook(path)
        except PermissionError:
            raise self._open_elsewhere(path) from None
        except Exception as failure:  # a damaged archive fails in zipfile, zlib, expat or openpyxl, each in its own way
            raise self._damaged(path.name, type(failure).__name__) from None

    def page(self, book: Workbook, *, file: str) -> Worksheet:
        """The sheet that holds the lines. Raises: SourceError."""
        if self.sheet not in book.sheetnames:
            raise self._damaged(file, f"« {self.sheet} » ?")
        return book[self.sheet]

    def columns(self, page: Worksheet, *, file: str) -> dict[str, int]:
        """Each field's column, found by its header: columns may be moved, or others added. Raises: SourceError."""
        titles = {header_key(cell_text(cell.value)): cell.column for cell in page[1]}
        missing = [title for title in self.headers.values() if header_key(title) not in titles]
        if missing:
            raise self._damaged(file, ", ".join(missing))
        return {name: titles[header_key(title)] for name, title in self.headers.items()}

    def refuse_open(self, path: Path) -> None:
        """Raises: SourceError, when a spreadsheet has the workbook open: it would write over what is added."""
        locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
        if any(lock.exists() for lock in locks):
            raise self._open_elsewhere(path)

    def holds_formula(self, cells: Mapping[str, Cell]) -> bool:
        """Whether a formula, or its error, stands where a person writes: it is refused, never computed."""
        return any(
            cells[name].data_type in ("f", "e") or cell_text(cells[name].value).strip().startswith("=")
            for name in self.typed
        )

    def new(self, *, widths: Mapping[str, int], by_hand: Iterable[str], advice: Iterable[str], freeze: str) -> Workbook:
        """An empty one: its header, and a sheet that says how it is filled in."""
        from openpyxl import Workbook
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        book, yellow = Workbook(), set(by_hand)
        page = book.active
        page.title = self.sheet
        for k, (name, title) in enumerate(self.headers.items(), start=1):
            cell = page.cell(1, k)
            put(cell, title, by_hand=name in yellow)
            cell.font = Font(bold=True)
            page.column_dimensions[get_column_letter(k)].width = widths[name]
        page.freeze_panes = freeze
        notice = book.create_sheet(READ_ME)
        notice.column_dimensions["A"].width = 110
        for row, line in enumerate(advice, start=1):
            put(notice.cell(row, 1), nbsp(line))
        return book

    def _open_elsewhere(self, path: Path) -> SourceError:
        return SourceError(
            message(
                fr=f"Le classeur {self.name.fr} est ouvert dans un tableur.",
                en=f"The workbook of {self.name.en} is open in a spreadsheet.",
            ),
            where=str(path),
            found=message(fr="un fichier de verrou (~$… ou .~lock…)", en="a lock file (~$… or .~lock…)"),
            action=message(
                fr="Enregistrez-le, fermez-le, puis relancez. S’il n’est ouvert nulle part, supprimez le fichier de "
                "verrou à côté de lui.",
                en="Save it, close it, then run again. If it is open nowhere, delete the lock file beside it.",
            ),
        )

    def _damaged(self, file: str, what: str) -> SourceError:
        titles = ", ".join(self.headers.values())
        return SourceError(
            message(
                fr=f"Le classeur {self.name.fr} est illisible.", en=f"The workbook of {self.name.en} is unreadable."
            ),
            where=file,
            found=message(
                fr=f"fichier abîmé, ou feuille ou colonne absente ({what})", en=f"damaged or incomplete ({what})"
            ),
            allowed=message(
                fr=f"la feuille « {self.sheet} » et ses colonnes : {titles}",
                en=f"the sheet '{self.sheet}' with its columns: {titles}",
            ),
            action=message(
                fr=f"Reprenez une copie antérieure. Sinon, mettez ce fichier de côté et relancez « {self.command} », "
                f"qui en écrit un neuf : {self.lost.fr}.",
                en=f"Go back to an earlier copy. Otherwise move this file away and run `{self.command}`, which writes "
                f"a new one: {self.lost.en}.",
            ),
        )


def shown(text: str) -> str:
    """A text as a workbook can show it."""
    return UNSHOWABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")[:LONGEST]


def put(cell: Cell, value: str | int, *, by_hand: bool = False) -> None:
    """Text as text: an answer that begins like a formula stays a text, for this spreadsheet and the next."""
    from openpyxl.styles import Alignment, PatternFill

    cell.value = value if isinstance(value, int) else (shown(value) or None)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str) and value:
        cell.data_type, cell.number_format = "s", "@"
        cell.quotePrefix = value.startswith(RISKY)
    if by_hand:
        cell.fill, cell.number_format = PatternFill("solid", fgColor="FFF7D6"), "@"  # or 3/4 becomes a date


def replace(book: Workbook, path: Path) -> None:
    """Write beside, then one rename: a person finds the old workbook or the new one, never half of one."""
    beside = path.with_name(f".{path.name}")
    try:
        book.save(beside)
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
