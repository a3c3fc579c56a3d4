"""Agreement, consensus, distance, gap and its change: published values, enumeration, simulated error rates."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from calibration import gaps as bench
from calibration.trinomials import newcombe_coverage
from scipy.stats import ttest_ind, wasserstein_distance

from declic_analysis.errors import ContractError
from declic_analysis.statistics import gaps
from declic_analysis.statistics.interval import Estimate
from declic_analysis.statistics.ordinal_agreement import agreement, consensus
from declic_analysis.statistics.ordinal_distance import null_mean, wasserstein
from declic_analysis.statistics.proportions import newcombe_difference, wilson
from declic_analysis.vocabulary import GapMovement, GapStatus


@pytest.mark.parametrize(
    ("frequencies", "expected"),
    [
        ((30, 40, 210, 130, 530, 50, 10), 0.6113333),
        ((5, 0, 0, 0, 5), -1.0),
        ((0, 0, 0, 5, 5), 0.75),
        ((4, 4, 4, 4, 4), 0.0),
        ((0, 9, 0, 0, 0), 1.0),
        ((3, 0), 1.0),
        ((3, 3), 0.0),
    ],
)
def test_van_der_eijk(frequencies: tuple[int, ...], expected: float) -> None:
    """van der Eijk 2001, his worked example first."""
    assert agreement(frequencies) == pytest.approx(expected, abs=5e-8)


@pytest.mark.parametrize(
    ("frequencies", "expected"),
    [((5, 0, 0, 0, 5), 0.0), ((2, 2, 2, 2, 2), 0.4340), ((0, 0, 0, 5, 5), 0.8074), ((0, 0, 7, 0, 0), 1.0)],
)
def test_tastle_wierman(frequencies: tuple[int, ...], expected: float) -> None:
    assert consensus(frequencies) == pytest.approx(expected, abs=5e-5)


def test_nobody_answered() -> None:
    assert math.isnan(agreement([0, 0, 0])) and math.isnan(consensus([0, 0, 0]))
    found = wasserstein([0, 0], [3, 1], rng=np.random.default_rng(1))
    assert math.isnan(found.distance) and found.permutations == 0


def test_distance_is_scipys() -> None:
    first, second, levels = [3, 5, 8, 7, 3], [10, 20, 35, 30, 12], np.arange(1, 6)
    found = wasserstein(first, second, rng=np.random.default_rng(1), permutations=99)
    assert found.distance == pytest.approx(wasserstein_distance(levels, levels, first, second))
    assert found.excess == found.distance - found.null_mean


def test_null_mean_and_p_are_the_enumeration() -> None:
    """All ways to deal 9 answers out to a group of 4."""
    first, second = np.array([2, 1, 1]), np.array([0, 1, 4])
    answers, every = np.repeat([0, 1, 2], first + second), []
    for chosen in combinations(range(9), 4):
        inside = np.isin(np.arange(9), chosen)
        a, b = (np.bincount(answers[side], minlength=3) for side in (inside, ~inside))
        every.append(np.abs(np.cumsum(a / 4) - np.cumsum(b / 5)).sum())
    found = wasserstein(first, second, rng=np.random.default_rng(2), permutations=20_000)
    assert null_mean(first, second) == pytest.approx(np.mean(every))
    assert found.p == pytest.approx(np.mean(np.array(every) >= found.distance - 1e-9), abs=0.01)


def test_shrinking_groups_do_not_seem_to_diverge() -> None:
    """Raw distance of equal groups grows as they shrink (0.28 at 26 against 107); the excess stays near 0."""
    rng, share = np.random.default_rng(3), [0.1, 0.2, 0.3, 0.25, 0.15]
    for n, m, raw in ((26, 107, 0.28), (8, 26, 0.53)):
        drawn = [(rng.multinomial(n, share), rng.multinomial(m, share)) for _ in range(800)]
        found = np.array([np.abs(np.cumsum(a / n) - np.cumsum(b / m)).sum() for a, b in drawn])
        assert found.mean() == pytest.approx(raw, abs=0.03)
        assert found.mean() - np.mean([null_mean(a, b) for a, b in drawn]) == pytest.approx(0, abs=0.02)


def test_groups_on_other_scales_are_refused() -> None:
    with pytest.raises(ContractError):
        wasserstein([1, 2], [1, 2, 3], rng=np.random.default_rng(1))


def test_mover_of_wilson_is_newcombe() -> None:
    found = gaps.difference(wilson(56, 70), wilson(48, 80))
    expected = newcombe_difference((56, 70), (48, 80))
    assert found[:3] == pytest.approx(expected[:3])
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)  # Newcombe 1998, table II


def test_mean_difference_is_welchs() -> None:
    first, second = [3, 4, 5, 2, 4, np.nan], [1, 2, 5, 3, 3, 2, 4]
    found = gaps.mean_difference(first, second)
    expected = ttest_ind(first[:5], second, equal_var=False).confidence_interval()
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))
    for few in ([], [3.0]):
        assert math.isnan(gaps.mean_difference(few, second).low)
    assert math.isnan(gaps.mean_difference([3, 3], [3, 3]).low)


def test_a_sum_of_paired_shares_lies_between_0_and_2() -> None:
    found = gaps.paired_sum([1] * 8, [1] * 8)
    assert found.estimate == 2.0
    assert found.high == pytest.approx(2.0)
    assert 1.2 < found.low < 1.6
    assert math.isnan(gaps.paired_sum([], []).estimate)


def interval(low: float, high: float) -> Estimate:
    return Estimate((low + high) / 2, low, high, 0.95, 50, "t")


UP, DOWN, NOT = interval(0.1, 0.3), interval(-0.3, -0.1), interval(-0.1, 0.1)
TIGHT = interval(-0.05, 0.05)


@pytest.mark.parametrize(
    ("change", "total", "narrow", "status"),
    [
        (DOWN, UP, NOT, GapStatus.REDUCED),
        (UP, DOWN, NOT, GapStatus.REDUCED),
        (UP, UP, NOT, GapStatus.INCREASED),
        (DOWN, DOWN, NOT, GapStatus.INCREASED),
        (DOWN, NOT, NOT, GapStatus.UNCERTAIN),
        (NOT, UP, NOT, GapStatus.UNCERTAIN),
        (NOT, UP, TIGHT, GapStatus.STABLE),
    ],
)
def test_status(change: Estimate, total: Estimate, narrow: Estimate, status: GapStatus) -> None:
    assert gaps.gap_status(gaps.GapEvidence(change, narrow, total, NOT, NOT)) == status


@pytest.mark.parametrize(
    ("status", "total", "first", "second", "movement"),
    [
        (GapStatus.REDUCED, UP, DOWN, NOT, GapMovement.CONVERGENCE_DOWNWARD),
        (GapStatus.REDUCED, UP, NOT, UP, GapMovement.CONVERGENCE_UPWARD),
        (GapStatus.REDUCED, DOWN, UP, DOWN, GapMovement.CONVERGENCE_MUTUAL),
        (GapStatus.REDUCED, DOWN, NOT, DOWN, GapMovement.CONVERGENCE_DOWNWARD),
        (GapStatus.REDUCED, UP, NOT, NOT, GapMovement.CONVERGENCE),
        (GapStatus.INCREASED, UP, UP, NOT, GapMovement.DIVERGENCE_UPWARD),
        (GapStatus.INCREASED, UP, NOT, DOWN, GapMovement.DIVERGENCE_DOWNWARD),
        (GapStatus.STABLE, UP, DOWN, UP, GapMovement.NONE),
    ],
)
def test_movement_is_named_only_when_its_interval_says_so(
    status: GapStatus, total: Estimate, first: Estimate, second: Estimate, movement: GapMovement
) -> None:
    evidence = gaps.GapEvidence(NOT, NOT, total, first, second)
    assert gaps.gap_movement(evidence, status) == movement
    told = gaps.gap_movement(evidence, status, neutral=True)
    assert told in (GapMovement.CONVERGENCE, GapMovement.DIVERGENCE, GapMovement.NONE)


@pytest.mark.parametrize(("n", "m"), [(26, 107), (12, 50)])
def test_the_change_is_covered_and_few_gaps_are_said_to_close_that_do_not(n: int, m: int) -> None:
    """2 500 draws: 95 % ± 1; each claim at most 2.5 % where nothing moves."""
    case = bench.Case(bench.Group(n, 0.6, 0.6), bench.Group(m, 0.4, 0.4))
    found = bench.score(case, n=2500, rng=np.random.default_rng(4))
    assert found["covered"] >= 0.94
    assert found["reduced"] <= 0.025 and found["increased"] <= 0.025


@pytest.mark.parametrize(("n", "m", "p", "q"), [(8, 26, 0.5, 0.5), (26, 107, 0.9, 0.5), (50, 107, 0.1, 0.2)])
def test_newcombe_holds_its_promise(n: int, m: int, p: float, q: float) -> None:
    assert 0.94 <= newcombe_coverage(n, m, p, q) <= 0.97
