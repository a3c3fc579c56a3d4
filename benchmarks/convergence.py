"""The gap between two audiences: coverage of its change, false claims of convergence, Newcombe's coverage enumerated.

`python benchmarks/convergence.py` prints 20 000 draws a case.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import gammaln, xlog1py, xlogy

from declic_analysis.statistics.gaps import GapEvidence, difference, gap_status, paired_sum
from declic_analysis.statistics.interval import Estimate
from declic_analysis.statistics.paired_proportions import tango
from declic_analysis.statistics.proportions import newcombe_difference
from declic_analysis.vocabulary import GapStatus

SEED = 20240616
DRAWS = 20_000


@dataclass(frozen=True)
class Group:
    """People whose favourable share goes from `before` to `after`; phi links a person's two answers."""

    n: int
    before: float
    after: float
    phi: float = 0.5

    @property
    def cells(self) -> np.ndarray:
        """Chances of favourable in both, lost, gained, in neither."""
        both = self.before * self.after + self.phi * np.sqrt(
            self.before * (1 - self.before) * self.after * (1 - self.after)
        )
        both = min(both, self.before, self.after)
        return np.array([both, self.before - both, self.after - both, 1 - self.before - self.after + both])


@dataclass(frozen=True)
class Case:
    first: Group
    second: Group

    @property
    def change(self) -> float:
        return (self.first.after - self.first.before) - (self.second.after - self.second.before)


def drawn(group: Group, *, n: int, rng: np.random.Generator) -> np.ndarray:
    return rng.multinomial(group.n, group.cells, size=n)


def moved(cells: tuple[int, ...], *, confidence: float = 0.95) -> Estimate:
    both, lost, gained, neither = cells
    return tango(gained, lost, both + lost + gained + neither, confidence=confidence)


def summed(cells: tuple[int, ...]) -> Estimate:
    both, lost, gained, neither = cells
    before = np.repeat([1, 1, 0, 0], [both, lost, gained, neither])
    after = np.repeat([1, 0, 1, 0], [both, lost, gained, neither])
    return paired_sum(before, after)


def score(case: Case, *, n: int, rng: np.random.Generator) -> dict[str, float]:
    """Shares of the draws: interval of the change holds the truth, and each status."""
    pairs = zip(drawn(case.first, n=n, rng=rng).tolist(), drawn(case.second, n=n, rng=rng).tolist(), strict=True)
    covered, told = 0, []
    for a, b in pairs:
        first, second = moved(tuple(a)), moved(tuple(b))
        change = difference(first, second)
        narrow = difference(moved(tuple(a), confidence=0.9), moved(tuple(b), confidence=0.9))
        covered += change.low <= case.change <= change.high
        total = difference(summed(tuple(a)), summed(tuple(b)))
        told.append(gap_status(GapEvidence(change, narrow, total, first, second)))
    return {"covered": covered / n, **{status.value: told.count(status) / n for status in GapStatus}}


def newcombe_coverage(n: int, m: int, p: float, q: float) -> float:
    """P(Newcombe's interval holds p − q), all outcomes of two binomials enumerated."""
    total = 0.0
    weight_q = _binomial(m, q)
    for x, wx in enumerate(_binomial(n, p)):
        for y, wy in enumerate(weight_q):
            if wx * wy > 1e-12:
                found = newcombe_difference((x, n), (y, m))
                total += wx * wy * (found.low <= p - q <= found.high)
    return total


def _binomial(n: int, p: float) -> np.ndarray:
    x = np.arange(n + 1)
    return np.exp(gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1) + xlogy(x, p) + xlog1py(n - x, -p))


def cases() -> Iterator[Case]:
    for n, m in ((26, 107), (50, 107), (12, 50)):
        yield Case(Group(n, 0.6, 0.6), Group(m, 0.4, 0.4))  # a gap that does not move
        yield Case(Group(n, 0.5, 0.7), Group(m, 0.5, 0.7))  # no gap, both rise
        yield Case(Group(n, 0.9, 0.9), Group(m, 0.5, 0.5))  # ceiling
        yield Case(Group(n, 0.7, 0.7), Group(m, 0.4, 0.65))  # the lower side rises
        yield Case(Group(n, 0.7, 0.45), Group(m, 0.4, 0.4))  # the better side falls


def main(n: int = DRAWS) -> None:
    rng = np.random.default_rng(SEED)
    print("first: n before after | second: n before after | covered reduced stable increased uncertain")
    for case in cases():
        found, a, b = score(case, n=n, rng=rng), case.first, case.second
        shares = " ".join(f"{found[key]:8.3f}" for key in ("covered", "reduced", "stable", "increased", "uncertain"))
        print(f"{a.n:4d} {a.before:.2f} {a.after:.2f} | {b.n:4d} {b.before:.2f} {b.after:.2f} | {shares}")
    print("Newcombe, enumerated: coverage of the gap")
    for (k, m), p, q in product(((8, 26), (26, 107), (50, 107)), (0.1, 0.5, 0.9), (0.2, 0.5)):
        print(f"{k:4d} {m:4d} {p:.1f} {q:.1f} {newcombe_coverage(k, m, p, q):.4f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DRAWS)
