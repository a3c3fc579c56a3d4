"""People of one action are alike: coverage of the intervals, level of the sign-flip, false improvements, power.

People of one action share their chance to rise, so that net shifts have the intraclass correlation named. Sizes of
actions: equal; 1 to 3 (the largest three times the smallest); a few large ones (k-th in proportion to 1/k).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import stdtrit

from calibration.cell import ENOUGH, FALSE_CLAIM, LEVEL, Cell, Goal, coverage_goal
from declic_analysis.statistics.clusters import Limits, cr2_limits, gathered, sign_flip, sign_flip_p_values
from declic_analysis.statistics.interval import Ints
from declic_analysis.statistics.paired_proportions import sign_p_values, tango_bounds
from declic_analysis.statistics.planning import Campaign, gate_power, pairs_needed
from declic_analysis.statistics.signed_rank import signed_rank, signed_ranks
from declic_analysis.statistics.verdict import LEAST_MOVED

LAYOUTS = ((26, 5), (26, 8), (50, 8), (50, 16), (107, 8), (107, 16), (107, 35))
KINDS = {"equal": "equal actions", "three": "actions of 1 to 3", "few": "a few large actions"}
ICCS = (0.0, 0.05, 0.1, 0.2)
BATCH = 2000  # draws of one exact sign-flip: their masses fill the memory


@dataclass(frozen=True)
class Case:
    """Pairs in clusters; `moving` of them move, `shift` is the net shift in truth, `icc` its intraclass correlation."""

    n_pairs: int
    n_clusters: int
    moving: float
    shift: float
    icc: float
    kind: str = "equal"

    @property
    def sizes(self) -> Ints:
        """At least one person each; what rounding leaves goes to the largest."""
        ranks = np.arange(1, self.n_clusters + 1)
        shapes = {"equal": np.ones(self.n_clusters), "three": np.linspace(3, 1, self.n_clusters), "few": 1 / ranks}
        weight = shapes[self.kind] / shapes[self.kind].sum()
        sizes = 1 + np.floor((self.n_pairs - self.n_clusters) * weight).astype(np.int64)
        return sizes + (ranks <= self.n_pairs - sizes.sum())

    @property
    def spread(self) -> float:
        """Share of the variance of the chance to rise that lies between actions; 1 or more cannot be."""
        chance = (1 + self.shift / self.moving) / 2
        return self.icc * (self.moving - self.shift**2) / (4 * self.moving**2 * chance * (1 - chance))

    @property
    def group(self) -> str:
        return f"{KINDS[self.kind]}, ICC {self.icc:g}"

    @property
    def text(self) -> str:
        truth = f"{round(100 * self.moving)} % move, net shift {round(100 * self.shift)} points"
        return f"{self.n_clusters} actions ({KINDS[self.kind]}), ICC {self.icc:g}, {truth}"


@dataclass(frozen=True)
class Score:
    """Shares of the draws: intervals that hold the truth, p at most 5 %, verdicts of improvement.

    `fixed`: CR2 with t(clusters − 1); `ignoring`: people taken as independent. Both are what was not kept.
    """

    covered: float
    covered_fixed: float
    covered_ignoring: float
    rejected: float
    rejected_ignoring: float
    improved: float
    improved_ignoring: float


def draws(case: Case, *, n: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Rises and falls, draws × clusters."""
    chance = (1 + case.shift / case.moving) / 2
    shape = (n, case.n_clusters)
    rising = np.full(shape, chance)
    if case.spread > 0:
        strength = 1 / case.spread - 1
        rising = rng.beta(chance * strength, (1 - chance) * strength, size=shape)
    moved = rng.binomial(case.sizes, case.moving, size=shape)
    up = rng.binomial(moved, rising)
    return up, moved - up


def fixed_limits(totals: Ints, sizes: Ints) -> Limits:
    """CR2 with t(clusters − 1), as it was before: NaN where all clusters have one mean."""
    n, g = sizes.sum(), len(sizes)
    mean = totals.sum(axis=1) / n
    error = np.sqrt(((totals - sizes * mean[:, None]) ** 2 / (1 - sizes / n)).sum(axis=1)) / n
    half = np.where(error > 1e-12, stdtrit(g - 1, 0.975) * error, np.nan)
    return Limits(mean - half, mean + half)


def filled(limits: Limits, fallback: Limits) -> Limits:
    """Where all clusters have one mean, reports print the interval of independent people."""
    return Limits(*(np.where(np.isnan(own), other, own) for own, other in zip(limits, fallback, strict=True)))


