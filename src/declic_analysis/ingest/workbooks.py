"""The sheets of a workbook (xlsx, ods, old xls) as texts, and which of them holds the answers."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from declic_analysis.errors import SourceError, message
from declic_analysis.ingest.sniffing import Records, empty_file, is_blank

if TYPE_CHECKING:
    from openpyxl import Workbook

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin as a workbook does."""
    return content.startswith((ZIP, OLE))


def sheet_of(content: bytes, *, wanted: str | None, file: str) -> tuple[str, Records]:
    """Name and cells of the wanted sheet, or of the only one that has content.

    Raises: SourceError, when the workbook is unreadable, protected or empty, or several sheets have content.
    """
    simple = content.startswith(OLE) or OPEN_DOCUMENT in content[:200]
    names, sheets = (_by_calamine if simple else _by_openpyxl)(content, wanted=wanted, file=file)
    filled = {title: records for title, records in sheets.items() if any(not is_blank(r) for r in records)}
    if len(filled) == 1:
        return next(iter(filled.items()))
    if wanted is None and not filled:
        raise empty_file(file)
    raise _which_sheet(file, wanted=wanted, names=names)


Sheets = tuple[list[str], dict[str, Records]]


def _by_openpyxl(content: bytes, *, wanted: str | None, file: str) -> Sheets:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that carry no answer
            book = _opened(content)
            sheets = {sheet.title: _cells(sheet) for sheet in book.worksheets if wanted in (None, sheet.title)}
            names = list(book.sheetnames)
    except Exception as failure:  # a damaged archive fails in zipfile, zlib, expat or openpyxl, each in its own way
        raise _unreadable(file, kind=type(failure).__name__) from None
    return names, sheets


@lru_cache(maxsize=1)
def _opened(content: bytes) -> Workbook:
    """The workbook in memory, no file held open. Registers read one workbook sheet after sheet: opening it is most of
    the work, so the last one is kept.
    """
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)


def _cells(sheet: object) -> Records:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # some tools write a wrong dimension
    return [[cell_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]  # type: ignore[attr-defined]


def _by_calamine(content: bytes, *, wanted: str | None, file: str) -> Sheets:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [name for name in book.sheet_names if wanted in (None, name)]
        found = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except PasswordError:
        raise _protected(file) from None
    except (CalamineError, ValueError, OSError) as failure:
        raise _protected(file) if content.startswith(OLE) else _unreadable(file, kind=type(failure).__name__) from None
    except BaseException as failure:
        if type(failure).__name__ != "PanicException":  # what a damaged file makes of the Rust reader
            raise
        raise _unreadable(file, kind="PanicException") from None
    return list(book.sheet_names), {name: [list(map(cell_text, row)) for row in rows] for name, rows in found.items()}


def cell_text(value: object) -> str:
    """A spreadsheet's value as text: whole numbers without a decimal point, dates as ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return str(value)


def _unreadable(file: str, *, kind: str) -> SourceError:
    return SourceError(
        message(fr="Ce classeur Excel est illisible.", en="This Excel workbook is unreadable."),
        where=file,
        found=message(fr=f"fichier tronqué ou abîmé ({kind})", en=f"truncated or damaged file ({kind})"),
        allowed="xlsx, ods, xls, csv, tsv",
        action=message(
            fr="Ouvrez-le dans un tableur et enregistrez-le en .xlsx ou en .csv, ou exportez-le de nouveau.",
            en="Open it in a spreadsheet and save it as .xlsx or .csv, or export it again.",
        ),
    )


def _protected(file: str) -> SourceError:
    return SourceError(
        message(
            fr="Ce classeur est protégé par un mot de passe, ou n’est pas un classeur lisible.",
            en="This workbook is protected by a password, or is no readable workbook.",
        ),
        where=file,
        allowed="xlsx, ods, xls, csv, tsv",
        action=message(
            fr="Ouvrez-le, retirez le mot de passe, enregistrez-le en .xlsx.",
            en="Open it, remove the password, save it as .xlsx.",
        ),
    )


def _which_sheet(file: str, *, wanted: str | None, names: list[str]) -> SourceError:
    missing = message(fr="Cette feuille est absente ou vide.", en="This sheet is absent or empty.")
    several = message(fr="Plusieurs feuilles ont un contenu.", en="Several sheets have content.")
    return SourceError(
        several if wanted is None else missing,
        where=file,
        found=wanted,
        allowed=", ".join(names),
        action=message(
            fr="Donnez le nom de la feuille par « sheet: » dans study.yaml.", en="Name it with `sheet:` in study.yaml."
        ),
    )
