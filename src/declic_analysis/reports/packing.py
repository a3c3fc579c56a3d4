"""Office files that come out the same, byte for byte, whenever they are written: no clock of this machine in them."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import zipfile
from pathlib import Path

CORE = "docProps/core.xml"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip file knows no earlier date
_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def repacked(content: bytes, *, dated: dt.date | None) -> bytes:
    """The same parts, in the same order, without the time of day they were packed at.

    dated: what the properties of the file say of its creation and last change; None: they say nothing.
    """
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            told = _STAMPS.sub(lambda found: _stamp(found[1], found[3], dated), part) if name == CORE else part
            target.writestr(zipfile.ZipInfo(name, EARLIEST), told, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _stamp(opening: bytes, closing: bytes, dated: dt.date | None) -> bytes:
    return opening + f"{dated.isoformat()}T00:00:00Z".encode() + closing if dated else b""


def write_bytes(content: bytes, path: Path) -> Path:
    """Write a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path
