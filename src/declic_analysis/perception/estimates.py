"""Bricks that add estimates to a frame of counted moves, one method family a brick; chained with `.pipe` in `shift`.

`groups` are the pairs of each row, in the order of the frame. Where a row has no pair its numbers are empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.perception import clustering
from declic_analysis.statistics import marginal, mean_change, paired_proportions, signed_rank
from declic_analysis.statistics.detectable import smallest_detectable
from declic_analysis.statistics.interval import Estimate, Floats
from declic_analysis.statistics.multiplicity import benjamini_hochberg, holm
from declic_analysis.statistics.verdict import Evidence, Moves, verdict

MOVING = (30, 45, 60)
MEANS = ("mean_before", "mean_after", "mean_change", "mean_low", "mean_high", "d_z", "d_av")
SHARES = ("favourable_before", "favourable_after", "favourable_change")
MARGINS = ("homogeneity_p", "symmetry_p")
FAVOURABLE = (*SHARES, "favourable_low", "favourable_high")

Numbers = dict[str, Any]


class Changes(NamedTuple):
    """Pairs of one row as arrays of one length: scores and favourable (1, 0, NaN where the scale has no such side).

    people: their moves, actions and structures.
    """

    before: Floats
    after: Floats
    favourable_before: Floats
    favourable_after: Floats
    people: clustering.Members


Groups = Sequence[Changes]


@dataclass(frozen=True)
class Thresholds:
    """What the numbers are read against. Margin is a proportion (0.10 = 10 points), base counts pairs."""

    confidence: float
    margin: float
    alpha: float
    minimum_base: int


def with_net_shift(frame: pd.DataFrame, *, thresholds: Thresholds) -> pd.DataFrame:
    """net_shift with Tango's interval, the equivalence interval (1 − 2α), and the exact sign test."""
    up, down, pairs = (frame[name].to_numpy() for name in ("n_up", "n_down", "n_pairs"))
    limits = paired_proportions.tango_bounds(up, down, pairs, confidence=thresholds.confidence)
    narrow = paired_proportions.tango_bounds(up, down, pairs, confidence=1 - 2 * thresholds.alpha)
    some = pairs > 0
    return frame.assign(
        net_shift=np.where(some, (up - down) / np.maximum(pairs, 1), np.nan),
        net_low=limits.low,
        net_high=limits.high,
        confidence=thresholds.confidence,
        sign_p=np.where(some, paired_proportions.sign_p_values(up, down), np.nan),
        equivalence_low=narrow.low,
        equivalence_high=narrow.high,
    )


def with_favourable(frame: pd.DataFrame, groups: Groups, *, thresholds: Thresholds) -> pd.DataFrame:
    """Favourable share of the pairs before and after, its change with Tango's interval, McNemar's exact and mid p.

    Where actions are recorded the interval is clustered by action, McNemar's p is that of whole actions changing sign
    together, and there is no mid-p.
    """
    tallies = np.array([_favourable_tally(group) for group in groups], dtype=np.int64).reshape(-1, 4)
    known, before, gained, lost = tallies.T
    limits = paired_proportions.tango_bounds(gained, lost, known, confidence=thresholds.confidence)
    tests = [paired_proportions.mcnemar(int(up), int(down)) for up, down in zip(gained, lost, strict=True)]
    base = np.where(known > 0, known, np.nan)
    numbers = (before, before + gained - lost, gained - lost)
    shares = {name: number / base for name, number in zip(SHARES, numbers, strict=True)}
    p_values = np.array(tests, dtype=np.float64).reshape(-1, 2)
    p_values[known == 0] = np.nan
    p_values = _by_action(p_values, groups)
    ends = [_favourable_limits(group, confidence=thresholds.confidence) for group in groups]
    low, high = np.array(ends, dtype=np.float64).reshape(-1, 2).T
    return frame.assign(
        **shares,
        favourable_low=np.where(np.isnan(low), limits.low, low),
        favourable_high=np.where(np.isnan(high), limits.high, high),
        mcnemar_p=p_values[:, 0],
        mcnemar_midp=p_values[:, 1],
    )


