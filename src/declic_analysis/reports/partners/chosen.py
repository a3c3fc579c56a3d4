"""Registers of a selection, as partners are read: the territory's actions, up to the end of the period."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis.ecosystem import presence
from declic_analysis.reports.hiring.followed import NO_FACT, register_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from declic_analysis.disclosure import Published
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View


def remembered(selected: Selected, name: str, make: Callable[[], Published]) -> Published:
    """The result kept under its name; made and kept the first time."""
    return selected.kept.get(name) or selected.keep(name, make())


def last_day(selected: Selected) -> dt.date:
    """The cut-off, or the end of the period before it; without a cut-off, the last day of actions and videos."""
    days = [register_of(selected, "actions")["action_on"].max(), register_of(selected, "videos")["measured_on"].max()]
    known = [day.date() for day in days if pd.notna(day)]
    stop = selected.cutoff or (max(known) if known else NO_FACT)
    return min(stop, selected.period.end) if selected.period else stop


def actions_of(selected: Selected, *, whole: bool = True, everywhere: bool = False) -> pd.DataFrame:
    """Actions of the territory read up to the last day; `whole`: those before the period too, to tell new from back;
    `everywhere`: those of the other territories too, beside which the gate must see it.
    """
    actions = register_of(selected, "actions")
    days = actions["action_on"].dt.normalize()
    kept = ~(days > pd.Timestamp(last_day(selected)))
    if selected.territory and not everywhere:
        kept &= actions["territory"].eq(selected.territory).fillna(False).astype(bool)
    if selected.period and not whole:
        kept &= days >= pd.Timestamp(selected.period.start)
    return actions[kept].reset_index(drop=True)


def known_actions(selected: Selected) -> pd.DataFrame:
    """Those of which it is known who came: a sheet was kept, or somebody received the others."""
    actions, sheets = actions_of(selected), register_of(selected, "attendances")["action"]
    return actions[actions["action"].isin(sheets) | actions["host"].notna()]


def present_of(selected: Selected, *, whole: bool = True) -> pd.DataFrame:
    """`ecosystem.presence` at those actions."""
    attendances, structures = (register_of(selected, name) for name in ("attendances", "structures"))
    return presence(actions_of(selected, whole=whole), attendances, structures=structures)


def known_of(selected: Selected) -> pd.DataFrame:
    """Structures of the territory read that the study knows, whether they came or not."""
    structures = register_of(selected, "structures")
    return structures[structures["territory"].eq(selected.territory)] if selected.territory else structures


def structure_names(view: View) -> dict[str, str]:
    """Names of structures and territories by id."""
    structures = register_of(view.selected, "structures")
    return view.names | dict(zip(structures["structure"], structures["name"], strict=True))
