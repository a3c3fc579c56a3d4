"""The gated verdict on a net shift, and how often it claims an improvement that is not there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import bdtrc, gammaln, ndtri, xlog1py, xlogy

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Floats, Ints, require_share
from declic_analysis.vocabulary import Direction, Verdict

# With 5 moved pairs the smallest two-sided exact p is 0.0625.
LEAST_MOVED = 6

_NEUTRAL_WORDS = {
    Verdict.IMPROVEMENT_NOTABLE: Verdict.PERCEIVED_MORE_NOTABLE,
    Verdict.IMPROVEMENT: Verdict.PERCEIVED_MORE,
    Verdict.WORSENING: Verdict.PERCEIVED_LESS,
    Verdict.WORSENING_NOTABLE: Verdict.PERCEIVED_LESS_NOTABLE,
}


class Moves(NamedTuple):
    """Pairs that rose, fell, and all pairs."""

    up: int
    down: int
    pairs: int


class Evidence(NamedTuple):
    """What the verdict weighs: Tango's limits, those of the 1 − 2α interval, and the exact p of the gate."""

    low: float
    high: float
    equivalence_low: float
    equivalence_high: float
    gate_p: float


def verdict(
    moves: Moves,
    evidence: Evidence,
    *,
    margin: float = 0.10,
    alpha: float = 0.05,
    minimum_base: int = 5,
    direction: str = Direction.FAVOURABLE_HIGH,
) -> Verdict:
    """The word that a change may carry. Shifts and margin are proportions (0.10 = 10 points).

    The gate is passed when Tango's interval excludes 0 *and* the exact sign p (Holm-adjusted where confirmatory) is at
    most alpha. A neutral item is perceived more or less, never better or worse.
    Raises: ContractError when the margin is not a proportion or the direction is unknown.
    """
    require_share(margin, name="margin")
    if direction not in Direction.codes():
        raise _unknown_direction(direction)
    if moves.pairs < max(minimum_base, 1):
        return Verdict.INSUFFICIENT
    # Read before "fewer than 6 moved": nobody moved is also fewer than 6, and would otherwise never be said.
    if moves.up + moves.down == 0:
        return Verdict.NO_CHANGE_OBSERVED
    if moves.up + moves.down < LEAST_MOVED:
        return Verdict.INSUFFICIENT
    return gated(evidence, margin=margin, alpha=alpha, direction=direction)


def gated(evidence: Evidence, *, margin: float, alpha: float, direction: str) -> Verdict:
    """The word that limits and p allow, once there are enough people: for any shift between −1 and 1."""
    word = _gated(evidence, margin=margin, alpha=alpha)
    return _NEUTRAL_WORDS.get(word, word) if direction == Direction.NEUTRAL else word


def _gated(evidence: Evidence, *, margin: float, alpha: float) -> Verdict:
    if evidence.gate_p <= alpha and evidence.low > 0:
        return Verdict.IMPROVEMENT_NOTABLE if evidence.low > margin else Verdict.IMPROVEMENT
    if evidence.gate_p <= alpha and evidence.high < 0:
        return Verdict.WORSENING_NOTABLE if evidence.high < -margin else Verdict.WORSENING
    if -margin < evidence.equivalence_low and evidence.equivalence_high < margin:
        return Verdict.EQUIVALENT
    return Verdict.INCONCLUSIVE


def critical_ups(n_moved: Ints, *, alpha: float = 0.05, confidence: float = 0.95) -> Ints:
    """Fewest rises among `n_moved` moved pairs that pass the gate upwards; n_moved + 1 where none does.

    Tango's interval excludes 0 exactly when McNemar's |z| exceeds the normal quantile: at a shift of 0 the score
    statistic is (up − down)/√(up + down). The gate therefore depends on the moved pairs alone.
    """
    moved = np.asarray(n_moved, dtype=np.int64)
    z = float(ndtri((1 + require_share(confidence, name="confidence")) / 2))
    score = np.floor((moved + z * np.sqrt(moved)) / 2).astype(np.int64) + 1
    # Twice the upper tail at the score threshold is near α: a few steps up reach the exact one.
    least = np.minimum(score, moved + 1)
    for _ in range(int(moved.max(initial=0)) + 1):
        rejected = 2 * _upper_tail(least, moved) > require_share(alpha, name="alpha")
        if not rejected.any():
            break
        least = np.where(rejected, least + 1, least)
    return np.asarray(np.where(moved < LEAST_MOVED, moved + 1, np.minimum(least, moved + 1)))


def gate_probability(
    n_pairs: int, *, moving: float, shift: float, alpha: float = 0.05, confidence: float = 0.95
) -> float:
    """P(the gate is passed upwards) in a trinomial, enumerated over all outcomes.

    `moving`: probability that a pair moves; `shift`: expected net shift, so up = (moving + shift) / 2.
    """
    moved, weight = _moved_weights(n_pairs, moving)
    passing = _upper_tail(
        critical_ups(moved, alpha=alpha, confidence=confidence), moved, chance=(1 + shift / moving) / 2
    )
    return float((weight * passing).sum())


def false_improvement(n_pairs: int, *, moving: float, alpha: float = 0.05, confidence: float = 0.95) -> float:
    """P(the verdict claims an improvement) when rises and falls are equally likely; peaks at about 2 %."""
    return gate_probability(n_pairs, moving=moving, shift=0.0, alpha=alpha, confidence=confidence)


def _moved_weights(n_pairs: int, moving: float) -> tuple[Ints, Floats]:
    """How many pairs may move, with their binomial probabilities."""
    moved = np.arange(n_pairs + 1)
    log_choose = gammaln(n_pairs + 1) - gammaln(moved + 1) - gammaln(n_pairs - moved + 1)
    return moved, np.exp(log_choose + xlogy(moved, moving) + xlog1py(n_pairs - moved, -moving))


def _upper_tail(at_least: Ints, n: Ints, chance: float = 0.5) -> Floats:
    """P(X ≥ at_least) for X ~ Binomial(n, chance); 0 where at_least exceeds n."""
    inside = np.clip(at_least, 1, np.maximum(n, 1))
    tail = bdtrc(inside - 1, np.maximum(n, 1), chance)
    return np.asarray(np.where(at_least > n, 0.0, np.where(at_least < 1, 1.0, tail)))


def _unknown_direction(direction: str) -> ContractError:
    return ContractError(
        message(fr="Sens d’item inconnu.", en="Unknown direction of an item."),
        where="direction",
        found=repr(direction),
        allowed=", ".join(Direction.codes()),
        action=message(fr="corriger le livre de codes", en="correct the codebook"),
    )
