"""Do groups differ? People (or whole actions) are dealt out to the groups anew.

Statistic: sum over groups of size × (mean − overall mean)². All deals are enumerated where they are few.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import factorial
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Floats, Ints

ENUMERATED = 5000  # deals, at most
_TOLERANCE = 1e-9


class GroupTest(NamedTuple):
    """p (NaN where only one deal exists); dealt: `persons`, `clusters`, `within_clusters` or `nothing`; n_deals."""

    p: float
    dealt: str
    exact: bool
    n_deals: int


def group_test(
    values: ArrayLike,
    groups: ArrayLike,
    *,
    clusters: ArrayLike | None = None,
    rng: np.random.Generator,
    draws: int = 9999,
) -> GroupTest:
    """Permutation p of equal means of the groups.

    Parameters: one value and group a person; `clusters`: actions, where recorded. Where each action lies in one group,
    whole actions are dealt out; where some action has people of several groups, people are dealt out within their
    action, so that differences between actions never pass for differences between groups.
    Exact up to 5 000 deals; else `draws` of them, p = (1 + as far) / (1 + draws).
    Raises: ContractError, when lengths differ.
    References: Pitman 1937; Phipson & Smyth 2010 (doi:10.2202/1544-6115.1585), for the 1 +.
    """
    value = np.asarray(values, dtype=np.float64)
    group = np.unique(np.asarray(groups), return_inverse=True)[1]
    own = np.arange(len(value)) if clusters is None else np.unique(np.asarray(clusters), return_inverse=True)[1]
    if not len(value) == len(group) == len(own):
        raise ContractError(
            message(fr="Les longueurs diffèrent.", en="Lengths differ."), where="values, groups, clusters"
        )
    if len(np.unique(group)) < 2:
        return GroupTest(np.nan, "nothing", exact=True, n_deals=1)
    inside = len(np.unique(np.column_stack([own, group]), axis=0)) > len(np.unique(own))
    if inside:
        return _within(value, group, own, rng=rng, draws=draws)
    labels = "persons" if len(np.unique(own)) == len(value) else "clusters"
    return _between(value, group, own, labels, rng=rng, draws=draws)


def _between(value: Floats, group: Ints, own: Ints, dealt: str, *, rng: np.random.Generator, draws: int) -> GroupTest:
    """Clusters (or persons: clusters of one) with their totals and sizes are dealt out to the groups."""
    totals, sizes = np.bincount(own, weights=value), np.bincount(own).astype(np.float64)
    label = np.zeros(len(sizes), dtype=np.int64)
    label[own] = group
    overall, n = value.mean(), int(group.max()) + 1

    def far(deal: Ints) -> float:
        size = np.bincount(deal, weights=sizes, minlength=n)
        return float(((np.bincount(deal, weights=totals, minlength=n) - size * overall) ** 2 / size).sum())

    n_deals = _deals(label)
    seen = far(label) - _TOLERANCE
    if n_deals <= ENUMERATED:
        found = [far(np.array(deal)) >= seen for deal in _arrangements(np.bincount(label).tolist())]
        return GroupTest(float(np.mean(found)) if n_deals > 1 else np.nan, dealt, exact=True, n_deals=n_deals)
    hits = sum(far(rng.permutation(label)) >= seen for _ in range(draws))
    return GroupTest((1 + hits) / (1 + draws), dealt, exact=False, n_deals=draws)


def _within(value: Floats, group: Ints, own: Ints, *, rng: np.random.Generator, draws: int) -> GroupTest:
    """People are dealt out inside their cluster; a cluster of one group tells nothing and stays as it is."""
    overall, n = value.mean(), int(group.max()) + 1
    sizes = np.bincount(group, minlength=n)
    order = np.lexsort((group, own))
    value, group, own = value[order], group[order], own[order]

    def far(numbers: Floats) -> float:
        return float(((np.bincount(group, weights=numbers, minlength=n) - sizes * overall) ** 2 / sizes).sum())

    seen, hits = far(value) - _TOLERANCE, 0
    for _ in range(draws):
        hits += far(value[np.lexsort((rng.random(len(value)), own))]) >= seen
    return GroupTest((1 + hits) / (1 + draws), "within_clusters", exact=False, n_deals=draws)


def _deals(label: Ints) -> int:
    ways = factorial(len(label))
    for size in np.bincount(label).tolist():
        ways //= factorial(size)
    return ways


def _arrangements(left: list[int]) -> Iterator[list[int]]:
    """Every distinct order of labels 0, 1, … that holds each as often as `left` says."""
    if not any(left):
        yield []
        return
    for label, times in enumerate(left):
        if times:
            rest = [n - (place == label) for place, n in enumerate(left)]
            yield from ([label, *others] for others in _arrangements(rest))
