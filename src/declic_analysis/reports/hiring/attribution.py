"""Credits of the known hires to the formats met before them, as a cell shows them: a contribution, nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis import disclosure, tables, wording
from declic_analysis.conversions.attribution import attribution
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Blocks, bullets, drawing, joined, paragraph
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.vocabulary import AttributionKey
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View

BY = AttributionKey.FORMAT.value


def attribution_blocks(view: View) -> Blocks:
    """Counts, figure with its table, models in a sentence each; all territories together, as the gate must see them."""
    from declic_analysis.figures import attribution_figure

    lang, credits = view.lang, published_credits(view.selected)
    told = [paragraph(line) for line in wording.attribution_sentences(credits, lang=lang)]
    if not credits.frame["published"].astype(bool).any():
        return Blocks([paragraph(line, kind="absent") for line in wording.attribution_sentences(credits, lang=lang)])
    names = view.names | {kind.id: kind.label.of(lang) for kind in view.selected.study.formats}
    picture = attribution_figure(credits, names=names, lang=lang)
    figure = drawing(
        picture, title=picture.title, note=picture.note,
        table_html=tables.to_html(picture.table, caption=picture.title), summary=view.say("numbers"),
    )  # fmt: skip
    together = [paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []
    doubt = paragraph(say("attribution_deadweight", lang=lang), kind="warning")
    models = bullets(wording.model_sentences(credits, lang=lang), kind="note")
    return joined([*told, doubt, *together, figure, models])


def published_credits(selected: Selected) -> Published:
    """`attribution` by format, of the people whose journeys the selection holds, behind the gate."""
    chosen, people = selected.study.analysis.hiring, selected.journeys["candidate"]
    events, hires = (register_of(selected, table) for table in ("events", "hires"))
    frame = attribution(
        events[events["candidate"].isin(people)],
        hires[hires["candidate"].isin(people)],
        actions=register_of(selected, "actions"),
        cutoff=selected.hires_cutoff,
        look_back_days=chosen.look_back_days,
        half_life_days=chosen.half_life_days,
        by=BY,
        candidates=register_of(selected, "candidates"),
        attendances=register_of(selected, "attendances"),
    )
    published = disclosure.publish_attribution(frame, rules=selected.rules, by=BY, n_persons=people.nunique())
    return selected.keep("attribution", published)
