"""What became of each correction, once everything has been cleaned."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from declic_analysis.ingest.corrections.lines import Corrections, Place
from declic_analysis.ingest.corrections.overlay import Overlaid
from declic_analysis.ingest.filled_books import shown
from declic_analysis.vocabulary import CorrectionDecision, CorrectionState, NoteKind

COLUMNS = ["source", "file", "row", "column", "reason", "decision", "state", "corrected_by"]
STILL = {
    CorrectionState.APPLIED: CorrectionState.NOT_UNDERSTOOD,
    CorrectionState.RELEASED: CorrectionState.NOT_POSSIBLE,
}


def without_file(known: Corrections, *, files: Iterable[str]) -> list[Overlaid]:
    """Decided lines about a raw file that is no longer there."""
    here = {shown(file) for file in files}
    gone = [line for line in known.lines if line.decided and line.place[0] not in here]
    return [Overlaid(line, CorrectionState.ABSENT, None) for line in gone]


def settled(done: Iterable[Overlaid], *, quarantine: pd.DataFrame) -> list[Overlaid]:
    """The corrections with their last state: what was applied and is in quarantine again was not understood."""
    left = set(places(quarantine))
    return [
        Overlaid(one.line, STILL.get(one.state, one.state) if one.line.place in left else one.state, one.source)
        for one in done
    ]


def places(quarantine: pd.DataFrame) -> list[Place]:
    """Each line of the quarantine as the workbook names it."""
    columns = quarantine["column"].fillna("")
    rows = zip(quarantine["file"], quarantine["row"], columns, strict=True)
    return [(shown(file), int(row), shown(column)) for file, row, column in rows]


def with_decisions(quarantine: pd.DataFrame, *, done: Iterable[Overlaid]) -> pd.DataFrame:
    """The quarantine, with `decision` where a person has decided to leave a cell or row there."""
    dropped = {one.line.place for one in done if one.state == CorrectionState.DROPPED}
    decisions = [CorrectionDecision.DROP.value if place in dropped else None for place in places(quarantine)]
    return quarantine.assign(decision=pd.Series(decisions, index=quarantine.index, dtype="string"))


def corrections_table(done: Iterable[Overlaid]) -> pd.DataFrame:
    """The contract `corrections`: file, line, column, reason, decision, state, by whom; never a value."""
    rows = [
        (one.source, *one.line.place[:2], one.line.place[2] or None, one.line.reason or None,
         one.line.decision and one.line.decision.value, one.state.value, one.line.who or None)
        for one in done
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["file", "row"], kind="stable", ignore_index=True)


def correction_notes(done: Iterable[Overlaid]) -> dict[tuple[str | None, str], list[tuple[str, int, str | None]]]:
    """For the ledger: (source, file) → how many corrections had which kind of effect."""
    counted: dict[tuple[str | None, str], dict[str, int]] = {}
    for one in done:
        kind = _kind(one.state)
        of_file = counted.setdefault((one.source, one.line.place[0]), {})
        of_file[kind] = of_file.get(kind, 0) + 1
    return {place: [(kind, n, None) for kind, n in kinds.items()] for place, kinds in counted.items()}


def _kind(state: CorrectionState) -> str:
    if state == CorrectionState.DROPPED:
        return NoteKind.SET_ASIDE_BY_DECISION.value
    return (NoteKind.CORRECTION_APPLIED if state.took_effect else NoteKind.CORRECTION_FAILED).value
