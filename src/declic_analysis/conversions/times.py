"""Time to hire where other outcomes compete with it: who was hired by when, how long it took, whether groups differ.

Nobody is left out for not having been hired: who still waits at the cut-off is followed up to it, and who was hired
elsewhere, went into training or gave up is in the base for good.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.conversions.grouped import groups_of, require_journeys
from declic_analysis.statistics.cumulative_incidence import (
    Incidence,
    Share,
    cumulative_incidence,
    incidence_at,
    incidence_quantile,
    restricted_time,
)
from declic_analysis.statistics.interval import Ints
from declic_analysis.statistics.survival import Mean, Reading, kaplan_meier, quantile
from declic_analysis.vocabulary import Outcome

CAUSES = (Outcome.HIRED, Outcome.HIRED_ELSEWHERE, Outcome.TRAINING, Outcome.WITHDRAWN, Outcome.REFUSED)
CURVE = (
    *("outcome", "day", "n", "n_undated", "n_at_risk", "n_events", "share", "low", "high", "confidence"),
    *("n_clusters", "state", "method"),
)
DELAYS = (
    *("measure", "n", "n_undated", "n_hired", "n_other", "n_open", "horizon", "estimate", "low", "high", "confidence"),
    *("n_clusters", "state", "method"),
)
SHARES = {"day_10": 0.10, "day_25": 0.25, "day_50": 0.50}
_NEEDED = (
    "candidate",
    "application",
    "action",
    "zero_on",
    "hired",
    "hired_on",
    "outcome",
    "outcome_on",
    "followed_until",
)


class Followed(NamedTuple):
    """People with a delay: days, outcome (1 … of CAUSES, 0 = still open), action as a number. kept: whose rows."""

    days: np.ndarray
    cause: Ints
    action: Ints
    kept: np.ndarray

    @property
    def n_undated(self) -> int:
        return int((~self.kept).sum())

    @property
    def clusters(self) -> Ints | None:
        """An action a person, where people share actions."""
        return self.action if len(self.action) > len(np.unique(self.action)) > 1 else None

    @property
    def n_clusters(self) -> int:
        return 0 if self.clusters is None else len(np.unique(self.action))


def followed_people(journeys: pd.DataFrame) -> Followed:
    """Days from time zero to the outcome, or to the day up to which the journey is known.

    An exit of unknown day ends at the last dated fact: earlier it cannot have been known, and the person stays in the
    base. A hire without a day, or before time zero, and a journey without time zero have no delay: counted, not used.
    Who has no action stands alone.
    """
    require_journeys(journeys, _NEEDED)
    end = journeys["outcome_on"].fillna(journeys["followed_until"])
    days = (end - journeys["zero_on"]).dt.days.astype("Float64")
    lost = journeys["hired"].astype(bool) & journeys["hired_on"].isna()
    keep = (days.ge(0).fillna(False).astype(bool) & ~lost).to_numpy()
    codes = {outcome.value: place for place, outcome in enumerate(CAUSES, start=1)}
    cause: Ints = journeys["outcome"].map(codes).astype("Float64").fillna(0).to_numpy().astype(np.int64)
    action = pd.factorize(journeys["action"].astype("object").fillna(journeys["candidate"].astype("object")))[0]
    return Followed(days[keep].to_numpy(dtype=np.float64), cause[keep], action[keep].astype(np.int64), keep)


def incidence_curve(
    journeys: pd.DataFrame,
    *,
    horizon: int,
    step: int = 7,
    by: Sequence[str] = (),
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Share of everybody who has had each outcome by the end of each `step` days (a week), up to `horizon`.

    Parameters: `journeys`, of `conversions.journeys`, whose cut-off day ends the follow-up of those still open.
    Returns: one row per `by`, outcome (a code of `Outcome` but open; refused for applications only) and day (0, 7,
    14 … ≤ horizon): n (people with a delay), n_undated (without one), n_at_risk (still followed and without outcome on
    that day), n_events (had this outcome by then), share with low and high, confidence, n_clusters (actions whose
    likeness the interval counts; 0: people stand alone), state (a code of `FollowUp`; no number beyond the longest
    follow-up), method.
    Raises: ContractError, when a column is missing.
    References: Aalen & Johansen 1978; see `statistics.cumulative_incidence`.
    """
    days = range(0, horizon + 1, step)
    # Only an application is closed; a person may still be hired by another company.
    closed = journeys["application"].notna().any() if len(journeys) else False
    rows = []
    for keys, own in groups_of(journeys, by):
        people = followed_people(own)
        rows += [
            {**keys, **row}
            for row in _curve(people, days, confidence=confidence)
            if closed or row["outcome"] != Outcome.REFUSED
        ]
    counts = dict.fromkeys(("day", "n", "n_undated", "n_at_risk", "n_events", "n_clusters"), "int64")
    shares = dict.fromkeys(("share", "low", "high", "confidence"), "float64")
    return pd.DataFrame(rows, columns=[*by, *CURVE]).astype({**counts, **shares})


