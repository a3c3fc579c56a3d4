"""What may be shown of the shared diagnosis: what a side of few structures says is theirs alone."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure.marks import empty, numbers, opened, refuse, sealed
from declic_analysis.disclosure.rules import Published, Rules
from declic_analysis.vocabulary import Suppression

_KEYS = ("rome", "concerned", "element")
_COUNTS = ("n_first_answering", "n_second_answering", "n_first_naming", "n_second_naming")


def publish_diagnosis(diagnosis: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `ecosystem.shared_diagnosis`.

    Returns: a job and public where a side answered through fewer than `rules.structures` structures loses element,
    counts and state: what is said there is one structure's word. Where it is shown, fewer structures than that on
    either side of a count are not counted; the state stays. What nobody answered is shown.
    Raises: ContractError, when a column is missing.
    """
    rows = opened(diagnosis, kind="diagnosis", by=_KEYS, needed=(*_COUNTS, "sharing"))
    few = pd.Series(False, index=rows.index)
    for name in _COUNTS[:2]:
        few |= numbers(rows, name).between(1, rules.structures - 1)
    refuse(rows, few, Suppression.BELOW_BASE)
    for naming, answering in zip(_COUNTS[2:], _COUNTS[:2], strict=True):
        own, rest = numbers(rows, naming), numbers(rows, answering) - numbers(rows, naming)
        empty(rows, own.between(1, rules.structures - 1) | rest.between(1, rules.structures - 1), [naming])
    empty(rows, ~rows["published"].astype(bool), ["element", "sharing", *_COUNTS])
    return sealed(rows, kind="diagnosis", by=_KEYS, rules=rules)
