"""Rates of groups, control limits, strata, jobs that last, costs: frames made from `journeys`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from declic_analysis.conversions.control import control_chart
from declic_analysis.conversions.costs import cost_per_outcome
from declic_analysis.conversions.lasting import employment_states, still_employed
from declic_analysis.conversions.pooling import pooled_rates
from declic_analysis.conversions.quality import exits, quality_shares
from declic_analysis.conversions.strata import strata
from declic_analysis.conversions.windows import windows
from declic_analysis.errors import ContractError
from declic_analysis.statistics.control import control_limits, dispersion
from declic_analysis.statistics.poisson import garwood

CUTOFF = dt.date(2024, 12, 31)
DATES = ("zero_on", "hired_on", "contract_on", "ended_on", "employed_3m_on", "employed_6m_on", "outcome_on")


def journeys(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    """Rows with what they state; all else empty."""
    columns = ["candidate", "format", "structure", "territory", "prescriber_kind", "contract", "months", "outcome"]
    frame = pd.DataFrame(list(rows)).reindex(columns=[*columns, *DATES])
    frame["candidate"] = frame["candidate"].astype("object").fillna(pd.Series(range(len(frame)), dtype="object"))
    dated = {name: pd.to_datetime(frame[name]).astype("datetime64[ns]") for name in DATES}
    texts = {name: frame[name].astype("string") for name in columns if name != "months"}
    known = {"months": frame["months"].astype("Float64"), "hired": frame["hired_on"].notna()}
    return frame.assign(**dated, **texts, **known)


def group(name: object, n: int, x: int, *, column: str = "format", **also: object) -> list[dict[str, object]]:
    own = {column: name, "zero_on": "2024-02-01", **also}
    return [own | {"hired_on": "2024-04-01" if k < x else None} for k in range(n)]


def germination() -> pd.DataFrame:
    """Crowder's O73 × cucumber as five groups, named against the order of their rates."""
    counts = zip("edcba", (12, 41, 30, 51, 7), (3, 22, 15, 32, 3), strict=True)
    return journeys(row for name, n, x in counts for row in group(name, n, x))


def test_groups_are_alphabetical_with_both_rates() -> None:
    found = pooled_rates(germination(), by="format")
    assert found["group"].tolist() == ["a", "b", "c", "d", "e"]
    last = found.iloc[-1]
    assert (last["n"], last["n_events"], last["rate"]) == (12, 3, 0.25)
    assert [last["low"], last["high"]] == pytest.approx([0.0889, 0.5323], abs=1e-4)
    assert [last["shrunken"], last["shrunken_low"], last["shrunken_high"]] == pytest.approx(
        [0.379, 0.144, 0.593], abs=5e-4
    )


def test_people_of_no_group_stay_visible_and_pool_nothing() -> None:
    alone, beside = (
        journeys(group("a", 9, 3) + group("b", 9, 4)),
        journeys(group("a", 9, 3) + group("b", 9, 4) + group(None, 50, 50)),
    )
    found = pooled_rates(beside, by="format")
    assert found["group"].isna().tolist() == [False, False, True]
    assert found["n"].tolist() == [9, 9, 50]
    assert found["shrunken"].isna().tolist() == [False, False, True]
    assert found["shrunken"].tolist()[:2] == pytest.approx(pooled_rates(alone, by="format")["shrunken"].tolist())


def test_one_group_is_not_drawn_towards_itself() -> None:
    assert pooled_rates(journeys(group("a", 9, 3)), by="format")["shrunken"].isna().all()


def test_a_window_keeps_mature_people_alone() -> None:
    rows = [*group("a", 4, 2), *group("a", 3, 0, zero_on="2024-12-20"), *group("b", 2, 1)]
    late = journeys([*rows, {"format": "b", "zero_on": "2024-02-01", "hired_on": "2024-11-01"}])
    found = pooled_rates(late, by="format", window_days=90, cutoff=CUTOFF)
    assert found["n"].tolist() == [4, 3]
    assert found["n_events"].tolist() == [2, 1]  # the hire of November is outside its window
    assert found["n_immature"].tolist() == [3, 0]
    assert pooled_rates(late, by="format")["n_events"].tolist() == [2, 2]


