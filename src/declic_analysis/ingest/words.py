"""Free answers of a raw table, redacted as they are read: the text as written never leaves this room."""

from __future__ import annotations

import pandas as pd

from declic_analysis.ingest.cells import Reader
from declic_analysis.redaction import redacted
from declic_analysis.study import Study
from declic_analysis.study.model import parse_wave
from declic_analysis.vocabulary import Wave

KINDS = {
    "row": "int64", "question": "string", "wave": "string", "month": "Int16",
    "redacted": "string", "n_removed": "Int16", "n_doubtful": "Int16",
}  # fmt: skip


def free_answers(reader: Reader, *, study: Study) -> pd.DataFrame:
    """What stands in the columns of open questions, without personal data.

    Returns: row (index of the raw table), question, wave and month (those of the latest wave that the row holds),
    redacted, n_removed, n_doubtful; empty cells are absent.
    """
    wave, month = latest_wave(list(reader.source.answers))
    keep = kept_names(study)
    found = [_column(reader, question, header, keep=keep) for question, header in reader.source.verbatims.items()]
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


def _column(reader: Reader, question: str, header: str, *, keep: tuple[str, ...]) -> pd.DataFrame:
    texts = reader.text(header).fillna("")
    given = texts[texts.str.strip() != ""]
    return redacted(given, keep=keep).assign(row=given.index, question=question)


def _none() -> pd.DataFrame:
    columns = ("redacted", "n_removed", "n_doubtful", "row", "question")
    return pd.DataFrame({name: pd.Series(dtype=KINDS[name]) for name in columns})
