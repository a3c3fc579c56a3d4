"""Windows, cohorts, curves, delays and groups of hires: who is in the base, and what is not known yet."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.conversions.journeys import COLUMNS, TYPES
from declic_analysis.conversions.landmark import from_landmark, meetings
from declic_analysis.conversions.speeds import speeds
from declic_analysis.conversions.times import delays, followed_people, incidence_curve
from declic_analysis.conversions.windows import cohort_triangle, windows
from declic_analysis.statistics.proportions import wilson
from declic_analysis.vocabulary import FitOutcome, FollowUp

CUTOFF = dt.date(2024, 12, 31)
EMPTY = pd.DataFrame(columns=list(COLUMNS)).astype(TYPES)


def journey(zero: str | None, outcome: str = "open", after: int | None = None, **more: Any) -> dict[str, Any]:
    """A journey from its day zero, with an outcome `after` days or open at the cut-off."""
    start, last = pd.Timestamp(zero) if zero else pd.NaT, pd.Timestamp(CUTOFF)
    on = start + pd.Timedelta(days=after) if after is not None else pd.NaT
    hired = outcome == "hired"
    end = on if after is not None else last
    days = (end - start).days if zero and (outcome == "open" or after is not None) else pd.NA
    return {
        "zero_on": start, "outcome": outcome, "outcome_on": on, "hired": hired, "hired_on": on if hired else pd.NaT,
        "followed_until": end, "days": days, "linked": False, **more,
    }  # fmt: skip


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    named = [{"candidate": f"c{k:03}", **row} for k, row in enumerate(rows)]
    return pd.DataFrame(named).reindex(columns=list(COLUMNS)).astype(TYPES)


def test_a_window_counts_mature_journeys_only() -> None:
    rows = table(
        journey("2024-01-10", "hired", 30),
        journey("2024-01-10", "hired", 31),
        journey("2024-01-10", "training", 5),
        journey("2024-12-01", "hired", 10),  # thirty days are just over on the cut-off day
        journey("2024-12-02", "hired", 10),  # one day short: not counted, though hired
        journey("2024-12-20"),
        journey(None),
        journey("2024-03-01", "hired", None),
        journey("2024-03-01", "hired", -4),
    )
    found = windows(rows, cutoff=CUTOFF, windows_days=[30, 90]).set_index("window")
    assert found.loc[30, ["n", "n_mature", "n_immature", "n_undated", "n_hired"]].tolist() == [9, 4, 2, 3, 2]
    assert found.loc[90, ["n", "n_mature", "n_immature", "n_undated", "n_hired"]].tolist() == [9, 3, 3, 3, 2]
    assert tuple(found.loc[30, ["rate", "low", "high"]]) == pytest.approx(wilson(2, 4)[:3])
    assert (found["n_mature"] + found["n_immature"] + found["n_undated"] == found["n"]).all()


def test_without_a_mature_journey_the_window_is_immature_and_has_no_rate() -> None:
    found = windows(table(journey("2024-12-20"), journey("2024-12-21")), cutoff=CUTOFF, windows_days=[30]).iloc[0]
    assert (found["state"], found["n_mature"]) == (FollowUp.IMMATURE, 0)
    assert np.isnan(found["rate"])


def test_published_intervals_at_zero_and_few_hires() -> None:
    """0 of 26: 0 to 12.87 %; 3 of 107: 0.96 to 7.92 %; Jeffreys at 0 of 26: 0 to 9.12 %."""
    nobody = table(*[journey("2024-01-01")] * 26)
    row = windows(nobody, cutoff=CUTOFF, windows_days=[90]).iloc[0]
    assert (row["low"], round(row["high"], 4)) == (0, 0.1287)
    jeffreys = windows(nobody, cutoff=CUTOFF, windows_days=[90], interval="jeffreys").iloc[0]
    assert round(jeffreys["high"], 4) == 0.0912
    few = table(*[journey("2024-01-01", "hired", 20)] * 3, *[journey("2024-01-01")] * 104)
    row = windows(few, cutoff=CUTOFF, windows_days=[90]).iloc[0]
    assert (round(row["low"], 4), round(row["high"], 4)) == (0.0096, 0.0792)


def test_groups_are_alphabetical_and_unknown_ones_last() -> None:
    rows = table(journey("2024-01-01", format="zi_tour"), journey("2024-01-01"), journey("2024-01-01", format="ab"))
    found = windows(rows, cutoff=CUTOFF, windows_days=[30], by=["format"])
    assert found["format"].tolist()[:2] == ["ab", "zi_tour"]
    assert found["format"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize(
    "made",
    [
        windows(EMPTY, cutoff=CUTOFF, windows_days=[30]),
        cohort_triangle(EMPTY, cutoff=CUTOFF),
        incidence_curve(EMPTY, horizon=30),
        delays(EMPTY, horizon=30),
        speeds(EMPTY, by="format", horizon=30),
    ],
)
def test_an_empty_register_is_not_stated_not_zero(made: pd.DataFrame) -> None:
    assert made.empty
    assert len(made.columns) > 5


def test_cohorts_wait_until_their_last_day_has_had_its_months() -> None:
    rows = table(
        journey("2024-10-01", "hired", 31),  # one month later, to the day
        journey("2024-10-31"),
        journey("2024-11-30", "hired", 2),
        journey("2024-12-01", "hired", 2),
    )
    found = cohort_triangle(rows, cutoff=CUTOFF, months=3).set_index(["cohort", "since"])
    assert found.loc[("2024-10", 1), "n_hired"] == 1
    assert found.loc[("2024-10", 2), "state"] == FollowUp.KNOWN
    assert found.loc[("2024-10", 3), "state"] == FollowUp.IMMATURE
    assert found.loc[("2024-11", 1), ["n", "n_hired"]].tolist() == [1, 1]
    assert found.loc["2024-12", "n_hired"].isna().all()
    quarter = cohort_triangle(rows, cutoff=CUTOFF, months=1, every="Q")
    assert quarter[["cohort", "n", "state"]].values.tolist() == [["2024-T4", 4, FollowUp.IMMATURE]]


def test_nobody_is_dropped_for_not_being_hired() -> None:
    rows = table(
        journey("2024-01-01", "hired", 20),
        journey("2024-01-01", "hired_elsewhere", 10),
        # Gave up on an unknown day, last heard of after forty days: stays in the base, ends there.
        journey("2024-01-01", "withdrawn", None, followed_until=pd.Timestamp("2024-02-10")),
        journey("2024-01-01"),
        journey("2024-01-01", "hired", None),
        journey(None),
    )
    people = followed_people(rows)
    assert people.days.tolist() == [20, 10, 40, 365]
    assert people.cause.tolist() == [1, 2, 4, 0]
    assert people.n_undated == 2
    assert people.clusters is None


def test_curve_is_the_share_of_everybody_by_the_end_of_each_week() -> None:
    rows = table(
        journey("2024-01-01", "hired", 9),
        journey("2024-01-01", "hired", 15),
        journey("2024-01-01", "training", 15),
        journey("2024-01-01"),
    )
    found = incidence_curve(rows, horizon=30)
    hired = found[found["outcome"] == "hired"]
    assert hired["day"].tolist() == [0, 7, 14, 21, 28]
    assert hired["share"].tolist() == [0, 0, 0.25, 0.5, 0.5]
    assert hired["n_events"].tolist() == [0, 0, 1, 2, 2]
    assert hired["n_at_risk"].tolist() == [4, 4, 3, 1, 1]
    assert found.loc[found["outcome"] == "training", "share"].max() == 0.25
    assert found["n_events"].groupby(found["outcome"]).max().sum() == 3


def test_delays_say_what_is_not_reached_and_what_is_not_followed() -> None:
    rows = table(*[journey("2024-11-01", "hired", d) for d in (5, 6, 7, 8)], *[journey("2024-11-01")] * 6)
    found = delays(rows, horizon=60).set_index("measure")
    assert found.loc["share", "estimate"] == pytest.approx(0.4)
    assert found.loc["day_25", "estimate"] == 7
    assert found.loc["day_50", "state"] == FollowUp.NOT_REACHED
    # Four are hired after 5, 6, 7, 8 days, six wait all of the sixty.
    assert found.loc["mean_days", "estimate"] == pytest.approx((26 + 6 * 60) / 10)
    assert found.loc["share", ["n", "n_hired", "n_other", "n_open"]].tolist() == [10, 4, 0, 6]
    assert (delays(rows, horizon=90).set_index("measure").loc[["share", "mean_days"], "state"] == "too_short").all()


def groups(n: int, *, hired: dict[str, int], actions: bool = False) -> pd.DataFrame:
    rows = []
    for name, count in hired.items():
        for k in range(n):
            more = {"format": name, "action": f"{name}{k % 6}" if actions else pd.NA}
            day = 10 + 2 * k + (name == "b")
            rows.append(journey("2024-01-01", *(("hired", day) if k < count else ()), **more))
    return table(*rows)


def test_groups_side_by_side_against_the_first() -> None:
    found = speeds(groups(40, hired={"a": 8, "b": 24}), by="format", horizon=180).set_index("group")
    assert found.loc["a", "hazard_ratio"] == 1
    assert found.loc["b", "hazard_ratio"] > 2
    assert found.loc["b", "ratio_low"] > 1
    assert (found["gray_p"] < 0.01).all()
    assert (found["log_rank_p"] < 0.01).all()
    assert found.loc["b", "share"] == pytest.approx(24 / 40)
    assert (found["n_clusters"] == 0).all()
    shared = speeds(groups(40, hired={"a": 8, "b": 24}, actions=True), by="format", horizon=180)
    assert (shared["n_clusters"] == 12).all()
    assert (shared["method"] == "cox_efron_robust_t").all()


def test_few_hires_in_a_group_give_no_ratio_and_no_test() -> None:
    found = speeds(groups(40, hired={"a": 8, "b": 4}), by="format", horizon=180)
    assert found[["hazard_ratio", "gray_p", "log_rank_p"]].isna().all(axis=None)
    assert set(found["ratio_outcome"]) == set(found["test_outcome"]) == {FitOutcome.TOO_FEW}
    assert found["share"].notna().all()
    single = speeds(groups(40, hired={"a": 8}), by="format", horizon=180)
    assert set(single["ratio_outcome"]) == {FitOutcome.ONE_GROUP}


def test_only_people_still_waiting_at_the_landmark_are_compared() -> None:
    rows = table(
        journey("2024-01-01", "hired", 20),  # hired before: had no time to come back
        journey("2024-01-01", "hired", 80),
        journey("2024-01-01"),
        journey("2024-12-20"),  # not followed up to the landmark
        journey("2024-01-01"),
    )
    met = pd.DataFrame({
        "candidate": ["c001", "c001", "c002", "c002", "c004"], "action": ["a", "b", "a", "c", "d"],
        "met_on": pd.to_datetime(["2024-01-01", "2024-01-31", "2024-01-01", "2024-02-01", None]),
    })  # fmt: skip
    found = from_landmark(rows, met, days=30).set_index("candidate")
    assert found.index.tolist() == ["c001", "c002", "c004"]
    assert found["days"].tolist() == [50, 335, 335]
    assert found["zero_on"].eq(pd.Timestamp("2024-01-31")).all()
    # The second encounter of c002 comes a day after the landmark; that of c004 has no date.
    assert found["repeat"].tolist()[:2] == ["repeat", "first"]
    assert found["n_encounters"].isna().tolist() == [False, False, True]


def test_encounters_come_from_steps_and_from_sheets() -> None:
    events = pd.DataFrame({"candidate": ["x", "x", "y"], "action": ["a", "a", pd.NA]}, dtype="string")
    actions = pd.DataFrame({"action": ["a", "b"], "action_on": pd.to_datetime(["2024-01-01", None])})
    seen = pd.DataFrame({"action": ["b", "b"], "person": ["y", "z"], "identified": True,
                         "attendance": ["seen", "noshow"], "role": "participant"})  # fmt: skip
    found = meetings(events, actions=actions, attendances=seen)
    assert found[["candidate", "action"]].values.tolist() == [["x", "a"], ["y", "b"]]
    assert found["met_on"].isna().tolist() == [False, True]
