"""A study with a comparison group: every page but the comparison is about the programme's own people."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis.demo import declic_study_text
from declic_analysis.disclosure import Rules
from declic_analysis.reports.gated import Selected
from declic_analysis.reports.sides import programme_side
from declic_analysis.study import Study, parse_study


def selected(group: object) -> Selected:
    told = parse_study(declic_study_text()).model_dump(by_alias=True)
    study = Study.model_validate(told | {"comparison_group": group})
    people = pd.DataFrame(
        {"person": ["a", "b", "c"], "group": pd.array(["programme", "comparison", None], dtype="string")}
    )
    candidates = pd.DataFrame({"candidate": ["x", "y"], "group": pd.array(["comparison", "programme"], dtype="string")})
    tables = {"participants": people, "candidates": candidates, "hires": pd.DataFrame({"candidate": ["x", "y", "y"]}),
              "actions": pd.DataFrame({"action": ["1"]})}  # fmt: skip
    responses = pd.DataFrame({"person": ["a", "a", "b", "c"], "score": [1, 2, 3, 4]})
    return Selected(study, responses, pd.DataFrame({"person": ["a", "b", None]}), Rules(base=5), "", tables)


def test_the_comparison_group_stands_apart() -> None:
    side = programme_side(selected({"randomised": False, "formed": "volontaires"}))
    assert list(side.responses["person"]) == ["a", "a", "c"] and list(side.invited["person"].dropna()) == ["a"]
    assert list(side.registers["hires"]["candidate"]) == ["y", "y"]
    assert list(side.registers["candidates"]["candidate"]) == ["y"] and list(
        side.registers["participants"]["person"]
    ) == ["a", "c"]
    assert len(side.registers["actions"]) == 1 and len(side.registers) == 4 and side.registers.get("costs") is None
    assert side.both is not None and len(side.both.responses) == 4 and len(side.both.registers["hires"]) == 3


@pytest.mark.parametrize("group", [None, False])
def test_without_one_nothing_is_left_out(group: object) -> None:
    everyone = selected(group)
    assert programme_side(everyone) is everyone and everyone.both is None