def _curve(people: Followed, days: Sequence[int], *, confidence: float) -> Iterator[dict[str, Any]]:
    known = cumulative_incidence(people.days, people.cause, n_causes=len(CAUSES))
    common = {"n": known.n, "n_undated": people.n_undated, "n_clusters": people.n_clusters}
    for place, outcome in enumerate(CAUSES, start=1):
        for day in days:
            found = incidence_at(known, day, cause=place, clusters=people.clusters, confidence=confidence)
            events = int(((people.cause == place) & (people.days <= day)).sum())
            yield {
                **common, "outcome": outcome.value, "day": day, "n_events": events, "n_at_risk": found.n_at_risk,
                "share": found.estimate, **_ends(found),
            }  # fmt: skip


def _ends(found: Share | Mean | Reading) -> dict[str, Any]:
    return {
        "low": found.low, "high": found.high, "confidence": found.confidence, "state": found.state,
        "method": found.method,
    }  # fmt: skip


def delays(journeys: pd.DataFrame, *, horizon: int, by: Sequence[str] = (), confidence: float = 0.95) -> pd.DataFrame:
    """How long it takes: shares hired by the horizon, days by which 10, 25 and 50 % of everybody are hired, mean days.

    Returns: one row per `by` and measure: `share` (hired by the horizon); `day_10`, `day_25`, `day_50` (day by which
    that share of everybody has been hired; state `not_reached` where it has not); `mean_days` (days without a hire
    within the horizon, on average over everybody); `any_50` (median days to any known outcome, Kaplan–Meier, log-log
    limits). estimate with low and high (an upper limit may be infinite: beyond the follow-up), n, n_undated, n_hired,
    n_other, n_open (by the end of the follow-up, not of the horizon), horizon, confidence, n_clusters, state, method.
    Raises: ContractError, when a column is missing.
    """
    rows = []
    for keys, own in groups_of(journeys, by):
        people = followed_people(own)
        rows += [{**keys, **row} for row in _measures(people, horizon, confidence=confidence)]
    counts = dict.fromkeys(("n", "n_undated", "n_hired", "n_other", "n_open", "n_clusters", "horizon"), "int64")
    numbers = dict.fromkeys(("estimate", "low", "high", "confidence"), "float64")
    return pd.DataFrame(rows, columns=[*by, *DELAYS]).astype({**counts, **numbers})


def _measures(people: Followed, horizon: int, *, confidence: float) -> Iterator[dict[str, Any]]:
    known = cumulative_incidence(people.days, people.cause, n_causes=len(CAUSES))
    hired, still = int((people.cause == 1).sum()), int((people.cause == 0).sum())
    common = {
        "n": known.n, "n_undated": people.n_undated, "n_hired": hired, "n_other": known.n - hired - still,
        "n_open": still, "horizon": horizon, "n_clusters": people.n_clusters,
    }  # fmt: skip
    for measure, found in _readings(people, known, horizon, confidence=confidence):
        yield {**common, "measure": measure, "estimate": found.estimate, **_ends(found)}


def _readings(
    people: Followed, known: Incidence, horizon: int, *, confidence: float
) -> Iterator[tuple[str, Share | Mean | Reading]]:
    groups = people.clusters
    yield "share", incidence_at(known, horizon, clusters=groups, confidence=confidence)
    for measure, share in SHARES.items():
        yield measure, incidence_quantile(known, share, clusters=groups, confidence=confidence)
    yield "mean_days", restricted_time(known, horizon, clusters=groups, confidence=confidence)
    curve = kaplan_meier(people.days, people.cause > 0)
    yield "any_50", quantile(curve, interval="log-log", confidence=confidence)