def _by_action(p_values: Floats, groups: Groups) -> Floats:
    """McNemar's p, mid-p; where people are clustered, the exact p by action and no mid-p."""
    by_action = [clustering.sign_flip_p(g.favourable_after - g.favourable_before, g.people) for g in groups]
    rows = [own if p is None else (p, np.nan) for own, p in zip(p_values, by_action, strict=True)]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)


def _favourable_tally(group: Changes) -> tuple[int, int, int, int]:
    """Pairs whose favourable side is known in both waves; of these favourable before, gained, lost."""
    known = ~(np.isnan(group.favourable_before) | np.isnan(group.favourable_after))
    before, after = group.favourable_before[known] == 1, group.favourable_after[known] == 1
    return len(before), int(before.sum()), int((after & ~before).sum()), int((before & ~after).sum())


def _favourable_limits(group: Changes, *, confidence: float) -> tuple[float, float]:
    """Clustered limits of the change in share; NaN where people are independent."""
    change = group.favourable_after - group.favourable_before
    clustered = group.people.clustered and clustering.interval(change, group.people.action, confidence=confidence)
    return (max(-1.0, clustered.low), min(1.0, clustered.high)) if clustered else (np.nan, np.nan)


def with_signed_rank(frame: pd.DataFrame, groups: Groups, *, zeros: str) -> pd.DataFrame:
    """Signed-rank p (beside the mean change), the treatment of zeros, rank-biserial; signed_rank_method."""
    rows = [_signed_rank(group, zeros=zeros) for group in groups]
    joined = _joined(frame, rows, columns=("signed_rank_p", "rank_biserial"))
    methods = [row.get("signed_rank_method", "exact") for row in rows]
    return joined.assign(signed_rank_zeros=words([zeros] * len(rows)), signed_rank_method=words(methods))


def _signed_rank(group: Changes, *, zeros: str) -> Numbers:
    """By action where actions are recorded: the ranks of an action change sign together."""
    changes = group.after - group.before
    if not len(changes):
        return {}
    test = signed_rank.signed_rank(changes, zeros=zeros)
    by_action = clustering.sign_flip_p(signed_rank.signed_ranks(changes, zeros=zeros), group.people)
    told = (test.p, test.method) if by_action is None else (by_action, "cluster_exact")
    return {
        "signed_rank_p": told[0],
        "rank_biserial": signed_rank.rank_biserial(changes),
        "signed_rank_method": told[1],
    }


