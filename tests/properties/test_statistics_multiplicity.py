"""What must hold of adjusted p and of proportions whatever the numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from declic_analysis.statistics.multiplicity import benjamini_hochberg, holm

p_values = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@given(p_values)
def test_raw_then_bh_then_holm(p: list[float]) -> None:
    raw, bh, family_wise = np.array(p), benjamini_hochberg(p), holm(p)
    assert (raw <= bh + 1e-15).all()
    assert (bh <= family_wise + 1e-15).all()
    assert (family_wise <= np.minimum(1, len(p) * raw) + 1e-15).all()


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
@given(p=p_values)
def test_ranking_is_kept(adjust: object, p: list[float]) -> None:
    adjusted = adjust(p)  # type: ignore[operator]
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= 0).all()


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
@given(p=p_values, missing=st.integers(0, 5))
def test_missing_p_do_not_count(adjust: object, p: list[float], missing: int) -> None:
    np.testing.assert_array_equal(adjust(p + [np.nan] * missing)[: len(p)], adjust(p))  # type: ignore[operator]
