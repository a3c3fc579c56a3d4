"""`paired_shift` where actions are recorded: clustered by default, and the row says so."""

from __future__ import annotations

import math
import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.perception import paired_shift, person_shift
from declic_analysis.statistics.clusters import cr2_interval, sign_flip
from declic_analysis.statistics.paired_proportions import sign_test, tango

_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
responses, moves, answer = _frames["responses"], _frames["moves"], _frames["answer"]
CODEBOOK: pd.DataFrame = _frames["CODEBOOK"]
# Eight actions of four people: rises, falls, unchanged.
LAYOUT = [(3, 0, 1), (2, 1, 1), (2, 0, 2), (1, 1, 2), (3, 1, 0), (2, 0, 2), (1, 0, 3), (2, 0, 2)]


def bus(*layout: tuple[int, int, int], **other: Any) -> list[dict[str, Any]]:
    return [row for k, way in enumerate(layout) for row in moves(*way, prefix=f"a{k}-", action=f"a{k}", **other)]


def only(*rows: dict[str, Any], **options: Any) -> pd.Series:
    frame = paired_shift(responses(*rows), codebook=CODEBOOK, **options)
    assert len(frame) == 1
    return frame.iloc[0]


def test_actions_make_the_row_clustered() -> None:
    row = only(*bus(*LAYOUT))
    changes = [v for up, down, same in LAYOUT for v in [1] * up + [-1] * down + [0] * same]
    expected = cr2_interval(changes, np.repeat(np.arange(8), 4))
    assert (row["net_shift"], row["net_low"], row["net_high"]) == pytest.approx(expected[:3])
    assert (row["cluster_method"], row["n_clusters"], row["n_clusters_moved"]) == ("cr2_t", 8, 7)
    assert row["gate_p"] == row["cluster_p"] == sign_flip([up - down for up, down, _ in LAYOUT]).p
    assert row["sign_p"] == sign_test(16, 3)
    assert row["method"] == "cr2_t+cluster_sign_flip_exact+signed_rank_cluster_exact"
    assert row["mean_method"] == "cr2_t"


@pytest.mark.parametrize(
    "rows",
    [
        moves(9, 1, 10),
        moves(9, 1, 10, action="one"),
        [row for k in range(9) for row in moves(1, 0, 0, prefix=f"s{k}", action=f"s{k}")],
    ],
    ids=["no action", "one action", "one person each"],
)
def test_else_people_are_independent(rows: list[dict[str, Any]]) -> None:
    row = only(*rows)
    expected = tango(row["n_up"], row["n_down"], row["n_pairs"])
    assert (row["net_low"], row["net_high"]) == pytest.approx((expected.low, expected.high))
    assert row["cluster_method"] == "independent"
    assert row["gate_p"] == row["sign_p"]
    assert math.isnan(row["cluster_p"])


def test_likeness_within_an_action_takes_a_verdict_away() -> None:
    """16 of 20 people rise, in two buses of five: as independent people an improvement, as four buses not enough."""
    rows = bus((8, 0, 0), (8, 0, 0), (0, 0, 2), (0, 0, 2))
    alone = only(*[row | {"action": None} for row in rows])
    assert alone["verdict"] == "improvement_notable"
    row = only(*rows)
    assert (row["cluster_p"], row["verdict"]) == (0.5, "inconclusive")
    assert np.isnan(row[["detectable_30", "detectable_45", "detectable_60"]].astype(float)).all()
    assert row["icc"] > 0.9


def test_everybody_unchanged_keeps_its_interval() -> None:
    row = only(*bus((0, 0, 4), (0, 0, 4)))
    assert row["verdict"] == "no_change_observed"
    assert (row["net_low"], row["net_high"]) == pytest.approx(tango(0, 0, 8)[1:3])
    assert row["cluster_method"] == "independent"


def test_a_pair_of_no_known_action_stands_alone() -> None:
    row = only(*bus(*LAYOUT), *moves(2, 0, 0, prefix="x"))
    assert row["n_clusters"] == 8
    assert row["cluster_p"] == sign_flip([*(up - down for up, down, _ in LAYOUT), 1, 1]).p


def test_fewer_than_six_actions_that_moved_pass_no_gate_whatever_the_error_rate() -> None:
    """Five actions that all rose: p 0.0625, which an error rate of 10 % would let through."""
    five = [(4, 0, 0)] * 4 + [(3, 0, 1), (0, 0, 4), (1, 1, 2)]
    row = only(*bus(*five), alpha=0.10)
    assert (row["n_clusters_moved"], row["cluster_p"], row["gate_p"]) == (5, 0.0625, 1.0)
    assert row["net_low"] > 0 and row["verdict"] == "inconclusive"
    assert only(*bus(*five, (3, 1, 0)), alpha=0.10)["verdict"] == "improvement_notable"


def test_detectable_change_is_inflated() -> None:
    rows = bus(*LAYOUT)
    row, alone = only(*rows), only(*[row | {"action": None} for row in rows])
    inflation = math.sqrt(1 + 3 * max(0.0, row["icc"]))
    assert row["detectable_60"] == pytest.approx(alone["detectable_60"] * inflation)


def test_tests_beside_the_gate_flip_whole_actions() -> None:
    """Ranks by hand: `moves` goes up or down one level, 13 unchanged of 32, so every rank is (14 + 32) / 2 = 23."""
    row = only(*bus(*LAYOUT))
    totals = [up - down for up, down, _ in LAYOUT]
    assert row["signed_rank_p"] == pytest.approx(sign_flip([23 * total for total in totals]).p)
    assert math.isnan(row["mcnemar_midp"])
    alone = only(*[one | {"action": None} for one in bus(*LAYOUT)])
    assert alone["signed_rank_p"] < row["signed_rank_p"]
    assert alone["mcnemar_midp"] <= alone["mcnemar_p"]


def test_limits_of_many_actions_do_not_depend_on_a_generator() -> None:
    rows = bus(*[(k % 3, k % 2, 2) for k in range(30)])
    drawn, alone = only(*rows, rng=np.random.default_rng(1)), only(*rows)
    assert drawn["cluster_method"] == alone["cluster_method"] == "cr2_t"
    assert (drawn["net_low"], drawn["mean_low"]) == (alone["net_low"], alone["mean_low"])


def test_repeat_attendance_and_structures_are_counted() -> None:
    rows = bus((2, 0, 2), (2, 0, 2))
    twice = answer("a0-0", "after", 4, action="a1", response="form:a0-0:second", answered_on="2024-05-01")
    rows = [row | {"structure": f"s{k % 2}"} for k, row in enumerate(rows)] + [twice]
    row = only(*rows)
    assert row["n_repeat"] == 1
    assert row["n_structures"] == 1  # the structure of the later answers


def test_persons_are_clustered_too() -> None:
    row = person_shift(responses(*bus(*LAYOUT)), codebook=CODEBOOK).iloc[0]
    assert (row["cluster_method"], row["n_pairs"], row["n_clusters"]) == ("cr2_t", 32, 8)
    assert row["cluster_p"] == sign_flip([up - down for up, down, _ in LAYOUT]).p


def test_holm_is_made_on_the_p_of_the_gate() -> None:
    frame = paired_shift(responses(*bus(*LAYOUT)), codebook=CODEBOOK.assign(confirmatory=True), by=("audience", "item"))
    assert frame["sign_p_adjusted"].tolist() == frame["gate_p"].tolist()
