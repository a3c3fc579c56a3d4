"""What must hold of the signed-rank test and the adjusted p whatever the changes."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from declic_analysis.statistics.signed_rank import rank_biserial, signed_rank

levels = st.lists(st.integers(-4, 4), max_size=60)
few = st.lists(st.integers(-3, 3), min_size=1, max_size=9)


@given(few, st.sampled_from(["pratt", "wilcoxon"]))
def test_equals_all_sign_flips(changes: list[int], zeros: str) -> None:
    kept = np.abs([c for c in changes if c or zeros == "pratt"])
    ranks = np.array([(kept < c).sum() + ((kept == c).sum() + 1) / 2 for c in kept])[kept > 0]
    signs = np.sign([c for c in changes if c])
    flips = np.array([abs(np.dot(ranks, flip)) for flip in product((-1, 1), repeat=len(ranks))])
    expected = np.mean(flips >= abs((ranks * signs).sum()) - 1e-9)
    assert signed_rank(changes, zeros=zeros).p == pytest.approx(expected, rel=1e-12)


@given(levels)
def test_turning_the_scale_changes_no_p(changes: list[int]) -> None:
    turned = [-c for c in changes]
    assert signed_rank(changes).p == signed_rank(turned).p
    assert rank_biserial(changes) == pytest.approx(-rank_biserial(turned), nan_ok=True)


@given(levels, st.randoms(use_true_random=False))
def test_order_does_not_matter(changes: list[int], chance: object) -> None:
    shuffled = list(changes)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert signed_rank(changes) == signed_rank(shuffled)


@given(levels)
def test_p_is_a_probability_and_biserial_a_correlation(changes: list[int]) -> None:
    assert 0 < signed_rank(changes).p <= 1
    if changes:
        assert -1 <= rank_biserial(changes) <= 1


@given(levels, st.integers(1, 30))
def test_dropped_zeros_leave_no_trace(changes: list[int], zeros: int) -> None:
    more = changes + [0] * zeros
    assert signed_rank(more, zeros="wilcoxon") == signed_rank(changes, zeros="wilcoxon")
