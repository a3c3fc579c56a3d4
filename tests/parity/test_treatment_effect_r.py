"""Comparison groups against R (code/R09_did_rct.R) and printed summaries: LaLonde's NSW, MatchIt's `lalonde`."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis import perception, pipeline
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.statistics import treatment_effect
from declic_analysis.statistics.balance import mean_differences
from declic_analysis.statistics.treatment_crossfit import crossfitted
from declic_analysis.statistics.treatment_effect import chances, difference, doubly_robust, weighted
from declic_analysis.study import load_study
from declic_analysis.vocabulary import Group

pytestmark = pytest.mark.shared_data
Reference = Callable[[str], dict[str, Any]]
# Printed by summary() of MatchIt's lalonde before matching, standardised by the treated.
BEFORE = {
    "age": -0.3094, "educ": 0.0550, "black": 1.7615, "hispan": -0.3498, "married": -0.8263, "nodegree": 0.2450,
    "re74": -0.7211, "re75": -0.2903,
}  # fmt: skip


def nsw(shared_data: Path) -> pd.DataFrame:
    return pd.read_csv(shared_data / "lalonde_nsw" / "nsw_mixtape.csv")


def matchit(shared_data: Path) -> tuple[pd.Series, pd.Series, pd.DataFrame]:
    rows = pd.read_csv(shared_data / "lalonde_nsw" / "lalonde_matchit.csv")
    race = {name: (rows["race"] == name).astype("float64") for name in ("black", "hispan")}
    told = rows[["age", "educ", "married", "nodegree", "re74", "re75"]].astype("float64").assign(**race)
    return rows["re78"], rows["treat"], told


def test_nsw_intention_to_treat(shared_data: Path, reference: Reference) -> None:
    """Dehejia & Wahba 1999: 1 794, pooled error 633."""
    rows, truth = nsw(shared_data), reference("R09_did_rct")["nsw_re78_diff"]
    found = difference(rows["re78"], rows["treat"])
    assert found.n_treated + found.n_control == truth["n"]
    assert (found.estimate, found.error, found.pooled_error) == pytest.approx(
        (truth["est"], truth["se"]["HC2"], truth["se"]["classic"]), rel=1e-9
    )
    assert (round(found.estimate), round(found.pooled_error), round(found.error, 1)) == (1794, 633, 671.0)


def test_nsw_employment_as_a_difference_of_chances(shared_data: Path, reference: Reference) -> None:
    rows, truth = nsw(shared_data), reference("R09_did_rct")["nsw_employed78"]
    found = difference((rows["re78"] > 0).astype("float64"), rows["treat"])
    hits, n = truth["treated"]
    assert (found.n_treated, round(found.mean_treated * n)) == (n, hits)
    assert (found.estimate, found.p) == pytest.approx((truth["diff"], truth["p"]), rel=1e-9)
    # R's Wald interval for the same; the score interval is nearly that at these sizes.
    assert (found.low, found.high) == pytest.approx(truth["ci"], abs=0.004)


def test_lalonde_weighted_and_doubly_robust(shared_data: Path) -> None:
    y, treated, told = matchit(shared_data)
    found, robust = weighted(y, treated, told), doubly_robust(y, treated, told)
    assert (found.estimate, robust.estimate) == pytest.approx((1214.07, 1231.04), abs=0.005)
    assert found.n_effective < 429 / 4


def test_lalonde_error_of_many_people_is_that_of_estimating_equations(
    shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """statsmodels' TreatmentEffect.ipw (generalised method of moments): 798.27, without n / (n − 9)."""
    monkeypatch.setattr(treatment_effect, "MOST_PEOPLE", 0)
    found = weighted(*matchit(shared_data))
    assert found.error * math.sqrt((614 - 9) / 614) == pytest.approx(798.27, rel=5e-4)


def test_lalonde_errors_are_those_of_leaving_one_out(shared_data: Path) -> None:
    """Whole fits without one person at a time, by the public function alone."""
    y, treated, told = (np.asarray(part, dtype=np.float64) for part in matchit(shared_data))
    everybody = np.arange(len(y))
    left = [everybody != k for k in range(len(y))]
    for method in (weighted, doubly_robust):
        found = method(y, treated, told)
        values = np.array([method(y[own], treated[own], told[own]).estimate for own in left])
        jackknife = math.sqrt((len(y) - 1) / len(y) * float(((values - found.estimate) ** 2).sum()))
        assert found.error == pytest.approx(jackknife, rel=1e-4)


def test_lalonde_cross_fitted_is_near_and_repeats_with_its_seed(shared_data: Path) -> None:
    y, treated, told = matchit(shared_data)
    first, again = (crossfitted(y, treated, told, rng=np.random.default_rng(1), splits=3) for _ in range(2))
    assert first == again
    # Within a third of an error of the estimate without cross-fitting.
    assert abs(first.estimate - 1231.04) < 807 / 3
    assert first.error == pytest.approx(807, rel=0.1)


def test_lalonde_balance(shared_data: Path) -> None:
    _, treated, told = matchit(shared_data)
    assert mean_differences(told, treated) == pytest.approx([BEFORE[name] for name in told], abs=5e-5)
    chance = chances(treated, told)
    assert chance is not None
    after = mean_differences(told, treated, chance / (1 - chance))
    assert np.abs(after).max() < 0.13  # 1.76 before


def test_murrar_through_the_build(shared_data: Path, reference: Reference) -> None:
    """study.yaml → build → frame: change score, ANCOVA, people lost by group (R09_did_rct)."""
    study = load_study(Path(__file__).resolve().parents[1] / "studies" / "prepost_rct_murrar")
    tables = pipeline.read(study, raw=shared_data / "prepost_rct_murrar", key=FICTION_KEY).tables
    assert pipeline.ledger_balances(tables["ledger"])
    people = tables["participants"].set_index("person")["group"]
    frame = perception.group_comparison(
        tables["responses"], codebook=study.codebook(), treated=people == Group.PROGRAMME.value
    )
    row, truth = frame.set_index("item").loc["arab"], reference("R09_did_rct")
    change, ancova = truth["murrar_change_score"], truth["murrar_ancova"]
    assert (row["did"], row["did_error"]) == pytest.approx((change["est"], change["se"]["HC2"]), rel=1e-9)
    assert (row["ancova"], row["ancova_error"]) == pytest.approx((ancova["est"], ancova["se"]["HC2"]), rel=1e-9)
    lost = truth["murrar_attrition_by_arm"]
    for side, code in (("control", "0"), ("treated", "1")):
        stayed, left = lost["table"][code]["0"], lost["table"][code]["1"]
        assert (row[f"n_after_{side}"], row[f"n_people_{side}"]) == (stayed, stayed + left)
    assert row["lost_p"] == pytest.approx(lost["fisher_p"])
