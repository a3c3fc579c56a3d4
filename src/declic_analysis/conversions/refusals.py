"""What ended applications without a hire, by the reason that the registers code. No code stands for French or hours."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from declic_analysis.conversions.known import EVENTS, exits, known_at
from declic_analysis.schemas import empty, require
from declic_analysis.vocabulary import ApplicationState, LossGroup, LossReason, RefusalReason

# The obstacles the programme names that a public code stands for. `incompatible` says that there is one, not which.
GROUPS = {
    RefusalReason.NOT_MOBILE.value: LossGroup.NAMED_OBSTACLE.value,
    RefusalReason.LACKING_SKILLS.value: LossGroup.NAMED_OBSTACLE.value,
    RefusalReason.INCOMPATIBLE.value: LossGroup.UNKNOWN_OBSTACLE.value,
    RefusalReason.HIRED_ELSEWHERE.value: LossGroup.OTHER_WAY.value,
    RefusalReason.TRAINING.value: LossGroup.OTHER_WAY.value,
    RefusalReason.AUTO.value: LossGroup.ADMINISTRATIVE.value,
    LossReason.CANCELLED.value: LossGroup.OTHER.value,
    LossReason.NOT_STATED.value: LossGroup.NOT_STATED.value,
}


def refusals(events: pd.DataFrame, hires: pd.DataFrame, *, cutoff: dt.date) -> pd.DataFrame:
    """Applications that ended without a hire as known on the cut-off day, by reason.

    Parameters: the contract tables. One application = one row of the step candidature (or of any step with a state).
    "Embauché ailleurs" as a state is the reason of the same name; an acceptance cancelled afterwards is one of its own.
    Returns: one row a reason that occurs: reason (a code of `RefusalReason` or `LossReason`), group (a code of
    `LossGroup`: what may be said of it), n_applications, n_persons, n_ended and n_ended_persons (all reasons),
    share (of n_ended). In the order of groups, then of the vocabulary. Nothing ended → no row.
    Raises: ContractError, when a column is missing.
    """
    require(events, EVENTS, table="events")
    left = exits(known_at(events, hires if len(hires) else empty("hires"), cutoff=cutoff).events)
    told = left.assign(reason=_reasons(left))
    counts = told.groupby("reason")["candidate"].agg(n_applications="size", n_persons="nunique")
    order = [*(code for group in LossGroup.codes() for code in _codes_of(group))]
    rows = counts.reindex([code for code in order if code in counts.index]).rename_axis("reason").reset_index()
    groups = [group_of(code) for code in rows["reason"]]
    made = rows.assign(
        group=groups, n_ended=len(told), n_ended_persons=told["candidate"].nunique(),
        share=rows["n_applications"] / max(len(told), 1),
    )  # fmt: skip
    columns = ["reason", "group", "n_applications", "n_persons", "n_ended", "n_ended_persons", "share"]
    texts = dict.fromkeys(columns[:2], "string")
    return made[columns].astype({**texts, **dict.fromkeys(columns[2:6], "Int64"), "share": "Float64"})


def group_of(reason: str) -> str:
    """What may be said of a reason: a code of `LossGroup`."""
    return GROUPS.get(reason, LossGroup.OTHER.value)


def _codes_of(group: str) -> list[str]:
    return [code for code in (*RefusalReason.codes(), *LossReason.codes()) if group_of(code) == group]


def _reasons(left: pd.DataFrame) -> pd.Series:
    states = left["state"]
    given = left["refusal_reason"].fillna(LossReason.NOT_STATED.value)
    cancelled = states.eq(ApplicationState.CANCELLED.value).fillna(False).astype(bool)
    elsewhere = states.eq(ApplicationState.OBSOLETE.value).fillna(False).astype(bool)
    return given.mask(cancelled, LossReason.CANCELLED.value).mask(elsewhere, RefusalReason.HIRED_ELSEWHERE.value)
