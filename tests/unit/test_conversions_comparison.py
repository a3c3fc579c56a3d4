"""Hires beside a comparison group: who is compared, known truth recovered, refusals, nothing where nothing is."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from declic_analysis.conversions.comparison import hire_balance, hire_comparison, hire_overlap
from declic_analysis.errors import ContractError
from declic_analysis.vocabulary import EffectMethod

CUTOFF = dt.date(2024, 12, 31)
ZERO = pd.Timestamp("2024-03-01")
COVARIATES = ("territory", "prescriber_kind", "rome_domain")
EFFECT = 0.25


def drawn(n: int, *, seed: int = 1, effect: float = EFFECT) -> tuple[pd.DataFrame, pd.Series]:
    """n people; those of territory B are likelier to take part and, without it, to be hired."""
    rng = np.random.default_rng(seed)
    there = rng.random(n) < 0.5
    treated = rng.random(n) < np.where(there, 0.65, 0.35)
    hired = rng.random(n) < 0.15 + 0.25 * there + effect * treated
    frame = pd.DataFrame(
        {
            "candidate": [f"c{k}" for k in range(n)],
            "territory": np.where(there, "B", "A"),
            "prescriber_kind": "ML",
            "rome_domain": pd.array(["H"] * (n - 3) + [None] * 3, dtype="string"),
            "zero_on": ZERO,
            "hired": hired,
            "hired_on": pd.Series(np.where(hired, ZERO + pd.Timedelta(days=40), pd.NaT), dtype="datetime64[ns]"),
        }
    )
    return frame, pd.Series(treated, index=frame["candidate"])


def compared(frame: pd.DataFrame, treated: pd.Series, **options: object) -> pd.DataFrame:
    told = {"covariates": COVARIATES, "window_days": 90, "cutoff": CUTOFF, "rng": np.random.default_rng(0)} | options
    return hire_comparison(frame, treated=treated, **told).set_index("method")  # type: ignore[arg-type]


def test_known_truth_is_recovered_once_the_groups_are_comparable() -> None:
    frame, treated = drawn(900)
    found = compared(frame, treated)
    assert found.index.tolist() == [m.value for m in EffectMethod]
    assert found.loc["itt", "low"] > EFFECT  # territory B mixes with the programme: the raw difference is too large
    adjusted = found.drop(index="itt")
    assert ((adjusted["low"] < EFFECT) & (adjusted["high"] > EFFECT)).all()
    assert (adjusted["estimate"] < found.loc["itt", "estimate"]).all()
    assert set(found["verdict"]) == {"higher"}
    assert (found["e_value_limit"] > 1).all()


def test_counts_are_those_of_the_register() -> None:
    frame, treated = drawn(200)
    row = compared(frame, treated).loc["itt"]
    own = frame["candidate"].map(treated).astype(bool)
    assert (row["n_treated"], row["hired_treated"]) == (own.sum(), (own & frame["hired"]).sum())
    assert row["rate_control"] == pytest.approx(frame.loc[~own, "hired"].mean())
    assert row["estimate"] == pytest.approx(row["rate_treated"] - row["rate_control"])


def test_everybody_is_counted_somewhere() -> None:
    frame, treated = drawn(200)
    odd = frame.copy()
    odd.loc[0, "zero_on"] = pd.Timestamp("2024-12-01")  # its window ends after the cut-off
    odd.loc[1, "zero_on"] = pd.NaT
    odd.loc[2, ["hired", "hired_on"]] = [True, pd.NaT]
    odd.loc[3, ["hired", "hired_on"]] = [True, ZERO - pd.Timedelta(days=3)]
    row = compared(odd, treated.drop(["c4", "c5"])).loc["itt"]
    told = row[["n_unknown", "n_immature", "n_undated", "n_before"]].tolist()
    assert told == [2, 2, 1, 1]
    assert row["n_treated"] + row["n_control"] + sum(told) == 200


@pytest.mark.parametrize(("days", "hired"), [(39, False), (40, True), (41, True)])
def test_the_window_at_its_boundary(days: int, hired: bool) -> None:
    frame, treated = drawn(200)
    row = compared(frame, treated, window_days=days).loc["itt"]
    assert (row["hired_treated"] > 0) == hired
    assert (row["status"] == "estimated") == hired


@pytest.mark.parametrize(("cutoff", "mature"), [(dt.date(2024, 5, 29), 0), (dt.date(2024, 5, 30), 200)])
def test_maturity_at_its_boundary(cutoff: dt.date, mature: int) -> None:
    frame, treated = drawn(200)
    row = compared(frame, treated, cutoff=cutoff).loc["itt"]
    assert row["n_treated"] + row["n_control"] == mature


@pytest.mark.parametrize(
    ("case", "status"),
    [
        ("four of the comparison", "too_few"),
        ("nobody hired", "no_variation"),
        ("one territory", "no_covariates"),
        ("a territory each", "separated"),
        ("many levels", "too_many_covariates"),
    ],
)
def test_refusals_by_name(case: str, status: str) -> None:
    frame, treated = drawn(120)
    if case == "four of the comparison":
        treated = pd.concat([treated[treated], treated[~treated].head(4)])
    if case == "nobody hired":
        frame = frame.assign(hired=False, hired_on=pd.NaT)
    if case == "one territory":
        frame = frame.assign(territory="A", rome_domain="H")
    if case == "a territory each":
        frame = frame.assign(territory=np.where(treated, "A", "B"))
    if case == "many levels":
        frame = frame.assign(
            territory=[f"t{k % 12}" for k in range(120)], rome_domain=[f"r{k // 10}" for k in range(120)]
        )
    found = compared(frame.astype({"hired_on": "datetime64[ns]"}), treated).loc["ipw_att"]
    assert found["status"] == status
    assert found[["estimate", "low", "high", "p", "ratio", "e_value"]].isna().all()
    assert found["verdict"] == "insufficient"


def test_rare_and_missing_levels_stand_together() -> None:
    frame, treated = drawn(400)
    frame = frame.assign(prescriber_kind=["rare"] * 7 + ["rarer"] * 8 + ["ML"] * 385)
    levels = hire_balance(frame, treated=treated, covariates=COVARIATES, window_days=90, cutoff=CUTOFF)
    assert levels.loc[levels["covariate"] == "prescriber_kind", "level"].tolist() == ["ML", "others"]
    assert not (levels["covariate"] == "rome_domain").any()  # three unknown ones join the others: nothing varies
    territory = levels[levels["covariate"] == "territory"]
    assert territory["n_treated"].sum() + territory["n_control"].sum() == 400
    assert (territory["difference_before"].abs() > 0.3).all()
    assert (territory["difference_after"].abs() < 0.01).all()


def test_overlap_counts_everybody_once() -> None:
    frame, treated = drawn(400)
    found = hire_overlap(frame, treated=treated, covariates=COVARIATES, window_days=90, cutoff=CUTOFF)
    assert found[["n_treated", "n_control"]].sum().sum() == 400
    assert found["outside"].iloc[0] < 0.05


def test_an_empty_register_is_no_row() -> None:
    frame, treated = drawn(10)
    empty, told = frame.iloc[0:0], {"covariates": COVARIATES, "window_days": 90, "cutoff": CUTOFF}
    assert compared(empty, treated).empty
    assert hire_balance(empty, treated=treated, **told).empty
    assert hire_overlap(empty, treated=treated, **told).empty
    nobody = treated.iloc[0:0]
    assert compared(frame, nobody)["status"].unique().tolist() == ["too_few"]
    assert hire_balance(frame, treated=nobody, **told).empty
    assert hire_overlap(frame, treated=nobody, **told).empty


def test_a_person_is_compared_once() -> None:
    frame, treated = drawn(20)
    with pytest.raises(ContractError):
        compared(pd.concat([frame, frame]), treated)
    with pytest.raises(ContractError):
        compared(frame, pd.concat([treated, treated]))


def test_the_input_is_left_as_it_was() -> None:
    frame, treated = drawn(60)
    before = frame.copy()
    compared(frame, treated)
    pd.testing.assert_frame_equal(frame, before)
