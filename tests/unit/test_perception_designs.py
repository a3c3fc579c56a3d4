"""Designs side by side: unpaired, partly paired, one wave, follow-ups, response shift; attrition; bad input."""

from __future__ import annotations

import runpy
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis import perception
from declic_analysis.errors import ContractError
from declic_analysis.perception.waves import spans

_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
answer, responses, moves = _frames["answer"], _frames["responses"], _frames["moves"]
WAVES = ("before", "after")
CODEBOOK = _frames["CODEBOOK"].assign(mirror_item=lambda frame: frame["item"])


def anonymous(wave: str, levels: list[int | None], **other: Any) -> list[dict[str, Any]]:
    return [
        answer(f"{wave}-{k}", wave, level, identified=False, **other) | {"response": f"{wave}:{k}"}
        for k, level in enumerate(levels)
    ]


def unpaired(*rows: dict[str, Any], **options: Any) -> pd.Series:
    frame = perception.unpaired_shift(responses(*rows), codebook=CODEBOOK, **options)
    assert len(frame) == 1
    return frame.iloc[0]


def test_anonymous_waves_are_two_groups() -> None:
    row = unpaired(*anonymous("before", [2] * 9 + [3] * 6), *anonymous("after", [4] * 10 + [5] * 6))
    assert (row["n_before"], row["n_after"], row["n_paired"]) == (15, 16, 0)
    assert (row["delta"], row["favourable_change"], row["verdict"]) == (1.0, 1.0, "improvement_notable")
    assert row["design"] == "unpaired"
    assert row["method"] == "cliff+brunner_munzel_exact"


def test_neutral_items_are_perceived() -> None:
    rows = (*anonymous("before", [2] * 15, item="hours"), *anonymous("after", [5] * 15, item="hours"))
    assert unpaired(*rows)["verdict"] == "perceived_more_notable"


@pytest.mark.parametrize("n", [0, 1, 2, 4])
def test_few_people_get_no_verdict(n: int) -> None:
    row = unpaired(*anonymous("before", [2] * n), *anonymous("after", [4] * 20))
    assert (row["n_before"], row["verdict"]) == (n, "insufficient")


def test_off_scale_answers_are_no_group() -> None:
    row = unpaired(*anonymous("before", [None] * 6), *anonymous("after", [None] * 6))
    assert (row["n_before"], row["verdict"], row["adjustment"]) == (0, "insufficient", "none")


def test_partly_paired_stand_side_by_side() -> None:
    rows = [*moves(8, 0, 2), *anonymous("before", [2] * 12), *anonymous("after", [4] * 11)]
    frame = perception.partly_paired(responses(*rows), codebook=CODEBOOK)
    assert frame["part"].tolist() == ["paired", "unpaired"]
    assert frame["n_pairs"].tolist() == [10, 0]
    assert frame["n_before"].tolist() == [10, 12]
    assert frame["shift"].tolist() == pytest.approx([0.8, 1.0])
    assert frame["design"].tolist() == ["pre_post", "unpaired"]


def test_people_with_a_pair_are_not_counted_twice() -> None:
    rows = [*moves(3, 0, 3), answer("x", "before", 2), answer("y", "after", 4)]
    apart = perception.unpaired_shift(responses(*rows), codebook=CODEBOOK, leave_out_paired=True).iloc[0]
    assert (apart["n_before"], apart["n_after"]) == (1, 1)
    assert unpaired(*rows)["n_paired"] == 6


def test_one_wave_only() -> None:
    frame = perception.wave_level(
        responses(*(answer(f"p{k}", "after", level) for k, level in enumerate([4, 5, 2, None]))), codebook=CODEBOOK
    )
    row = frame.iloc[0]
    assert (row["n"], row["n_non_substantive"], row["design"]) == (3, 1, "post_only")
    assert (row["favourable"], row["favourable_low"]) == pytest.approx((2 / 3, 0.207660), abs=1e-6)
    assert row["mean"] == pytest.approx(11 / 3)


FOLLOWED = [
    row
    for k in range(8)
    for row in (
        answer(f"p{k}", "before", 2),
        answer(f"p{k}", "retro_before", 1),
        answer(f"p{k}", "after", 4, response=f"late:{k}", answered_on="2024-02-01"),
        answer(f"p{k}", "after", 3, response=f"early:{k}", answered_on="2024-01-01"),
        answer(f"p{k}", "followup", 4, month=3, response=f"m3:{k}"),
        answer(f"p{k}", "followup", 3, month=6, response=f"m6:{k}"),
    )
]


