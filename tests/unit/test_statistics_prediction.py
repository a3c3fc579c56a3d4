"""Size rule held to published examples; calibration and the sum of chances held to a law that is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from declic_analysis.statistics.prediction import (
    calibrated,
    expected_total,
    fitted,
    needed_size,
    out_of_fold,
    reliability_groups,
)


@pytest.mark.parametrize(
    ("parameters", "share", "r_squared", "expected"),
    [
        (24, 0.174, 0.288, 662),  # Riley and others 2019, Chagas disease: at least 4.8 events a parameter
        (30, 0.47, 0.1845, 1308),  # R pmsampsize
        (1, 0.5, 0.3, 385),  # the overall share to ±0.05 decides
    ],
)
def test_size_rule(parameters: int, share: float, r_squared: float, expected: int) -> None:
    assert needed_size(parameters, share, r_squared=r_squared) == expected


def test_size_rule_assumes_a_modest_model_by_default() -> None:
    most = 1 - (0.3**0.3 * 0.7**0.7) ** 2
    assert needed_size(6, 0.3) == needed_size(6, 0.3, r_squared=0.15 * most)


def drawn(n: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    variables = np.column_stack([rng.random(n), rng.random(n) < 0.4]).astype(float)
    chances = expit(-1.4 + 1.2 * variables[:, 0] + 0.8 * variables[:, 1])
    return variables, (rng.random(n) < chances).astype(float), np.arange(n) // 2, chances


def test_coefficients_and_errors_are_those_of_statsmodels() -> None:
    import statsmodels.api as sm

    variables, outcome, group, _ = drawn(600, 1)
    fit = fitted(variables, outcome, group)
    own = sm.Logit(outcome, sm.add_constant(variables)).fit(
        disp=0, cov_type="cluster", cov_kwds={"groups": group, "use_correction": False}
    )
    assert fit is not None
    assert fit.coefficients == pytest.approx(own.params, abs=1e-4)
    assert fit.covariance * 299 / 300 == pytest.approx(own.cov_params(), rel=1e-3, abs=1e-6)


def test_calibration_of_the_true_chances_and_of_wrong_ones() -> None:
    _, outcome, group, chances = drawn(4000, 2)
    good = calibrated(outcome, chances, group)
    assert good.slope.low < 1 < good.slope.high and good.ratio == pytest.approx(1, abs=0.06)
    assert good.brier < good.brier_mean
    sure = calibrated(outcome, expit(2 * np.log(chances / (1 - chances))), group)
    assert sure.slope.estimate == pytest.approx(good.slope.estimate / 2, rel=0.01)


def test_nobody_is_predicted_by_a_model_that_saw_them() -> None:
    """What became of a person and of their other rows changes the chances of others, never their own."""
    variables, outcome, group, _ = drawn(200, 3)
    other = np.where(group == 7, 1 - outcome, outcome)
    both = [out_of_fold(variables, y, group, folds=5, rng=np.random.default_rng(9)) for y in (outcome, other)]
    assert both[0] is not None and both[1] is not None
    changed = both[0] != both[1]
    assert not changed[group == 7].any() and changed[group != 7].any()


def test_one_outcome_or_a_variable_without_bound_has_no_fit() -> None:
    variables, outcome, group, _ = drawn(100, 4)
    assert fitted(variables, np.ones(100), group) is None
    variables[:, 1] = outcome
    assert fitted(variables, outcome, group) is None
    assert out_of_fold(variables, outcome, group, folds=5, rng=np.random.default_rng(1)) is None


def test_groups_of_reliability_hold_enough_of_both_outcomes() -> None:
    _, outcome, _, chances = drawn(200, 5)
    group = reliability_groups(outcome, chances, groups=10, least=8)
    sizes = [(int(outcome[group == k].sum()), int((1 - outcome[group == k]).sum())) for k in range(group.max() + 1)]
    assert len(sizes) > 1 and min(min(pair) for pair in sizes) >= 8
    means = [chances[group == k].mean() for k in range(group.max() + 1)]
    assert means == sorted(means)


def test_the_interval_of_the_sum_holds_the_number_seen() -> None:
    """40 studies of 500 with 80 people to come: 95 % of the intervals should hold what comes."""
    hits = 0
    for seed in range(40):
        variables, outcome, group, _ = drawn(580, 100 + seed)
        fit = fitted(variables[:500], outcome[:500], group[:500])
        assert fit is not None
        total = expected_total(fit, variables[500:], rng=np.random.default_rng(seed), draws=400)
        hits += total.low <= outcome[500:].sum() <= total.high
        assert total.low <= total.estimate <= total.high
    assert hits >= 34  # fewer has a chance of 0.3 % at 95 % coverage
