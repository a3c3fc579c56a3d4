"""What the evaluation asks under a criterion, as its chapter opens, and what the indicators answer."""

from __future__ import annotations

from collections.abc import Iterator

from declic_analysis.reports.blocks import Block, Blocks, bullets, joined, paragraph
from declic_analysis.reports.impact.achieved import Achieved
from declic_analysis.reports.results import View
from declic_analysis.study.model import EvaluationQuestion, Indicator
from declic_analysis.vocabulary import Criterion
from declic_analysis.wording.texts import say


def question_blocks(view: View, criterion: Criterion, *, achieved: Achieved | None = None) -> Blocks:
    """The study's evaluation questions of a criterion; a sentence where it asks none, nothing without a framework.

    achieved: what the indicators have reached, said under each question; None where the chapters below answer it.
    """
    questions = view.selected.study.framework.questions
    if not questions:
        return Blocks([])  # said once, where the framework would stand
    asked = [q for q in questions if q.criterion == criterion]
    if not asked:
        return Blocks([paragraph(say("no_question", lang=view.lang), kind="absent")])
    if achieved is None:
        return Blocks([bullets((q.question.of(view.lang) for q in asked), kind="questions")])
    return joined(block for question in asked for block in _answered(view, question, achieved))


def _answered(view: View, question: EvaluationQuestion, achieved: Achieved) -> Iterator[Block]:
    yield paragraph(question.question.of(view.lang), kind="question")
    unknown = view.say("unknown")
    told = [(indicator, achieved.of(indicator)) for indicator in question.indicators]
    known = [_line(view, indicator, value) for indicator, value in told if value != unknown]
    if known:
        yield bullets(known)
    missing = [indicator.label.of(view.lang) for indicator, value in told if value == unknown]
    if missing or not told:
        yield paragraph(say("answer_missing", lang=view.lang, missing=", ".join(missing) or unknown), kind="absent")


def _line(view: View, indicator: Indicator, value: str) -> str:
    return say("answer_line", lang=view.lang, indicator=indicator.label.of(view.lang), value=value)
