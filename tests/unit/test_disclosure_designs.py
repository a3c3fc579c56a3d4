"""The gate of designs that follow nobody, or not everybody: what is left to read, and what it gives back."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from declic_analysis import disclosure
from declic_analysis.disclosure import Rules
from declic_analysis.errors import ContractError

RULES = Rules(base=5)
BY = ["audience", "item"]
TERRITORIES = ["audience", "territory", "item"]


def gaps(*sides: tuple[int, int], **other: object) -> pd.DataFrame:
    told = {
        **{"audience": "presc", "direction": "favourable_high", "confirmatory": False, "design": "unpaired"},
        **{"wave_from": "before", "wave_to": "after", "n_paired": 0, "verdict": "inconclusive", "delta": 0.2},
        **{"delta_low": -0.1, "delta_high": 0.5, "favourable_before": 0.5, "favourable_after": 0.6, "bm_p": 0.2},
        **{"favourable_change": 0.1, "favourable_low": -0.1, "favourable_high": 0.3, "gate_p": 0.2, "mean_before": 3.1},
    } | other
    return pd.DataFrame([told | {"item": f"q{k}", "n_before": n, "n_after": m} for k, (n, m) in enumerate(sides)])


def levels(**other: object) -> pd.DataFrame:
    told = {
        **{"audience": "presc", "item": "q1", "direction": "favourable_high", "confirmatory": True, "wave": "after"},
        **{"design": "post_only", "n": 20, "n_non_substantive": 6, "favourable": 0.5, "favourable_low": 0.3},
        **{"favourable_high": 0.7, "mean": 3.2, "confidence": 0.95},
    }
    return pd.DataFrame([told | other])


def first(*groups: tuple[str, int]) -> pd.DataFrame:
    told = {"audience": "presc", "item": "q1", "wave_from": "before", "wave_to": "after", "change": 0.5}
    return pd.DataFrame(
        [told | {"first_answer": name, "n": n, "expected_change": 0.4, "mean_before": 2.0} for name, n in groups]
    )


@pytest.mark.parametrize(("n", "m", "shown"), [(5, 5, True), (4, 60, False), (60, 4, False), (60, 60, True)])
def test_both_waves_must_reach_the_base(n: int, m: int, shown: bool) -> None:
    row = disclosure.publish_unpaired(gaps((n, m)), rules=RULES, by=BY).frame.iloc[0]
    assert bool(row["published"]) is shown
    assert pd.isna(row["n_before"]) is not shown and pd.isna(row["delta"]) is not shown


def test_a_question_of_one_wave_is_said_to_be_one() -> None:
    row = disclosure.publish_unpaired(gaps((0, 3), delta=np.nan, verdict="insufficient"), rules=RULES, by=BY).frame
    assert row["asked_once"].tolist() == [True] and not row["published"].any() and row["reason"].isna().all()
    assert row["n_after"].isna().all()


@pytest.mark.parametrize("other", [{"delta": 1.0}, {"delta": -1.0}, {"delta": 0.0, "verdict": "no_change_observed"}])
def test_small_groups_apart_or_of_one_mind_are_refused(other: dict[str, object]) -> None:
    small, large = (
        disclosure.publish_unpaired(gaps(side, **other), rules=RULES, by=BY) for side in ((12, 40), (30, 40))
    )
    assert small.frame["reason"].tolist() == ["homogeneous"] and large.frame["published"].all()


@pytest.mark.parametrize("name", ["favourable_before", "favourable_after"])
@pytest.mark.parametrize(("share", "hidden"), [(0.0, True), (2 / 20, True), (5 / 20, False), (19 / 20, True)])
def test_few_people_on_one_side_take_both_shares_and_the_tests(name: str, share: float, hidden: bool) -> None:
    row = disclosure.publish_unpaired(gaps((20, 20), **{name: share}), rules=RULES, by=BY).frame.iloc[0]
    for column in ("favourable_before", "favourable_after", "favourable_change", "bm_p", "gate_p", "mean_before"):
        assert pd.isna(row[column]) is hidden, column
    assert (row["delta"], row["n_before"]) == (0.2, 20)


def test_a_territory_refused_takes_its_sisters() -> None:
    frame = gaps((20, 20), (20, 4)).assign(item="q1", territory=["lyonnais", "stephanois"])
    assert not disclosure.publish_unpaired(frame, rules=RULES, by=TERRITORIES).frame["published"].any()


@pytest.mark.parametrize("totals", [(20, 20), (23, 20)])
def test_people_of_no_territory_pool_the_audience(totals: tuple[int, int]) -> None:
    apart = gaps((10, 10), (10, 10)).assign(item="q0", territory=["lyonnais", "stephanois"])
    counts = ("n_before", "n_after")
    found = disclosure.pooled_audiences(apart, rules=RULES, total=gaps(totals), counts=counts)
    assert found == (frozenset({"presc"}) if totals != (20, 20) else frozenset())


@pytest.mark.parametrize("wave", ["before", "after"])
def test_one_structure_behind_a_wave_is_refused(wave: str) -> None:
    sizes = {"before": [8, 6, 6], "after": [8, 6, 6], wave: [18, 1, 1]}
    behind = pd.DataFrame(
        [
            {"audience": "presc", "item": "q0", "wave": w, "structure": s, "n": n}
            for w, ns in sizes.items()
            for s, n in zip("abc", ns, strict=True)
        ]
    )
    row = disclosure.publish_unpaired(gaps((20, 20)), rules=RULES, by=BY, contributors=behind).frame.iloc[0]
    assert row["reason"] == "dominance"
    even = behind.assign(n=7)
    assert disclosure.publish_unpaired(gaps((21, 21)), rules=RULES, by=BY, contributors=even).frame["published"].all()


@pytest.mark.parametrize(
    ("other", "published", "share"),
    [
        ({}, True, True),
        ({"n": 4}, False, False),
        ({"favourable": 1.0}, True, False),
        ({"favourable": 0.1}, True, False),
        ({"n": 40, "favourable": 1.0}, True, True),
    ],
)
def test_a_level_loses_its_share_before_its_row(other: dict[str, object], published: bool, share: bool) -> None:
    row = disclosure.publish_level(levels(**other), rules=RULES, by=BY).frame.iloc[0]
    assert bool(row["published"]) is published and bool(row["favourable_published"]) is share
    assert pd.isna(row["mean"]) is not share


def test_few_answers_off_the_scale_are_withheld() -> None:
    row = disclosure.publish_level(levels(n_non_substantive=2), rules=RULES, by=BY).frame.iloc[0]
    assert pd.isna(row["n_non_substantive"]) and row["n"] == 20


@pytest.mark.parametrize(
    ("part", "other", "shown"),
    [
        ("paired", {}, True),
        ("unpaired", {"n_after": 4}, False),
        ("paired", {"shift": -1.0}, False),
        ("paired", {"verdict": "no_change_observed"}, True),
        ("unpaired", {"verdict": "no_change_observed"}, False),
    ],
)
def test_each_part_by_its_own_rule(part: str, other: dict[str, object], shown: bool) -> None:
    told = {
        **{"audience": "presc", "item": "q1", "direction": "favourable_high", "confirmatory": True, "design": "x"},
        **{"wave_from": "before", "wave_to": "after", "month": None, "n_before": 12, "n_after": 12, "n_pairs": 12},
        **{"shift": 0.2, "shift_low": 0.0, "shift_high": 0.4, "p": 0.03, "verdict": "improvement"},
    }
    frame = pd.DataFrame([told | {"part": part} | other])
    published = disclosure.publish_partly_paired(frame, rules=RULES)
    assert published.frame["published"].tolist() == [shown]
    assert not {"p", "p_adjusted", "favourable_change"} & set(published.frame.columns)


@pytest.mark.parametrize(
    ("sizes", "shown"), [((12, 14), True), ((4, 40), False), ((0, 20), False), ((0, 40), True), ((5, 5), True)]
)
def test_first_answers_show_both_groups_or_none(sizes: tuple[int, int], shown: bool) -> None:
    groups = [(name, n) for name, n in zip(("unfavourable", "favourable"), sizes, strict=True) if n]
    rows = disclosure.publish_first_answers(first(*groups), rules=RULES).frame
    assert rows["published"].tolist() == [shown] * len(rows)
    assert "mean_before" not in rows.columns
    assert rows[["n", "change", "expected_change"]].isna().all(axis=None) is not shown


def test_what_the_gate_empties_stays_empty() -> None:
    once = disclosure.publish_unpaired(gaps((20, 20), (4, 9), (0, 9), favourable_after=0.05), rules=RULES, by=BY)
    twice = disclosure.publish_unpaired(once.frame, rules=RULES, by=BY)
    pd.testing.assert_frame_equal(once.frame, twice.frame)


def test_counts_and_gap_of_a_withheld_share_leave_several_tables_open() -> None:
    """Two levels, 12 and 12 people, nobody favourable before: gap and counts fit several tables, not one."""
    row = disclosure.publish_unpaired(
        gaps((12, 12), favourable_before=0.0, favourable_after=5 / 12, delta=5 / 12), rules=RULES, by=BY
    ).frame.iloc[0]
    fits = [
        (before, after)
        for before, after in itertools.product(range(13), repeat=2)
        if abs((after - before) / 12 - float(row["delta"])) < 1e-9
    ]
    assert pd.isna(row["favourable_before"]) and len(fits) >= 5


def test_a_frame_without_its_columns_is_refused() -> None:
    with pytest.raises(ContractError):
        disclosure.publish_level(levels().drop(columns="n"), rules=RULES, by=BY)
