"""Chapters of the review: figures beside testimonies, indicators beside their targets."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis.reports.impact.testimonies import agreement
from declic_analysis.study.reporting import Indicator
from declic_analysis.tables import to_html
from declic_analysis.vocabulary import IndicatorLevel, Measure
from declic_analysis.wording import glossary

SHIFT = pd.DataFrame(
    [("p", "a", "improvement"), ("p", "b", "worsening"), ("p", "c", "inconclusive"), ("q", "a", "worsening_notable")],
    columns=["audience", "item", "verdict"],
)


@pytest.mark.parametrize(
    ("items", "sense", "told"),
    [
        (("a",), "favourable", "concordant"),
        (("a", "c"), "favourable", "concordant"),
        (("a", "b"), "favourable", "divergent"),
        (("b",), "unfavourable", "concordant"),
        (("a",), "unfavourable", "divergent"),
        (("c",), "favourable", "unknown"),
        (("a",), "mixed", "unknown"),
        (("nothing",), "favourable", "unknown"),
    ],
)
def test_testimonies_agree_with_established_changes_only(items: tuple[str, ...], sense: str, told: str) -> None:
    reading = pd.DataFrame([{"audience": "p", "items": items, "sense": sense, "told": "…", "source": None}])
    assert agreement(reading, shift=SHIFT)["agreement"].tolist() == [told]
    assert "agreement" not in reading


def test_an_indicator_of_the_answers_says_whose_and_which() -> None:
    told = {"id": "i", "label": {"fr": "Un"}, "level": IndicatorLevel.RESULT}
    assert Indicator.model_validate(told | {"measure": "net_shift", "audience": "p"}).measure == Measure.NET_SHIFT
    for bare in ("net_shift", "favourable"):
        with pytest.raises(ValueError, match=bare):
            Indicator.model_validate(told | {"measure": bare})


def test_rows_of_a_table_stand_under_their_group() -> None:
    made = to_html(pd.DataFrame({"x": ["1", "2", "3"], "y": ["a", "b", "c"]}), caption="t", groups=["A", "A", "B<"])
    assert made.count("<tbody>") == 2 and made.count('scope="rowgroup" colspan="2"') == 2 and "B&lt;" in made


def test_the_glossary_has_each_word_once_in_both_languages() -> None:
    for lang in ("fr", "en"):
        terms = [term for term, _ in glossary(lang=lang)]
        assert len(terms) == len(set(terms)) >= 10
