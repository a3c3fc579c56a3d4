"""What must hold of ordinal models whatever the answers: an outcome, symmetry, no warning."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declic_analysis.statistics.cumulative_link import cumulative_link
from declic_analysis.statistics.cumulative_link_mixed import cumulative_link_mixed

pairs = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=0, max_size=20)


def long(case: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    levels = np.array(case, dtype=np.int64).reshape(-1, 2).T.ravel()
    return levels, np.repeat([0.0, 1.0], len(case)), np.tile(np.arange(len(case)), 2)


@given(pairs)
@settings(max_examples=60)
def test_turning_the_scale_turns_the_effect(case: list[tuple[int, int]]) -> None:
    levels, waves, _ = long(case)
    fit, turned = cumulative_link(levels, waves), cumulative_link(6 - levels, waves)
    assert fit.outcome == turned.outcome
    if fit.fitted:
        assert turned.coefficients[0] == pytest.approx(-fit.coefficients[0], abs=1e-7)
        assert turned.log_likelihood == pytest.approx(fit.log_likelihood, abs=1e-8)


@given(pairs)
@settings(max_examples=60)
def test_every_set_of_pairs_has_an_outcome(case: list[tuple[int, int]]) -> None:
    levels, waves, people = long(case)
    fit = cumulative_link_mixed(levels, waves, groups=[people])
    assert fit.fitted == bool(np.isfinite([*fit.coefficients, *fit.sds, fit.log_likelihood]).all())
    if fit.fitted:
        # The mixed model contains the plain one (variance zero).
        assert fit.log_likelihood >= cumulative_link(levels, waves).log_likelihood - 1e-6
        assert fit.gradient < 1e-4
