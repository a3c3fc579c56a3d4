"""Which rows count: each is in exactly one state."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis.cleaning.rows import clean_rows


def rows(*given: dict[str, object]) -> pd.DataFrame:
    plain = {"person": "p", "identified": True, "audience": "tous", "action": "v1", "format": None, "action_on": pd.NaT,
             "answered_on": pd.NaT, "filled": 1, "wrong_width": False, "complete": True, "fault": None,
             "fault_column": None}  # fmt: skip
    frame = pd.DataFrame([plain | row for row in given])
    dates = {name: pd.to_datetime(frame[name]) for name in ("answered_on", "action_on")}
    return frame.assign(**dates).astype({"fault": "string", "fault_column": "string", "format": "string"})


def states(frame: pd.DataFrame, *, rule: str = "last", keep: bool = False, by_action: bool = True) -> list[str]:
    before = frame.copy(deep=True)
    found = clean_rows(frame, duplicates=rule, keep_incomplete=keep, by_action=by_action)
    pd.testing.assert_frame_equal(frame, before)
    assert found.index.equals(frame.index)
    return found["state"].tolist()


DATED = ({"answered_on": "2024-03-02", "filled": 1}, {"answered_on": "2024-03-01", "filled": 9}, {"filled": 5})


@pytest.mark.parametrize(("rule", "kept"), [("last", 0), ("first", 2), ("most_complete", 1)])
def test_duplicates_by_rule(rule: str, kept: int) -> None:
    found = states(rows(*DATED), rule=rule)
    assert [k for k, state in enumerate(found) if state == "accepted"] == [kept]
    assert found.count("duplicate") == 2


def test_ties_follow_the_lines() -> None:
    same = {"answered_on": "2024-03-02"}
    assert states(rows(same, same)) == ["duplicate", "accepted"]
    assert states(rows(same, same), rule="first") == ["accepted", "duplicate"]
    assert states(rows(same, same), rule="most_complete") == ["duplicate", "accepted"]


@pytest.mark.parametrize(
    "other",
    [{"person": "q"}, {"audience": "pros"}, {"action": "v2"}, {"identified": False}, {"complete": False}],
)
def test_what_is_no_duplicate(other: dict[str, object]) -> None:
    assert states(rows({}, other))[0] == "accepted"


def test_without_action_ids_format_and_date_tell_actions_apart() -> None:
    frame = rows({"action_on": "2024-03-02"}, {"action_on": "2024-04-02"}, {"action_on": "2024-03-02", "format": "x"})
    assert states(frame, by_action=False) == ["accepted"] * 3
    assert states(frame, by_action=True) == ["duplicate", "duplicate", "accepted"]


def test_unidentified_rows_are_never_duplicates() -> None:
    nobody = {"identified": False, "answered_on": "2024-03-02"}
    assert states(rows(nobody, nobody)) == ["accepted", "accepted"]


def test_order_of_the_bricks() -> None:
    frame = rows(
        {"wrong_width": True, "complete": False, "fault": "unknown_territory", "fault_column": "T"},
        {"complete": False, "fault": "unknown_territory", "fault_column": "T"},
        {"fault": "unknown_territory", "fault_column": "T"},
        {},
    )
    found = clean_rows(frame, duplicates="last", keep_incomplete=False, by_action=True)
    assert found["state"].tolist() == ["quarantined", "incomplete", "quarantined", "accepted"]
    assert found["fault"].fillna("").tolist()[:1] == ["wrong_width"]
    assert states(frame, keep=True)[1] == "quarantined"


def test_copies_of_a_file_are_duplicates_even_without_identity() -> None:
    frame = rows({"identified": False}, {"identified": False}).assign(copy_of=[None, "a.csv"])
    assert states(frame) == ["accepted", "duplicate"]
