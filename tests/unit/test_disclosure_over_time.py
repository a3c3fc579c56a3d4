"""Figures of one selection at several dates: the difference of two of them must not be that of a few people."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from declic_analysis.disclosure import DIFFERENCES, Published, Rules, publish_over_time

RULES = Rules(base=11)


def published(*points: dict[str, Any], overlapping: bool = True) -> Published:
    rows = [
        {"figure": "net_shift", "audience": "a", "state": "said", "low": 0.1, "high": 0.4, "confidence": 0.95, "at": at}
        | point
        for at, point in enumerate(points)
    ]
    frame = pd.DataFrame(rows).reindex(columns=[*rows[0], "value", "n"] if "value" not in rows[0] else None)
    return publish_over_time(frame.assign(overlapping=overlapping), rules=RULES, series=["figure", "audience"], at="at")


def shown(*points: dict[str, Any], **options: Any) -> list[bool]:
    return published(*points, **options).frame["published"].tolist()


@pytest.mark.parametrize(("n", "stays"), [(30, True), (31, False), (40, False), (41, True)])
def test_a_point_too_near_the_next_is_withheld_and_the_later_stays(n: int, stays: bool) -> None:
    first = {"value": 0.2 if n > 30 else 0.3, "n": 30}
    assert shown(first, {"value": 0.3, "n": n}) == [stays, True]


def test_the_same_people_with_another_share_is_an_answer_that_changed() -> None:
    assert shown({"value": 0.2, "n": 30}, {"value": 0.3, "n": 30}) == [False, True]


def test_counts_of_people_go_by_their_own_difference_and_actions_stay() -> None:
    hires = [{"figure": "hires", "value": v, "n": None} for v in (20, 22, 40)]
    assert shown(*hires) == [False, True, True]
    actions = [{"figure": "actions", "value": v, "n": None} for v in (20, 22, 40)]
    assert shown(*actions) == [True, True, True]


def test_periods_that_share_nobody_stand_side_by_side() -> None:
    assert shown({"value": 0.2, "n": 30}, {"value": 0.3, "n": 31}, overlapping=False) == [True, True]


def test_a_point_after_a_hidden_one_is_measured_from_the_one_shown() -> None:
    points = [{"value": 0.1 * k, "n": n} for k, n in enumerate((20, 28, 35))]
    assert shown(*points) == [True, False, True]


def test_what_a_report_withheld_has_no_number_nor_a_difference() -> None:
    rest = dict.fromkeys(DIFFERENCES, 0.1)
    result = published(
        {"value": 0.2, "n": 30, "state": "withheld", **rest}, {"value": 0.3, "n": 60, **rest},
        {"value": 0.3, "n": 90, **rest}, overlapping=False,
    ).frame  # fmt: skip
    assert result["value"].isna().tolist() == [True, False, False]
    assert result["difference"].isna().tolist() == [True, True, False]
    assert result["reason"].tolist()[0] == "below_base"
