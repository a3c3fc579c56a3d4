"""Journeys of a selection: the registers as of the cut-off, encounters of the period."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import schemas
from declic_analysis.conversions.journeys import journeys
from declic_analysis.disclosure import UNNAMED
from declic_analysis.vocabulary import Diffusion, JourneyUnit

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected

NO_FACT = dt.date(1900, 1, 1)  # no register holds anything: a day before all facts, which no page shows
OF_STRUCTURES = ("structure", "prescriber")
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


def nameable(selected: Selected, *, diffusion: str) -> frozenset[str] | None:
    """Structures that may be named: all of them inside the house (None), outside those that agreed or are public."""
    if diffusion == Diffusion.INTERNAL:
        return None
    structures = register_of(selected, "structures")
    return frozenset(structures.loc[structures["named_outside"].eq(True).fillna(False), "structure"])


def told_outside(selected: Selected, rows: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Journeys as they may be grouped by a structure: outside the house those that may not be named stand together
    (`disclosure.UNNAMED`) from `rules.structures` of them on; fewer are of no structure stated.
    """
    named = nameable(selected, diffusion=selected.diffusion) if by in OF_STRUCTURES else None
    if named is None or rows.empty:
        return rows
    unnamed = rows[by].notna() & ~rows[by].isin(list(named))
    many = rows.loc[unnamed, by].nunique() >= selected.rules.structures
    return rows.assign(**{by: rows[by].astype("object").mask(unnamed, UNNAMED if many else pd.NA)})
