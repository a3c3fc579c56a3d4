"""Rates of small groups: edges, order, and the posterior against a sum over a fine grid."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta, betabinom

from declic_analysis.errors import ContractError
from declic_analysis.statistics.beta_binomial import fit_beta_binomial, log_likelihood, pooled_rates, posterior


def brute(x: list[int], n: list[int], *, rate: float) -> tuple[float, float]:
    """Posterior mean of the first group's rate, and probability that it lies under `rate`: midpoints, scipy's laws."""
    mid = (np.arange(300) + 0.5) / 300
    mu, rho = (side.ravel() for side in np.meshgrid(mid, mid))
    a, b = mu * (1 / rho - 1), (1 - mu) * (1 / rho - 1)
    weight = np.exp(sum(betabinom.logpmf(k, m, a, b) for k, m in zip(x, n, strict=True)))
    weight /= weight.sum()
    own = beta(a + x[0], b + n[0] - x[0])
    return float(own.mean() @ weight), float(own.cdf(rate) @ weight)


@pytest.mark.parametrize(("x", "n"), [([3, 22, 15], [12, 41, 30]), ([1, 5], [8, 26]), ([3], [12])])
def test_against_a_fine_grid(x: list[int], n: list[int]) -> None:
    found = pooled_rates(x, n)
    mean, under = brute(x, n, rate=float(found.low[0]))
    assert found.mean[0] == pytest.approx(mean, abs=2e-4)
    assert under == pytest.approx(0.025, abs=1e-3)


def test_edges() -> None:
    none, all_of_them = pooled_rates([0, 0, 0], [8, 20, 30]), pooled_rates([8, 20, 30], [8, 20, 30])
    assert none.low == pytest.approx([0, 0, 0], abs=1e-6)
    assert (none.high > 0.01).all()
    assert all_of_them.high == pytest.approx(1 - none.low)
    assert all_of_them.mean == pytest.approx(1 - none.mean)


def test_a_group_without_anybody_is_what_the_others_say_of_a_new_one() -> None:
    with_it, without = pooled_rates([3, 22, 15, 0], [12, 41, 30, 0]), pooled_rates([3, 22, 15], [12, 41, 30])
    assert np.isnan(with_it.raw[3])
    assert with_it.mean[3] == pytest.approx(without.mu, abs=1e-9)
    assert with_it.mean[:3] == pytest.approx(without.mean)
    assert with_it.high[3] - with_it.low[3] > (without.high - without.low).max()


def test_nothing_known_gives_the_whole_line() -> None:
    found = pooled_rates([0], [0])
    assert found.mean[0] == pytest.approx(0.5)
    assert (found.low[0], found.high[0]) == pytest.approx((0, 1), abs=1e-3)


def test_order_and_repetition_change_nothing() -> None:
    first, second = pooled_rates([3, 22, 3], [12, 41, 12]), pooled_rates([22, 3, 3], [41, 12, 12])
    assert first.mean[[1, 0, 2]] == pytest.approx(second.mean)
    assert first.low[0] == first.low[2]


def test_small_groups_move_furthest() -> None:
    found = pooled_rates([0, 30, 30], [5, 100, 100])
    assert found.mean[0] - found.raw[0] > 10 * abs(found.mean[1] - found.raw[1])


def test_probability_under_a_rate_and_its_quantile_agree() -> None:
    found = posterior([3, 22, 15], [12, 41, 30])
    assert found.below(found.quantile(0.3)) == pytest.approx([0.3] * 3, abs=1e-5)


def test_no_spread_is_said() -> None:
    alike = fit_beta_binomial([5, 5, 5], [10, 10, 10])
    assert (alike.boundary, alike.rho, alike.mu) == (True, 0.0, 0.5)
    assert alike.log_likelihood == pytest.approx(3 * np.log(252 / 1024))
    assert fit_beta_binomial([0, 0], [4, 5]).boundary
    apart = fit_beta_binomial([0, 30], [30, 30])
    assert apart.rho == pytest.approx(1, abs=1e-6)


def test_likelihood_is_scipys() -> None:
    ours = log_likelihood([3, 22], [12, 41], mu=0.4, rho=0.1)
    assert ours == pytest.approx(betabinom.logpmf([3, 22], [12, 41], 3.6, 5.4).sum())


@pytest.mark.parametrize(("x", "n"), [([], []), ([3], [2]), ([-1], [2]), ([0.5], [2])])
def test_what_is_refused(x: list[float], n: list[float]) -> None:
    with pytest.raises(ContractError):
        pooled_rates(x, n)
