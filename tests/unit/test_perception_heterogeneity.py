"""`heterogeneity`: groups side by side, never ranked; participations counted up to a landmark day."""

from __future__ import annotations

import datetime as dt
import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.perception import heterogeneity, paired_shift, person_shift
from declic_analysis.statistics.hierarchical_means import hierarchical_means

_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
responses, moves, answer = _frames["responses"], _frames["moves"], _frames["answer"]
CODEBOOK: pd.DataFrame = _frames["CODEBOOK"]
DAY = dt.date(2024, 3, 1)


def found(*rows: dict[str, Any], **options: Any) -> pd.DataFrame:
    options.setdefault("groupings", ["territory"])
    return heterogeneity(responses(*rows), codebook=CODEBOOK, rng=np.random.default_rng(3), **options)


def two_territories() -> list[dict[str, Any]]:
    return [*moves(8, 2, 10, territory="lyon", prefix="l"), *moves(2, 2, 8, territory="gier", prefix="g")]


def test_raw_numbers_are_those_of_person_shift_and_groups_stand_in_alphabetical_order() -> None:
    rows = two_territories()
    frame = found(*rows)
    truth = person_shift(responses(*rows), codebook=CODEBOOK, by=["audience", "territory"])
    assert frame["group"].tolist() == truth["territory"].tolist() == ["gier", "lyon"]
    for name in ("n_pairs", "net_shift", "net_low", "net_high"):
        np.testing.assert_allclose(frame[name], truth[name])
    assert frame["n_looks"].tolist() == [1, 1]


def test_by_item_raw_numbers_are_those_of_paired_shift() -> None:
    rows = two_territories()
    frame = found(*rows, by=["audience", "item"])
    truth = paired_shift(responses(*rows), codebook=CODEBOOK, by=["audience", "item", "territory"])
    np.testing.assert_allclose(frame["net_shift"], truth["net_shift"])


def test_shrunken_numbers_are_those_of_the_hierarchy() -> None:
    frame = found(*two_territories())
    squares = (10 - 20 * 0.3**2) + 4
    error = np.sqrt((squares + 0.5) / (32 - 2 + 1) / np.array([12, 20]))
    truth = hierarchical_means([0.0, 0.3], error, limit=0.5)
    np.testing.assert_allclose(frame["shrunken_shift"], truth.mean)
    np.testing.assert_allclose(frame["shrunken_low"], truth.low)
    assert frame["shrunken_shift"].between(0, 0.3).all()
    assert (frame["shrunken_low"] < frame["shrunken_shift"]).all()