def with_margins(frame: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """homogeneity_p (Stuart–Maxwell) and symmetry_p (Bowker) of the table of levels before × after."""
    tables = [
        marginal.square_table(group.before, group.after, n_levels=int(n))
        for group, n in zip(groups, frame["n_levels"], strict=True)
    ]
    rows = [
        {"homogeneity_p": marginal.stuart_maxwell(table).p, "symmetry_p": marginal.bowker(table).p}
        if table.any()
        else {}
        for table in tables
    ]
    return _joined(frame, rows, columns=MARGINS)


def with_means(frame: pd.DataFrame, groups: Groups, *, thresholds: Thresholds, seed: int | None) -> pd.DataFrame:
    """Means in levels, their change with its interval, d_z, d_av.

    Interval: clustered by action where actions are recorded; else BCa from 50 pairs, given a seed; else t.
    """
    rows = [_means(group, confidence=thresholds.confidence, seed=seed) for group in groups]
    joined = _joined(frame, rows, columns=MEANS)
    return joined.assign(mean_method=words([row.get("mean_method", "t") for row in rows]))


def _means(group: Changes, *, confidence: float, seed: int | None) -> Numbers:
    change = group.after - group.before
    if not len(change):
        return {}
    estimate = _mean_interval(group, change, confidence=confidence, seed=seed)
    effects = (mean_change.d_z(change), mean_change.d_av(group.before, group.after))
    numbers = (group.before.mean(), group.after.mean(), estimate.estimate, estimate.low, estimate.high, *effects)
    return dict(zip(MEANS, numbers, strict=True)) | {"mean_method": estimate.method}


def _mean_interval(group: Changes, change: Floats, *, confidence: float, seed: int | None) -> Estimate:
    if group.people.clustered:
        clustered = clustering.interval(change, group.people.action, confidence=confidence)
        if clustered:
            return clustered
    if seed is None or len(change) < mean_change.BCA_FROM:
        return mean_change.t_interval(change, confidence=confidence)
    return mean_change.bca_interval(change, rng=_own_generator(change, seed=seed), confidence=confidence)


def _own_generator(change: Floats, *, seed: int) -> np.random.Generator:
    distinct, times = np.unique(change, return_counts=True)
    return np.random.default_rng([seed, *(distinct - distinct[0]).astype(int).tolist(), *times.tolist()])


def with_detectable(frame: pd.DataFrame, *, thresholds: Thresholds) -> pd.DataFrame:
    """detectable_30, _45, _60: smallest net shift found with 80 % power when so many percent of the pairs move.

    Where rows are clustered it is inflated by √(1 + (mean size of an action − 1) × ICC); empty where even all pairs
    that move, moving the same way, would not be found.
    """
    options = {"alpha": thresholds.alpha, "confidence": thresholds.confidence}
    columns = {
        f"detectable_{percent}": [
            smallest_detectable(int(n), moving=percent / 100, **options) for n in frame["n_pairs"]
        ]
        for percent in MOVING
    }
    factor = np.array([clustering.inflation(row) for _, row in frame.iterrows()], dtype=np.float64)
    sizes = {name: np.asarray(values, dtype=np.float64) * factor for name, values in columns.items()}
    largest = {f"detectable_{percent}": percent / 100 for percent in MOVING}
    return frame.assign(**{name: np.where(size <= largest[name], size, np.nan) for name, size in sizes.items()})


def with_adjusted_p(frame: pd.DataFrame, *, family: Sequence[str]) -> pd.DataFrame:
    """Holm over the confirmatory rows' gate_p of each `family`, Benjamini–Hochberg over all other rows; n_looks.

    Rows without a pair have no p: they get neither.
    """
    tested = frame["gate_p"].notna()
    confirmatory = frame["confirmatory"].astype(bool) & tested
    adjusted = pd.Series(np.nan, index=frame.index)
    for _, members in frame[confirmatory].groupby(list(family), dropna=False, observed=True):
        adjusted[members.index] = holm(members["gate_p"])
    exploratory = tested & ~confirmatory
    adjusted[exploratory] = benjamini_hochberg(frame.loc[exploratory, "gate_p"])
    names = np.select([confirmatory, exploratory], ["holm", "bh"], default="none")
    return frame.assign(sign_p_adjusted=adjusted, adjustment=words(names.tolist()), n_looks=len(frame))


def with_verdict(frame: pd.DataFrame, *, thresholds: Thresholds) -> pd.DataFrame:
    """The gated verdict: on the Holm-adjusted exact p for confirmatory rows, on the raw exact one for the others."""
    gate = frame["sign_p_adjusted"].where(frame["adjustment"] == "holm", frame["gate_p"])
    verdicts = [_verdict(row, thresholds=thresholds) for row in frame.assign(gate_p=gate).to_dict("records")]
    return frame.assign(margin=thresholds.margin, verdict=words(verdicts))


def _verdict(row: Mapping[Any, Any], *, thresholds: Thresholds) -> str:
    limits = ("net_low", "net_high", "equivalence_low", "equivalence_high", "gate_p")
    return verdict(
        Moves(int(row["n_up"]), int(row["n_down"]), int(row["n_pairs"])),
        Evidence(*(float(row[name]) for name in limits)),
        margin=thresholds.margin,
        alpha=thresholds.alpha,
        minimum_base=thresholds.minimum_base,
        direction=row["direction"],
    ).value


def words(values: Sequence[str | None]) -> pd.Series:
    """A text column: the same type with no row as with many."""
    return pd.Series(values, dtype="str")


def _joined(frame: pd.DataFrame, rows: Sequence[Numbers], *, columns: Sequence[str]) -> pd.DataFrame:
    table = {name: np.array([row.get(name, np.nan) for row in rows], dtype=np.float64) for name in columns}
    return frame.assign(**table)
