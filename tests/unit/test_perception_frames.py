"""Small contract tables for the tests of `perception`, and the check that they are contract tables.

The other files read this one with runpy, as it stands: `responses`, `answer`, `moves`, `CODEBOOK`.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from declic_analysis.schemas.models import Responses

LEVELS, FAVOURABLE_FROM = 5, 4
ITEMS = {"q1": "favourable_high", "q2": "favourable_high", "low": "favourable_low", "hours": "neutral"}
CODEBOOK = pd.DataFrame(
    [
        {
            **{"item": item, "number": number, "construct": "c", "construct_label": "C", "scale": "agree"},
            **{"n_levels": LEVELS, "direction": direction, "favourable_from": FAVOURABLE_FROM, "audience": audience},
            **{"mirror": True, "confirmatory": item == "q1", "label_fr": item, "label_en": item},
        }
        for number, (item, direction) in enumerate(ITEMS.items(), start=1)
        for audience in ("presc", "indus")
    ]
)


def answer(person: str, wave: str, position: int | None, **other: Any) -> dict[str, Any]:
    """One answer; position None is "don't know". Overrides: item, audience, territory, month, answered_on, …"""
    item = other.get("item", "q1")
    score = None if position is None else LEVELS + 1 - position if ITEMS[item] == "favourable_low" else position
    row = {
        **{"response": f"form:{person}:{wave}", "person": person, "identified": True, "audience": "presc"},
        **{"match": "exact", "match_score": 1.0},
        **dict.fromkeys(("territory", "format", "action", "structure", "month", "answered_on", "action_on")),
        **{"wave": wave, "item": item, "scale": "agree"},
        **{"answer": "non_substantive" if position is None else "substantive", "position": position, "score": score},
        "favourable": None if score is None else score >= FAVOURABLE_FROM,
        "non_substantive": "dont_know" if position is None else None,
        **{"source": "form", "source_row": 2, "source_column": item},
    }
    return row | other


def responses(*answers: dict[str, Any]) -> pd.DataFrame:
    """The contract table of these answers."""
    frame = pd.DataFrame(answers, columns=list(Responses.to_schema().columns))
    return Responses.validate(frame.astype({"answered_on": "datetime64[us]", "action_on": "datetime64[us]"}))


def moves(up: int, down: int, same: int, **other: Any) -> list[dict[str, Any]]:
    """Before and after answers of so many people, from level 3 to 4, 2 or 3; `prefix` starts their names."""
    prefix, waves = other.pop("prefix", "p"), other.pop("waves", ("before", "after"))
    after = [4] * up + [2] * down + [3] * same
    return [
        answer(f"{prefix}{k}", wave, level, **other)
        for k, to in enumerate(after)
        for wave, level in zip(waves, (3, to), strict=True)
    ]


def test_the_frames_keep_the_contract() -> None:
    frame = responses(*moves(1, 1, 1), answer("x", "followup", None, month=3, answered_on="2024-05-02"))
    assert len(frame) == 7
    assert frame["position"].dtype == "Int16"
    assert frame.loc[frame["item"] == "q1", "score"].tolist()[:2] == [3, 4]
    assert responses(answer("x", "before", 5, item="low"))["score"].tolist() == [1]


def test_the_codebook_is_one_row_per_item_and_audience() -> None:
    assert not CODEBOOK.duplicated(["item", "audience"]).any()
