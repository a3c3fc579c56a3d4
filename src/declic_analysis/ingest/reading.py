"""A raw file → a table of texts, with its line numbers: no number, date or missing value is made out here."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from declic_analysis.errors import SourceError, message
from declic_analysis.ingest.headers import Columns, joined_headers
from declic_analysis.ingest.sniffing import Records, decoded, header_span, is_blank, records_of, separator_of
from declic_analysis.study.files import Layout

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
TAB_NAMES = {"tab": "\t", "\\t": "\t"}


@dataclass(frozen=True)
class RawTable:
    """A raw file as text.

    frame: columns 0 … n−1, one row per non-blank record, `""` where empty; headers: one per column, as written;
    header_lines: the 1 to 3 lines they come from; rows: line of each record as a spreadsheet shows it (first line = 1);
    wrong_width: records with more or fewer cells than the header; n_blank: blank records below the header.
    """

    file: str
    frame: pd.DataFrame
    headers: tuple[str, ...]
    header_lines: tuple[tuple[str, ...], ...]
    rows: np.ndarray
    wrong_width: np.ndarray
    n_blank: int
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None

    @property
    def columns(self) -> Columns:
        return Columns(self.headers, lines=self.header_lines, file=self.file)


def read_raw(path: Path | str, *, source: Layout | None = None, name: str | None = None) -> RawTable:
    """The table of texts in a csv, tsv or xlsx file, told apart by content.

    Parameters: source, whose encoding, separator, sheet and header_rows go before what is sniffed; name, how messages
    call the file.
    Raises: SourceError, when the file is empty or cannot be read.
    """
    path = Path(path)
    file = name or path.name
    content = path.read_bytes()
    if content.startswith(OLE):
        raise _old_excel(file)
    if content.startswith(ZIP):
        return _read_workbook(content, source=source, file=file)
    return _read_text(content, source=source, file=file)


def _read_text(content: bytes, *, source: Layout | None, file: str) -> RawTable:
    text, encoding = decoded(content, encoding=source.encoding if source else None, file=file)
    declared = source.separator if source else None
    separator = TAB_NAMES.get(declared, declared) if declared else separator_of(text)
    records = records_of(text.removeprefix("\ufeff"), separator=separator, file=file)
    first, span = header_span(records, declared=source.header_rows if source else None)
    width = max((len(record) for record in records[first : first + span]), default=0)
    return _table(records, first=first, span=span, width=width, file=file, encoding=encoding, separator=separator)


def _read_workbook(content: bytes, *, source: Layout | None, file: str) -> RawTable:
    sheet, records = _sheet(content, wanted=source.sheet if source else None, file=file)
    first, span = header_span(records, declared=source.header_rows if source else None)
    width = max((len(record) for record in records), default=0)
    padded = [record + [""] * (width - len(record)) for record in records]  # a sheet has no wrong width
    return _table(padded, first=first, span=span, width=width, file=file, sheet=sheet)


def _table(
    records: Records,
    *,
    first: int,
    span: int,
    width: int,
    file: str,
    encoding: str | None = None,
    separator: str | None = None,
    sheet: str | None = None,
) -> RawTable:
    if not width or all(is_blank(record) for record in records):
        raise _empty(file)
    lines = [_fitted(record, width) for record in records[first : first + span]]
    start = first + span
    kept = [k for k in range(start, len(records)) if not is_blank(records[k])]
    body = [_fitted(records[k], width) for k in kept]
    return RawTable(
        file=file,
        frame=pd.DataFrame(body, columns=range(width), dtype="str"),
        headers=joined_headers(lines),
        header_lines=tuple(tuple(line) for line in lines),
        rows=np.array(kept, dtype="int32") + 1,
        wrong_width=np.array([_is_wrong(records[k], width) for k in kept], dtype=bool),
        n_blank=len(records) - start - len(kept),
        encoding=encoding,
        separator=separator,
        sheet=sheet,
    )


def _fitted(record: list[str], width: int) -> list[str]:
    return record if len(record) == width else (record + [""] * width)[:width]


def _is_wrong(record: list[str], width: int) -> bool:
    """Too few cells, or too many unless the extra ones are empty (a separator at the end of each line)."""
    return len(record) < width or not is_blank(record[width:])


def _sheet(content: bytes, *, wanted: str | None, file: str) -> tuple[str, Records]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that carry no answer
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheets = {sheet.title: _cells(sheet) for sheet in book.worksheets if wanted in (None, sheet.title)}
            names = book.sheetnames
            book.close()
    except Exception as failure:  # a damaged archive fails in zipfile, zlib, expat or openpyxl, each in its own way
        raise _unreadable(file, kind=type(failure).__name__) from None
    filled = {title: records for title, records in sheets.items() if any(not is_blank(r) for r in records)}
    if len(filled) == 1:
        return next(iter(filled.items()))
    if wanted is None and not filled:
        raise _empty(file)
    raise _which_sheet(file, wanted=wanted, names=names)


def _cells(sheet: object) -> Records:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # some tools write a wrong dimension
    return [[cell_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]  # type: ignore[attr-defined]


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


def _empty(file: str) -> SourceError:
    return SourceError(
        message(fr="Ce fichier est vide.", en="This file is empty."),
        where=file,
        allowed=message(fr="une ligne d’en-têtes, puis des réponses", en="a line of headers, then answers"),
        action=message(
            fr="Exportez-le de nouveau depuis l’outil d’enquête, ou retirez-le du dossier.",
            en="Export it again from the survey tool, or take it out of the folder.",
        ),
    )


def _unreadable(file: str, *, kind: str) -> SourceError:
    return SourceError(
        message(fr="Ce classeur Excel est illisible.", en="This Excel workbook is unreadable."),
        where=file,
        found=message(fr=f"fichier tronqué ou abîmé ({kind})", en=f"truncated or damaged file ({kind})"),
        allowed="xlsx, csv, tsv",
        action=message(
            fr="Ouvrez-le dans un tableur et enregistrez-le en .xlsx ou en .csv, ou exportez-le de nouveau.",
            en="Open it in a spreadsheet and save it as .xlsx or .csv, or export it again.",
        ),
    )


def _old_excel(file: str) -> SourceError:
    return SourceError(
        message(
            fr="Ce classeur est au vieux format .xls, ou protégé par un mot de passe.",
            en="This workbook is in the old .xls format, or protected by a password.",
        ),
        where=file,
        allowed="xlsx, csv, tsv",
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
