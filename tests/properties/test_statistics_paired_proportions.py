"""What must hold of Tango's interval and of the sign test whatever the counts."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from declic_analysis.statistics.paired_proportions import mcnemar, sign_test, tango

Z = NormalDist().inv_cdf(0.975)


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int, int]:
    up, down, same = (draw(st.integers(0, 200)) for _ in range(3))
    return up, down, max(1, up + down + same)


@given(counts())
def test_the_interval_holds_the_estimate(case: tuple[int, int, int]) -> None:
    interval = tango(*case)
    assert -1 <= interval.low <= interval.estimate <= interval.high <= 1


@given(counts())
def test_turning_the_scale_turns_the_interval(case: tuple[int, int, int]) -> None:
    up, down, pairs = case
    one, other = tango(up, down, pairs), tango(down, up, pairs)
    assert (one.low, one.high) == (-other.high, -other.low)


@given(counts())
def test_more_confidence_is_wider(case: tuple[int, int, int]) -> None:
    narrow, wide = tango(*case, confidence=0.90), tango(*case)
    assert wide.low <= narrow.low
    assert narrow.high <= wide.high


@given(counts())
def test_zero_is_excluded_when_mcnemars_z_says_so(case: tuple[int, int, int]) -> None:
    up, down, pairs = case
    z = (up - down) / math.sqrt(up + down) if up + down else 0.0
    interval = tango(up, down, pairs)
    assert (interval.low > 0, interval.high < 0) == (z > Z, z < -Z)


def score(shift: float, up: int, down: int, pairs: int) -> float:
    """Tango's statistic with the constrained likelihood maximised on a grid: no formula in common with the module."""
    grid = np.linspace(max(0.0, -shift), (1 - shift) / 2, 200_001)[1:-1]
    terms = up * np.log(grid + shift) if up else np.zeros_like(grid)
    terms = terms + (down * np.log(grid) if down else 0.0)
    share_down = grid[np.argmax(terms + (pairs - up - down) * np.log1p(-shift - 2 * grid))]
    return (up - down - pairs * shift) / math.sqrt(pairs * (2 * share_down + shift * (1 - shift)))


@pytest.mark.parametrize("case", [(5, 2, 30), (45, 15, 107), (1, 7, 21), (3, 3, 9), (150, 86, 1600)])
def test_the_limits_solve_the_score_equation(case: tuple[int, int, int]) -> None:
    interval = tango(*case)
    assert score(interval.low, *case) == pytest.approx(Z, abs=1e-4)
    assert score(interval.high, *case) == pytest.approx(-Z, abs=1e-4)


@given(st.integers(0, 300), st.integers(0, 300))
def test_sign_test_is_a_binomial_tail(up: int, down: int) -> None:
    moved = up + down
    tail = sum(math.comb(moved, k) for k in range(min(up, down) + 1))
    assert sign_test(up, down) == pytest.approx(min(1.0, 2 * tail / 2**moved), rel=1e-10)
    assert mcnemar(up, down).exact == sign_test(up, down)
    assert mcnemar(up, down).mid <= mcnemar(up, down).exact
