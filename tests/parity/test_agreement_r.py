"""Krippendorff's alpha against R irr 0.84.1 (reference R10), every level it has, missing codes included."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.statistics.agreement import krippendorff, krippendorff_interval

pytestmark = pytest.mark.shared_data

Reference = Callable[[str], dict[str, Any]]


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_anxiety(level: str, shared_data: Path, reference: Reference) -> None:
    """irr 0.84.1 counts every *pair* as a value where no code is missing (`mc <- rep(1, …)`): n is 20 × 3 × 2 = 120
    there, and 20 × 3 = 60 in Krippendorff 2011 (and in irr itself as soon as one code is missing). Everything else is
    the same: its figure is met exactly once its n is put in.
    """
    codes = pd.read_csv(shared_data / "interrater" / "anxiety.csv").to_numpy(dtype=float)
    truth = reference("R10_interrater")["anxiety_kripp"][level]
    alpha = krippendorff(codes, level=level)
    as_irr = 1 - (1 - alpha) * (60 / 59) * (119 / 120)
    assert as_irr == pytest.approx(truth, abs=1e-12)
    lone = np.vstack([codes, [1.0, np.nan, np.nan]])  # a unit coded once takes no part
    assert krippendorff(lone, level=level) == alpha


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_four_coders_with_missing_codes(level: str, reference: Reference) -> None:
    example = reference("R10_interrater")["krippendorff_nmm"]
    codes = np.array(example["matrix_coders_by_units"], dtype=float).T
    assert krippendorff(codes, level=level) == pytest.approx(example[level], abs=1e-12)
    interval = krippendorff_interval(codes, level=level, rng=np.random.default_rng(1))
    assert interval.n == 11  # the twelfth unit was coded once
    assert interval.low <= example[level] <= interval.high
