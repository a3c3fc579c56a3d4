"""What may be shown of hires over time: windows, cohorts, curves, delays, groups. A day of few people is a person's."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd

from declic_analysis.disclosure.marks import empty, groups, hires_tell, numbers, opened, refuse, sealed, small
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import FollowUp, Outcome, Suppression

WEEK = 7
_RATE = ("rate", "low", "high", "n_hired")
_SHARES = {"day_10": 0.10, "day_25": 0.25, "day_50": 0.50, "any_50": 0.50}


def publish_windows(
    frame: pd.DataFrame, *, rules: Rules, by: Sequence[str] = (), withheld: Collection[object] = ()
) -> Published:
    """What may be shown of `windows`.

    Returns: the rows with `published` and `reason`. Refused: bases of 1 … base − 1 mature journeys; 1 … cell − 1 hired,
    or not hired; everybody hired in a small group, and nobody where the row names a group; a shorter window from which
    a longer one would give back few hires; and with a refused group as many others as subtraction from the total
    needs. Few immature or undated journeys are withheld.
    Parameters: withheld, groups (of the last key) whose hires the steps withhold: shown here, one would bound another.
    Raises: ContractError, when a column is missing.
    """
    keys = [*by, "window"]
    rows = opened(frame, kind="windows", by=keys, needed=["n", "n_mature", "n_immature", "n_undated", *_RATE])
    base = numbers(rows, "n_mature")
    refuse(rows, base.between(1, rules.base - 1), Suppression.BELOW_BASE)
    _few_or_all(rows, base, rules=rules, named=bool(by))
    if by:
        refuse(rows, (base > 0) & rows[by[-1]].isin(list(withheld)), Suppression.COMPLEMENT)
    for _, own in groups(rows, by):
        _apart(rows, own.sort_values("window", ascending=False).index, base, rules=rules)
    if by:
        for _, own in groups(rows, ["window"]):
            _enough_hidden(rows, own.index, base, rules=rules)
    if "territory" in by[:-1]:  # the page of all shows the sum over territories, group by group
        for _, own in groups(rows, [*(name for name in by if name != "territory"), "window"]):
            _enough_hidden(rows, own.index, base, rules=rules)
    few = ["n_immature", "n_undated", "n_mature"]
    hidden = pd.concat([numbers(rows, name).between(1, rules.base - 1) for name in few], axis=1).any(axis=1)
    empty(rows, hidden, few)
    empty(rows, ~rows["published"].astype(bool), [*_RATE, "n_mature"])
    return sealed(rows, kind="windows", by=keys, rules=rules)


def publish_triangle(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `cohort_triangle`: as `publish_windows`, a cohort at a time; cells not yet mature stay so.

    Raises: ContractError, when a column is missing.
    """
    by = ["cohort", "since"]
    rows = opened(frame, kind="triangle", by=by, needed=["n", "state", *_RATE])
    base, mature = numbers(rows, "n"), rows["state"] == FollowUp.KNOWN
    refuse(rows, base < rules.base, Suppression.BELOW_BASE)
    _few_or_all(rows, base.where(mature, 0), rules=rules, named=True)
    for _, own in groups(rows[mature], ["cohort"]):
        _apart(rows, own.sort_values("since", ascending=False).index, base, rules=rules)
    for _, own in groups(rows[mature], ["since"]):
        _enough_hidden(rows, own.index, base, rules=rules)
    empty(rows, ~rows["published"].astype(bool), _RATE)
    empty(rows, base < rules.base, ["n"])
    return sealed(rows, kind="triangle", by=by, rules=rules)


def publish_curve(
    frame: pd.DataFrame, *, rules: Rules, by: Sequence[str] = (), windows: Published | None = None
) -> Published:
    """What may be shown of `incidence_curve`: steps of at least `cell` people.

    Returns: day 0 and, of each outcome, the days by which `cell` more people have had it than at the step before; the
    other days are refused, so are those where fewer than the base are still at risk, and groups under the base. An
    outcome that nobody has had shows its zero on the last day. n_at_risk stays on days that are shown.
    What a day leaves of all who had the outcome is none or `cell` too, for their number is told elsewhere.
    Parameters: windows, published, of the same people: no day is 1 … cell − 1 hires from one of them.
    Raises: ContractError, when a column is missing.
    """
    keys = [*by, "outcome", "day"]
    rows = opened(frame, kind="curve", by=keys, needed=["n", "n_at_risk", "n_events", "share", "low", "high", "state"])
    refuse(rows, numbers(rows, "n") < rules.base, Suppression.BELOW_BASE)
    refuse(rows, numbers(rows, "n_at_risk") < rules.base, Suppression.BELOW_BASE)
    for _, own in groups(rows, [*by, "outcome"]):
        hires = own["outcome"].eq(Outcome.HIRED.value).all()
        told = _of_windows(windows, float(numbers(own, "n").max()), rules=rules) if hires else []
        steps = _steps(own, cell=rules.cell, told=told)
        refuse(rows, pd.Series(rows.index.isin(own.index.difference(steps)), index=rows.index), Suppression.BELOW_BASE)
    undated = numbers(rows, "n_undated").between(1, rules.base - 1)
    empty(rows, undated, ["n_undated"])
    hidden = ["n_at_risk", "n_events", "share", "low", "high"]
    empty(rows, ~rows["published"].astype(bool), hidden)
    empty(rows, numbers(rows, "n") < rules.base, ["n"])
    return sealed(rows, kind="curve", by=keys, rules=rules)


