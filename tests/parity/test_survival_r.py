"""Time to an event against R (survival, cmprsk; data/reference/code/R06_survival.R): lung, veteran, unemployment."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.statistics.cumulative_incidence import cumulative_incidence, event_free, incidence_at
from declic_analysis.statistics.gray import gray_test
from declic_analysis.statistics.hazards import cox
from declic_analysis.statistics.survival import kaplan_meier, log_rank, quantile, restricted_mean, survival_at

pytestmark = pytest.mark.shared_data
Reference = Callable[[str], dict[str, Any]]


@cache
def table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path)


@pytest.fixture
def lung(shared_data: Path) -> pd.DataFrame:
    return table(shared_data / "survival_basic" / "lung.csv").assign(event=lambda d: d["status"] == 2)


@pytest.fixture
def veteran(shared_data: Path) -> pd.DataFrame:
    return table(shared_data / "survival_basic" / "veteran.csv").assign(event=lambda d: d["status"] == 1)


@pytest.fixture
def spells(shared_data: Path) -> pd.DataFrame:
    """Two-week periods until a full-time (1), part-time (2) or other job (3); 0: still jobless or unknown."""
    rows = table(shared_data / "jobs_unempdur" / "UnempDur.csv")
    cause = np.select([rows["censor1"] == 1, rows["censor2"] == 1, rows["censor3"] == 1], [1, 2, 3], 0)
    return rows.assign(cause=cause)


@pytest.fixture
def r(reference: Reference) -> dict[str, Any]:
    return reference("R06_survival")


def curve(rows: pd.DataFrame, time: str = "time", event: str = "event") -> Any:
    return kaplan_meier(rows[time], rows[event])


@pytest.mark.parametrize("interval", ["log", "log-log", "plain"])
def test_median_of_lung_under_each_convention(lung: pd.DataFrame, r: dict[str, Any], interval: str) -> None:
    found = quantile(curve(lung), interval=interval)
    row = r[f"lung_all_km_{interval}"]["all"]
    assert (found.estimate, found.low, found.high) == (row["median"], row["0.95LCL"], row["0.95UCL"])
    assert found.method == f"kaplan_meier_{interval}"
    for sex, own in lung.groupby("sex"):
        row, found = r[f"lung_sex_km_{interval}"][f"sex={sex}"], quantile(curve(own), interval=interval)
        assert (found.estimate, found.low, found.high) == (row["median"], row["0.95LCL"], row["0.95UCL"])


def test_quartiles_and_a_limit_that_is_never_reached(lung: pd.DataFrame, r: dict[str, Any]) -> None:
    for share in (25, 50, 75):
        for place, (_, own) in enumerate(lung.groupby("sex")):
            found = quantile(curve(own), share / 100)
            wanted = [r["lung_sex_quantiles"][part][place][str(share)] for part in ("quantile", "lower", "upper")]
            assert [found.estimate, found.low, found.high] == [math.inf if w is None else w for w in wanted]


def test_one_person_has_a_median_and_no_limits(lung: pd.DataFrame, r: dict[str, Any]) -> None:
    for grade, own in lung.dropna(subset=["ph.ecog"]).groupby("ph.ecog"):
        row, found = r["lung_ecog_km_log"][f"ph.ecog={int(grade)}"], quantile(curve(own))
        assert found.estimate == row["median"]
        limits = [math.nan if row[end] is None else row[end] for end in ("0.95LCL", "0.95UCL")]
        np.testing.assert_array_equal([found.low, found.high], limits)


def test_a_flat_part_at_one_half_gives_its_middle(veteran: pd.DataFrame, r: dict[str, Any]) -> None:
    for arm, own in veteran.groupby("trt"):
        row, found = r["veteran_km_trt"][f"trt={arm}"], quantile(curve(own))
        assert (found.estimate, found.low, found.high) == (row["median"], row["0.95LCL"], row["0.95UCL"])


def test_medians_of_spells_with_heavy_ties(spells: pd.DataFrame, r: dict[str, Any]) -> None:
    for name, event in (("fulltime", spells["cause"] == 1), ("any", spells["cause"] > 0)):
        for ui, own in spells.assign(event=event).groupby("ui"):
            row, found = r[f"unemp_km_{name}_ui"][f"ui={ui}"], quantile(curve(own, "spell"))
            assert (found.estimate, found.low, found.high) == (row["median"], row["0.95LCL"], row["0.95UCL"])


def test_survival_at_horizons(lung: pd.DataFrame, r: dict[str, Any]) -> None:
    rows, own = r["lung_surv_at"], curve(lung)
    for interval, name in (("log", "log"), ("log-log", "loglog")):
        found = [survival_at(own, when, interval=interval) for when in rows["time"]]
        np.testing.assert_allclose([f.estimate for f in found], rows["surv"], rtol=1e-12)
        np.testing.assert_allclose([f.low for f in found], rows[f"lower_{name}"], rtol=1e-10)
        np.testing.assert_allclose([f.high for f in found], rows[f"upper_{name}"], rtol=1e-10)
        assert [f.n_at_risk for f in found] == rows["n_risk"]


def test_restricted_mean(lung: pd.DataFrame, r: dict[str, Any]) -> None:
    for sex, own in lung.groupby("sex"):
        found = restricted_mean(curve(own), 365)
        assert found.estimate == pytest.approx(r["lung_rmst365_sex"]["rmean"][f"sex={sex}"], rel=1e-12)
        assert found.se == pytest.approx(r["lung_rmst365_sex"]["se"][f"sex={sex}"], rel=1e-10)


@pytest.mark.parametrize(
    ("name", "data", "time", "group"),
    [
        ("lung_logrank_sex", "lung", "time", "sex"),
        ("lung_logrank_ecog", "lung", "time", "ph.ecog"),
        ("veteran_logrank_trt", "veteran", "time", "trt"),
        ("veteran_logrank_celltype", "veteran", "time", "celltype"),
        ("unemp_logrank_ui_fulltime", "spells", "spell", "ui"),
    ],
)
def test_log_rank(name: str, data: str, time: str, group: str, request: Any, r: dict[str, Any]) -> None:
    rows = request.getfixturevalue(data)
    rows = rows.assign(event=rows["cause"] == 1) if data == "spells" else rows
    rows = rows.dropna(subset=[group])
    found, row = log_rank(rows[time], rows["event"], rows[group]), r[name]
    assert found.statistic == pytest.approx(row["chi2"], rel=1e-9)
    assert found.df == row["df"]
    assert found.p == pytest.approx(row["p"], rel=1e-7)


def test_log_rank_within_strata(lung: pd.DataFrame) -> None:
    """The example of R's help page of `survdiff`, pat.karno within inst: 21.4 on 7 degrees of freedom, p 0.003."""
    rows = lung.dropna(subset=["pat.karno", "inst"])
    found = log_rank(rows["time"], rows["event"], rows["pat.karno"], strata=rows["inst"])
    assert (round(found.statistic, 1), found.df, round(found.p, 3)) == (21.4, 7, 0.003)


