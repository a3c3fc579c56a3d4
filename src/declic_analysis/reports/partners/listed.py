"""The list of structures that partners may read, and the page that leaves the house, as a cell shows them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from declic_analysis import disclosure, ecosystem, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Blocks, heading, joined, paragraph, table
from declic_analysis.reports.hiring.followed import nameable
from declic_analysis.reports.partners.chosen import actions_of, last_day, present_of, structure_names
from declic_analysis.reports.partners.grids import grids
from declic_analysis.reports.partners.overtime import absent, not_stated
from declic_analysis.vocabulary import Diffusion, Side
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.reports.results import View


def list_blocks(view: View, *, diffusion: str) -> Blocks:
    """Territory by territory, the structures that took part: the page that partners may read."""
    if absent(view):
        return not_stated(view)
    selected, lang, named = view.selected, view.lang, nameable(view.selected, diffusion=diffusion)
    listed = ecosystem.partner_list(present_of(selected, whole=False))
    listed = listed[listed["side"] != Side.OTHER.value]
    published = disclosure.publish_partner_list(listed, rules=selected.rules, named=named)
    selected.keep("partner_list", published)
    intro = paragraph(say("list_inside" if named is None else "list_intro", lang=lang), kind="note")
    nobody = [paragraph(say("list_none_named", lang=lang), kind="absent")] if named is not None and not named else []
    territories = sorted((t for t in selected.study.territories if selected.territory in ("", t.id)),
                         key=lambda t: t.label.of(lang))  # fmt: skip
    caveat = paragraph(wording.territory_caveat(lang=lang), kind="warning")
    return joined([intro, *nobody, caveat, *(_territory(view, published, t.id) for t in territories)])


def page_blocks(view: View) -> Blocks:
    """The same for a page of its own that leaves the house: always the names and the thresholds of the outside."""
    outside = disclosure.rules_for(view.selected.study.thresholds, diffusion=Diffusion.EXTERNAL.value)
    selected = replace(view.selected, rules=outside, diffusion=Diffusion.EXTERNAL.value)
    shown = replace(view, selected=selected)
    if absent(shown):
        return not_stated(shown)
    outward = Diffusion.EXTERNAL.value
    caveat = paragraph(say("network_caveat", lang=view.lang), kind="note")
    listed, grid = list_blocks(shown, diffusion=outward), grids(shown, diffusion=outward)
    return joined([paragraph(_held(shown)), listed, grid, caveat])


def _held(view: View) -> str:
    """Actions held and structures that came: counts of neither persons nor answers."""
    selected, lang = view.selected, view.lang
    held, present = actions_of(selected, whole=False), present_of(selected, whole=False)
    n = present.loc[present["side"] != Side.OTHER.value, "structure"].nunique()
    if n < selected.rules.structures:
        return say("network_hidden", lang=lang)
    counts = {"actions": wording.integer(len(held), lang=lang), "structures": wording.integer(n, lang=lang)}
    return say("page_sentence", lang=lang, date=wording.day(last_day(selected), lang=lang), **counts)


def _territory(view: View, listed: Published, territory: str) -> Blocks:
    lang, label = view.lang, view.names[territory]
    formats = {kind.id: kind.label.of(lang) for kind in view.selected.study.formats}
    frame = tables.partner_table(listed, territory=territory, names=structure_names(view), formats=formats, lang=lang)
    if frame.empty:
        return joined([heading(label), paragraph(say("ecosystem_nothing", lang=lang), kind="absent")])
    caption = say("list_caption", lang=lang, territory=label)
    return joined([heading(label), table(tables.to_html(frame, caption=caption))])
