"""The paper form in a real browser: two sheets of A4, a box for every answer, nothing asked for, nothing cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from declic_analysis.demo import declic_study_text
from declic_analysis.instrument.paper import paper_page
from declic_analysis.study import Study, parse_study
from declic_analysis.study.form import forms_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def study() -> Study:
    known = {"controller": "Association Exemple", "contact": "donnees@exemple.org", "retention": "deux ans"}
    return Study.model_validate(parse_study(declic_study_text()).model_dump(by_alias=True) | {"instrument": known})


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., tuple[Page, list[str]]]]:
    """`opened(form, width=…)` → the page of the form, and whatever it asked for or complained of."""
    context = browser.new_context()

    def opened(page: str, *, width: int) -> tuple[Page, list[str]]:
        path = tmp_path / "formulaire.html"
        path.write_text(page, encoding="utf-8")
        shown, noted = context.new_page(), []
        shown.set_viewport_size({"width": width, "height": 900})
        shown.on("console", lambda said: noted.append(said.text))
        shown.on("request", lambda request: noted.append(request.url) if request.url != path.as_uri() else None)
        shown.goto(path.as_uri())
        return shown, noted

    yield opened
    context.close()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_form_is_one_sheet_on_both_sides(opened: Callable, study: Study, lang: str) -> None:
    for form in forms_of(study):
        page, _ = opened(paper_page(study, form, lang=lang), width=800)
        pdf = page.pdf(prefer_css_page_size=True, print_background=True)
        assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) == 2, form.name
        assert set(re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", pdf)) == {(b"594", b"841")} or b"595" in pdf


def test_boxes_names_and_silence(opened: Callable, study: Study) -> None:
    form = forms_of(study)[1]
    page, noted = opened(paper_page(study, form, lang="fr"), width=800)
    rows = sum(question.kind == "scale" for question in form.questions)
    assert page.locator("tbody tr").count() == rows == 18
    assert page.locator("tbody [role=img][aria-label]").count() == rows * 6
    assert page.locator("th.off").count() == 1 and page.locator(".cell").count() == 6
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert noted == []


@pytest.mark.parametrize("width", [800, 390])
def test_nothing_is_cut(opened: Callable, study: Study, width: int) -> None:
    for form in forms_of(study)[:2]:
        page, _ = opened(paper_page(study, form, lang="fr"), width=width)
        cut = "all => all.some(e => e.scrollWidth > e.clientWidth + 1)"
        assert not page.locator("th, td, .field").evaluate_all(cut)
        if width == 800:
            assert page.evaluate("document.documentElement.scrollWidth") <= width
