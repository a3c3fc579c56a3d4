"""`paired_shift` and `person_shift`: rows that must be there, families of p, degenerate groups, verdicts."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.perception import paired_shift, person_shift
from declic_analysis.statistics.paired_proportions import tango

_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
answer, responses, moves = _frames["answer"], _frames["responses"], _frames["moves"]
CODEBOOK: pd.DataFrame = _frames["CODEBOOK"]

COLUMNS = [
    *("direction", "confirmatory", "design", "wave_from", "wave_to", "month", "n_before", "n_after"),
    *("n_pairs", "n_up", "n_down", "n_same", "n_non_substantive", "net_shift", "net_low", "net_high"),
    *("confidence", "favourable_before", "favourable_after", "favourable_change", "favourable_low"),
    *("favourable_high", "mcnemar_p", "mcnemar_midp", "sign_p", "sign_p_adjusted", "adjustment", "n_looks"),
    *(
        "signed_rank_p",
        "signed_rank_zeros",
        "rank_biserial",
        "homogeneity_p",
        "symmetry_p",
        "mean_before",
        "mean_after",
        "mean_change",
    ),
    *("mean_low", "mean_high", "mean_method", "d_z", "d_av", "detectable_30", "detectable_45"),
    *("detectable_60", "equivalence_low", "equivalence_high", "margin", "verdict", "cluster_method"),
    *("n_clusters", "n_clusters_moved", "icc", "cluster_p", "gate_p", "n_structures", "icc_structure"),
    *("n_repeat", "method"),
]
NUMBERS = (
    *("net_shift", "net_low", "net_high", "favourable_change", "mcnemar_p", "sign_p", "sign_p_adjusted"),
    *("signed_rank_p", "rank_biserial", "mean_before", "mean_change", "mean_low", "d_z", "d_av", "equivalence_low"),
)


def shifted(*rows: dict[str, Any], **options: Any) -> pd.DataFrame:
    return paired_shift(responses(*rows), codebook=CODEBOOK, **options)


def only(frame: pd.DataFrame, **where: str) -> pd.Series:
    """The one row that has these values."""
    kept = frame
    for name, value in where.items():
        kept = kept[kept[name] == value]
    assert len(kept) == 1
    return kept.iloc[0]


def test_columns_are_those_of_the_contract() -> None:
    assert list(shifted(*moves(3, 1, 1)).columns) == ["audience", "item", *COLUMNS]
    by = ("audience", "item", "territory")
    assert list(shifted(*moves(3, 1, 1), by=by).columns) == [*by, *COLUMNS]
    assert list(person_shift(responses(*moves(3, 1, 1)), codebook=CODEBOOK).columns) == ["audience", *COLUMNS]


def test_four_up_of_44() -> None:
    row = shifted(*moves(4, 0, 40)).iloc[0]
    assert (row["n_pairs"], row["n_up"], row["n_down"], row["n_same"]) == (44, 4, 0, 40)
    assert (row["net_low"], row["net_high"]) == pytest.approx((0.0033, 0.2116), abs=5e-5)
    assert row[["sign_p", "signed_rank_p"]].tolist() == pytest.approx([0.125, 0.125])
    assert row["rank_biserial"] == pytest.approx(0.1717, abs=5e-5)
    assert row["verdict"] == "insufficient"
    assert row["method"] == "tango+sign_exact+signed_rank_exact"


def test_shares_and_means_are_on_the_pairs() -> None:
    row = shifted(*moves(6, 1, 3), answer("alone", "before", 5), answer("late", "after", None)).iloc[0]
    assert (row["n_before"], row["n_after"], row["n_pairs"], row["n_non_substantive"]) == (11, 10, 10, 1)
    assert (row["favourable_before"], row["favourable_after"]) == (0.0, 0.6)
    assert row["favourable_low"] == tango(6, 0, 10).low
    assert (row["mean_before"], row["mean_after"], row["mean_change"]) == pytest.approx((3.0, 3.5, 0.5))
    assert row["equivalence_low"] == tango(6, 1, 10, confidence=0.90).low


def test_everybody_unchanged() -> None:
    row = shifted(*moves(0, 0, 8)).iloc[0]
    assert row["verdict"] == "no_change_observed"
    assert (row["net_low"], row["net_high"]) == pytest.approx((-0.324, 0.324), abs=5e-4)
    assert (row["mean_change"], row["sign_p"], row["signed_rank_p"], row["mcnemar_p"]) == (0.0, 1.0, 1.0, 1.0)
    assert row[["mean_low", "mean_high", "d_z", "d_av"]].isna().all()


def test_one_pair() -> None:
    row = shifted(*moves(1, 0, 0)).iloc[0]
    assert (row["net_shift"], row["net_high"], row["verdict"]) == (1.0, 1.0, "insufficient")
    assert row[["mean_low", "d_z", "detectable_60"]].isna().all()


def test_nothing_vanishes() -> None:
    """Each item that has any answer keeps its row: only before, only off the scale, only unidentified."""
    rows = [
        *moves(2, 0, 0, item="q1"),
        answer("p0", "before", 3, item="q2"),
        answer("p0", "after", None, item="low"),
        *moves(3, 0, 0, item="hours", identified=False, audience="indus"),
    ]
    frame = shifted(*rows)
    assert frame[["audience", "item"]].to_numpy().tolist() == [
        *(["presc", item] for item in ("q1", "q2", "low")),
        ["indus", "hours"],
    ]
    for item in ("q2", "low", "hours"):
        row = only(frame, item=item)
        assert (row["n_pairs"], row["verdict"], row["adjustment"]) == (0, "insufficient", "none")
        assert row[list(NUMBERS)].isna().all()
    assert only(frame, item="low")["n_non_substantive"] == 1
    assert only(frame, item="hours")["n_before"] == 3


def test_no_answer_at_all() -> None:
    assert list(shifted().columns) == ["audience", "item", *COLUMNS]
    assert person_shift(responses(), codebook=CODEBOOK).empty


def test_types_do_not_depend_on_the_rows() -> None:
    """All but the keys, whose types are those of the responses."""
    full, none = shifted(*moves(3, 1, 1)), shifted()
    assert none[COLUMNS].dtypes.drop("direction").to_dict() == full[COLUMNS].dtypes.drop("direction").to_dict()


def test_groups_without_a_territory_keep_their_row() -> None:
    rows = [*moves(2, 0, 0, territory="lyon"), *moves(0, 3, 0, prefix="n")]
    frame = shifted(*rows, by=("territory", "audience", "item"))
    assert frame["n_pairs"].tolist() == [2, 3]
    assert frame["territory"].isna().tolist() == [False, True]


def test_order_is_the_codebooks() -> None:
    rows = [row for item in ("hours", "q2", "q1") for row in moves(1, 0, 0, item=item)]
    assert shifted(*rows)["item"].tolist() == ["q1", "q2", "hours"]


@pytest.mark.parametrize(
    ("wave_from", "wave_to", "design"),
    [("before", "after", "pre_post"), ("retro_before", "after", "retro_pre_post"), ("after", "followup", "follow_up")],
)
def test_design(wave_from: str, wave_to: str, design: str) -> None:
    row = shifted(*moves(2, 1, 0, waves=(wave_from, wave_to)), wave_from=wave_from, wave_to=wave_to).iloc[0]
    assert (row["design"], row["n_pairs"]) == (design, 3)


def test_month_is_kept() -> None:
    rows = moves(2, 1, 0, waves=("before", "followup"), month=6)
    assert shifted(*rows, wave_to="followup", month=6)["month"].tolist() == [6]
    assert shifted(*rows, wave_to="followup")["month"].isna().all()
    assert shifted(*rows, wave_to="followup", month=3)["n_pairs"].tolist() == [0]


def family() -> list[dict[str, Any]]:
    """q1 is confirmatory; 7–0 everywhere has an exact p of 0.0156."""
    return [
        row
        for audience in ("presc", "indus")
        for item in ("q1", "q2", "hours")
        for row in moves(7, 0, 7, item=item, audience=audience, prefix=audience)
    ]


def test_confirmatory_items_have_holm_and_the_others_bh() -> None:
    codebook = CODEBOOK.assign(confirmatory=CODEBOOK["item"].isin(["q1", "q2"]))
    frame = paired_shift(responses(*family()), codebook=codebook)
    holm = frame[frame["confirmatory"]]
    assert set(holm["adjustment"]) == {"holm"}
    np.testing.assert_allclose(holm["sign_p_adjusted"], 2 * 2 / 128)  # two items in each audience's family
    assert set(holm["verdict"]) == {"improvement_notable"}
    rest = frame[~frame["confirmatory"]]
    assert set(rest["adjustment"]) == {"bh"}
    np.testing.assert_allclose(rest["sign_p_adjusted"], 2 / 128)
    assert set(frame["n_looks"]) == {6}


def test_only_confirmatory_rows_are_gated_on_the_adjusted_p() -> None:
    """6–0 has 0.03125: times two it misses the gate, where exploratory it passes."""
    rows = [row for item in ("q1", "q2") for row in moves(6, 0, 14, item=item)]
    held = paired_shift(responses(*rows), codebook=CODEBOOK.assign(confirmatory=True))
    free = paired_shift(responses(*rows), codebook=CODEBOOK.assign(confirmatory=False))
    assert set(held["verdict"]) == {"inconclusive"}
    assert set(free["verdict"]) == {"improvement"}


def test_exploratory_rows_are_gated_on_the_raw_p() -> None:
    """6–0 beside 5–5: BH makes 0.03125 into 0.0625, which is shown and does not close the gate."""
    rows = [*moves(6, 0, 14, item="q2"), *moves(5, 5, 10, item="low")]
    row = only(shifted(*rows), item="q2")
    assert row["sign_p_adjusted"] == pytest.approx(0.0625)
    assert row["verdict"] == "improvement"


def test_families_are_those_of_each_territory() -> None:
    rows = [*moves(6, 0, 6, territory="lyon", prefix="l"), *moves(6, 0, 6, territory="loire", prefix="s")]
    split = shifted(*rows, by=("audience", "territory", "item"))
    np.testing.assert_allclose(split["sign_p_adjusted"], 0.03125)


def test_neutral_items_have_their_own_words() -> None:
    rows = [*moves(7, 0, 3, item="hours"), *moves(0, 7, 3, item="hours", audience="indus", prefix="i")]
    assert shifted(*rows)["verdict"].tolist() == ["perceived_more_notable", "perceived_less_notable"]


def test_options_reach_the_numbers() -> None:
    rows = moves(20, 4, 20)
    usual, strict = shifted(*rows).iloc[0], shifted(*rows, confidence=0.99, margin=0.4, alpha=0.01).iloc[0]
    assert strict["net_low"] == tango(20, 4, 44, confidence=0.99).low
    assert strict["equivalence_low"] == tango(20, 4, 44, confidence=0.98).low
    assert strict["detectable_60"] > usual["detectable_60"]
    assert (usual["verdict"], strict["verdict"]) == ("improvement_notable", "improvement")
    assert (strict["confidence"], strict["margin"]) == (0.99, 0.4)
    assert shifted(*rows, minimum_base=45).iloc[0]["verdict"] == "insufficient"
    assert shifted(*rows, signed_rank_zeros="wilcoxon").iloc[0]["signed_rank_zeros"] == "wilcoxon"


def test_bca_from_fifty_pairs_with_a_generator() -> None:
    small, large = moves(20, 9, 20), moves(21, 9, 20)
    for rows, seed, method in ((large, None, "t"), (small, 1, "t"), (large, 1, "bca")):
        rng = None if seed is None else np.random.default_rng(seed)
        assert shifted(*rows, rng=rng)["mean_method"].tolist() == [method]


def test_the_same_answers_get_the_same_interval_in_any_company() -> None:
    many = [*moves(21, 9, 20), *moves(30, 10, 20, item="q2")]
    alone = shifted(*moves(30, 10, 20, item="q2"), rng=np.random.default_rng(4)).iloc[0]
    among = only(shifted(*many, rng=np.random.default_rng(4)), item="q2")
    assert (alone["mean_low"], alone["mean_high"]) == (among["mean_low"], among["mean_high"])


def test_scale_without_a_favourable_side() -> None:
    rows = [row | {"favourable": None} for row in moves(3, 1, 2)]
    row = shifted(*rows).iloc[0]
    assert row[["favourable_before", "favourable_change", "mcnemar_p"]].isna().all()
    assert row["n_pairs"] == 6


@pytest.mark.parametrize(
    "by", [("item",), ("audience",), ("audience", "item", "wave"), ("audience", "item", "item"), (), "item"]
)
def test_groupings_that_would_pool_are_refused(by: Any) -> None:
    with pytest.raises(ContractError, match="by"):
        shifted(*moves(1, 0, 0), by=by)


def test_items_missing_from_the_codebook_are_refused() -> None:
    with pytest.raises(ContractError, match="q2"):
        paired_shift(responses(*moves(1, 0, 0, item="q2")), codebook=CODEBOOK[CODEBOOK["item"] != "q2"])


def test_a_codebook_that_repeats_itself_is_refused() -> None:
    with pytest.raises(ContractError, match="codebook"):
        paired_shift(responses(*moves(1, 0, 0)), codebook=pd.concat([CODEBOOK, CODEBOOK]))


def answers_of(person: str, changes: dict[str, tuple[int, int]]) -> list[dict[str, Any]]:
    return [
        answer(person, wave, level, item=item)
        for item, change in changes.items()
        for wave, level in zip(("before", "after"), change, strict=True)
    ]


@pytest.mark.parametrize(
    ("changes", "way"),
    [
        ({"q1": (2, 4), "q2": (3, 3)}, "n_up"),
        ({"q1": (2, 5), "q2": (3, 2)}, "n_same"),
        ({"q1": (2, 5), "q2": (3, 2), "low": (2, 3)}, "n_down"),
        ({"q1": (3, 3), "hours": (1, 5)}, "n_same"),
        ({"low": (5, 1)}, "n_up"),
    ],
)
def test_a_person_is_up_when_more_items_rose_than_fell(changes: dict[str, tuple[int, int]], way: str) -> None:
    row = person_shift(responses(*answers_of("a", changes)), codebook=CODEBOOK).iloc[0]
    assert (row["n_pairs"], row[way]) == (1, 1)


def test_persons_are_counted_once() -> None:
    rows = [row for k in range(8) for row in answers_of(f"p{k}", {"q1": (2, 4), "q2": (2, 4), "hours": (2, 1)})]
    rows += [*answers_of("only-hours", {"hours": (1, 2)}), answer("off", "before", None), answer("off", "after", 2)]
    row = person_shift(responses(*rows), codebook=CODEBOOK).iloc[0]
    assert (row["n_before"], row["n_after"], row["n_pairs"], row["n_up"], row["n_non_substantive"]) == (8, 9, 8, 8, 1)
    assert (row["direction"], row["verdict"]) == ("favourable_high", "improvement_notable")
    assert row["net_low"] == tango(8, 0, 8).low
    assert row[["mean_change", "favourable_change", "signed_rank_p"]].isna().all()


def test_persons_by_territory_have_every_audience() -> None:
    rows = [*moves(2, 0, 1, territory="lyon"), *moves(1, 0, 0, territory="loire", audience="indus", prefix="i")]
    frame = person_shift(responses(*rows), codebook=CODEBOOK, by=("territory", "audience"))
    assert frame["territory"].tolist() == ["loire", "lyon"]
    assert frame["n_pairs"].tolist() == [1, 3]


def test_persons_are_not_counted_item_by_item() -> None:
    with pytest.raises(ContractError, match="by"):
        person_shift(responses(*moves(1, 0, 0)), codebook=CODEBOOK, by=("audience", "item"))


def test_the_tables_stay_as_they_were() -> None:
    table, codebook = responses(*moves(3, 2, 1)), CODEBOOK.copy(deep=True)
    copy = table.copy(deep=True)
    paired_shift(table, codebook=codebook)
    person_shift(table, codebook=codebook)
    pd.testing.assert_frame_equal(table, copy)
    pd.testing.assert_frame_equal(codebook, CODEBOOK)
