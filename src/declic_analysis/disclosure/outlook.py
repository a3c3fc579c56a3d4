"""What may be shown of expected hires among open applications, and of how well past ones were predicted."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, sealed
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression

_TOTALS = ["expected", "low", "high"]
_COUNTS = ["n_open", "n_too_old", "n_mature", "n_hired"]
_FIT = ["slope", "slope_low", "slope_high", "ratio", "brier", "brier_mean"]


def publish_outlook(summary: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `outlook`'s summary.

    Returns: the row with `published` and `reason`. Fewer open applications than the base: no total. The expected number
    is a whole one; counts under the base are withheld, and hires where what they leave of the mature is as few.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(summary, kind="outlook", by=["state"], needed=[*_TOTALS, *_COUNTS, *_FIT])
    rows["expected"] = rows["expected"].astype("Float64").round(0)
    refuse(rows, numbers(rows, "n_open").between(1, rules.base - 1), Suppression.BELOW_BASE)
    empty(rows, ~rows["published"].astype(bool), _TOTALS)
    left = (numbers(rows, "n_mature") - numbers(rows, "n_hired")).between(1, rules.base - 1)
    for name in _COUNTS:
        few = numbers(rows, name).between(1, rules.base - 1)
        empty(rows, few | left if name == "n_hired" else few, [name])
    return sealed(rows, kind="outlook", by=["state"], rules=rules)


def publish_reliability(points: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `outlook`'s reliability: all groups, or none where one holds few hires or few others.

    Raises: ContractError, when a column is missing.
    """
    rows = opened(
        points, kind="reliability", by=["group"], needed=["n", "n_hired", "predicted", "observed", "low", "high"]
    )
    n, hired = numbers(rows, "n"), numbers(rows, "n_hired")
    few = pd.concat([hired.lt(rules.base), (n - hired).lt(rules.base)], axis="columns").any(axis="columns")
    refuse(rows, few, Suppression.BELOW_BASE)
    refuse(rows, pd.Series(bool(few.any()), index=rows.index), Suppression.COMPLEMENT)
    shown = ["n", "n_hired", "predicted", "observed", "low", "high"]
    empty(rows, ~rows["published"].astype(bool), shown)
    return sealed(rows, kind="reliability", by=["group"], rules=rules)
