"""What the evaluation asks under a criterion, as its chapter opens."""

from __future__ import annotations

from declic_analysis.reports.blocks import Blocks, bullets, paragraph
from declic_analysis.reports.results import View
from declic_analysis.vocabulary import Criterion
from declic_analysis.wording.texts import say


def question_blocks(view: View, criterion: Criterion) -> Blocks:
    """The study's evaluation questions of a criterion; a sentence where it asks none."""
    asked = [q.question.of(view.lang) for q in view.selected.study.framework.questions if q.criterion == criterion]
    if not asked:
        return Blocks([paragraph(say("no_question", lang=view.lang), kind="absent")])
    return Blocks([bullets(asked, kind="questions")])
