"""Beta-binomial likelihood against R's VGAM; the hierarchical posterior is held to published digits, and is not R's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.statistics.beta_binomial import fit_beta_binomial, log_likelihood, pooled_rates

pytestmark = pytest.mark.shared_data
Reference = Callable[[str], dict[str, Any]]
KEYS = ["O73 BEAN", "O73 CUCUMBER", "O75 BEAN", "O75 CUCUMBER"]


@pytest.fixture(scope="module")
def blocks(reference: Reference) -> list[dict[str, Any]]:
    found = reference("R08_betabinomial")
    return [found["orob2_all"], found["carpentries_events"], *(found["orob2_by_seed_root"][key] for key in KEYS)]


def test_likelihood_at_the_maximum_of_r(blocks: list[dict[str, Any]]) -> None:
    for block in blocks:
        ours = log_likelihood(block["x"], block["n"], mu=block["mu_ml"], rho=block["rho_ml"])
        assert ours == pytest.approx(block["loglik"], rel=1e-10)


def test_maximum(blocks: list[dict[str, Any]]) -> None:
    for block in blocks:
        ours = fit_beta_binomial(block["x"], block["n"])
        assert [ours.mu, ours.rho, ours.log_likelihood] == pytest.approx(
            [block["mu_ml"], block["rho_ml"], block["loglik"]], rel=1e-4
        )
        assert [ours.alpha, ours.beta] == pytest.approx([block["alpha_ml_vgam"], block["beta_ml_vgam"]], rel=1e-3)
        assert not ours.boundary


def test_posterior_of_the_germination_batches(shared_data: Path) -> None:
    """Crowder's seeds, O73 × cucumber: 3 of 12 → 0.379, [0.144, 0.593]; 32 of 51 → [0.471, 0.723]."""
    seeds = pd.read_csv(shared_data / "betabinomial" / "orob2.csv").query("seed == 'O73' and root == 'CUCUMBER'")
    found = pooled_rates(seeds["y"], seeds["n"])
    few, many = (int(np.flatnonzero(found.n == n)[0]) for n in (12, 51))
    assert [found.mean[few], found.low[few], found.high[few]] == pytest.approx([0.379, 0.144, 0.593], abs=5e-4)
    assert [found.low[many], found.high[many]] == pytest.approx([0.471, 0.723], abs=5e-4)


def test_it_is_not_the_plug_in_interval(reference: Reference) -> None:
    """R's intervals put the most likely α and β in their place: [0.481, 0.566] for 3 of 12."""
    block = reference("R08_betabinomial")["orob2_by_seed_root"]["O73 CUCUMBER"]
    assert [block["cri95_low"][0], block["cri95_high"][0]] == pytest.approx([0.481, 0.566], abs=5e-4)
    found = pooled_rates(block["x"], block["n"])
    assert (found.high - found.low > 2.5 * np.subtract(block["cri95_high"], block["cri95_low"])).all()
