"""Tango's interval, the exact sign test, McNemar: goldens, edges, refusals."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics.paired_proportions import mcnemar, sign_p_values, sign_test, tango, tango_bounds


@pytest.mark.parametrize(
    ("up", "down", "pairs", "low", "high"),
    [
        (1, 7, 21, -0.517232, -0.026003),
        (150, 86, 1600, 0.021362, 0.058998),
        (45, 15, 107, 0.143338, 0.406247),
    ],
)
def test_tango_goldens(up: int, down: int, pairs: int, low: float, high: float) -> None:
    interval = tango(up, down, pairs)
    assert interval.estimate == pytest.approx((up - down) / pairs)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-7)


def test_tango_four_up_of_44() -> None:
    assert tango(4, 0, 44)[1:3] == pytest.approx((0.0033, 0.2116), abs=5e-5)


@pytest.mark.parametrize(("pairs", "limit"), [(8, 0.324), (26, 0.129), (44, 0.080)])
def test_nobody_moved_still_has_an_interval(pairs: int, limit: float) -> None:
    interval = tango(0, 0, pairs)
    assert (interval.low, interval.high) == pytest.approx((-limit, limit), abs=5e-4)
    z2 = NormalDist().inv_cdf(0.975) ** 2  # closed form of the score equation without a move: z² / (n + z²)
    assert interval.high == pytest.approx(z2 / (pairs + z2), abs=1e-12)


@pytest.mark.parametrize("pairs", [1, 2, 8, 1000])
def test_everybody_rose(pairs: int) -> None:
    interval = tango(pairs, 0, pairs)
    z2 = NormalDist().inv_cdf(0.975) ** 2  # closed form without a fall: (n − z²) / (n + z²)
    assert interval.high == 1.0
    assert interval.low == pytest.approx((pairs - z2) / (pairs + z2), abs=1e-12)
    assert tango(0, pairs, pairs)[1:3] == pytest.approx((-1.0, -interval.low))


def test_no_pair_no_number() -> None:
    assert all(math.isnan(x) for x in tango(0, 0, 0)[:3])


def test_arrays_equal_scalars() -> None:
    up, down, pairs = np.array([1, 0, 45, 0]), np.array([7, 0, 15, 0]), np.array([21, 8, 107, 0])
    bounds = tango_bounds(up, down, pairs, confidence=0.9)
    for k in range(4):
        one = tango(int(up[k]), int(down[k]), int(pairs[k]), confidence=0.9)
        np.testing.assert_array_equal([bounds.low[k], bounds.high[k]], [one.low, one.high])


@pytest.mark.parametrize(("up", "down", "pairs"), [(5, 4, 8), (-1, 0, 8), (0.5, 0, 8)])
def test_more_moves_than_pairs_are_refused(up: float, down: float, pairs: int) -> None:
    with pytest.raises(ContractError):
        tango_bounds(up, down, pairs)


@pytest.mark.parametrize(
    ("up", "down", "p"),
    [(4, 0, 0.125), (5, 0, 0.0625), (6, 0, 0.03125), (0, 6, 0.03125), (3, 3, 1.0), (0, 0, 1.0), (9, 1, 22 / 1024)],
)
def test_sign_test(up: int, down: int, p: float) -> None:
    assert sign_test(up, down) == pytest.approx(p, rel=1e-14)


def test_sign_test_on_arrays() -> None:
    np.testing.assert_allclose(sign_p_values([4, 5], 0), [0.125, 0.0625], rtol=1e-14)


@pytest.mark.parametrize(
    ("gained", "lost", "exact", "mid"),
    [(6, 0, 2 / 64, 1 / 64), (0, 0, 1.0, 1.0), (2, 2, 1.0, 1.0), (1, 4, 12 / 32, 7 / 32)],
)
def test_mcnemar(gained: int, lost: int, exact: float, mid: float) -> None:
    assert mcnemar(gained, lost) == pytest.approx((exact, mid), rel=1e-14)
