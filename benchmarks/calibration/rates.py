"""Rates of few groups of few people: do hierarchical intervals hold each group's rate, and plug-in ones?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from scipy.special import betainc

from calibration.cell import Cell, coverage_goal
from declic_analysis.statistics.beta_binomial import Posterior, posterior
from declic_analysis.statistics.proportions import wilson

SIZES = {4: (8, 15, 30, 50), 8: (8, 8, 12, 15, 20, 30, 40, 50)}  # people a group, by number of groups
RATES = (0.1, 0.3)
ALIKE = (0.02, 0.15)  # ρ: correlation of two people of one group
TAIL = 0.025
MIDDLE = 26  # about the mean size: decides which goal holds


def cells(draws: int, rng: np.random.Generator) -> Iterator[Cell]:
    """A tenth of the draws: each takes a quadrature. Coverage is over all groups, and over the groups of 8 alone."""
    some = max(1, draws // 10)
    for groups, mu, rho in product(SIZES, RATES, ALIKE):
        n = np.array(SIZES[groups])
        held = np.array([_held(n, mu=mu, rho=rho, rng=rng) for _ in range(some)])  # draw × method × group
        about = f"{groups} groups of 8 to 50, mean rate {mu:g}, ρ {rho:g}"
        for k, method in enumerate(("hierarchical posterior", "plug-in (most likely μ and ρ)", "Wilson, group alone")):
            goal = coverage_goal(MIDDLE) if k == 0 else None
            yield Cell(method, "coverage of a group's rate", about, MIDDLE, float(held[:, k].mean()), some, goal)
            small = coverage_goal(8) if k == 0 else None
            eight = float(held[:, k][:, n == 8].mean())
            yield Cell(method, "coverage, groups of 8", about, 8, eight, some, small)


def _held(n: np.ndarray, *, mu: float, rho: float, rng: np.random.Generator) -> np.ndarray:
    total = 1 / rho - 1
    truth = rng.beta(mu * total, (1 - mu) * total, size=len(n))
    x = rng.binomial(n, truth)
    found = posterior(x, n)
    alone = [wilson(int(k), int(m)) for k, m in zip(x, n, strict=True)]
    return np.array(
        [
            _inside(found.below(truth)),
            _inside(_plugged(found, truth)),
            [one.low <= rate <= one.high for one, rate in zip(alone, truth, strict=True)],
        ]
    )


def _plugged(found: Posterior, truth: np.ndarray) -> np.ndarray:
    """Probability under each rate with the likeliest node of the quadrature in the place of all of them."""
    best = int(np.argmax(found.height))
    a, b = (float(shape[best]) for shape in found.shapes)
    return np.asarray(betainc(found.successes + a, found.n - found.successes + b, truth))


def _inside(below: np.ndarray) -> np.ndarray:
    return (below >= TAIL) & (below <= 1 - TAIL)
