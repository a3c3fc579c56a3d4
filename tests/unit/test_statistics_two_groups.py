"""Brunner–Munzel, Cliff's delta, group comparison, attrition: published values, enumeration, refusals."""

from __future__ import annotations

import math
import warnings
from itertools import combinations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import brunnermunzel, ttest_ind
from scipy.stats import t as t_law

from declic_analysis.errors import ContractError
from declic_analysis.statistics import attrition, group_change, two_groups

# Pain scores of Brunner & Munzel 2000 (treatment Y, control N).
PAIN = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1]
CONTROL = [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]


def test_pain_of_the_original_paper() -> None:
    found = two_groups.brunner_munzel(PAIN, CONTROL, permutation_below=0, cautious=False)
    assert (found.statistic, found.df, found.p) == (
        pytest.approx(3.137467, abs=5e-7),
        pytest.approx(17.6828, abs=5e-5),
        pytest.approx(0.005786, abs=5e-7),
    )
    assert found.effect == pytest.approx(0.788961, abs=5e-7)
    assert found.method == "t"


def test_small_groups_are_permuted_exactly() -> None:
    """All ways to deal nine answers out to four people, with the statistic that scipy computes."""
    first, second = [1, 2, 2, 3], [2, 3, 4, 4, 5]
    everything = np.array(first + second)
    observed, reached = abs(brunnermunzel(first, second).statistic), 0
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # scipy's, at the separated table
        for chosen in combinations(range(9), 4):
            inside = np.isin(np.arange(9), chosen)
            found = brunnermunzel(everything[inside], everything[~inside]).statistic
            reached += not abs(found) < observed - 1e-9
    found = two_groups.brunner_munzel(first, second)
    assert found.method == "exact"
    assert found.p == pytest.approx(reached / math.comb(9, 4))


def test_separated_groups_have_an_exact_p() -> None:
    found = two_groups.brunner_munzel([1] * 20, [2] * 20)
    assert (found.statistic, found.method, found.effect) == (math.inf, "exact", 1.0)
    assert found.p == pytest.approx(2 / math.comb(40, 20))


def test_everybody_alike() -> None:
    found = two_groups.brunner_munzel([3] * 5, [3] * 6)
    assert (found.statistic, found.p, found.effect) == (0.0, 1.0, 0.5)


def test_too_many_tables_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = two_groups.brunner_munzel(PAIN, CONTROL)
    monkeypatch.setattr(two_groups, "MOST_TABLES", 1)
    drawn = two_groups.brunner_munzel(PAIN, CONTROL, rng=np.random.default_rng(1))
    assert (exact.method, drawn.method) == ("exact", "permutation")
    assert drawn.p == pytest.approx(exact.p, abs=0.003)
    assert two_groups.brunner_munzel(PAIN, CONTROL).method == "t"


@pytest.mark.parametrize("first", [[], [np.nan]])
def test_nobody_on_a_side(first: list[float]) -> None:
    assert two_groups.brunner_munzel(first, [1, 2]).method == "none"
    assert math.isnan(two_groups.cliff_interval(first, [1, 2]).estimate)


def test_cliff_counts_pairs_of_people() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.integers(1, 6, 30), rng.integers(1, 6, 21)
    expected = np.sign(b[None, :] - a[:, None]).mean()
    assert two_groups.cliff(a, b) == pytest.approx(expected)
    assert two_groups.cliff([1, 2], [3, 4]) == 1.0
    limits = two_groups.cliff_interval([1, 2, 1, 2, 1, 2], [4, 5, 4, 5, 4, 5])
    assert (limits.estimate, limits.high) == (1.0, 1.0)
    assert limits.low < 0.5


def test_rejects_five_percent_of_equal_groups() -> None:
    """Exact p of 8 against 10 people who answer alike: at most 5 % below 0.05, in 1 500 draws."""
    rng, share = np.random.default_rng(4), [0.1, 0.2, 0.4, 0.2, 0.1]
    p = [two_groups.brunner_munzel(rng.choice(5, 8, p=share), rng.choice(5, 10, p=share)).p for _ in range(1500)]
    assert np.mean(np.array(p) <= 0.05) <= 0.062


def test_did_is_the_difference_of_mean_changes() -> None:
    rng = np.random.default_rng(5)
    before, after, treated = rng.normal(size=40), rng.normal(size=40), np.repeat([0, 1], 20)
    found = group_change.difference_in_differences(before, after, treated)
    change = after - before
    expected = ttest_ind(change[treated == 1], change[treated == 0], equal_var=False)
    assert found.estimate == pytest.approx(change[treated == 1].mean() - change[treated == 0].mean())
    # Two groups of one size: HC2 is Welch's standard error.
    assert found.estimate / found.error == pytest.approx(expected.statistic)


