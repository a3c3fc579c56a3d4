"""The grid of actions shared, by name where it can be read so: by territory, then by kind where there are too many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import disclosure, ecosystem, tables
from declic_analysis.disclosure import UNNAMED, Published
from declic_analysis.reports.blocks import Blocks, drawing, joined, paragraph
from declic_analysis.reports.hiring.followed import nameable, register_of
from declic_analysis.reports.partners.chosen import present_of, structure_names
from declic_analysis.vocabulary import PrescriberKind, SiaeKind, Side, SizeBand
from declic_analysis.wording.formats import integer
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View


# In the order of their lists; structures of no told kind come last.
KINDS = {code: k for k, code in enumerate([*SiaeKind.codes(), *PrescriberKind.codes(), *SizeBand.codes()])}


def grids(view: View, *, diffusion: str) -> Blocks:
    """One grid; where it would hold too many names, one a territory."""
    selected, named = view.selected, nameable(view.selected, diffusion=diffusion)
    present = present_of(selected, whole=False)
    selected.keep("links", _published(present, selected, named=named))
    places = [t for t in selected.study.territories if (present["territory"] == t.id).any()]
    if _readable(present, named) or len(places) < 2:
        return _grid(view, present, named=named)
    ordered = sorted(places, key=lambda t: t.label.of(view.lang))
    own = [_grid(view, present[present["territory"] == t.id], named=named, place=view.names[t.id]) for t in ordered]
    return joined([*own, *_between(view, present)])


def _between(view: View, present: pd.DataFrame) -> Blocks:
    """Links that no grid of a territory shows."""
    n = len(ecosystem.links(present)) - sum(len(ecosystem.links(own)) for _, own in present.groupby("territory"))
    text = say("links_apart", lang=view.lang, n=integer(max(n, 0), lang=view.lang))
    return Blocks([paragraph(text, kind="note")])


def _readable(present: pd.DataFrame, named: frozenset[str] | None) -> bool:
    from declic_analysis.figures import fits

    pairs = ecosystem.grouped_links(present, named=named, mark=UNNAMED)
    return fits(pairs["prescriber"].nunique(), pairs["company"].nunique())


def _published(
    present: pd.DataFrame, selected: Selected, *, named: frozenset[str] | None, kinds: Mapping[str, str] | None = None
) -> Published:
    frame = ecosystem.grouped_links(present, named=named, mark=UNNAMED, kinds=kinds)
    return disclosure.publish_links(frame, rules=selected.rules)


def _grid(view: View, present: pd.DataFrame, *, named: frozenset[str] | None, place: str = "") -> Blocks:
    from declic_analysis.figures import links_figure, links_table

    selected, lang, names = view.selected, view.lang, structure_names(view)
    alone = _readable(present, named)
    kinds = {} if alone else _kinds(present, selected)
    links = _published(present, selected, named=named if alone else frozenset(), kinds=kinds)
    order = _order(present)
    first, second = (_ordered(links, name, order, view) for name in ("prescriber", "company"))
    numbers = links_table(links, prescribers=first, companies=second, names=names, lang=lang)
    note = _note(view, named=named, alone=alone, sizes=(len(first), len(second)))
    picture = links_figure(links, prescribers=first, companies=second, names=names, table=numbers, note=note,
                           place=place, lang=lang)  # fmt: skip
    return drawing(
        picture, title=picture.title, note=picture.note, summary=view.say("numbers"),
        table_html=tables.to_html(picture.table, caption=picture.title), printed=False,
    )  # fmt: skip


def _note(view: View, *, named: frozenset[str] | None, alone: bool, sizes: tuple[int, int]) -> str:
    from declic_analysis.figures import turned

    lang, least = view.lang, str(view.selected.rules.structures)
    if not alone:
        return say("links_note_kinds", lang=lang, n=least)
    note = say("links_note_turned" if turned(*sizes) else "links_note", lang=lang)
    return note if named is None else f"{note} {say('links_left_out', lang=lang, n=least)}"


def _kinds(present: pd.DataFrame, selected: Selected) -> dict[str, str]:
    """structure → its kind, where so many of its territory and side are of that kind that they may be told together."""
    known = register_of(selected, "structures").set_index("structure")
    both = present[present["side"] != Side.OTHER.value].drop_duplicates(["structure", "territory"])
    kind = both["structure"].map(known["siae_kind"].fillna(known["prescriber_kind"]))
    size = both["structure"].map(known["size"])
    rows = both.assign(kind=kind.where(both["side"] == Side.PRESCRIBER.value, size)).dropna(subset=["kind"])
    many = rows.groupby(["territory", "side", "kind"])["structure"].transform("nunique") >= selected.rules.structures
    few = set(rows.loc[~many, "structure"])
    return {str(one): str(kind) for one, kind in zip(rows["structure"], rows["kind"], strict=True) if one not in few}


def _order(present: pd.DataFrame) -> dict[str, tuple[str, int]]:
    """structure → territory and place in the network."""
    nodes = ecosystem.network(present)
    told = zip(nodes["structure"], nodes["territory"].fillna(""), nodes["place"], strict=True)
    return {str(one): (str(territory), int(place)) for one, territory, place in told}


def _ordered(links: Published, side: str, order: dict[str, tuple[str, int]], view: View) -> list[str]:
    """By territory, then by place in the network; those told together at the end of their territory."""
    territories = sorted(view.selected.study.territories, key=lambda t: t.label.of(view.lang))
    places = {territory.id: k for k, territory in enumerate(territories)}

    def key(one: str) -> tuple[int, int, int]:
        territory, _, kind = one.removeprefix(UNNAMED).partition("|")
        territory, place = order.get(one, (territory, len(order)))
        return places.get(territory, len(places)), place, KINDS.get(kind, len(KINDS))

    return sorted(links.shown[side].drop_duplicates().tolist(), key=key)
