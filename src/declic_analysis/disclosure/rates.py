"""What may be shown of rates of groups side by side: of a small count neither the rate nor what gives it back."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, revealing, sealed
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression

BY = ("grouping", "group")
OF_STRUCTURES = ("structure", "prescriber")
RATE = ("n_events", "rate", "low", "high", "shrunken", "shrunken_low", "shrunken_high")
OF_ALL = ("target", "low_95", "high_95", "low_998", "high_998", "dispersion", "dispersion_p")
DIFFERENCES = (
    *("crude_difference", "crude_low", "crude_high", "common_difference", "common_low", "common_high"),
    *("standardised", "standardised_others"),
)
_ODDS = ("odds_ratio", "odds_low", "odds_high", "independence_p", "homogeneity_p")


def publish_rates(frame: pd.DataFrame, *, rules: Rules, withheld: Collection[object] = ()) -> Published:
    """What may be shown of `pooled_rates`: one or several groupings, one event and window.

    Returns: the rows with `published`, `reason` and `rate_published`. Fewer people than the base: no number. A small
    number reached the step, or did not, or nobody or everybody of a small group: no rate. Whatever the total minus the
    others would then give back goes too. Structures: none where fewer than the rules ask for have a rate to show, or
    one holds too much. Shrunken rates are in whole points: they rest on the hidden groups as well.
    Parameters: withheld, groups whose hires the steps withhold: they have no rate, for one shown would bound another.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="rates", by=BY, needed=[*RATE, "n", "n_immature"])
    rows = _marked(rows, rules, withheld)
    for name in ("shrunken", "shrunken_low", "shrunken_high"):
        rows[name] = rows[name].astype("Float64").round(2)
    empty(rows, ~rows["rate_published"], RATE)
    empty(rows, ~rows["published"], ["n", "n_immature"])
    return sealed(rows, kind="rates", by=BY, rules=rules)


def publish_control(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `control_chart`: the structures that `publish_rates` would show, limits up to their size.

    Raises: ContractError, when a column is missing.
    """
    rows = opened(
        frame, kind="control", by=BY, needed=["part", "n", "n_events", "rate", "position", "largest", *OF_ALL]
    )
    groups, curve = rows[rows["part"] == "group"], rows[rows["part"] == "limit"]
    groups = _marked(groups.reset_index(drop=True), rules)
    own = ["rate", "n_events", "position", "low_95", "high_95", "low_998", "high_998"]
    empty(groups, ~groups["rate_published"], own)
    empty(groups, ~groups["published"], ["n"])
    largest = groups.loc[groups["rate_published"] & groups["group"].notna(), "n"].max()
    shown = curve[curve["n"] <= largest] if pd.notna(largest) else curve.iloc[:0]
    events, people = (pd.Series([numbers(groups, name).sum()]) for name in ("n_events", "n"))
    together = bool(revealing(events, people, rules=rules).any())
    for name in ("dispersion", "dispersion_p"):
        groups[name] = groups[name].astype("Float64").round(2)
    empty(groups, pd.Series(together or shown.empty, index=groups.index), [*OF_ALL, "largest"])
    both = [groups, shown.assign(rate_published=True)] if len(shown) else [groups]
    return sealed(pd.concat(both, ignore_index=True), kind="control", by=BY, rules=rules)


def publish_strata(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `strata`: differences in whole points, never the counts behind them.

    Returns: `published` where both sides hold the base: whether total and strata agree may then be said.
    `numbers_published` where, in no row of the comparison, a small number reached the step or did not, nor few people
    were left out: the rows together give each other back.
    Raises: ContractError, when a column is missing.
    """
    by = (*BY, "within")
    sides = (("n", "n_events"), ("n_others", "n_events_others"))
    rows = opened(
        frame, kind="strata", by=by, needed=["n_left_out", "direction", *DIFFERENCES, *(n for s in sides for n in s)]
    )
    few = numbers(rows, "n").combine(numbers(rows, "n_others"), min) < rules.base
    refuse(rows, few, Suppression.BELOW_BASE)
    small = few | numbers(rows, "n_left_out").between(1, rules.base - 1)
    for n, x in sides:
        small |= revealing(numbers(rows, x), numbers(rows, n), rules=rules)
    sisters = small.groupby([rows["grouping"], rows["within"]], dropna=False).transform("any")
    rows["numbers_published"] = ~sisters.astype(bool) & rows["published"]
    for name in DIFFERENCES:
        rows[name] = rows[name].astype("Float64").round(2)
    for name in _ODDS:
        rows[name] = rows[name].astype("Float64").round(1 if name.startswith("odds") else 2)
    counts = ["rate", "rate_others", "n_events", "n_events_others"]
    empty(rows, pd.Series(True, index=rows.index), counts)
    empty(rows, ~rows["numbers_published"], [*DIFFERENCES, *_ODDS, "n", "n_others", "n_left_out"])
    empty(rows, ~rows["published"], ["direction", "n_strata", "n_opposite"])
    return sealed(rows, kind="strata", by=by, rules=rules)


def _marked(rows: pd.DataFrame, rules: Rules, withheld: Collection[object] = ()) -> pd.DataFrame:
    """`published` and `rate_published`, grouping by grouping."""
    parts = [
        _of_grouping(own.reset_index(drop=True), rules, withheld) for _, own in rows.groupby("grouping", sort=False)
    ]
    return pd.concat(parts, ignore_index=True) if parts else rows.assign(rate_published=pd.Series(dtype="bool"))


def _of_grouping(rows: pd.DataFrame, rules: Rules, withheld: Collection[object]) -> pd.DataFrame:
    n, x = numbers(rows, "n"), numbers(rows, "n_events")
    below = _enough(n < rules.base, n, lambda kept: bool(0 < n[kept].sum() < rules.base))
    refuse(rows, n < rules.base, Suppression.BELOW_BASE)
    refuse(rows, below, Suppression.COMPLEMENT)
    beside = rows["group"].isin(list(withheld))
    hidden = _enough(
        below | beside | revealing(x, n, rules=rules), n, lambda kept: _told_apart(x[kept].sum(), n[kept].sum(), rules)
    )
    if rows["grouping"].isin(OF_STRUCTURES).any() and _too_few(rows, ~hidden, n, rules):
        refuse(rows, pd.Series(True, index=rows.index), Suppression.DOMINANCE)
    return rows.assign(rate_published=~hidden & rows["published"].astype(bool))


def _enough(hidden: pd.Series, n: pd.Series, gives_back: Callable[[pd.Series], bool]) -> pd.Series:
    """Hidden rows, and as many of the smallest others as it takes for the total to give none of them back."""
    hidden = hidden.astype(bool)
    while hidden.any() and not hidden.all() and (hidden.sum() == 1 or gives_back(hidden)):
        hidden = hidden | (n.index == n[~hidden].idxmin())
    return hidden


def _few(x: float, n: float, rules: Rules) -> bool:
    return 0 < x < rules.cell or 0 < n - x < rules.cell


def _told_apart(x: float, n: float, rules: Rules) -> bool:
    """What the total minus the others says of hidden groups together: a small count, or that all are alike."""
    return _few(x, n, rules) or x in (0, n)


def _too_few(rows: pd.DataFrame, shown: pd.Series, n: pd.Series, rules: Rules) -> bool:
    named = rows["group"].notna()
    own = n[named]
    return bool((shown & named).sum() < rules.structures or (len(own) and own.max() > rules.dominance * own.sum()))
