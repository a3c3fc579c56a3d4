"""Published groups side by side → what a cell shows: sentences, a figure, cautions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis import disclosure, tables, wording
from declic_analysis.reports.blocks import Blocks, bullets, drawing, joined, paragraph
from declic_analysis.reports.gated import STARTS
from declic_analysis.reports.results import View
from declic_analysis.wording.texts import capital, say

if TYPE_CHECKING:
    from declic_analysis.study.model import Audience


def group_blocks(view: View, audience: Audience) -> Blocks:
    """Whether groups differ, in a sentence each; raw and shrunken net shifts; why not to rank them."""
    from declic_analysis.figures import groups_figure

    lang, study, published = view.lang, view.selected.study, view.selected.groups
    label, design = audience.label.of(lang), wording.design_label(audience.design, lang=lang)
    if audience.design not in STARTS:
        return Blocks([paragraph(view.say("not_paired", audience=label, design=design), kind="absent")])
    own = published.frame[published.frame["audience"] == audience.id]
    if own.empty:
        return Blocks([paragraph(view.say("no_groups", audience=label), kind="absent")])
    groups = disclosure.publish_heterogeneity(own, rules=published.rules)
    names = view.names | {kind.id: kind.label.of(lang) for kind in study.formats}
    told = bullets(wording.grouping_sentences(groups, alpha=study.analysis.alpha, lang=lang))
    caveat = f"{wording.territory_caveat(lang=lang)} {say('groups_confounded', lang=lang)}"
    picture = groups_figure(groups, names=names, lang=lang)
    figure = drawing(
        picture,
        title=view.say("figure_title", audience=label, title=picture.title[:1].lower() + picture.title[1:], part=""),
        note=" ".join([picture.note, capital(say("design_named", lang=lang, design=design)) + "."]),
        table_html=tables.to_html(picture.table, caption=picture.title),
        summary=view.say("numbers"),
    )
    together = [paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []
    day = wording.landmark_sentence(groups, lang=lang)
    dated = [paragraph(day, kind="note")] if day else []
    return joined([paragraph(caveat, kind="warning"), *together, told, figure, *dated])
