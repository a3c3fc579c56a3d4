"""Expected hires among open applications, on applications drawn by a law whose future is known to the test."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from declic_analysis import disclosure, figures, wording
from declic_analysis.conversions.outlook import Outlook, outlook
from declic_analysis.errors import ContractError

CUTOFF, WINDOW = dt.date(2024, 12, 31), 180


def drawn(n: int, seed: int, *, level: float = -1.0) -> tuple[pd.DataFrame, int]:
    """Applications as known at the cut-off, and how many of the open ones will be hired within the window."""
    rng = np.random.default_rng(seed)
    last = pd.Timestamp(CUTOFF)
    begun = last - pd.to_timedelta(rng.integers(0, 900, n), unit="D")
    interviewed, tour = rng.random(n) < 0.4, rng.random(n) < 0.5
    met = rng.integers(3, 30, n)
    hired = rng.random(n) < expit(level + 1.3 * interviewed - 0.6 * tour)
    waited = np.where(hired, rng.integers(31, 180, n), rng.integers(20, 500, n))
    seen = begun + pd.to_timedelta(waited, unit="D") <= last
    day = pd.Series(begun + pd.to_timedelta(waited, unit="D")).where(seen)
    interview = pd.Series(begun + pd.to_timedelta(met, unit="D"))
    frame = pd.DataFrame({
        "candidate": pd.Series([f"p{k // 2}" for k in range(n)], dtype="string"),
        "format": pd.Series(np.where(tour, "tour", "visit"), dtype="string"), "applied_on": begun,
        "interviewed_on": interview.where(interviewed & (interview <= last)), "immersed_on": pd.NaT,
        "hired": hired & seen, "hired_on": day.where(hired),
        "outcome": pd.Series(np.where(seen, np.where(hired, "hired", "withdrawn"), "open"), dtype="string"),
        "outcome_on": day, "followed_until": day.fillna(last),
    })  # fmt: skip
    ages = (last - begun).days
    return frame.astype({"immersed_on": "datetime64[ns]"}), int((hired & ~seen & (ages < WINDOW)).sum())


def told(frame: pd.DataFrame, **options: object) -> Outlook:
    rng = np.random.default_rng(7)
    return outlook(frame, cutoff=CUTOFF, window_days=WINDOW, rng=rng, **options)  # type: ignore[arg-type]


def test_a_large_register_gives_a_calibrated_number_that_holds() -> None:
    hits, distances = 0, []
    for seed in range(3):
        frame, truth = drawn(1800, seed)
        row = told(frame).summary.iloc[0]
        assert row["state"] == "estimated"
        assert row["slope_low"] < 1.1 and row["slope_high"] > 0.9 and row["brier"] < row["brier_mean"]
        hits += row["low"] <= truth <= row["high"]
        distances.append((row["expected"] - truth) / truth)
    assert hits >= 2 and abs(np.mean(distances)) < 0.12


def test_reliability_points_lie_near_the_diagonal() -> None:
    points = told(drawn(1800, 1)[0]).reliability
    assert len(points) >= 3 and points["predicted"].is_monotonic_increasing
    assert ((points["predicted"] - points["observed"]).abs() < 0.07).all()
    assert points["n"].sum() > 1200


@pytest.mark.parametrize(("n", "level", "state"), [(150, -1.0, "too_few"), (1500, -6.0, "too_few")])
def test_too_few_hires_give_the_rule_and_no_number(n: int, level: float, state: str) -> None:
    row = told(drawn(n, 2, level=level)[0]).summary.iloc[0]
    assert row["state"] == state and pd.isna(row["expected"]) and row["n_hired_needed"] >= 50
    assert row["n_hired"] < row["n_hired_needed"] or row["n_mature"] < row["n_needed"]


def test_what_nobody_did_and_the_only_format_are_no_variables() -> None:
    frame, _ = drawn(1800, 3)
    wrong = frame.assign(interviewed_on=frame["immersed_on"], format="visit")
    row = told(wrong).summary.iloc[0]
    assert row["variables"] == "age|age_squared" and row["n_variables"] == 2


def test_no_application_is_not_stated_and_nothing_open_is_said() -> None:
    frame, _ = drawn(600, 4)
    assert told(frame.iloc[0:0]).summary["state"].tolist() == ["not_stated"]
    closed = frame[frame["outcome"] != "open"]
    assert told(closed).summary["state"].tolist() == ["nobody_open"]
    with pytest.raises(ContractError):
        told(frame.drop(columns="format"))


def test_what_is_given_back_names_nobody() -> None:
    found = told(drawn(1800, 1)[0])
    assert len(found.summary) == 1 and "candidate" not in {*found.summary, *found.reliability}
    assert found.reliability[["n_hired"]].min().item() >= 5


def gated(frame: pd.DataFrame, base: int = 5) -> tuple[disclosure.Published, disclosure.Published]:
    found, rules = told(frame, minimum_base=base), disclosure.Rules(base=base)
    return (disclosure.publish_outlook(found.summary, rules=rules),
            disclosure.publish_reliability(found.reliability, rules=rules))  # fmt: skip


def test_the_page_says_a_whole_number_with_its_interval_its_check_and_its_rule() -> None:
    summary, points = gated(drawn(1800, 1)[0])
    said = wording.outlook_sentences(summary)
    row = summary.frame.iloc[0]
    assert f"environ {int(row['expected'])} embauches" in said[0] and f"de {int(row['low'])} à" in said[0]
    assert len(said) == 4 and "Riley" in said[-1] and "jamais une chance pour une personne" in said[2]
    picture = figures.reliability_figure(points)
    assert {trace.type for trace in picture.figure.data} == {"scatter"} and len(picture.table) == len(points.frame)


def test_a_refusal_prints_the_rule_and_few_open_applications_no_total() -> None:
    few, _ = gated(drawn(150, 2)[0])
    assert wording.outlook_sentences(few)[0].startswith("Pas de prévision") and len(wording.outlook_sentences(few)) == 2
    frame, _ = drawn(1800, 1)
    some = frame[(frame["outcome"] != "open")]
    young = frame[(frame["outcome"] == "open") & (frame["applied_on"] > pd.Timestamp("2024-10-01"))].head(3)
    hidden, _ = gated(pd.concat([some, young], ignore_index=True))
    assert pd.isna(hidden.frame["expected"].iloc[0]) and pd.isna(hidden.frame["n_open"].iloc[0])
    assert "Moins de 5 candidatures" in wording.outlook_sentences(hidden)[0]


def test_a_bare_frame_is_refused() -> None:
    found = told(drawn(150, 2)[0])
    with pytest.raises(ContractError):
        wording.outlook_sentences(found.summary)  # type: ignore[arg-type]
    with pytest.raises(ContractError):
        figures.reliability_figure(found.reliability)  # type: ignore[arg-type]
