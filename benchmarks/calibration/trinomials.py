"""Rise, fall or unchanged: every outcome enumerated, nothing drawn."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np
from scipy.special import betaincinv, gammaln, xlogy

from calibration.cell import ENOUGH, FALSE_CLAIM, LEVEL, SIZES, Cell, coverage_goal
from declic_analysis.statistics.clusters import Limits
from declic_analysis.statistics.detectable import smallest_detectable
from declic_analysis.statistics.paired_proportions import mcnemar, sign_p_values, tango_bounds
from declic_analysis.statistics.planning import Campaign, pairs_needed
from declic_analysis.statistics.proportions import jeffreys, newcombe_difference, wilson
from declic_analysis.statistics.verdict import Evidence, Moves, verdict
from declic_analysis.vocabulary import Verdict

MOVING = (0.1, 0.3, 0.5, 0.7)
SHIFTS = (0.0, 0.1, 0.2, 0.3)
MARGIN = 0.10
IMPROVED = (Verdict.IMPROVEMENT, Verdict.IMPROVEMENT_NOTABLE)


@cache
def outcomes(n: int) -> np.ndarray:
    """Every (up, down) of n pairs."""
    up, down = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
    inside = up + down <= n
    return np.column_stack([up[inside], down[inside]])


def weights(n: int, *, moving: float, shift: float) -> np.ndarray:
    up, down = outcomes(n).T
    same = n - up - down
    chances = ((moving + shift) / 2, (moving - shift) / 2, 1 - moving)
    logs = gammaln(n + 1) - gammaln(up + 1) - gammaln(down + 1) - gammaln(same + 1)
    return np.exp(logs + sum(xlogy(k, p) for k, p in zip((up, down, same), chances, strict=True)))


@cache
def limits(n: int, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    up, down = outcomes(n).T
    found = tango_bounds(up, down, n, confidence=confidence)
    return found.low, found.high


@cache
def verdicts(n: int) -> np.ndarray:
    """The verdict of every outcome, as the reports give it (one item, margin 10 points)."""
    low, high = limits(n)
    narrow_low, narrow_high = limits(n, 0.90)
    p = sign_p_values(*outcomes(n).T)
    told = [
        verdict(Moves(int(up), int(down), n), Evidence(*map(float, evidence)), margin=MARGIN)
        for (up, down), evidence in zip(
            outcomes(n), zip(low, high, narrow_low, narrow_high, p, strict=True), strict=True
        )
    ]
    return np.array([word.value for word in told])


def told(n: int, words: tuple[Verdict, ...], *, moving: float, shift: float) -> float:
    """P(the verdict is one of `words`)."""
    return float(weights(n, moving=moving, shift=shift)[np.isin(verdicts(n), [w.value for w in words])].sum())


def covered(n: int, *, moving: float, shift: float) -> float:
    low, high = limits(n)
    return float(weights(n, moving=moving, shift=shift)[(low <= shift) & (shift <= high)].sum())


def _name(moving: float, shift: float) -> str:
    return f"{round(100 * moving)} % move, net shift {round(100 * shift)} points"


def _truths() -> Iterator[tuple[int, float, float]]:
    return ((n, m, s) for n, m, s in product(SIZES, MOVING, SHIFTS) if s <= m)


def net_shift() -> Iterator[Cell]:
    """Tango's interval, and what the verdict says."""
    for n, moving, shift in _truths():
        case = _name(moving, shift)
        found = covered(n, moving=moving, shift=shift)
        yield Cell("Tango, net shift", "coverage", case, n, found, goal=coverage_goal(n))
    for n, moving in product(SIZES, MOVING):
        claim = told(n, IMPROVED, moving=moving, shift=0.0)
        yield Cell("verdict, independent pairs", "false improvement", _name(moving, 0), n, claim, goal=FALSE_CLAIM)
        if moving > MARGIN:
            claim = told(n, (Verdict.IMPROVEMENT_NOTABLE,), moving=moving, shift=MARGIN)
            case = _name(moving, MARGIN)
            yield Cell("verdict, independent pairs", "false “notable”", case, n, claim, goal=FALSE_CLAIM)
            claim = told(n, (Verdict.EQUIVALENT,), moving=moving, shift=MARGIN)
            yield Cell("verdict, independent pairs", "false “equivalent”", case, n, claim, goal=LEVEL)
        claim = told(n, (Verdict.EQUIVALENT,), moving=moving, shift=0.0)
        yield Cell("verdict, independent pairs", "power of “equivalent”", _name(moving, 0), n, claim)
    for n, moving, shift in _truths():
        if shift:
            power = told(n, IMPROVED, moving=moving, shift=shift)
            yield Cell("verdict, independent pairs", "power of “improvement”", _name(moving, shift), n, power)


