"""Counts of a running collection, group by group: what is unknown stays empty, and no action is forgotten."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis import schemas
from declic_analysis.errors import ContractError
from declic_analysis.perception import collection_goal, collection_status


def answers(*rows: tuple[str, bool, str, str | None, str | None]) -> pd.DataFrame:
    """person, identified, wave, action, structure → one answer each."""
    frame = pd.DataFrame(
        [
            {
                "response": f"s:{k}:{wave}",
                "person": person,
                "identified": identified,
                "audience": "gens",
                "territory": None,
                "format": None,
                "action": action,
                "structure": structure,
                "wave": wave,
                "month": None,
                "answered_on": pd.Timestamp("2024-03-01"),
                "action_on": None,
                "item": "un",
                "answer": "substantive",
                "position": 1,
                "score": 1,
                "favourable": False,
                "source_row": k + 2,
            }
            for k, (person, identified, wave, action, structure) in enumerate(rows)
        ]
    )
    return frame.astype({"action": "string", "structure": "string", "month": "Int16"})


ANSWERS = answers(
    ("a", True, "before", "T1", "S1"),
    ("a", True, "after", "T1", "S1"),
    ("b", True, "before", "T1", "S2"),
    ("x", False, "before", "T1", "S2"),
    ("c", True, "before", "T2", "S1"),
    ("y", False, "after", "T2", "S1"),
)
ACTIONS = pd.DataFrame(
    {
        "action": ["T1", "T2", "T3"],
        "format": "zi_tour",
        "territory": "lyonnais",
        "action_on": pd.to_datetime(["2024-03-10", "2024-02-10", "2024-05-01"]),
        "planned": pd.array([12, None, 20], dtype="Int32"),
    }
)
SHEETS = pd.DataFrame(
    [
        ("T1", "p1", "gens", "S1", "seen", "participant"),
        ("T1", "p1", "gens", "S1", "seen", "participant"),
        ("T1", "p2", "gens", "S2", "seen", "participant"),
        ("T1", "p3", "gens", "S2", "noshow", "participant"),
        ("T1", "p4", "gens", "S2", "seen", "ambassador"),
        ("T4", "p5", "gens", None, "seen", "participant"),
    ],
    columns=["action", "person", "audience", "structure", "attendance", "role"],
)


def status(**tables: pd.DataFrame) -> pd.DataFrame:
    given = {"actions": ACTIONS, "attendances": SHEETS, "invitations": schemas.empty("invitations")} | tables
    return collection_status(ANSWERS, **given)


def test_each_stage_is_counted_action_by_action() -> None:
    found = status().set_index("action")
    first = found.loc["T1"]
    assert list(found.index) == ["T2", "T1", "T3", "T4"]  # by date; an action of no known date last
    assert (first["n_expected"], first["n_present"]) == (12, 2)
    assert (first["n_before"], first["n_after"], first["n_pairs"]) == (3, 1, 1)
    assert (first["n_awaited"], first["n_unpairable"]) == (1, 1)


def test_an_action_without_anybody_keeps_its_line() -> None:
    row = status().set_index("action").loc["T3"]
    assert pd.isna(row["audience"]) and row["n_before"] == 0 and pd.isna(row["n_present"])


def test_an_action_with_a_sheet_and_no_answer_keeps_its_line() -> None:
    row = status().set_index("action").loc["T4"]
    assert (row["n_present"], row["n_before"], row["n_pairs"]) == (1, 0, 0)


def test_without_a_sheet_nobody_is_said_to_be_absent() -> None:
    found = status(attendances=SHEETS.iloc[:0])
    assert found["n_present"].isna().all()


def test_by_structure() -> None:
    found = collection_status(
        ANSWERS,
        actions=ACTIONS,
        attendances=SHEETS,
        invitations=schemas.empty("invitations"),
        by=["audience", "structure"],
    ).set_index("structure")
    assert (found.loc["S1", "n_before"], found.loc["S1", "n_awaited"], found.loc["S1", "n_pairs"]) == (2, 1, 1)
    assert found.loc["S2", "n_present"] == 1
    assert found["n_expected"].isna().all()


def test_no_answer_at_all_is_a_table_of_actions() -> None:
    found = collection_status(
        ANSWERS.iloc[:0], actions=ACTIONS, attendances=SHEETS.iloc[:0], invitations=schemas.empty("invitations")
    )
    assert list(found["action"]) == ["T2", "T1", "T3"]
    assert found["n_before"].eq(0).all()


def test_a_grouping_without_audience_is_refused() -> None:
    with pytest.raises(ContractError):
        collection_status(
            ANSWERS, actions=ACTIONS, attendances=SHEETS, invitations=schemas.empty("invitations"), by=["action"]
        )


def test_the_goal_counts_what_is_missing() -> None:
    flow = pd.DataFrame({"audience": ["gens", "autres"], "n_pairs": [30, 200]})
    needs = pd.DataFrame(
        {
            "audience": ["gens", "autres"],
            "target": 0.2,
            "pairs_needed": [93.0, 150.0],
            "retention": [0.6, 0.5],
            "basis": "own",
        }
    )
    goal = collection_goal(flow, needs=needs, target=0.2).set_index("audience")
    assert (goal.loc["gens", "pairs_missing"], goal.loc["gens", "answers_missing"]) == (63, 105)
    assert (goal.loc["autres", "pairs_missing"], goal.loc["autres", "answers_missing"]) == (0, 0)
