"""The paper form in a real browser: two sheets of A4, a box for every answer, nothing asked for, nothing cut."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from declic_analysis.demo import declic_study_text
from declic_analysis.instrument.paper import paper_page
from declic_analysis.study import Study, parse_study
from declic_analysis.study.form import forms_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def study() -> Study:
    known = {"controller": "Association Exemple", "contact": "donnees@exemple.org", "retention": "deux ans"}
    return Study.model_validate(parse_study(declic_study_text()).model_dump(by_alias=True) | {"instrument": known})


def opened(browser: Any, page: str, folder: Path, *, width: int) -> Path:
    path = folder / "formulaire.html"
    path.write_text(page, encoding="utf-8")
    browser.open(path, width=width, ready="document.readyState === 'complete'")
    return path


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_form_is_one_sheet_on_both_sides(browser: Any, study: Study, tmp_path: Path, lang: str) -> None:
    for form in forms_of(study):
        opened(browser, paper_page(study, form, lang=lang), tmp_path, width=800)
        pdf = browser.pdf()
        assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) == 2, form.name
        assert set(re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", pdf)) == {(b"594", b"841")} or b"595" in pdf


def test_boxes_names_and_silence(browser: Any, study: Study, tmp_path: Path) -> None:
    form = forms_of(study)[1]
    path = opened(browser, paper_page(study, form, lang="fr"), tmp_path, width=800)
    rows = sum(question.kind == "scale" for question in form.questions)
    assert browser.evaluate("document.querySelectorAll('tbody tr').length") == rows == 18
    assert browser.evaluate("document.querySelectorAll('tbody [role=img][aria-label]').length") == rows * 6
    assert browser.evaluate("document.querySelectorAll('th.off').length") == 1
    assert browser.evaluate("document.querySelectorAll('.cell').length") == 6
    assert browser.evaluate("document.documentElement.lang") == "fr"
    assert browser.complaints() == []
    assert [url for url in browser.requested() if url != path.as_uri()] == []


@pytest.mark.parametrize("width", [800, 390])
def test_nothing_is_cut(browser: Any, study: Study, tmp_path: Path, width: int) -> None:
    for form in forms_of(study)[:2]:
        opened(browser, paper_page(study, form, lang="fr"), tmp_path, width=width)
        cut = "Array.from(document.querySelectorAll('th, td, .field')).some(e => e.scrollWidth > e.clientWidth + 1)"
        assert not browser.evaluate(cut)
        if width == 800:
            assert browser.evaluate("document.documentElement.scrollWidth") <= width
