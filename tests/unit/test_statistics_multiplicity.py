"""Holm and Benjamini–Hochberg, by hand. R's `p.adjust` is in tests/parity."""

from __future__ import annotations

import numpy as np
import pytest

from declic_analysis.statistics.multiplicity import benjamini_hochberg, holm

NAN = float("nan")


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        ([0.01, 0.04, 0.03], [0.03, 0.06, 0.06]),
        ([0.6, 0.5], [1.0, 1.0]),
        ([0.01, NAN, 0.02], [0.02, NAN, 0.02]),
        ([0.02], [0.02]),
        ([], []),
        ([NAN], [NAN]),
    ],
)
def test_holm(p: list[float], expected: list[float]) -> None:
    np.testing.assert_allclose(holm(p), expected)


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        ([0.01, 0.04, 0.03], [0.03, 0.04, 0.04]),
        ([0.04, 0.03], [0.04, 0.04]),
        ([0.9, 1.0, NAN], [1.0, 1.0, NAN]),
        ([], []),
    ],
)
def test_benjamini_hochberg(p: list[float], expected: list[float]) -> None:
    np.testing.assert_allclose(benjamini_hochberg(p), expected)


def test_the_p_handed_in_stay_as_they_are() -> None:
    p = np.array([0.01, 0.02])
    holm(p)
    np.testing.assert_array_equal(p, [0.01, 0.02])
