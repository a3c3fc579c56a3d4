"""The network of two sides: prescribing structures and companies that were at the same actions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from declic_analysis.ecosystem.presence import sides_of
from declic_analysis.schemas import require
from declic_analysis.vocabulary import LinkChange, Side, Standing

if TYPE_CHECKING:
    import networkx as nx

LINKS = ("prescriber", "company", "territory", "n_actions", "first_on", "last_on")
NODES = ("structure", "side", "territory", "n_actions", "reach", "standing", "component", "place")
SUMMARY = ("n_prescribers", "n_companies", "n_links", "n_possible", "density", "n_components", "largest_component",
           "n_isolated_prescribers", "n_isolated_companies", "n_bridges", "n_cut_links", "n_unseen")  # fmt: skip
_NEEDED = ("structure", "side", "action", "territory", "action_on")


def links(present: pd.DataFrame) -> pd.DataFrame:
    """Pairs of a prescribing structure and a company that shared an action, one row a pair.

    Returns: prescriber, company, territory (of the shared actions; empty for several), n_actions shared, first_on,
    last_on.
    Raises: ContractError, when a column is missing.
    """
    require(present, _NEEDED, table="presence")
    sides = {side: present.loc[present["side"] == side.value, [*_NEEDED]] for side in (Side.PRESCRIBER, Side.COMPANY)}
    first = sides[Side.PRESCRIBER].rename(columns={"structure": "prescriber"}).drop(columns="side")
    second = sides[Side.COMPANY].rename(columns={"structure": "company"})[["company", "action"]]
    shared = first.merge(second, on="action", how="inner", validate="many_to_many")
    pairs = shared.groupby(["prescriber", "company"], as_index=False).agg(
        n_actions=("action", "nunique"), first_on=("action_on", "min"), last_on=("action_on", "max"),
        places=("territory", "nunique"), territory=("territory", "first"),
    )  # fmt: skip
    return pairs.assign(territory=pairs["territory"].where(pairs["places"] <= 1))[list(LINKS)]


def network(present: pd.DataFrame, *, known: pd.DataFrame | None = None) -> pd.DataFrame:
    """Structures of both sides and where they stand, in alphabetical order of their ids.

    Parameters: known, structures (structure, territory, roles) of which those seen at no action have a row too.
    Returns: structure, side, territory (empty for several), n_actions, reach (structures of the other side met),
    standing (`vocabulary.Standing`: bridge, without which others would no longer be linked: an articulation point;
    linked; isolated, no shared action; unseen, known and seen at no action), component (number, in the order of the
    first structure of each; empty for the isolated), place (order that puts structures of alike partners side by side:
    the Fiedler vector of each component; it says nothing of importance).
    Raises: ContractError, when a column is missing.
    References: Hopcroft & Tarjan 1973; Atkins, Boman & Hendrickson 1998 (doi:10.1137/S0097539795285771). Articulation
    points (networkx) after the former, the order of the rows after the latter.
    """
    import networkx as nx

    graph, nodes = _graph(present), _nodes(present)
    absent = _absent(present, known)
    nodes, graph = pd.concat([nodes, absent], ignore_index=True).sort_values("structure"), _with(graph, absent)
    bridges = set(nx.articulation_points(graph))
    degrees = dict(graph.degree())
    components = _components(graph)
    places = {name: k for k, name in enumerate(_seriated(graph))}
    return nodes.assign(
        reach=nodes["structure"].map(degrees).astype("int64"),
        standing=[_standing(name, degrees, bridges, set(absent["structure"])) for name in nodes["structure"]],
        component=nodes["structure"].map(components).astype("Int64"),
        place=nodes["structure"].map(places).astype("int64"),
    ).reset_index(drop=True)[list(NODES)]


def _absent(present: pd.DataFrame, known: pd.DataFrame | None) -> pd.DataFrame:
    """Known structures of either side seen at no action."""
    names = ["structure", "side", "n_actions", "territory", "places"]
    if known is None:
        return pd.DataFrame(columns=names).astype({"n_actions": "int64", "places": "int64"})
    require(known, ["structure", "roles", "territory"], table="structures")
    rows = known.assign(side=known["structure"].map(sides_of(known)), n_actions=0, places=0)
    return rows[(rows["side"] != Side.OTHER.value) & ~rows["structure"].isin(present["structure"])][names]


def _with(graph: nx.Graph, absent: pd.DataFrame) -> nx.Graph:
    graph.add_nodes_from(absent["structure"])
    return graph


def _standing(name: str, degrees: dict[str, int], bridges: set[str], unseen: set[str]) -> str:
    if name in unseen:
        return Standing.UNSEEN.value
    if not degrees[name]:
        return Standing.ISOLATED.value
    return (Standing.BRIDGE if name in bridges else Standing.LINKED).value


def _graph(present: pd.DataFrame) -> nx.Graph:
    import networkx as nx

    graph, pairs = nx.Graph(), links(present)
    for side in (Side.PRESCRIBER, Side.COMPANY):
        own = present.loc[present["side"] == side.value, "structure"]
        graph.add_nodes_from(sorted(own.unique()), side=side.value)
    graph.add_edges_from(zip(pairs["prescriber"], pairs["company"], strict=True))
    return graph


def _nodes(present: pd.DataFrame) -> pd.DataFrame:
    own = present[present["side"] != Side.OTHER.value]
    rows = own.groupby("structure", as_index=False).agg(
        side=("side", "first"), n_actions=("action", "nunique"), territory=("territory", "first"),
        places=("territory", "nunique"),
    )  # fmt: skip
    return rows.assign(territory=rows["territory"].where(rows["places"] <= 1))


def _components(graph: nx.Graph) -> dict[str, int]:
    import networkx as nx

    linked = sorted(sorted(part) for part in nx.connected_components(graph) if len(part) > 1)
    return {name: k for k, part in enumerate(linked, start=1) for name in part}


def _seriated(graph: nx.Graph) -> list[str]:
    """Component after component; inside, by the Fiedler vector, its sign fixed by the first name; ties by name."""
    import networkx as nx

    parts = sorted(sorted(part) for part in nx.connected_components(graph))
    linked, alone = [p for p in parts if len(p) > 1], [p[0] for p in parts if len(p) == 1]
    return [name for part in linked for name in _side_by_side(graph, part)] + sorted(alone)


def _side_by_side(graph: nx.Graph, names: list[str]) -> list[str]:
    import networkx as nx

    laplacian = np.asarray(nx.laplacian_matrix(graph, nodelist=names).todense(), dtype=np.float64)
    vector = np.round(np.linalg.eigh(laplacian)[1][:, 1], 9)
    vector = vector if vector[0] <= 0 else -vector
    return [names[k] for k in np.lexsort((np.arange(len(names)), vector))]


def network_summary(present: pd.DataFrame, *, known: pd.DataFrame | None = None) -> pd.DataFrame:
    """The network in numbers, one row: structures of each side, links of those possible, parts, isolated, bridges
    (structures without which others would no longer be linked), n_cut_links (links without which two parts would come
    apart: bridges of graph theory), n_unseen (known structures seen at no action, in no other count).

    largest_component: share of the linked structures that the largest part holds; density: links out of those possible.
    """
    import networkx as nx

    everybody, pairs = network(present, known=known), links(present)
    nodes = everybody[everybody["standing"] != Standing.UNSEEN.value]
    linked, sides = nodes[nodes["reach"] > 0], nodes["side"].value_counts()
    alone = nodes[nodes["reach"] == 0]["side"].value_counts()
    n_p, n_c = (int(sides.get(side.value, 0)) for side in (Side.PRESCRIBER, Side.COMPANY))
    parts = linked["component"].value_counts()
    row = {
        "n_prescribers": n_p, "n_companies": n_c, "n_links": len(pairs), "n_possible": n_p * n_c,
        "density": len(pairs) / (n_p * n_c) if n_p * n_c else np.nan, "n_components": len(parts),
        "largest_component": parts.max() / len(linked) if len(linked) else np.nan,
        "n_isolated_prescribers": int(alone.get(Side.PRESCRIBER.value, 0)),
        "n_isolated_companies": int(alone.get(Side.COMPANY.value, 0)),
        "n_bridges": int((nodes["standing"] == Standing.BRIDGE.value).sum()),
        "n_cut_links": sum(1 for _ in nx.bridges(_graph(present))), "n_unseen": len(everybody) - len(nodes),
    }  # fmt: skip
    return pd.DataFrame([row], columns=list(SUMMARY))


def link_changes(present: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Links from one period to the next: one row a pair of structures × period that it or the one before holds.

    Parameters: periods, of `ecosystem.periods`.
    Returns: prescriber, company, period, previous, complete, change (`vocabulary.LinkChange`; added: never seen before;
    resumed: not in the period before, but earlier). A link that is not seen again in an unfinished period may still be:
    read `complete`.
    """
    spans = zip(periods["start"], periods["end"], strict=True)
    held = [links(_within(present, start, end)) for start, end in spans]
    codes, done = periods["period"].tolist(), periods["complete"].tolist()
    parts = [
        _changed(held[k - 1], held[k], earlier=held[:k]).assign(
            period=codes[k], previous=codes[k - 1], complete=done[k]
        )
        for k in range(1, len(codes))
    ]
    names = ["prescriber", "company", "period", "previous", "complete", "change"]
    return pd.concat(parts, ignore_index=True)[names] if parts else pd.DataFrame(columns=names)


