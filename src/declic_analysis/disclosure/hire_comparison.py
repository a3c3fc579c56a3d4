"""What may be shown of hires beside a comparison group: hires are few, and two rates and a total give a person back."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, sealed
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression

_KEPT = ("method", "window_days", "status", "covariates", "confidence", "cutoff", "how", "published", "reason")
_KEPT_COUNTS = ("counts_published",)
_GIVE_BACK = (
    *("hired_treated", "hired_control", "rate_treated", "rate_control", "rate_expected", "error", "p"),
    *("ratio", "ratio_low", "ratio_high", "e_value", "e_value_limit"),
)
_LEFT_OUT = ("n_unknown", "n_immature", "n_undated", "n_before")
_NEEDED = ("n_treated", "n_control", "hired_treated", "hired_control", "estimate", "low", "high", "status", *_LEFT_OUT)


def publish_hire_comparison(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `hire_comparison`, one window.

    Returns: the rows with `published`, `reason` and `counts_published`; differences and limits in whole points (two
    decimals). Nothing where a group is under the base, where 1 … cell − 1 people of a group were hired, or were not
    (a difference and its limits would give them back), or where nobody or everybody of a small group was. Counts, rates
    and ratios are withheld, the difference stays, where a few people are of no group: the total less both groups would
    tell of them.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="hire_comparison", by=["method"], needed=_NEEDED)
    for side in ("treated", "control"):
        n, hired = numbers(rows, f"n_{side}"), numbers(rows, f"hired_{side}")
        refuse(rows, n < rules.base, Suppression.BELOW_BASE)
        few = hired.between(1, rules.cell - 1) | (n - hired).between(1, rules.cell - 1)
        refuse(rows, few, Suppression.BELOW_BASE)
        refuse(rows, ((hired == 0) | (hired == n)) & (n < rules.homogeneity_base), Suppression.HOMOGENEOUS)
    # A group refused, the other and the total would tell of it: all rows rest on the same people.
    refuse(rows, pd.Series(not bool(rows["published"].all()), index=rows.index), Suppression.COMPLEMENT)
    left = numbers(rows, "n_unknown").between(1, rules.base - 1)
    empty(rows, left, _GIVE_BACK)
    rows["counts_published"] = rows["published"].astype(bool) & ~left
    for name in _LEFT_OUT:
        empty(rows, numbers(rows, name).between(1, rules.cell - 1), [name])
    for name in ("estimate", "low", "high"):
        rows[name] = rows[name].astype("float64").round(2)
    hidden = [name for name in rows.columns if name not in (*_KEPT, *_KEPT_COUNTS)]
    empty(rows, ~rows["published"].astype(bool), hidden)
    return sealed(rows, kind="hire_comparison", by=["method"], rules=rules)


def publish_hire_balance(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `hire_balance`: a characteristic whole or not at all.

    Returns: the rows with `published` and `reason`. Not shown where a level holds 1 … cell − 1 people of a group, or a
    group is under the base.
    """
    needed = ("n_treated", "n_control", "share_treated", "share_control", "difference_before", "difference_after")
    rows = opened(frame, kind="hire_balance", by=["covariate", "level"], needed=needed)
    for side in ("treated", "control"):
        n = numbers(rows, f"n_{side}")
        refuse(rows, n.between(1, rules.cell - 1), Suppression.BELOW_BASE)
        refuse(rows, n.groupby(rows["covariate"]).transform("sum") < rules.base, Suppression.BELOW_BASE)
    sisters = (~rows["published"].astype(bool)).groupby(rows["covariate"]).transform("any")
    refuse(rows, sisters, Suppression.COMPLEMENT)
    kept = ("covariate", "level", "window_days", "published", "reason")
    empty(rows, ~rows["published"].astype(bool), [name for name in rows.columns if name not in kept])
    return sealed(rows, kind="hire_balance", by=["covariate", "level"], rules=rules)


def publish_hire_overlap(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `hire_overlap`: neighbouring steps together until none holds 1 … cell − 1 people of a group.

    Returns: one row a step that is left, `published`; none where a group is under the base.
    """
    needed = ("chance_from", "chance_to", "n_treated", "n_control", "outside")
    merged = pd.DataFrame(_merged(frame, cell=rules.cell), columns=list(frame.columns))
    rows = opened(merged.astype(frame.dtypes.to_dict()), kind="hire_overlap", by=["chance_from"], needed=needed)
    for side in ("treated", "control"):
        small = int(numbers(rows, f"n_{side}").sum()) < rules.base
        few = numbers(rows, f"n_{side}").between(1, rules.cell - 1)
        refuse(rows, few | small, Suppression.BELOW_BASE)
    rows["outside"] = rows["outside"].astype("float64").round(1)
    empty(rows, ~rows["published"].astype(bool), ["n_treated", "n_control", "outside"])
    return sealed(rows, kind="hire_overlap", by=["chance_from"], rules=rules)


def _merged(frame: pd.DataFrame, *, cell: int) -> Iterable[dict[str, object]]:
    """Steps from the lowest; one with a few people takes in the next, the last one the step before it."""
    steps: list[dict[str, object]] = []
    for row in frame.to_dict("records"):
        if steps and _few(steps[-1], cell=cell):
            steps[-1] = _together(steps[-1], row)
        else:
            steps.append({str(name): value for name, value in row.items()})
    while len(steps) > 1 and _few(steps[-1], cell=cell):
        last = steps.pop()
        steps[-1] = _together(steps[-1], last)
    return steps


def _few(step: dict[str, object], *, cell: int) -> bool:
    return any(0 < int(step[f"n_{side}"]) < cell for side in ("treated", "control"))  # type: ignore[call-overload]


def _together(first: dict[str, object], second: dict) -> dict[str, object]:
    counts = {f"n_{side}": first[f"n_{side}"] + second[f"n_{side}"] for side in ("treated", "control")}
    return {**first, **counts, "chance_to": second["chance_to"]}
