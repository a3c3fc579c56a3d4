"""The page in a real browser: drawn, silent, offline, usable with a keyboard, whole on a phone and on paper."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from declic_analysis.browser import find_browser, print_pdf

pytestmark = pytest.mark.browser

PAGES = {
    "committee": ("impact_report", {"study": "demo_declic", "diffusion": "external"}),
    "full_en": ("impact_report", {"study": "demo_declic", "diffusion": "internal", "lang": "en"}),
    "hires": ("04_hires", {"study": "demo_declic"}),
    "no_answers": ("impact_report", {"study": "declic"}),
}
WITH_FIGURES = ("committee", "full_en", "hires")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GEOMETRY = Path(__file__).with_name("geometry.js").read_text(encoding="utf-8")
DRAWN = """() => Array.from(document.querySelectorAll('.drawing')).map(box => ({
  marks: box.querySelectorAll('svg.main-svg path, svg.main-svg .shapelayer path').length,
  texts: box.querySelectorAll('svg.main-svg text').length,
  width: box.querySelector('svg.main-svg').getBoundingClientRect().width,
  room: box.getBoundingClientRect().width}))"""
SHEET = {"width": 672, "height": 1000}  # px: A4 less its margins


@pytest.fixture
def path(page_of: Callable[..., Path], request: pytest.FixtureRequest) -> Path:
    notebook, given = PAGES[request.param]
    return page_of(notebook, **given)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES, indirect=True)
def test_the_page_draws_all_asks_for_nothing_and_fits(visit: Callable, path: Path, width: int) -> None:
    seen = visit(path, width=width)
    figures = seen.page.evaluate(DRAWN)
    assert len(figures) == path.read_text(encoding="utf-8").count("<figure>")
    for figure in figures:
        assert figure["marks"] >= 1 and figure["texts"] >= 3
        assert 200 < figure["width"] <= figure["room"] + 1
    assert seen.complaints == [] and seen.asked == [path.as_uri()]
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.page.evaluate(GEOMETRY) == []


@pytest.mark.parametrize("path", PAGES, indirect=True)
def test_axe_finds_no_violation(visit: Callable, path: Path) -> None:
    found = Axe().run(visit(path).page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found.response["violations"]] == []


def test_axe_finds_no_violation_on_a_phone(visit: Callable, report_page: Path) -> None:
    found = Axe().run(visit(report_page, width=390).page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert [fault["id"] for fault in found.response["violations"]] == []


@pytest.mark.parametrize("path", WITH_FIGURES, indirect=True)
def test_every_figure_has_a_name_words_and_its_table(visit: Callable, path: Path) -> None:
    page: Page = visit(path).page
    assert page.locator("figure").count() == page.locator("figure > figcaption .label").count() > 0
    names = page.locator("figure > .drawing[role=img]").evaluate_all(
        "all => all.map(e => e.getAttribute('aria-label'))"
    )
    assert len(names) == page.locator("figure").count() == page.locator("figure > details.numbers table").count()
    assert all(len(name.split()) > 8 for name in names)


@pytest.mark.parametrize("path", ["full_en"], indirect=True)
def test_wide_bars_carry_their_share(visit: Callable, path: Path) -> None:
    """plotly hides what does not fit: a bar that became too thin would lose its number in silence."""
    shares = visit(path).page.locator(".barlayer text").all_text_contents()
    assert len([share for share in shares if re.fullmatch(r"\d+\s?%", share)]) > 20


def test_hovering_a_mark_shows_its_numbers(visit: Callable, report_page: Path) -> None:
    page: Page = visit(report_page).page
    mark = page.locator(".drawing .scatterlayer .points path").first
    mark.scroll_into_view_if_needed()
    mark.hover(force=True)
    shown = page.locator(".drawing .hoverlayer text").first
    shown.wait_for()
    assert re.search(r"\d", shown.text_content() or "")


def test_the_contents_list_is_walked_with_the_keyboard(visit: Callable, report_page: Path) -> None:
    page: Page = visit(report_page).page
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    titles = page.locator("main h2[id], main h3[id]").evaluate_all("all => all.map(e => e.id)")
    assert page.locator("nav a").evaluate_all("all => all.map(e => e.hash.slice(1))") == titles != []
    page.locator("nav a").nth(2).focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == f"#{titles[3]}"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_function(
        "id => Math.abs(document.getElementById(id).getBoundingClientRect().top) < 200", arg=titles[3]
    )


def test_the_first_stop_of_the_keyboard_leads_past_the_contents(visit: Callable, report_page: Path) -> None:
    page: Page = visit(report_page, width=390).page
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'contenu'")
    # A box that scrolls sideways is reached with the keyboard, and says what it holds.
    boxes = "all => all.every(e => e.tabIndex === 0 || e.scrollWidth <= e.clientWidth)"
    assert page.locator(".table").evaluate_all(boxes)


def test_fiction_stays_in_sight_while_scrolling(visit: Callable, report_page: Path) -> None:
    page: Page = visit(report_page).page
    page.evaluate("window.scrollTo({top: 3000, behavior: 'instant'})")
    assert page.evaluate("document.querySelector('.fiction').getBoundingClientRect().top") == 0
    assert page.inner_text(".fiction").casefold().startswith("données fictives")


@pytest.mark.parametrize("path", WITH_FIGURES, indirect=True)
def test_figures_are_fitted_to_paper_and_back(visit: Callable, path: Path) -> None:
    page: Page = visit(path).page
    on_screen = page.evaluate(DRAWN)
    page.set_viewport_size(SHEET)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(GEOMETRY) == []
    heights = page.locator("figure").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert max(heights) < SHEET["height"]  # else a sheet would cut it
    wide = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent.trim().slice(0, 40))"
    assert page.locator("main .table").evaluate_all(wide) == []
    first = page.locator(".first-page")
    if first.count():
        assert first.evaluate("e => e.getBoundingClientRect().bottom + window.scrollY") <= SHEET["height"]
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(DRAWN) == on_screen


def test_the_pdf_is_a4_tagged_and_has_every_section(visit: Callable, report_page: Path, tmp_path: Path) -> None:
    command = find_browser(environment=os.environ)
    assert command is not None
    printed = print_pdf(report_page, tmp_path / "bilan.pdf", browser=command).read_bytes()
    assert set(re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", printed)) <= {(b"594", b"841"), (b"595", b"841")}
    assert b"/StructTreeRoot" in printed and b"/Lang (fr)" in printed
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 16
    assert b"SourceSans3" in printed and b"Arial" not in printed
    titles = visit(report_page).page.locator("main h2[id]").all_inner_texts()
    assert [title for title in titles if title not in bookmarks(printed)] == []
    # The deep blue of marks (palette), which the style sheet has nowhere: figures were drawn before the page printed.
    assert b".0431 .2353 .4353 rg" in content(printed)


def content(pdf: bytes) -> bytes:
    """What is drawn on all sheets, unpacked."""
    packed = re.findall(rb"/Filter /FlateDecode\b[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return b"\n".join(zlib.decompressobj().decompress(stream) for stream in packed)


def bookmarks(pdf: bytes) -> list[str]:
    """Titles of the outline: UTF-16 in hexadecimal or in brackets, else one byte a character."""
    found = []
    for hexadecimal, text in re.findall(rb"/Title\s*(?:<([0-9A-Fa-f]+)>|\(((?:\\.|[^\\)])*)\))", pdf, re.DOTALL):
        raw = bytes.fromhex(hexadecimal.decode()) if hexadecimal else re.sub(rb"\\(.)", rb"\1", text)
        found.append(raw.decode("utf-16") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1"))
    return found


def test_a_browser_too_old_for_the_figures_shows_their_numbers(visit: Callable, report_page: Path) -> None:
    seen = visit(report_page, width=1000)
    seen.page.add_init_script("delete window.DecompressionStream")
    seen.page.reload()
    seen.page.wait_for_function("document.getElementById('no-figures').offsetHeight > 0")
    assert seen.page.locator("details.numbers:not([open])").count() == 0
    assert seen.page.locator(".drawing:visible").count() == 0


def test_without_scripts_the_page_says_where_the_numbers_are(visit: Callable, report_page: Path) -> None:
    page: Page = visit(report_page, scripts=False).page
    assert page.locator("noscript .warning").is_visible() and page.locator(".drawing:visible").count() == 0
    page.locator("details.numbers summary").first.click()
    assert page.locator("details.numbers table").first.is_visible()
