"""Free answers of a raw table, redacted as they are read: the text as written never leaves this room."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from declic_analysis.ingest.cells import Reader
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.reading import RawTable
from declic_analysis.redaction import known_people, redacted
from declic_analysis.study import Study
from declic_analysis.study.model import parse_wave
from declic_analysis.vocabulary import Wave

KINDS = {
    "row": "int64", "question": "string", "wave": "string", "month": "Int16",
    "redacted": "string", "n_removed": "Int16", "n_doubtful": "Int16",
}  # fmt: skip
NAME_HEADERS = frozenset(
    ("nom", "prénom", "prenom", "nom et prénom", "nom et prenom", "nom prénom", "prénom et nom", "nom de famille",
     "votre nom", "votre prénom", "vos nom et prénom", "votre nom et votre prénom", "first name", "last name",
     "surname", "full name", "your name")
)  # fmt: skip


def free_answers(reader: Reader, *, study: Study, people: frozenset[str] = frozenset()) -> pd.DataFrame:
    """What stands in the columns of open questions, without personal data.

    Parameters: people, words of names that the registers hold; those of the file's own columns of names are added.
    Returns: row (index of the raw table), question, wave and month (those of the latest wave that the row holds),
    redacted, n_removed, n_doubtful; empty cells are absent.
    """
    wave, month = latest_wave(list(reader.source.answers))
    keep, people = kept_names(study), people | people_of(reader.raw, also=_identity(reader))
    found = [
        _column(reader, question, header, keep=keep, people=people)
        for question, header in reader.source.verbatims.items()
    ]
    texts = pd.concat([_none(), *found], ignore_index=True)
    return texts.assign(wave=wave, month=month)[list(KINDS)].astype(KINDS)


def latest_wave(waves: list[str]) -> tuple[str, int | None]:
    """Of the waves that one row holds, the last in time: the free answers of a form are given when it is filled in."""
    order = {code: k for k, code in enumerate((Wave.RETRO_BEFORE, Wave.BEFORE, Wave.AFTER, Wave.FOLLOWUP))}
    parsed = [parse_wave(wave) for wave in waves] or [(Wave.AFTER.value, None)]
    return max(parsed, key=lambda one: (order[Wave.of(one[0])], one[1] or 0))


def kept_names(study: Study) -> tuple[str, ...]:
    """Names that are no person's: those of the study's structures, territories, formats."""
    named = [name for s in study.structures for name in (s.name, *s.aliases)]
    named += [name for t in study.territories for name in (t.label.fr, *t.aliases)]
    named += [f.label.fr for f in study.formats]
    return tuple(dict.fromkeys(name for name in named if len(name) > 2))


def people_of(raw: RawTable, *, also: Collection[str] = ()) -> frozenset[str]:
    """Words of the names that stand in a table: in columns headed as names are, and in those of `also`."""
    wanted = {header_key(header) for header in also} | NAME_HEADERS
    columns = [k for k, header in enumerate(raw.headers) if header_key(header) in wanted]
    return known_people(text for k in columns for text in raw.frame[k].dropna().unique())


def _identity(reader: Reader) -> list[str]:
    return list(reader.source.person.columns) if reader.source.person else []


def _column(
    reader: Reader, question: str, header: str, *, keep: tuple[str, ...], people: frozenset[str]
) -> pd.DataFrame:
    texts = reader.text(header).fillna("")
    given = texts[texts.str.strip() != ""]
    return redacted(given, keep=keep, people=people).assign(row=given.index, question=question)


def _none() -> pd.DataFrame:
    columns = ("redacted", "n_removed", "n_doubtful", "row", "question")
    return pd.DataFrame({name: pd.Series(dtype=KINDS[name]) for name in columns})
