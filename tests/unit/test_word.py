"""The summary in Word: real styles, lists and tables, words in place of what cannot be drawn, the same bytes again."""

from __future__ import annotations

import base64
import datetime as dt
import io
import json
import os
import re
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import nbformat.v4 as v4
import pytest
from docx.oxml.ns import qn

from declic_analysis import browser
from declic_analysis.reports import word
from declic_analysis.reports.word import pictures
from declic_analysis.reports.word.grids import add_table
from declic_analysis.reports.word.sheet import TEXT_WIDTH
from declic_analysis.reports.word.tree import parsed

DAY = dt.date(2024, 12, 10)
PAGE = {"lang": "fr", "running_head": "Déclic · année 2", "subtitle": "Lyonnais · 2024", "fictitious": True,
        "colophon": "Fait par declic."}  # fmt: skip
FIRST = (
    '<section class="first-page"><h2 data-unlisted>DÉCLIC · Bilan <span class="flag">[DONNÉES FICTIVES]</span></h2>'
    '<p class="by">Réalisé par X.</p><h3 class="entry" data-unlisted>EN UNE PHRASE</h3>'
    '<p class="in-one-sentence">Évolution favorable.</p><h3 class="entry" data-unlisted>OBSERVÉ</h3>'
    "<ol><li>Un</li><li>Deux</li></ol><h3 class='entry'>À DÉCIDER</h3><ol><li>Trois</li></ol></section>"
)
TABLE = (
    '<div class="table" tabindex="0"><table><caption>Réalisé / prévu</caption><thead>'
    '<tr><th scope="col">Indicateur</th><th scope="col">Réalisé</th></tr></thead><tbody>'
    '<tr><th scope="row">Actions &lt;b&gt;</th>'
    "<td>1\u202f042</td></tr>"
    '<tr><th scope="row">Personnes</th><td>238</td></tr></tbody></table></div>'
)
NUMBERS = (
    "<table><caption>Chiffres</caption><tr><th>Question</th></tr>" + "<tr><td>12\u202f%</td></tr>" * 6 + "</table>"
)
FIGURE: dict[str, Any] = {
    "data": [{"type": "bar", "x": [1, 2], "y": [10, 20], "orientation": "h"}],
    "layout": {"height": 120, "template": {"layout": {"font": {"family": "Source Sans 3"}}}},
}
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


def shown(data: dict[str, Any], **ours: object) -> Any:
    return v4.new_output("display_data", data=data, metadata={"declic": ours} if ours else {})


def report(**page: object) -> Any:
    figure = shown({pictures_key(): FIGURE}, title="Soldes", alt="Deux barres.", note="Une note.", table=NUMBERS)
    cells = [
        v4.new_markdown_cell("# Bilan évaluatif"),
        v4.new_code_cell("open", outputs=[shown({"text/html": "<p>labo</p>"}, lab=True, page=PAGE | page)]),
        v4.new_code_cell("first", outputs=[shown({"text/html": FIRST})]),
        v4.new_markdown_cell("## Les regards\n\nUn **mot** et un lien <https://example.org/x>.\n\n- un\n  - deux"),
        v4.new_code_cell("table", outputs=[shown({"text/html": TABLE})]),
        v4.new_code_cell("figure", outputs=[figure]),
        v4.new_markdown_cell("## Le détail", metadata={"tags": ["full"]}),
    ]
    return v4.new_notebook(cells=cells)


