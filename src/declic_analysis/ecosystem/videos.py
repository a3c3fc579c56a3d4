"""Videos of the channel over time, by company, and around the actions where they were shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.statistics.mean_change import t_interval
from declic_analysis.statistics.paired_proportions import sign_test

OVER_TIME = ("measured_on", "n_videos", "n_measured", "views", "watch_hours", "average_share", "n_with_share")
BY_COMPANY = ("structure", "n_videos", "measured_on", "views", "watch_hours", "average_share", "n_with_share")
SPANS = ("video", "structure", "title", "start", "end", "days", "gained", "n_shown", "shown_at", "falling")
SHOWN = ("shown_at", "n_videos", "n_spans", "n_shown", "days", "gained", "views_per_day", "n_both", "n_faster_shown",
         "views_difference", "low", "high", "confidence", "sign_p", "n_falling")  # fmt: skip
UNSTATED = "?"  # an action whose format nobody noted
LEAST_VIDEOS = 3  # under so many videos measured both ways no interval is given
_NEEDED = ("video", "title", "structure", "measured_on", "views", "watch_hours", "average_share", "shown_in")


def videos_over_time(videos: pd.DataFrame, *, cutoff: dt.date) -> pd.DataFrame:
    """The channel at each date of export up to the cut-off: the last known figures of each video, summed.

    Figures of an export are taken as totals since publication. Returns: measured_on, n_videos (known by then),
    n_measured (of them, in the export of that day), views, watch_hours (sums; empty where no video has any),
    average_share (share of a video that is watched, weighted by views), n_with_share.
    Raises: ContractError, when a column is missing.
    """
    require(videos, _NEEDED, table="videos")
    dated = _dated(videos, cutoff).dropna(subset=["views", "watch_hours", "average_share"], how="all")
    rows = [{"measured_on": day, **_sums(_latest(dated[dated["measured_on"] <= day])),
             "n_measured": int((dated["measured_on"] == day).sum())}
            for day in sorted(dated["measured_on"].unique())]  # fmt: skip
    return pd.DataFrame(rows, columns=list(OVER_TIME))


def videos_by_company(videos: pd.DataFrame, *, cutoff: dt.date) -> pd.DataFrame:
    """Last known figures up to the cut-off, company by company in alphabetical order; videos of no company last.

    Returns: structure, n_videos, measured_on (latest), views, watch_hours, average_share (weighted by views),
    n_with_share. Videos of unknown date of export count. The company of a video may stand in any row of it.
    Raises: ContractError, when a column is missing.
    """
    require(videos, _NEEDED, table="videos")
    counted = _completed(videos).dropna(subset=["views", "watch_hours", "average_share"], how="all")
    videos = counted if len(counted) else videos
    last = _latest(videos[~(videos["measured_on"] > pd.Timestamp(cutoff))])
    groups = last.groupby("structure", dropna=False, sort=True)
    rows = [{"structure": name, "measured_on": own["measured_on"].max(), **_sums(own)} for name, own in groups]
    return pd.DataFrame(rows, columns=list(BY_COMPANY))


def _completed(videos: pd.DataFrame) -> pd.DataFrame:
    """What a sheet says of a video once (its company, where it was shown), on every row of that video: the platform's
    own exports say neither.
    """
    own = videos.groupby("video", sort=False)
    shown = own["shown_in"].transform(lambda texts: "|".join(sorted({a for t in texts.dropna() for a in t.split("|")})))
    known = {name: videos[name].fillna(own[name].transform("first")) for name in ("structure", "title")}
    return videos.assign(**known, shown_in=shown.where(shown != "", None).astype(videos["shown_in"].dtype))


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
    after the first export's day, up to the second's), shown_at (formats of these actions, separated by '|' in
    alphabetical order; empty where there was none), falling (fewer views than before: the figures cannot be totals
    since publication, or the platform has corrected them). Company and showings of a video may stand in any row of it.
    Raises: ContractError, when a column is missing.
    """
    require(videos, _NEEDED, table="videos")
    require(actions, ["action", "action_on", "format"], table="actions")
    days = dict(zip(actions["action"], actions["action_on"].dt.normalize(), strict=True))
    formats = dict(zip(actions["action"], actions["format"].astype("string").fillna(UNSTATED), strict=True))
    measured = _dated(_completed(videos), cutoff).dropna(subset=["views"]).sort_values(["video", "measured_on"])
    rows = [row for _, own in measured.groupby("video", sort=True) for row in _spans(own, days, formats)]
    return pd.DataFrame(rows, columns=list(SPANS))


