"""What reports said: kept once a run, read back after a crash, held against the right earlier one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from declic_analysis.reports.history.before import previous_period, reports_before
from declic_analysis.reports.history.record import HISTORY, Record, read_history, remember
from declic_analysis.reports.selection import period_of

FIGURE = {"figure": "net_shift", "audience": "a", "scope": "selection", "state": "said", "value": 0.25, "n": 30}


def record(**changed: Any) -> Record:
    given: dict[str, Any] = {
        "made_on": "2024-07-01T08:00:00+00:00", "report": "bilan_fr", "notebook": "impact_report", "parameters": {},
        "cutoff": "2024-06-30", "data": "d1", "study_sha256": "s", "software": "1", "fictitious": False,
        "figures": [FIGURE], "recommendations": {"r": "ongoing"},
    }  # fmt: skip
    return Record(**{**given, **changed})


def test_a_run_is_one_line_and_the_same_words_twice_are_one_run(tmp_path: Path) -> None:
    assert remember(record(), tmp_path)
    assert not remember(record(made_on="2024-07-02T08:00:00+00:00", software="2"), tmp_path)
    assert remember(record(made_on="2024-10-01T08:00:00+00:00", cutoff="2024-09-30", data="d2"), tmp_path)
    assert len((tmp_path / HISTORY).read_text(encoding="utf-8").splitlines()) == 2
    assert [r.cutoff for r in read_history(tmp_path).records] == ["2024-06-30", "2024-09-30"]
    assert remember(record(report="bilan_en"), tmp_path), "another report is another line"


def test_a_line_cut_short_by_a_crash_costs_no_other(tmp_path: Path) -> None:
    remember(record(), tmp_path)
    whole = (tmp_path / HISTORY).read_bytes()
    (tmp_path / HISTORY).write_bytes(whole + whole[: len(whole) // 2])
    assert read_history(tmp_path).damaged == 1
    assert remember(record(cutoff="2024-09-30"), tmp_path)
    found = read_history(tmp_path)
    assert [r.cutoff for r in found.records] == ["2024-06-30", "2024-09-30"] and found.damaged == 1
    assert (tmp_path / HISTORY).read_bytes().startswith(whole)


def test_a_report_made_again_is_held_against_the_same_earlier_one() -> None:
    june, september = record(), record(cutoff="2024-09-30", data="d2")
    asked = {"chosen": {"lang": "en"}, "cutoff": "2024-09-30", "data": "d2"}
    first = reports_before([june], **asked)
    assert first.last == first.whole == june
    assert reports_before([june, september], **asked).digest == first.digest
    assert reports_before([june, september, september], **asked).digest == first.digest
    assert reports_before([], **asked).last is None
    assert reports_before([june], chosen={}, cutoff="2024-06-30", data="d1").last is None, (
        "its own run is no earlier one"
    )
    back = reports_before([june, september], chosen={}, cutoff="2024-06-30", data="d1")
    assert back.last is None, "a report is not held against a later day"


@pytest.mark.parametrize("name", ["territory", "audience", "diffusion"])
def test_other_readers_and_other_people_are_another_series(name: str) -> None:
    assert reports_before([record(parameters={name: "x"})], chosen={}, cutoff="2024-12-31", data="d2").last is None


def test_a_report_of_a_period_is_the_last_one_but_no_measure_of_the_whole() -> None:
    before = reports_before([record(parameters={"period": "2024-T2"})], chosen={}, cutoff="2024-12-31", data="d2")
    assert before.last is not None and before.whole is None


def test_a_notebook_without_a_first_page_is_no_earlier_report() -> None:
    assert reports_before([record(figures=[])], chosen={}, cutoff="2024-12-31", data="d2").last is None


@pytest.mark.parametrize(
    ("period", "earlier"),
    [
        ("2024", "2023"),
        ("2024-T2", "2024-T1"),
        ("2024-T1", "2023-T4"),
        ("2024-03", "2024-02"),
        ("2024-01", "2023-12"),
        ("2024-07-01/2024-12-31", "2024-01-01/2024-06-30"),
        ("2024-01-01/2024-02-29", "2023-11-01/2023-12-31"),
        ("2024-01-15/2024-01-24", "2024-01-05/2024-01-14"),
    ],
)
def test_the_period_before_is_of_the_same_kind(period: str, earlier: str) -> None:
    assert previous_period(period_of(period)) == period_of(earlier)
