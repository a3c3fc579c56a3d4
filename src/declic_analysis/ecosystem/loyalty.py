"""Do structures come again, and for how long: repeat participation, survival of partnerships."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.statistics.proportions import wilson
from declic_analysis.statistics.survival import Curve, cautious_at, kaplan_meier, quantile

REPEAT = ("n_structures", "n_repeat", "repeat_rate", "low", "high", "confidence", "method")
WITHIN = ("n_mature", "n_too_recent", "n_again", "again_rate", "again_low", "again_high", "window_days")
SURVIVAL = (
    *("days", "n_structures", "n_too_recent", "n_ended", "n_at_risk", "survival", "low", "high", "state"),
    *("median_days", "median_low", "median_high", "median_state", "silence_days", "confidence", "method"),
)
MARKS = (0, 90, 180, 270, 365, 540, 730)


def repeat_participation(
    present: pd.DataFrame, *, cutoff: dt.date, window_days: int, by: Sequence[str] = (), confidence: float = 0.95
) -> pd.DataFrame:
    """Structures seen on two days or more, of those seen at all; and within a window after the first day.

    Parameters: present, of `presence`; by, any of side, territory (of the action).
    Returns: by + n_structures, n_repeat, repeat_rate with its Wilson interval: so far, so that who came lately had
    less time; and of the structures whose first day is `window_days` or more before the cut-off (n_mature; n_too_recent
    are not): n_again, seen again within the window, again_rate with its Wilson interval. Rates are shares.
    Raises: ContractError, when a column is missing.
    """
    names = list(by)
    days = _days(present, cutoff=cutoff, by=names)
    rows = [
        dict(zip(names, key, strict=True)) | _repeats(own, cutoff=cutoff, window=window_days, confidence=confidence)
        for key, own in _groups(days, names)
    ]
    whole = {name: "Int64" for name in (*REPEAT, *WITHIN) if name.startswith("n_")}
    return pd.DataFrame(rows, columns=[*names, *REPEAT, *WITHIN]).astype(whole)


def _days(present: pd.DataFrame, *, cutoff: dt.date, by: Sequence[str]) -> pd.DataFrame:
    """One row a structure × day (× by) up to the cut-off."""
    require(present, ["structure", "action_on", *by], table="presence")
    day = present["action_on"].dt.normalize()
    kept = present.assign(day=day)[day <= pd.Timestamp(cutoff)]
    return kept[[*by, "structure", "day"]].drop_duplicates()


def _groups(days: pd.DataFrame, names: list[str]) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
    if not names:
        return iter([((), days)])
    return ((key, own) for key, own in days.groupby(names, dropna=False, sort=True))


def _repeats(days: pd.DataFrame, *, cutoff: dt.date, window: int, confidence: float) -> dict[str, object]:
    seen = days.sort_values("day").groupby("structure")["day"]
    n_days, first = seen.size(), seen.first()
    so_far = wilson(int((n_days > 1).sum()), len(n_days), confidence=confidence)
    ordered = days.sort_values("day")
    again = ordered[ordered.groupby("structure").cumcount() == 1].set_index("structure")["day"]
    mature = first[(pd.Timestamp(cutoff) - first).dt.days >= window]
    soon = (again.reindex(mature.index) - mature).dt.days <= window
    within = wilson(int(soon.sum()), len(mature), confidence=confidence)
    values = (len(n_days), int((n_days > 1).sum()), *so_far[:3], confidence, "wilson")
    later = (len(mature), len(first) - len(mature), int(soon.sum()), *within[:3], window)
    return dict(zip((*REPEAT, *WITHIN), (*values, *later), strict=True))


class Spans(NamedTuple):
    """Partnerships: days from the first to the last presence before the first long silence, and whether it came."""

    days: np.ndarray
    ended: np.ndarray
    n_too_recent: int


def partnership_spans(
    present: pd.DataFrame, *, silence_days: int, cutoff: dt.date, actions: pd.DataFrame | None = None
) -> Spans:
    """A partnership ends on its last presence before the first `silence_days` days without any.

    Parameters: actions, those of which it is known who came: days without any of them in the territories of a structure
    are no silence of its own, and its follow-up closes with the last of them. None: every day counts.
    An end is known once the silence is complete. A structure still within its silence when the follow-up closes (at the
    cut-off at the latest) is followed up to `silence_days` before that (censored, whatever it does afterwards); one
    first seen later has no follow-up yet (n_too_recent). Whether somebody is censored depends on the calendar alone.
    """
    days = _days(present, cutoff=cutoff, by=() if actions is None else ("territory",))
    held = None if actions is None else _held(actions, cutoff)
    spans = [
        _span(own["day"].drop_duplicates().sort_values(), silence_days, pd.Timestamp(cutoff), _of_its_own(own, held))
        for _, own in days.groupby("structure")
    ]
    kept = [span for span in spans if span is not None]
    return Spans(np.array([s[0] for s in kept], dtype=float), np.array([s[1] for s in kept], dtype=bool),
                 len(spans) - len(kept))  # fmt: skip


def _held(actions: pd.DataFrame, cutoff: dt.date) -> pd.DataFrame:
    """Territory and day of the actions up to the cut-off."""
    require(actions, ["territory", "action_on"], table="actions")
    held = pd.DataFrame({"territory": actions["territory"].fillna(""), "day": actions["action_on"].dt.normalize()})
    return held[held["day"] <= pd.Timestamp(cutoff)]


def _of_its_own(own: pd.DataFrame, held: pd.DataFrame | None) -> pd.Series | None:
    """Days of the actions held where a structure takes part; None: every day is one."""
    return None if held is None else held.loc[held["territory"].isin(own["territory"].fillna("")), "day"]


def _span(seen: pd.Series, silence: int, cutoff: pd.Timestamp, held: pd.Series | None) -> tuple[int, bool] | None:
    first, close = seen.iloc[0], cutoff if held is None else held.max()
    end = close - pd.Timedelta(days=silence)
    if not first <= end:
        return None
    for day, following in pairwise([*seen, None]):
        missed = held is None or following is None or bool(((held > day) & (held < following)).any())
        gone = following is None or ((following - day).days > silence and missed)
        if day > end:
            break
        if gone:
            return (day - first).days, True
    return (end - first).days, False


def partnership_survival(
    present: pd.DataFrame, *, silence_days: int, cutoff: dt.date, actions: pd.DataFrame | None = None,
    by: Sequence[str] = (), confidence: float = 0.95, marks: Sequence[int] = MARKS,
) -> pd.DataFrame:  # fmt: skip
    """Share of partnerships still alive so many days after the first presence (Kaplan–Meier), and their median.

    Parameters: present, of `presence`; silence_days, days without presence that end a partnership; actions, as
    `partnership_spans` takes them; by, any of side, territory; marks, days.
    Returns: one row per by × mark: n_structures (followed), n_too_recent, n_ended, n_at_risk, survival with low and
    high (`statistics.survival.cautious_at`), state (`vocabulary.FollowUp`); median_days with the interval of
    the log band, median_state.
    Raises: ContractError, when a column is missing.
    References: `statistics.survival`, checked against R's survfit in tests/parity.
    """
    names = list(by)
    require(present, ["structure", "action_on", *names], table="presence")
    rows = [
        dict(zip(names, key, strict=True)) | row
        for key, own in _groups(present, names)
        for row in _survival_rows(
            partnership_spans(own, silence_days=silence_days, cutoff=cutoff, actions=actions),
            silence_days=silence_days, marks=marks, confidence=confidence,
        )
    ]  # fmt: skip
    whole = {name: "Int64" for name in SURVIVAL if name.startswith("n_")}
    return pd.DataFrame(rows, columns=[*names, *SURVIVAL]).astype(whole)


def _survival_rows(
    spans: Spans, *, silence_days: int, marks: Sequence[int], confidence: float
) -> Iterator[dict[str, object]]:
    curve = kaplan_meier(spans.days, spans.ended)
    middle = quantile(curve, 0.5, confidence=confidence)
    common = {
        "n_structures": curve.n, "n_too_recent": spans.n_too_recent, "n_ended": int(spans.ended.sum()),
        "median_days": middle.estimate, "median_low": middle.low, "median_high": middle.high,
        "median_state": middle.state, "silence_days": silence_days, "confidence": confidence, "method": "kaplan_meier",
    }  # fmt: skip
    return (common | _at(curve, mark, confidence) for mark in marks)


def _at(curve: Curve, mark: int, confidence: float) -> dict[str, object]:
    found = cautious_at(curve, mark, confidence=confidence)
    return {"days": mark, "n_at_risk": found.n_at_risk, "survival": found.estimate, "low": found.low,
            "high": found.high, "state": found.state}  # fmt: skip
