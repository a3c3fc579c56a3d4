"""A raw table → the columns a study maps, still texts. Identities become pseudonyms here and go no further."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from declic_analysis.errors import SourceError, message
from declic_analysis.ingest.adapters import Adapter, adapter_for
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.reading import RawTable
from declic_analysis.privacy import Key, pseudonyms, row_pseudonyms
from declic_analysis.study.model import Assigned, Source, parse_wave

KEYS = ("audience", "territory", "format", "action", "structure", "action_on")
FORMULA = re.compile(r"^'(?=[=+\-@])")


class Cell(NamedTuple):
    """A mapped answer column: what it asks, when, and its header in the raw file."""

    wave: str
    month: int | None
    item: str
    header: str


class Note(NamedTuple):
    """Something counted that is neither a row nor a cell of the balance."""

    category: str
    n: int
    detail: str


@dataclass(frozen=True)
class Mapped:
    """`frame`: file, row, wrong_width, person, identified, keys, answered_on, complete, blank, one column per cell."""

    file: str
    frame: pd.DataFrame
    cells: dict[str, Cell]
    adapter: Adapter
    headers: dict[str, str]
    conflicts: pd.DataFrame
    n_blank: int = 0
    notes: list[Note] = field(default_factory=list)


def map_table(raw: RawTable, *, source: Source, key: Key, study: str) -> Mapped:
    """The mapped columns of one file.

    Raises: SourceError, when a mapped column is missing or ambiguous, or the file is not of the declared tool.
    """
    adapter = adapter_for(raw, source.tool)
    _require_columns(raw, source, adapter=adapter)
    reader = _Reader(raw, source, adapter)
    frame = pd.DataFrame({"file": raw.file, "row": raw.rows, "wrong_width": raw.wrong_width}, index=raw.frame.index)
    frame["person"], frame["identified"], malformed = _persons(reader, raw, source=source, key=key, study=study)
    for name in KEYS:
        frame[name] = reader.assigned(getattr(source, name))
    submitted = source.answered_on or next((h for h in adapter.submitted if positions(raw, h)), None)
    frame["answered_on"] = reader.column(submitted) if submitted else ""
    frame["complete"] = _complete(reader, source, adapter=adapter, submitted=submitted)
    cells = {
        f"{wave}|{item}": _cell(wave, item, header) for wave, c in source.answers.items() for item, header in c.items()
    }
    answers = pd.DataFrame({name: reader.column(cell.header) for name, cell in cells.items()}, index=frame.index)
    frame["blank"] = (raw.frame == "").all(axis=1)
    return Mapped(
        file=raw.file,
        frame=pd.concat([frame, answers], axis=1),
        cells=cells,
        adapter=adapter,
        headers={name: a.column for name in KEYS if (a := getattr(source, name)) is not None and a.column}
        | ({"answered_on": submitted} if submitted else {}),
        conflicts=reader.conflicts(),
        n_blank=raw.n_blank,
        notes=[*_notes(reader, raw, source=source, malformed=malformed, submitted=submitted)],
    )


def positions(raw: RawTable, header: str) -> list[int]:
    """Columns that carry this header, up to case, spaces, apostrophes and HTML."""
    return [k for k, name in enumerate(raw.headers) if header_key(name) == header_key(header)]


def _cell(wave: str, item: str, header: str) -> Cell:
    name, month = parse_wave(wave)
    return Cell(name, month, item, header)


class _Reader:
    """Columns of a raw table by header: trimmed, missing texts emptied, repeated branch questions put together."""

    def __init__(self, raw: RawTable, source: Source, adapter: Adapter) -> None:
        self.raw, self.adapter = raw, adapter
        self.missing = {text.strip() for text in source.missing}
        self.used: set[int] = set()
        self._conflicts: list[pd.DataFrame] = []

    def column(self, header: str) -> pd.Series:
        found = positions(self.raw, header)
        self.used.update(found)
        columns = [self._clean(self.raw.frame[k]) for k in found]
        if len(columns) == 1:
            return columns[0]
        return self._together(columns, header)

    def _clean(self, column: pd.Series) -> pd.Series:
        texts = column.str.strip()
        texts = texts.str.replace(FORMULA, "", regex=True) if self.adapter.escaped_formulas else texts
        return texts.mask(texts.isin(self.missing), "") if self.missing else texts

    def _together(self, columns: list[pd.Series], header: str) -> pd.Series:
        """The branch that was filled; a row with two filled branches is emptied and reported."""
        table = pd.concat(columns, axis=1)
        filled = (table != "").sum(axis=1)
        twice = filled > 1
        self._conflicts.append(pd.DataFrame({"row": self.raw.rows[twice], "column": header}))
        return table.mask(table == "").bfill(axis=1).iloc[:, 0].fillna("").mask(twice, "")

    def assigned(self, assigned: Assigned | None) -> pd.Series:
        if assigned is not None and assigned.column:
            return self.column(assigned.column)
        return pd.Series(
            assigned.value if assigned is not None and assigned.value else "", index=self.raw.frame.index, dtype="str"
        )

    def conflicts(self) -> pd.DataFrame:
        return pd.concat([pd.DataFrame({"row": [], "column": []}), *self._conflicts]).astype(
            {"row": "int64", "column": "str"}
        )


def _persons(
    reader: _Reader, raw: RawTable, *, source: Source, key: Key, study: str
) -> tuple[pd.Series, pd.Series, int]:
    """Pseudonym, whether the person can be recognised again, and how many codes were malformed or empty."""
    alone = row_pseudonyms(
        source=source.id, file=raw.file, rows=pd.Series(raw.rows, index=raw.frame.index), key=key, study=study
    )
    nobody = pd.Series(False, index=raw.frame.index)
    if source.person is None:
        return alone, nobody, 0
    identity = pd.DataFrame({name: reader.column(name) for name in source.person.columns})
    good = (identity != "").all(axis=1)
    if source.person.pattern:
        joined = identity.agg("".join, axis=1) if identity.shape[1] > 1 else identity.iloc[:, 0]
        good &= joined.str.fullmatch(source.person.pattern)
    known = pseudonyms(identity, key=key, study=study)
    answered = ~(raw.frame == "").all(axis=1)
    return known.where(good, alone), good, int((answered & ~good).sum())


def _complete(reader: _Reader, source: Source, *, adapter: Adapter, submitted: str | None) -> pd.Series:
    """True for a finished submission: the study's rule, else the tool's."""
    everyone = pd.Series(True, index=reader.raw.frame.index)
    if source.complete is not None:
        if source.complete.action == "keep":
            return everyone
        state = reader.column(source.complete.column)
        return state.isin(source.complete.equals) if source.complete.equals else state != ""
    if adapter.empty_submission_is_draft and submitted:
        return reader.column(submitted) != ""
    return everyone


def _notes(reader: _Reader, raw: RawTable, *, source: Source, malformed: int, submitted: str | None) -> list[Note]:
    notes = []
    if source.person is not None and malformed:
        notes.append(Note("unidentified", malformed, "code empty or malformed: cannot be paired"))
    for question, header in source.verbatims.items():
        given = int((reader.column(header) != "").sum())
        notes.append(Note("verbatims_dropped", given, question))
    if submitted:
        anonymised = int(reader.column(submitted).str.startswith("1980-01-01").sum())
        notes += [Note("dates_anonymised", anonymised, "submission dates removed by the tool")] if anonymised else []
    unused = len(raw.headers) - len(reader.used)
    notes += [Note("columns_not_mapped", unused, "columns of the file that the study does not use")] if unused else []
    return notes


def _wanted(source: Source) -> list[str]:
    """Every header the study names for this source."""
    columns = [header for wave in source.answers.values() for header in wave.values()]
    columns += [a.column for name in KEYS if (a := getattr(source, name)) is not None and a.column]
    columns += list(source.verbatims.values())
    columns += source.person.columns if source.person else []
    columns += [source.answered_on] if source.answered_on else []
    columns += [source.complete.column] if source.complete else []
    return columns


def _require_columns(raw: RawTable, source: Source, *, adapter: Adapter) -> None:
    missing = [header for header in _wanted(source) if not positions(raw, header)]
    repeated = [] if adapter.repeated_headers else [h for h in _wanted(source) if len(positions(raw, h)) > 1]
    if missing:
        raise SourceError(
            message(fr="Des colonnes annoncées par l’étude manquent.", en="Columns that the study names are missing."),
            where=f"{raw.file}, source {source.id}",
            found="; ".join(missing),
            allowed="; ".join(f"{near} ?" for header in missing for near in near_headers(header, raw)) or None,
            action=message(
                fr="Corrigez l’intitulé dans study.yaml, ou exportez de nouveau avec cette question.",
                en="Mend the header in study.yaml, or export again with this question.",
            ),
        )
    if repeated:
        raise SourceError(
            message(fr="Des colonnes portent le même intitulé.", en="Several columns carry the same header."),
            where=f"{raw.file}, source {source.id}",
            found="; ".join(dict.fromkeys(repeated)),
            action=message(
                fr="Donnez à chaque question un intitulé à elle dans l’export.",
                en="Give each question a header of its own.",
            ),
        )


def near_headers(header: str, raw: RawTable) -> list[str]:
    """Headers of the file that come close to a missing one."""
    keys = {header_key(name): name for name in raw.headers}
    return [keys[key] for key in difflib.get_close_matches(header_key(header), list(keys), n=2, cutoff=0.7)]