def test_every_comparison_has_rows_of_its_own() -> None:
    frame = perception.shift_by_waves(responses(*FOLLOWED), codebook=CODEBOOK)
    told = frame[["wave_from", "wave_to", "design"]].itertuples(index=False, name=None)
    months = [None if pd.isna(m) else int(m) for m in frame["month"]]
    assert list(zip(told, months, strict=True)) == [
        (("before", "after", "pre_post"), None),
        (("retro_before", "after", "retro_pre_post"), None),
        (("before", "followup", "pre_post"), 3),
        (("retro_before", "followup", "retro_pre_post"), 3),
        (("after", "followup", "follow_up"), 3),
        (("before", "followup", "pre_post"), 6),
        (("retro_before", "followup", "retro_pre_post"), 6),
        (("after", "followup", "follow_up"), 6),
        (("before", "retro_before", "response_shift"), None),
    ]
    assert frame["net_shift"].tolist() == [1, 1, 1, 1, 0, 1, 1, -1, -1]
    assert frame["mean_change"].tolist() == [2, 3, 2, 3, 0, 1, 2, -1, -1]
    assert set(frame["n_looks"]) == {9}


def test_a_follow_up_is_held_against_the_last_answer_after() -> None:
    frame = perception.pairs(responses(*FOLLOWED), wave_from="after", wave_to="followup", month=6)
    assert frame["before_position"].tolist() == [4] * 8


def test_spans_follow_the_waves_asked() -> None:
    assert spans(responses()) == []
    assert [tuple(s) for s in spans(responses(*moves(1, 0, 0)))] == [("before", "after", None)]
    assert perception.shift_by_waves(responses(), codebook=CODEBOOK).empty


def test_stayers_and_leavers() -> None:
    rows = [*moves(2, 0, 2), *(answer(f"gone{k}", "before", level) for k, level in enumerate([1, 1, 2]))]
    row = perception.stayers_and_leavers(responses(*rows), codebook=CODEBOOK).iloc[0]
    assert (row["n_stayers"], row["n_leavers"]) == (4, 3)
    assert (row["mean_stayers"], row["mean_leavers"]) == pytest.approx((3, 4 / 3))
    assert row["standardised_difference"] == pytest.approx((3 - 4 / 3) / np.sqrt(1 / 3 / 2))


def test_range_counts_everybody_who_is_missing() -> None:
    """Method note: 26 invited, 8 up, 2 down, 6 missing → [0, 0.4615]."""
    rows = [*moves(8, 2, 10), *(answer(f"gone{k}", "before", 3) for k in range(6))]
    row = perception.shift_range(responses(*rows), codebook=CODEBOOK).iloc[0]
    assert (row["n_pairs"], row["n_missing"]) == (20, 6)
    assert (row["worst"], row["best"]) == pytest.approx((0.0, 0.4615), abs=5e-5)
    assert pd.isna(row["n_invited"])
    invited = pd.DataFrame({"audience": ["presc"], "n_invited": [40], "wave": ["before"]})
    row = perception.shift_range(responses(*rows), codebook=CODEBOOK, invited=invited).iloc[0]
    assert (row["n_missing_invited"], row["best_invited"]) == (20, pytest.approx(26 / 40))


def test_the_range_covers_attrition_that_depends_on_the_answer() -> None:
    """People who fell do not come back: no interval covers the truth, the range does."""
    everybody = moves(8, 8, 4)
    stayed = [row for row in everybody if not (row["wave"] == "after" and row["position"] == 2)]
    row = perception.shift_range(responses(*stayed), codebook=CODEBOOK).iloc[0]
    shift = perception.paired_shift(responses(*stayed), codebook=CODEBOOK).iloc[0]
    assert shift["net_low"] > 0
    assert row["worst"] <= 0 <= row["best"]


def test_weights_of_people_like_the_leavers() -> None:
    low = [row for k in range(30) for row in (answer(f"l{k}", "before", 2), answer(f"l{k}", "after", 4))]
    high = [row for k in range(40) for row in (answer(f"h{k}", "before", 4), answer(f"h{k}", "after", 4))]
    gone = [answer(f"g{k}", "before", 2 if k < 25 else 4) for k in range(30)]
    row = perception.weighted_shift(responses(*low, *high, *gone), codebook=CODEBOOK).iloc[0]
    assert row["net_shift"] == pytest.approx(30 / 70)
    assert row["weighted_shift"] == pytest.approx(55 / 100, abs=1e-6)
    assert row["n_effective"] < 70
    assert (row["weighting"], row["reason"]) == ("logistic", "")


