"""What may be shown of groups side by side."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, sealed
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Grouping, Suppression

_KEPT = ("direction", "design", "wave_from", "wave_to", "month", "landmark", "published", "reason")
_NEEDED = ("n_pairs", "n_unknown", "n_too_early", "n_structures", "largest_structure", "net_shift", "heterogeneity_p")


def publish_heterogeneity(frame: pd.DataFrame, *, rules: Rules, pooled: Collection[str] = ()) -> Published:
    """What may be shown of `heterogeneity`.

    Parameters: pooled, audiences whose territories may not be shown apart.
    Returns: the rows with `published` and `reason`. A grouping is shown whole or not at all: where one of its groups is
    under the base, of one mind in a small group or rests on too few structures, or where few people are of no group,
    the others and the total would give them back. p values have two decimals.
    Raises: ContractError, when a column is missing.
    """
    by = [name for name in ("audience", "item") if name in frame.columns] + ["grouping", "group"]
    rows = opened(frame, kind="heterogeneity", by=by, needed=_NEEDED)
    n_pairs, own = numbers(rows, "n_pairs"), [rows[name] for name in by[:-1]]
    refuse(rows, n_pairs < rules.base, Suppression.BELOW_BASE)
    everybody = (numbers(rows, "net_shift").abs() >= 1) & (n_pairs < rules.homogeneity_base)
    refuse(rows, everybody, Suppression.HOMOGENEOUS)
    few = (numbers(rows, "n_structures") < rules.structures) | (numbers(rows, "largest_structure") > rules.dominance)
    refuse(rows, few, Suppression.DOMINANCE)
    elsewhere = (numbers(rows, "n_unknown") + numbers(rows, "n_too_early")).between(1, rules.base - 1)
    together = (rows["grouping"] == Grouping.TERRITORY) & rows["audience"].isin(list(pooled))
    sisters = (~rows["published"].astype(bool)).groupby(own, dropna=False).transform("any")
    refuse(rows, sisters | elsewhere | together, Suppression.COMPLEMENT)
    for name in ("n_unknown", "n_too_early"):
        empty(rows, numbers(rows, name).between(1, rules.base - 1), [name])
    for name in ("heterogeneity_p", "p_adjusted"):
        rows[name] = rows[name].astype("float64").round(2)
    empty(rows, ~rows["published"].astype(bool), [name for name in rows.columns if name not in (*by, *_KEPT)])
    return sealed(rows, kind="heterogeneity", by=by, rules=rules)
