"""A raw file → a table of texts, with its line numbers: no number, date or missing value is made out here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from declic_analysis.ingest.channel_exports import unpacked
from declic_analysis.ingest.fast_csv import Body, fast_body
from declic_analysis.ingest.headers import Columns, joined_headers
from declic_analysis.ingest.sniffing import (
    Records,
    decoded,
    empty_file,
    header_span,
    is_blank,
    records_of,
    separator_of,
)
from declic_analysis.ingest.workbooks import is_workbook, sheet_of
from declic_analysis.study.files import Layout

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
    """The table of texts in a csv, tsv, xlsx, ods or xls file, or in a channel's zip, told apart by content.

    Parameters: source, whose encoding, separator, sheet and header_rows go before what is sniffed; name, how messages
    call the file.
    Raises: SourceError, when the file is empty or cannot be read.
    """
    path = Path(path)
    file = name or path.name
    content = unpacked(path.read_bytes())
    if is_workbook(content):
        return _read_workbook(content, source=source, file=file)
    return _read_text(content, source=source, file=file)


def _read_text(content: bytes, *, source: Layout | None, file: str) -> RawTable:
    text, encoding = decoded(content, encoding=source.encoding if source else None, file=file)
    declared = source.separator if source else None
    separator = TAB_NAMES.get(declared, declared) if declared else separator_of(text)
    plain = text.removeprefix("\ufeff")
    body = fast_body(plain, separator=separator, header_rows=source.header_rows if source else None)
    if body is not None:
        return _from_body(body, file=file, encoding=encoding, separator=separator)
    records = records_of(plain, separator=separator, file=file)
    first, span = header_span(records, declared=source.header_rows if source else None)
    width = max((len(record) for record in records[first : first + span]), default=0)
    return _table(records, first=first, span=span, width=width, file=file, encoding=encoding, separator=separator)


def _from_body(body: Body, *, file: str, encoding: str, separator: str) -> RawTable:
    lines = [_fitted(record, len(body.frame.columns)) for record in body.head[body.first : body.first + body.span]]
    blank = _blank_rows(body.frame)
    frame = body.frame[~blank].reset_index(drop=True) if blank.any() else body.frame
    return RawTable(
        file=file,
        frame=frame,
        headers=joined_headers(lines),
        header_lines=tuple(tuple(line) for line in lines),
        rows=(np.flatnonzero(~blank) + len(body.head) + 1).astype("int32"),
        wrong_width=np.zeros(len(frame), dtype=bool),
        n_blank=int(blank.sum()),
        encoding=encoding,
        separator=separator,
    )


def _blank_rows(frame: pd.DataFrame) -> np.ndarray:
    """Rows without any text; most are told by their first cell."""
    blank = (frame[0].str.strip() == "").to_numpy(dtype=bool).copy()
    at = np.flatnonzero(blank)
    others = frame.iloc[at, 1:]
    blank[at] = [is_blank(row) for row in others.itertuples(index=False, name=None)]
    return blank


def _read_workbook(content: bytes, *, source: Layout | None, file: str) -> RawTable:
    sheet, records = sheet_of(content, wanted=source.sheet if source else None, file=file)
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
        raise empty_file(file)
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
