"""The shared diagnosis, counted by hand; the demonstration's known truth; structures too few to be told."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis import disclosure
from declic_analysis.disclosure import Rules
from declic_analysis.ecosystem import shared_diagnosis
from declic_analysis.vocabulary.diagnosis import DiagnosisElement, DiagnosisKind

SIDES = ("prescripteurs", "industriels")


def answers(*told: tuple[str, int, int]) -> pd.DataFrame:
    """Element, structures of each side that name it: the first of their side."""
    rows = [
        ("H2901", "young", element, side, f"{side}{k}")
        for element, *numbers in told
        for side, n in zip(SIDES, numbers, strict=True)
        for k in range(n)
    ]
    return pd.DataFrame(rows, columns=["rome", "concerned", "element", "audience", "structure"])


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([("barrier_hours", 3, 4)], "both"),
        ([("barrier_hours", 3, 0), ("nothing", 0, 3)], "first"),  # the other side answered, and does not name it
        ([("barrier_hours", 0, 3), ("nothing", 3, 0)], "second"),
        ([("barrier_hours", 3, 0)], "first_alone"),  # the other side did not answer
        ([("barrier_hours", 0, 3)], "second_alone"),
    ],
)
def test_where_both_sides_stand(told: list[tuple[str, int, int]], state: str) -> None:
    found = shared_diagnosis(answers(*told), sides=SIDES)
    assert found[["element", "sharing"]].to_numpy().tolist() == [["barrier_hours", state]]


def test_a_structure_counts_once_and_a_job_of_which_nobody_speaks_is_said() -> None:
    twice = pd.concat([answers(("barrier_hours", 3, 4))] * 2, ignore_index=True)
    found = shared_diagnosis(twice, sides=SIDES, jobs=["H2901", "H3203"])
    assert found.iloc[0][["n_first_answering", "n_second_answering", "n_first_naming", "n_second_naming"]].tolist() == [
        3, 4, 3, 4]  # fmt: skip
    assert found.iloc[1][["rome", "sharing"]].tolist() == ["H3203", "nobody"] and pd.isna(found.iloc[1]["element"])


@pytest.mark.parametrize(("n", "shown"), [(2, False), (3, True)])
def test_a_side_of_few_structures_is_withheld(n: int, shown: bool) -> None:
    found = shared_diagnosis(answers(("barrier_hours", n, 4), ("training_trade", 0, 4)), sides=SIDES)
    rows = disclosure.publish_diagnosis(found, rules=Rules(base=5)).frame
    assert rows["published"].tolist() == [shown] * 2 and rows["element"].notna().tolist() == [shown] * 2


def test_one_structure_of_four_is_not_counted_and_the_state_stays() -> None:
    found = shared_diagnosis(answers(("barrier_hours", 1, 4), ("nothing", 4, 0)), sides=SIDES)
    row = disclosure.publish_diagnosis(found, rules=Rules(base=5)).frame.iloc[0]
    assert pd.isna(row["n_first_naming"]) and row["n_second_naming"] == 4 and row["sharing"] == "both"


def test_each_element_has_its_kind() -> None:
    kinds = {member.kind for member in DiagnosisElement}
    assert kinds == {*DiagnosisKind, None} and DiagnosisElement.NOTHING.kind is None
