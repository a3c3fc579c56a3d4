"""What may be shown of structures: how many, how loyal, who met whom, and which may be named.

Structures are no persons: their counts stay from `rules.structures` structures on. A name stays where it may be read
(`named`: None inside the house, outside those that agreed or are public); the others are told together, from
`rules.structures` of them on, or not at all. Reasons: docs/decisions/0022-partners.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, sealed
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression

UNNAMED = "*"  # stands before the territory where structures that may not be named are told together
_AGAIN = ("n_again", "again_rate", "again_low", "again_high")
_POINT = ("survival", "low", "high")
_MEDIAN = ("median_days", "median_low", "median_high")


def publish_partner_periods(counts: pd.DataFrame, *, rules: Rules, by: Sequence[str] = ("side",)) -> Published:
    """What may be shown of `ecosystem.period_counts`: rows of `rules.structures` structures or more.

    Raises: ContractError, when a column is missing.
    """
    keys = [*by, "period"]
    rows = opened(counts, kind="partner_periods", by=keys, needed=("n_concerned", "n_present", "complete"))
    _refuse_few(rows, "n_concerned", rules=rules, keep=(*keys, "start", "complete", "look_back_complete"))
    return sealed(rows, kind="partner_periods", by=keys, rules=rules)


def publish_loyalty(loyalty: pd.DataFrame, *, rules: Rules, by: Sequence[str] = ()) -> Published:
    """What may be shown of `ecosystem.repeat_participation`; the window, from `rules.structures` mature ones on.

    Raises: ContractError, when a column is missing.
    """
    rows = opened(loyalty, kind="loyalty", by=by, needed=("n_structures", "n_repeat", "n_mature", *_AGAIN))
    _refuse_few(rows, "n_structures", rules=rules, keep=(*by, "window_days", "confidence", "method"))
    empty(rows, numbers(rows, "n_mature") < rules.structures, _AGAIN)
    return sealed(rows, kind="loyalty", by=by, rules=rules)


def publish_partner_survival(survival: pd.DataFrame, *, rules: Rules, by: Sequence[str] = ()) -> Published:
    """What may be shown of `ecosystem.partnership_survival`: a point, where `rules.structures` are still followed.

    Raises: ContractError, when a column is missing.
    """
    keys = [*by, "days"]
    rows = opened(survival, kind="partner_survival", by=keys, needed=("n_structures", "n_at_risk", *_POINT, *_MEDIAN))
    kept = (*keys, "state", "median_state", "silence_days", "confidence", "method")
    _refuse_few(rows, "n_structures", rules=rules, keep=kept)
    empty(rows, numbers(rows, "n_at_risk") < rules.structures, [*_POINT, "n_at_risk"])
    return sealed(rows, kind="partner_survival", by=keys, rules=rules)


def publish_network(summary: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `ecosystem.network_summary`: nothing where one side has too few structures.

    Raises: ContractError, when a column is missing.
    """
    rows = opened(summary, kind="network", by=(), needed=("n_prescribers", "n_companies", "n_links"))
    sides = pd.concat([numbers(rows, name) for name in ("n_prescribers", "n_companies")], axis=1)
    refuse(rows, sides.min(axis=1) < rules.structures, Suppression.BELOW_BASE)
    empty(rows, ~rows["published"].astype(bool), [n for n in rows.columns if n not in ("published", "reason")])
    return sealed(rows, kind="network", by=(), rules=rules)


def publish_standings(nodes: pd.DataFrame, *, rules: Rules, named: Collection[str] | None = None) -> Published:
    """What may be shown of `ecosystem.network`: the structures that may be named, the others together.

    Returns: side, territory, structure (`*` and the territory: those without a name), n_structures; the numbers of one
    structure for those with a name only.
    Raises: ContractError, when a column is missing.
    """
    keys = ["side", "territory", "structure"]
    rows = opened(_together(nodes, named), kind="standings", by=keys, needed=("n_structures", "reach", "standing"))
    _refuse_unnamed(rows, ("structure",), rules=rules)
    return sealed(rows, kind="standings", by=keys, rules=rules)