def incidence(rows: pd.DataFrame) -> Any:
    return cumulative_incidence(rows["spell"], rows["cause"])


def test_full_time_jobs_at_28_are_neither_the_naive_number_nor_a_jittered_one(
    spells: pd.DataFrame, r: dict[str, Any]
) -> None:
    found = incidence_at(incidence(spells), 28, cause=1)
    assert found.estimate == pytest.approx(r["unemp_aj_fulltime_28_all"], rel=1e-12)
    assert round(found.estimate, 6) == 0.484700
    naive = survival_at(kaplan_meier(spells["spell"], spells["cause"] == 1), 28)
    assert 1 - naive.estimate == pytest.approx(r["unemp_trap_naive_1_minus_km_fulltime_28"], rel=1e-12)


def test_incidence_and_its_error_by_group(spells: pd.DataFrame, r: dict[str, Any]) -> None:
    """R's standard error is that of the infinitesimal jackknife."""
    curves = {ui: incidence(own) for ui, own in spells.groupby("ui")}
    rows = r["unemp_aalen_johansen_by_ui"]["rows"]
    assert len(rows) == 9
    for row in rows:
        for cause, name in enumerate(("full_time", "part_time", "other_job"), start=1):
            found = incidence_at(curves[row["ui"]], row["time"], cause=cause, interval="log")
            assert found.estimate == pytest.approx(row[name], rel=1e-12)
            assert found.se == pytest.approx(row[f"se.{cause + 1}"], rel=1e-10)
            assert found.low == pytest.approx(row[f"lower.{cause + 1}"], rel=1e-10)
            assert found.high == pytest.approx(row[f"upper.{cause + 1}"], rel=1e-10)
        assert event_free(curves[row["ui"]], row["time"]) == pytest.approx(row["(s0)"], rel=1e-12)