def test_people_of_one_action_count_for_less() -> None:
    kept = [
        row
        for k in range(6)
        for row in moves(4 * (k % 2), 0, 4 * (1 - k % 2), territory="ab"[k // 3], action=f"a{k}", prefix=f"p{k}")
    ]
    apart = [row | {"action": None} for row in kept]
    together, alone = found(*kept), found(*apart)
    width = [(f["shrunken_high"] - f["shrunken_low"]).mean() for f in (together, alone)]
    assert width[0] > 1.3 * width[1]
    assert set(together["dealt"]) == {"clusters"} and set(alone["dealt"]) == {"persons"}


@pytest.mark.parametrize("name", ["operator", "host"])
def test_operator_is_never_a_grouping(name: str) -> None:
    with pytest.raises(ContractError, match="confondus"):
        found(*two_territories(), groupings=["territory", name])


@pytest.mark.parametrize("options", [{"groupings": []}, {"groupings": ["colour"]}, {"groupings": ["repeat"]},
                                     {"groupings": ["structure_kind"]}, {"by": ["item"]}])  # fmt: skip
def test_impossible_requests_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ContractError):
        found(*two_territories(), **options)


def seen(person: str, day: str, action: str, kind: str, level: int = 4) -> list[dict[str, Any]]:
    told = {"action": action, "format": kind, "action_on": day}
    before = answer(person, "before", 3, answered_on="2024-01-02", **told)
    return [before, answer(person, "after", level, answered_on=day, **told) | {"response": f"{person}{action}"}]


def many_answers() -> list[dict[str, Any]]:
    """a: two actions by the landmark; b: one by then, one later; c: answers before it; d: starts later."""
    return [
        *seen("a", "2024-02-01", "x", "tour"),
        *seen("a", "2024-02-20", "y", "day")[1:],
        *seen("a", "2024-04-01", "z", "tour")[1:],
        *seen("b", "2024-02-01", "x", "tour"),
        *seen("b", "2024-04-01", "z", "tour")[1:],
        *seen("c", "2024-02-01", "x", "tour"),
        *seen("d", "2024-04-01", "z", "tour"),
    ]


def test_participations_after_the_landmark_do_not_count() -> None:
    frame = found(*many_answers(), groupings=["repeat", "n_actions", "n_kinds"], landmark=DAY)
    told = frame[["grouping", "group", "n_pairs", "n_unknown", "n_too_early"]].to_numpy().tolist()
    assert told == [
        ["repeat", "first", 1, 1, 1], ["repeat", "repeat", 1, 1, 1],
        ["n_actions", "1", 1, 1, 1], ["n_actions", "2", 1, 1, 1],
        ["n_kinds", "1", 1, 1, 1], ["n_kinds", "2", 1, 1, 1],
    ]  # fmt: skip
    assert set(frame["landmark"]) == {pd.Timestamp(DAY)}


def test_later_participations_change_nothing() -> None:
    later = [row for row in many_answers() if row["action"] != "z" or row["person"] != "b"]
    moved = [*later, answer("b", "after", 4, answered_on="2024-04-01", action="x", format="tour",
                            action_on="2024-02-01") | {"response": "b2"}]  # fmt: skip
    full, less = (found(*rows, groupings=["n_actions"], landmark=DAY) for rows in (many_answers(), moved))
    assert full[["group", "n_pairs"]].equals(less[["group", "n_pairs"]])


def test_the_register_of_attendance_counts_those_present_only() -> None:
    actions = pd.DataFrame(
        {"action": ["w", "v"], "format": ["day", "day"], "action_on": pd.to_datetime(["2024-01-20", "2024-01-25"])}
    )
    attendances = pd.DataFrame(
        {"action": ["w", "v"], "person": ["b", "b"], "identified": [True, True], "attendance": ["seen", "noshow"],
         "role": ["participant", "participant"]}
    )  # fmt: skip
    frame = found(*many_answers(), groupings=["n_actions"], landmark=DAY, actions=actions, attendances=attendances)
    assert frame[["group", "n_pairs"]].to_numpy().tolist() == [["2", 2]]


def test_kinds_of_structures_come_from_their_register() -> None:
    structures = pd.DataFrame(
        {"structure": ["s", "t", "u"], "siae_kind": ["ACI", None, None], "inclusion_kind": None,
         "prescriber_kind": None, "manufacturing": [None, True, None], "roles": ["siae", "company", "prescriber"]}
    )  # fmt: skip
    rows = [row for name in "stuv" for row in moves(2, 1, 1, structure=name, prefix=name)]
    frame = found(*rows, groupings=["structure_kind"], structures=structures)
    assert frame["group"].tolist() == ["ACI", "manufacturing", "prescriber"]
    assert set(frame["n_unknown"]) == {4} and set(frame["n_structures"]) == {1}


def test_who_runs_the_programme_is_no_kind_of_structure() -> None:
    """Each territory has its own lead and operator: a group of them would set operators side by side, renamed."""
    structures = pd.DataFrame(
        {"structure": ["s", "t", "u"], "siae_kind": None, "inclusion_kind": None, "prescriber_kind": None,
         "manufacturing": None, "roles": ["operator|lead", "prescriber|committee", "operator|company"]}
    )  # fmt: skip
    rows = [row for name in "stu" for row in moves(2, 1, 1, structure=name, prefix=name)]
    frame = found(*rows, groupings=["structure_kind"], structures=structures)
    assert frame["group"].tolist() == ["company", "prescriber"]
    assert set(frame["n_unknown"]) == {4}


def test_columns_and_types_do_not_depend_on_the_rows() -> None:
    full, none = found(*two_territories()), found()
    assert list(full.columns) == list(none.columns)
    assert full.dtypes.to_dict() == none.dtypes.to_dict()


def test_one_group_has_nothing_to_be_drawn_to() -> None:
    row = found(*moves(5, 1, 2, territory="lyon")).iloc[0]
    assert row["n_groups"] == 1 and row["n_looks"] == 0
    assert np.isnan(row[["shrunken_shift", "heterogeneity_p"]].astype(float)).all()
