"""Two groups compared: does each interval hold the true difference, at this programme's sizes?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from calibration.cell import LEVEL, Cell, coverage_goal
from declic_analysis.statistics.group_change import clustered_difference, difference_in_differences
from declic_analysis.statistics.treatment_crossfit import crossfitted
from declic_analysis.statistics.treatment_effect import Effect, difference, doubly_robust, weighted
from declic_analysis.vocabulary import EffectOutcome

SIZES = (26, 50, 107)
EFFECTS = (0.0, 0.2)
BASE, SLOPES = 0.15, (0.15, 0.10)  # chance of a hire; what each of two characteristics adds to it
ALIKE, APART = (0.5, 0.5), (0.62, 0.38)  # share of each characteristic among treated and controls
ICC, ACTION = 0.15, 8  # likeness of the people of one action, and how many it brings together
Draw = tuple[np.ndarray, np.ndarray, np.ndarray]


def _people(n: int, effect: float, shares: tuple[float, float], rng: np.random.Generator) -> Draw:
    treated = np.repeat([1.0, 0.0], n)
    x = (rng.random((2 * n, 2)) < np.where(treated == 1, *shares)[:, None]).astype(float)
    chance = BASE + x @ np.array(SLOPES) + effect * treated
    return (rng.random(2 * n) < chance).astype(float), treated, x


def _judged(method: str, case: str, n: int, effect: float, found: list[Effect]) -> Iterator[Cell]:
    """Coverage among draws with an interval; how often a difference is claimed where there is none; refusals."""
    made = [one for one in found if one.outcome == EffectOutcome.ESTIMATED]
    held = float(np.mean([one.low <= effect <= one.high for one in made])) if made else 0.0
    yield Cell(method, "coverage", case, n, held, len(made), coverage_goal(n))
    if not effect:
        claimed = float(np.mean([not one.low <= 0 <= one.high for one in made])) if made else 0.0
        yield Cell(method, "a difference where there is none", case, n, claimed, len(made), LEVEL)
    yield Cell(method, "no number, and why", case, n, 1 - len(made) / len(found), len(found))


def hires(draws: int, rng: np.random.Generator) -> Iterator[Cell]:
    """A binary outcome: lots drawn, or groups that differ in two characteristics that matter."""
    some = max(10, draws // 10)
    few = max(10, draws // 100)
    adjusted: dict[str, tuple[int, Callable[[Draw], Effect]]] = {
        "weighting (Hájek)": (some, lambda d: weighted(*d)),
        "doubly robust": (some, lambda d: doubly_robust(*d)),
        "doubly robust, cross-fitted": (few, lambda d: crossfitted(*d, rng=rng)),
    }
    for effect, n in product(EFFECTS, SIZES):
        case = f"lots drawn; {round(100 * effect)} points"
        found = [difference(*_people(n, effect, ALIKE, rng)[:2]) for _ in range(some)]
        yield from _judged("groups as formed (Newcombe)", case, n, effect, found)
        for method, (times, fit) in adjusted.items():
            case = f"groups differ; {round(100 * effect)} points"
            found = [fit(_people(n, effect, APART, rng)) for _ in range(times)]
            yield from _judged(method, case, n, effect, found)


def changes(draws: int, rng: np.random.Generator) -> Iterator[Cell]:
    """Changes in levels: the people of one action of the programme alike, those of the comparison group alone."""
    some = max(10, draws // 10)
    for clustered, n in product((False, True), SIZES):
        actions = np.arange(n) // ACTION if clustered else np.arange(n)
        case = f"actions of {ACTION}, ICC {ICC}" if clustered else "people as independent"
        covered = [_held(actions, n, clustered, rng) for _ in range(some)]
        method = "difference in differences (CR2)" if clustered else "difference in differences (HC2)"
        yield Cell(method, "coverage", case, n, float(np.mean(covered)), some, coverage_goal(n))


def _held(actions: np.ndarray, n: int, clustered: bool, rng: np.random.Generator) -> bool:
    """Nothing but chance moves people: does the interval hold 0? Changes are rounded to whole levels."""
    shared = rng.standard_normal(actions.max() + 1)[actions] * np.sqrt(ICC if clustered else 0.0)
    own = np.round(shared + rng.standard_normal(n) * np.sqrt(1 - ICC if clustered else 1.0))
    others = np.round(rng.standard_normal(n))
    if clustered:
        found = clustered_difference(own, others, clusters=actions, other_clusters=np.arange(n))
    else:
        after, treated = np.concatenate([own, others]), np.repeat([1, 0], n)
        found = difference_in_differences(np.zeros(2 * n), after, treated)
    return bool(found.low <= 0 <= found.high)


def cells(draws: int, rng: np.random.Generator) -> Iterator[Cell]:
    yield from hires(draws, rng)
    yield from changes(draws, rng)
