"""BCa interval of a mean against R's boot (data/reference/code/R04_bootstrap.R): Monte-Carlo, 2 % of the width."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtri

from declic_analysis.statistics.mean_change import bca_interval

pytestmark = pytest.mark.shared_data

Reference = Callable[[str], dict[str, Any]]
RESAMPLES = 100_000


def test_veteran_mean_time(shared_data: Path, reference: Reference) -> None:
    time = pd.read_csv(shared_data / "survival_basic" / "veteran.csv")["time"]
    truth = reference("R04_bootstrap_bca")["veteran_mean_time"]
    ours = bca_interval(time, rng=np.random.default_rng(42), resamples=RESAMPLES)
    width = truth["bca"][1] - truth["bca"][0]
    assert [ours.low, ours.high] == pytest.approx(truth["bca"], abs=0.02 * width)


def test_murrar_mean_change(shared_data: Path, reference: Reference) -> None:
    """R counts no tie as "below" in its bias correction, here a tie counts half: the limits shift by a known amount.

    The changes are multiples of 5 on 86 people, so that some 2.5 % of resampled means tie with the observed one. To
    first order both limits move by 2 × (difference of z0) × (standard error).
    """
    murrar = pd.read_csv(shared_data / "prepost_rct_murrar" / "murrar.csv").query("condition == 1")
    change = (murrar["arab_t1"] - murrar["arab_t0"]).dropna().to_numpy()
    truth = reference("R04_bootstrap_bca")["murrar_treated_mean_change"]
    ours = bca_interval(change, rng=np.random.default_rng(42), resamples=RESAMPLES)
    drawn = np.random.default_rng(1).choice(change, size=(RESAMPLES, len(change))).sum(axis=1)
    below, tied = (drawn < change.sum()).mean(), (drawn == change.sum()).mean()
    moved = 2 * (ndtri(below + tied / 2) - ndtri(below)) * truth["boot_se"]
    width = truth["bca"][1] - truth["bca"][0]
    assert ours.estimate == pytest.approx(truth["t0"])
    assert ndtri(below) == pytest.approx(truth["z0"], abs=0.03)
    assert [ours.low - moved, ours.high - moved] == pytest.approx(truth["bca"], abs=0.02 * width)
