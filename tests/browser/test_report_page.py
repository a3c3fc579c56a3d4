"""The page in a real browser: it draws every figure, asks for nothing, complains of nothing, fits phone and paper."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from declic_analysis.browser import find_browser, print_pdf

pytestmark = pytest.mark.browser

READY = "document.documentElement.dataset.figures === 'ready'"
DRAWN = """Array.from(document.querySelectorAll('.drawing')).map(box => ({
  marks: box.querySelectorAll('svg.main-svg path, svg.main-svg .shapelayer path').length,
  texts: box.querySelectorAll('svg.main-svg text').length,
  width: box.querySelector('svg.main-svg').getBoundingClientRect().width,
  room: box.getBoundingClientRect().width}))"""


@pytest.mark.parametrize("width", [1280, 390])
def test_every_figure_is_drawn_and_nothing_is_asked_for(browser: Any, report_page: Path, width: int) -> None:
    browser.open(report_page, width=width, ready=READY)
    figures = browser.evaluate(DRAWN)
    assert len(figures) == report_page.read_text(encoding="utf-8").count("<figure>") >= 4
    for figure in figures:
        assert figure["marks"] > 5 and figure["texts"] > 5
        assert 200 < figure["width"] <= figure["room"] + 1
    assert browser.complaints() == []
    assert [url for url in browser.requested() if url != report_page.as_uri()] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_never_scrolls_sideways(browser: Any, report_page: Path, width: int) -> None:
    browser.open(report_page, width=width, ready=READY)
    assert browser.evaluate("document.documentElement.scrollWidth") <= width


def test_fiction_stays_in_sight_while_scrolling(browser: Any, report_page: Path) -> None:
    browser.open(report_page, width=1280, ready=READY)
    browser.evaluate("window.scrollTo({top: 3000, behavior: 'instant'})")
    assert browser.evaluate("document.querySelector('.fiction').getBoundingClientRect().top") == 0
    assert browser.evaluate("document.querySelector('.fiction').textContent").startswith("Données fictives")


def test_the_first_page_fits_one_sheet_and_figures_are_fitted_to_paper(browser: Any, report_page: Path) -> None:
    browser.open(report_page, width=1280, ready=READY)
    on_screen = browser.evaluate(DRAWN)
    browser.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    on_paper = browser.evaluate(DRAWN)
    assert {figure["width"] for figure in on_paper} == {781}
    browser.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert browser.evaluate(DRAWN) == on_screen
    printed = browser.pdf()
    pages = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert printed.startswith(b"%PDF") and 3 <= pages <= 12
    browser.call("Emulation.setEmulatedMedia", media="print")
    browser.call("Emulation.setDeviceMetricsOverride", width=672, height=979, deviceScaleFactor=1, mobile=False)
    bottom = browser.evaluate("document.querySelector('.first-page').getBoundingClientRect().bottom + window.scrollY")
    browser.call("Emulation.setEmulatedMedia", media="")
    assert bottom <= 979  # px: the height of A4 less its margins


def test_a_browser_too_old_for_the_figures_shows_their_numbers(browser: Any, report_page: Path) -> None:
    script = browser.call("Page.addScriptToEvaluateOnNewDocument", source="delete window.DecompressionStream")
    browser.open(report_page, width=1280, ready="document.readyState === 'complete'")
    assert browser.evaluate("document.getElementById('no-figures').offsetHeight > 0")
    assert browser.evaluate("document.querySelectorAll('details.numbers:not([open])').length") == 0
    browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])


def test_a_pdf_printed_by_the_command_holds_the_figures(browser: Any, report_page: Path, tmp_path: Path) -> None:
    browser.open(report_page, width=1280, ready=READY)
    drawn = len(browser.pdf())
    command = find_browser(environment=os.environ)
    assert command is not None
    printed = print_pdf(report_page, tmp_path / "bilan.pdf", browser=command).read_bytes()
    # Text alone takes a fifth of it: a page printed before its figures are drawn is far smaller.
    assert printed.startswith(b"%PDF") and b"/StructTreeRoot" in printed
    assert 0.8 < len(printed) / drawn < 1.25