def flips(totals: Ints) -> np.ndarray:
    parts = np.array_split(totals, max(1, len(totals) // BATCH))
    return np.concatenate([sign_flip_p_values(part) for part in parts]) if len(totals) else np.zeros(0)


def held(limits: Limits, truth: float) -> float:
    return float(((limits.low <= truth) & (truth <= limits.high)).mean())


def score(case: Case, *, n: int, rng: np.random.Generator) -> Score:
    up, down = draws(case, n=n, rng=rng)
    totals, ups, downs = up - down, up.sum(axis=1), down.sum(axis=1)
    alone = Limits(*tango_bounds(ups, downs, case.n_pairs))
    limits = filled(cr2_limits(totals, case.sizes, ups + downs), alone)
    p, enough = flips(totals), ups + downs >= LEAST_MOVED
    own_p = sign_p_values(ups, downs)
    ignoring = (alone.low > 0) & (own_p <= 0.05) & enough
    return Score(
        covered=held(limits, case.shift),
        covered_fixed=held(filled(fixed_limits(totals, case.sizes), alone), case.shift),
        covered_ignoring=held(alone, case.shift),
        rejected=float((p <= 0.05).mean()),
        rejected_ignoring=float((own_p <= 0.05).mean()),
        improved=float(((limits.low > 0) & (p <= 0.05) & enough).mean()),
        improved_ignoring=float(ignoring.mean()),
    )


def cases() -> Iterator[Case]:
    """All that can be: a small share moving cannot be very alike."""
    for (n, g), kind, moving, icc, shift in product(LAYOUTS, KINDS, (0.3, 0.6), ICCS, (0.0, 0.2)):
        case = Case(n, g, moving, shift, icc, kind)
        if case.spread < 1:
            yield case


def clustered(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    for case in cases():
        found = score(case, n=n, rng=rng)
        yield _cell("CR2, net shift by action", "coverage", case, found.covered, n, coverage_goal(case.n_pairs))
        yield _cell("CR2 with t(G − 1) (replaced)", "coverage", case, found.covered_fixed, n)
        yield _cell("Tango ignoring actions (not used)", "coverage", case, found.covered_ignoring, n)
        if case.shift == 0:
            yield _cell("cluster sign-flip, exact", "level", case, found.rejected, n, LEVEL)
            yield _cell("sign test ignoring actions (not used)", "level", case, found.rejected_ignoring, n)
            yield _cell("verdict, by action", "false improvement", case, found.improved, n, FALSE_CLAIM)
            name = "verdict ignoring actions (not used)"
            yield _cell(name, "false improvement", case, found.improved_ignoring, n)
        else:
            yield _cell("verdict, by action", "power of “improvement”", case, found.improved, n)


def _cell(method: str, measure: str, case: Case, value: float, draws: int, goal: Goal | None = None) -> Cell:
    return Cell(method, measure, case.text, case.n_pairs, value, draws, goal, group=case.group)


def ranked(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    """The signed-rank test by action and ignoring actions; a third of moves are of two levels. A tenth of the draws."""
    for (pairs, g), kind, icc in product(((26, 8), (50, 16), (107, 16)), ("equal", "few"), (0.0, 0.1, 0.2)):
        case, some = Case(pairs, g, 0.6, 0.0, icc, kind), max(1, n // 10)
        up, down = draws(case, n=some, rng=rng)
        two_up, two_down = rng.binomial(up, 1 / 3), rng.binomial(down, 1 / 3)
        kept = ignoring = 0
        for parts in zip(up - two_up, two_up, down - two_down, two_down, strict=True):
            moves = np.stack([*parts, case.sizes - sum(parts)], axis=1)
            changes = np.repeat(np.tile([1, 2, -1, -2, 0], g), moves.ravel())
            groups = np.repeat(np.arange(g), case.sizes)
            kept += sign_flip(gathered(signed_ranks(changes), groups).totals).p <= 0.05
            ignoring += signed_rank(changes).p <= 0.05
        yield _cell("signed-rank by action, exact", "level", case, kept / some, some, LEVEL)
        yield _cell("signed-rank ignoring actions (replaced)", "level", case, ignoring / some, some)


def bootstrap(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    """The percentile cluster bootstrap that CR2 replaced from 30 actions on; a tenth of the draws, 999 resamples."""
    for kind, icc in product(KINDS, (0.0, 0.1)):
        case = Case(107, 30, 0.6, 0.0, icc, kind)
        up, down = draws(case, n=max(1, n // 10), rng=rng)
        count = sum(_resampled_holds(t, case.sizes, rng) for t in up - down)
        name = "cluster bootstrap, percentile (replaced)"
        yield _cell(name, "coverage", case, count / len(up), len(up))
        kept = score(case, n=n, rng=rng).covered
        yield _cell("CR2, net shift by action", "coverage", case, kept, n, coverage_goal(107))


def _resampled_holds(totals: Ints, sizes: Ints, rng: np.random.Generator) -> bool:
    picked = rng.integers(len(sizes), size=(999, len(sizes)))
    low, high = np.quantile(totals[picked].sum(axis=1) / sizes[picked].sum(axis=1), [0.025, 0.975])
    return bool(low <= 0 <= high)


def planned(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    """Do the pairs that planning asks for find the change? Fresh draws, beside the 2 000 it used."""
    for moving, shift, size, icc in ((0.45, 0.2, 5, 0.05), (0.45, 0.3, 8, 0.1), (0.6, 0.2, 4, 0.1)):
        campaign = Campaign(moving, shift, size, icc)
        pairs = int(pairs_needed(campaign, rng=np.random.default_rng(1)))
        power = gate_power(pairs, campaign, rng=rng, draws=n)
        case = f"{size} people an action, ICC {icc:g}, {moving:.0%} move, net shift {shift:.0%}".replace("%", " %")
        yield Cell("pairs needed, by action", "power", case, pairs, power, n, ENOUGH, group=case)


def cells(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    for part in (clustered, ranked, bootstrap, planned):
        yield from part(n, rng)
