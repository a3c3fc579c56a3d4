"""How many answers the next campaign needs, from what this study's own answers look like."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.perception.inputs import require_columns
from declic_analysis.statistics.interval import require_share
from declic_analysis.statistics.planning import DRAWS, Campaign, gate_power, pairs_needed
from declic_analysis.vocabulary import Direction

TARGETS = (0.10, 0.15, 0.20, 0.30)
ASSUMED_MOVING = 0.45  # the middle of what such surveys show, where a study has no pairs of its own
ROUNDING = 0.05  # a plan needs no finer share, and a finer one would tell counts of small groups
CURVE = (12, 20, 26, 36, 50, 75, 107, 150, 214, 300)
NEEDS = (
    *("target", "power", "moving", "moving_low", "moving_high", "icc", "mean_size", "n_pairs", "retention"),
    *("response_rate", "n_tests", "pairs_needed", "answers_needed", "invited_needed", "actions_needed", "basis"),
    "method",
)


class Basis(NamedTuple):
    """What the study's own pairs say of an audience; `assumed` where it has none."""

    moving: float
    low: float
    high: float
    icc: float
    mean_size: float
    n_pairs: int
    n_tests: int
    assumed: bool


def campaign_needs(
    shift: pd.DataFrame,
    *,
    flow: pd.DataFrame,
    rng: np.random.Generator,
    targets: Sequence[float] = TARGETS,
    power: float = 0.80,
    alpha: float = 0.05,
    confidence: float = 0.95,
    minimum_base: int = 5,
    draws: int = DRAWS,
) -> pd.DataFrame:
    """Pairs, answers, invitations and actions with which the gate would find each change, audience by audience.

    Parameters: shift, a `paired_shift` by audience and item; flow, a `collection_flow` by audience; targets, net
    shifts (0.10 = 10 points); an audience with fewer than `minimum_base` pairs is planned with 45 % of pairs moving.
    Returns: one row per audience × target. moving: median share of pairs that moved over its directional items (the
    confirmatory ones where there are any), moving_low and moving_high its range, all to 5 points; icc: median
    likeness within actions, 0 where negative or unknown; mean_size: pairs per action; retention: pairs per person
    answering before; pairs_needed (empty where 4096 pairs would not do, or the target exceeds what moves),
    answers_needed before the action = pairs / retention, invited_needed = answers / response_rate (empty where
    unknown), actions_needed = pairs / mean_size. basis `own` or `assumed`; method `enumerated` or `simulated_<draws>`.
    Confirmatory items share alpha (the first step of Holm), so that n_tests of them cost pairs.
    Raises: ContractError, when a column is missing or a share is none.
    """
    require_columns(
        shift, ["audience", "item", "direction", "confirmatory", "n_pairs", "n_up", "n_down"], table="shift"
    )
    require_columns(flow, ["audience", "n_before", "n_pairs", "response_rate"], table="flow")
    require_share(power, name="power")
    rows = []
    for audience in flow["audience"].dropna().unique():
        basis = _basis(shift[shift["audience"] == audience], minimum_base=minimum_base)
        met = flow[flow["audience"] == audience].iloc[0]
        for target in targets:
            need = _need(basis, target, rng=rng, power=power, alpha=alpha, confidence=confidence, draws=draws)
            rows.append({"audience": audience, **_row(basis, target, need, met, power=power, draws=draws)})
    return pd.DataFrame(rows, columns=["audience", *NEEDS])


def power_curve(
    needs: pd.DataFrame,
    *,
    rng: np.random.Generator,
    sizes: Sequence[int] = CURVE,
    alpha: float = 0.05,
    confidence: float = 0.95,
    draws: int = DRAWS,
) -> pd.DataFrame:
    """Power at each number of pairs for each row of `campaign_needs`.

    Returns: one row per audience × target × n_pairs: audience, target, n_pairs, chance (a proportion).
    Raises: ContractError, when a column is missing.
    """
    require_columns(needs, ["audience", "target", "moving", "icc", "mean_size", "n_tests"], table="needs")
    rows = [
        (row.audience, row.target, n, _chance(row, n, rng=rng, alpha=alpha, confidence=confidence, draws=draws))
        for row in needs[needs["moving"] >= needs["target"]].itertuples()
        for n in sizes
    ]
    return pd.DataFrame(rows, columns=["audience", "target", "n_pairs", "chance"])


