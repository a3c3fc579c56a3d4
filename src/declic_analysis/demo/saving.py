"""Header lines and rows → the bytes of a delimited text or of a workbook; the same rows give the same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from declic_analysis.demo.cells import Cell

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CREATED = dt.datetime(2024, 12, 31, tzinfo=dt.UTC)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def delimited(
    lines: Iterable[Sequence[Cell]], *, separator: str, encoding: str = "utf-8", quoted: bool = False, end: str = "\r\n"
) -> bytes:
    """A csv file; `quoted`: every cell between quotation marks."""
    text = io.StringIO(newline="")
    if quoted:
        writer = csv.writer(text, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(text, delimiter=separator, lineterminator=end)
    writer.writerows(lines)
    return text.getvalue().encode(encoding)


def workbook(lines: Iterable[Sequence[Cell]], *, sheet: str) -> bytes:
    """An xlsx file with one sheet: dates as spreadsheet dates, empty cells empty, no trace of when it was written."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = sheet
    for line in lines:
        page.append([None if cell == "" else cell for cell in line])
    _no_formula(page)
    return bytes_of(book)


def _no_formula(page: Worksheet) -> None:
    """What a respondent begins with "=" is text in a survey tool's export."""
    for cell in (cell for row in page.iter_rows() for cell in row):
        if cell.data_type == "f":
            cell.data_type = "s"


def bytes_of(book: Workbook) -> bytes:
    """A workbook saved without a trace of when it was written."""
    out = io.BytesIO()
    book.properties.created = CREATED
    book.save(out)
    return _undated(out.getvalue())


def _undated(data: bytes) -> bytes:
    """openpyxl writes the present time into a workbook; the same fiction is the same bytes."""
    out = io.BytesIO()
    moment = f"{CREATED:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = MODIFIED.sub(rb"\g<1>" + moment + rb"\g<2>", old.read(name))
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
