"""Journeys of a selection: the registers as of the cut-off, encounters of the period."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import schemas
from declic_analysis.conversions.journeys import journeys
from declic_analysis.vocabulary import JourneyUnit

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected

NO_FACT = dt.date(1900, 1, 1)  # no register holds anything: a day before all facts, which no page shows
FACTS = (("events", "event_on"), ("hires", "accepted_on"), ("hires", "started_on"))


def journeys_of(selected: Selected, *, unit: JourneyUnit) -> pd.DataFrame:
    """`conversions.journeys` of all territories (the gate must see them together), time zero as the study declares.

    A period keeps the journeys whose time zero lies in it: the action's date decides, as everywhere.
    """
    found = {name: register_of(selected, name) for name in ("candidates", "actions", "structures")}
    made = journeys(
        register_of(selected, "events"),
        register_of(selected, "hires"),
        cutoff=selected.hires_cutoff,
        unit=unit.value,
        origin=selected.study.analysis.hiring.origin.value,
        **found,
    )
    if selected.period is None or made.empty:
        return made
    first, last = pd.Timestamp(selected.period.start), pd.Timestamp(selected.period.end)
    return made[made["zero_on"].between(first, last)].reset_index(drop=True)


def register_of(selected: Selected, table: str) -> pd.DataFrame:
    """A contract table of the build; without rows where no register fills it."""
    found = selected.registers.get(table)
    return schemas.empty(table) if found is None else found


def last_day(selected: Selected) -> dt.date:
    """The report's cut-off; where there is none (no answer at all), the last day of the registers; empty: `NO_FACT`."""
    if selected.cutoff is not None:
        return selected.cutoff
    days = [register_of(selected, table)[column].max() for table, column in FACTS]
    known = [day for day in days if pd.notna(day)]
    return max(known).date() if known else NO_FACT