def _spans(
    own: pd.DataFrame, days: dict[str, pd.Timestamp], formats: dict[str, str]
) -> Iterator[dict[str, object]]:  # fmt: skip
    shown = {action for text in own["shown_in"].dropna() for action in str(text).split("|")}
    dated = [(action, days[action]) for action in shown if pd.notna(days.get(action))]
    records: list[dict[str, Any]] = own.drop_duplicates("measured_on", keep="last").to_dict("records")  # type: ignore[assignment]
    for before, after in pairwise(records):
        start, end = before["measured_on"], after["measured_on"]
        gained = int(after["views"]) - int(before["views"])
        here = [action for action, day in dated if start < day <= end]
        yield {
            **{name: after[name] for name in ("video", "structure", "title")},
            **{"start": start, "end": end, "days": (end - start).days, "gained": gained, "falling": gained < 0},
            **{"n_shown": len(here), "shown_at": "|".join(sorted({formats[action] for action in here}))},
        }


def views_around_showings(spans: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Views per day in the spans where a video was shown at actions of a format, beside its spans without: association.

    Each video is its own comparison: views per day in its spans with such a showing, less those in its spans without
    any. A span with showings at several formats is a kind of its own, so that what goes with a tour is not mixed with
    what goes with another action.

    Parameters: spans, of `video_spans`; falling ones and those of no length are left out (n_falling).
    Returns: one row per shown_at, that without showings last: n_videos, n_spans, n_shown (showings), days, gained,
    views_per_day; n_both (videos that also have spans without showings), n_faster_shown (of them, more views per day
    where shown), difference (mean over these videos of the difference of views per day) with low and high (Student's
    interval, from `LEAST_VIDEOS` videos on), confidence, sign_p (exact sign test), n_falling (on every row).
    Raises: ContractError, when a column is missing.
    References: `statistics.mean_change.t_interval`, `statistics.paired_proportions.sign_test`.
    """
    require(spans, SPANS, table="spans")
    rising = spans[~spans["falling"].astype(bool) & (spans["days"] > 0)]
    sums = rising.groupby(["video", "shown_at"])[["gained", "days"]].sum()
    rates = (sums["gained"] / sums["days"]).unstack("shown_at")
    kinds = sorted(set(rising["shown_at"]) - {""}, key=lambda kind: (kind.count("|"), kind))
    kinds += [""] if len(rising) else []
    falling = {"n_falling": len(spans) - len(rising)}
    rows = [_rate(rising, kind) | _beside(rates, kind, confidence=confidence) | falling for kind in kinds]
    return pd.DataFrame(rows, columns=list(SHOWN))


def _rate(rising: pd.DataFrame, kind: str) -> dict[str, object]:
    own = rising[rising["shown_at"] == kind]
    days, gained = int(own["days"].sum()), int(own["gained"].sum())
    return {"shown_at": kind, "n_videos": own["video"].nunique(), "n_spans": len(own),
            "n_shown": int(own["n_shown"].sum()), "days": days, "gained": gained,
            "views_per_day": gained / days if days else np.nan}  # fmt: skip


def _beside(rates: pd.DataFrame, kind: str, *, confidence: float) -> dict[str, object]:
    """Differences of the videos measured with showings of the kind and without any."""
    both = rates[[kind, ""]].dropna() if kind and "" in rates else rates.iloc[:0].reindex(columns=[kind, ""])
    change = (both[kind] - both[""]).to_numpy(dtype=float) if kind else np.array([])
    up, down = int((change > 0).sum()), int((change < 0).sum())
    told: dict[str, object] = {"n_both": len(change), "n_faster_shown": up, "confidence": confidence, "sign_p": np.nan}
    if not len(change):
        return told | {"views_difference": np.nan, "low": np.nan, "high": np.nan}
    found = t_interval(change, confidence=confidence)
    low, high = (found.low, found.high) if len(change) >= LEAST_VIDEOS else (np.nan, np.nan)
    return told | {"views_difference": found.estimate, "low": low, "high": high, "sign_p": sign_test(up, down)}