def test_every_rate_in_a_window_is_about_the_same_people() -> None:
    """The rates of groups, of all together and of structures are those of `windows`: hires of no day, or of a day
    before time zero, are in none; the window's last day is in it, the day of the encounter too.
    """
    days = ["2024-02-01", "2024-05-01", "2024-05-02", "2024-01-31", None, None]
    rows = [{"format": "a", "structure": "s", "zero_on": "2024-02-01", "hired_on": day} for day in days]
    late = [{"format": "a", "structure": "s", "zero_on": zero} for zero in ("2024-10-02", "2024-10-03", "2024-10-04")]
    frame = journeys(rows + late)
    frame.loc[4, "hired"] = True
    (whole,) = windows(frame, cutoff=CUTOFF, windows_days=[90]).to_dict("records")
    assert (whole["n_mature"], whole["n_hired"], whole["n_undated"], whole["n_immature"]) == (5, 2, 2, 2)
    for found in (pooled_rates, control_chart):
        by = "format" if found is pooled_rates else "structure"
        (row,) = found(frame, by=by, window_days=90, cutoff=CUTOFF).iloc[:1].to_dict("records")
        assert (row["n"], row["n_events"]) == (5, 2)
    assert pooled_rates(frame, by="format", window_days=90, cutoff=CUTOFF)["n_immature"].tolist() == [4]


def test_a_lasting_job_is_an_event() -> None:
    rows = group("a", 5, 3, contract="cdi") + group("b", 5, 2, contract="cdd_short")
    assert pooled_rates(journeys(rows), by="format", event="durable")["n_events"].tolist() == [3, 0]


@pytest.mark.parametrize("options", [{"event": "promoted"}, {"window_days": 90}])
def test_what_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(ContractError):
        pooled_rates(germination(), by="format", **options)  # type: ignore[arg-type]


def test_nobody_gives_no_row() -> None:
    nobody = journeys([])
    assert pooled_rates(nobody, by="format").empty
    assert control_chart(nobody).empty
    assert strata(nobody, compare="format", within="territory").empty
    assert quality_shares(nobody).empty
    assert still_employed(nobody, cutoff=CUTOFF).empty


def test_control_limits_are_exact_binomial() -> None:
    """A count outside is met at most 2.5 % of the time on its side; the last count inside is met more often."""
    for n in (10, 50, 200):
        low, high = (round(n * float(ends[0])) for ends in control_limits([n], target=0.3))
        assert binom.cdf(low - 1, n, 0.3) <= 0.025 < binom.cdf(low, n, 0.3)
        assert binom.sf(high, n, 0.3) <= 0.025 < binom.sf(high - 1, n, 0.3)
    assert np.isnan(control_limits([0], target=0.3)[0]).all()
    inner, outer = control_limits([50], target=0.3), control_limits([50], target=0.3, confidence=0.998)
    assert outer[0] < inner[0] < inner[1] < outer[1]
    assert [float(end[0]) for end in control_limits([5], target=0.0)] == [0, 0]


def test_dispersion_of_equal_rates_is_none() -> None:
    assert dispersion([3, 30], [10, 100]).ratio == pytest.approx(0)
    assert dispersion([1, 9], [10, 10]).p < 0.01
    assert np.isnan(dispersion([0, 0], [10, 10]).ratio)


def test_a_structure_far_from_the_others() -> None:
    rows = [row for k in range(6) for row in group(f"s{k}", 40, 8, column="structure")]
    found = control_chart(
        journeys([*rows, *group("s9", 40, 30, column="structure"), *group(None, 9, 9, column="structure")])
    )
    shown = found[(found["part"] == "group") & found["group"].notna()]
    assert shown["group"].tolist() == [*(f"s{k}" for k in range(6)), "s9"]
    assert shown["position"].tolist() == ["inside"] * 6 + ["outside_998"]
    assert found[found["group"].isna() & (found["part"] == "group")]["n"].tolist() == [9]  # no known structure
    assert shown["target"].tolist() == pytest.approx([(6 * 8 + 30 + 9) / 289] * 7)
    assert shown["dispersion_p"].iloc[0] < 0.001
    curve = found[found["part"] == "limit"]
    assert curve["n"].max() == 40
    at_forty = curve.iloc[-1][["low_95", "high_95"]].tolist()
    assert at_forty == pytest.approx(shown.iloc[0][["low_95", "high_95"]].tolist())


