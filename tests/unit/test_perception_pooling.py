"""`format_shift` and `action_shift`: every action counts, and nothing is left out unsaid."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.perception import action_shift, format_shift, paired_shift
from declic_analysis.statistics.partial_pooling import pooled_means

_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
responses, moves = _frames["responses"], _frames["moves"]
CODEBOOK: pd.DataFrame = _frames["CODEBOOK"]
# action → format, up, down, unchanged
ACTIONS = {
    "a": ("tour", 3, 0, 0),
    "b": ("tour", 4, 1, 5),
    "c": ("tour", 2, 2, 8),
    "d": ("day", 5, 1, 3),
    "e": ("day", 1, 0, 2),
}


def campaign(**other: Any) -> list[dict[str, Any]]:
    return [
        row
        for action, (name, up, down, same) in ACTIONS.items()
        for row in moves(up, down, same, action=action, format=name, prefix=action, **other)
    ]


def test_numbers_are_those_of_the_method() -> None:
    frame = format_shift(responses(*campaign()), codebook=CODEBOOK)
    assert frame["format"].tolist() == ["day", "tour"]
    sizes = [sum(counts[1:]) for counts in ACTIONS.values()]
    moved = [[1] * up + [-1] * down + [0] * same for _, up, down, same in ACTIONS.values()]
    truth = pooled_means(
        np.concatenate(moved),
        np.repeat(list(ACTIONS), sizes),
        strata=np.repeat([a[0] for a in ACTIONS.values()], sizes),
    )
    np.testing.assert_allclose(frame["pooled_shift"], truth.estimate)
    np.testing.assert_allclose(frame["low"], np.maximum(truth.low, -1))
    np.testing.assert_allclose(frame["net_shift"], [5 / 12, 6 / 25])
    assert frame[["n_pairs", "n_actions", "n_small_actions", "n_left_out"]].to_numpy().tolist() == [
        [12, 2, 1, 0],
        [25, 3, 1, 0],
    ]
    assert (frame["high"] <= 1).all()


def test_each_action_is_drawn_towards_its_format_with_an_interval_around_it() -> None:
    frame = action_shift(responses(*campaign()), codebook=CODEBOOK).set_index("action")
    assert frame.loc["a", ["n_pairs", "net_shift"]].tolist() == [3, 1.0]
    # Three people who all rose: their action is thought to have risen by less, and not surely.
    assert frame.loc["a", "pooled_shift"] < frame.loc["a", "shrunken_shift"] < 1
    assert frame.loc["a", "shrunken_low"] < frame.loc["a", "shrunken_shift"] < frame.loc["a", "shrunken_high"] <= 1
    assert set(frame["pull"].sort_values().index[:2]) == {"a", "e"}
    assert frame["n_pairs"].sum() == 37


def test_the_raw_interval_is_that_of_the_format_alone() -> None:
    rows = responses(*campaign())
    both = format_shift(rows, codebook=CODEBOOK)
    for name in ("day", "tour"):
        own = rows[rows["format"] == name]
        alone = paired_shift(own, codebook=CODEBOOK)[["net_low", "net_high", "cluster_method"]].to_numpy().tolist()
        assert both.loc[both["format"] == name, ["net_low", "net_high", "cluster_method"]].to_numpy().tolist() == alone


def test_pairs_without_action_are_counted() -> None:
    rows = [*campaign(), *moves(2, 0, 1, prefix="x"), *moves(1, 0, 0, prefix="y", action="z")]
    frame = format_shift(responses(*rows), codebook=CODEBOOK)
    assert set(frame["n_left_out"]) == {4}
    assert frame["n_pairs"].sum() == 37


def test_columns_and_types_do_not_depend_on_the_rows() -> None:
    for function in (format_shift, action_shift):
        full, none = (function(responses(*rows), codebook=CODEBOOK) for rows in (campaign(), []))
        assert list(full.columns) == list(none.columns)
        assert full.dtypes.to_dict() == none.dtypes.to_dict()
        assert none.empty


def test_directions_and_territories() -> None:
    rows = [*campaign(item="hours", territory="lyon"), *campaign(territory="lyon")]
    frame = format_shift(responses(*rows), codebook=CODEBOOK, by=("audience", "item", "territory"))
    assert frame[["item", "territory", "format", "direction"]].to_numpy().tolist() == [
        ["q1", "lyon", "day", "favourable_high"],
        ["q1", "lyon", "tour", "favourable_high"],
        ["hours", "lyon", "day", "neutral"],
        ["hours", "lyon", "tour", "neutral"],
    ]


def test_single_actions_have_no_interval() -> None:
    rows = [row for row in campaign() if row["action"] in {"b", "d"}]
    frame = format_shift(responses(*rows), codebook=CODEBOOK)
    assert frame["n_actions"].tolist() == [1, 1]
    assert frame[["low", "high"]].isna().all(axis=None)
    assert frame["df"].tolist() == [0, 0]


def test_operators_and_structures_are_no_grouping() -> None:
    with pytest.raises(ContractError):
        format_shift(responses(*campaign()), codebook=CODEBOOK, by=("audience", "item", "structure"))
