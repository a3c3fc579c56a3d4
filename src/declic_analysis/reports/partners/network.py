"""The network of two sides and the list that partners may read, as a cell shows them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from declic_analysis import disclosure, ecosystem, tables, wording
from declic_analysis.disclosure import UNNAMED, Published
from declic_analysis.reports.blocks import Blocks, bullets, drawing, heading, joined, paragraph, table
from declic_analysis.reports.partners.chosen import actions_of, last_day, nameable, present_of, structure_names
from declic_analysis.reports.partners.overtime import absent, not_stated
from declic_analysis.vocabulary import Diffusion, Side
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
    return joined([told, caveat, _grid(view, diffusion=diffusion), _standings(view, diffusion=diffusion)])


def _grid(view: View, *, diffusion: str) -> Blocks:
    from declic_analysis.figures import links_figure, links_table

    lang, selected, names = view.lang, view.selected, structure_names(view)
    links, order = published_links(selected, diffusion=diffusion), _order(selected)
    first, second = (_ordered(links, name, order, view) for name in ("prescriber", "company"))
    numbers = links_table(links, prescribers=first, companies=second, names=names, lang=lang)
    note = say("links_note", lang=lang)
    if nameable(selected, diffusion=diffusion) is not None:
        note = f"{note} {say('links_left_out', lang=lang, n=str(selected.rules.structures))}"
    picture = links_figure(links, prescribers=first, companies=second, names=names, table=numbers, note=note, lang=lang)
    return drawing(
        picture, title=picture.title, note=picture.note, summary=view.say("numbers"),
        table_html=tables.to_html(picture.table, caption=picture.title),
    )  # fmt: skip


def _order(selected: Selected) -> dict[str, tuple[str, int]]:
    """structure → territory and place in the network."""
    nodes = ecosystem.network(present_of(selected, whole=False))
    told = zip(nodes["structure"], nodes["territory"].fillna(""), nodes["place"], strict=True)
    return {str(one): (str(territory), int(place)) for one, territory, place in told}


def _ordered(links: Published, side: str, order: dict[str, tuple[str, int]], view: View) -> list[str]:
    """By territory, then by place in the network; those told together at the end of their territory."""
    territories = sorted(view.selected.study.territories, key=lambda t: t.label.of(view.lang))
    places = {territory.id: k for k, territory in enumerate(territories)}

    def key(one: str) -> tuple[int, int]:
        territory, place = order.get(one, (one.removeprefix(UNNAMED), len(order)))
        return places.get(territory, len(places)), place

    return sorted(links.shown[side].drop_duplicates().tolist(), key=key)


def _standings(view: View, *, diffusion: str) -> Blocks:
    selected, lang = view.selected, view.lang
    nodes = ecosystem.network(present_of(selected, whole=False))
    published = disclosure.publish_standings(nodes, rules=selected.rules, named=nameable(selected, diffusion=diffusion))
    frame = tables.standings_table(selected.keep("standings", published), names=structure_names(view), lang=lang)
    return Blocks([table(tables.to_html(frame, caption=say("standings_caption", lang=lang)))])


def changes_blocks(view: View) -> Blocks:
    """Links kept, new and not seen again, from each period to the next."""
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
    frame = tables.changes_table(published, lang=lang)
    caveat = paragraph(say("network_caveat", lang=lang), kind="note")
    return joined([table(tables.to_html(frame, caption=say("changes_caption", lang=lang))), caveat])


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
    selected = replace(view.selected, rules=outside)
    shown = replace(view, selected=selected)
    if absent(shown):
        return not_stated(shown)
    outward = Diffusion.EXTERNAL.value
    caveat = paragraph(say("network_caveat", lang=view.lang), kind="note")
    listed, grid = list_blocks(shown, diffusion=outward), _grid(shown, diffusion=outward)
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


def published_network(selected: Selected) -> Published:
    """`network_summary` of the period, behind the gate."""
    frame = ecosystem.network_summary(present_of(selected, whole=False))
    return selected.keep("network", disclosure.publish_network(frame, rules=selected.rules))


def published_links(selected: Selected, *, diffusion: str) -> Published:
    """`grouped_links` of the period, those who may not be named together, behind the gate."""
    named = nameable(selected, diffusion=diffusion)
    frame = ecosystem.grouped_links(present_of(selected, whole=False), named=named, mark=UNNAMED)
    return selected.keep("links", disclosure.publish_links(frame, rules=selected.rules))
