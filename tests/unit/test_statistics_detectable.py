"""Smallest detectable change: the published table of the method notes, and a brute-force count."""

from __future__ import annotations

import math
from math import comb

import numpy as np
import pytest
from scipy.stats import multinomial

from declic_analysis.errors import ContractError
from declic_analysis.statistics.detectable import pairs_for_equivalence, smallest_delta, smallest_detectable
from declic_analysis.statistics.paired_proportions import sign_test, tango, tango_bounds

NONE = float("nan")


@pytest.mark.parametrize(
    ("n_pairs", "points"),
    [
        (0, (NONE, NONE, NONE)),
        (5, (NONE, NONE, NONE)),
        (8, (NONE, NONE, NONE)),
        (12, (NONE, NONE, 0.59)),
        (20, (NONE, 0.41, 0.48)),
        (26, (0.30, 0.37, 0.43)),
        (50, (0.22, 0.28, 0.32)),
        (107, (0.16, 0.19, 0.22)),
    ],
)
def test_table(n_pairs: int, points: tuple[float, ...]) -> None:
    found = [smallest_detectable(n_pairs, moving=moving) for moving in (0.30, 0.45, 0.60)]
    np.testing.assert_allclose(found, points)


def counted_power(n: int, *, moving: float, shift: float) -> float:
    """Every outcome of the trinomial, through the interval and the test themselves."""
    p_up, p_down = (moving + shift) / 2, (moving - shift) / 2
    return sum(
        comb(n, up) * comb(n - up, down) * p_up**up * p_down**down * (1 - moving) ** (n - up - down)
        for up in range(n + 1)
        for down in range(n + 1 - up)
        if up + down >= 6 and tango(up, down, n).low > 0 and sign_test(up, down) <= 0.05
    )


@pytest.mark.parametrize("n_pairs", [20, 26])
def test_one_point_less_has_too_little_power(n_pairs: int) -> None:
    found = smallest_detectable(n_pairs, moving=0.45)
    assert counted_power(n_pairs, moving=0.45, shift=found) >= 0.80
    assert counted_power(n_pairs, moving=0.45, shift=found - 0.01) < 0.80


def test_more_power_asks_for_a_larger_change() -> None:
    assert smallest_detectable(50, moving=0.45, power=0.9) > smallest_detectable(50, moving=0.45)


def test_a_change_never_exceeds_those_who_move() -> None:
    """Rounding up to a whole point stops at the share that moves: all of 31.5 % moving one way is 31.5 points."""
    found = [smallest_detectable(n, moving=0.315) for n in range(6, 60)]
    assert np.nanmax(found) <= 0.315


@pytest.mark.parametrize("moving", [0.0, 1.0, 30])
def test_moving_is_a_proportion(moving: float) -> None:
    with pytest.raises(ContractError, match="moving"):
        smallest_detectable(26, moving=moving)


@pytest.mark.parametrize(("n", "effect"), [(47, 2 / 3), (88, 0.6218)])
def test_two_groups_by_noether(n: int, effect: float) -> None:
    """Noether 1987: N = (1.96 + 0.8416)² / (12 · ½ · ½ · (p − ½)²); p = 2/3 needs 94.2 people in two equal groups."""
    assert 2 * n == pytest.approx(7.8489 / (3 * (effect - 0.5) ** 2), rel=0.01)
    assert smallest_delta(n, n) == pytest.approx(2 * effect - 1, abs=0.01)


@pytest.mark.parametrize(("n", "m"), [(0, 40), (1, 40), (3, 3)])
def test_few_people_could_show_no_gap(n: int, m: int) -> None:
    assert np.isnan(smallest_delta(n, m))


@pytest.mark.parametrize("moving", [0.30, 0.45, 0.60])
def test_pairs_to_call_a_change_negligible(moving: float) -> None:
    """Against Tango's 90 % interval itself, every outcome with its probability; z = 1.6449 + 1.2816."""
    n = pairs_for_equivalence(margin=0.10, moving=moving)
    assert n == math.ceil(moving * 8.5638 / 0.01)
    up, down = (side.ravel() for side in np.meshgrid(np.arange(n + 1), np.arange(n + 1)))
    up, down = up[up + down <= n], down[up + down <= n]
    chance = multinomial.pmf(np.column_stack([up, down, n - up - down]), n, [moving / 2, moving / 2, 1 - moving])
    likely = chance > 1e-9
    limits = tango_bounds(up[likely], down[likely], np.full(likely.sum(), n), confidence=0.90)
    inside = (limits.low > -0.10) & (limits.high < 0.10)
    assert chance[likely][inside].sum() == pytest.approx(0.80, abs=0.03)
