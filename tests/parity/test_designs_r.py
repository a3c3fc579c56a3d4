"""Unpaired, follow-up, attrition and comparison-group frames against R (code/R02_paired.R, R09_did_rct.R)."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import brunnermunzel
from scipy.stats import t as t_law

from declic_analysis.perception import (
    group_comparison,
    shift_by_waves,
    shift_range,
    stayers_and_leavers,
    unpaired_shift,
    weighted_shift,
)
from declic_analysis.statistics.two_groups import cliff_interval

pytestmark = pytest.mark.shared_data
Reference = Callable[[str], dict[str, Any]]
_frames = runpy.run_path(str(Path(__file__).with_name("test_paired_shift_r.py")))
long, survey, ds4biomed = _frames["long"], _frames["survey"], _frames["ds4biomed"]
CLIMATE = ("gw1_2", "gw2_1", "gw2_2", "gw2_3", "gw2_4", "knwgbl", "lifsty")
R_NAMES = {"sign_p": "sign_test_p", "mean_change": "mean_diff", "signed_rank_p": "coin_p_pratt_exact"}
NINE = [str(level) for level in range(1, 10)]


def numbered(answers: pd.DataFrame, columns: dict[str, str], labels: list[str], *, wave: str) -> pd.DataFrame:
    """Numeric answers of one wave as contract rows."""
    told = answers.assign(**{c: answers[c].map(lambda v: None if pd.isna(v) else str(int(v))) for c in columns})
    return long(told, columns, labels, wave=wave)


def climate(shared_data: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    folder = shared_data / "prepost_climate_mturk"
    first = pd.read_csv(folder / "cco_mech_core_intervention_notext.csv")
    later = pd.read_csv(folder / "cco_mech_delayed_test_notext.csv")
    first, later = (frame.assign(person=frame["subj_id"].astype("str")) for frame in (first, later))
    waves = (("before", first, "pre"), ("after", first, "pst"), ("followup", later, "fol"))
    rows = [
        numbered(frame, {f"{item}_{ending}": item for item in CLIMATE if f"{item}_{ending}" in frame}, NINE, wave=wave)
        for wave, frame, ending in waves
    ]
    return survey(rows[0], pd.concat(rows[1:]), labels=NINE, confirmatory=False)


def murrar(shared_data: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    answers = pd.read_csv(shared_data / "prepost_rct_murrar" / "murrar.csv")
    answers = answers.assign(person=answers["rownames"].astype("str"))
    levels = [str(level) for level in range(101)]
    sides = [numbered(answers, {f"arab_t{k}": "arab"}, levels, wave=wave) for k, wave in enumerate(("before", "after"))]
    rows, codebook = survey(*sides, labels=levels, confirmatory=False)
    return rows, codebook, answers.set_index("person")["condition"].astype(bool)


@pytest.mark.parametrize(("wave_from", "prefix"), [("before", "cco_"), ("after", "cco_delayed_")])
def test_climate_each_comparison_in_its_own_rows(
    wave_from: str, prefix: str, shared_data: Path, reference: Reference
) -> None:
    responses, codebook = climate(shared_data)
    shift = shift_by_waves(responses, codebook=codebook)
    truth = {k.removeprefix(prefix): v for k, v in reference("R02_paired").items() if k.startswith(prefix)}
    wave_to = "after" if wave_from == "before" else "followup"
    own = shift[(shift["wave_from"] == wave_from) & (shift["wave_to"] == wave_to)].set_index("item")
    for item in own.index.intersection(list(truth)):
        r = truth[item]
        assert own.loc[item, ["n_pairs", "n_up", "n_down"]].tolist() == [r["n"], r["n_up"], r["n_down"]]
        for ours, theirs in R_NAMES.items():
            assert own.loc[item, ours] == pytest.approx(r[theirs], rel=1e-9, abs=1e-12), (item, ours)
    assert set(own["design"]) == {"pre_post" if wave_from == "before" else "follow_up"}
    assert set(shift["n_looks"]) == {len(shift)}


def test_climate_attrition(shared_data: Path) -> None:
    """38 people, 28 of them in the delayed test."""
    responses, codebook = climate(shared_data)
    frame = stayers_and_leavers(responses, codebook=codebook, wave_to="followup")
    assert set(frame["n_stayers"]) == {28} and set(frame["n_leavers"]) == {10}
    assert frame["standardised_difference"].abs().max() < 2
    bounds = shift_range(responses, codebook=codebook, wave_from="before", wave_to="followup").set_index("item")
    row = bounds.loc["gw1_2"]
    assert (row["n_pairs"], row["n_missing"]) == (28, 10)
    assert row["worst"] == pytest.approx((row["n_up"] - row["n_down"] - 10) / 38)
    weights = weighted_shift(responses, codebook=codebook, wave_to="followup")
    assert set(weights["weighting"]) == {"logistic"}  # 10 leavers, one variable that varies
    assert (weights["n_effective"] < 28).all()


def test_ds4biomed_attrition(shared_data: Path, reference: Reference) -> None:
    """67 before, 27 of them matched. R compares person means of the seven summary items."""
    responses, codebook = ds4biomed(shared_data)
    truth = reference("R02_paired")["ds4biomed"]
    frame = stayers_and_leavers(responses, codebook=codebook)
    assert 25 <= frame["n_stayers"].max() <= truth["n_matched"]
    assert (frame["n_stayers"] + frame["n_leavers"]).max() <= truth["n_pre"]
    summary = frame.head(7)
    told = truth["attrition"]
    assert summary["mean_leavers"].mean() == pytest.approx(told["summary_baseline_mean_lost"], abs=0.03)
    assert summary["mean_stayers"].mean() == pytest.approx(told["summary_baseline_mean_matched"], abs=0.03)
    weighted = weighted_shift(responses, codebook=codebook)
    assert set(weighted["weighting"]) == {"logistic"}
    assert (weighted["n_effective"] <= weighted["n_pairs"]).all()
    assert ((weighted["weighted_shift"] - weighted["net_shift"]).abs() < 0.2).all()
    bounds = shift_range(responses, codebook=codebook)
    assert (bounds["worst"] <= bounds["net_shift"]).all() and (bounds["best"] >= bounds["net_shift"]).all()


def test_murrar_comparison_group(shared_data: Path, reference: Reference) -> None:
    responses, codebook, treated = murrar(shared_data)
    row = group_comparison(responses, codebook=codebook, treated=treated).iloc[0]
    truth = reference("R09_did_rct")
    change, ancova, cliff = truth["murrar_change_score"], truth["murrar_ancova"], truth["murrar_cliff_change"]
    assert row["n_treated"] + row["n_control"] == change["n"]
    assert (row["did"], row["did_error"]) == pytest.approx((change["est"], change["se"]["HC2"]), rel=1e-9)
    assert (row["ancova"], row["ancova_error"]) == pytest.approx((ancova["est"], ancova["se"]["HC2"]), rel=1e-9)
    assert (row["delta"], row["delta_low"], row["delta_high"]) == pytest.approx(
        (cliff["delta"], *cliff["ci"]), rel=1e-9
    )
    assert row["did"] == pytest.approx(truth["murrar_did_long"]["did"], rel=1e-9)
    # R's rank test of the changes: 0.0016; Brunner–Munzel asks the same question.
    assert row["bm_p"] == pytest.approx(truth["murrar_mannwhitney_change"]["p"], abs=0.0006)


def test_murrar_as_unpaired_waves(shared_data: Path) -> None:
    """The same people as if nobody could be recognised: the interval is far wider than on pairs."""
    responses, codebook, treated = murrar(shared_data)
    own = responses[responses["person"].isin(treated.index[treated])]
    row = unpaired_shift(own, codebook=codebook).iloc[0]
    answers = own.pivot(index="person", columns="wave", values="score").astype("float64")
    expected = cliff_interval(answers["before"], answers["after"])
    assert (row["delta"], row["delta_low"]) == pytest.approx((expected.estimate, expected.low))
    assert row["n_paired"] == answers.dropna().shape[0]
    test = brunnermunzel(answers["before"].dropna(), answers["after"].dropna())
    # scipy's p rests on Welch's degrees of freedom; ours on the smaller group's n − 1, where that is less.
    p = 2 * t_law.sf(abs(test.statistic), min(answers.count()) - 1)
    assert (row["bm_statistic"], row["bm_p"]) == pytest.approx((test.statistic, p))
    assert row["delta_low"] < 0.03  # on pairs the net shift is 0.41 [0.27, 0.52]


def test_sleep_cliff_delta(shared_data: Path, reference: Reference) -> None:
    sleep = pd.read_csv(shared_data / "likert_batteries" / "sleep.csv")
    found = cliff_interval(*(sleep.loc[sleep["group"] == group, "extra"] for group in (1, 2)))
    truth = reference("R02_paired")["sleep"]
    assert found.estimate == pytest.approx(truth["cliff_delta_independent"])
    np.testing.assert_allclose([found.low, found.high], truth["cliff_delta_ci95"], rtol=1e-9)
