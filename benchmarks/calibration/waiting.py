"""Time to hire: do windows, incidence curves and restricted means hold the truth, do groups that are alike look alike?

Hires and other outcomes have constant hazards; delays are whole days. Encounters are spread over the year before the
cut-off: between 60 and 500 days of follow-up, or 400 for everybody. Inside actions, people share their chance of a
hire and the day they met.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np
from scipy.stats import binom

from calibration.cell import COVERAGE_SMALL, LEVEL, SIZES, Cell, coverage_goal
from calibration.clustered import KINDS, Case
from declic_analysis.statistics.cumulative_incidence import (
    Incidence,
    cumulative_incidence,
    incidence_at,
    restricted_time,
)
from declic_analysis.statistics.gray import gray_test
from declic_analysis.statistics.hazards import cox
from declic_analysis.statistics.interval import Floats, Ints
from declic_analysis.statistics.proportions import wilson
from declic_analysis.statistics.survival import mean_of

HORIZON = 180
RATES = (0.05, 0.1, 0.2, 0.3, 0.5)
LAWS = ((0.05, 0.15), (0.2, 0.2), (0.5, 0.2))  # hired, other outcome within the horizon
LAYOUTS = ((26, 5, "equal"), (50, 8, "equal"), (107, 8, "few"), (107, 16, "equal"))
ICCS = (0.0, 0.1, 0.2)
TRANSFORMS = ("log", "log-log", "plain")
OTHER = 0.2


class People(NamedTuple):
    days: Floats
    cause: Ints
    action: Ints


def cells(n: int, rng: np.random.Generator) -> Iterator[Cell]:
    """A tenth of the draws."""
    some = max(1, n // 10)
    yield from windows()
    for size, law, censored in product(SIZES, LAWS, (False, True)):
        yield from curves(size, law, censored=censored, draws=some, rng=rng)
    for (size, g, kind), hired, icc in product(LAYOUTS, (0.1, 0.3, 0.5), ICCS):
        case = Case(size, g, 0.5, 0.0, icc, kind)
        yield from by_action(case, hired, draws=some, rng=rng)
    for (size, g), icc in product(((50, 8), (107, 16)), ICCS):
        yield from alike(Case(size, g, 0.5, 0.0, icc), draws=some, rng=rng)


def windows() -> Iterator[Cell]:
    """Enumerated: the number hired among mature journeys is binomial."""
    for size in SIZES:
        ends = np.array([wilson(k, size)[1:3] for k in range(size + 1)])
        for rate in RATES:
            held = (ends[:, 0] <= rate) & (rate <= ends[:, 1])
            covered = float(binom.pmf(np.arange(size + 1), size, rate)[held].sum())
            about = f"{round(100 * rate)} % hired within the window"
            yield Cell("Wilson, fixed window", "coverage", about, size, covered, 0, coverage_goal(size))


def drawn(size: int, law: tuple[float, float], *, censored: bool, rng: np.random.Generator) -> People:
    """People alone, with constant hazards of both outcomes."""
    total = -math.log(1 - sum(law)) / HORIZON
    days = np.ceil(rng.exponential(1 / total, size))
    cause = np.where(rng.random(size) < law[0] / sum(law), 1, 2)
    followed = np.floor(rng.uniform(60, 500, size)) if censored else np.full(size, 400.0)
    return People(np.minimum(days, followed), np.where(days <= followed, cause, 0), np.arange(size))


def mean_without(law: tuple[float, float]) -> float:
    """True mean of days without a hire within the horizon."""
    total, day = -math.log(1 - sum(law)) / HORIZON, np.arange(HORIZON)
    return HORIZON - float((law[0] / sum(law) * (1 - np.exp(-total * day))).sum())


def curves(
    size: int, law: tuple[float, float], *, censored: bool, draws: int, rng: np.random.Generator
) -> Iterator[Cell]:
    truths, held = (law[0], mean_without(law)), np.zeros(6)
    for _ in range(draws):
        held += _held(_known(size, law, censored=censored, rng=rng), truths)
    follow = "60 to 500 days of follow-up" if censored else "everybody followed"
    about = f"{round(100 * law[0])} % hired, {round(100 * law[1])} % other outcome, {follow}"
    names = ["incidence, Wilson on the worth of the variance", *(f"incidence, {t} (replaced)" for t in TRANSFORMS)]
    names += ["days without a hire, score", "days without a hire, normal (replaced)"]
    for name, covered in zip(names, held, strict=True):
        goal = None if "replaced" in name else coverage_goal(size)
        yield Cell(name, "coverage", about, size, float(covered / draws), draws, goal)


def _known(size: int, law: tuple[float, float], *, censored: bool, rng: np.random.Generator) -> Incidence:
    """Drawn again until somebody is followed to the horizon, or everybody has had an outcome."""
    while True:
        people = drawn(size, law, censored=censored, rng=rng)
        if people.days.max() >= HORIZON or (people.cause > 0).all():
            return cumulative_incidence(people.days, people.cause, n_causes=2)


def _held(known: Incidence, truths: tuple[float, float]) -> Floats:
    """Which intervals hold the truth; one that has no limits does not."""
    shares = [incidence_at(known, HORIZON, interval=kind) for kind in ("score", *TRANSFORMS)]
    area = restricted_time(known, HORIZON)
    normal = mean_of(area.estimate, area.se, (0, HORIZON), confidence=0.95, method="")
    found = [one.low <= truths[0] <= one.high for one in shares]
    return np.array([*found, *(one.low <= truths[1] <= one.high for one in (area, normal))], dtype=float)


def of_actions(case: Case, hired: float, *, rng: np.random.Generator) -> People:
    """People of actions, who share their chance of a hire (beta, with the ICC) and the day they met."""
    action = np.repeat(np.arange(case.n_clusters), case.sizes)
    weight = 1 / case.icc - 1 if case.icc else math.inf
    chance = (
        rng.beta(hired * weight, (1 - hired) * weight, case.n_clusters) if case.icc else np.full(case.n_clusters, hired)
    )
    first, second = rng.random((2, len(action)))
    cause = np.where(first < chance[action], 1, np.where(second < OTHER / (1 - hired), 2, 0))
    days = np.where(cause > 0, np.ceil(rng.uniform(0, HORIZON, len(action))), 999.0)
    followed = np.floor(rng.uniform(60, 500, case.n_clusters))[action]
    followed[action == 0] = 400.0  # somebody is followed to the horizon
    return People(np.minimum(days, followed), np.where(days <= followed, cause, 0), action)


def by_action(case: Case, hired: float, *, draws: int, rng: np.random.Generator) -> Iterator[Cell]:
    truth, held = HORIZON - hired * (HORIZON - 1) / 2, np.zeros(3)
    for _ in range(draws):
        people = of_actions(case, hired, rng=rng)
        known = cumulative_incidence(people.days, people.cause, n_causes=2)
        apart, together = (incidence_at(known, HORIZON, clusters=own) for own in (None, people.action))
        area = restricted_time(known, HORIZON, clusters=people.action)
        held += [one.low <= hired <= one.high for one in (together, apart)] + [area.low <= truth <= area.high]
    about = f"{case.n_clusters} actions ({KINDS[case.kind]}), ICC {case.icc:g}, {round(100 * hired)} % hired"
    names = ("incidence by action, CR2", "incidence ignoring actions (replaced)", "days without a hire by action, CR2")
    for name, covered in zip(names, held / draws, strict=True):
        goal = None if "replaced" in name else COVERAGE_SMALL
        yield Cell(name, "coverage", about, case.n_pairs, float(covered), draws, goal)


def alike(case: Case, *, draws: int, rng: np.random.Generator) -> Iterator[Cell]:
    """Two groups of as many actions each, 30 % hired in both: how often does a test say that they differ?"""
    found = np.zeros(2)
    for _ in range(draws):
        first, second = (of_actions(case, 0.3, rng=rng) for _ in range(2))
        days, cause = (np.concatenate([getattr(part, name) for part in (first, second)]) for name in ("days", "cause"))
        action, group = np.r_[first.action, second.action + case.n_clusters], np.repeat([0, 1], case.n_pairs)
        model = cox(days, cause == 1, group, clusters=action)
        # A model that cannot be fitted says nothing: its p is empty.
        found += [float(model.p[0]) <= 0.05, gray_test(days, cause, group).p <= 0.05]
    about = f"two groups of {case.n_clusters} actions, ICC {case.icc:g}"
    for name, share in zip(("Cox, sandwich by action, t", "Gray, people independent"), found / draws, strict=True):
        kept = name.startswith("Cox") or case.icc == 0
        yield Cell(name, "level", about, 2 * case.n_pairs, float(share), draws, LEVEL if kept else None)
