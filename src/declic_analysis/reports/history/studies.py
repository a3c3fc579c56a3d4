"""`outputs/index.html`: where the reports of each study are, when there are several studies. For the house alone."""

from __future__ import annotations

import html as markup_text
from pathlib import Path

from declic_analysis import wording
from declic_analysis.reports import html
from declic_analysis.reports.blocks import Block, markup, paragraph
from declic_analysis.reports.files import write_text
from declic_analysis.reports.history.entries import entries
from declic_analysis.reports.history.index import INDEX, as_notebook
from declic_analysis.reports.history.record import read_history
from declic_analysis.wording.texts import say


def write_studies(outputs: Path, *, lang: str = "fr") -> Path | None:
    """The page that leads to the index of each study in `outputs`; None where there are fewer than two.

    Raises: OSError, when the folder cannot be written.
    """
    folders = sorted(path.parent for path in outputs.glob(f"*/{INDEX}"))
    if len(folders) < 2:
        return None
    fictitious = {folder: _fictitious(folder) for folder in folders}
    facts = {
        "lang": lang,
        "title": say("index_studies", lang=lang),
        "subtitle": say("index_internal", lang=lang),
        "fictitious": all(fictitious.values()),
    }
    cards = "".join(_card(folder, fictitious=fictitious[folder], lang=lang) for folder in folders)
    blocks: list[Block] = [markup("", page=facts), markup(f'<ul class="reports">{cards}</ul>')]
    blocks.append(paragraph(wording.territory_caveat(lang=lang), kind="note"))
    write_text(html.export(as_notebook(blocks), style=html.asset("index.css")), outputs / INDEX)
    return outputs / INDEX


def _fictitious(folder: Path) -> bool:
    records = read_history(folder).records
    return bool(records) and records[-1].fictitious


def _card(folder: Path, *, fictitious: bool, lang: str) -> str:
    n = len(entries(folder))
    counted = say("index_reports_many" if n > 1 else "index_reports_one", lang=lang, n=wording.integer(n, lang=lang))
    facts = " · ".join([counted, *([html.WORDS[lang]["fictitious"]] if fictitious else [])])
    name = markup_text.escape(folder.name)
    told = f'<span class="facts">{markup_text.escape(facts)}</span>'
    return f'<li><a class="name" href="{name}/{INDEX}">{name}</a>{told}</li>'
