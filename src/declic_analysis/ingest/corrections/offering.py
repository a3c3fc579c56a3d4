"""What a build leaves for people to correct."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from declic_analysis.errors import Message, message
from declic_analysis.ingest.corrections.book import update_book
from declic_analysis.ingest.corrections.lines import Corrections
from declic_analysis.ingest.corrections.overlay import Overlaid
from declic_analysis.ingest.files import match_files
from declic_analysis.ingest.reading import read_raw
from declic_analysis.study.model import Study


class Mended(NamedTuple):
    """The workbook as it was read, and what became of its corrections."""

    known: Corrections
    done: tuple[Overlaid, ...]


def offer(book: Path | None, *, study: Study, raw: Path, quarantine: pd.DataFrame, mended: Mended) -> list[Message]:
    """Bring the workbook up to date; the raw files in the quarantine are read again, for the values that it shows.

    Parameters: book, where it is, nothing where the study has none; raw, folder of the raw files. Returns: remarks,
    where the folder cannot be written to (the tables are built all the same), or not every line found a place.
    """
    from declic_analysis.ingest.registers import find_registers  # reading sheets needs intake, which needs the overlay

    if book is None or not (len(quarantine) or mended.known.lines):
        return []
    matched, wanted = match_files(raw, sources=study.sources, aside=study.reference_files()), set(quarantine["file"])
    found = [(source, file) for source in study.sources for file in matched.by_source[source.id] if file.name in wanted]
    sheets = find_registers(matched.ignored, registers=study.registers).sheets
    tables = {s.name: read_raw(s.file.path, source=s.register, name=s.name) for s in sheets if s.name in wanted}
    tables |= {file.name: read_raw(file.path, source=source, name=file.name) for source, file in found}
    try:
        left = update_book(
            book, study=study, known=mended.known, done=mended.done, quarantine=quarantine, tables=tables
        )
    except OSError:  # a folder or share that may only be read, or a workbook that a spreadsheet holds without a lock
        return [_unwritten(book)]
    return [_too_many(book, left)] if left else []


def _unwritten(book: Path) -> Message:
    return message(
        fr=f"{book.name} n’a pas pu être écrit près des fichiers bruts : dossier en lecture seule, ou classeur ouvert.",
        en=f"{book.name} could not be written beside the raw files: read-only folder, or workbook open.",
    )


def _too_many(book: Path, left: int) -> Message:
    return message(
        fr=f"{book.name} : {left} lignes de quarantaine n’y sont pas encore ; autant se corrige plutôt dans l’étude.",
        en=f"{book.name}: {left} lines of the quarantine are not in it yet; so many are better mended in the study.",
    )
