"""What may be shown of the reliability of scales, and of those who stayed beside those who were lost."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, sealed
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression

SCALE_BY = ("audience", "construct", "wave")
STAYER_BY = ("audience", "item")
SCALE_NUMBERS = ("n_persons", "n_complete", "alpha", "alpha_low", "alpha_high", "omega", "omega_low", "omega_high")
STAYER_NUMBERS = ("n_stayers", "n_leavers", "standardised_difference", "net_shift", "weighted_shift", "n_effective")


def publish_scales(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `scale_reliability`: rows on fewer complete answers than the base lose every number.

    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="scales", by=SCALE_BY, needed=[*SCALE_NUMBERS, "n_items", "decision"])
    refuse(rows, numbers(rows, "n_complete") < rules.base, Suppression.BELOW_BASE)
    empty(rows, ~rows["published"], [*SCALE_NUMBERS, "decision", "reversed_items"])
    return sealed(rows, kind="scales", by=SCALE_BY, rules=rules)


def publish_stayers(frame: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `stayers_and_leavers` with `weighted_shift` beside: no share, no mean of either side.

    Rows with fewer people than the base on either side lose every number; so do those where everybody moved the same
    way in a small group.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(frame, kind="stayers", by=STAYER_BY, needed=STAYER_NUMBERS)
    least = numbers(rows, "n_stayers").combine(numbers(rows, "n_leavers"), min)
    refuse(rows, least < rules.base, Suppression.BELOW_BASE)
    everybody = (numbers(rows, "net_shift").abs() >= 1) & (numbers(rows, "n_stayers") < rules.homogeneity_base)
    refuse(rows, everybody, Suppression.HOMOGENEOUS)
    empty(rows, ~rows["published"], STAYER_NUMBERS)
    kept = [*STAYER_BY, *STAYER_NUMBERS, "published", "reason"]
    return sealed(rows[kept], kind="stayers", by=STAYER_BY, rules=rules)