@pytest.mark.shared_data
def test_berkeley_as_journeys(shared_data: Path) -> None:
    """Women apply where few are admitted: the total says less, the departments do not."""
    cells = pd.read_csv(shared_data / "jobs_ucb_funnel" / "UCBAdmissions.csv")
    rows = cells.loc[cells.index.repeat(cells["Freq"])].reset_index(drop=True)
    hired = pd.Series(pd.NaT, index=rows.index).mask(rows["Admit"] == "Admitted", pd.Timestamp("2024-04-01"))
    people = pd.DataFrame({"territory": rows["Gender"], "format": rows["Dept"], "zero_on": pd.Timestamp("2024-02-01")})
    (found,) = strata(people.assign(hired_on=hired, hired=hired.notna()), compare="territory", within="format").to_dict(
        "records"
    )
    assert (found["group"], found["n"], found["n_events"]) == ("Female", 1835, 557)
    assert (found["direction"], found["n_strata"], found["n_opposite"]) == ("opposite", 6, 4)
    assert [found["odds_ratio"], found["independence_p"]] == pytest.approx([1.105343, 0.232263], abs=1e-6)
    assert found["standardised"] > found["standardised_others"]
    assert found["rate"] < found["rate_others"]


def test_strata_speak_of_the_same_people() -> None:
    rows = group("a", 10, 5, territory="x") + group("a", 6, 1, territory="y") + group("b", 8, 2, territory="x")
    rows += group("b", 9, 1, territory="y") + group("b", 30, 30) + group(None, 30, 30, territory="x")
    (found,) = strata(journeys(rows), compare="format", within="territory").to_dict("records")
    assert (found["n"], found["n_events"], found["n_others"], found["n_events_others"]) == (16, 6, 17, 3)
    assert strata(journeys(rows[:16]), compare="format", within="territory").empty  # one group only


def test_quality_adds_up() -> None:
    rows = (
        group("a", 4, 4, contract="cdi") + group("a", 3, 3, contract="cdd_short") + group("a", 2, 2) + group("a", 9, 0)
    )
    found = quality_shares(journeys(rows)).set_index("quality")
    assert found["n"].to_dict() == {"durable": 4, "transition": 3, "positive": 0, "unknown": 2}
    assert found["share"].sum() == pytest.approx(1)
    assert (found["n_hired"].unique().tolist(), found["n_persons"].unique().tolist()) == ([9], [18])


def test_exits_are_of_employees_who_left_a_siae() -> None:
    people = pd.DataFrame({
        "candidate": list("abcdef"),
        "siae_employee": pd.array([True, True, True, False, None, True], dtype="boolean"),
        "siae_left_on": pd.to_datetime(["2024-05-01", "2024-05-01", None, "2024-05-01", "2024-05-01", "2025-05-01"]),
    })  # fmt: skip
    known = {"hired_on": "2024-06-01", "contract": "cdi"}
    rows = [{"candidate": name, **(known if name in "acdf" else {})} for name in "abcdef"]
    (found,) = exits(journeys(rows), candidates=people, cutoff=CUTOFF).to_dict("records")
    assert (found["n_employees"], found["n_left"], found["n_dynamic"], found["share"]) == (4, 2, 1, 0.5)
    trained = journeys([rows[0], {"candidate": "b", "outcome": "training", "outcome_on": "2024-07-01"}])
    assert exits(trained, candidates=people, cutoff=CUTOFF)["n_dynamic"].tolist() == [2]
    nobody = people.assign(siae_employee=pd.array([None] * 6, dtype="boolean"))
    assert exits(journeys(rows), candidates=nobody, cutoff=CUTOFF).empty


