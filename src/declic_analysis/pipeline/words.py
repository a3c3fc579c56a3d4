"""Free answers and what people say of them, in a build: verbatims, codings, and what the ledger tells of both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from declic_analysis import schemas
from declic_analysis.cleaning.ledger import note_lines
from declic_analysis.errors import Message
from declic_analysis.ingest import coding_book
from declic_analysis.ingest.coding_book import CodingLine
from declic_analysis.study import Study
from declic_analysis.study.coding_fields import CODINGS

NO_SOURCE = "–"


def codings_book(study: Study, *, raw: Path) -> Path | None:
    """Where people's own coding of free answers is, or would be; none for public data, which are read in place."""
    return None if study.data_folder else raw / CODINGS


def lines_of(study: Study, *, raw: Path) -> list[CodingLine]:
    """The workbook as it stands."""
    return coding_book.read_codings(codings_book(study, raw=raw))


def codings_identity(lines: list[CodingLine]) -> dict[str, Any]:
    """What people typed in themes.xlsx; what the software writes around it changes nothing."""
    return {"codings_sha256": coding_book.digest(lines)}


def with_codings(
    tables: dict[str, pd.DataFrame], lines: list[CodingLine], *, study: Study
) -> tuple[dict[str, pd.DataFrame], list[Message]]:
    """The tables with what people said of the answers, and sentences on what could not be used."""
    found = coding_book.settled(lines, verbatims=tables["verbatims"], study=study)
    notes = note_lines(found.notes, source=NO_SOURCE, file=CODINGS)
    joined = pd.concat([tables["ledger"], notes], ignore_index=True) if found.notes else tables["ledger"]
    ledger = schemas.check(joined, "ledger") if found.notes else joined
    return tables | {"codings": found.codings, "ledger": ledger}, found.remarks
