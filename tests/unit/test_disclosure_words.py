"""The gate on what people write: bases of persons, few speakers, words and voices of few."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis.disclosure import (
    Rules,
    publish_beside,
    publish_coding,
    publish_key_words,
    publish_quotes,
    publish_records,
    publish_testimonies,
    publish_theme_level,
    publish_themes,
)
from declic_analysis.disclosure.words import pooled_words
from declic_analysis.errors import ContractError

INSIDE, OUTSIDE = Rules(base=5), Rules(base=11)


def themes(n_pairs: int, before: int, after: int, up: int, down: int) -> pd.DataFrame:
    row = {
        "audience": "pro",
        "theme": "bus",
        "valence": "obstacle",
        "n_pairs": n_pairs,
        "n_before": n_pairs,
        "n_after": n_pairs,
    }
    row |= {"n_said_before": before, "n_said_after": after, "n_up": up, "n_down": down}
    row |= {"share_before": before / n_pairs, "share_after": after / n_pairs, "change": (up - down) / n_pairs}
    return pd.DataFrame([row | {"low": -0.1, "high": 0.4, "sign_p": 0.2, "p_adjusted": 0.4, "confidence": 0.95}])


@pytest.mark.parametrize(
    ("n", "rules", "shown"), [(4, INSIDE, False), (5, INSIDE, True), (10, OUTSIDE, False), (11, OUTSIDE, True)]
)
def test_themes_need_a_base_of_pairs(n: int, rules: Rules, shown: bool) -> None:
    row = publish_themes(themes(n, 0, 0, 0, 0), rules=rules).frame.iloc[0]
    assert bool(row["published"]) == shown
    assert pd.notna(row["change"]) == shown
    assert pd.notna(row["n_pairs"]) == shown


@pytest.mark.parametrize(
    ("before", "after", "up", "down", "flow"),
    [
        (10, 20, 12, 2, False),  # two people no longer speak of it
        (10, 20, 15, 5, True),
        (10, 20, 10, 0, True),  # zero shows
        (4, 20, 18, 2, False),
        (10, 37, 27, 0, False),  # three people do not speak of it
    ],
)
def test_few_speakers_lose_counts_and_keep_the_change(before: int, after: int, up: int, down: int, flow: bool) -> None:
    row = publish_themes(themes(40, before, after, up, down), rules=INSIDE).frame.iloc[0]
    assert pd.notna(row["share_before"]) == flow
    assert pd.notna(row["n_up"]) == flow
    assert pd.notna(row["change"])


def test_published_twice_gives_nothing_back() -> None:
    once = publish_themes(themes(40, 4, 20, 18, 2), rules=INSIDE)
    again = publish_themes(once.frame, rules=INSIDE)
    assert again.frame["share_before"].isna().all()
    assert again.notes == once.notes


def level(n: int, said: int) -> pd.DataFrame:
    row = {
        "audience": "pro",
        "theme": "bus",
        "n_persons": n,
        "n_said": said,
        "share": said / n,
        "low": 0.1,
        "high": 0.4,
    }
    return pd.DataFrame([row])


@pytest.mark.parametrize(
    ("n", "said", "shown"), [(40, 4, False), (40, 5, True), (40, 36, False), (40, 0, True), (20, 20, False)]
)
def test_shares_of_few_are_withheld(n: int, said: int, shown: bool) -> None:
    assert publish_theme_level(level(n, said), rules=INSIDE).frame["share"].notna().tolist() == [shown]


def word(first: int, second: int) -> pd.DataFrame:
    row = {"audience_first": "a", "audience_second": "b", "word": "zorba", "n_first": first, "n_second": second}
    row |= {
        "n_persons": first + second,
        "of_first": 30,
        "of_second": 30,
        "share_first": first / 30,
        "share_second": second / 30,
    }
    return pd.DataFrame([row | {"log_ratio": 1.0, "g2": 2.0, "p": 0.1, "p_adjusted": 0.2}])


@pytest.mark.parametrize(("first", "second", "shown"), [(5, 0, True), (4, 0, False), (12, 3, False), (12, 5, True)])
def test_a_word_of_few_is_not_even_named(first: int, second: int, shown: bool) -> None:
    frame = publish_key_words(word(first, second), rules=INSIDE).frame
    assert ("zorba" in frame.to_csv()) == shown


def test_a_theme_of_few_gives_no_voice() -> None:
    row = {
        "audience": "pro",
        "theme": "bus",
        "n_persons": 4,
        "n_allowed": 4,
        "verbatim": "v1",
        "quote": "zorba",
        "typicality": 0.5,
    }
    rows = pd.DataFrame([row, row | {"theme": "salaire", "n_persons": 5, "n_allowed": 2}])
    shown = publish_quotes(rows, rules=INSIDE).frame
    assert shown["quote"].notna().tolist() == [False, True]
    assert shown["n_allowed"].isna().all()


def test_both_sides_or_no_conclusion() -> None:
    row = {
        "audience": "pro",
        "theme": "bus",
        "item": "q1",
        "n_pairs_words": 10,
        "n_pairs": 40,
        "change": 0.1,
        "low": 0.0,
    }
    row |= {
        "high": 0.2,
        "net_shift": 0.3,
        "net_low": 0.1,
        "net_high": 0.5,
        "verdict": "improvement",
        "concordance": "concordant",
    }
    assert publish_beside(pd.DataFrame([row]), rules=INSIDE).frame["concordance"].notna().all()
    assert publish_beside(pd.DataFrame([row]), rules=OUTSIDE).frame[["concordance", "verdict"]].isna().all(axis=None)


def test_conversations_and_coding_are_held_to_the_base() -> None:
    heard = pd.DataFrame({"audience": "pro", "theme": ["a", "b"], "n_records": [4, 8], "n_said": [2, 3]})
    shown = publish_testimonies(heard, rules=INSIDE).frame
    assert shown["n_records"].isna().tolist() == [True, False]
    assert shown["n_said"].isna().all()
    columns = ["n_answers", "n_given", "dictionary_precision", "dictionary_recall", "dictionary_f1", "model_precision",
               "model_recall", "model_f1", "n_unsure"]  # fmt: skip
    judged = pd.DataFrame({"theme": ["a"], "n_persons": [4], **dict.fromkeys(columns, 1.0)})
    assert publish_coding(judged, rules=INSIDE).frame["dictionary_f1"].isna().all()


def test_territories_are_pooled_when_one_is_small() -> None:
    apart = pd.DataFrame({"audience": ["a", "a", "b", "b"], "territory": ["x", "y"] * 2, "n_pairs": [3, 40, 0, 40]})
    apart = apart.assign(n_before=0, n_after=0)
    assert pooled_words(apart, rules=INSIDE) == {"a"}


def test_a_frame_without_its_columns_is_refused() -> None:
    with pytest.raises(ContractError, match="n_pairs"):
        publish_themes(themes(10, 1, 1, 0, 0).drop(columns="n_pairs"), rules=INSIDE)


def test_a_theme_that_few_people_speak_of_loses_its_change_and_every_theme_its_tests() -> None:
    # One of 23 newly speaks of it: n, change and Tango's interval would give (1, 0) back, and no other pair of counts.
    row = publish_themes(themes(23, 0, 1, 1, 0), rules=OUTSIDE).frame.iloc[0]
    assert row[["change", "low", "high", "sign_p", "p_adjusted", "n_said_after"]].isna().all() and row["n_pairs"] == 23
    # Two of 75 stop speaking of it: the exact p with the change gives the two back, the change alone is told in points.
    row = publish_themes(themes(75, 8, 20, 14, 2), rules=OUTSIDE).frame.iloc[0]
    assert row[["sign_p", "p_adjusted"]].isna().all() and row["change"] == 0.16


def test_what_one_territory_withholds_of_a_theme_its_sister_does_too() -> None:
    here, there = themes(40, 10, 20, 15, 5), themes(30, 10, 10, 2, 2)
    alone = publish_themes(here, rules=OUTSIDE).frame.iloc[0]
    beside = publish_themes(here, rules=OUTSIDE, sisters=there).frame.iloc[0]
    assert alone["n_up"] == 15 and pd.isna(beside["n_up"])
    heard = pd.DataFrame({"audience": "pro", "theme": ["a"], "n_persons": [40], "n_said": [10], "share": [0.25]})
    heard = heard.assign(low=0.1, high=0.4)
    told = publish_theme_level(heard, rules=OUTSIDE, sisters=heard.assign(n_said=2)).frame
    assert told["share"].isna().all() and publish_theme_level(heard, rules=OUTSIDE).frame["share"].notna().all()


def test_territories_are_pooled_when_few_people_wrote_in_one() -> None:
    apart = pd.DataFrame({"audience": ["a", "a"], "territory": ["x", None], "n_pairs": [40, 0], "n_after": [50, 3]})
    assert pooled_words(apart.assign(n_before=40), rules=INSIDE) == {"a"}


def test_whether_the_few_who_were_interviewed_may_be_quoted_is_not_said() -> None:
    heard = pd.DataFrame({"audience": "pro", "method": ["note", "interview"], "n_records": [1, 30]})
    told = publish_records(heard.assign(n_with_notes=[1, 30], n_quotable=[1, 12]), rules=OUTSIDE).frame
    assert told["n_records"].tolist() == [1, 30]
    assert told["n_quotable"].isna().tolist() == [True, False]
