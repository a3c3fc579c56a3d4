"""Do groups differ in who is hired, and how fast? Side by side in alphabetical order, never ranked."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from declic_analysis.conversions.grouped import require_journeys
from declic_analysis.conversions.times import CAUSES, Followed, followed_people
from declic_analysis.statistics.cumulative_incidence import cumulative_incidence, incidence_at
from declic_analysis.statistics.gray import gray_test
from declic_analysis.statistics.hazards import Cox, cox
from declic_analysis.statistics.interval import Ints
from declic_analysis.statistics.survival import log_rank
from declic_analysis.vocabulary import FitOutcome

COLUMNS = (
    *("grouping", "group", "reference", "n", "n_hired", "n_unknown", "n_groups", "horizon", "share", "share_low"),
    *("share_high", "share_state", "hazard_ratio", "ratio_low", "ratio_high", "ratio_p", "ratio_outcome"),
    *("proportional_p", "gray_p", "log_rank_p", "test_outcome", "n_clusters", "confidence", "method"),
)
LEAST_HIRES = 5  # in each group: below, a ratio says more about one person than about a group


def speeds(
    journeys: pd.DataFrame,
    *,
    by: str,
    horizon: int,
    least_hires: int = LEAST_HIRES,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Groups of `by` (territory, format …) side by side: share hired by the horizon, speed of hiring, tests.

    Returns: one row a group, in alphabetical order: n, n_hired, n_unknown (journeys of no known group, left out of
    all), share with share_low and share_high (Aalen–Johansen at the horizon), share_state; hazard_ratio with ratio_low,
    ratio_high and ratio_p: speed of hiring of those still waiting against the first group (`reference`; 1 there), Cox,
    whose error counts actions where people share them (n_clusters, 0: people stand alone); ratio_outcome (a code of
    `FitOutcome`; `too_few` where a group has fewer than `least_hires` hires or, with actions, than two actions);
    proportional_p (score test that ratios do not change over time, of all groups together); gray_p (Gray's test of
    the shares) and log_rank_p (of the speeds), which take people as independent: where n_clusters is not 0 they are
    too sure; test_outcome. Exploratory: no verdict. Territory and operator are confounded: no grouping separates them.
    Raises: ContractError, when a column is missing.
    """
    require_journeys(journeys, [by])
    known = journeys[journeys[by].notna()]
    names = sorted(known[by].astype(str).unique())
    if not names:
        return _typed(pd.DataFrame(columns=list(COLUMNS)))
    people = followed_people(known)
    group = known.loc[people.kept, by].astype(str)
    place = np.array([names.index(name) for name in group], dtype=np.int64)
    hires = np.bincount(place[people.cause == 1], minlength=len(names))
    enough = len(names) > 1 and int(hires.min()) >= least_hires
    shares = pd.DataFrame([_share(people, place == k, horizon, confidence) for k in range(len(names))])
    frame = shares.assign(group=names, grouping=by, reference=names[0], n_groups=len(names), horizon=horizon,
                          n_unknown=len(journeys) - len(known), n_clusters=people.n_clusters)  # fmt: skip
    model = _model(people, place, enough=enough, confidence=confidence)
    return _typed(frame.assign(**_ratios(model, len(names)), **_tests(people, place, enough=enough)))


def _share(people: Followed, own: np.ndarray, horizon: int, confidence: float) -> dict[str, Any]:
    days, cause = people.days[own], people.cause[own]
    clusters = None if people.clusters is None else people.action[own]
    known = cumulative_incidence(days, cause, n_causes=len(CAUSES))
    found = incidence_at(known, horizon, clusters=clusters, confidence=confidence)
    return {
        "n": int(own.sum()), "n_hired": int((cause == 1).sum()), "share": found.estimate, "share_low": found.low,
        "share_high": found.high, "share_state": found.state, "confidence": confidence,
    }  # fmt: skip


def _model(people: Followed, place: Ints, *, enough: bool, confidence: float) -> Cox | FitOutcome:
    if not enough:
        return FitOutcome.TOO_FEW if place.max(initial=0) else FitOutcome.ONE_GROUP
    together = people.clusters
    if together is not None and min(len(np.unique(together[place == k])) for k in range(place.max() + 1)) < 2:
        return FitOutcome.TOO_FEW
    dummies = (place[:, None] == np.arange(1, place.max() + 1)).astype(np.float64)
    return cox(people.days, people.cause == 1, dummies, clusters=together, confidence=confidence)


def _ratios(model: Cox | FitOutcome, n_groups: int) -> dict[str, Any]:
    """Ratios of each group, 1 for the reference; nothing where there is no model."""
    names = ("hazard_ratio", "ratio_low", "ratio_high", "ratio_p")
    if isinstance(model, FitOutcome) or model.outcome != FitOutcome.FITTED:
        outcome = model.value if isinstance(model, FitOutcome) else model.outcome
        return {**dict.fromkeys(names, math.nan), "proportional_p": math.nan, "ratio_outcome": outcome, "method": ""}
    columns = (np.exp(model.log_hazard), np.exp(model.low), np.exp(model.high))
    told = {name: np.r_[1.0, column] for name, column in zip(names[:3], columns, strict=True)}
    told |= {"ratio_low": np.r_[math.nan, columns[1]], "ratio_high": np.r_[math.nan, columns[2]]}
    told["ratio_p"] = np.r_[math.nan, model.p]
    return {**told, "proportional_p": model.zph_global[2], "ratio_outcome": model.outcome, "method": model.method}


def _tests(people: Followed, place: Ints, *, enough: bool) -> dict[str, Any]:
    if not enough:
        outcome = FitOutcome.TOO_FEW if place.max(initial=0) else FitOutcome.ONE_GROUP
        return {"gray_p": math.nan, "log_rank_p": math.nan, "test_outcome": outcome.value}
    gray = gray_test(people.days, people.cause, place)
    rank = log_rank(people.days, people.cause == 1, place)
    return {"gray_p": gray.p, "log_rank_p": rank.p, "test_outcome": gray.outcome}


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    texts = ("grouping", "group", "reference", "share_state", "ratio_outcome", "test_outcome", "method")
    counts = ("n", "n_hired", "n_unknown", "n_groups", "horizon", "n_clusters")
    types: dict[str, str] = dict.fromkeys(COLUMNS, "float64")
    types |= dict.fromkeys(texts, "str") | dict.fromkeys(counts, "int64")
    return frame[list(COLUMNS)].astype(types)