def _within(present: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    return present[present["action_on"].dt.normalize().between(start, end)]


def _changed(before: pd.DataFrame, after: pd.DataFrame, *, earlier: Sequence[pd.DataFrame]) -> pd.DataFrame:
    keys = ["prescriber", "company"]
    both = before[keys].merge(after[keys], on=keys, how="outer", indicator=True, validate="one_to_one")
    words = {"both": LinkChange.KEPT.value, "right_only": LinkChange.ADDED.value, "left_only": LinkChange.GONE.value}
    change = both["_merge"].astype("str").map(words)
    known = {pair for held in earlier for pair in zip(held["prescriber"], held["company"], strict=True)}
    again = [pair in known for pair in zip(both["prescriber"], both["company"], strict=True)]
    resumed = change.eq(LinkChange.ADDED.value) & np.array(again, dtype=bool)
    return both.assign(change=change.mask(resumed, LinkChange.RESUMED.value)).drop(columns="_merge")


def grouped_links(
    present: pd.DataFrame, *, named: Collection[str] | None, mark: str, kinds: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """`links` where the structures that may not be named stand together, territory by territory.

    Parameters: named, ids; None: everybody. mark: stands before the territory in the id of those together.
    kinds: structure → kind, told apart among those together (`<mark><territory>|<kind>`).
    Returns: prescriber, company, n_prescribers, n_companies (structures behind each), n_actions (shared), for every
    pair of a line and a column, 0 where no action was shared; first_on, last_on.
    Raises: ContractError, when a column is missing.
    """
    require(present, _NEEDED, table="presence")
    told = present.assign(structure=_told(present, named, mark, kinds or {}))
    sizes = present.assign(told=told["structure"]).groupby(["side", "told"])["structure"].nunique()
    behind = {key: int(n) for key, n in sizes.items()}
    first, second = (
        sorted(told.loc[told["side"] == side.value, "structure"].unique()) for side in (Side.PRESCRIBER, Side.COMPANY)
    )
    every = pd.MultiIndex.from_product([first, second], names=["prescriber", "company"]).to_frame(index=False)
    found = links(told)[["prescriber", "company", "n_actions", "first_on", "last_on"]]
    rows = every.astype("str").merge(found, on=["prescriber", "company"], how="left", validate="one_to_one")
    return rows.assign(
        n_actions=rows["n_actions"].fillna(0).astype("int64"),
        n_prescribers=[behind[Side.PRESCRIBER.value, name] for name in rows["prescriber"]],
        n_companies=[behind[Side.COMPANY.value, name] for name in rows["company"]],
    )


def _told(present: pd.DataFrame, named: Collection[str] | None, mark: str, kinds: Mapping[str, str]) -> pd.Series:
    if named is None:
        return present["structure"]
    kind = present["structure"].map(lambda one: f"|{kinds[one]}" if one in kinds else "").astype("str")
    together = mark + present["territory"].fillna("").astype("str") + kind
    return present["structure"].where(present["structure"].isin(list(named)), together)


def link_change_counts(present: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Links kept, new, resumed and gone from each period to the next, with the structures of both.

    Returns: period, previous, complete, n_kept, n_added, n_resumed, n_gone, n_prescribers, n_companies.
    """
    changes = link_changes(present, periods)
    keys = ["period", "previous", "complete"]
    counts = changes.groupby(keys, sort=False)["change"].value_counts().unstack(fill_value=0)
    wide = counts.reindex(columns=LinkChange.codes(), fill_value=0).add_prefix("n_").reset_index()
    return wide.assign(**_sides_of_both(present, periods, wide["period"].tolist()))


def _sides_of_both(present: pd.DataFrame, periods: pd.DataFrame, codes: list[str]) -> dict[str, list[int]]:
    places = {name: k for k, name in enumerate(periods["period"])}
    starts, ends = periods["start"].tolist(), periods["end"].tolist()
    both = [_within(present, starts[places[name] - 1], ends[places[name]]) for name in codes]
    return {
        name: [int(rows.loc[rows["side"] == side.value, "structure"].nunique()) for rows in both]
        for name, side in (("n_prescribers", Side.PRESCRIBER), ("n_companies", Side.COMPANY))
    }


def partner_list(present: pd.DataFrame) -> pd.DataFrame:
    """The structures of each territory, as a page that partners may read lists them.

    Returns: territory, side, structure, n_actions, formats (separated by '|', in alphabetical order), first_on,
    last_on, hosted (received an action).
    Raises: ContractError, when a column is missing.
    """
    require(present, [*_NEEDED, "format", "hosted"], table="presence")
    groups = present.groupby(["territory", "side", "structure"], dropna=False, as_index=False)
    return groups.agg(
        n_actions=("action", "nunique"), formats=("format", lambda f: "|".join(sorted(f.dropna().unique()))),
        first_on=("action_on", "min"), last_on=("action_on", "max"), hosted=("hosted", "max"),
    )  # fmt: skip
