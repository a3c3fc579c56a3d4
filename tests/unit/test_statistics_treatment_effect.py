"""Comparison of two groups: published values, known truth recovered, refusals by name."""

from __future__ import annotations

import math

import numpy as np
import pytest
import statsmodels.api as sm

from declic_analysis.errors import ContractError
from declic_analysis.statistics.balance import effective_number, mean_differences, overlap
from declic_analysis.statistics.logistic import logistic_coefficients
from declic_analysis.statistics.sensitivity import e_value
from declic_analysis.statistics.treatment_crossfit import crossfitted
from declic_analysis.statistics.treatment_effect import Effect, difference, doubly_robust, weighted
from declic_analysis.vocabulary import EffectOutcome

EFFECT = 0.20


def drawn(seed: int, *, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hired or not, group, two characteristics: both make taking part and being hired likelier."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, 2))
    treated = (rng.random(n) < 1 / (1 + np.exp(-0.8 * x.sum(axis=1)))).astype(float)
    base = 0.3 + 0.1 * np.tanh(x.sum(axis=1))
    return (rng.random(n) < base + EFFECT * treated).astype(float), treated, x


@pytest.mark.parametrize(
    ("ratio", "low", "high", "expected"),
    [
        (10.73, 8.02, 14.36, (20.94777, 15.52336)),  # vignette of R's EValue, Hammond & Horn
        (3.9, 1.8, 8.7, (7.263, 3.0)),  # VanderWeele & Ding 2017, Victora
        (0.80, 0.71, 0.91, (1.809, 1.429)),  # the same, protective
        (1.2, 0.9, 1.6, (1.69, 1.0)),  # an interval that holds 1
        (1.0, 1.0, 1.0, (1.0, 1.0)),
    ],
)
def test_e_values(ratio: float, low: float, high: float, expected: tuple[float, float]) -> None:
    assert tuple(e_value(ratio, low=low, high=high)) == pytest.approx(expected, abs=0.0005)


@pytest.mark.parametrize("ratio", [0.0, -1.0, math.nan, math.inf])
def test_no_e_value_of_no_ratio(ratio: float) -> None:
    assert all(math.isnan(part) for part in e_value(ratio, low=0.5, high=2.0))


def test_logistic_regression_equals_statsmodels() -> None:
    _, treated, x = drawn(1, n=200)
    design = np.column_stack([np.ones(200), x])
    found = logistic_coefficients(design, treated)
    assert found == pytest.approx(sm.Logit(treated, design).fit(disp=0).params, abs=1e-6)


def test_known_truth_is_recovered_and_the_raw_difference_misses_it() -> None:
    y, treated, x = drawn(3, n=4000)
    assert not difference(y, treated).low <= EFFECT <= difference(y, treated).high
    for found in (weighted(y, treated, x), doubly_robust(y, treated, x), fitted(y, treated, x)):
        assert found.low <= EFFECT <= found.high
        assert found.ratio_low < found.ratio < found.ratio_high
        assert found.high - found.low < 0.15


def fitted(y: np.ndarray, treated: np.ndarray, x: np.ndarray) -> Effect:
    return crossfitted(y, treated, x, rng=np.random.default_rng(0), splits=1)


def test_doubly_robust_is_right_where_weights_alone_are_wrong() -> None:
    """The outcome follows x; the design shows x² too late for the odds: the regression repairs it."""
    rng = np.random.default_rng(5)
    x = rng.standard_normal(4000)
    treated = (rng.random(4000) < 1 / (1 + np.exp(-x + 0.7 * x**2))).astype(float)
    y = 2 * x + treated + 0.1 * rng.standard_normal(4000)
    found, wrong = doubly_robust(y, treated, x), weighted(y, treated, x)
    assert found.estimate == pytest.approx(1.0, abs=0.03)
    assert abs(wrong.estimate - 1.0) > 0.2


@pytest.mark.parametrize("method", [weighted, doubly_robust, fitted])
@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("four controls", EffectOutcome.TOO_FEW),
        ("nobody hired", EffectOutcome.NO_VARIATION),
        ("a constant", EffectOutcome.NO_COVARIATES),
        ("seven variables for 30", EffectOutcome.TOO_MANY_COVARIATES),
        ("groups apart", EffectOutcome.SEPARATED),
        ("nearly apart", EffectOutcome.NO_OVERLAP),
    ],
)
def test_refusals_have_names_and_no_number(method, told: str, expected: EffectOutcome) -> None:
    found = method(*_case(told))
    assert found.outcome == expected
    assert all(math.isnan(part) for part in (found.estimate, found.error, found.low, found.high, found.p, found.ratio))


def _case(told: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(11)
    treated = np.repeat([1.0, 0.0], 30)
    y, x = (rng.random(60) < 0.5).astype(float), rng.standard_normal((60, 1))
    if told == "four controls":
        return y[:34], treated[:34], x[:34]
    if told == "seven variables for 30":
        return y, treated, rng.standard_normal((60, 7))
    cases = {
        "nobody hired": (0 * y, treated, x),
        "a constant": (y, treated, 0 * x),
        "groups apart": (y, treated, x + 10 * treated[:, None]),
        "nearly apart": (y, treated, x + 2.6 * treated[:, None]),
    }
    return cases[told]


def test_people_without_outcome_or_group_are_left_out() -> None:
    y, treated, x = drawn(2, n=300)
    longer = [np.append(y, [np.nan, 1.0]), np.append(treated, [1.0, np.nan]), np.vstack([x, x[:2]])]
    assert weighted(*longer) == weighted(y, treated, x)


@pytest.mark.parametrize("treated", [[1, 0, 2], [1, 0]])
def test_a_group_is_one_or_nought_for_each_person(treated: list[int]) -> None:
    with pytest.raises(ContractError):
        difference([1.0, 0.0, 1.0], treated)


def test_overlap_and_effective_number() -> None:
    found = overlap([0.1, 0.5, 0.9, 0.2, 0.6], [1, 1, 1, 0, 0], bins=5)
    assert found.outside == pytest.approx(2 / 3)
    assert found.n_treated.sum() + found.n_control.sum() == 5
    assert effective_number([1, 1, 1, 1]) == 4
    assert effective_number([3, 1]) == pytest.approx(16 / 10)
    assert effective_number([0, 0]) == 0


def test_weights_balance_the_means() -> None:
    """Weights of 2 and 1 bring the controls' mean of (0, 1) to 1/3: that of the treated."""
    x, treated = np.array([[0.0], [0.0], [1.0], [0.0], [1.0]]), np.array([1, 1, 1, 0, 0])
    assert mean_differences(x, treated, np.array([1, 1, 1, 2, 1]))[0] == pytest.approx(0)
    assert mean_differences(x, treated)[0] == pytest.approx((1 / 3 - 1 / 2) / math.sqrt(2 / 9))
