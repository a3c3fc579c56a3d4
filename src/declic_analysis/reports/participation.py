"""Who took part in the actions that a report is about: the action's date and declared territory decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import disclosure
from declic_analysis.disclosure import Published, Rules
from declic_analysis.ecosystem import participation
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.reports.selection import Period
from declic_analysis.study import Study

if TYPE_CHECKING:
    from declic_analysis.reports.results import View


def taking_part(
    tables: Mapping[str, pd.DataFrame],
    *,
    study: Study,
    rules: Rules,
    territory: str = "",
    audience: str = "",
    period: Period | None = None,
    cutoff: dt.date | None = None,
) -> Published | None:
    """`participation` of the selection, published in one row; None where no action is listed.

    A territory goes through the gate beside the others. An audience's page has the actions of its formats and of those
    that bring audiences together, and the people whose audience is known to be this one.
    """
    actions, came = tables["actions"], tables["attendances"]
    if actions.empty:
        return None
    kept = held_actions(actions, study=study, audience=audience, period=period, cutoff=cutoff)
    people = of_audience(came, tables["participants"], audience=audience)
    confidence = study.analysis.confidence
    if kept.empty:  # nothing took place then: zero actions, and nobody came to them
        nothing = participation(kept, people.iloc[0:0], confidence=confidence).assign(n_actions=0)
        return disclosure.publish_participation(nothing, rules=rules)
    if not territory:
        return disclosure.publish_participation(participation(kept, people, confidence=confidence), rules=rules)
    apart = participation(kept, people, by=["territory"], confidence=confidence)
    beside = disclosure.publish_participation(apart, rules=rules, by=["territory"]).frame
    own = beside[beside["territory"].eq(territory).fillna(False).astype(bool)]
    if own.empty:
        own = participation(kept.iloc[0:0], people, confidence=confidence).assign(n_actions=0)
    return disclosure.publish_participation(own, rules=rules)


def held_actions(
    actions: pd.DataFrame, *, study: Study, audience: str, period: Period | None, cutoff: dt.date | None
) -> pd.DataFrame:
    """Actions of the period, up to the cut-off; of an audience: of its formats and of those that bring all together."""
    day, keep = actions["action_on"].dt.normalize(), pd.Series(True, index=actions.index)
    if period is not None:
        keep &= day.between(pd.Timestamp(period.start), pd.Timestamp(period.end))
    if cutoff is not None:
        keep &= day.isna() | (day <= pd.Timestamp(cutoff))
    if audience:
        others = [f.id for f in study.formats if f.audience not in (None, audience)]
        keep &= ~actions["format"].isin(others)
    return actions[keep]


def of_audience(came: pd.DataFrame, participants: pd.DataFrame, *, audience: str) -> pd.DataFrame:
    """Where a sheet does not say the audience, the person's own questionnaires may."""
    if not audience:
        return came
    single = participants[~participants["person"].duplicated(keep=False)].set_index("person")["audience"]
    told = came["audience"].fillna(came["person"].map(single))
    return came.assign(audience=told)[told.eq(audience).fillna(False).astype(bool)]


def published_reach(view: View) -> Published:
    """`participation` by format, of the territory that is read, beside the other territories."""
    selected = view.selected
    held = held_actions(
        register_of(selected, "actions"), study=selected.study, audience=view.audience, period=selected.period,
        cutoff=selected.cutoff,
    )  # fmt: skip
    came = of_audience(
        register_of(selected, "attendances"), register_of(selected, "participants"), audience=view.audience
    )
    by = ["territory", "format"] if selected.territory else ["format"]
    frame = participation(held, came, by=by, confidence=selected.study.analysis.confidence)
    apart = disclosure.publish_participation(frame, rules=selected.rules, by=by).frame
    own = apart[apart["territory"].eq(selected.territory).fillna(False).astype(bool)] if selected.territory else apart
    return selected.keep("reach", disclosure.publish_participation(own, rules=selected.rules, by=["format"]))
