"""Exports of a video channel as YouTube Studio hands them over: a zip of three tables, of which one counts videos."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from pathlib import Path

from declic_analysis.ingest.headers import header_key
from declic_analysis.study.register_fields import FIELDS, Field
from declic_analysis.vocabulary import RegisterKind

SUFFIXES = (".csv", ".zip")
HEAD = 4096  # bytes: more than the header line of any export
NEEDED = ("video", "title", "views")
BY_DAY = "date"  # the two other tables (totals, chart) have a line a day


def is_channel_export(path: Path) -> bool:
    """Whether the file is a table of videos, or a zip that holds one, by its header."""
    if path.suffix.casefold() not in SUFFIXES:
        return False
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"PK"):
        return _member(path.read_bytes()) is not None
    return _counts_videos(head)


def unpacked(content: bytes) -> bytes:
    """The table of videos where the bytes are a zip that holds one; any other content as it is."""
    return (_member(content) if content.startswith(b"PK") else None) or content


def _member(content: bytes) -> bytes | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            tables = [box.read(name) for name in box.namelist() if name.casefold().endswith(".csv")]
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError):
        return None  # a damaged or locked file is told by whoever opens it as a workbook
    return next((table for table in tables if _counts_videos(table[:HEAD])), None)


def _counts_videos(head: bytes) -> bool:
    line = head.decode("utf-8-sig", errors="replace").splitlines()[:1]
    headers = {header_key(cell) for cell in next(csv.reader(line), [])} if line else set()
    fields = {field.name: field for field in FIELDS[RegisterKind.VIDEOS]}
    return BY_DAY not in headers and all(_names(fields[name]) & headers for name in NEEDED)


def _names(field: Field) -> set[str]:
    return {header_key(name) for name in (field.header, *field.also)}
