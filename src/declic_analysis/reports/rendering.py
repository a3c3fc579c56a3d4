"""Cells of an executed notebook → HTML fragments: prose, tables, figures. Code is left out."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from nbformat import NotebookNode

PLOTLY = "application/vnd.plotly.v1+json"
OURS = "declic"  # key of our own entries in an output's metadata
HIDDEN = {"parameters", "injected-parameters", "hide"}
SHORT_TABLE = 4  # rows: only so short a table goes into print beside its figure, which shows the same numbers
HEADING = re.compile(r"<h([1-4])([^>]*)>(.*?)</h\1>", re.DOTALL)
WORDS = {
    "fr": {"table": "Les chiffres de cette figure", "figure": "Figure", "image": "Image"},
    "en": {"table": "The numbers of this figure", "figure": "Figure", "image": "Picture"},
}


class Heading(NamedTuple):
    level: int
    anchor: str
    title: str


class Fragment(NamedTuple):
    """Part of the page, and the figures (plotly JSON text) that it holds, by element id."""

    html: str
    figures: dict[str, str]


def render_cells(
    notebook: NotebookNode, *, lang: str, translations: Mapping[str, str] | None = None
) -> Iterator[Fragment]:
    """One fragment per visible cell. `translations`: French markdown source → its words in `lang`."""
    numbers = iter(range(1, 10_000))
    for cell in notebook.cells:
        if HIDDEN & set(cell.metadata.get("tags", [])):
            continue
        if cell.cell_type == "markdown":
            yield Fragment(prose(cell.source, lang=lang, translations=translations), {})
        for output in cell.get("outputs", []):
            if not output.get("metadata", {}).get(OURS, {}).get("lab"):
                yield _output(output, lang=lang, numbers=numbers)


def prose(source: str, *, lang: str, translations: Mapping[str, str] | None = None) -> str:
    """Markdown → HTML; French words left untranslated on an English page say so to a screen reader."""
    if lang == "fr" or translations is None:
        return _markdown().render(source)
    if source.strip() in translations:
        return _markdown().render(translations[source.strip()])
    return f'<div lang="fr">{_markdown().render(source)}</div>'


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _output(output: NotebookNode, *, lang: str, numbers: Iterator[int]) -> Fragment:
    if output.output_type == "stream":
        text = output.text if output.name == "stdout" else ""
        return Fragment(_console(text), {})
    if output.output_type == "error":
        return Fragment(f'<p class="error" role="alert">{html.escape(output.evalue)}</p>', {})
    data, ours = output.data, output.get("metadata", {}).get(OURS, {})
    if PLOTLY in data:
        return _figure(data[PLOTLY], ours, number=next(numbers), lang=lang)
    return Fragment(_static(data, lang=lang), {})


def _console(text: str) -> str:
    return f'<pre class="console">{html.escape(text.rstrip())}</pre>' if text.strip() else ""


def _static(data: Mapping[str, Any], *, lang: str) -> str:
    if "text/html" in data:
        return str(data["text/html"])
    if "text/markdown" in data:
        return _markdown().render(str(data["text/markdown"]))
    for mimetype in ("image/png", "image/jpeg"):
        if mimetype in data:
            encoded = re.sub(r"\s", "", str(data[mimetype]))
            return f'<img alt="{WORDS[lang]["image"]}" src="data:{mimetype};base64,{encoded}">'
    return _console(str(data.get("text/plain", "")))


def _figure(figure: Mapping[str, Any], ours: Mapping[str, Any], *, number: int, lang: str) -> Fragment:
    """A `<figure>` with its text alternative, its note, and the table of its numbers."""
    words, anchor = WORDS[lang], f"figure-{number}"
    title, alt, note = (html.escape(str(ours.get(k, ""))) for k in ("title", "alt", "note"))
    height = int(figure.get("layout", {}).get("height") or 360)
    label = f"{words['figure']}\u00a0{number}"
    caption = f'<figcaption><span class="label">{label}.</span> {title}</figcaption>'
    drawing = (
        f'<div class="drawing" id="{anchor}" role="img" aria-label="{alt or title or label}" '
        f'style="min-height:{height}px"></div>'
    )
    below = f'<p class="note">{note}</p>' if note else ""
    body = f"<figure>{caption}{drawing}{below}{_figure_table(ours, words['table'])}</figure>"
    return Fragment(body, {anchor: _figure_json(figure)})


def _figure_table(ours: Mapping[str, Any], summary: str) -> str:
    table = str(ours.get("table", ""))
    if not table:
        return ""
    short = " short" if table.count("<tr") <= SHORT_TABLE + 1 and not ours.get("unprinted") else ""
    return f'<details class="numbers{short}"><summary>{summary}</summary>{table}</details>'


def _figure_json(figure: Mapping[str, Any]) -> str:
    """JSON that can stand inside a script element: no `<`, so that no text can close it."""
    text = json.dumps(figure, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def number_headings(body: str) -> tuple[str, list[Heading]]:
    """The page with an anchor on each heading from level 2, and the list of them."""
    headings: list[Heading] = []
    taken: set[str] = set()

    def anchored(match: re.Match[str]) -> str:
        level, attributes, inner = int(match[1]), match[2], match[3]
        if level == 1 or "data-unlisted" in attributes:
            return match[0]
        title = html.unescape(re.sub(r"<[^>]+>", "", inner)).strip()
        heading = Heading(level, _free(slug(title), taken), title)
        headings.append(heading)
        return f'<h{level}{attributes} id="{heading.anchor}">{inner}</h{level}>'

    return HEADING.sub(anchored, body), headings


def slug(title: str) -> str:
    """The anchor of a heading: its letters and digits, without accents."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "section"


def _free(slug: str, taken: set[str]) -> str:
    name, k = slug, 2
    while name in taken:
        name, k = f"{slug}-{k}", k + 1
    taken.add(name)
    return name


def first_title(body: str) -> str | None:
    """Text of the first heading of level 1."""
    found = next((m for m in HEADING.finditer(body) if m[1] == "1"), None)
    return html.unescape(re.sub(r"<[^>]+>", "", found[3])).strip() if found else None


def without_title(body: str) -> str:
    """The page without its headings of level 1: the template prints the title once, in the header."""
    return HEADING.sub(lambda m: "" if m[1] == "1" else m[0], body)
