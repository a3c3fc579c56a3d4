"""Alpha, omega and item analysis against R's psych and boot (reference R01; data/reference/code/R01_reliability.R)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.perception import scale_items, scale_reliability
from declic_analysis.statistics.one_factor import omega_correlation, omega_total
from declic_analysis.statistics.reliability import (
    alpha_of,
    bootstrap_alpha,
    covariance,
    cronbach_alpha,
    item_analysis,
)

pytestmark = pytest.mark.shared_data

Reference = Callable[[str], dict[str, Any]]
SCALES = ("agree", "conscientious", "extraversion", "neuroticism", "openness", "attitude_7items", "agree_unkeyed_TRAP")


@pytest.fixture(scope="module")
def batteries(shared_data: Path, reference: Reference) -> dict[str, pd.DataFrame]:
    """Scores of each scale of R01, with the items turned that R turns."""
    files = {name: pd.read_csv(shared_data / "likert_batteries" / f"{name}.csv") for name in ("bfi", "attitude")}
    found = {}
    for name in SCALES:
        truth = reference("R01_reliability")[name]
        scores = files["attitude" if name.startswith("attitude") else "bfi"][truth["items"]].astype(float)
        keys = np.array(truth["keys"] or [1] * len(truth["items"]))
        turned = scores.columns[keys < 0]
        found[name] = scores.assign(**{item: 7 - scores[item] for item in turned})
    return found


@pytest.mark.parametrize("name", SCALES)
def test_alpha(name: str, batteries: dict[str, pd.DataFrame], reference: Reference) -> None:
    truth, scores = reference("R01_reliability")[name], batteries[name]
    alpha = cronbach_alpha(scores)
    assert (alpha.n, alpha.method) == (truth["n_complete"], "alpha_feldt")
    assert alpha.estimate == pytest.approx(truth["raw_alpha_complete_cases"], abs=1e-12)
    assert [alpha.low, alpha.high] == pytest.approx(truth["feldt_ci95_complete"], abs=1e-10)
    assert alpha_of(covariance(scores, pairwise=True)) == pytest.approx(truth["raw_alpha_pairwise"], abs=1e-12)


@pytest.mark.parametrize("name", SCALES)
def test_items(name: str, batteries: dict[str, pd.DataFrame], reference: Reference) -> None:
    truth = reference("R01_reliability")[name]
    found = item_analysis(batteries[name], pairwise=True)
    assert found.alpha_if_dropped.tolist() == pytest.approx(list(truth["alpha_if_dropped_raw"].values()), abs=1e-12)
    assert found.item_rest.tolist() == pytest.approx(list(truth["corrected_item_total"].values()), abs=1e-12)
    # A1 of bfi is the item that nobody keyed in the trap; every other battery runs one way.
    assert found.reversed.tolist() == [name == "agree_unkeyed_TRAP", *[False] * (len(truth["items"]) - 1)]


@pytest.mark.parametrize("name", SCALES[:-1])
def test_omega_of_correlations(name: str, batteries: dict[str, pd.DataFrame], reference: Reference) -> None:
    # psych stops its optimiser at about 1e-6.
    truth = reference("R01_reliability")[name]["omega_total_1factor_minres_corr"]
    assert omega_correlation(batteries[name]) == pytest.approx(truth, abs=1e-5)


@pytest.mark.parametrize(
    ("name", "omega", "low", "high"), [("agree", 0.712, 0.695, 0.729), ("attitude_7items", 0.856, 0.778, 0.934)]
)
def test_omega_of_covariances(
    name: str, omega: float, low: float, high: float, batteries: dict[str, pd.DataFrame]
) -> None:
    found = omega_total(batteries[name])
    assert [found.estimate, found.low, found.high] == pytest.approx([omega, low, high], abs=5e-4)
    assert found.method == "omega_ml_covariance"


def test_bootstrap(batteries: dict[str, pd.DataFrame], reference: Reference) -> None:
    truth = reference("R01_reliability")["agree_bootstrap"]
    found = bootstrap_alpha(batteries["agree"], rng=np.random.default_rng(11), resamples=2999)
    assert [found.low, found.high] == pytest.approx(truth["bca"], abs=0.003)


def survey(scores: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The contract table and codebook of a battery asked once."""
    wide = scores.reset_index(drop=True).rename_axis(index="row").reset_index()
    rows = wide.melt(id_vars="row", var_name="item", value_name="score").dropna(subset=["score"])
    level = rows["score"].astype("Int16")
    missing = dict.fromkeys(("territory", "format", "action", "structure", "month", "answered_on"))
    responses = rows.assign(
        **missing,
        response="r" + rows["row"].astype(str),
        person="p" + rows["row"].astype(str),
        identified=True,
        audience="people",
        wave="before",
        answer="substantive",
        position=level,
        score=level,
        favourable=pd.array(level >= 4, dtype="boolean"),
        source_row=rows["row"],
    )
    codebook = pd.DataFrame({"item": scores.columns, "audience": "people", "construct": "c", "scale": "six"})
    return responses, codebook.assign(n_levels=6, direction="favourable_high", confirmatory=False)


@pytest.mark.parametrize(
    ("name", "decision", "turned"),
    [
        ("agree", "composite", ""),
        ("neuroticism", "composite", ""),
        ("openness", "low_reliability", ""),
        ("agree_unkeyed_TRAP", "reversed_item", "A1"),
    ],
)
def test_frames(
    name: str, decision: str, turned: str, batteries: dict[str, pd.DataFrame], reference: Reference
) -> None:
    truth = reference("R01_reliability")[name]
    responses, codebook = survey(batteries[name])
    (row,) = scale_reliability(responses, codebook=codebook).to_dict("records")
    assert (row["decision"], row["reversed_items"], row["n_complete"]) == (decision, turned, truth["n_complete"])
    assert row["alpha"] == pytest.approx(truth["raw_alpha_complete_cases"], abs=1e-12)
    assert [row["alpha_low"], row["alpha_high"]] == pytest.approx(truth["feldt_ci95_complete"], abs=1e-10)
    items = scale_items(responses, codebook=codebook)
    assert items["item"].tolist() == truth["items"]
    assert items.loc[items["reversed"], "item"].tolist() == ([turned] if turned else [])