def test_error_beside_that_of_cmprsk(spells: pd.DataFrame, r: dict[str, Any]) -> None:
    """cmprsk takes another estimate of the same variance: within 3 %."""
    for ui, own in spells.groupby("ui"):
        curve_of = incidence(own)
        for cause in (1, 2, 3):
            for when, variance in r["unemp_cuminc_var"][f"{ui} {cause}"].items():
                if variance is not None:
                    found = incidence_at(curve_of, float(when), cause=cause)
                    assert found.se == pytest.approx(variance**0.5, rel=0.03)


COX = [
    ("lung_cox_sex_efron", "lung", ["sex"], "efron"),
    ("lung_cox_age_sex_wt_efron", "lung", ["age", "sex", "wt.loss"], "efron"),
    ("lung_cox_age_sex_wt_breslow", "lung", ["age", "sex", "wt.loss"], "breslow"),
    ("unemp_cox_ui_age_efron", "spells", ["uiyes", "age"], "efron"),
    ("unemp_cox_ui_age_breslow", "spells", ["uiyes", "age"], "breslow"),
    ("veteran_cox", "veteran", ["trt", "celltypelarge", "celltypesmallcell", "celltypesquamous", "karno"], "efron"),
]


def model(rows: pd.DataFrame, names: list[str], ties: str) -> Any:
    if "spell" in rows:
        rows = rows.assign(event=rows["cause"] == 1, time=rows["spell"], uiyes=rows["ui"] == "yes")
    if "celltype" in rows:
        rows = rows.assign(**{f"celltype{name}": rows["celltype"] == name for name in rows["celltype"].unique()})
    rows = rows.dropna(subset=names)
    return cox(rows["time"], rows["event"], rows[names].astype(float), ties=ties)


@pytest.mark.parametrize(("name", "data", "names", "ties"), COX)
def test_cox(name: str, data: str, names: list[str], ties: str, request: Any, r: dict[str, Any]) -> None:
    found, row = model(request.getfixturevalue(data), names, ties), r[name]
    assert (found.n, found.n_events) == (row["n"], row["events"])
    np.testing.assert_allclose(found.log_hazard, [row["coef"][x] for x in names], rtol=1e-6)
    np.testing.assert_allclose(found.se, [row["se"][x] for x in names], rtol=1e-6)
    np.testing.assert_allclose(np.exp(found.low), [row["ci"][x]["lower .95"] for x in names], rtol=1e-6)
    np.testing.assert_allclose(np.exp(found.high), [row["ci"][x]["upper .95"] for x in names], rtol=1e-6)
    np.testing.assert_allclose(found.loglik, row["loglik"], rtol=1e-9)


@pytest.mark.parametrize(("name", "data", "names", "ties"), COX)
def test_proportional_hazards(
    name: str, data: str, names: list[str], ties: str, request: Any, r: dict[str, Any]
) -> None:
    found, row = model(request.getfixturevalue(data), names, ties), r[name]["zph_p"]
    for place, x in enumerate(names):
        if x in row or x == "uiyes":
            own = row["ui" if x == "uiyes" else x]
            assert found.zph_statistic[place] == pytest.approx(own["chisq"], rel=1e-5)
            assert found.zph_p[place] == pytest.approx(own["p"], rel=1e-4)
    assert found.zph_global[0] == pytest.approx(row["GLOBAL"]["chisq"], rel=1e-5)
    assert found.zph_global[1] == row["GLOBAL"]["df"]


def test_gray(spells: pd.DataFrame, r: dict[str, Any]) -> None:
    for cause, row in r["unemp_gray_test_ui"].items():
        found = gray_test(spells["spell"], spells["cause"], spells["ui"], of=int(cause))
        assert found.statistic == pytest.approx(row["stat"], rel=1e-10)
        assert found.df == row["df"]
        assert found.p == pytest.approx(row["pv"], rel=1e-5, abs=1e-13)


def test_the_same_as_statsmodels_where_both_have_a_number(spells: pd.DataFrame) -> None:
    from statsmodels.duration.survfunc import CumIncidenceRight

    own = spells[spells["ui"] == "yes"]
    theirs, ours = CumIncidenceRight(own["spell"], own["cause"]), incidence(own)
    for cause in (1, 2, 3):
        np.testing.assert_allclose(ours.curve(cause), theirs.cinc[cause - 1], rtol=1e-12)
        found = incidence_at(ours, 20, cause=cause)
        assert found.se == pytest.approx(theirs.cinc_se[cause - 1][list(theirs.times).index(20)], rel=1e-10)
