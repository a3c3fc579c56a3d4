"""What may be shown of the gap between two audiences: nothing that would give one of them away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, one_sided, opened, refuse, sealed
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression

SIDES = ("first", "second")
MIRROR = ("item", "item_second", "audience_first", "audience_second")
_KEPT = (
    *("direction", "confirmatory", "design", "design_first", "design_second", "wave", "wave_to", "month", "n_levels"),
    *("cluster_method_first", "cluster_method_second", "margin", "confidence", "n_looks", "method"),
    *("published", "reason", "gap_published"),
)
_SAID = ("n_first", "n_second", "status", "movement")
_SHARES = ("gap", "favourable", "change")
_LEVELS = ("mean", "agreement", "consensus", "distance")


def publish_gap_change(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `gap_change`.

    Returns: the rows with `published`, `reason`, `gap_published`. Rows where either audience is under the base are
    empty of numbers and status. Where one of the four shares has few persons on a side, or in a small group nobody,
    every share, gap and change is empty (one of them would give the others back): numbers of persons, status and
    movement stay; means go too when the group is small.
    Raises: ContractError, when a column is missing.
    """
    moments = [f"favourable_{moment}" for moment in ("before", "after")]
    return _published(frame, kind="gap_change", by=MIRROR, shares=moments, rules=rules)


def publish_audience_gap(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `audience_gap`, by the rules of `publish_gap_change`; agreement, consensus and distance go
    where means go.

    Raises: ContractError, when a column is missing.
    """
    return _published(frame, kind="audience_gap", by=(*MIRROR, "wave"), shares=["favourable"], rules=rules)


def _published(frame: pd.DataFrame, *, kind: str, by: Sequence[str], shares: Iterable[str], rules: Rules) -> Published:
    columns = [(f"{share}_{side}", f"n_{side}") for share in shares for side in SIDES]
    rows = opened(frame, kind=kind, by=by, needed=[name for pair in columns for name in pair])
    smaller = pd.concat([numbers(rows, f"n_{side}") for side in SIDES], axis=1).min(axis=1)
    refuse(rows, smaller < rules.base, Suppression.BELOW_BASE)
    hidden, in_small = pd.Series(False, index=rows.index), pd.Series(False, index=rows.index)
    for share, n in columns:
        found = one_sided(rows, share, n, rules=rules)
        hidden |= found
        in_small |= found & (numbers(rows, n) < rules.homogeneity_base)
    named = [name for name in rows.columns if name not in (*by, *_KEPT, *_SAID)]
    empty(rows, hidden, [name for name in named if name.startswith(_SHARES)])
    empty(rows, in_small, [name for name in named if name.startswith(_LEVELS)])
    empty(rows, ~rows["published"], [*named, *(name for name in _SAID if name in rows.columns)])
    rows["gap_published"] = rows["published"] & ~hidden
    return sealed(rows, kind=kind, by=by, rules=rules)
