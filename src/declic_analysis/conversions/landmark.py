"""Repeated encounters and hires, without immortal time: who is hired late had more time to come back.

Encounters count up to a landmark, the same number of days after time zero for everybody; only people who then still
wait are compared, from that day on.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from declic_analysis.conversions.grouped import require_journeys
from declic_analysis.schemas import require
from declic_analysis.vocabulary import Attendance, AttendanceRole

MOST = 3  # "3+" and beyond are one group


def meetings(events: pd.DataFrame, *, actions: pd.DataFrame, attendances: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per candidate and action: candidate, action, met_on (missing where the action has no date).

    From the actions that steps name, and from the attendance sheets (present, as participants) under the same
    pseudonym.
    """
    require(events, ["candidate", "action"], table="events")
    require(actions, ["action", "action_on"], table="actions")
    told = [events.dropna(subset=["action"])[["candidate", "action"]]]
    if attendances is not None and len(attendances):
        seen = attendances["attendance"].eq(Attendance.SEEN.value)
        here = seen & attendances["role"].eq(AttendanceRole.PARTICIPANT.value) & attendances["identified"].astype(bool)
        told.append(attendances.loc[here, ["person", "action"]].rename(columns={"person": "candidate"}))
    found = pd.concat(told, ignore_index=True).drop_duplicates(ignore_index=True)
    dated = actions[["action", "action_on"]].rename(columns={"action_on": "met_on"})
    return found.merge(dated, on="action", how="left", validate="many_to_one")


def from_landmark(journeys: pd.DataFrame, met: pd.DataFrame, *, days: int) -> pd.DataFrame:
    """Journeys that still wait `days` after their time zero, from that day on, with their encounters up to it.

    Parameters: `met`, of `meetings`; journeys of persons.
    Returns: the columns of `journeys`, time zero moved to the landmark and `days` with it, and n_encounters ("1", "2",
    "3+"; missing where an encounter has no date), repeat (`first`, `repeat`). People without a known time zero, with an
    outcome by the landmark or not followed up to it have no row.
    Raises: ContractError, when a column is missing.
    """
    require_journeys(journeys, ["candidate", "zero_on", "outcome_on", "followed_until", "days"])
    landmark = journeys["zero_on"] + pd.Timedelta(days=days)
    end = journeys["outcome_on"].fillna(journeys["followed_until"])
    later = journeys[(end > landmark).fillna(False)].assign(zero_on=landmark)
    counted = _counted(later, met)
    waits = later["days"] - days
    return later.assign(days=waits, **counted).reset_index(drop=True)


def _counted(later: pd.DataFrame, met: pd.DataFrame) -> dict[str, Any]:
    joined = later[["candidate", "zero_on"]].merge(met, on="candidate", how="left", validate="one_to_many")
    undated = joined.loc[joined["action"].notna() & joined["met_on"].isna(), "candidate"]
    in_time = joined[joined["met_on"] <= joined["zero_on"]]
    # The encounter at time zero is one, also where only a dated step tells of it.
    n = in_time.groupby("candidate")["action"].nunique().reindex(later["candidate"]).fillna(1).clip(lower=1)
    n = n.where(~later["candidate"].isin(undated).to_numpy())
    number = n.map(lambda x: f"{MOST}+" if x >= MOST else str(int(x)), na_action="ignore")
    kind = n.map(lambda x: "repeat" if x > 1 else "first", na_action="ignore")
    return {"n_encounters": number.to_numpy(dtype=object), "repeat": kind.to_numpy(dtype=object)}
