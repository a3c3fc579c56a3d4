"""What may be shown of changes beside those of a comparison group."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, sealed, small
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression

_KEPT = (
    *("audience", "item", "direction", "confirmatory", "wave_from", "wave_to", "confidence", "cluster_method"),
    *("published", "reason", "lost_published"),
)
_LOST = ("n_people_treated", "n_people_control", "n_after_treated", "n_after_control", "lost_p")
_NEEDED = ("n_treated", "n_control", "did", "did_error", "change_treated", "change_control", "verdict", *_LOST)


def publish_group_comparison(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `group_comparison`.

    Returns: the rows with `published`, `reason` and `lost_published`. A question is empty of numbers where either group
    has fewer pairs than the base, or where everybody of a small group changed by as much. The people lost are withheld
    in both groups, with what gives them back, where they are few in one.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="group_comparison", by=["audience", "item"], needed=_NEEDED)
    pairs = pd.concat([numbers(rows, "n_treated"), numbers(rows, "n_control")], axis=1).min(axis=1)
    refuse(rows, pairs < rules.base, Suppression.BELOW_BASE)
    refuse(rows, ~(numbers(rows, "did_error") > 0) & (pairs < rules.homogeneity_base), Suppression.HOMOGENEOUS)
    few = pd.Series(False, index=rows.index)
    for side in ("treated", "control"):
        few |= (numbers(rows, f"n_people_{side}") - numbers(rows, f"n_after_{side}")).between(1, rules.cell - 1)
        few |= small(rows, f"n_after_{side}", under=rules.base)
    empty(rows, few, _LOST)
    rows["lost_published"] = rows["published"] & ~few
    empty(rows, ~rows["published"].astype(bool), [name for name in rows.columns if name not in _KEPT])
    return sealed(rows, kind="group_comparison", by=["audience", "item"], rules=rules)
