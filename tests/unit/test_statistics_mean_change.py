"""Mean change: degenerate data, seeds, scipy's bootstrap. R's values are in tests/parity."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from declic_analysis.statistics import mean_change
from declic_analysis.statistics.mean_change import bca_interval, d_av, d_z, hedges_factor, t_interval

ONE_TO_FOUR = np.array([1.0, 2.0, 3.0, 4.0])


def test_t_interval_by_hand() -> None:
    estimate = t_interval(ONE_TO_FOUR)
    half = 3.182446305284263 * math.sqrt(5 / 3) / 2  # t(0.975, 3) × s / √n
    assert (estimate.estimate, estimate.low, estimate.high) == pytest.approx((2.5, 2.5 - half, 2.5 + half))
    assert (estimate.n, estimate.method) == (4, "t")


@pytest.mark.parametrize("changes", [[], [1.0], [0.0, 0.0, 0.0], [2.0, 2.0]])
def test_without_spread_there_is_no_interval(changes: list[float]) -> None:
    for estimate in (t_interval(changes), bca_interval(changes, rng=np.random.default_rng(0))):
        assert math.isnan(estimate.low)
        assert math.isnan(estimate.high)
    assert math.isnan(d_z(changes))
    assert math.isnan(d_av(changes, changes))


def test_missing_changes_are_left_out() -> None:
    assert t_interval([*ONE_TO_FOUR, math.nan]) == t_interval(ONE_TO_FOUR)
    assert d_av([1, 2, 4, 9], [2, 4, 4, math.nan]) == d_av([1, 2, 4], [2, 4, 4])


@pytest.mark.parametrize("seed", [0, 1])
def test_bca_agrees_with_scipy(seed: int) -> None:
    """Same bias correction with ties at half, so within Monte-Carlo noise: 4 % of the width."""
    changes = np.random.default_rng(7).integers(-2, 4, size=80)
    ours = bca_interval(changes, rng=np.random.default_rng(seed))
    theirs = stats.bootstrap(
        (changes,), np.mean, n_resamples=9999, method="BCa", rng=np.random.default_rng(seed)
    ).confidence_interval
    width = theirs.high - theirs.low
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.04 * width)


def test_bca_leans_with_the_skew() -> None:
    changes = np.r_[np.zeros(50), np.full(5, 4.0)]
    estimate = bca_interval(changes, rng=np.random.default_rng(3))
    assert estimate.high - estimate.estimate > estimate.estimate - estimate.low


def test_bca_is_what_its_generator_makes_it() -> None:
    changes = np.random.default_rng(7).integers(-2, 4, size=80)
    first, second = (bca_interval(changes, rng=np.random.default_rng(5)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("df", "factor"), [(2, 1 / math.sqrt(math.pi)), (9, 1.1739249035142 / 1.28455756259105), (1, math.nan)]
)
def test_hedges_factor(df: int, factor: float) -> None:
    """Γ(1) / (1 × Γ(½)) at 2; R's corrected over uncorrected d_z of the sleep data at 9."""
    assert hedges_factor(df) == pytest.approx(factor, rel=1e-12, nan_ok=True)


def test_effect_sizes_of_two_pairs_are_not_given() -> None:
    assert math.isnan(d_z([1.0, 2.0]))
    assert math.isnan(d_av([1.0, 2.0], [2.0, 4.0]))


def test_whole_numbers_are_resampled_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits of the exact bootstrap distribution against 200 000 draws; the seed does not matter."""
    changes = np.repeat([-2, -1, 0, 1, 2], [3, 8, 20, 15, 6])
    exact, again = (bca_interval(changes, rng=np.random.default_rng(seed)) for seed in (1, 2))
    assert exact == again
    monkeypatch.setattr(mean_change, "WIDEST", 1)
    drawn = bca_interval(changes, rng=np.random.default_rng(3), resamples=200_000)
    assert (exact.low, exact.high) == pytest.approx((drawn.low, drawn.high), abs=1.01 / len(changes))


def test_other_numbers_are_drawn() -> None:
    changes = np.random.default_rng(4).normal(0.3, 1, 60)
    one, other = (bca_interval(changes, rng=np.random.default_rng(seed)) for seed in (1, 2))
    assert one != other
    assert one.low == pytest.approx(other.low, abs=0.03)
