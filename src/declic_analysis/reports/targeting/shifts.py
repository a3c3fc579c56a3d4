"""Change of answers format by format, in figures that fit a sheet; every question in a table that unfolds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis import tables, wording
from declic_analysis.reports import results
from declic_analysis.reports.blocks import Blocks, folded, joined, paragraph
from declic_analysis.reports.gated import STARTS
from declic_analysis.reports.models import own_formats
from declic_analysis.reports.targeting.visits import labels_of
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.disclosure import Published
    from declic_analysis.figures import Picture
    from declic_analysis.reports.results import View
    from declic_analysis.study.model import Audience

ROWS = 12  # of a figure: more do not fit a sheet of paper


def shift_blocks(view: View, audience: Audience) -> Blocks:
    """Confirmatory questions as figures, raw and drawn towards the other actions; all of them in a table to unfold."""
    label = audience.label.of(view.lang)
    if audience.design not in STARTS:
        design = wording.design_label(audience.design, lang=view.lang)
        return Blocks([paragraph(view.say("not_paired", audience=label, design=design), kind="absent")])
    formats = own_formats(view, audience)
    if formats.shown.empty:
        return Blocks([paragraph(say("formats_none", lang=view.lang, audience=label), kind="absent")])
    names = view.names | {f.id: f.label.of(view.lang) for f in view.selected.study.formats}
    drawn = results.figures(view, audience, _pictures(view, audience, formats, names))
    caption = say("formats_caption", lang=view.lang, audience=label)
    frame = tables.formats_table(formats, labels=labels_of(view), names=names, lang=view.lang)
    whole = folded(caption, tables.to_html(frame, caption=caption))
    note = paragraph(say("formats_where", lang=view.lang), kind="note")
    together = [paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []
    return joined([*together, drawn, whole, note])


def _pictures(view: View, audience: Audience, formats: Published, names: dict[str, str]) -> list[Picture]:
    from declic_analysis.figures import formats_figure

    codebook = view.selected.study.codebook()
    own = codebook[codebook["audience"] == audience.id]
    asked = own.loc[own["confirmatory"].astype(bool), "item"].tolist() or own["item"].tolist()
    shown = formats.shown["item"].value_counts()
    items = [item for item in asked if item in shown.index]
    most = max(1, ROWS // int(shown.max()))
    return [
        formats_figure(formats, labels=labels_of(view), names=names, lang=view.lang, items=portion)
        for portion in results.evenly(items, most)
    ]