def test_ancova_is_the_regression_of_statsmodels() -> None:
    rng = np.random.default_rng(6)
    before, treated = rng.normal(size=50), rng.integers(0, 2, 50)
    after = 0.6 * before + 0.5 * treated + rng.normal(size=50)
    found = group_change.ancova(before, after, treated)
    fit = sm.OLS(after, sm.add_constant(np.column_stack([treated, before]))).fit(cov_type="HC2", use_t=True)
    assert (found.estimate, found.error, found.p) == pytest.approx((fit.params[1], fit.bse[1], fit.pvalues[1]))
    assert (found.low, found.high) == pytest.approx(tuple(fit.conf_int()[1]))


@pytest.mark.parametrize("treated", [[1, 1, 1, 0], [0, 0, 0, 0], [1, 0, np.nan, np.nan]])
def test_a_group_of_one_has_no_interval(treated: list[float]) -> None:
    for method in (group_change.difference_in_differences, group_change.ancova):
        found = method([1, 2, 3, 4], [2, 2, 4, 4], treated)
        assert math.isnan(found.low) and math.isnan(found.p)


def test_group_refusals() -> None:
    with pytest.raises(ContractError):
        group_change.ancova([1, 2], [1, 2], [1, 2])
    with pytest.raises(ContractError):
        group_change.ancova([1, 2], [1, 2], [1])


def test_bounds_of_the_method_note() -> None:
    assert attrition.shift_bounds(8, 2, 20, n_missing=6) == pytest.approx((0.0, 0.4615), abs=5e-5)
    assert attrition.shift_bounds(8, 2, 20, n_missing=0) == pytest.approx((0.3, 0.3))
    assert math.isnan(attrition.shift_bounds(0, 0, 0, n_missing=0).low)
    with pytest.raises(ContractError):
        attrition.shift_bounds(8, 2, 9, n_missing=1)


def test_standardised_difference_by_hand() -> None:
    assert attrition.standardised_difference([1, 3], [2, 6]) == pytest.approx(-2 / math.sqrt(5))
    assert math.isnan(attrition.standardised_difference([1], [2, 3]))
    assert math.isnan(attrition.standardised_difference([2, 2], [2, 2]))


def test_weights_are_statsmodels_logistic() -> None:
    rng = np.random.default_rng(7)
    x = rng.normal(size=(400, 2))
    stayed = (rng.random(400) < 1 / (1 + np.exp(-0.3 - 1.2 * x[:, 0]))).astype(int)
    chances = sm.Logit(stayed, sm.add_constant(x)).fit(disp=0).predict()[stayed == 1]
    expected = 1 / np.maximum(chances, attrition.LEAST_CHANCE)
    found = attrition.stay_weights(x, stayed)
    assert found.weights == pytest.approx(expected / expected.mean())
    assert found.n_effective == pytest.approx(expected.sum() ** 2 / (expected**2).sum())
    assert found.n_trimmed == int((chances < attrition.LEAST_CHANCE).sum())
    assert found.method == "logistic"


def test_weights_mend_attrition_that_depends_on_what_was_known() -> None:
    """People low at first rise more and stay less: the plain mean of stayers is off, the weighted one is not."""
    rng = np.random.default_rng(8)
    x = rng.normal(size=6000)
    change = 0.5 - 0.5 * x + rng.normal(size=6000)
    stayed = (rng.random(6000) < 1 / (1 + np.exp(-x))).astype(int)
    weights = attrition.stay_weights(x[:, None], stayed)
    mean, error = attrition.weighted_mean(change[stayed == 1], weights.weights)
    assert change[stayed == 1].mean() < 0.35
    assert mean == pytest.approx(change.mean(), abs=3 * error)


@pytest.mark.parametrize(
    ("before", "stayed", "reason"),
    [
        ([[0.1], [0.2]], [1, 1], "everybody_stayed"),
        ([[0.1], [0.2], [0.3]], [1, 0, 1], "too_few"),
        ([[1.0]] * 40, [1, 0] * 20, "too_few"),
        ([[k / 40] for k in range(40)], [0] * 20 + [1] * 20, "separated"),
    ],
)
def test_no_weights_where_none_can_be_had(before: list[list[float]], stayed: list[int], reason: str) -> None:
    found = attrition.stay_weights(before, stayed)
    assert (found.method, found.reason) == ("none", reason)
    assert found.weights.tolist() == [1.0] * sum(stayed)


