"""What nobody expected: said by people, and seen in the answers."""

from __future__ import annotations

from collections.abc import Iterator

from declic_analysis import wording
from declic_analysis.reports.blocks import Block, Blocks, bullets, paragraph
from declic_analysis.reports.results import View
from declic_analysis.study.narrative import UnexpectedEffect
from declic_analysis.vocabulary import Direction, Verdict
from declic_analysis.wording.texts import say

AWAY = {Verdict.WORSENING.value, Verdict.WORSENING_NOTABLE.value}


def unexpected_blocks(view: View) -> Blocks:
    """Effects that the study's authors noted, with their source; then questions that moved away from what was hoped."""
    noted = [_noted(effect, lang=view.lang) for effect in view.selected.study.narrative.unexpected]
    absent = paragraph(say("unexpected_none", lang=view.lang), kind="absent")
    return Blocks([bullets(noted) if noted else absent, *_answers(view)])


def _noted(effect: UnexpectedEffect, *, lang: str) -> str:
    told = effect.effect.of(lang)
    return say("unexpected_source", lang=lang, told=told, source=effect.source) if effect.source else told


def _answers(view: View) -> Iterator[Block]:
    rows = view.selected.items.shown
    judged = rows[(rows["direction"] != Direction.NEUTRAL.value) & (rows["verdict"] != Verdict.INSUFFICIENT.value)]
    judged = judged[judged["audience"].isin([a.id for a in view.audiences])]
    if judged.empty:
        return
    away = judged[judged["verdict"].isin(AWAY)]
    items = {i.id: (i.short or i.wording).of(view.lang) for i in view.selected.study.items}
    named = [f"{items[item]} ({view.names[a]})" for a, item in zip(away["audience"], away["item"], strict=True)]
    told = {"n": wording.integer(len(judged), lang=view.lang), "items": ", ".join(named)}
    yield paragraph(say("unexpected_away" if named else "unexpected_no_away", lang=view.lang, **told))
