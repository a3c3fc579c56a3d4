"""Facts of the registers that contradict one another: told, counted in the ledger, never mended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from declic_analysis.cleaning.registers.tables import told_hires
from declic_analysis.errors import Message, message
from declic_analysis.study import Study
from declic_analysis.vocabulary import Attendance, NoteKind, RegisterKind

LINES_MOST = 8


class Finding(NamedTuple):
    """A line of the ledger and its sentence: source, file, note, how many, where."""

    source: str
    file: str
    note: str
    n: int
    sentence: Message


def cross_checks(
    accepted: Mapping[RegisterKind, pd.DataFrame], *, study: Study, extracted_on: pd.Timestamp | None
) -> list[Finding]:
    """Everything that the accepted rows contradict.

    Parameters: accepted, kind → its accepted rows; extracted_on, day of the last answer received, if there is one.
    """
    found: list[Finding] = []
    for kind, rows in accepted.items():
        found += _when(rows, _attended(rows, Attendance.NOSHOW), NoteKind.NOSHOWS)
        if kind == RegisterKind.ATTENDANCES:
            unresolved = _attended(rows, Attendance.UNKNOWN) | _column(rows, "attendance").isna()
            found += _when(rows, unresolved, NoteKind.ATTENDANCE_UNRESOLVED)
        found += _when(rows, _before(rows, "started_on", "accepted_on"), NoteKind.HIRE_BEFORE_ACCEPTANCE)
        found += _when(rows, _before(rows, "ended_on", "started_on"), NoteKind.ENDED_BEFORE_START)
        found += _when(rows, _late(rows, kind, extracted_on), NoteKind.AFTER_EXTRACTION)
        if kind == RegisterKind.STRUCTURES:
            found += _when(rows, _outside(rows, study), NoteKind.OUTSIDE_TERRITORY)
    hires = told_hires(accepted)
    return found + _when(hires, hires["again"], NoteKind.SAME_HIRE)


def _column(rows: pd.DataFrame, name: str) -> pd.Series:
    return rows[name] if name in rows else pd.Series(pd.NA, index=rows.index, dtype="object")


def _attended(rows: pd.DataFrame, state: Attendance) -> pd.Series:
    return (_column(rows, "attendance") == state.value).fillna(False).astype(bool)


def _before(rows: pd.DataFrame, one: str, other: str) -> pd.Series:
    if one not in rows or other not in rows:
        return pd.Series(False, index=rows.index)
    return (rows[one] < rows[other]).fillna(False).astype(bool)


FACTS = {
    RegisterKind.EVENTS: ("event_on", "state_on"),
    RegisterKind.APPLICATIONS: ("event_on", "state_on", "accepted_on"),
    RegisterKind.IMMERSIONS: ("event_on",),
    RegisterKind.HIRES: ("accepted_on",),
    RegisterKind.AMBASSADORS: ("trained_on",),
}


def _late(rows: pd.DataFrame, kind: RegisterKind, extracted_on: pd.Timestamp | None) -> pd.Series:
    """Facts that were not yet there when the last answer came: a typing error, or files of two moments."""
    late = pd.Series(False, index=rows.index)
    if extracted_on is None:
        return late
    for name in FACTS.get(kind, ()):
        if name in rows:
            late |= (rows[name] > extracted_on.normalize() + pd.Timedelta(days=1)).fillna(False).astype(bool)
    return late


def _outside(rows: pd.DataFrame, study: Study) -> pd.Series:
    """Structures whose EPCI is not the one of their territory: only a warning, the territory is declared."""
    epci = {territory.id: territory.epci for territory in study.territories if territory.epci}
    expected = _column(rows, "territory").map(epci)
    return (expected.notna() & _column(rows, "epci").notna() & (expected != _column(rows, "epci"))).astype(bool)


def _when(rows: pd.DataFrame, where: pd.Series, note: NoteKind) -> list[Finding]:
    return [
        _finding(part, note, source=str(source), file=str(file))
        for (source, file), part in (rows[where].groupby(["source", "file"], sort=False) if where.any() else ())
    ]


def _finding(rows: pd.DataFrame, note: NoteKind, *, source: str, file: str) -> Finding:
    lines = ", ".join(map(str, rows["source_row"].head(LINES_MOST)))
    more = "…" if len(rows) > LINES_MOST else ""
    fr = f"{file} : {note.label.fr} : {len(rows)} (ligne(s) {lines}{more})."
    en = f"{file}: {note.label.en}: {len(rows)} (row(s) {lines}{more})."
    return Finding(source, file, note.value, len(rows), message(fr=fr, en=en))
