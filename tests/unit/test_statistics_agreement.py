"""Krippendorff's alpha by hand, and what its bootstrap does where it cannot."""

from __future__ import annotations

import math

import numpy as np
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics.agreement import krippendorff, krippendorff_interval

# Krippendorff 2011, two coders and ten units, binary: alpha = 0.095.
TWO_CODERS = np.array([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]], dtype=float).T


def test_binary_example_of_krippendorff() -> None:
    assert krippendorff(TWO_CODERS) == pytest.approx(0.095, abs=5e-4)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_full_agreement_is_one_and_a_lone_code_counts_for_nothing(level: str) -> None:
    codes = np.array([[1, 1], [2, 2], [5, 5], [9, np.nan]])
    assert krippendorff(codes, level=level) == pytest.approx(1.0)


@pytest.mark.parametrize("codes", [[[1, 1], [1, 1]], [[1, np.nan], [np.nan, 2]]])
def test_without_anything_to_differ_about_there_is_no_alpha(codes: list[list[float]]) -> None:
    assert math.isnan(krippendorff(codes))


def test_another_level_and_a_single_coder_are_refused() -> None:
    with pytest.raises(ContractError, match="nominal"):
        krippendorff(TWO_CODERS, level="fractal")
    with pytest.raises(ContractError, match="deux codeurs"):
        krippendorff([[1], [2]])


def test_interval_holds_the_estimate_and_repeats_itself() -> None:
    many = np.tile(TWO_CODERS, (6, 1))
    first, second = (krippendorff_interval(many, rng=np.random.default_rng(7)) for _ in range(2))
    assert first == second
    assert first.n == 60
    assert first.low < first.estimate < first.high


def test_units_of_one_group_are_drawn_together() -> None:
    """Every unit six times over: sixty units say no more than the ten they come from."""
    many, of = np.tile(TWO_CODERS, (6, 1)), np.tile(np.arange(10), 6)
    alone = krippendorff_interval(many, rng=np.random.default_rng(7))
    together = krippendorff_interval(many, groups=of, rng=np.random.default_rng(7))
    assert together.high - together.low > 1.5 * (alone.high - alone.low)
