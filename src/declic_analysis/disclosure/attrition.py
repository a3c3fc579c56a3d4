"""What may be shown of the worst and best case of a net shift."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, sealed, small
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression

BY = ("audience", "item")
_KEPT = (*BY, "wave_from", "wave_to", "published", "reason", "range_published")


def publish_range(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `shift_range`.

    Returns: the rows with `published`, `reason`, `range_published`. Rows under the base, and rows where everybody moved
    the same way in a small group, are empty of numbers. Rises and falls are never shown here. Where few people were
    lost, the range (which with the net shift gives their number) is empty.
    Raises: ContractError, when a column is missing.
    """
    needed = ("n_pairs", "net_shift", "n_missing", "worst", "best", "n_missing_invited")
    rows = opened(frame, kind="range", by=BY, needed=needed)
    n_pairs = numbers(rows, "n_pairs")
    refuse(rows, n_pairs < rules.base, Suppression.BELOW_BASE)
    everybody = (numbers(rows, "net_shift").abs() >= 1) & (n_pairs < rules.homogeneity_base)
    refuse(rows, everybody, Suppression.HOMOGENEOUS)
    few, few_invited = (small(rows, name, under=rules.cell) for name in ("n_missing", "n_missing_invited"))
    empty(rows, few, ["n_missing", "worst", "best"])
    empty(rows, few_invited, ["n_missing_invited", "n_invited", "worst_invited", "best_invited"])
    empty(rows, ~rows["published"], [name for name in rows.columns if name not in _KEPT])
    rows["range_published"] = rows["published"] & ~few
    return sealed(rows.drop(columns=["n_up", "n_down"], errors="ignore"), kind="range", by=BY, rules=rules)
