"""The shared diagnosis, as a cell shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import disclosure, tables
from declic_analysis.disclosure import Published
from declic_analysis.ecosystem import jobs_to_fill, shared_diagnosis
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
    told = paragraph(" ".join(_sentences(view)))
    return joined([told, *_everywhere(view), _figure(view), _caveat(view)])


def matrix_blocks(view: View) -> Blocks:
    """The same with every element, a table a job."""
    if _unstated(view):
        return Blocks([paragraph(say("diagnosis_absent", lang=view.lang), kind="absent")])
    told = [paragraph(text) for text in _sentences(view)]
    return joined([*_everywhere(view), *told, _figure(view), *_tables(view), _caveat(view)])


def _sentences(view: View) -> list[str]:
    selected = view.selected
    return diagnosis_sentences(
        published_diagnosis(selected), study=selected.study, jobs=published_jobs(selected), lang=view.lang
    )


def _tables(view: View) -> Iterator[Block]:
    """A table a job: its name and posts are its caption."""
    lang, shown = view.lang, _table(view)
    job, posts = say("diagnosis_job", lang=lang), say("diagnosis_to_fill", lang=lang)
    for (name, told), own in shown.groupby([job, posts], sort=False):
        head = str(name) if told == "–" else f"{name} ({told})"
        caption = say("diagnosis_matrix_caption", lang=lang, job=head)
        yield table(tables.to_html(own.drop(columns=[job, posts]), caption=caption))


def _table(view: View) -> pd.DataFrame:
    selected = view.selected
    return tables.diagnosis_table(
        published_diagnosis(selected), study=selected.study, jobs=published_jobs(selected), lang=view.lang
    )


def _caveat(view: View) -> Block:
    return paragraph(say("diagnosis_caveat", lang=view.lang), kind="warning")


def _figure(view: View) -> Blocks:
    from declic_analysis.figures import diagnosis_figure

    numbers = _table(view)
    if numbers.empty:
        return Blocks([])
    picture = diagnosis_figure(
        published_diagnosis(view.selected), study=view.selected.study, table=numbers, lang=view.lang
    )
    return drawing(
        picture, title=picture.title, note=picture.note, summary=view.say("numbers"), printed=False,
        table_html=tables.to_html(picture.table, caption=picture.title),
    )  # fmt: skip


def _unstated(view: View) -> bool:
    """Nobody answered, and no job is to fill: the same as no register; or the study has one side only."""
    selected = view.selected
    if len(selected.study.audiences) < 2:
        return True
    return published_diagnosis(selected).frame.empty


def _everywhere(view: View) -> list[Block]:
    return [paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []


def published_diagnosis(selected: Selected) -> Published:
    """`shared_diagnosis` of the study's first two audiences, all territories together (a territory has few structures,
    and the whole less one would tell of the other), up to the last day, behind the gate.
    """
    return remembered(selected, "diagnosis", lambda: _published(selected))


def published_jobs(selected: Selected) -> Published | None:
    """`jobs_to_fill` on the last day, all territories together, behind the gate; None where no register lists them."""
    openings = register_of(selected, "openings")
    if openings.empty:
        return None
    return remembered(
        selected, "jobs_to_fill",
        lambda: disclosure.publish_jobs(jobs_to_fill(openings, on=last_day(selected)), rules=selected.rules),
    )  # fmt: skip


def shared(selected: Selected) -> dict[str, Published]:
    """What the measure of the shared diagnosis reads; nothing where no register tells."""
    stated = len(selected.study.audiences) >= 2 and not register_of(selected, "diagnosis").empty
    return {"diagnosis": published_diagnosis(selected)} if stated else {}


def _published(selected: Selected) -> Published:
    first, second = [a.id for a in selected.study.audiences[:2]]
    rows, jobs = register_of(selected, "diagnosis"), published_jobs(selected)
    told = rows[~(rows["named_on"].dt.normalize() > pd.Timestamp(last_day(selected)))]
    to_fill = [] if jobs is None else list(jobs.frame["rome"])
    found = shared_diagnosis(told, sides=(first, second), jobs=to_fill, elements=list(selected.study.diagnosis.words))
    return disclosure.publish_diagnosis(found, rules=selected.rules)
