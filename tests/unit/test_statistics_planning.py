"""Power of the gate: enumerated where people are independent, simulated beside it where they come in groups."""

from __future__ import annotations

import math

import numpy as np
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics.clusters import sign_flip, sign_flip_p_values
from declic_analysis.statistics.detectable import smallest_detectable
from declic_analysis.statistics.planning import Campaign, gate_power, pairs_needed
from declic_analysis.statistics.verdict import gate_probability


def rng() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.mark.parametrize(("n", "moving"), [(26, 0.45), (50, 0.30), (107, 0.60)])
def test_pairs_needed_turns_the_smallest_detectable_change_round(n: int, moving: float) -> None:
    """The methods' table: 26 pairs see 37 points at 45 % moving, 50 see 22 at 30 %, 107 see 22 at 60 %."""
    shift = smallest_detectable(n, moving=moving)
    assert pairs_needed(Campaign(moving, shift), rng=rng()) <= n
    assert pairs_needed(Campaign(moving, shift - 0.02), rng=rng()) > n


def test_independent_people_are_enumerated() -> None:
    expected = gate_probability(107, moving=0.45, shift=0.20)
    assert gate_power(107, Campaign(0.45, 0.20), rng=rng()) == expected
    assert gate_power(107, Campaign(0.45, 0.20, mean_size=4, icc=0.0), rng=rng()) == expected


def test_simulated_power_without_likeness_is_near_the_enumerated_one() -> None:
    """An ICC of 0.0001 in 36 actions is nearly no clustering: only the t quantile and 2 000 draws tell them apart."""
    simulated = gate_power(107, Campaign(0.45, 0.20, mean_size=3, icc=0.0001), rng=rng())
    assert simulated == pytest.approx(gate_probability(107, moving=0.45, shift=0.20), abs=0.06)


def test_likeness_costs_at_least_the_design_effect() -> None:
    alone = pairs_needed(Campaign(0.45, 0.20), rng=rng())
    together = pairs_needed(Campaign(0.45, 0.20, mean_size=4, icc=0.10), rng=rng())
    assert 1.2 * alone < together < 1.7 * alone  # design effect 1.3, and t quantiles of few actions


def test_more_confirmatory_items_cost_pairs() -> None:
    one, five = (pairs_needed(Campaign(0.45, 0.20), rng=rng(), n_tests=k) for k in (1, 5))
    assert five > 1.3 * one


def test_the_simulated_null_respects_the_level() -> None:
    nearly_null = Campaign(0.45, 1e-9, mean_size=4, icc=0.10)
    assert gate_power(107, nearly_null, rng=rng(), draws=4000) < 0.035


def test_all_draws_at_once_equal_one_by_one() -> None:
    totals = rng().integers(-4, 5, size=(60, 9))
    one_by_one = [sign_flip(row).p if (row != 0).sum() >= 6 else 1.0 for row in totals]
    np.testing.assert_allclose(sign_flip_p_values(totals), one_by_one, atol=1e-12)
    wide = rng().integers(-3, 4, size=(8, 700)) + (rng().random((8, 700)) < 0.05)
    np.testing.assert_allclose(sign_flip_p_values(wide), [sign_flip(row).p for row in wide], atol=1e-12)
    assert sign_flip_p_values(totals[:0]).tolist() == [] and sign_flip_p_values(0 * totals[:2]).tolist() == [1.0, 1.0]


def test_a_change_out_of_reach_has_no_number_of_pairs() -> None:
    assert math.isnan(pairs_needed(Campaign(0.9, 0.01), rng=rng()))


def test_fewer_than_six_pairs_never_pass() -> None:
    assert gate_power(5, Campaign(0.9, 0.9), rng=rng()) == 0.0


@pytest.mark.parametrize(
    "campaign",
    [Campaign(0.3, 0.4), Campaign(0.3, 0.0), Campaign(1.2, 0.1), Campaign(0.3, 0.1, 0.5), Campaign(0.3, 0.1, 3, 1.0)],
)
def test_impossible_assumptions_are_refused(campaign: Campaign) -> None:
    with pytest.raises(ContractError):
        gate_power(50, campaign, rng=rng())
