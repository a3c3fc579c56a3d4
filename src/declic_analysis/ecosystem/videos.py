"""Videos of the channel over time, by company, and around the actions where they were shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from declic_analysis.schemas import require

OVER_TIME = ("measured_on", "n_videos", "n_measured", "views", "watch_hours", "average_share", "n_with_share")
BY_COMPANY = ("structure", "n_videos", "measured_on", "views", "watch_hours", "average_share", "n_with_share")
SPANS = ("video", "structure", "title", "start", "end", "days", "gained", "n_shown", "falling")
SHOWN = ("shown", "n_videos", "n_spans", "days", "gained", "views_per_day", "n_falling", "n_both", "n_faster_shown")
_NEEDED = ("video", "title", "structure", "measured_on", "views", "watch_hours", "average_share", "shown_in")


def videos_over_time(videos: pd.DataFrame, *, cutoff: dt.date) -> pd.DataFrame:
    """The channel at each date of export up to the cut-off: the last known figures of each video, summed.

    Figures of an export are taken as totals since publication. Returns: measured_on, n_videos (known by then),
    n_measured (of them, in the export of that day), views, watch_hours (sums; empty where no video has any),
    average_share (share of a video that is watched, weighted by views), n_with_share.
    Raises: ContractError, when a column is missing.
    """
    require(videos, _NEEDED, table="videos")
    dated = _dated(videos, cutoff)
    rows = [{"measured_on": day, **_sums(_latest(dated[dated["measured_on"] <= day])),
             "n_measured": int((dated["measured_on"] == day).sum())}
            for day in sorted(dated["measured_on"].unique())]  # fmt: skip
    return pd.DataFrame(rows, columns=list(OVER_TIME))


def videos_by_company(videos: pd.DataFrame, *, cutoff: dt.date) -> pd.DataFrame:
    """Last known figures up to the cut-off, company by company in alphabetical order; videos of no company last.

    Returns: structure, n_videos, measured_on (latest), views, watch_hours, average_share (weighted by views),
    n_with_share. Videos of unknown date of export count.
    Raises: ContractError, when a column is missing.
    """
    require(videos, _NEEDED, table="videos")
    last = _latest(videos[~(videos["measured_on"] > pd.Timestamp(cutoff))])
    groups = last.groupby("structure", dropna=False, sort=True)
    rows = [{"structure": name, "measured_on": own["measured_on"].max(), **_sums(own)} for name, own in groups]
    return pd.DataFrame(rows, columns=list(BY_COMPANY))


def _dated(videos: pd.DataFrame, cutoff: dt.date) -> pd.DataFrame:
    return videos[videos["measured_on"].dt.normalize() <= pd.Timestamp(cutoff)]


def _latest(videos: pd.DataFrame) -> pd.DataFrame:
    ordered = videos.sort_values("measured_on", na_position="first", kind="stable")
    return ordered.drop_duplicates("video", keep="last")


def _sums(last: pd.DataFrame) -> dict[str, object]:
    known = last.dropna(subset=["average_share", "views"])
    weights = known["views"].astype("float64")
    share = float(np.average(known["average_share"].astype("float64"), weights=weights)) if weights.sum() else np.nan
    return {
        "n_videos": last["video"].nunique(), "views": last["views"].sum(min_count=1),
        "watch_hours": last["watch_hours"].sum(min_count=1), "average_share": share, "n_with_share": len(known),
    }  # fmt: skip


def video_spans(videos: pd.DataFrame, actions: pd.DataFrame, *, cutoff: dt.date) -> pd.DataFrame:
    """Views gained by each video from one export to the next, and the actions where it was shown in between.

    Returns: video, structure, title, start, end (dates of the two exports), days, gained (views), n_shown (actions
    after the first export's day, up to the second's), falling (fewer views than before: the figures cannot be totals
    since publication, or the platform has corrected them).
    Raises: ContractError, when a column is missing.
    """
    require(videos, _NEEDED, table="videos")
    require(actions, ["action", "action_on"], table="actions")
    days = dict(zip(actions["action"], actions["action_on"].dt.normalize(), strict=True))
    measured = _dated(videos, cutoff).dropna(subset=["views"]).sort_values(["video", "measured_on"])
    rows = [row for _, own in measured.groupby("video", sort=True) for row in _spans(own, days)]
    return pd.DataFrame(rows, columns=list(SPANS))


def _spans(own: pd.DataFrame, days: dict[str, pd.Timestamp]) -> Iterator[dict[str, object]]:
    shown = {action for text in own["shown_in"].dropna() for action in str(text).split("|")}
    dates = [days[action] for action in shown if pd.notna(days.get(action))]
    records: list[dict[str, Any]] = own.drop_duplicates("measured_on", keep="last").to_dict("records")  # type: ignore[assignment]
    for before, after in pairwise(records):
        start, end = before["measured_on"], after["measured_on"]
        gained = int(after["views"]) - int(before["views"])
        yield {
            **{name: after[name] for name in ("video", "structure", "title")},
            **{"start": start, "end": end, "days": (end - start).days, "gained": gained, "falling": gained < 0},
            "n_shown": sum(bool(start < day <= end) for day in dates),
        }


def views_around_showings(spans: pd.DataFrame) -> pd.DataFrame:
    """Views per day in the spans where a video was shown at an action, and in the others: an association.

    Parameters: spans, of `video_spans`; falling ones are left out (n_falling).
    Returns: two rows (shown true, false): n_videos, n_spans, days, gained, views_per_day; on both rows n_both (videos
    with spans of both kinds) and n_faster_shown (of them, more views per day where shown).
    Raises: ContractError, when a column is missing.
    """
    require(spans, SPANS, table="spans")
    rising = spans[~spans["falling"].astype(bool) & (spans["days"] > 0)].assign(shown=lambda s: s["n_shown"] > 0)
    sums = rising.groupby(["video", "shown"])[["gained", "days"]].sum()
    rates = (sums["gained"] / sums["days"]).unstack("shown").reindex(columns=[True, False])
    both = rates.dropna()
    told = {"n_falling": len(spans) - len(rising), "n_both": len(both),
            "n_faster_shown": int((both[True] > both[False]).sum())}  # fmt: skip
    return pd.DataFrame([_rate(rising[rising["shown"] == shown], shown) | told for shown in (True, False)],
                        columns=list(SHOWN))  # fmt: skip


def _rate(own: pd.DataFrame, shown: bool) -> dict[str, object]:
    days, gained = int(own["days"].sum()), int(own["gained"].sum())
    return {"shown": shown, "n_videos": own["video"].nunique(), "n_spans": len(own), "days": days, "gained": gained,
            "views_per_day": gained / days if days else np.nan}  # fmt: skip
