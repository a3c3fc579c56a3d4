"""Illegal moves of the journeys: each fault from the facts that make it, what is done with it, and nothing else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from journey_tables import CUTOFF, action, contract, events, hire, hires, step

from declic_analysis.conversions.history import TREATMENTS, fault_rows, history
from declic_analysis.conversions.journeys import journeys
from declic_analysis.vocabulary import JourneyFault

ACTIONS = contract("actions", action("A1", "2024-03-01"))
APPLIED = step("a", "applied", "2024-03-10", structure="forge")
CASES = {
    "after_cutoff": ([step("a", "applied", "2025-01-02")], [hire("a", accepted_on="2025-02-01")], 2),
    "hired_before_applied": ([APPLIED], [hire("a", structure="forge", accepted_on="2024-03-09")], 1),
    "hired_before_encounter": ([], [hire("a", action="A1", accepted_on="2024-02-28")], 1),
    "step_before_encounter": ([step("a", "interviewed", "2024-02-29", action="A1")], [], 1),
    "overlapping_contracts": (
        [], [hire("a", started_on="2024-03-01", ended_on="2024-06-30"), hire("a", started_on="2024-06-30")], 1),
    "accepted_twice": (
        [], [hire("a", structure="forge", accepted_on="2024-03-01"),
             hire("a", structure="forge", accepted_on="2024-04-01")], 1),
    "started_before_accepted": ([], [hire("a", accepted_on="2024-03-02", started_on="2024-03-01")], 1),
    "ended_before_started": ([], [hire("a", started_on="2024-03-02", ended_on="2024-03-01")], 1),
    "step_after_exit": (
        [step("a", "applied", "2024-03-01", state="obsolete", state_on="2024-03-20"),
         step("a", "immersed", "2024-04-01")], [], 1),
    "state_before_applied": (
        [step("a", "applied", "2024-03-10", state="refused", refusal_reason="training", state_on="2024-03-01")], [], 1),
    "employed_without_hire": ([step("a", "employed_3m", "2024-08-01")], [], 1),
    "employed_too_early": (
        [step("a", "employed_3m", "2024-05-29")], [hire("a", started_on="2024-03-01")], 1),  # 89 days
    "accepted_without_hire": ([step("a", "applied", "2024-03-01", state="accepted")], [], 1),
    "hire_without_date": ([], [hire("a")], 1),
    "exit_without_date": ([step("a", "applied", "2024-03-01", state="obsolete")], [], 1),
}  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "told", "signed", "n"), [(key, *case) for key, case in CASES.items()], ids=list(CASES)
)
def test_each_fault_is_found_alone(fault: str, told: list[dict], signed: list[dict], n: int) -> None:
    found = history(events(*told), hires(*signed), cutoff=CUTOFF, actions=ACTIONS)
    counted = found[found["n_rows"] > 0].set_index("fault")
    assert counted["n_rows"].to_dict() == {fault: n}
    assert counted["n_persons"].to_dict() == {fault: 1}
    assert counted.loc[fault, "treatment"] == TREATMENTS[JourneyFault.of(fault)].value


CLEAN = {
    "the whole way": (
        [step("a", "oriented", "2024-03-01", action="A1"), APPLIED, step("a", "employed_3m", "2024-09-02")],
        [hire("a", structure="forge", action="A1", accepted_on="2024-05-02", started_on="2024-05-06")],
    ),
    "on the same day": ([step("a", "applied", "2024-05-02")], [hire("a", accepted_on="2024-05-02")]),
    "one contract after the other": (
        [],
        [hire("a", structure="f", started_on="2024-03-01", months=2),
         hire("a", structure="f", started_on="2024-06-01")],
    ),
    "hired by one company, applied later to another": (
        [step("a", "applied", "2024-06-01", structure="cable")],
        [hire("a", structure="forge", accepted_on="2024-05-02")],
    ),
    "an exit, and nothing after it": (
        [step("a", "applied", "2024-03-01", state="refused", refusal_reason="training", state_on="2024-03-20")], [],
    ),
    "refused by the platform, undated: its rule tells the day": (
        [step("a", "applied", "2024-03-01", state="refused", refusal_reason="auto")], [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("told", "signed"), CLEAN.values(), ids=list(CLEAN))
def test_a_legal_history_has_no_fault(told: list[dict], signed: list[dict]) -> None:
    found = history(events(*told), hires(*signed), cutoff=CUTOFF, actions=ACTIONS)
    assert tuple(found["fault"]) == JourneyFault.codes() and found["n_rows"].sum() == 0


def test_empty_registers_were_not_checked() -> None:
    assert history(events(), hires(), cutoff=CUTOFF).empty


def test_rows_are_named_by_their_own_labels() -> None:
    signed = hires(hire("a", accepted_on="2024-03-01"), hire("b")).set_axis([10, 20])
    found = fault_rows(events(), signed, cutoff=CUTOFF)
    assert found[["fault", "candidate", "table", "row"]].values.tolist() == [["hire_without_date", "b", "hires", 20]]


@pytest.mark.shared_data
def test_impossible_delays_of_the_carpentries(shared_data: Path) -> None:
    """333 of the 943 people taught before the badge that should come first: counted, left out, nobody lost."""
    raw = pd.read_csv(shared_data / "conversion_carpentries" / "days_badge_to_teach.csv")
    days = {name: pd.to_datetime(raw[name], format="%m/%d/%y") for name in ("date_awarded", "first_wkshp")}
    people = [f"p{k}" for k in range(len(raw))]
    told = contract("events").reindex(range(len(raw))).assign(candidate=people, step="applied")
    told = told.assign(event_on=days["date_awarded"])
    signed = contract("hires").reindex(range(len(raw))).assign(hire=people, candidate=people)
    signed = signed.assign(accepted_on=days["first_wkshp"])
    cutoff = dt.date(2030, 1, 1)
    counted = history(told, signed, cutoff=cutoff).set_index("fault")["n_rows"]
    assert counted["hired_before_applied"] == 333 and counted.sum() == 333
    made = journeys(told, signed, cutoff=cutoff, origin="application")
    assert len(made) == 943 and made["hired"].all() and made["days"].isna().sum() == 333
    kept = raw["days"][raw["days"] >= 0]
    assert sorted(made["days"].dropna()) == sorted(kept)
