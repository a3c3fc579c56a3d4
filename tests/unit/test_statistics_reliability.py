"""Reliability where there is little or nothing to measure, and items that run against the others."""

from __future__ import annotations

import numpy as np
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics.one_factor import (
    congruence,
    loadings_of,
    minimum_residuals,
    omega_correlation,
    omega_total,
)
from declic_analysis.statistics.reliability import bootstrap_alpha, cronbach_alpha, item_analysis

# A textbook one-factor matrix: correlations are products of the loadings.
LOADINGS = np.array([0.9, 0.8, 0.7, 0.6])
EXACT = np.outer(LOADINGS, LOADINGS) + np.diag(1 - LOADINGS**2)


def with_moments(correlations: np.ndarray, *, n: int = 40) -> np.ndarray:
    """Scores whose sample correlations are exactly these."""
    raw = np.random.default_rng(5).normal(size=(n, len(correlations)))
    centred = raw - raw.mean(axis=0)
    white = centred @ np.linalg.inv(np.linalg.cholesky(np.cov(centred.T))).T
    return white @ np.linalg.cholesky(correlations).T


def test_a_perfect_factor_is_found() -> None:
    scores = with_moments(EXACT)
    omega = LOADINGS.sum() ** 2 / (LOADINGS.sum() ** 2 + (1 - LOADINGS**2).sum())
    found = loadings_of(scores)
    assert found is not None
    np.testing.assert_allclose(found, LOADINGS, atol=1e-8)
    assert omega_correlation(scores) == pytest.approx(omega, abs=1e-8)
    assert omega_total(scores).estimate == pytest.approx(omega, abs=1e-6)


def test_omega_is_alpha_when_items_are_alike() -> None:
    scores = with_moments(np.full((4, 4), 0.4) + 0.6 * np.eye(4))
    alpha = 4 * 0.4 / (1 + 3 * 0.4)  # Spearman–Brown
    assert cronbach_alpha(scores).estimate == pytest.approx(alpha)
    assert omega_total(scores).estimate == pytest.approx(alpha, abs=1e-7)
    np.testing.assert_allclose(item_analysis(scores).alpha_if_dropped, 3 * 0.4 / (1 + 2 * 0.4))


@pytest.mark.parametrize("turned", [[3], [1, 2], [0]])
def test_items_that_run_against_the_others_are_named(turned: list[int]) -> None:
    """Any half of the items may be turned: those of the minority are named, on a tie those unlike the first item."""
    scores = with_moments(EXACT, n=40)
    scores[:, turned] *= -1
    found = np.flatnonzero(item_analysis(scores).reversed).tolist()
    assert found == turned
    if turned == [1, 2]:
        assert cronbach_alpha(scores).estimate < 0.1


def test_a_weak_item_is_not_called_reversed() -> None:
    correlations = EXACT.copy()
    correlations[3, :3] = correlations[:3, 3] = -0.05
    assert not item_analysis(with_moments(correlations)).reversed.any()


def test_congruence() -> None:
    assert congruence(LOADINGS, 2 * LOADINGS) == pytest.approx(1)
    assert congruence(LOADINGS, -LOADINGS) == pytest.approx(-1)
    assert congruence(np.array([1.0, 0.0]), np.array([0.0, 1.0])) == 0


def test_own_variance_at_its_edge_has_no_interval() -> None:
    """A Heywood case: the correlations would ask for a loading above 1."""
    correlations = np.array([[1, 0.9, 0.8], [0.9, 1, 0.5], [0.8, 0.5, 1.0]])
    found = omega_total(with_moments(correlations))
    assert 0 < found.estimate < 1
    assert np.isnan([found.low, found.high]).all()
    assert not minimum_residuals(correlations).proper


LITTLE = {
    "nobody": np.zeros((0, 3)),
    "one person": np.ones((1, 3)),
    "two persons": np.array([[1.0, 2, 3], [2, 3, 5]]),
    "all the same": np.full((6, 3), 4.0),
    "one item": np.array([[1.0], [2], [3]]),
    "two items": np.array([[1.0, 2], [2, 3], [3, 3], [5, 4]]),
    "nobody complete": np.array([[1, np.nan, 2], [np.nan, 3, 4], [5, 1, np.nan]]),
    "one constant item": np.array([[1.0, 2, 5], [2, 3, 5], [3, 4, 5], [4, 1, 5], [1, 2, 5]]),
    "identical items": np.repeat([[1.0], [2], [4], [5], [2]], 3, axis=1),
}


@pytest.mark.parametrize("case", LITTLE)
def test_little_data_gives_empty_numbers_and_no_warning(case: str) -> None:
    scores = LITTLE[case]
    alpha = cronbach_alpha(scores)
    boot = bootstrap_alpha(scores, rng=np.random.default_rng(0), resamples=99)
    assert alpha.estimate == pytest.approx(boot.estimate, nan_ok=True)
    assert np.isnan(alpha.low) == np.isnan(alpha.estimate)
    omega_total(scores)
    assert len(item_analysis(scores).item_rest) == scores.shape[1]
    if case in {"nobody", "one person", "all the same", "one item", "nobody complete"}:
        assert np.isnan([alpha.estimate, boot.low, omega_total(scores).estimate, omega_correlation(scores)]).all()


def test_same_generator_same_interval() -> None:
    scores = with_moments(EXACT)
    first, second = (bootstrap_alpha(scores, rng=np.random.default_rng(4), resamples=499) for _ in range(2))
    assert first == second


def test_a_list_is_not_a_table() -> None:
    with pytest.raises(ContractError):
        cronbach_alpha([1, 2, 3])
