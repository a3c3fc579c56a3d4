"""Journeys: what a row is, when each step was reached, how it ended: each case a few facts and what is expected."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from journey_tables import CUTOFF, action, contract, events, hire, hires, step

from declic_analysis.conversions.journeys import COLUMNS, journeys
from declic_analysis.errors import ContractError


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def test_empty_registers_give_no_row_and_every_column() -> None:
    for unit in ("person", "application"):
        found = journeys(events(), hires(), cutoff=CUTOFF, unit=unit)
        assert found.empty and list(found.columns) == list(COLUMNS)
    listed = contract("candidates", {"candidate": "a"})
    assert journeys(events(), hires(), cutoff=CUTOFF, candidates=listed).empty  # steps unknown, not zero


def test_the_whole_way_with_its_chain() -> None:
    told = events(
        step("a", "oriented", "2024-03-02", action="A1"),
        step("a", "applied", "2024-03-10", structure="forge"),
        step("a", "interviewed", "2024-03-20", structure="forge"),
        step("a", "immersed", "2024-04-02", structure="forge"),
        step("a", "employed_3m", "2024-08-05"),
    )
    signed = hires(hire("a", structure="forge", accepted_on="2024-05-02", started_on="2024-05-06", contract="cdi"))
    made = journeys(
        told,
        signed,
        cutoff=CUTOFF,
        candidates=contract("candidates", {"candidate": "a", "prescriber": "ml", "rome": "H2901"}),
        actions=contract("actions", action("A1", "2024-03-01")),
        structures=contract(
            "structures", {"structure": "ml", "name": "ML", "roles": "", "prescriber_kind": "ML", "fictitious": True}
        ),
    )
    row = made.iloc[0]
    assert len(made) == 1 and row["linked"] and row["hired"]
    assert (row["territory"], row["format"], row["period"]) == ("lyonnais", "zi_tour", "2024-03")
    assert (row["prescriber_kind"], row["rome_domain"], row["structure"]) == ("ML", "H", "forge")
    assert row["hired_on"] == day("2024-05-02") and row["contract_on"] == day("2024-05-06")
    assert (row["outcome"], row["days"]) == ("hired", 62)  # 1 March → 2 May
    assert row["employed_3m_on"] == day("2024-08-05")


@pytest.mark.parametrize(
    ("origin", "days"), [("encounter", 62), ("orientation", 61), ("application", 53)], ids=lambda value: str(value)
)
def test_time_zero_is_the_one_asked(origin: str, days: int) -> None:
    told = events(step("a", "oriented", "2024-03-02", action="A1"), step("a", "applied", "2024-03-10"))
    made = journeys(
        told,
        hires(hire("a", accepted_on="2024-05-02")),
        cutoff=CUTOFF,
        actions=contract("actions", action("A1", "2024-03-01")),
        origin=origin,
    )
    assert made["days"].to_list() == [days]


OUTCOMES = {
    "nothing after the application": ([step("a", "applied", "2024-12-01")], "open", None, 30),
    "hired elsewhere, dated": (
        [step("a", "applied", "2024-03-01", state="obsolete", state_on="2024-03-31")],
        "hired_elsewhere", "2024-03-31", 30,
    ),
    "hired elsewhere, undated": (
        [step("a", "applied", "2024-03-01", state="obsolete")], "hired_elsewhere", None, None,
    ),
    "training": (
        [step("a", "applied", "2024-03-01", state="refused", refusal_reason="training", state_on="2024-03-11")],
        "training", "2024-03-11", 10,
    ),
    "not interested": (
        [step("a", "applied", "2024-03-01", state="refused", refusal_reason="unavailable", state_on="2024-03-11")],
        "withdrawn", "2024-03-11", 10,
    ),
    "a step after the exit: still on the way": (
        [step("a", "applied", "2024-03-01", state="refused", refusal_reason="training", state_on="2024-03-11"),
         step("a", "immersed", "2024-04-01")],
        "open", None, 305,
    ),
    "the exit is not known yet at the cut-off": (
        [step("a", "applied", "2024-12-01", state="obsolete", state_on="2025-01-15")], "open", None, 30,
    ),
    "accepted, no hire listed": (
        [step("a", "applied", "2024-03-01", state="accepted", state_on="2024-04-01")], "hired", "2024-04-01", 31,
    ),
    "accepted on no known day": ([step("a", "applied", "2024-03-01", state="accepted")], "hired", None, None),
    "hired according to the steps only": (
        [step("a", "applied", "2024-03-01"), step("a", "hired", "2024-03-21")], "hired", "2024-03-21", 20,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("told", "outcome", "on", "days"), OUTCOMES.values(), ids=OUTCOMES.keys())
def test_outcome_of_a_person(told: list[dict], outcome: str, on: str | None, days: int | None) -> None:
    row = journeys(events(*told), hires(), cutoff=CUTOFF).iloc[0]
    assert row["outcome"] == outcome and row["hired"] == (outcome == "hired")
    assert (None if pd.isna(row["outcome_on"]) else row["outcome_on"]) == (day(on) if on else None)
    assert (None if pd.isna(row["days"]) else row["days"]) == days


APPLICATIONS = {
    "refused: closed for the application": (
        [step("a", "applied", "2024-03-01", structure="f", state="refused", refusal_reason="not_mobile",
              state_on="2024-03-21")],
        "refused", 20,
    ),
    "hire cancelled": (
        [step("a", "applied", "2024-03-01", structure="f", state="cancelled", state_on="2024-03-21")], "refused", 20,
    ),
    "refused by the platform: followed for 60 days": (
        [step("a", "applied", "2024-03-01", structure="f", state="refused", refusal_reason="auto")], "open", 60,
    ),
    "refused by the platform, dated": (
        [step("a", "applied", "2024-03-01", structure="f", state="refused", refusal_reason="auto",
              state_on="2024-05-02")],
        "open", 62,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("told", "outcome", "days"), APPLICATIONS.values(), ids=APPLICATIONS.keys())
def test_what_closes_an_application_leaves_the_person_on_the_way(told: list[dict], outcome: str, days: int) -> None:
    application = journeys(events(*told), hires(), cutoff=CUTOFF, unit="application").iloc[0]
    assert (application["outcome"], application["days"]) == (outcome, days)
    person = journeys(events(*told), hires(), cutoff=CUTOFF).iloc[0]
    assert (person["outcome"], person["days"]) == ("open", 305)


def test_a_hire_by_one_company_ends_the_applications_to_the_others() -> None:
    told = events(
        step("a", "oriented", "2024-02-01"),
        step("a", "applied", "2024-03-01", structure="forge"),
        step("a", "applied", "2024-03-02", structure="cable", state="obsolete"),
        step("a", "applied", "2024-06-02", structure="later"),
    )
    made = journeys(told, hires(hire("a", structure="forge", accepted_on="2024-04-01")), cutoff=CUTOFF,
                    unit="application", origin="application").set_index("structure")  # fmt: skip
    assert made["outcome"].to_dict() == {"cable": "hired_elsewhere", "forge": "hired", "later": "open"}
    assert made.loc["cable", "days"] == 30 and made.loc["forge", "days"] == 31
    assert made["oriented_on"].eq(day("2024-02-01")).all()  # an orientation without a company opens them all
    assert made["application"].is_unique


def test_facts_after_the_cut_off_are_not_known_yet() -> None:
    told = events(step("a", "applied", "2024-03-01"), step("b", "applied", "2024-06-01"))
    signed = hires(
        hire("a", accepted_on="2024-04-01", started_on="2024-04-15", ended_on="2024-09-01"),
        hire("b", accepted_on="2024-07-01"),
    )
    made = journeys(told, signed, cutoff=dt.date(2024, 4, 10)).set_index("candidate")
    assert list(made.index) == ["a"] and made.loc["a", "hired_on"] == day("2024-04-01")
    assert pd.isna(made.loc["a", "contract_on"]) and pd.isna(made.loc["a", "ended_on"])
    assert journeys(told, signed, cutoff=dt.date(2024, 6, 1))["candidate"].to_list() == ["a", "b"]  # day included


def test_a_hire_without_a_date_counts_and_has_no_delay() -> None:
    made = journeys(events(step("a", "applied", "2024-03-01")), hires(hire("a", contract="cdi")), cutoff=CUTOFF)
    row = made.iloc[0]
    assert row["hired"] and row["outcome"] == "hired" and pd.isna(row["hired_on"]) and pd.isna(row["days"])
    assert row["followed_until"] == day("2024-03-01")


def test_negative_delays_are_left_out_and_the_hire_stays() -> None:
    told = events(step("a", "applied", "2024-05-01"))
    row = journeys(told, hires(hire("a", accepted_on="2024-04-01")), cutoff=CUTOFF, origin="application").iloc[0]
    assert row["hired"] and row["outcome_on"] == day("2024-04-01") and pd.isna(row["days"])


def test_acceptance_goes_before_the_start_and_the_first_hire_before_the_second() -> None:
    signed = hires(
        hire("a", started_on="2024-06-01", contract="cdd_short"),
        hire("a", accepted_on="2024-09-01", started_on="2024-09-10", contract="cdi"),
    )
    row = journeys(events(), signed, cutoff=CUTOFF).iloc[0]
    assert row["hired_on"] == day("2024-06-01") and row["contract"] == "cdd_short"


def test_nobody_is_lost_and_no_input_is_changed() -> None:
    told = events(step("b", "applied", "2024-03-01"), step("c", "oriented", "2024-03-01"))
    listed = contract("candidates", *({"candidate": name} for name in "abc"))
    before = told.copy(deep=True)
    made = journeys(told, hires(hire("d")), cutoff=CUTOFF, candidates=listed)
    assert made["candidate"].to_list() == ["a", "b", "c", "d"]
    assert made.loc[0, "outcome"] == "open" and pd.isna(made.loc[0, "days"])
    pd.testing.assert_frame_equal(told, before)


def test_the_earliest_action_is_the_encounter() -> None:
    told = events(
        step("a", "oriented", "2024-03-12", action="A2"), step("a", "applied", "2024-04-01", action="A1"),
        step("b", "applied", "2024-04-01", action="A3"),
    )  # fmt: skip
    held = contract("actions", action("A1", "2024-02-01", territory="stephanois"), action("A2", "2024-03-01"),
                    action("A3", None))  # fmt: skip
    made = journeys(told, hires(), cutoff=CUTOFF, actions=held).set_index("candidate")
    assert made.loc["a", "action"] == "A1" and made.loc["a", "territory"] == "stephanois"
    assert made.loc["b", "action"] == "A3" and made.loc["b", "zero_on"] == day("2024-04-01")  # action without a date


@pytest.mark.parametrize("wrong", [{"unit": "hire"}, {"origin": "contract"}])
def test_a_choice_out_of_its_list_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ContractError):
        journeys(events(), hires(), cutoff=CUTOFF, **wrong)
