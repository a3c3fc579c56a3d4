"""The shared diagnosis, as a cell shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import disclosure, tables
from declic_analysis.disclosure import Published
from declic_analysis.ecosystem import shared_diagnosis
from declic_analysis.reports.blocks import Block, Blocks, drawing, joined, paragraph, table
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.reports.partners.chosen import last_day, remembered
from declic_analysis.wording.diagnosis import diagnosis_sentences
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View


def page_blocks(view: View) -> Blocks:
    """One figure, its sentence, its caveat: the impact report's page."""
    if _unstated(view):
        return Blocks([paragraph(say("diagnosis_absent", lang=view.lang), kind="absent")])
    told = paragraph(" ".join(diagnosis_sentences(published_diagnosis(view.selected), lang=view.lang)))
    return joined([told, *_everywhere(view), _figure(view), _caveat(view)])


def matrix_blocks(view: View) -> Blocks:
    """The same with every element."""
    if _unstated(view):
        return Blocks([paragraph(say("diagnosis_absent", lang=view.lang), kind="absent")])
    published = published_diagnosis(view.selected)
    shown = tables.diagnosis_table(published, sides=_sides(view), lang=view.lang)
    full = [table(tables.to_html(shown, caption=say("diagnosis_caption", lang=view.lang)))] if len(shown) else []
    told = [paragraph(text) for text in diagnosis_sentences(published, lang=view.lang)]
    return joined([*_everywhere(view), *told, *full, _caveat(view)])


def _caveat(view: View) -> Block:
    return paragraph(say("diagnosis_caveat", lang=view.lang), kind="warning")


def _figure(view: View) -> Blocks:
    from declic_analysis.figures import diagnosis_figure

    published = published_diagnosis(view.selected)
    if published.shown.empty:
        return Blocks([])
    numbers = tables.diagnosis_table(published, sides=_sides(view), lang=view.lang)
    picture = diagnosis_figure(published, table=numbers, lang=view.lang)
    return drawing(
        picture, title=picture.title, note=picture.note, summary=view.say("numbers"), printed=False,
        table_html=tables.to_html(picture.table, caption=picture.title),
    )  # fmt: skip


def _sides(view: View) -> list[str]:
    return [a.label.of(view.lang) for a in view.selected.study.audiences[:2]]


def _unstated(view: View) -> bool:
    return register_of(view.selected, "diagnosis").empty or len(view.selected.study.audiences) < 2


def _everywhere(view: View) -> list[Block]:
    return [paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []


def published_diagnosis(selected: Selected) -> Published:
    """`shared_diagnosis` of the study's first two audiences, all territories together (a territory has few structures,
    and the whole less one would tell of the other), up to the last day, behind the gate.
    """
    return remembered(selected, "diagnosis", lambda: _published(selected))


def _published(selected: Selected) -> Published:
    first, second = [a.id for a in selected.study.audiences[:2]]
    rows, aimed = register_of(selected, "diagnosis"), register_of(selected, "candidates")["rome"].value_counts()
    told = rows[~(rows["named_on"].dt.normalize() > pd.Timestamp(last_day(selected)))]
    jobs = aimed.index[aimed >= selected.rules.base]  # a job that few aim at would tell of them
    return disclosure.publish_diagnosis(shared_diagnosis(told, sides=(first, second), jobs=jobs), rules=selected.rules)