def _chance(row: Any, n: int, *, rng: np.random.Generator, alpha: float, confidence: float, draws: int) -> float:
    campaign = Campaign(row.moving, row.target, row.mean_size, row.icc)
    return gate_power(n, campaign, rng=rng, alpha=alpha, confidence=confidence, n_tests=int(row.n_tests), draws=draws)


def _basis(shift: pd.DataFrame, *, minimum_base: int) -> Basis:
    directional = shift[shift["direction"] != Direction.NEUTRAL]
    named = directional[directional["confirmatory"].astype(bool)]
    rows = directional if named.empty else named
    tests = max(1, len(named))
    known = rows[rows["n_pairs"].fillna(0) >= minimum_base]
    if known.empty:
        return Basis(ASSUMED_MOVING, 0.30, 0.60, 0.0, 1.0, 0, tests, assumed=True)
    moving = ((known["n_up"] + known["n_down"]) / known["n_pairs"]).astype("float64")
    sizes = (known["n_pairs"] / known["n_clusters"]).where(known["n_clusters"] > 0) if "n_clusters" in known else None
    icc = known["icc"].clip(lower=0).median() if "icc" in known else 0.0
    return Basis(
        moving=float(np.clip(_rounded(moving.median()), ROUNDING, 1 - ROUNDING)),
        low=_rounded(moving.min()),
        high=_rounded(moving.max()),
        icc=0.0 if pd.isna(icc) else round(float(min(icc, 0.99)), 2),
        mean_size=1.0 if sizes is None or sizes.isna().all() else max(1.0, float(sizes.median())),
        n_pairs=int(known["n_pairs"].max()),
        n_tests=tests,
        assumed=False,
    )


def _rounded(share: float) -> float:
    return round(round(float(share) / ROUNDING) * ROUNDING, 2)


def _need(basis: Basis, target: float, *, rng: np.random.Generator, power: float, alpha: float, confidence: float,
          draws: int) -> float:  # fmt: skip
    if target > basis.moving:
        return math.nan
    campaign = Campaign(basis.moving, require_share(target, name="targets"), basis.mean_size, basis.icc)
    return pairs_needed(
        campaign, rng=rng, power=power, alpha=alpha, confidence=confidence, n_tests=basis.n_tests, draws=draws
    )


def _row(basis: Basis, target: float, need: float, met: pd.Series, *, power: float, draws: int) -> dict[str, object]:
    retention = float(met["n_pairs"]) / float(met["n_before"]) if met["n_before"] else math.nan
    answers = _per(need, retention)
    clustered = basis.icc > 0 and basis.mean_size > 1
    return {
        "target": target,
        "power": power,
        "moving": basis.moving,
        "moving_low": basis.low,
        "moving_high": basis.high,
        "icc": basis.icc,
        "mean_size": basis.mean_size,
        "n_pairs": basis.n_pairs,
        "retention": retention,
        "response_rate": float(met["response_rate"]),
        "n_tests": basis.n_tests,
        "pairs_needed": need,
        "answers_needed": answers,
        "invited_needed": _per(answers, float(met["response_rate"])),
        "actions_needed": _per(need, basis.mean_size) if basis.mean_size > 1 else math.nan,
        "basis": "assumed" if basis.assumed else "own",
        "method": f"simulated_{draws}" if clustered else "enumerated",
    }


def _per(amount: float, share: float) -> float:
    """Rounded up to a whole person; NaN where either is unknown or the share is 0."""
    return float(math.ceil(amount / share - 1e-9)) if share > 0 and amount == amount else math.nan
