"""Outside the house a structure that did not agree to be named has no row of its own beside the people it sent."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

from declic_analysis.disclosure import UNNAMED, Rules
from declic_analysis.reports.hiring.followed import told_outside

JOURNEYS = pd.DataFrame({"candidate": list("stuvw"), "prescriber": ["a", "b", "c", "d", None], "format": "zi_tour"})


def told(*named: str, diffusion: str = "external", by: str = "prescriber") -> list[object]:
    structures = pd.DataFrame({"structure": list("abcd"), "named_outside": [n in named or None for n in "abcd"]})
    structures["named_outside"] = structures["named_outside"].astype("boolean")
    selected = SimpleNamespace(registers={"structures": structures}, rules=Rules(base=11), diffusion=diffusion)
    rows = told_outside(selected, JOURNEYS, by=by)  # type: ignore[arg-type]
    return [None if pd.isna(group) else group for group in rows[by]]


def test_those_not_named_stand_together_from_three_on() -> None:
    assert told("a") == ["a", UNNAMED, UNNAMED, UNNAMED, None]


def test_fewer_than_three_are_of_no_structure_stated() -> None:
    assert told("a", "b") == ["a", "b", None, None, None]


def test_inside_the_house_and_for_what_is_no_structure_nothing_changes() -> None:
    assert told(diffusion="internal") == ["a", "b", "c", "d", None]
    assert told(by="format") == ["zi_tour"] * 5
