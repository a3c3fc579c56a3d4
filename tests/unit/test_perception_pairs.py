"""One person, one pair: who is paired, with which of their submissions."""

from __future__ import annotations

import runpy
from pathlib import Path

import pandas as pd
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.perception import pairs

_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
answer, responses, moves = _frames["answer"], _frames["responses"], _frames["moves"]

COLUMNS = [
    *("person", "audience", "territory", "format", "action", "structure", "item", "wave_from", "wave_to", "month"),
    *("before_position", "after_position", "before_score", "after_score", "before_favourable", "after_favourable"),
    *("change", "moved"),
]


def levels(frame: pd.DataFrame) -> list[tuple[int, int]]:
    return list(zip(frame["before_position"], frame["after_position"], strict=True))


def test_columns_and_moves() -> None:
    frame = pairs(responses(*moves(1, 1, 1)))
    assert list(frame.columns) == COLUMNS
    assert frame["moved"].tolist() == [1, -1, 0]
    assert frame["change"].tolist() == [1, -1, 0]
    assert set(frame["wave_from"]) == {"before"}
    assert frame["after_favourable"].tolist() == [True, False, False]


def test_a_reversed_item_rises_when_its_position_falls() -> None:
    frame = pairs(responses(answer("a", "before", 4, item="low"), answer("a", "after", 1, item="low")))
    assert (frame["change"].item(), frame["moved"].item()) == (3, 1)
    assert (frame["before_position"].item(), frame["before_score"].item()) == (4, 2)


def test_items_meet_items() -> None:
    rows = [answer("a", "before", 1), answer("a", "before", 2, item="q2"), answer("a", "after", 5, item="q2")]
    frame = pairs(responses(*rows))
    assert frame["item"].tolist() == ["q2"]
    assert levels(frame) == [(2, 5)]


def test_answers_off_the_scale_make_no_pair() -> None:
    assert pairs(responses(answer("a", "before", None), answer("a", "after", 5))).empty
    assert pairs(responses(answer("a", "before", 5), answer("a", "after", None))).empty


def test_unidentified_people_are_never_paired() -> None:
    assert pairs(responses(*moves(2, 0, 0, identified=False))).empty


def twice(wave: str, first: str | None, second: str | None) -> list[dict[str, object]]:
    """Level 1 in the upper row of the file, 5 in the lower."""
    return [
        answer("a", wave, level, response=f"form:{row}:{wave}", answered_on=day, source_row=row)
        for row, (level, day) in enumerate([(1, first), (5, second)], start=2)
    ]


@pytest.mark.parametrize(
    ("first", "second", "before", "after"),
    [
        ("2024-01-01", "2024-02-01", 1, 5),
        ("2024-02-01", "2024-01-01", 5, 1),
        (None, None, 1, 5),
        ("2024-01-01", "2024-01-01", 1, 5),
        (None, "2024-01-01", 5, 5),
        ("2024-01-01", None, 1, 1),
    ],
)
def test_first_before_last_after(first: str | None, second: str | None, before: int, after: int) -> None:
    """By date, then by line in the file; an undated submission counts only where none is dated."""
    frame = pairs(responses(*twice("before", first, second), *twice("after", first, second)))
    assert levels(frame) == [(before, after)]


def test_order_of_the_table_does_not_matter() -> None:
    table = responses(*twice("before", None, None), *twice("after", None, None), *moves(2, 2, 2))
    one, other = (pairs(rows).sort_values("person", ignore_index=True) for rows in (table, table.iloc[::-1]))
    pd.testing.assert_frame_equal(one, other)


def test_a_submission_is_chosen_whole() -> None:
    """The first "before" lacks q2: the second one does not fill it in."""
    rows = [*twice("before", "2024-01-01", "2024-02-01"), answer("a", "after", 3), answer("a", "after", 3, item="q2")]
    filled = answer("a", "before", 2, item="q2", response="form:3:before", answered_on="2024-02-01", source_row=3)
    assert pairs(responses(*rows, filled))["item"].tolist() == ["q1"]


def test_keys_are_those_of_the_later_submission() -> None:
    rows = [answer("a", "before", 3, territory="lyon"), answer("a", "after", 4, territory="loire", action="z2")]
    frame = pairs(responses(*rows))
    assert frame[["territory", "action"]].iloc[0].tolist() == ["loire", "z2"]


def test_two_audiences_are_two_people() -> None:
    rows = [
        answer("a", wave, level, audience=audience, response=f"{audience}:{wave}")
        for audience, change in (("presc", (1, 5)), ("indus", (4, 2)))
        for wave, level in zip(("before", "after"), change, strict=True)
    ]
    frame = pairs(responses(*rows))
    assert frame.set_index("audience")["change"].to_dict() == {"presc": 4, "indus": -2}


def followups() -> pd.DataFrame:
    late = [
        answer("a", "followup", level, month=month, response=f"f{month}", answered_on=f"2024-0{month}-01")
        for month, level in ((3, 4), (6, 5))
    ]
    return responses(answer("a", "before", 2), answer("a", "after", 3), *late)


@pytest.mark.parametrize(("month", "expected"), [(3, (2, 4)), (6, (2, 5)), (None, (2, 5))])
def test_month_of_the_follow_up(month: int | None, expected: tuple[int, int]) -> None:
    frame = pairs(followups(), wave_to="followup", month=month)
    assert levels(frame) == [expected]
    assert frame["month"].item() == (month or 6)


def test_month_leaves_the_other_wave_alone() -> None:
    assert levels(pairs(followups(), wave_from="after", wave_to="followup", month=3)) == [(3, 4)]
    assert pairs(followups(), wave_to="followup", month=12).empty


def test_retrospective_before() -> None:
    rows = [answer("a", "before", 4), answer("a", "retro_before", 2), answer("a", "after", 4)]
    assert levels(pairs(responses(*rows), wave_from="retro_before")) == [(2, 4)]


def test_nothing_answered() -> None:
    assert list(pairs(responses()).columns) == COLUMNS


def test_the_table_stays_as_it_was() -> None:
    table = responses(*moves(3, 2, 1))
    copy = table.copy(deep=True)
    pairs(table)
    pd.testing.assert_frame_equal(table, copy)


@pytest.mark.parametrize(
    "waves",
    [
        {"wave_from": "pre"},
        {"wave_to": "before"},
        {"month": 3},
        {"wave_from": "retro_before", "wave_to": "after", "month": 6},
    ],
)
def test_impossible_waves_are_refused(waves: dict[str, object]) -> None:
    with pytest.raises(ContractError, match="wave_from"):
        pairs(responses(*moves(1, 0, 0)), **waves)


def test_missing_columns_are_named() -> None:
    with pytest.raises(ContractError, match="sans answered_on, score"):
        pairs(responses(*moves(1, 0, 0)).drop(columns=["score", "answered_on"]))


def test_a_double_answer_is_refused_without_its_value() -> None:
    table = responses(*moves(1, 0, 0))
    with pytest.raises(ContractError) as refusal:
        pairs(pd.concat([table, table.head(1)]))
    assert "p0" not in str(refusal.value)
