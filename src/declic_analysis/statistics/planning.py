"""How often the gate would find a change, and how many pairs that takes, when people come in groups."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.clusters import cr2_limits, sign_flip_p_values
from declic_analysis.statistics.interval import Ints, require_share
from declic_analysis.statistics.verdict import LEAST_MOVED, gate_probability

DRAWS = 2000
MOST_PAIRS = 4096


class Campaign(NamedTuple):
    """What is expected of a campaign: share of pairs that move, net shift, people per action, their likeness.

    moving, shift and icc are proportions; mean_size of 1 means that everybody comes alone.
    """

    moving: float
    shift: float
    mean_size: float = 1.0
    icc: float = 0.0

    @property
    def clustered(self) -> bool:
        return self.mean_size > 1 and self.icc > 0


def gate_power(
    n_pairs: int,
    campaign: Campaign,
    *,
    rng: np.random.Generator,
    alpha: float = 0.05,
    confidence: float = 0.95,
    n_tests: int = 1,
    draws: int = DRAWS,
) -> float:
    """P(the gate is passed upwards) with `n_pairs`. `n_tests`: confirmatory items that share alpha (Holm's first step).

    Enumerated where people are independent; else `draws` simulated campaigns, each held against the clustered gate:
    the CR2 interval excludes 0 and the exact cluster sign-flip p is at most alpha / n_tests. Within an action moves
    share a normal deviation of the shift that gives the intraclass correlation.
    Raises: ContractError, when a share is none, or the shift exceeds the share that moves.
    """
    _require(campaign)
    level = require_share(alpha, name="alpha") / max(1, n_tests)
    if n_pairs < LEAST_MOVED:
        return 0.0
    if not campaign.clustered:
        return gate_probability(
            n_pairs, moving=campaign.moving, shift=campaign.shift, alpha=level, confidence=confidence
        )
    sizes = _sizes(n_pairs, campaign.mean_size)
    totals, moved = _drawn(sizes, campaign, rng=rng, draws=draws)
    low = cr2_limits(totals, sizes, moved.sum(axis=1), confidence=confidence).low
    passed = (low > 0) & (moved.sum(axis=1) >= LEAST_MOVED)
    passed[passed] = sign_flip_p_values(totals[passed]) <= level
    return float(passed.mean())


def pairs_needed(
    campaign: Campaign,
    *,
    rng: np.random.Generator,
    power: float = 0.80,
    alpha: float = 0.05,
    confidence: float = 0.95,
    n_tests: int = 1,
    draws: int = DRAWS,
) -> float:
    """Fewest pairs with which the gate finds the change with `power`; NaN where 4096 pairs would not do.

    Found by doubling, then halving the bracket: power is read as growing with n. A simulated answer has one Monte
    Carlo error to spare, and is good to about ± 5 % of n at 2 000 draws.
    Raises: ContractError, as `gate_power`.
    """
    options = {"alpha": alpha, "confidence": confidence, "n_tests": n_tests, "draws": draws}

    # A search among simulated figures ends on a lucky one: what is found must be found with one error to spare.
    spare = math.sqrt(power * (1 - power) / draws) if campaign.clustered else 0.0

    def found(n: int) -> bool:
        return gate_power(n, campaign, rng=rng, **options) >= power + spare  # type: ignore[arg-type]

    enough = LEAST_MOVED
    while enough <= MOST_PAIRS and not found(enough):
        enough *= 2
    if enough > MOST_PAIRS:
        return math.nan
    missed = enough // 2 if enough > LEAST_MOVED else enough - 1
    step = max(1, enough // 100) if campaign.clustered else 1
    while enough - missed > step:
        middle = (missed + enough) // 2
        missed, enough = (missed, middle) if found(middle) else (middle, enough)
    return float(enough)


def _require(campaign: Campaign) -> None:
    require_share(campaign.moving, name="moving")
    if not 0 < campaign.shift <= campaign.moving or not 0 <= campaign.icc < 1 or campaign.mean_size < 1:
        raise ContractError(
            message(fr="Hypothèses de campagne impossibles.", en="Impossible assumptions of a campaign."),
            where="campaign",
            allowed="0 < shift ≤ moving < 1, 0 ≤ icc < 1, mean_size ≥ 1",
            action=message(
                fr="donner une évolution plus petite que la part de personnes qui changent",
                en="give a shift that is smaller than the share of people who move",
            ),
        )


def _sizes(n_pairs: int, mean_size: float) -> Ints:
    """People in each action: as equal as whole numbers allow."""
    actions = max(1, round(n_pairs / mean_size))
    return np.full(actions, n_pairs // actions) + (np.arange(actions) < n_pairs % actions)


def _drawn(sizes: Ints, campaign: Campaign, *, rng: np.random.Generator, draws: int) -> tuple[Ints, Ints]:
    """Net total and number of moved pairs of each action, draws × actions."""
    spread = math.sqrt(campaign.icc * (campaign.moving - campaign.shift**2))
    tilt = campaign.shift + spread * rng.standard_normal((draws, len(sizes)))
    tilt = np.clip(tilt, -campaign.moving, campaign.moving)
    moved = rng.binomial(sizes, campaign.moving, size=tilt.shape)
    up = rng.binomial(moved, (1 + tilt / campaign.moving) / 2)
    return 2 * up - moved, moved
