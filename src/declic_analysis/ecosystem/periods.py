"""The periods in which partners are counted: calendar periods that hold at least one action."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.vocabulary import PeriodLength

_MONTHS = {PeriodLength.MONTH: 1, PeriodLength.QUARTER: 3, PeriodLength.HALF: 6, PeriodLength.YEAR: 12}


def periods(actions: pd.DataFrame, *, every: PeriodLength, cutoff: dt.date) -> pd.DataFrame:
    """Calendar periods with an action dated up to the cut-off, in order.

    Returns: period (2024, 2024-S1, 2024-T2, 2024-03), start, end (last day), n_actions, complete (its last day is not
    after the cut-off). A period without any action has no row: nobody could have come.
    Raises: ContractError, when a column is missing.
    """
    require(actions, ["action", "action_on"], table="actions")
    held = actions[actions["action_on"].dt.normalize() <= pd.Timestamp(cutoff)]
    starts = start_of(held["action_on"], every=every)
    counted = held.groupby(starts.rename("start"))["action"].nunique().rename("n_actions").reset_index()
    ends = counted["start"] + pd.DateOffset(months=_MONTHS[every]) - pd.Timedelta(days=1)
    return counted.assign(
        period=[code(start, every=every) for start in counted["start"]], end=ends,
        complete=ends <= pd.Timestamp(cutoff),
    )[["period", "start", "end", "n_actions", "complete"]]  # fmt: skip


def start_of(days: pd.Series, *, every: PeriodLength) -> pd.Series:
    """First day of the period of each day; empty for an empty one."""
    months = _MONTHS[every]
    first = (days.dt.month - 1) // months * months + 1
    parts = {"year": days.dt.year, "month": first, "day": 1}
    return pd.to_datetime(pd.DataFrame(parts, index=days.index), errors="coerce").astype("datetime64[ns]")


def code(start: pd.Timestamp, *, every: PeriodLength) -> str:
    """How reports write the period: 2024, 2024-S1, 2024-T2, 2024-03."""
    number = (start.month - 1) // _MONTHS[every] + 1
    return {
        PeriodLength.YEAR: f"{start.year}",
        PeriodLength.HALF: f"{start.year}-S{number}",
        PeriodLength.QUARTER: f"{start.year}-T{number}",
        PeriodLength.MONTH: f"{start.year}-{start.month:02d}",
    }[every]
