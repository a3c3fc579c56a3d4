"""The network of two sides: who met whom, where each stands, what becomes of the links, as a cell shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis import disclosure, ecosystem, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Blocks, bullets, drawing, folded, joined, paragraph
from declic_analysis.reports.hiring.followed import nameable
from declic_analysis.reports.partners.chosen import (
    actions_of,
    known_of,
    last_day,
    present_of,
    structure_names,
)
from declic_analysis.reports.partners.grids import grids
from declic_analysis.reports.partners.overtime import absent, not_stated
from declic_analysis.vocabulary import Standing
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View


def network_blocks(view: View, *, diffusion: str) -> Blocks:
    """Who shared an action with whom: sentences, the grid, where each structure stands."""
    if absent(view):
        return not_stated(view)
    lang, published = view.lang, published_network(view.selected)
    told = bullets(wording.network_sentences(published, lang=lang))
    if published.shown.empty:
        return joined([told])
    caveat = paragraph(say("network_caveat", lang=lang), kind="warning")
    return joined([told, caveat, grids(view, diffusion=diffusion), _standings(view, diffusion=diffusion)])


def _standings(view: View, *, diffusion: str) -> Blocks:
    """Those that make the link, share no action, were seen nowhere, by name; all of them in a table that opens."""
    selected, lang, names = view.selected, view.lang, structure_names(view)
    named = nameable(selected, diffusion=diffusion)
    nodes = ecosystem.network(present_of(selected, whole=False), known=known_of(selected))
    if named is not None:  # who was seen nowhere is no part of the groups of those that were
        nodes = nodes[(nodes["standing"] != Standing.UNSEEN.value) | nodes["structure"].isin(list(named))]
    published = selected.keep("standings", disclosure.publish_standings(nodes, rules=selected.rules, named=named))
    told = wording.standing_names(published, names=names, complete=named is None, lang=lang)
    caption = say("standings_caption", lang=lang)
    frame = tables.to_html(tables.standings_table(published, names=names, lang=lang), caption=caption)
    return joined([*([bullets(told)] if told else []), folded(caption, frame)])


def changes_blocks(view: View) -> Blocks:
    """Links kept, new and not seen again, from each period to the next: a figure with its table."""
    from declic_analysis.figures import changes_figure

    if absent(view):
        return not_stated(view)
    selected, lang = view.selected, view.lang
    spans = ecosystem.periods(
        actions_of(selected), every=selected.study.analysis.partners.period, cutoff=last_day(selected)
    )
    if len(spans) < 2:
        return Blocks([paragraph(say("changes_none", lang=lang), kind="absent")])
    counts = ecosystem.link_change_counts(present_of(selected), spans)
    published = selected.keep("link_changes", disclosure.publish_link_changes(counts, rules=selected.rules))
    note, numbers = say("changes_note", lang=lang), tables.changes_table(published, lang=lang)
    picture = changes_figure(published, table=numbers, note=note, lang=lang)
    return drawing(
        picture, title=picture.title, note=picture.note, summary=view.say("numbers"),
        table_html=tables.to_html(picture.table, caption=picture.title),
    )  # fmt: skip


def published_network(selected: Selected) -> Published:
    """`network_summary` of the period, behind the gate."""
    frame = ecosystem.network_summary(present_of(selected, whole=False), known=known_of(selected))
    return selected.keep("network", disclosure.publish_network(frame, rules=selected.rules))
