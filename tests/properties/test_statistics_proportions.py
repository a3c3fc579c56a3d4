"""What must hold of an interval for a proportion whatever the counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from declic_analysis.statistics.proportions import jeffreys, newcombe_difference, wilson


@st.composite
def parts(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(1, 500))
    return draw(st.integers(0, n)), n


@pytest.mark.parametrize("method", [wilson, jeffreys])
@given(part=parts())
def test_interval_holds_the_share_and_mirrors(method: object, part: tuple[int, int]) -> None:
    x, n = part
    one, other = method(x, n), method(n - x, n)  # type: ignore[operator]
    assert 0 <= one.low <= one.estimate <= one.high <= 1
    assert (one.low, one.high) == pytest.approx((1 - other.high, 1 - other.low), abs=1e-9)


@given(parts(), parts())
def test_a_difference_stays_in_its_range(first: tuple[int, int], second: tuple[int, int]) -> None:
    interval = newcombe_difference(first, second)
    assert -1 - 1e-12 <= interval.low <= interval.estimate <= interval.high <= 1 + 1e-12
