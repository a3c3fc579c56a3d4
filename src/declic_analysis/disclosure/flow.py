"""What may be shown of who was asked, who answered, who can be followed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

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

COLLECTED = ("n_before", "n_after", "n_persons", "n_identified", "n_pairs")
GIVES_PAIRS = ("n_after", "n_persons", "n_identified")
_NEEDED = ("n_invited", *COLLECTED, "response_rate")


def publish_flow(flow: pd.DataFrame, *, rules: Rules, by: Sequence[str], pooled: Collection[str] = ()) -> Published:
    """What may be shown of `collection_flow`.

    Returns: rows under the base empty of numbers; elsewhere counts under the base are empty, and with the pairs what
    would give them back; zeros stay.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(flow, kind="flow", by=by, needed=_NEEDED)
    n_persons = numbers(rows, "n_persons")
    # Nobody answered: a zero points at no one, and the reader must see it.
    refuse(rows, (n_persons < rules.base) & (n_persons != 0), Suppression.BELOW_BASE)
    refuse(rows, beside_a_refusal(rows, n_persons, by=by, pooled=pooled), Suppression.COMPLEMENT)
    answered = numbers(rows, "response_rate") * numbers(rows, "n_invited")
    withhold(rows, ["response_rate"], answered.round().between(1, rules.base - 1), by=by)
    # Persons = before + after − pairs: with the pairs withheld, the other three would give them back.
    few_pairs = small(rows, "n_pairs", under=rules.base)
    for name in COLLECTED:
        few = small(rows, name, under=rules.base)
        withhold(rows, [name], few | few_pairs if name in GIVES_PAIRS else few, by=by)
    empty(rows, ~rows["published"], all_numbers(rows, by=by))
    return sealed(rows, kind="flow", by=by, rules=rules)
