"""Executed notebook → an editable summary in Word: the page's own words, tables and figures, for the committee."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from declic_analysis.reports.edition import cells_of, without_idle_headings
from declic_analysis.reports.html import WORDS as PAGE_WORDS
from declic_analysis.reports.html import page_facts
from declic_analysis.reports.packing import repacked, write_bytes
from declic_analysis.reports.rendering import first_title, render_cells
from declic_analysis.vocabulary import Edition

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from declic_analysis.reports.html import PageFacts
    from declic_analysis.reports.word.body import Body

WORDS = {
    "fr": "Ce résumé reprend la version du comité\u00a0; le détail est dans la page et dans le classeur des résultats.",
    "en": "This summary follows the committee version; details are in the page and in the workbook of results.",
}


def write(
    notebook: NotebookNode,
    path: Path,
    *,
    translations: Mapping[str, str] | None = None,
    dated: dt.date | None = None,
    command: Path | None = None,
) -> bool:
    """Write the summary, whole or not at all; from the same notebook on the same day of data, the same bytes.

    Parameters: translations, French markdown source → its words in the language of the report; dated, the day its
    properties give (the cut-off); command: the browser that draws the figures, or None.
    Returns: whether every figure was drawn; one that was not is a sentence, with its numbers below.
    """
    from declic_analysis.reports.word.body import Body
    from declic_analysis.reports.word.pictures import drawn
    from declic_analysis.reports.word.sheet import empty

    facts, shown = page_facts(notebook), _summary(notebook)
    fragments = list(render_cells(shown, lang=facts.lang, translations=translations))
    figures = {anchor: text for one in fragments for anchor, text in one.figures.items()}
    pictures = drawn(figures, command=command)
    title = facts.title or first_title("\n".join(one.html for one in fragments)) or facts.running_head
    made = empty(facts, title=title)
    body = Body(made, lang=facts.lang, pictures=pictures)
    _opening(body, facts, title=title)
    for one in fragments:
        body.add(one)
    body.finish()
    _closing(body, facts, shortened=len(shown.cells) < len(notebook.cells))
    content = io.BytesIO()
    made.save(content)
    write_bytes(repacked(content.getvalue(), dated=dated), path)
    return set(pictures) == set(figures)


def _summary(notebook: NotebookNode) -> NotebookNode:
    """What the committee reads, whatever version the page is."""
    import nbformat.v4 as v4

    cells = without_idle_headings(cells_of(notebook, edition=Edition.COMMITTEE))
    return v4.new_notebook(cells=cells, metadata=notebook.metadata)


def _opening(body: Body, facts: PageFacts, *, title: str) -> None:
    if facts.fictitious:
        words = PAGE_WORDS[facts.lang]
        body.line("Fiction", f"{words['fictitious'].upper()} – {words['fictitious_more']}")
    body.line("Title", title)
    body.line("Subtitle", facts.subtitle)


def _closing(body: Body, facts: PageFacts, *, shortened: bool) -> None:
    if shortened:
        body.line("Note", WORDS[facts.lang])
    body.line("Note", facts.colophon)
