"""Chapters of the review: figures beside testimonies, indicators beside their targets."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis.reports.impact.testimonies import agreement
from declic_analysis.reports.rendering import number_headings
from declic_analysis.reports.results import first_page_block
from declic_analysis.study.reporting import Indicator
from declic_analysis.tables import to_html
from declic_analysis.vocabulary import IndicatorLevel, Measure
from declic_analysis.wording import FirstPage, Section, glossary
from declic_analysis.wording.texts import say

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


@pytest.mark.parametrize(("lang", "chapter"), [("fr", "Chiffres et témoignages"), ("en", "Figures and testimonies")])
def test_a_result_kept_back_leads_to_the_chapter_of_testimonies(lang: str, chapter: str) -> None:
    line = say("persons_withheld", lang=lang, audience="Industriels", suppressed="<Non publié>.")
    page = FirstPage("t", "", "", (Section("A", (line,)), Section("B", (line,), numbered=True)), lang=lang)
    made = first_page_block(page).data["text/html"]
    headings = number_headings(f"<h2>{chapter}</h2>")[1]
    assert made.count(f'<a href="#{headings[0].anchor}">{chapter}</a>') == 2 and "&lt;Non publié&gt;" in made
