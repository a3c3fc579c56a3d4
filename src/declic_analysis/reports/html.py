"""Executed notebook → one HTML page that needs nothing outside itself: styles, figures and plotly.js are in it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from declic_analysis.reports.edition import cells_of, without_idle_headings
from declic_analysis.reports.files import read_notebook, write_text
from declic_analysis.reports.rendering import OURS, first_title, number_headings, prose, render_cells, without_title

if TYPE_CHECKING:
    from jinja2 import Template
    from nbformat import NotebookNode

PLOTLY_BUNDLE = "plotly-basic.min.js.gz"
UNTITLED = "Rapport"
TYPEFACES = (
    ("Source Sans 3", "400", "source-sans-3-latin-400.woff2"),
    ("Source Sans 3", "600 700", "source-sans-3-latin-600.woff2"),
    ("Source Serif 4", "400", "source-serif-4-latin-400.woff2"),
    ("Source Serif 4", "600 700", "source-serif-4-latin-600.woff2"),
)
WORDS = {
    "fr": {
        "skip": "Aller au contenu",
        "contents": "Sommaire",
        "fictitious": "Données fictives",
        "fictitious_more": "aucune personne réelle, aucun résultat à citer",
        "no_script": "Les figures demandent JavaScript ; leurs chiffres sont dans les tableaux dépliables.",
        "no_figures": "Ce navigateur est trop ancien pour les figures ; leurs chiffres sont dans les tableaux.",
    },
    "en": {
        "skip": "Skip to content",
        "contents": "Contents",
        "fictitious": "Fictitious data",
        "fictitious_more": "no real person, no result to quote",
        "no_script": "Figures need JavaScript; their numbers are in the tables that unfold.",
        "no_figures": "This browser is too old for the figures; their numbers are in the tables.",
    },
}


class PageFacts(NamedTuple):
    """What the notebook says of its own page, through the metadata of the study it opened."""

    lang: str = "fr"
    title: str = ""
    running_head: str = ""
    fictitious: bool = False
    subtitle: str = ""
    colophon: str = ""
    edition: str = ""


def export(
    notebook: NotebookNode | Path,
    *,
    translations: Mapping[str, str] | None = None,
    style: str = "",
    script: str = "",
) -> str:
    """One offline HTML page of an executed notebook: prose, tables and figures; code is left out.

    `translations`: French markdown source → its words in the language of the report; `style`, `script`: what this page
    needs besides those of all pages.
    Raises: ReportError, when the file is not a notebook.
    """
    executed = read_notebook(notebook) if isinstance(notebook, Path) else notebook
    facts = page_facts(executed)
    # Plain papermill executes every cell: the page still shows those of its edition alone.
    shown = cells_of(executed, edition=facts.edition)
    content = type(executed)({**executed, "cells": without_idle_headings(shown)})
    fragments = list(render_cells(content, lang=facts.lang, translations=translations))
    written = "\n".join(f.html for f in fragments)
    body, headings = number_headings(without_title(written))
    figures = {anchor: text for f in fragments for anchor, text in f.figures.items()}
    title = facts.title or first_title(written) or UNTITLED
    return _template().render(
        facts=facts,
        title=title,
        body=body,
        headings=[h for h in headings if h.level <= 3],
        figures=figures,
        words=WORDS[facts.lang],
        style=typefaces() + asset("report.css") + style + _page_style(facts, title),
        more_script=script,
        script=asset("wide.js") + asset("report.js"),
        plotly=plotly_gzip_base64() if figures else "",
    )


def write(notebook: NotebookNode | Path, path: Path, *, translations: Mapping[str, str] | None = None) -> Path:
    """`export`, to a file, whole or not at all."""
    write_text(export(notebook, translations=translations), path)
    return path


def title_of(notebook: NotebookNode) -> str:
    """The title of the page: the study's word, else the first heading of level 1, in the language of the notebook."""
    told = "\n".join(prose(cell.source, lang="fr") for cell in notebook.cells if cell.cell_type == "markdown")
    return page_facts(notebook).title or first_title(told) or UNTITLED


def page_facts(notebook: NotebookNode) -> PageFacts:
    """Language, title and fiction of the page, as the opened study declares them; French by default."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            page = output.get("metadata", {}).get(OURS, {}).get("page")
            if page:
                return PageFacts(**{k: v for k, v in page.items() if k in PageFacts._fields})
    return PageFacts()


def _page_style(facts: PageFacts, title: str) -> str:
    """Print margins that only this page knows: its running head, and on fiction the word on every sheet."""
    head = _css_string(facts.running_head or title)
    margin = f"@top-left {{ content: {head}; }}"
    if facts.fictitious:
        margin += f"@top-right {{ content: {_css_string(WORDS[facts.lang]['fictitious'].upper())}; }}"
    return f"@page {{ {margin} }}\n"


def _css_string(text: str) -> str:
    unsafe = set('"\\<>\n\r\f')
    return '"' + "".join(f"\\{ord(c):06x} " if c in unsafe else c for c in text) + '"'


def asset(name: str) -> str:
    """Text of a file in `reports/assets`."""
    return resources.files("declic_analysis.reports").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def typefaces() -> str:
    """The style rules that hold the page's own typefaces: it looks and measures the same on every machine."""
    return "".join(_typeface(*face) for face in TYPEFACES)


def _typeface(family: str, weight: str, name: str) -> str:
    packed = resources.files("declic_analysis.reports").joinpath("assets", name).read_bytes()
    source = f"url(data:font/woff2;base64,{base64.b64encode(packed).decode('ascii')}) format('woff2')"
    return f"@font-face {{ font-family: '{family}'; font-weight: {weight}; src: {source}; }}\n"


@cache
def plotly_gzip_base64() -> str:
    """plotly.js, basic bundle: compressed, as text; the page's script unpacks it."""
    packed = resources.files("declic_analysis.reports").joinpath("assets", PLOTLY_BUNDLE).read_bytes()
    return base64.b64encode(packed).decode("ascii")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(asset("report.html.j2"))
