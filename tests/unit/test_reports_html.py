"""The page: one file that fetches nothing, with landmarks, headings in order and words beside each figure."""

from __future__ import annotations

import base64
import gzip
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import nbformat
import nbformat.v4 as v4
import plotly
import pytest
from plotly.offline import get_plotlyjs

from declic_analysis.reports import html
from declic_analysis.reports.rendering import number_headings

FIGURE = {"data": [{"type": "bar", "x": [1], "y": [2], "text": ["</script><b>&"]}], "layout": {"height": 200}}
WORDS = {
    "title": "Titre <i>",
    "alt": 'Deux "barres"',
    "note": "Une note",
    "table": "<table><tr><td>2</td></tr></table>",
}
PAGE = {"lang": "fr", "running_head": 'Programme "x"', "subtitle": "2024", "fictitious": True, "colophon": "Fait main"}
ADDRESSED = {"src", "href", "action", "data", "poster", "srcset", "formaction", "background", "cite", "xlink:href"}


class Tags(HTMLParser):
    """Every element with its attributes, and the text of style and script elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, dict[str, str | None], str]] = []
        self._open = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("style", "script"):
            self.inside.append((tag, dict(attrs), ""))
        self._open = tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if self._open:  # long texts come in pieces
            tag, attributes, text = self.inside.pop()
            self.inside.append((tag, attributes, text + data))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def output(data: dict, **ours: object) -> nbformat.NotebookNode:
    return v4.new_output("display_data", data=data, metadata={"declic": ours} if ours else {})


def notebook(*, page: dict | None = None) -> nbformat.NotebookNode:
    cells = [
        v4.new_markdown_cell("# Bilan\n\nUne phrase avec <script>alert(1)</script>."),
        v4.new_code_cell("territory: str = ''", metadata={"tags": ["parameters"]}),
        v4.new_code_cell(
            "secret_code()",
            outputs=[
                output({"text/html": "<p>carte</p>"}, lab=True, page=PAGE if page is None else page),
                v4.new_output("stream", name="stderr", text="FutureWarning"),
                v4.new_output("stream", name="stdout", text="lu <3 lignes"),
            ],
        ),
        v4.new_markdown_cell("## Un\n\nProse.\n\n### Un et demi\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        v4.new_code_cell(
            "f()", outputs=[output({html_mime(): FIGURE}, **WORDS), output({html_mime(): FIGURE}, **WORDS)]
        ),
        v4.new_markdown_cell("## Un"),
        v4.new_code_cell("g()", outputs=[output({"text/html": "<h3>Deux</h3><p>x</p>"})]),
    ]
    return v4.new_notebook(cells=cells)


def html_mime() -> str:
    return "application/vnd.plotly.v1+json"


@pytest.fixture(scope="module")
def page() -> str:
    return html.export(notebook())


def test_the_page_fetches_nothing(page: str) -> None:
    tags = Tags(page)
    for tag, attributes in tags.tags:
        for name in ADDRESSED & set(attributes):
            assert (attributes[name] or "").startswith(("#", "data:")), (tag, name)
    assert tags.named("link") == [] and tags.named("iframe") == [] and tags.named("base") == []
    for tag, _, text in tags.inside:
        assert not re.search(r"@import|url\(\s*['\"]?(?!data:|#)", text) or tag == "script"
        assert not re.search(r"\bfetch\(|XMLHttpRequest|importScripts|import\(|new WebSocket", text)
    policy = next(m for m in tags.named("meta") if m.get("http-equiv") == "Content-Security-Policy")["content"]
    assert policy is not None and policy.startswith("default-src 'none'") and "http" not in policy


def test_plotly_stands_in_the_page_once_and_only_where_there_is_a_figure(page: str) -> None:
    packed = [text for _, attributes, text in Tags(page).inside if attributes.get("id") == "plotly-gzip"]
    assert len(packed) == 1
    assert b"plotly.js (basic - minified)" in gzip.decompress(base64.b64decode(packed[0]))[:200]
    bare = html.export(v4.new_notebook(cells=[v4.new_markdown_cell("# Rien")]))
    assert "plotly-gzip" not in bare and len(bare) < 130_000  # its typefaces are most of it


def test_the_bundle_is_the_version_that_plotly_carries() -> None:
    known = re.search(r"plotly\.js v([\d.]+)", get_plotlyjs()[:300])
    bundle = gzip.decompress(base64.b64decode(html.plotly_gzip_base64())).decode("utf-8")
    ours = re.search(r"plotly\.js \(basic - minified\) v([\d.]+)", bundle[:300])
    assert known is not None and ours is not None
    assert known[1] == ours[1] == html.asset("plotly-basic.version.txt").strip(), plotly.__version__
    assert "MIT License" in html.asset("plotly-basic.LICENSE.txt")


def test_the_bundle_is_packed_without_a_date() -> None:
    assert base64.b64decode(html.plotly_gzip_base64())[4:8] == b"\0\0\0\0"


def test_code_warnings_and_what_is_for_the_lab_are_left_out(page: str) -> None:
    for absent in ("secret_code", "territory: str", "FutureWarning", "carte"):
        assert absent not in page
    assert "lu &lt;3 lignes" in page


def test_text_cannot_become_markup(page: str) -> None:
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page
    assert "Titre &lt;i&gt;" in page and 'aria-label="Deux &quot;barres&quot;"' in page
    specs = [text for _, attributes, text in Tags(page).inside if "data-figure" in attributes]
    assert len(specs) == 2 and all("<" not in text for text in specs)


def test_landmarks_language_and_skip_link(page: str) -> None:
    tags = Tags(page)
    assert tags.named("html") == [{"lang": "fr"}]
    assert [len(tags.named(t)) for t in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
    first_link = tags.named("a")[0]
    assert first_link["class"] == "skip" and first_link["href"] == f"#{tags.named('main')[0]['id']}"


def test_headings_are_in_order_and_listed(page: str) -> None:
    tags = Tags(page)
    levels = [int(tag[1]) for tag, _ in tags.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    anchors = [attributes["id"] for tag, attributes in tags.tags if tag in ("h2", "h3")]
    listed = [a["href"] for a in tags.named("a") if a.get("class") != "skip"]
    assert (
        listed
        == [f"#{anchor}" for anchor in anchors if anchor != "sommaire"]
        == ["#un", "#un-et-demi", "#un-2", "#deux"]
    )


def test_a_figure_has_caption_alternative_note_and_table(page: str) -> None:
    figure = page[page.index("<figure>") : page.index("</figure>")]
    for part in ("<figcaption>", 'role="img"', "Une note", "<details", "<table>", "Figure\u00a01."):
        assert part in figure
    assert "Figure\u00a02." in page


def test_fiction_is_said_on_screen_and_on_every_sheet(page: str) -> None:
    assert '<aside class="fiction"' in page and '@top-right { content: "DONNÉES FICTIVES"; }' in page
    real = html.export(notebook(page=PAGE | {"fictitious": False}))
    assert "DONNÉES FICTIVES" not in real and '<aside class="fiction"' not in real


def test_the_running_head_cannot_leave_its_string(page: str) -> None:
    assert '@top-left { content: "Programme \\000022 x\\000022 "; }' in page


def test_an_english_page_translates_the_prose_and_marks_what_it_cannot() -> None:
    known = {"## Un": "## One"}
    page = html.export(notebook(page=PAGE | {"lang": "en"}), translations=known)
    assert '<html lang="en">' in page and "FICTITIOUS DATA" in page
    assert '<h2 id="one">One</h2>' in page
    assert '<div lang="fr"><h2' in page.replace("\n", "")


def test_an_error_is_its_sentence() -> None:
    failed = v4.new_output("error", ename="StudyError", evalue="Étude <illisible>.", traceback=["/home/x.py line 3"])
    page = html.export(v4.new_notebook(cells=[v4.new_code_cell("x", outputs=[failed])]))
    assert '<p class="error" role="alert">Étude &lt;illisible&gt;.</p>' in page and "line 3" not in page


def test_headings_with_the_same_words_get_different_anchors() -> None:
    body, headings = number_headings("<h2>Été 2024 !</h2><h3 data-unlisted>Non</h3><h2>Été 2024 !</h2><h2>!</h2>")
    assert [h.anchor for h in headings] == ["ete-2024", "ete-2024-2", "section"]
    assert "<h3 data-unlisted>Non</h3>" in body


def test_a_page_is_written_whole(tmp_path: Path) -> None:
    path = html.write(notebook(), tmp_path / "a" / "page.html")
    assert path.read_text(encoding="utf-8") == html.export(notebook())
    assert [p.name for p in path.parent.iterdir()] == ["page.html"]
