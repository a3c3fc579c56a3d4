"""Corrections laid over a raw table: the file itself is never touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from declic_analysis.ingest.corrections.lines import Correction, Place, fingerprint, positions_of
from declic_analysis.ingest.reading import RawTable
from declic_analysis.vocabulary import CorrectionDecision, CorrectionState, QuarantineReason


@dataclass(frozen=True)
class Overlaid:
    """A correction and what became of it when it was laid over its file."""

    line: Correction
    state: CorrectionState
    source: str | None


@dataclass(frozen=True)
class OverlaidFile:
    """A raw table with its corrections; released: lines that a person takes back as they are."""

    raw: RawTable
    released: frozenset[int]
    done: tuple[Overlaid, ...]


def overlaid(raw: RawTable, *, lines: Sequence[Correction], source: str) -> OverlaidFile:
    """Lay the decided lines of one file over its table.

    Returns: the table with corrected cells (a copy; of several branches of a question, the first takes the correction
    and the others are emptied), the released lines, and the state of each correction: a correction whose raw row has
    changed since it was written is not applied.
    """
    if not lines:
        return OverlaidFile(raw, frozenset(), ())
    at = {int(line): k for k, line in enumerate(raw.rows)}
    states = _states(raw, lines, at=at)
    frame, wrong_width = raw.frame.copy(), raw.wrong_width.copy()
    released = set()
    for line, state in zip(lines, states, strict=True):
        if state == CorrectionState.APPLIED:
            for k, position in enumerate(positions_of(raw, line.place[2])):
                frame.iat[at[line.place[1]], position] = line.value if k == 0 else ""
        if state == CorrectionState.RELEASED:
            released.add(line.place[1])
            wrong_width[at[line.place[1]]] = False
    done = tuple(Overlaid(line, state, source) for line, state in zip(lines, states, strict=True))
    return OverlaidFile(replace(raw, frame=frame, wrong_width=wrong_width), frozenset(released), done)


def _states(raw: RawTable, lines: Sequence[Correction], *, at: dict[int, int]) -> list[CorrectionState]:
    states = [line.fault or _state(raw, line, at=at) for line in lines]
    wanted: defaultdict[Place, set[tuple[str, str]]] = defaultdict(set)
    for line, state in zip(lines, states, strict=True):
        if state.took_effect:
            wanted[line.place].add((str(line.decision), line.value))
    contradictory = {place for place, asked in wanted.items() if len(asked) > 1}
    return [
        CorrectionState.CONTRADICTORY if state.took_effect and line.place in contradictory else state
        for line, state in zip(lines, states, strict=True)
    ]


def _state(raw: RawTable, line: Correction, *, at: dict[int, int]) -> CorrectionState:
    _, row, column = line.place
    if row not in at or (column and not positions_of(raw, column)):
        return CorrectionState.ABSENT
    if fingerprint(raw, at[row], column=column) != line.fingerprint:
        return CorrectionState.RAW_CHANGED
    if line.decision == CorrectionDecision.DROP:
        return CorrectionState.DROPPED
    if line.decision == CorrectionDecision.CORRECT:
        return CorrectionState.APPLIED if column else CorrectionState.NOT_POSSIBLE
    return CorrectionState.RELEASED if line.releasable else CorrectionState.NOT_POSSIBLE


def taken_back(rows: pd.DataFrame, *, released: Collection[int]) -> pd.DataFrame:
    """The rows of one file, the released lines without their fault; an unknown audience stays one."""
    wanted = rows["source_row"].isin(released) & (rows["fault"] != QuarantineReason.UNKNOWN_AUDIENCE.value).fillna(True)
    return rows.assign(fault=rows["fault"].mask(wanted), fault_column=rows["fault_column"].mask(wanted))