def test_a_job_begun_before_leaving_a_siae_is_no_way_out_of_it() -> None:
    people = pd.DataFrame({
        "candidate": list("abcd"),
        "siae_employee": pd.array([True] * 4, dtype="boolean"),
        "siae_left_on": pd.to_datetime(["2024-06-30"] * 4),
    })  # fmt: skip
    rows = [
        {"candidate": "a", "hired_on": "2024-01-10", "contract": "insertion"},  # the contract that was left
        {"candidate": "b", "hired_on": "2024-06-20", "contract_on": "2024-06-30", "contract": "cdi"},
        {"candidate": "c", "outcome": "training", "outcome_on": "2024-03-01"},
        {"candidate": "d", "outcome": "training"},
    ]
    assert exits(journeys(rows), candidates=people, cutoff=CUTOFF)["n_dynamic"].tolist() == [1]
    jobs = journeys([*rows[:2], {"candidate": "a", "hired_on": "2024-09-01", "contract": "cdd_long"}])
    every = jobs[["candidate", "contract", "months", "structure", "hired_on"]].assign(started_on=jobs["contract_on"])
    assert exits(journeys(rows), candidates=people, hires=every, cutoff=CUTOFF)["n_dynamic"].tolist() == [2]


STATES = [
    ({"ended_on": "2024-09-15"}, "employed"),  # ended after the mark
    ({"ended_on": "2024-09-01"}, "employed"),  # on it
    ({"ended_on": "2024-08-31"}, "left"),
    ({"ended_on": "2024-08-31", "employed_3m_on": "2024-09-01"}, "employed"),
    ({"employed_3m_on": "2024-09-02"}, "employed"),
    ({}, "unknown"),  # no end is no proof
    ({"employed_6m_on": "2024-12-02"}, "unknown"),
    ({"contract_on": "2024-11-01", "ended_on": "2024-11-15"}, "too_early"),
    ({"contract_on": "2024-09-30"}, "unknown"),  # three months to the day
    ({"contract_on": "2024-10-01"}, "too_early"),
]


def test_states_at_three_months() -> None:
    base = {"hired_on": "2024-05-20", "contract_on": "2024-06-01"}
    found = employment_states(journeys([base | told for told, _ in STATES]), months=3, cutoff=CUTOFF)
    assert found.tolist() == [state for _, state in STATES]


def test_still_employed_adds_up() -> None:
    base = {"hired_on": "2024-05-20", "contract_on": "2024-06-01"}
    rows = [base | told for told, _ in STATES] + [{"hired_on": "2024-05-20"}, {}]
    three, six = still_employed(journeys(rows), cutoff=CUTOFF).to_dict("records")
    assert (three["n_hired"], three["n_undated"], three["n_too_early"], three["n_mature"]) == (11, 1, 2, 8)
    assert (three["n_employed"], three["n_left"], three["n_unknown"]) == (4, 1, 3)
    assert [three["rate"], three["lowest"], three["highest"]] == pytest.approx([0.8, 0.5, 0.875])
    assert six["months"] == 6
    assert six["n_hired"] == six["n_undated"] + six["n_too_early"] + six["n_mature"]


def test_cost_per_hire() -> None:
    costs = pd.DataFrame({"territory": ["x", "y", None], "euros": [60_000.0, 20_000.0, 20_000.0]})
    found = cost_per_outcome(costs, outcomes={"hired": 10, "durable": 0}, n_persons=80)
    hired, none = found.to_dict("records")
    assert [hired["euros"], hired["cost"]] == [100_000, 10_000]
    assert [hired["low"], hired["high"]] == pytest.approx([100_000 / 18.3904, 100_000 / 4.7954], rel=1e-4)
    assert none["low"] == pytest.approx(100_000 / 3.688879, rel=1e-6)
    assert pd.isna(none["cost"])
    assert pd.isna(none["high"])
    # A territory's part of common costs is not known.
    assert cost_per_outcome(costs, outcomes={"hired": 10}, n_persons=80, territory="x").empty
    apart = cost_per_outcome(costs.iloc[:2], outcomes={"hired": 10}, n_persons=80, territory="x")
    assert apart["cost"].tolist() == [6_000]
    assert cost_per_outcome(costs.iloc[:0], outcomes={"hired": 10}, n_persons=80).empty


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0, 3.6889), (1, 0.0253, 5.5716), (10, 4.7954, 18.3904)])
def test_garwood(count: int, low: float, high: float) -> None:
    """Garwood's table, as every textbook of epidemiology prints it."""
    found = garwood(count)
    assert [found.low, found.high] == pytest.approx([low, high], abs=1e-4)
