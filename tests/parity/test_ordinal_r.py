"""Cumulative-link models against R: MASS::polr, ordinal::clm and clmm (reference R05; tests/parity/r/ordinal.R)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.statistics.cumulative_link import cumulative_link, likelihood_ratio_p, profile_interval
from declic_analysis.statistics.cumulative_link_mixed import cumulative_link_mixed
from declic_analysis.statistics.ordinal_data import OrdinalFit

pytestmark = pytest.mark.shared_data

Reference = Callable[[str], dict[str, Any]]
AGREE_5 = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]


@pytest.fixture(scope="module")
def wine(shared_data: Path) -> pd.DataFrame:
    rows = pd.read_csv(shared_data / "likert_batteries" / "wine.csv")
    return rows.assign(warm=(rows["temp"] == "warm").astype(float), contacted=(rows["contact"] == "yes").astype(float))


def numbers(fit: OrdinalFit) -> list[float]:
    return [*fit.thresholds, *fit.coefficients]


def test_wine_without_random_effects(wine: pd.DataFrame, reference: Reference) -> None:
    truth = reference("R05_ordinal")["wine_clm"]
    fit = cumulative_link(wine["rating"], wine[["warm", "contacted"]])
    assert numbers(fit) == pytest.approx(list(truth["coef"].values()), abs=1e-6)
    assert fit.standard_errors.tolist() == pytest.approx(list(truth["se"].values()), abs=1e-6)
    assert fit.log_likelihood == pytest.approx(truth["logLik"], abs=1e-9)
    assert np.exp(fit.coefficients).tolist() == pytest.approx(list(truth["odds_ratios"].values()), rel=1e-6)


def test_wine_likelihood_ratio_and_profile(wine: pd.DataFrame, reference: Reference) -> None:
    truth = reference("R05_ordinal")
    both, one = (cumulative_link(wine["rating"], wine[names]) for names in (["warm", "contacted"], ["warm"]))
    ratio = truth["wine_LR_contact"]
    assert 2 * (both.log_likelihood - one.log_likelihood) == pytest.approx(ratio["LR"], abs=1e-8)
    assert likelihood_ratio_p(both, one) == pytest.approx(ratio["p"], rel=1e-7)
    for place, limits in enumerate(truth["wine_clm"]["profile_ci"].values()):
        found = profile_interval(wine["rating"], wine[["warm", "contacted"]], place=place)
        # R interpolates the profile with a spline, here it is solved: they agree to 2e-5.
        assert [found.low, found.high] == pytest.approx(list(limits.values()), abs=5e-5)


def test_wine_probit(wine: pd.DataFrame) -> None:
    fit = cumulative_link(wine["rating"], wine[["warm", "contacted"]], link="probit")
    r = [-0.7732627288, 0.7360214898, 2.0446804639, 2.9413449823, 1.4993745784, 0.8677435389]
    errors = [0.2828623571, 0.2499388183, 0.3218210139, 0.3872592804, 0.2917903911, 0.2669070093]
    assert numbers(fit) == pytest.approx(r, abs=1e-6)
    assert fit.standard_errors.tolist() == pytest.approx(errors, abs=1e-6)
    assert fit.log_likelihood == pytest.approx(-85.76114836, abs=1e-8)


def test_housing_with_weights(shared_data: Path, reference: Reference) -> None:
    truth = reference("R05_ordinal")["housing_polr"]
    rows = pd.read_csv(shared_data / "likert_batteries" / "housing.csv")
    flags = {"Infl": ["Medium", "High"], "Type": ["Apartment", "Atrium", "Terrace"], "Cont": ["High"]}
    columns = [rows[name] == value for name, values in flags.items() for value in values]
    levels = rows["Sat"].map({"Low": 1, "Medium": 2, "High": 3})
    fit = cumulative_link(levels, np.column_stack(columns).astype(float), weights=rows["Freq"])
    # polr stops at its own tolerance: 4e-5 away from the maximum in the coefficients.
    assert fit.coefficients.tolist() == pytest.approx(list(truth["coef"].values()), abs=1e-4)
    assert fit.thresholds.tolist() == pytest.approx(list(truth["zeta"].values()), abs=1e-4)
    assert -2 * fit.log_likelihood == pytest.approx(truth["deviance"], abs=1e-5)
    errors = [truth["se"][name] for name in [*truth["zeta"], *truth["coef"]]]
    assert fit.standard_errors.tolist() == pytest.approx(errors, abs=1e-4)


@pytest.mark.parametrize(("nodes", "name"), [(1, "wine_clmm_laplace"), (10, "wine_clmm_nAGQ10")])
def test_wine_judges(nodes: int, name: str, wine: pd.DataFrame, reference: Reference) -> None:
    truth = reference("R05_ordinal")[name]
    fit = cumulative_link_mixed(wine["rating"], wine[["warm", "contacted"]], groups=[wine["judge"]], nodes=nodes)
    assert fit.outcome == "fitted"
    assert numbers(fit) == pytest.approx(list(truth["coef"].values()), abs=1e-3)
    assert fit.sds[0] ** 2 == pytest.approx(truth["var_judge"], abs=1e-3)
    # For one effect R stops its inner Newton steps at 1e-4; its fit with two effects gives our digits (next but one).
    assert fit.log_likelihood == pytest.approx(truth["logLik"], abs=1e-5)


def test_standard_errors_of_wine_judges(wine: pd.DataFrame) -> None:
    fit = cumulative_link_mixed(wine["rating"], wine[["warm", "contacted"]], groups=[wine["judge"]])
    r = [0.6824410320, 0.6037533304, 0.8089660503, 0.9724536542, 0.5953761831, 0.5125293320]
    assert fit.standard_errors[:6].tolist() == pytest.approx(r, abs=1e-4)
    # One effect: R differentiates in the logarithm of the standard deviation.
    assert fit.standard_errors[6] / fit.sds[0] == pytest.approx(0.3525508156, abs=1e-3)


def test_a_variance_of_zero_is_no_accident(wine: pd.DataFrame) -> None:
    """Judge and bottle: R ends at a bottle variance of 1.6e-11."""
    fit = cumulative_link_mixed(wine["rating"], wine[["warm", "contacted"]], groups=[wine["bottle"], wine["judge"]])
    assert fit.outcome == "boundary"
    assert fit.sds[0] == 0
    assert fit.sds[1] ** 2 == pytest.approx(1.279488271, abs=1e-3)
    assert fit.log_likelihood == pytest.approx(-81.56541278, abs=1e-6)
    r = [-1.623665428, 1.513360207, 4.228527104, 6.088776439, 3.063003240, 1.834902704]
    errors = [0.6824372154, 0.6037368204, 0.8089581243, 0.9724586439, 0.5953916358, 0.5125587134]
    assert numbers(fit) == pytest.approx(r, abs=1e-3)
    assert fit.standard_errors[:6].tolist() == pytest.approx(errors, abs=1e-4)
    assert np.isnan(fit.standard_errors[6])


def test_wine_judges_probit(wine: pd.DataFrame) -> None:
    fit = cumulative_link_mixed(wine["rating"], wine[["warm", "contacted"]], groups=[wine["judge"]], link="probit")
    r = [-0.9264796803, 0.8894377761, 2.4675927360, 3.5366621806, 1.8000144112, 1.0482054671]
    assert numbers(fit) == pytest.approx(r, abs=1e-4)
    assert fit.sds[0] ** 2 == pytest.approx(0.4397721528, abs=1e-4)
    assert fit.log_likelihood == pytest.approx(-80.93060715, abs=1e-5)


def test_persons_and_items_of_bfi(shared_data: Path) -> None:
    items = [f"N{number}" for number in range(1, 6)]
    people = pd.read_csv(shared_data / "likert_batteries" / "bfi.csv").dropna(subset=[*items, "gender"]).head(100)
    rows = people.reset_index(names="id").melt(id_vars=["id", "gender"], value_vars=items, var_name="item")
    female = (rows["gender"] == 2).astype(float)
    fit = cumulative_link_mixed(rows["value"], female, groups=[rows["id"], rows["item"]])
    assert fit.log_likelihood == pytest.approx(-807.8819, abs=1e-4)
    assert fit.coefficients[0] == pytest.approx(0.48495, abs=1e-4)
    assert (fit.sds**2).tolist() == pytest.approx([2.5325, 0.0856], abs=1e-3)
    assert fit.standard_errors[-3:].tolist() == pytest.approx([0.3644265212, 0.1689898780, 0.1333355798], abs=1e-4)
    assert fit.groups == (100, 5)


@pytest.mark.parametrize("item", [4, 13, 14])
def test_bucknell_before_and_after(item: int, shared_data: Path, reference: Reference) -> None:
    truth = reference("R05_ordinal")[f"bucknell_y1_item{item}_clmm"]
    file = shared_data / "prepost_bucknell_cure" / "Year1.NoDemographics.tsv"
    rows = pd.read_csv(file, sep="\t", keep_default_na=False, na_values=["", "NA"])
    waves = {f"Q11_{item}_pre": 0.0, f"Q13_{item}_post": 1.0}
    long = rows[list(waves)].reset_index(names="id").melt(id_vars="id")
    level = long["value"].map({label: place for place, label in enumerate(AGREE_5)})
    kept = long[level.notna()]
    fit = cumulative_link_mixed(level.dropna(), kept["variable"].map(waves), groups=[kept["id"]], nodes=10)
    assert fit.n == truth["n_obs"]
    assert fit.log_likelihood == pytest.approx(truth["logLik"], abs=1e-5)
    assert fit.coefficients[0] == pytest.approx(truth["log_odds_post"], abs=1e-3)
    assert fit.standard_errors[-2] == pytest.approx(truth["se"], abs=1e-3)
    assert fit.sds[0] == pytest.approx(truth["sd_id"], abs=1e-3)