def publish_delays(
    frame: pd.DataFrame, *, rules: Rules, by: Sequence[str] = (), curve: pd.DataFrame | None = None
) -> Published:
    """What may be shown of `delays`: days rounded up to weeks, on at least `cell` people who are hired by then.

    Nothing where few people are not hired. Parameters: curve, of the same people, not yet published: where few had an
    outcome other than a hire, the others are not counted, for the curve's outcomes would leave them.
    Raises: ContractError, when a column is missing.
    """
    keys = [*by, "measure"]
    needed = ["n", "n_undated", "n_hired", "n_other", "n_open", "estimate", "low", "high", "state"]
    rows = opened(frame, kind="delays", by=keys, needed=needed)
    n, hired = numbers(rows, "n"), numbers(rows, "n_hired")
    refuse(rows, n.between(1, rules.base - 1), Suppression.BELOW_BASE)
    told = hires_tell(hired, n, rules=rules)
    refuse(rows, told & (hired < n), Suppression.BELOW_BASE)
    everybody = (hired == n) & (n < rules.homogeneity_base) & (n > 0)
    refuse(rows, everybody, Suppression.HOMOGENEOUS)
    of_a_day = rows["measure"].map(_SHARES)
    refuse(rows, (of_a_day * n < rules.cell).fillna(False), Suppression.BELOW_BASE)
    _in_weeks(rows, of_a_day.notna())
    parts = ["n_other", "n_open"]
    few = pd.concat([numbers(rows, name).between(1, rules.cell - 1) for name in parts], axis=1).any(axis=1)
    empty(rows, few | _few_had(curve, rules=rules), parts)
    empty(rows, numbers(rows, "n_undated").between(1, rules.base - 1), ["n_undated"])
    empty(rows, told, ["n_hired", *parts])
    empty(rows, ~rows["published"].astype(bool), ["estimate", "low", "high"])
    empty(rows, n < rules.base, ["n", "n_hired", *parts])
    return sealed(rows, kind="delays", by=keys, rules=rules)


