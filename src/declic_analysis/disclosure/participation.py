"""What may be shown of who took part. Taking part is no answer: counts go as those of a flow do."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from declic_analysis.disclosure.marks import (
    all_numbers,
    beside_a_refusal,
    empty,
    numbers,
    opened,
    refuse,
    sealed,
    small,
    withhold,
)
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression

OF_ACTIONS = ("n_actions", "n_planned", "n_with_sheet", "n_counted")
OF_ABSENCE = ("n_noshow", "noshow_rate", "noshow_low", "noshow_high")
_NEEDED = (
    *OF_ACTIONS,
    *("n_persons", "n_unrecognised", "n_participations", "n_resolved", "n_repeat"),
    *OF_ABSENCE,
)


def publish_participation(taken: pd.DataFrame, *, rules: Rules, by: Sequence[str] = ()) -> Published:
    """What may be shown of `ecosystem.participation`.

    Returns: actions are no persons: their counts always stay. Rows of 1 … base − 1 persons, and their sisters, lose
    the counts of persons; elsewhere few repeat participants or unexcused absences are withheld, zeros show.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(taken, kind="participation", by=by, needed=_NEEDED)
    refuse(rows, small(rows, "n_persons", under=rules.base), Suppression.BELOW_BASE)
    sisters = beside_a_refusal(rows, numbers(rows, "n_persons"), by=by, pooled=())
    refuse(rows, sisters, Suppression.COMPLEMENT)
    withhold(rows, ["n_repeat"], small(rows, "n_repeat", under=rules.base), by=by)
    withhold(rows, ["n_unrecognised"], small(rows, "n_unrecognised", under=rules.base), by=by)
    withhold(rows, OF_ABSENCE, small(rows, "n_noshow", under=rules.base), by=by)
    # Participations are shown beside: resolved minus these are the absences of both kinds.
    missed = numbers(rows, "n_resolved") - numbers(rows, "n_participations")
    withhold(rows, ["n_resolved", *OF_ABSENCE], missed.between(1, rules.base - 1), by=by)
    of_persons = [name for name in all_numbers(rows, by=by) if name not in OF_ACTIONS]
    empty(rows, ~rows["published"], of_persons)
    return sealed(rows, kind="participation", by=by, rules=rules)
