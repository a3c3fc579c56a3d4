"""Persons at each level: every level keeps its row, one submission a person."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.perception import distribution

_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
answer, responses, moves = _frames["answer"], _frames["responses"], _frames["moves"]
CODEBOOK: pd.DataFrame = _frames["CODEBOOK"]


def spread(*rows: dict[str, Any], **options: Any) -> pd.DataFrame:
    return distribution(responses(*rows), codebook=CODEBOOK, **options)


def counts(frame: pd.DataFrame, wave: str, item: str = "q1") -> list[int]:
    return frame.loc[(frame["wave"] == wave) & (frame["item"] == item), "n"].tolist()


def test_columns_and_levels() -> None:
    frame = spread(*moves(2, 1, 1))
    assert list(frame.columns) == [
        *("audience", "item", "wave", "scale", "direction", "n_levels", "position", "n", "base", "share"),
        "n_non_substantive",
    ]
    assert frame["position"].tolist() == [1, 2, 3, 4, 5] * 2
    assert counts(frame, "before") == [0, 0, 4, 0, 0]
    assert counts(frame, "after") == [0, 1, 1, 2, 0]
    assert frame["share"].tolist()[5:] == [0, 0.25, 0.25, 0.5, 0]


def test_levels_are_those_asked() -> None:
    """A reversed item is shown as asked: position, not score."""
    assert counts(spread(answer("a", "before", 5, item="low")), "before", "low") == [0, 0, 0, 0, 1]


def test_answers_off_the_scale_stay_out_of_the_base() -> None:
    frame = spread(answer("a", "before", None), answer("b", "before", 2))
    assert set(frame["base"]) == {1}
    assert set(frame["n_non_substantive"]) == {1}


def test_an_item_with_no_answer_on_the_scale_keeps_its_levels() -> None:
    frame = spread(answer("a", "before", None))
    assert frame["n"].tolist() == [0] * 5
    assert frame["share"].isna().all()


def test_one_submission_a_person_first_before_last_after() -> None:
    rows = [
        answer("a", wave, level, response=f"{wave}{level}", source_row=level)
        for wave in ("before", "after")
        for level in (2, 5)
    ]
    frame = spread(*rows)
    assert counts(frame, "before") == [0, 1, 0, 0, 0]
    assert counts(frame, "after") == [0, 0, 0, 0, 1]


def test_unidentified_people_count_where_pairs_are_not_asked() -> None:
    rows = [*moves(1, 0, 0), *moves(0, 1, 0, identified=False, prefix="u")]
    assert counts(spread(*rows), "after") == [0, 1, 0, 1, 0]
    assert counts(spread(*rows, paired=True), "after") == [0, 0, 0, 1, 0]


def test_paired_has_the_same_base_in_both_waves() -> None:
    rows = [*moves(2, 1, 0), answer("x", "before", 1), answer("y", "after", 5), answer("x", "followup", 1, month=3)]
    frame = spread(*rows, paired=True)
    assert set(frame["wave"]) == {"before", "after"}
    assert set(frame["base"]) == {3}


def test_paired_under_the_keys_of_the_later_submission() -> None:
    rows = [answer("a", "before", 3, territory="lyon"), answer("a", "after", 4, territory="loire")]
    frame = spread(*rows, paired=True, by=("audience", "item", "territory", "wave"))
    base = frame.drop_duplicates(["territory", "wave"]).set_index(["territory", "wave"])["base"]
    assert base.to_dict() == {("loire", "before"): 1, ("loire", "after"): 1, ("lyon", "before"): 0}


def test_waves_that_are_named() -> None:
    rows = [row for wave in ("before", "retro_before", "after") for row in [answer("a", wave, 3)]]
    rows += [answer("a", "followup", 4, month=3, response="f3"), answer("a", "followup", 5, month=6, response="f6")]
    assert spread(*rows)["wave"].unique().tolist() == ["before", "retro_before", "after", "followup"]
    assert spread(*rows, wave_from="retro_before")["wave"].unique().tolist() == ["retro_before"]
    named = spread(*rows, wave_from="retro_before", wave_to="followup", month=3)
    assert named["wave"].unique().tolist() == ["retro_before", "followup"]
    assert counts(named, "followup") == [0, 0, 0, 1, 0]
    assert counts(spread(*rows, wave_to="followup"), "followup") == [0, 0, 0, 0, 1]


def test_base_is_conserved() -> None:
    frame = spread(*moves(5, 3, 4), *moves(2, 2, 2, item="hours"))
    sums = frame.groupby(["item", "wave"], as_index=False).agg(n=("n", "sum"), base=("base", "first"))
    assert sums["n"].tolist() == sums["base"].tolist()


def test_nothing_answered() -> None:
    assert spread().empty


@pytest.mark.parametrize(
    "options", [{"by": ("audience", "item")}, {"wave_from": "pre"}, {"wave_from": "after", "month": 3}]
)
def test_what_would_pool_or_does_not_exist_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ContractError):
        spread(*moves(1, 0, 0), **options)
