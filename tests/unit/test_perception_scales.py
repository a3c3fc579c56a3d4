"""Scales as frames: which items stand together, when a composite is refused, the same measure in two waves."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.perception import scale_items, scale_reliability, scale_stability
from declic_analysis.perception.scales import ITEMS, RELIABILITY, STABILITY

_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
answer, responses = _frames["answer"], _frames["responses"]
# `low` is favourable_low: its scores are turned in cleaning, so it stands with q1 and q2; `hours` is neutral.
CODEBOOK: pd.DataFrame = _frames["CODEBOOK"]
SIDED = ("q1", "q2", "low")


def people(n: int = 20, *, wave: str = "before", items: tuple[str, ...] = SIDED, seed: int = 1) -> list[dict[str, Any]]:
    """Answers that follow one opinion a person; `position` is as asked, so `low` is answered the other way round."""
    rng = np.random.default_rng(seed)
    rows = []
    for k, opinion in enumerate(rng.integers(1, 6, size=n)):
        for item in items:
            score = int(np.clip(opinion + rng.integers(-1, 2) * (rng.random() < 0.4), 1, 5))
            rows.append(answer(f"p{k}", wave, 6 - score if item == "low" else score, item=item))
    return rows


def test_columns_and_types_do_not_depend_on_the_rows() -> None:
    for function, columns in (
        (scale_reliability, RELIABILITY),
        (scale_items, ITEMS),
        (scale_stability, STABILITY),
    ):
        full, none = (function(responses(*rows), codebook=CODEBOOK) for rows in (people(), []))
        assert list(full.columns) == list(none.columns) == list(columns)
        assert full.dtypes.to_dict() == none.dtypes.to_dict()
        assert len(full) >= 1
        assert none.empty


def test_a_scale_that_holds() -> None:
    (row,) = scale_reliability(responses(*people()), codebook=CODEBOOK, rng=np.random.default_rng(0)).to_dict("records")
    assert (row["decision"], row["items"], row["n_items"]) == ("composite", "q1, q2, low", 3)
    assert (row["n_persons"], row["n_complete"], row["reversed_items"]) == (20, 20, "")
    assert 0.6 < row["alpha_low"] < row["alpha"] < row["alpha_high"] < 1
    assert row["alpha_boot_low"] < row["alpha"] < row["alpha_boot_high"]
    assert row["omega_low"] < row["omega"] < row["omega_high"]


def test_neutral_items_never_stand_with_the_others() -> None:
    frame = scale_reliability(responses(*people(items=(*SIDED, "hours"))), codebook=CODEBOOK)
    assert frame[["direction", "n_items"]].to_numpy().tolist() == [["favourable_high", 3], ["neutral", 1]]
    assert frame["decision"].tolist() == ["composite", "too_few_items"]


def test_two_items_are_no_scale() -> None:
    (row,) = scale_reliability(responses(*people(items=("q1", "q2"))), codebook=CODEBOOK).to_dict("records")
    assert row["decision"] == "too_few_items"
    assert row["alpha"] > 0.6
    assert np.isnan(row["omega"])


def test_few_people_same_answers_and_noise_are_refused_by_name() -> None:
    few = [row for row in people() if row["person"] in {"p0", "p1", "p2", "p3"}]
    same = [answer(f"p{k}", "before", 3, item=item) for k in range(9) for item in SIDED]
    rng = np.random.default_rng(2)
    noise = [answer(f"p{k}", "before", int(rng.integers(1, 6)), item=item) for k in range(30) for item in SIDED]
    cases = {"too_few_persons": few, "no_variation": same, "low_reliability": noise}
    for decision, rows in cases.items():
        assert scale_reliability(responses(*rows), codebook=CODEBOOK)["decision"].tolist() == [decision]


def test_an_item_whose_direction_was_not_declared_is_named() -> None:
    """`low` declared as favourable when agreed with: its scores are no longer turned."""
    rows = [row | {"score": row["position"]} for row in people(40)]
    frame = scale_reliability(responses(*rows), codebook=CODEBOOK)
    assert frame[["decision", "reversed_items"]].to_numpy().tolist() == [["reversed_item", "low"]]
    items = scale_items(responses(*rows), codebook=CODEBOOK).set_index("item")
    assert items["reversed"].to_dict() == {"q1": False, "q2": False, "low": True}
    assert items.loc["low", "item_rest"] < 0 < items.loc["low", "alpha_if_dropped"]


def test_incomplete_answers_are_counted_and_left_out() -> None:
    rows = [*people(), answer("late", "before", 3, item="q1"), answer("late", "before", None, item="q2")]
    (row,) = scale_reliability(responses(*rows), codebook=CODEBOOK).to_dict("records")
    assert (row["n_persons"], row["n_complete"]) == (21, 20)


def test_waves_and_audiences_have_their_own_rows() -> None:
    other = [row | {"audience": "indus", "person": "i" + row["person"]} for row in people(seed=3)]
    other = [row | {"response": "indus" + row["response"]} for row in other]
    frame = scale_reliability(responses(*people(), *people(wave="after"), *other), codebook=CODEBOOK)
    assert frame[["audience", "wave"]].to_numpy().tolist() == [
        ["presc", "before"],
        ["presc", "after"],
        ["indus", "before"],
    ]


def test_the_same_measure_in_both_waves() -> None:
    rows = [*people(30), *people(30, wave="after", seed=1)]
    found = scale_stability(responses(*rows), codebook=CODEBOOK, rng=np.random.default_rng(0))
    (row,) = found.to_dict("records")
    assert (row["n_items"], row["n_pairs"], row["stability"]) == (3, 30, "same")
    assert row["alpha_change"] == 0
    assert row["congruence"] == pytest.approx(1)
    assert row["low"] == row["high"] == 0


def test_an_item_asked_once_makes_it_a_neighbouring_measure() -> None:
    codebook = pd.concat([CODEBOOK, CODEBOOK[CODEBOOK["item"] == "q1"].assign(item="q3")], ignore_index=True)
    extra = [row | {"item": "q3", "source_column": "q3"} for row in people(30) if row["item"] == "q1"]
    rows = [*people(30), *extra, *people(30, wave="after", seed=1)]
    (row,) = scale_stability(responses(*rows), codebook=codebook).to_dict("records")
    assert (row["n_items_from"], row["n_items_to"], row["n_items"]) == (4, 3, 3)
    assert row["stability"] == "fair"


def test_another_structure_after_is_another_measure() -> None:
    """After, the third item runs against the others."""
    after = [row | ({"score": 6 - row["score"]} if row["item"] == "low" else {}) for row in people(40, wave="after")]
    found = scale_stability(responses(*people(40), *after), codebook=CODEBOOK, rng=np.random.default_rng(0))
    (row,) = found.to_dict("records")
    assert row["stability"] == "different"
    assert row["high"] < 0


@pytest.mark.parametrize("waves", [("before",), ("before", "after")])
def test_nothing_to_compare(waves: tuple[str, ...]) -> None:
    rows = [row for wave in waves for row in people(3, wave=wave)]
    (row,) = scale_stability(responses(*rows), codebook=CODEBOOK, rng=np.random.default_rng(0)).to_dict("records")
    assert row["stability"] == "not_measurable"
    assert row["n_pairs"] == (3 if len(waves) == 2 else 0)


def test_a_codebook_without_constructs_is_refused() -> None:
    with pytest.raises(ContractError, match=r"colonnes|columns"):
        scale_reliability(responses(*people()), codebook=CODEBOOK.drop(columns="construct"))