def pictures_key() -> str:
    return "application/vnd.plotly.v1+json"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The document, its figure drawn by no browser: one pixel stands for it."""
    monkeypatch.setattr(pictures, "drawn", lambda figures, *, command: dict.fromkeys(figures, base64.b64decode(PIXEL)))
    assert word.write(report(), tmp_path / "a.docx", dated=DAY)
    assert word.write(report(), tmp_path / "b.docx", dated=DAY)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    return docx.Document(str(tmp_path / "a.docx"))


def texts(made: Any, style: str) -> list[str]:
    return [p.text for p in made.paragraphs if p.style.style_id == style]


def test_headings_are_headings_and_the_first_page_stands_alone(made: Any) -> None:
    assert texts(made, "Title") == ["Bilan évaluatif"] and texts(made, "Fiction")[0].startswith("DONNÉES FICTIVES")
    assert texts(made, "FirstPage") == ["DÉCLIC · Bilan [DONNÉES FICTIVES]"]
    assert texts(made, "Entry") == ["EN UNE PHRASE", "OBSERVÉ", "À DÉCIDER"]
    assert texts(made, "Answer") == ["Évolution favorable."]
    assert texts(made, "Heading1") == ["Les regards", "Les chiffres des figures"]  # the full version is not in it
    chapter = next(p for p in made.paragraphs if p.text == "Les regards")
    assert chapter.paragraph_format.page_break_before
    whole = " ".join(p.text for p in made.paragraphs)
    assert "labo" not in whole and "version du comité" in whole and "Fait par declic." in whole


def test_no_heading_skips_a_level(made: Any) -> None:
    found = [style_level(p.style) for p in made.paragraphs]
    levels = [level for level in found if level]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))


def style_level(style: Any) -> int:
    name = style.base_style.name if style.base_style is not None and not style.builtin else style.name
    return int(name.split()[1]) if name.startswith("Heading ") else 0


def test_each_numbered_list_starts_at_one(made: Any) -> None:
    numbers = [p._p.pPr.numPr.numId.val for p in made.paragraphs if p.style.style_id == "ListNumber"]
    assert numbers[0] == numbers[1] != numbers[2]
    levels = [p._p.pPr.numPr.ilvl.val for p in made.paragraphs if p.style.style_id == "ListBullet"]
    assert levels == [0, 1] and texts(made, "ListBullet") == ["un", "deux"]


def test_tables_are_tables_with_a_repeated_header_and_numbers_as_on_the_page(made: Any) -> None:
    table = made.tables[0]
    assert [c.text for c in table.rows[0].cells] == ["Indicateur", "Réalisé"]
    assert [c.text for c in table.rows[1].cells] == ["Actions <b>", "1\u202f042"]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, False, False] and all(r._tr.trPr.find(qn("w:cantSplit")) is not None for r in table.rows)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Réalisé / prévu"
    assert [c.paragraphs[0].alignment for c in table.rows[1].cells] == [None, 2]
    assert abs(sum(c.width.mm for c in table.columns) - TEXT_WIDTH) < 0.5
    assert texts(made, "Caption")[:2] == ["Réalisé / prévu", "Figure\u00a01. Soldes"]


def test_a_picture_has_its_words_and_its_numbers_stand_at_the_end(made: Any) -> None:
    [picture] = made.inline_shapes
    assert picture._inline.docPr.get("descr") == "Deux barres."
    assert texts(made, "Note")[0] == "Une note."
    assert [c.text for c in made.tables[-1].columns[0].cells][:2] == ["Question", "12\u202f%"]
    body = [child.tag for child in made.element.body]
    assert body.index(qn("w:tbl")) < len(body) - 1 - body[::-1].index(qn("w:tbl"))


def test_without_a_browser_a_sentence_and_the_numbers_stand_in_its_place(tmp_path: Path) -> None:
    assert not word.write(report(), tmp_path / "a.docx", dated=DAY)
    told = docx.Document(str(tmp_path / "a.docx"))
    assert not told.inline_shapes and "aucun navigateur" in texts(told, "Warning")[0]
    assert len(told.tables) == 2 and texts(told, "Heading1") == ["Les regards"]


@pytest.mark.parametrize(("lang", "code", "mark"), [("fr", "fr-FR", ","), ("en", "en-GB", ".")])
def test_paper_language_and_properties(tmp_path: Path, lang: str, code: str, mark: str) -> None:
    word.write(report(lang=lang), tmp_path / "a.docx", dated=DAY, translations={})
    told = docx.Document(str(tmp_path / "a.docx"))
    page, facts = told.sections[0], told.core_properties
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert "Déclic · année 2" in page.header.paragraphs[0].text
    assert (facts.title, facts.subject, facts.language) == ("Bilan évaluatif", "Lyonnais · 2024", code)
    assert facts.author == facts.last_modified_by == "" and facts.created.date() == facts.modified.date() == DAY
    with zipfile.ZipFile(tmp_path / "a.docx") as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = parts.namelist()
        styles, settings = (parts.read(f"word/{n}.xml").decode() for n in ("styles", "settings"))
        footer = parts.read("word/footer1.xml").decode()
    assert not [n for n in names if any(part in n for part in ("thumbnail", "customXml", "Effects", "app.xml"))]
    assert f'w:lang w:val="{code}"' in styles and f'decimalSymbol w:val="{mark}"' in settings
    assert not re.search("Calibri|Cambria|Theme", styles) and "NUMPAGES" in footer
    if lang == "en":  # words left in French say so
        assert all(r._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "fr-FR" for r in run_of(told, "Les regards"))


def run_of(told: Any, text: str) -> list[Any]:
    return next(p for p in told.paragraphs if p.text == text).runs


def test_no_text_is_lost_and_no_sign_breaks_the_file(tmp_path: Path) -> None:
    odd = "avant <i>dedans</i> après\x0b<blockquote><p>« dit »</p></blockquote><dl><dt>T</dt><dd>sens</dd></dl>fin"
    odd += "<dl><div><dt>U</dt><dd>boîte</dd></div></dl>"
    cells = [v4.new_code_cell("x", outputs=[shown({"text/html": odd}), shown({"image/png": PIXEL})])]
    word.write(v4.new_notebook(cells=cells), tmp_path / "a.docx")
    told = docx.Document(str(tmp_path / "a.docx"))
    lines = [p.text for p in told.paragraphs if p.text]
    assert (
        lines == ["avant dedans après", "« dit »", "T\u00a0: sens", "fin", "U\u00a0: boîte"]
        and len(told.inline_shapes) == 1
    )
    assert told.core_properties.created is None


def test_a_table_without_cells_is_nothing() -> None:
    assert add_table(docx.Document(), parsed("<table></table>"), caption="") is None


@pytest.mark.browser
def test_a_figure_is_drawn_for_paper() -> None:
    found = browser.find_browser(environment=os.environ)
    if found is None:
        pytest.skip("no Chromium, Chrome or Edge found on this machine")
    drawn = pictures.drawn({"figure-1": json.dumps(FIGURE)}, command=found)
    width, height = png_size(drawn["figure-1"])
    assert (width, height) == (pictures.WIDTH * pictures.SCALE, 120 * pictures.SCALE)
    assert width / (TEXT_WIDTH / 25.4) > 300  # pixels a printed inch


def png_size(content: bytes) -> tuple[int, int]:
    head = io.BytesIO(content).read(24)
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
