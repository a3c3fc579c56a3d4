"""What each survey tool adds of its own: system columns, submission date, what a draft looks like, its date order."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from declic_analysis.errors import SourceError, message
from declic_analysis.ingest.headers import Columns, header_key
from declic_analysis.ingest.reading import RawTable
from declic_analysis.study.model import Source
from declic_analysis.vocabulary import Tool


class Adapter(NamedTuple):
    """`system`: headers the tool writes; `needed`: how many of them make the tool recognised; `submitted`: its date of
    submission; `repeated_headers`: one question, several columns, one filled per row; `anonymised_on`: a date for none.
    """

    tool: Tool
    system: tuple[str, ...]
    needed: int
    submitted: tuple[str, ...]
    empty_submission_is_draft: bool
    escaped_formulas: bool
    repeated_headers: bool
    date_order: str
    anonymised_on: dt.date | None = None


LIMESURVEY = Adapter(
    tool=Tool.LIMESURVEY,
    system=(
        *("ID de la réponse", "ID réponse", "Date de soumission", "Dernière page", "Langue de départ", "Langue"),
        *("Tête de série", "Date de lancement", "Date de la dernière action", "Adresse IP", "URL de référence"),
        *("id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl"),
        *("Response ID", "Date submitted", "Last page", "Start language", "Date started", "Date last action"),
    ),
    needed=2,
    submitted=("Date de soumission", "submitdate", "Date submitted"),
    empty_submission_is_draft=True,
    escaped_formulas=True,
    repeated_headers=False,
    date_order="ymd",
    anonymised_on=dt.date(1980, 1, 1),
)
GOOGLE_FORMS = Adapter(
    tool=Tool.GOOGLE_FORMS,
    system=("Horodateur", "Horodatage", "Timestamp"),
    needed=1,
    submitted=("Horodateur", "Horodatage", "Timestamp"),
    empty_submission_is_draft=True,
    escaped_formulas=False,
    repeated_headers=True,
    date_order="dmy",
)
GENERIC = Adapter(
    tool=Tool.GENERIC,
    system=(),
    needed=0,
    submitted=(),
    empty_submission_is_draft=False,
    escaped_formulas=False,
    repeated_headers=False,
    date_order="dmy",
)
ADAPTERS = {adapter.tool: adapter for adapter in (LIMESURVEY, GOOGLE_FORMS, GENERIC)}


def submission_column(source: Source, *, adapter: Adapter, columns: Columns) -> str | None:
    """Header of the submission date: the declared one, else the tool's own, where the file has it."""
    return source.answered_on or columns.first_known(adapter.submitted)


def evidence(raw: RawTable, adapter: Adapter) -> list[str]:
    """Headers of the file that this tool writes."""
    known = {header_key(name) for name in adapter.system}
    return [name for name in raw.headers if header_key(name) in known]


def recognised(raw: RawTable) -> tuple[Tool, list[str]]:
    """The tool whose system columns the file carries, and those columns; generic when none is sure."""
    found = {adapter.tool: evidence(raw, adapter) for adapter in (LIMESURVEY, GOOGLE_FORMS)}
    sure = [tool for tool, columns in found.items() if len(columns) >= ADAPTERS[tool].needed]
    return (sure[0], found[sure[0]]) if len(sure) == 1 else (Tool.GENERIC, [])


def adapter_for(raw: RawTable, tool: Tool) -> Adapter:
    """The declared tool's adapter.

    Raises: SourceError, when the file does not look like that tool's export.
    """
    adapter = ADAPTERS[tool]
    seen = evidence(raw, adapter)
    if len(seen) >= adapter.needed:
        return adapter
    guess, columns = recognised(raw)
    raise SourceError(
        message(
            fr=f"Ce fichier ne ressemble pas à un export {adapter.tool.label.fr}.",
            en=f"This file does not look like a {adapter.tool.label.en} export.",
        ),
        where=raw.file,
        found=message(
            fr=f"{len(seen)} colonne(s) de cet outil ; indices : {', '.join(columns) or 'aucun'}",
            en=f"{len(seen)} column(s) of that tool; evidence: {', '.join(columns) or 'none'}",
        ),
        allowed=", ".join(Tool.codes()),
        action=message(
            fr=f"Écrivez « tool: {guess} » pour cette source dans study.yaml, ou vérifiez le fichier.",
            en=f"Write `tool: {guess}` for this source in study.yaml, or check the file.",
        ),
    )
