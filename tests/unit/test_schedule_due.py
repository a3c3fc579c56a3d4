"""When scheduled reports are due: slots, relative periods, catching up, never twice."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from declic_analysis.reports.making import FORMATS
from declic_analysis.reports.schedule import Record, due_reports, last_slot, next_slot, relative_period, slots_between
from declic_analysis.reports.selection import parse_period
from declic_analysis.study.reporting import ReportPlan

PARIS = ZoneInfo("Europe/Paris")


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=PARIS)


def plan(**given: object) -> ReportPlan:
    return ReportPlan.model_validate({"id": "comite", "cron": "0 7 1 * *", **given})


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("last_full_month", "2024-03-01", "2024-02"),
        ("last_full_month", "2024-01-31", "2023-12"),
        ("last_full_quarter", "2024-07-01", "2024-T2"),
        ("last_full_quarter", "2024-06-30", "2024-T1"),
        ("last_full_quarter", "2024-01-15", "2023-T4"),
        ("last_full_semester", "2024-07-15", "2024-01-01/2024-06-30"),
        ("last_full_semester", "2024-06-30", "2023-07-01/2023-12-31"),
        ("last_full_year", "2024-12-31", "2023"),
        ("year_to_date", "2024-05-10", "2024-01-01/2024-05-09"),
        ("year_to_date", "2024-01-01", "2023-01-01/2023-12-31"),
        ("2024-T2", "2025-01-01", "2024-T2"),
        ("", "2025-01-01", ""),
    ],
)
def test_relative_periods_end_before_the_day(text: str, day: str, expected: str) -> None:
    found = relative_period(text, day=dt.date.fromisoformat(day))
    assert found == expected
    period = parse_period(found)
    assert period is None or text == found or period.end < dt.date.fromisoformat(day)


def test_slots_are_those_of_the_zone_and_both_ends_are_kept_apart() -> None:
    found = slots_between(
        "0 7 1 * *", timezone="Europe/Paris", after=at("2024-01-01T07:00"), until=at("2024-04-01T07:00")
    )
    assert [slot.isoformat() for slot in found] == [
        "2024-02-01T07:00:00+01:00", "2024-03-01T07:00:00+01:00", "2024-04-01T07:00:00+02:00"]  # fmt: skip
    assert last_slot("0 7 1 * *", timezone="Europe/Paris", until=at("2024-04-01T06:59")) == at("2024-03-01T07:00")
    assert next_slot("0 7 1 * *", timezone="Europe/Paris", after=at("2024-04-01T07:00")) == at("2024-05-01T07:00")


def test_an_hour_that_the_clock_skips_or_repeats_gives_one_slot() -> None:
    # 31 March 2024: 02:30 does not exist in Paris; 27 October 2024: 02:30 comes twice.
    spring = slots_between(
        "30 2 * * *", timezone="Europe/Paris", after=at("2024-03-30T12:00"), until=at("2024-03-31T12:00")
    )
    autumn = slots_between(
        "30 2 * * *", timezone="Europe/Paris", after=at("2024-10-26T12:00"), until=at("2024-10-27T12:00")
    )
    assert len(spring) == len(autumn) == 1


def test_never_made_is_due_once_and_then_not_before_the_next_slot() -> None:
    now = at("2024-05-20T12:00")
    [due] = due_reports([plan()], records={}, at=now)
    assert due.slot == at("2024-05-01T07:00")
    done = {"comite": Record(slot=due.slot)}
    assert due_reports([plan()], records=done, at=now) == []
    assert due_reports([plan()], records=done, at=at("2024-06-01T06:59")) == []
    assert len(due_reports([plan()], records=done, at=at("2024-06-01T07:00"))) == 1


def test_after_an_outage_each_distinct_report_is_made_and_the_same_one_only_once() -> None:
    since = {"comite": Record(slot=at("2024-01-01T07:00"))}
    now = at("2024-04-15T12:00")
    whole = due_reports([plan()], records=since, at=now)
    assert [due.slot for due in whole] == [at("2024-04-01T07:00")]
    monthly = due_reports([plan(period="last_full_month")], records=since, at=now)
    assert [due.parameters["period"] for due in monthly] == ["2024-01", "2024-02", "2024-03"]


def test_reports_without_a_schedule_are_never_due() -> None:
    assert due_reports([plan(cron=None)], records={}, at=at("2024-05-20T12:00")) == []


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("cron", "0 25 * * *", "cron"),
        ("cron", "61 * * * *", "minute hour day month weekday"),
        ("timezone", "Europe/Lyon", "Europe/Paris"),
        ("period", "trimestre", "last_full_quarter"),
        ("formats", ["odt"], "html"),
    ],
)
def test_a_schedule_that_cannot_be_read_is_refused_with_what_is_allowed(field: str, value: object, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        plan(**{field: value})


def test_a_study_may_ask_for_exactly_the_files_that_a_report_can_be_written_as() -> None:
    assert plan(formats=list(FORMATS)).formats == list(FORMATS)