def test_regression_to_the_mean_of_two_noisy_answers() -> None:
    """Same level twice with noise, r = ½: the lowest half comes back half of its distance."""
    rng = np.random.default_rng(9)
    level = rng.normal(size=20_000)
    before, after = level + rng.normal(size=20_000), level + rng.normal(size=20_000)
    low = before < 0
    expected = attrition.expected_regression(before, after, low)
    assert (after - before)[low].mean() == pytest.approx(expected, abs=0.03)
    assert expected > 0.4
    assert math.isnan(attrition.expected_regression([3, 3, 3], [3, 3, 3], [True, False, False]))


def test_delta_by_cluster_of_people_who_came_alone_is_near_cliffs() -> None:
    rng = np.random.default_rng(8)
    first, second = rng.integers(1, 6, size=40).astype(float), rng.integers(2, 6, size=60).astype(float)
    alone = two_groups.cliff_interval(first, second)
    found = two_groups.cliff_by_cluster(
        two_groups.Grouped(first, np.arange(40)), two_groups.Grouped(second, np.arange(40, 100))
    )
    assert found is not None
    assert found.estimate[:3] == pytest.approx(alone[:3], abs=0.02)


def test_delta_by_cluster_needs_two_clusters_a_wave() -> None:
    first, second = np.array([1.0, 2, 3, 4]), np.array([2.0, 3, 4, 5])
    apart = two_groups.Grouped(second, np.array([1, 1, 2, 2]))
    assert two_groups.cliff_by_cluster(two_groups.Grouped(first, np.zeros(4, dtype=np.int64)), apart) is None
    assert two_groups.cliff_by_cluster(two_groups.Grouped(first, np.array([3, 3, 4, 4])), apart) is not None


def test_delta_by_cluster_is_wider_where_clusters_differ_and_narrower_where_they_are_shared() -> None:
    """Every person of a cluster answers alike; in the shared case the same clusters answer one level higher."""
    codes = np.repeat(np.arange(8), 6)
    first, second = 1.0 + codes % 4, 2.0 + codes % 4
    own = two_groups.cliff_by_cluster(two_groups.Grouped(first, codes), two_groups.Grouped(second, codes + 8))
    shared = two_groups.cliff_by_cluster(two_groups.Grouped(first, codes), two_groups.Grouped(second, codes))
    alone = two_groups.cliff_interval(first, second)
    assert own is not None
    assert shared is not None
    width = [one.high - one.low for one in (own.estimate, alone, shared.estimate)]
    assert width[0] > 1.5 * width[1]
    assert width[2] < width[0]


def test_all_answers_alike_have_p_one() -> None:
    for n in (8, 40):
        found = two_groups.brunner_munzel([3] * n, [3] * n)
        assert (found.p, found.statistic, found.method) == (1.0, 0.0, "exact")


@pytest.mark.parametrize(("groups", "p"), [(4, 2 / 2**4), (6, 2 / 2**6)])
def test_waves_that_stand_apart_are_judged_by_their_actions(groups: int, p: float) -> None:
    """The sign-flip of so many clusters: every action's people rose above everybody of before."""
    clusters = np.repeat(np.arange(groups), 5)
    found = two_groups.cliff_by_cluster(
        two_groups.Grouped(np.full(5 * groups, 2.0), clusters), two_groups.Grouped(np.full(5 * groups, 4.0), clusters)
    )
    assert found is not None and found.p == pytest.approx(p)
    assert found.estimate.low < two_groups.cliff_interval([2] * 5 * groups, [4] * 5 * groups).low


def test_actions_of_one_wave_only_are_dealt_out() -> None:
    first = two_groups.Grouped(np.full(15, 2.0), np.repeat([0, 1, 2], 5))
    found = two_groups.cliff_by_cluster(first, two_groups.Grouped(np.full(15, 4.0), np.repeat([3, 4, 5], 5)))
    assert found is not None and found.p == pytest.approx(2 / 20)


def test_one_wave_without_spread_is_still_clustered() -> None:
    clusters = np.repeat(np.arange(8), 5)
    last = two_groups.Grouped(np.repeat([2.0, 3.0, 4.0, 5.0] * 2, 5), clusters)
    found = two_groups.cliff_by_cluster(two_groups.Grouped(np.full(40, 3.0), clusters), last)
    assert found is not None and found.estimate.high - found.estimate.low > 0.3


def test_t_rests_on_the_smaller_group() -> None:
    """Published statistic and degrees of freedom, p on 10 of them: 2 (1 − T₁₀(3.137467))."""
    found = two_groups.brunner_munzel(PAIN, CONTROL, permutation_below=0)
    assert found.df == pytest.approx(17.6828, abs=5e-5)
    assert found.p == pytest.approx(2 * t_law.sf(3.137467, 10), abs=1e-6)
