"""Hostile answers: every public function of `perception` gives a frame or a clear error, and nothing odd is shown.

Constant items, one level used, levels nobody used, all missing, nobody, one, two people, ceilings, ties everywhere, a
single action, every person alone in an action. Warnings are errors in this suite.
"""

from __future__ import annotations

import datetime as dt
import importlib
import runpy
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from declic_analysis import disclosure, perception, tables, wording
from declic_analysis.errors import DeclicError
from declic_analysis.statistics.group_permutation import group_test
from declic_analysis.vocabulary import Verdict

_frames = runpy.run_path(str(Path(__file__).parents[1] / "unit/test_perception_frames.py"))
responses, answer = _frames["responses"], _frames["answer"]
BOOK: pd.DataFrame = _frames["CODEBOOK"]
CODEBOOK = BOOK.assign(mirror_item=BOOK["item"])
QUICK = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Call = Callable[[pd.DataFrame], pd.DataFrame]


@pytest.fixture(autouse=True, scope="module")
def few_deals() -> Iterator[None]:
    """Every way of dealing groups out is taken, only less often than in a report: p is not what is looked at here."""
    with pytest.MonkeyPatch.context() as patch:
        module = importlib.import_module("declic_analysis.perception.heterogeneity")  # the function has its name
        patch.setattr(module, "group_test", partial(group_test, draws=199))
        yield


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def book(function: Callable[..., pd.DataFrame], **options: Any) -> Call:
    return lambda frame: function(frame, codebook=CODEBOOK, **options)


def compared(frame: pd.DataFrame) -> pd.DataFrame:
    people = frame["person"].drop_duplicates()
    treated = pd.Series(np.arange(len(people)) % 2 == 0, index=people)
    return perception.group_comparison(frame, codebook=CODEBOOK, treated=treated)


def grouped(frame: pd.DataFrame) -> pd.DataFrame:
    names = ["territory", "format", "repeat", "n_actions", "n_kinds"]
    return perception.heterogeneity(
        frame, codebook=CODEBOOK, groupings=names, rng=rng(), landmark=dt.date(2024, 3, 1), by=["audience", "item"]
    )


CALLS: dict[str, Call] = {
    "action_shift": book(perception.action_shift),
    "audience_gap": lambda frame: perception.audience_gap(frame, codebook=CODEBOOK, rng=rng(), permutations=99),
    "change_model": book(perception.change_model),
    "collection_flow": perception.collection_flow,
    "distribution": book(perception.distribution),
    "first_answer_groups": book(perception.first_answer_groups),
    "format_shift": book(perception.format_shift),
    "gap_change": book(perception.gap_change),
    "group_comparison": compared,
    "heterogeneity": grouped,
    "paired_shift": lambda frame: perception.paired_shift(frame, codebook=CODEBOOK, rng=rng()),
    "pairs": perception.pairs,
    "partly_paired": lambda frame: perception.partly_paired(frame, codebook=CODEBOOK, rng=rng()),
    "person_shift": book(perception.person_shift),
    "scale_items": book(perception.scale_items),
    "scale_reliability": lambda frame: perception.scale_reliability(frame, codebook=CODEBOOK, rng=rng(), resamples=99),
    "scale_stability": book(perception.scale_stability),
    "shift_by_waves": book(perception.shift_by_waves),
    "shift_range": book(perception.shift_range),
    "stayers_and_leavers": book(perception.stayers_and_leavers),
    "unpaired_shift": lambda frame: perception.unpaired_shift(frame, codebook=CODEBOOK, rng=rng()),
    "wave_level": book(perception.wave_level),
    "weighted_shift": book(perception.weighted_shift),
}


@st.composite
def hostile(draw: st.DrawFn) -> pd.DataFrame:
    """Few people, few levels, few items; actions shared, alone, single or unknown."""
    n = draw(st.sampled_from([0, 1, 2, 3, 8, 14]))
    levels = draw(st.sampled_from([[None], [1], [5], [3], [1, 5], [4, 5], [1, 2, 3, 4, 5], [None, 3]]))
    items = draw(st.sampled_from([["q1"], ["q1", "q2", "low"], ["hours"]]))
    waves = draw(st.sampled_from([["before"], ["after"], ["before", "after"], ["before", "after", "followup"]]))
    kind = draw(st.sampled_from(["none", "single", "alone", "shared"]))
    rows = []
    for k in range(n):
        action = {"none": None, "single": "a0", "alone": f"a{k}", "shared": f"a{k % 3}"}[kind]
        keys = {
            "audience": ("presc", "indus")[k % 2], "territory": ("lyon", "gier", None)[k % 3],
            "structure": ("s", None)[k % 2], "action": action, "format": action and ("tour", "day")[k % 2],
        }  # fmt: skip
        for wave in waves:
            month = 6 if wave == "followup" else None
            dates = {"answered_on": "2024-05-02", "action_on": ("2024-02-01", None)[k % 5 == 4], "month": month}
            rows += [answer(f"p{k}", wave, draw(st.sampled_from(levels)), item=item, **keys, **dates) for item in items]
    return responses(*rows)


def test_every_public_function_of_tables_is_called() -> None:
    elsewhere = {"TARGETS", "campaign_needs", "collection_goal", "collection_status", "middle_of_collection",
                 "mirror_items", "power_curve"}  # fmt: skip
    assert set(perception.__all__) - elsewhere == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
@QUICK
@given(frame=hostile())
def test_a_frame_or_a_clear_error(name: str, frame: pd.DataFrame) -> None:
    kept = frame.copy()
    try:
        found = CALLS[name](frame)
    except DeclicError as error:
        assert str(error)
        return
    pd.testing.assert_frame_equal(frame, kept)
    if "verdict" in found.columns:
        assert set(found["verdict"]) <= set(Verdict.codes())
    ends = [(low, low.removesuffix("low") + "high") for low in found.columns if low.endswith("low")]
    for low, high in ends:
        if high in found.columns:
            limits = found[[low, high]].astype("float64").dropna()
            assert (limits[low] <= limits[high] + 1e-9).all(), low
    numbers = found.select_dtypes("number").astype("float64")
    assert not np.isinf(numbers.to_numpy(na_value=np.nan)).any()


@QUICK
@given(frame=hostile(), lang=st.sampled_from(["fr", "en"]))
def test_no_displayed_cell_or_sentence_holds_a_nan(frame: pd.DataFrame, lang: str) -> None:
    rules = disclosure.Rules(base=3)
    by = ["audience", "item"]
    shift = disclosure.publish_shift(perception.paired_shift(frame, codebook=CODEBOOK), rules=rules, by=by)
    persons = disclosure.publish_shift(perception.person_shift(frame, codebook=CODEBOOK), rules=rules, by=["audience"])
    groups = disclosure.publish_heterogeneity(grouped(frame), rules=rules)
    told = [*wording.verdict_sentences(shift, lang=lang), *wording.verdict_sentences(persons, lang=lang)]
    told += wording.grouping_sentences(groups, lang=lang)
    for shown in (tables.shift_table(shift, codebook=CODEBOOK, lang=lang), tables.shift_table(persons, lang=lang)):
        assert not shown.isna().any(axis=None)
        told += shown.to_numpy().ravel().tolist()
    assert not [text for text in told if "nan" in text.lower().split() or "<NA>" in text or "None" in text]
