"""The annexes on scales and on the people lost, as a cell shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis import disclosure, tables
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Blocks, paragraph, table
from declic_analysis.reports.gated import STARTS
from declic_analysis.reports.results import View
from declic_analysis.wording.annex import annex

if TYPE_CHECKING:
    from declic_analysis.study.model import Audience


def scales_blocks(view: View, audience: Audience) -> Blocks:
    """Alpha and omega of each construct with several questions, in each wave, and whether they make one score."""
    scales = _own(view.selected.scales, audience.id)
    if scales.frame.empty:
        return Blocks([paragraph(view.say("scales_none"), kind="absent")])
    names = {c.id: c.label.of(view.lang) for c in view.selected.study.constructs}
    frame = tables.scales_table(scales, constructs=names, lang=view.lang)
    caption = annex("scales_caption", lang=view.lang, audience=audience.label.of(view.lang))
    note = annex("scales_note", lang=view.lang)
    return Blocks([table(tables.to_html(frame, caption=caption)), paragraph(note, kind="note")])


def stayers_blocks(view: View, audience: Audience) -> Blocks:
    """People who answered again beside those who did not, at their first answer."""
    if audience.design not in STARTS:
        return Blocks([paragraph(view.say("nobody_followed"), kind="absent")])
    stayers = _own(view.selected.stayers, audience.id)
    if stayers.frame.empty:
        return Blocks([paragraph(view.say("nobody_followed"), kind="absent")])
    codebook = view.selected.study.codebook().drop_duplicates("item")
    labels = dict(zip(codebook["item"], codebook[f"label_{view.lang}"], strict=True))
    frame = tables.stayers_table(stayers, labels=labels, lang=view.lang)
    caption = annex("stayers_caption", lang=view.lang, audience=audience.label.of(view.lang))
    note = annex("stayers_note", lang=view.lang)
    return Blocks([table(tables.to_html(frame, caption=caption)), paragraph(note, kind="note")])


def _own(published: Published, audience: str) -> Published:
    """One audience's rows; what the gate has emptied stays empty."""
    frame = published.frame
    publish = disclosure.publish_scales if published.kind == "scales" else disclosure.publish_stayers
    return publish(frame[frame["audience"] == audience], rules=published.rules)
