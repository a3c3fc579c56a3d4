"""What a cell shows of each design: changes of people followed, gaps between two groups, the level of one wave."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import disclosure, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports import results
from declic_analysis.reports.blocks import Block, Blocks, bullets, joined, paragraph, table
from declic_analysis.reports.gated import STARTS
from declic_analysis.reports.results import SHIFTS_A_PAGE, View
from declic_analysis.vocabulary import Design
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.study.model import Audience


def persons(view: View, *, short: bool = False) -> Blocks:
    """People more favourable, less, unchanged; of audiences whose people are not followed, what may be said instead.

    short: in sentences alone, without the table that says the same.
    """
    apart = [a for a in view.audiences if a.design in (Design.UNPAIRED, Design.POST_ONLY) and _answered(view, a)]
    if not apart:
        return results.persons_blocks(view, short=short)
    told = bullets(f"{a.label.of(view.lang)}. {_sentences(view, a)}" for a in apart)
    followed = any(a.design in STARTS and _answered(view, a) for a in view.audiences)
    return joined([*(results.persons_blocks(view, short=short) if followed else []), told])


def shifts(view: View, audience: Audience) -> Blocks:
    """The figure of the audience's design, question by question."""
    if audience.design == Design.UNPAIRED:
        return _unpaired(view, audience)
    if audience.design == Design.POST_ONLY:
        return _level(view, audience)
    return results.net_shift(view, audience)


def rows(view: View, audience: Audience) -> Blocks:
    """The table of the audience's design, question by question."""
    if audience.design == Design.UNPAIRED:
        own = results.of_audience(view, view.selected.unpaired, audience.id)
        return _table(view, audience, own, tables.unpaired_table, caption="unpaired_caption")
    if audience.design == Design.POST_ONLY:
        own = results.of_audience(view, view.selected.one_wave, audience.id)
        return _table(view, audience, own, tables.level_table, caption="level_caption")
    return results.shift_rows(view, audience)


def partly_paired(view: View, audience: Audience) -> Blocks:
    """People recognised in both waves, and the others: two rows a question, never added up."""
    if audience.design not in STARTS:
        return results.not_followed(view, audience)
    published = view.selected.partly_paired
    own = disclosure.publish_partly_paired(_of(published, audience), rules=published.rules)
    if own.frame.empty:
        none = say("partly_none", lang=view.lang, audience=audience.label.of(view.lang))
        return Blocks([paragraph(none, kind="absent")])
    shown = _table(view, audience, own, tables.partly_paired_table, caption="partly_caption")
    return joined([*_together(view), shown, paragraph(say("partly_note", lang=view.lang), kind="note")])


def first_answers(view: View, audience: Audience) -> Blocks:
    """Change of people chosen by their first answer, beside what regression to the mean alone would give."""
    if audience.design not in STARTS:
        return results.not_followed(view, audience)
    published = view.selected.first_answers
    own = disclosure.publish_first_answers(_of(published, audience), rules=published.rules)
    if own.frame.empty:
        return Blocks([paragraph(view.say("nobody_followed"), kind="absent")])
    shown = _table(view, audience, own, tables.first_answers_table, caption="first_caption")
    return joined([*_together(view), shown, paragraph(say("first_note", lang=view.lang), kind="note")])


def _unpaired(view: View, audience: Audience) -> Blocks:
    from declic_analysis.figures import unpaired_figure

    own = results.of_audience(view, view.selected.unpaired, audience.id)
    compared = own.frame.loc[~own.frame["asked_once"].astype(bool), "item"].tolist()
    codebook = view.selected.study.codebook()
    portions = results.portions(own, most=SHIFTS_A_PAGE, items=compared)
    pictures = [unpaired_figure(own, codebook=codebook, lang=view.lang, items=items) for items in portions]
    reminder = paragraph(wording.unpaired_reminder(own, lang=view.lang))
    return joined([reminder, results.figures(view, audience, pictures)])


def _level(view: View, audience: Audience) -> Blocks:
    from declic_analysis.figures import level_figure

    own = results.of_audience(view, view.selected.one_wave, audience.id)
    codebook, portions = view.selected.study.codebook(), results.portions(own, most=SHIFTS_A_PAGE)
    pictures = [level_figure(own, codebook=codebook, lang=view.lang, items=items) for items in portions]
    return results.figures(view, audience, pictures)


def _sentences(view: View, audience: Audience) -> str:
    """By rule from the verdicts, the design and the response rate."""
    flow, lang = view.selected.flow.frame, view.lang
    found = flow[flow["audience"] == audience.id]
    row = found.iloc[0] if len(found) else None
    published = view.selected.one_wave if audience.design == Design.POST_ONLY else view.selected.unpaired
    own = results.of_audience(view, published, audience.id)
    rate = None if row is None else row["response_rate"]
    return f"{wording.apart_line(own, flow=row, lang=lang)} {wording.cautious(rate, lang=lang)}"


def _table(
    view: View, audience: Audience, own: Published, made: Callable[..., pd.DataFrame], *, caption: str
) -> Blocks:
    frame = made(own, codebook=view.selected.study.codebook(), lang=view.lang)
    if frame.empty:
        return Blocks([paragraph(say("no_table", lang=view.lang), kind="absent")])
    label, design = audience.label.of(view.lang), wording.design_label(audience.design, lang=view.lang)
    title = say(caption, lang=view.lang, audience=label, design=design)
    notes = [paragraph(note, kind="note") for note in wording.notes(own, lang=view.lang)]
    return Blocks([table(tables.to_html(frame, caption=title)), *notes])


def _of(published: Published, audience: Audience) -> pd.DataFrame:
    return published.frame[published.frame["audience"] == audience.id]


def _together(view: View) -> list[Block]:
    return [paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []


def _answered(view: View, audience: Audience) -> bool:
    return bool((view.selected.responses["audience"] == audience.id).any())
