"""Intervals of proportions: goldens of the method notes, edges, refusals. R's values are in tests/parity."""

from __future__ import annotations

import math

import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics.proportions import jeffreys, newcombe_difference, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (0, 26, 0.0, 0.1287),
        (3, 107, 0.0096, 0.0792),
        (1, 8, 0.0224, 0.4709),
        # Newcombe (1998), Table I, score method without continuity correction
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_goldens(successes: int, n: int, low: float, high: float) -> None:
    interval = wilson(successes, n)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)
    assert interval.estimate == successes / n


def test_jeffreys_golden() -> None:
    assert jeffreys(0, 26)[1:3] == pytest.approx((0.0, 0.0912), abs=5e-5)


@pytest.mark.parametrize("method", [wilson, jeffreys])
def test_the_edge_is_the_limit(method: object) -> None:
    assert method(0, 10).low == 0.0  # type: ignore[operator]
    assert method(10, 10).high == 1.0  # type: ignore[operator]


@pytest.mark.parametrize("method", [wilson, jeffreys])
def test_nobody_asked_has_no_share(method: object) -> None:
    nothing = method(0, 0)  # type: ignore[operator]
    assert all(math.isnan(x) for x in nothing[:3])
    assert nothing.n == 0


def test_newcombe_golden() -> None:
    difference = newcombe_difference((56, 70), (48, 80))
    assert difference[:3] == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert difference.n == 150


def test_newcombe_turns_with_its_sides() -> None:
    one, other = newcombe_difference((9, 10), (3, 10)), newcombe_difference((3, 10), (9, 10))
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))


def test_a_wider_confidence_is_wider() -> None:
    assert wilson(3, 10, confidence=0.99).low < wilson(3, 10).low


@pytest.mark.parametrize(("successes", "n"), [(-1, 10), (11, 10), (2.5, 10), (1, math.inf), (1, math.nan)])
def test_impossible_counts_are_refused(successes: float, n: float) -> None:
    with pytest.raises(ContractError):
        wilson(successes, n)  # type: ignore[arg-type]


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95])
def test_a_confidence_is_a_proportion(confidence: float) -> None:
    with pytest.raises(ContractError, match="confidence"):
        wilson(1, 10, confidence=confidence)
