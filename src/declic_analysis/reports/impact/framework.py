"""The logical framework with what was reached, in one table."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from declic_analysis import tables, wording
from declic_analysis.reports.blocks import Block, Blocks, paragraph, table
from declic_analysis.reports.impact.achieved import Achieved
from declic_analysis.reports.results import View
from declic_analysis.study.model import EvaluationQuestion, Indicator
from declic_analysis.vocabulary import Edition, Measure
from declic_analysis.wording.formats import quantity
from declic_analysis.wording.texts import say

Row = tuple[EvaluationQuestion, Indicator]


def framework_blocks(view: View, *, achieved: Achieved, edition: str) -> Blocks:
    """Every indicator under its evaluation question: level, start, reached, planned; its source in the full edition.

    Parameters: achieved, what the indicators have reached.
    """
    lang, questions = view.lang, view.selected.study.framework.questions
    if not questions:
        return Blocks([paragraph(say("no_framework", lang=lang), kind="absent")])
    rows = [(q, i) for q in questions for i in q.indicators]
    bare = [
        paragraph(say("no_indicator", lang=lang, question=q.question.of(lang))) for q in questions if not q.indicators
    ]
    if not rows:
        return Blocks(bare)
    reached = [achieved.of(indicator) for _, indicator in rows]
    return Blocks([_table(view, rows, reached, edition=edition), *_notes(view, rows, reached), *bare])


def _table(view: View, rows: list[Row], reached: list[str], *, edition: str) -> Block:
    lang = view.lang
    headings = [f"{q.question.of(lang)} ({q.criterion.label.of(lang)})" for q, _ in rows]
    empty = _empty(view, rows, reached)
    columns = {name: values for name, values in _columns(view, rows, reached) if name not in empty}
    if edition == Edition.FULL:
        columns["source"] = [i.source or view.say("unknown") for _, i in rows]
    shown = pd.DataFrame({say(f"framework_{name}", lang=lang): values for name, values in columns.items()})
    return table(tables.to_html(shown, caption=_caption(view, rows), groups=headings), kind="framework")


def _columns(view: View, rows: list[Row], reached: list[str]) -> Iterator[tuple[str, list[str]]]:
    lang = view.lang
    yield "indicator", [i.label.of(lang) for _, i in rows]
    yield "level", [i.level.label.of(lang) for _, i in rows]
    yield "baseline", [_number(i, i.baseline, lang=lang) for _, i in rows]
    yield "done", reached
    yield "target", [_number(i, i.target, lang=lang) for _, i in rows]
    if len(_days(rows)) > 1:
        yield "target_on", [wording.day(i.target_on, lang=lang) for _, i in rows]


def _empty(view: View, rows: list[Row], reached: list[str]) -> list[str]:
    """Columns of which nothing is known: a sentence says so, in place of as many cells."""
    unknown = view.say("unknown")
    named = {"baseline", "done", "target"}
    return [n for n, values in _columns(view, rows, reached) if n in named and set(values) == {unknown}]


def _number(indicator: Indicator, value: float | None, *, lang: str) -> str:
    """With its unit where the label does not say it: a count of actions under "Actions" needs none."""
    if indicator.measure == Measure.COST:
        return wording.euros(value, lang=lang)
    return quantity(value, indicator.unit if indicator.unit in {"points", "%"} else None, lang=lang)


def _days(rows: list[Row]) -> set[dt.date | None]:
    return {i.target_on for _, i in rows if i.target is not None}


def _caption(view: View, rows: list[Row]) -> str:
    days, told = list(_days(rows)), say("framework_caption", lang=view.lang)
    if len(days) == 1 and days[0] is not None:
        return say("framework_due", lang=view.lang, caption=told, day=wording.day(days[0], lang=view.lang))
    return told


def _notes(view: View, rows: list[Row], reached: list[str]) -> Iterator[Block]:
    """How many indicators have a value: none leaves the table in silence."""
    lang, selected = view.lang, view.selected
    unknown, hidden = view.say("unknown"), view.say("not_published")
    kinds = Counter("unknown" if r == unknown else "hidden" if r == hidden else "measured" for r in reached)
    told = {name: wording.integer(kinds[name], lang=lang) for name in ("measured", "hidden", "unknown")}
    parts = [say("framework_count", lang=lang, n=wording.integer(len(rows), lang=lang), **told)]
    empty = ", ".join(say(f"framework_{name}", lang=lang) for name in _empty(view, rows, reached))
    parts += [say("framework_empty", lang=lang, columns=empty)] if empty else []
    parts += [say("framework_part", lang=lang)] if selected.territory or selected.period or view.audience else []
    yield paragraph(" ".join(parts), kind="note")
