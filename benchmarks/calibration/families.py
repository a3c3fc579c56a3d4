"""Confirmatory items of one audience: the chance of any false claim, Holm's adjustment and the gate together.

Items of one person are alike (correlation 0.3 on the latent line); people of one action too, where the ICC is not 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import ndtri

from calibration.cell import FAMILY, Cell
from calibration.clustered import Case, filled, flips
from declic_analysis.statistics.clusters import Limits, cr2_limits
from declic_analysis.statistics.interval import Ints
from declic_analysis.statistics.multiplicity import holm
from declic_analysis.statistics.paired_proportions import sign_p_values, tango_bounds
from declic_analysis.statistics.verdict import LEAST_MOVED

ITEMS = 6
ALIKE = 0.3
MOVING = 0.5
BATCH = 2000


@dataclass(frozen=True)
class Family:
    """Six items on the people of a layout; the first `rising` of them rise by 30 points, the others do not move."""

    layout: Case
    rising: int
    clustered: bool

    @property
    def text(self) -> str:
        people = self.layout.text.split(", 50")[0] if self.clustered else "independent people"
        return f"{ITEMS} items, {self.rising} of them rise; {people}"


def moves(family: Family, *, n: int, rng: np.random.Generator) -> Ints:
    """−1, 0, 1: draws × people × items."""
    sizes = family.layout.sizes
    people = int(sizes.sum())
    group = np.repeat(np.arange(len(sizes)), sizes)
    action = rng.standard_normal((n, len(sizes), ITEMS))[:, group]
    person = rng.standard_normal((n, people, 1))
    own = rng.standard_normal((n, people, ITEMS))
    icc = family.layout.icc if family.clustered else 0.0
    latent = np.sqrt(icc) * action + np.sqrt(ALIKE) * person + np.sqrt(1 - ALIKE - icc) * own
    shift = np.where(np.arange(ITEMS) < family.rising, 0.3, 0.0)
    fall, rise = ndtri((MOVING - shift) / 2), ndtri(1 - (MOVING + shift) / 2)
    return (latent > rise).astype(np.int64) - (latent < fall)


def evidence(family: Family, drawn: Ints) -> tuple[Limits, np.ndarray, Ints]:
    """Limits, p and moved pairs of each draw × item."""
    up, down = (drawn == 1).sum(axis=1), (drawn == -1).sum(axis=1)
    alone, people = Limits(*tango_bounds(up, down, drawn.shape[1])), up + down
    if not family.clustered:
        return alone, sign_p_values(up, down), people
    sizes = family.layout.sizes
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    totals = np.moveaxis(np.add.reduceat(drawn, starts, axis=1), 1, 2)
    p = flips(totals.reshape(-1, len(sizes))).reshape(totals.shape[:2])
    return filled(cr2_limits(totals, sizes, people), alone), p, people


def any_false_claim(family: Family, *, n: int, rng: np.random.Generator) -> float:
    """Share of draws in which an item that does not move is said to improve or to worsen."""
    false = 0
    for batch in np.array_split(np.arange(n), max(1, n // BATCH)):
        limits, p, people = evidence(family, moves(family, n=len(batch), rng=rng))
        passed = np.array([holm(row) for row in p]) <= 0.05
        claimed = passed & ((limits.low > 0) | (limits.high < 0)) & (people >= LEAST_MOVED)
        false += int(claimed[:, family.rising :].any(axis=1).sum())
    return false / n


def cells(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    layouts = (Case(26, 8, MOVING, 0, 0.1, "few"), Case(50, 12, MOVING, 0, 0.1, "three"))
    layouts += (Case(107, 16, MOVING, 0, 0.1, "few"), Case(107, 16, MOVING, 0, 0.2, "equal"))
    for layout, rising, clustered in product(layouts, (0, 3), (False, True)):
        if layout.icc == 0.2 and not clustered:
            continue  # the same independent people again
        family = Family(layout, rising, clustered)
        found = any_false_claim(family, n=n, rng=rng)
        yield Cell("Holm and the gate", "any false claim", family.text, layout.n_pairs, found, n, FAMILY)
