"""Who took part in what before a given day: dose and repeat participation without immortal time.

Somebody who answers late had more time to take part. So participations count up to a landmark date, the same for
everybody, and only answers given after it are compared.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from declic_analysis.perception.submissions import chosen_submissions, wave_rows
from declic_analysis.vocabulary import Attendance, AttendanceRole

COLUMNS = ["person", "action", "format", "action_on"]


def participations(
    responses: pd.DataFrame, *, actions: pd.DataFrame | None = None, attendances: pd.DataFrame | None = None
) -> pd.DataFrame:
    """One row per recognised person and action: person, action, format, action_on.

    From the attendance register (present, as participants) where there is one, and from the actions that people
    answered about: who answered about an action took part in it.
    """
    told = responses[responses["identified"].fillna(False).astype(bool)]
    found = [told.dropna(subset=["action"])[COLUMNS]]
    if actions is not None and attendances is not None and len(attendances):
        found.insert(0, _attended(attendances, actions))
    filled = [frame for frame in found if len(frame)] or found[:1]
    return pd.concat(filled, ignore_index=True).drop_duplicates(["person", "action"]).reset_index(drop=True)


def _attended(attendances: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    seen = attendances["identified"].astype(bool) & (attendances["attendance"] == Attendance.SEEN)
    here = attendances[seen & (attendances["role"] == AttendanceRole.PARTICIPANT)]
    dated = actions[["action", "format", "action_on"]]
    return here[["person", "action"]].merge(dated, on="action", how="left", validate="many_to_one")[COLUMNS]


def dose(taken: pd.DataFrame, *, landmark: dt.date) -> pd.DataFrame:
    """Actions and kinds of actions of each person up to the landmark day, included.

    Returns: person, n_actions, n_kinds (of known format), repeat (`first`, `repeat`); people with a participation of no
    date, or with none by then, have no row: their dose is not known, or is not one yet.
    """
    undated = taken.loc[taken["action_on"].isna(), "person"]
    known = taken[(taken["action_on"] <= pd.Timestamp(landmark)) & ~taken["person"].isin(undated)]
    sums = known.groupby("person", observed=True).agg(n_actions=("action", "nunique"), n_kinds=("format", "nunique"))
    kind = sums["n_actions"].gt(1).map({True: "repeat", False: "first"}).astype("str")
    return sums.assign(repeat=kind).reset_index()


def answered_dates(responses: pd.DataFrame, *, wave: str, month: int | None = None) -> pd.DataFrame:
    """person, audience, answered_on of the submission that counts in a later wave."""
    known = wave_rows(responses[responses["identified"].fillna(False).astype(bool)], wave, month=month)
    chosen = chosen_submissions(known, keep="last")[["response", "person", "audience"]]
    dates = known[["response", "answered_on"]].drop_duplicates("response")
    return chosen.merge(dates, on="response", how="left", validate="one_to_one").drop(columns="response")


def middle_of_collection(responses: pd.DataFrame, *, wave: str = "after", month: int | None = None) -> dt.date | None:
    """A landmark chosen without looking at any answer: the median day of the later questionnaires; None if undated."""
    dates = answered_dates(responses, wave=wave, month=month)["answered_on"].dropna().sort_values()
    return dates.iloc[(len(dates) - 1) // 2].date() if len(dates) else None