def worst_case() -> Iterator[Cell]:
    """The largest false claim over every share of pairs that move."""
    for n in SIZES:
        claims = {m: told(n, IMPROVED, moving=m, shift=0.0) for m in np.arange(0.01, 1.0, 0.01)}
        worst = max(claims, key=lambda m: claims[m])
        case = f"worst share moving: {round(100 * worst)} %"
        yield Cell("verdict, independent pairs", "false improvement", case, n, claims[worst], goal=FALSE_CLAIM)


def exact_tests() -> Iterator[Cell]:
    """Sign test and McNemar's at 5 %, nothing moving in truth."""
    for n, moving in product(SIZES, MOVING):
        up, down = outcomes(n).T
        chance = weights(n, moving=moving, shift=0.0)
        case = _name(moving, 0)
        level = float(chance[sign_p_values(up, down) <= 0.05].sum())
        yield Cell("sign test, exact", "level", case, n, level, goal=LEVEL)
        both = [mcnemar(int(a), int(b)) for a, b in zip(up, down, strict=True)]
        exact, mid = (float(chance[[getattr(p, kind) <= 0.05 for p in both]].sum()) for kind in ("exact", "mid"))
        yield Cell("McNemar, exact", "level", case, n, exact, goal=LEVEL)
        yield Cell("McNemar, mid-p (shown beside)", "level", case, n, mid)


def _binomial(n: int, p: float) -> np.ndarray:
    x = np.arange(n + 1)
    return np.exp(gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1) + xlogy(x, p) + xlogy(n - x, 1 - p))


def shares() -> Iterator[Cell]:
    """Wilson, Jeffreys, Clopper–Pearson at given shares and on average over 1 to 99 %; Newcombe for two audiences."""
    grid = np.arange(0.01, 0.995, 0.01)
    methods = (("Wilson", wilson), ("Jeffreys (option)", jeffreys), ("Clopper–Pearson (not used)", clopper_pearson))
    for n, (name, method) in product(SIZES, methods):
        found = [method(x, n) for x in range(n + 1)]
        at = {p: _held(found, _binomial(n, p), p) for p in (0.03, 0.1, 0.3, 0.5, *grid)}
        for p in (0.03, 0.1, 0.3, 0.5):
            goal = None if method is clopper_pearson else coverage_goal(n)
            yield Cell(name, "coverage", f"share {round(100 * p)} %", n, at[p], goal=goal)
        average = float(np.mean([at[p] for p in grid]))
        yield Cell(name, "coverage, average over shares of 1 to 99 %", "", n, average, goal=goal)
    for (n, m), p, q in product(((8, 26), (26, 107), (50, 107)), (0.1, 0.5, 0.9), (0.2, 0.5)):
        case = f"{round(100 * p)} % of {n} against {round(100 * q)} % of {m}"
        yield Cell("Newcombe, gap of shares", "coverage", case, n, newcombe_coverage(n, m, p, q), goal=coverage_goal(n))


def clopper_pearson(x: int, n: int) -> Limits:
    """The exact interval, for comparison."""
    low = float(betaincinv(x, n - x + 1, 0.025)) if x else 0.0
    return Limits(low, float(betaincinv(x + 1, n - x, 0.975)) if x < n else 1.0)


def _held(found: list, chance: np.ndarray, truth: float) -> float:
    return float(sum(w for w, one in zip(chance, found, strict=True) if one.low <= truth <= one.high))


def newcombe_coverage(n: int, m: int, p: float, q: float) -> float:
    """P(Newcombe's interval holds p − q), all outcomes of two binomials enumerated."""
    total, others = 0.0, _binomial(m, q)
    for x, here in enumerate(_binomial(n, p)):
        for y, there in enumerate(others):
            if here * there > 1e-12:
                found = newcombe_difference((x, n), (y, m))
                total += here * there * (found.low <= p - q <= found.high)
    return total


def planned() -> Iterator[Cell]:
    """The power of what is printed: smallest detectable change, and pairs needed, each held against the verdict."""
    for n, moving in product(SIZES, (0.3, 0.45, 0.6)):
        shift = smallest_detectable(n, moving=moving)
        if not np.isnan(shift):
            power = told(n, IMPROVED, moving=moving, shift=shift)
            case = f"{round(100 * moving)} % move, {round(100 * shift)} points printed"
            yield Cell("smallest detectable change", "power", case, n, power, goal=ENOUGH)
    rng = np.random.default_rng(1)
    for moving, shift in ((0.3, 0.2), (0.45, 0.2), (0.6, 0.3)):
        n = int(pairs_needed(Campaign(moving, shift), rng=rng))
        power = told(n, IMPROVED, moving=moving, shift=shift)
        yield Cell("pairs needed, independent", "power", _name(moving, shift), n, power, goal=ENOUGH)


def cells() -> Iterator[Cell]:
    for part in (net_shift, worst_case, exact_tests, shares, planned):
        yield from part()