def publish_partner_list(listed: pd.DataFrame, *, rules: Rules, named: Collection[str] | None = None) -> Published:
    """What may be shown of `ecosystem.partner_list`, the same way. Where one structure holds more than
    `rules.dominance` of the presences of its side in a territory, numbers of actions are empty there.

    Raises: ContractError, when a column is missing.
    """
    keys = ["territory", "side", "structure"]
    held = listed["n_actions"].groupby([listed["territory"].fillna(""), listed["side"]])
    dominated = held.transform("max") > rules.dominance * held.transform("sum")
    alone = dominated & (held.transform("size") > 1)
    shown = listed.assign(n_actions=listed["n_actions"].astype("Int64").mask(alone))
    rows = opened(_together(shown, named), kind="partner_list", by=keys, needed=("n_structures", "n_actions"))
    _refuse_unnamed(rows, ("structure",), rules=rules)
    return sealed(rows, kind="partner_list", by=keys, rules=rules)


def publish_links(links: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `ecosystem.grouped_links`: no line of fewer structures without a name than may be told.

    Raises: ContractError, when a column is missing.
    """
    keys = ["prescriber", "company"]
    rows = opened(links, kind="links", by=keys, needed=("n_prescribers", "n_companies", "n_actions"))
    for name in keys:
        few = numbers(rows, "n_prescribers" if name == "prescriber" else "n_companies") < rules.structures
        refuse(rows, rows[name].astype("str").str.startswith(UNNAMED) & few, Suppression.BELOW_BASE)
    # Whether there is a date says whether they met, and the day which action it was.
    gone = [name for name in rows.columns if name not in (*keys, "published", "reason")]
    empty(rows, ~rows["published"].astype(bool), gone)
    return sealed(rows, kind="links", by=keys, rules=rules)


def publish_link_changes(changes: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of the number of links kept, new and gone: periods with `rules.structures` on each side.

    Parameters: changes, period, previous, complete, n_kept, n_added, n_resumed, n_gone, n_prescribers, n_companies.
    Raises: ContractError, when a column is missing.
    """
    needed = ("previous", "n_kept", "n_added", "n_resumed", "n_gone", "n_prescribers", "n_companies")
    rows = opened(changes, kind="link_changes", by=["period"], needed=needed)
    sides = pd.concat([numbers(rows, name) for name in needed[-2:]], axis=1)
    refuse(rows, sides.min(axis=1) < rules.structures, Suppression.BELOW_BASE)
    empty(rows, ~rows["published"].astype(bool), [n for n in rows.columns if n.startswith("n_")])
    return sealed(rows, kind="link_changes", by=["period"], rules=rules)


def _refuse_few(rows: pd.DataFrame, name: str, *, rules: Rules, keep: Collection[str]) -> None:
    refuse(rows, numbers(rows, name) < rules.structures, Suppression.BELOW_BASE)
    gone = [column for column in rows.columns if column not in (*keep, "published", "reason")]
    empty(rows, ~rows["published"].astype(bool), gone)


def _together(rows: pd.DataFrame, named: Collection[str] | None) -> pd.DataFrame:
    """The rows that may be named, then one a territory and side for the others, with how many they are."""
    alone = rows.assign(n_structures=1)
    if named is None:
        return alone
    kept = alone["structure"].isin(list(named))
    others = alone[~kept].assign(structure=UNNAMED + alone.loc[~kept, "territory"].fillna(""))
    sizes = others.groupby(["side", "territory", "structure"], dropna=False)["n_structures"].sum()
    counted = sizes.reset_index().reindex(columns=alone.columns)
    return pd.concat([part for part in (alone[kept], counted) if len(part)] or [alone], ignore_index=True)


def _refuse_unnamed(rows: pd.DataFrame, names: Sequence[str], *, rules: Rules) -> None:
    for name in names:
        few = numbers(rows, "n_structures") < rules.structures
        refuse(rows, rows[name].astype("str").str.startswith(UNNAMED) & few, Suppression.BELOW_BASE)
    empty(rows, ~rows["published"].astype(bool), ["n_structures"])
