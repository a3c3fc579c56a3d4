"""Stratified comparison at its edges; the rule that says when a total and its strata disagree; Sato's interval."""

from __future__ import annotations

import numpy as np
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics.stratified import standardised_rate, stratified


def test_risk_difference_of_one_stratum_is_the_difference() -> None:
    """Where there is one stratum Sato's variance is that of the plain difference with pooled cross terms."""
    found = stratified(([56], [70]), ([48], [80]))
    assert found.risk_difference.estimate == pytest.approx(0.2)
    assert [found.risk_difference.low, found.risk_difference.high] == pytest.approx([0.0566, 0.3434], abs=2e-3)


def test_risk_difference_is_held_by_simulation() -> None:
    """Sato's interval holds the true difference in sparse strata (pairs of two and three people)."""
    rng, held = np.random.default_rng(5), []
    for _ in range(400):
        n, m = np.full(40, 2), np.full(40, 3)
        base = rng.uniform(0.1, 0.6, size=40)
        found = stratified((rng.binomial(n, base + 0.2), n), (rng.binomial(m, base), m)).risk_difference
        held.append(found.low <= 0.2 <= found.high)
    assert 0.92 <= np.mean(held) <= 0.98


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # Simpson: each stratum up by 10 points, the total down.
        (([9, 20], [10, 100]), ([80, 1], [100, 10]), "opposite"),
        (([5, 5], [10, 10]), ([3, 3], [10, 10]), "same"),
        (([5, 5], [10, 10]), ([5, 5], [10, 10]), "undecided"),
        # One large stratum carries total and common difference; two small ones point away.
        (([60, 1, 1], [100, 10, 10]), ([40, 2, 2], [100, 10, 10]), "opposite_in_most"),
        # Half of the strata is not most of them.
        (([60, 1], [100, 10]), ([40, 2], [100, 10]), "same"),
        (([5, 0], [10, 0]), ([0, 3], [0, 10]), "undecided"),
        (([0], [0]), ([3], [10]), "undecided"),
    ],
)
def test_direction(first: tuple[list[int], list[int]], second: tuple[list[int], list[int]], expected: str) -> None:
    found, turned = stratified(first, second), stratified(second, first)
    assert found.direction == turned.direction == expected
    assert found.n_opposite == turned.n_opposite


def test_nobody_to_compare() -> None:
    found = stratified(([5, 0], [10, 0]), ([0, 3], [0, 10]))
    assert found.n_strata == 0
    assert np.isnan([found.odds_ratio.estimate, found.risk_difference.low, found.independence.p]).all()
    assert np.isnan(found.homogeneity.p)


def test_no_success_at_all() -> None:
    found = stratified(([0, 0], [10, 8]), ([0, 0], [9, 7]))
    assert found.risk_difference.estimate == 0
    assert np.isnan(found.odds_ratio.estimate)
    assert np.isnan(found.independence.p)


def test_swapping_groups_turns_signs() -> None:
    a, b = (([5, 7], [10, 20]), ([3, 9], [12, 18]))
    found, turned = stratified(a, b), stratified(b, a)
    assert found.risk_difference.estimate == pytest.approx(-turned.risk_difference.estimate)
    assert found.risk_difference.low == pytest.approx(-turned.risk_difference.high)
    assert found.odds_ratio.low == pytest.approx(1 / turned.odds_ratio.high)
    assert found.homogeneity.p == pytest.approx(turned.homogeneity.p)


def test_standardised_rate() -> None:
    found = standardised_rate([1, 8], [10, 10], weights=[3, 1])
    assert found.estimate == pytest.approx(0.25 * 0.8 + 0.75 * 0.1)
    assert 0 < found.low < found.estimate < found.high < 1
    assert found.n == 20
    one = standardised_rate([3], [12], weights=[5])
    assert [one.low, one.high] == pytest.approx([0.0889, 0.5323], abs=1e-4)  # Wilson's own


def test_a_stratum_nobody_was_in_cannot_be_weighed() -> None:
    assert np.isnan(standardised_rate([1, 0], [10, 0], weights=[1, 1]).estimate)
    assert standardised_rate([1, 0], [10, 0], weights=[1, 0]).estimate == pytest.approx(0.1)


@pytest.mark.parametrize("weights", [[1], [1, -1], [0, 0]])
def test_weights_that_are_none(weights: list[float]) -> None:
    with pytest.raises(ContractError):
        standardised_rate([1, 2], [10, 10], weights=weights)


def test_lengths_that_differ() -> None:
    with pytest.raises(ContractError):
        stratified(([1, 2], [10, 10]), ([1], [10]))
