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


def publish_jobs(jobs: pd.DataFrame, *, rules: Rules) -> Published:
    """What may be shown of `ecosystem.jobs_to_fill`: a job of few companies, or of one above all, has no numbers.

    Returns: rome, n_companies, n_posts; a job sought by fewer than `rules.structures` companies keeps its code alone;
    where fewer say how many posts, or one has more than `rules.dominance` of them, their number is empty.
    Raises: ContractError, when a column is missing.
    """
    needed = ("n_companies", "n_stating", "n_posts", "largest_share")
    rows = opened(jobs, kind="openings", by=("rome",), needed=needed)
    refuse(rows, numbers(rows, "n_companies").between(1, rules.structures - 1), Suppression.BELOW_BASE)
    empty(rows, ~rows["published"].astype(bool), ["n_companies", "n_posts"])
    few = numbers(rows, "n_stating") < rules.structures
    empty(rows, few | (numbers(rows, "largest_share") > rules.dominance), ["n_posts"])
    return sealed(rows.drop(columns=["n_stating", "largest_share"]), kind="openings", by=("rome",), rules=rules)