def publish_speeds(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `speeds`: all groups or none, for the others and the total would give one back.

    Counts of groups are withheld where few people are of no known group, or few hires were left out before
    (n_left_hired, where there is such a column).

    Raises: ContractError, when a column is missing.
    """
    by = ["grouping", "group"]
    needed = ["n", "n_hired", "n_unknown", "share", "hazard_ratio", "ratio_p", "gray_p", "log_rank_p"]
    rows = opened(frame, kind="speeds", by=by, needed=needed)
    n, hired = numbers(rows, "n"), numbers(rows, "n_hired")
    refuse(rows, n < rules.base, Suppression.BELOW_BASE)
    few = hired.between(1, rules.cell - 1) | (n - hired).between(1, rules.cell - 1)
    refuse(rows, few, Suppression.BELOW_BASE)
    alike = ((hired == 0) | (hired == n)) & (n < rules.homogeneity_base)
    refuse(rows, alike, Suppression.HOMOGENEOUS)
    sisters = (~rows["published"].astype(bool)).groupby(rows["grouping"]).transform("any")
    unknown = numbers(rows, "n_unknown").between(1, rules.base - 1) | small(rows, "n_left_hired", under=rules.cell)
    refuse(rows, sisters, Suppression.COMPLEMENT)
    # The total less the groups would give the few of no group back: shares and ratios stay, in whole percent.
    empty(rows, unknown, ["n_unknown", "n", "n_hired"])
    for name in ("share", "share_low", "share_high"):
        rows[name] = rows[name].astype("float64").round(2)
    for name in ("ratio_p", "proportional_p", "gray_p", "log_rank_p"):
        rows[name] = rows[name].astype("float64").round(2)
    kept = {*by, "n_groups", "horizon", "reference", "share_state", "ratio_outcome", "test_outcome", "published"}
    kept |= {"reason", "confidence", "n_unknown", "n_clusters", "method"}
    empty(rows, unknown, ["n_left_hired"] if "n_left_hired" in rows.columns else [])
    empty(rows, ~rows["published"].astype(bool), [name for name in rows.columns if name not in kept])
    return sealed(rows, kind="speeds", by=by, rules=rules)


def _few_or_all(rows: pd.DataFrame, base: pd.Series, *, rules: Rules, named: bool) -> None:
    hired = numbers(rows, "n_hired")
    rest = base - hired
    few = hired.between(1, rules.cell - 1) | rest.between(1, rules.cell - 1)
    refuse(rows, (base > 0) & few, Suppression.BELOW_BASE)
    everybody, nobody = (rest == 0), (hired == 0) & named
    refuse(rows, (base > 0) & (base < rules.homogeneity_base) & (everybody | nobody), Suppression.HOMOGENEOUS)


def _apart(rows: pd.DataFrame, order: pd.Index, base: pd.Series, *, rules: Rules) -> None:
    """From the longest time down: hires between two shown times are none or `cell`; other bases hide the difference."""
    hired = numbers(rows, "n_hired")
    last: Any = None
    for row in order:
        if not bool(rows.at[row, "published"]) or base[row] == 0:
            continue
        alike = last is not None and abs(base[row] - base[last]) < rules.base
        if alike and 0 < hired[last] - hired[row] < rules.cell:
            refuse(rows, pd.Series(rows.index == row, index=rows.index), Suppression.COMPLEMENT)
        else:
            last = row


def _enough_hidden(rows: pd.DataFrame, own: pd.Index, base: pd.Series, *, rules: Rules) -> None:
    """With a refused group, others: two at least, of the base together, with no hire or `cell` between them."""
    hired = numbers(rows, "n_hired")
    for row in base.loc[own].sort_values(kind="stable").index:
        hidden = own[~rows.loc[own, "published"].astype(bool).to_numpy() & (base.loc[own] > 0).to_numpy()]
        total = float(hired.loc[hidden].sum())
        enough = len(hidden) > 1 and base.loc[hidden].sum() >= rules.base and (total == 0 or total >= rules.cell)
        if hidden.empty or enough:
            return
        if bool(rows.at[row, "published"]) and base[row] > 0:
            refuse(rows, pd.Series(rows.index == row, index=rows.index), Suppression.COMPLEMENT)


def _steps(own: pd.DataFrame, *, cell: int, told: Collection[int]) -> pd.Index:
    """Rows of one outcome that are shown; told: numbers of people that other tables tell."""
    ordered = own[own["published"].astype(bool)].sort_values("day")
    shown, last, total = [], 0, int(own["n_events"].max())
    for row, day, events in zip(ordered.index, ordered["day"], ordered["n_events"], strict=True):
        left = total - int(events)
        if day == 0 or (
            int(events) - last >= cell and not 0 < left < cell and not _beside(int(events), told, cell=cell)
        ):
            shown.append(row)
            last = int(events)
    if len(ordered) and total == 0:
        shown.append(ordered.index[-1])
    return pd.Index(shown)


def _few_had(curve: pd.DataFrame | None, *, rules: Rules) -> bool:
    if curve is None or curve.empty:
        return False
    others = curve[curve["outcome"] != Outcome.HIRED]
    return bool(others.groupby("outcome")["n_events"].max().between(1, rules.cell - 1).any())


def _beside(events: int, told: Collection[int], *, cell: int) -> bool:
    return any(0 < abs(events - one) < cell for one in told)


def _of_windows(windows: Published | None, n: float, *, rules: Rules) -> list[int]:
    """Hires that published windows tell of about the same people."""
    if windows is None:
        return []
    rows = windows.frame
    alike = rows["published"].astype(bool) & ((n - numbers(rows, "n_mature")).abs() < rules.base)
    return [int(hired) for hired in numbers(rows, "n_hired")[alike]]


def _in_weeks(rows: pd.DataFrame, of_a_day: pd.Series) -> None:
    for name, rounding in (("estimate", np.ceil), ("low", np.floor), ("high", np.ceil)):
        days = rows[name].astype("float64").to_numpy()
        rows[name] = np.where(of_a_day, rounding(days / WEEK) * WEEK, days)
