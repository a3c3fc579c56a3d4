"""Groups drawn towards their common mean, and the test of whether they differ."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics.group_permutation import group_test
from declic_analysis.statistics.hierarchical_means import hierarchical_means

# Rubin 1981; quantiles 2.5, 50 and 97.5 % as printed in Bayesian Data Analysis, table 5.3 (200 draws, whole numbers).
SCHOOLS = [28, 8, -3, 7, -1, 1, 18, 12]
ERRORS = [15, 10, 16, 11, 9, 11, 10, 18]
PRINTED_LOW = [-2, -5, -11, -7, -9, -7, -1, -6]
PRINTED_HIGH = [31, 23, 19, 21, 18, 28, 26, 33]


def test_eight_schools() -> None:
    found = hierarchical_means(SCHOOLS, ERRORS, limit=200)
    assert found.centre == pytest.approx(8, abs=0.3)
    assert found.spread == pytest.approx(6.6, abs=0.3)  # posterior mean of the spread in rstan's own example
    np.testing.assert_allclose(found.mean, [11.4, 7.9, 6.1, 7.7, 5.1, 6.1, 10.7, 8.5], atol=0.4)
    # The printed quantiles come from 200 draws: they are not surer than this.
    assert np.abs(found.low - PRINTED_LOW).mean() < 2
    assert np.abs(found.high - PRINTED_HIGH).mean() < 3
    assert (found.low < found.mean).all() and (found.mean < found.high).all()


def test_strata_have_their_own_centres_and_one_spread() -> None:
    """Against a grid over both centres and the spread, written out: prior flat, no formula of the module in it."""
    value, error = np.array([0.5, -0.1, 0.3, -0.4, 0.2]), np.array([0.2, 0.3, 0.25, 0.15, 0.4])
    stratum, limit = np.array([0, 0, 0, 1, 1]), 0.5
    found = hierarchical_means(value, error, limit=limit, strata=list("aaabb"))
    centre = np.linspace(-2.5, 2.5, 161)
    spread = (np.arange(80) + 0.5) / 80 * limit
    first, second, tau = np.meshgrid(centre, centre, spread, indexing="ij")
    posterior, means = np.ones_like(tau), []
    for place, group in enumerate(stratum):
        middle, total = (first, second)[group], error[place] ** 2 + tau**2
        posterior *= np.exp(-((value[place] - middle) ** 2) / (2 * total)) / np.sqrt(total)
        means.append((value[place] * tau**2 + middle * error[place] ** 2) / total)
    posterior /= posterior.sum()
    np.testing.assert_allclose(found.mean, [(posterior * mean).sum() for mean in means], atol=2e-4)
    np.testing.assert_allclose(found.spread, (posterior * tau).sum(), atol=1e-4)
    np.testing.assert_allclose(found.centre[[0, 4]], [(posterior * first).sum(), (posterior * second).sum()], atol=5e-4)


def test_a_stratum_of_one_group_keeps_its_own_estimate() -> None:
    found = hierarchical_means([0.5, 0.1, 0.3], [0.2, 0.2, 0.1], limit=0.5, strata=["a", "a", "b"])
    assert found.mean[2] == pytest.approx(0.3)
    assert [found.low[2], found.high[2]] == pytest.approx([0.3 - 0.196, 0.3 + 0.196], abs=1e-4)
    assert np.isnan(hierarchical_means([0.5, 0.1], [0.2, 0.2], limit=0.5, strata=["a", "b"]).mean).all()
    with pytest.raises(ContractError):
        hierarchical_means([0.5, 0.1], [0.2, 0.2], limit=0.5, strata=["a"])


def test_the_interval_counts_the_unsure_spread() -> None:
    found = hierarchical_means(SCHOOLS, ERRORS, limit=200)
    plug_in = 1.96 / np.sqrt(np.sum(1 / np.square(ERRORS)))  # complete pooling: the spread taken as 0
    assert ((found.high - found.low) / 2 > 1.3 * plug_in).all()


def test_far_groups_with_small_errors_keep_their_own() -> None:
    found = hierarchical_means([-0.9, 0.9], [0.01, 0.01], limit=1)
    np.testing.assert_allclose(found.mean, [-0.9, 0.9], atol=0.01)


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_to_draw_towards(n: int) -> None:
    assert np.isnan(hierarchical_means([0.1] * n, [0.1] * n, limit=1).mean).all()


@pytest.mark.parametrize("errors", [[0.0, 1.0], [1.0], [np.nan, 1.0]])
def test_unusable_errors_are_refused(errors: list[float]) -> None:
    with pytest.raises(ContractError):
        hierarchical_means([0.0, 1.0], errors, limit=1)


def test_exact_as_enumerated() -> None:
    values, first = np.array([1, 1, 1, 0, 0, -1, -1, 0.0]), 3
    found = group_test(values, np.arange(8) < first, rng=np.random.default_rng(1))
    seen = abs(values[:first].mean() - values.mean())
    truth = np.mean([abs(values[list(c)].mean() - values.mean()) >= seen - 1e-9 for c in combinations(range(8), first)])
    assert found.exact and found.dealt == "persons" and found.p == pytest.approx(truth)


def test_whole_actions_are_dealt_out_where_each_lies_in_one_group() -> None:
    values = np.repeat([1.0, 1, 0, 0], 10)
    groups, actions = np.repeat(["a", "a", "b", "b"], 10), np.repeat([1, 2, 3, 4], 10)
    found = group_test(values, groups, clusters=actions, rng=np.random.default_rng(1))
    assert (found.dealt, found.exact, found.n_deals) == ("clusters", True, 6)
    assert found.p == pytest.approx(2 / 6)  # 40 people, but four actions


def test_a_difference_between_actions_is_no_difference_between_groups() -> None:
    values = np.repeat([1.0, 0.0], 20)
    groups = np.r_[np.repeat(["a", "b"], [15, 5]), np.repeat(["a", "b"], [5, 15])]
    rng = np.random.default_rng(1)
    apart = group_test(values, groups, rng=rng)
    within = group_test(values, groups, clusters=np.repeat([1, 2], 20), rng=rng)
    assert apart.p < 0.01
    assert within.dealt == "within_clusters" and within.p == 1


def test_false_alarms_of_the_test_stay_at_their_level() -> None:
    rng = np.random.default_rng(5)
    p = [group_test(rng.integers(-1, 2, 26), np.arange(26) % 3, rng=rng, draws=199).p for _ in range(300)]
    assert np.mean(np.array(p) <= 0.05) < 0.09


def test_one_group_has_no_test() -> None:
    assert np.isnan(group_test([1.0, 0.0], ["a", "a"], rng=np.random.default_rng(1)).p)
