"""Exact signed-rank test and rank-biserial: goldens and edges. R's coin values are in tests/parity."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics import signed_rank as module
from declic_analysis.statistics.signed_rank import rank_biserial, signed_rank, signed_ranks


@pytest.mark.parametrize("unchanged", [9, 10, 40])
@pytest.mark.parametrize("zeros", ["pratt", "wilcoxon"])
def test_four_up_stay_at_an_eighth(unchanged: int, zeros: str) -> None:
    """The normal approximation gives 0.0455 at 10 unchanged: wrong."""
    assert signed_rank([1] * 4 + [0] * unchanged, zeros=zeros).p == pytest.approx(0.125)


def enumerated(changes: list[int]) -> float:
    """All sign flips of Pratt's ranks, one by one."""
    size = np.abs(changes)
    ranks = np.array([(size < s).sum() + ((size == s).sum() + 1) / 2 for s in size])[size > 0]
    observed = abs((ranks * np.sign([c for c in changes if c])).sum())
    flips = [abs(np.dot(ranks, signs)) for signs in product((-1, 1), repeat=len(ranks))]
    return float(np.mean([flip >= observed - 1e-9 for flip in flips]))


@pytest.mark.parametrize("changes", [[1, 1, -1, 2, 0, 3], [-2, -2, -1, 0, 0, 0, 1], [4], [1, -1], [5, 4, 3, 2, 1, -1]])
def test_equals_enumeration(changes: list[int]) -> None:
    assert signed_rank(changes).p == pytest.approx(enumerated(changes), rel=1e-13)


def test_rank_sums_are_those_of_the_moved_pairs() -> None:
    test = signed_rank([0, 0, 1, -1, 3])  # ranks 1.5, 1.5, 3.5, 3.5, 5
    assert (test.sum_up, test.sum_down, test.n_moved, test.method) == (8.5, 3.5, 3, "exact")
    dropped = signed_rank([0, 0, 1, -1, 3], zeros="wilcoxon")
    assert (dropped.sum_up, dropped.sum_down) == (4.5, 1.5)


@pytest.mark.parametrize("changes", [[], [0, 0, 0], [math.nan]])
def test_nothing_moved(changes: list[float]) -> None:
    assert signed_rank(changes).p == 1.0


def test_missing_changes_are_left_out() -> None:
    assert signed_rank([1, math.nan, 1, 2]) == signed_rank([1, 1, 2])


def test_hundreds_of_pairs_stay_exact() -> None:
    """Untied ranks: the variance of the exact sum is known, and at n = 500 the normal p is within 1 %."""
    changes = np.arange(1, 501) * np.where(np.arange(500) % 9 < 4, -1, 1)
    exact = signed_rank(changes)
    z = abs(exact.sum_up - exact.sum_down) / math.sqrt(500 * 501 * 1001 / 6)
    assert exact.method == "exact"
    assert exact.p == pytest.approx(math.erfc(z / math.sqrt(2)), rel=0.01)


def test_total_mass_of_the_largest_exact_case() -> None:
    """All ranks tied: the sum is a binomial, whose two-sided p at 450 of 1000 is known."""
    test = signed_rank([1] * 450 + [-1] * 550)
    log_terms = [
        math.lgamma(1001) - math.lgamma(k + 1) - math.lgamma(1001 - k) - 1000 * math.log(2) for k in range(451)
    ]
    assert test.p == pytest.approx(2 * sum(map(math.exp, log_terms)), rel=1e-9)


def test_beyond_the_exact_reach_it_says_normal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_EXACT", 3)
    assert signed_rank([1, 2, 3]).method == "exact"
    assert signed_rank([1, 2, 3, 4]).method == "normal"


def test_unknown_zeros_are_refused() -> None:
    with pytest.raises(ContractError, match="pratt, wilcoxon"):
        signed_rank([1], zeros="split")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [([1] * 4 + [0] * 40, 0.1717), ([1, 1], 1.0), ([-2, -3], -1.0), ([0, 0], 0.0), ([1, -1], 0.0)],
)
def test_rank_biserial(changes: list[int], expected: float) -> None:
    assert rank_biserial(changes) == pytest.approx(expected, abs=5e-5)


def test_rank_biserial_of_nobody() -> None:
    assert math.isnan(rank_biserial([]))


def test_signed_ranks_sum_to_up_less_down() -> None:
    changes = [2, 0, -1, 1, 3, 0, -1]
    test, ranks = signed_rank(changes), signed_ranks(changes)
    assert ranks.tolist() == [12, 0, -8, 8, 14, 0, -8]
    assert ranks.sum() == 2 * (test.sum_up - test.sum_down)
    with pytest.raises(ContractError):
        signed_ranks([1, math.nan])