def test_regression_to_the_mean_stands_beside() -> None:
    levels = [(1, 3), (2, 2), (3, 3), (4, 4), (5, 3), (4, 5)] * 3
    rows = [
        answer(f"p{k}", wave, level) for k, way in enumerate(levels) for wave, level in zip(WAVES, way, strict=True)
    ]
    frame = perception.first_answer_groups(responses(*rows), codebook=CODEBOOK).set_index("first_answer")
    assert frame["n"].tolist() == [9, 9]
    assert frame.loc["unfavourable", "expected_change"] > 0 > frame.loc["favourable", "expected_change"]
    assert frame.loc["unfavourable", "change"] == pytest.approx(2 / 3)


def test_a_comparison_group_needs_one_value_a_person() -> None:
    rows = responses(*moves(3, 1, 2))
    treated = pd.Series([True, False], index=["p0", "p0"])
    with pytest.raises(ContractError):
        perception.group_comparison(rows, codebook=CODEBOOK, treated=treated)
    alone = perception.group_comparison(rows, codebook=CODEBOOK, treated=pd.Series({"p0": True, "p1": False}))
    assert alone["n_treated"].tolist() == [1] and alone["did_low"].isna().all()


BAD = {
    "nobody": [],
    "all off the scale": [answer(f"p{k}", w, None) for k in range(6) for w in WAVES],
    "one person": moves(1, 0, 0),
    "two people": moves(1, 1, 0),
    "constant": moves(0, 0, 9),
    "ceiling": [answer(f"p{k}", w, 5) for k in range(9) for w in WAVES],
    "floor": [answer(f"p{k}", w, 1) for k in range(9) for w in WAVES],
    "one level after": [answer(f"p{k}", w, 1 + k % 5 if w == "before" else 3) for k in range(9) for w in WAVES],
    "ties": moves(12, 12, 12),
    "one wave": [answer(f"p{k}", "before", 1 + k % 5) for k in range(9)],
    "same action": moves(4, 4, 4, action="a"),
    "two actions alike": [r for a in "ab" for r in moves(0, 0, 4, prefix=a, action=a)],
}  # fmt: skip
RNG = {"rng": np.random.default_rng(1)}
FRAMES = {
    "paired_shift": RNG,
    "person_shift": {},
    "shift_by_waves": RNG,
    "unpaired_shift": RNG,
    "partly_paired": RNG,
    "wave_level": {},
    "gap_change": {},
    "audience_gap": RNG,
    "stayers_and_leavers": {},
    "weighted_shift": {},
    "shift_range": {},
    "first_answer_groups": {},
}


@pytest.mark.parametrize("rows", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("name", FRAMES)
def test_bad_input_gives_a_named_verdict_and_no_warning(name: str, rows: list[dict[str, Any]]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        frame = getattr(perception, name)(responses(*rows), codebook=CODEBOOK, **FRAMES[name])
    for word in ("verdict", "status", "method", "design", "adjustment"):
        assert word not in frame or frame[word].notna().all(), word
    finite = frame.select_dtypes("number").drop(columns="bm_statistic", errors="ignore")
    assert not finite.isin([np.inf, -np.inf]).any(axis=None)


def test_anonymous_waves_by_action_have_the_wider_interval_and_the_larger_p() -> None:
    """Two actions before, two others after, everybody of an action alike: what looks like a rise may be the actions."""
    levels = {"before": ("a", "b"), "after": ("c", "d")}
    rows = [
        answer(f"{action}{k}", wave, level, action=action)
        for wave, actions in levels.items()
        for action, level in zip(actions, ((1, 3) if wave == "before" else (3, 5)), strict=True)
        for k in range(8)
    ]
    found = perception.unpaired_shift(responses(*rows), codebook=CODEBOOK).iloc[0]
    alone = perception.unpaired_shift(responses(*[r | {"action": None} for r in rows]), codebook=CODEBOOK).iloc[0]
    assert (alone["cluster_method"], alone["verdict"]) == ("independent", "improvement_notable")
    assert (found["cluster_method"], found["verdict"]) == ("cliff_by_cluster", "inconclusive")
    assert found["delta"] == alone["delta"]
    assert found["delta_low"] < 0 < alone["delta_low"]
    assert found["gate_p"] > 0.05 > found["bm_p"] == alone["gate_p"]
