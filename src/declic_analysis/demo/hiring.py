"""The fiction's truth about hires: what becomes of the persons accompanied, how long it takes, with which contract.

A person is oriented `LAGS` days after the encounter (each number of days as often). The journey has one fate (the
shares of `ROUTES`, format by format); the time from orientation to it follows a Weibull law, one a fate. This is the
mixture form of competing risks (Larson & Dinse 1985, doi:10.2307/2347464): the cumulative incidence of a fate is its
share times its law, known without simulation. Steps lie at a random part of the way to the fate. Days are whole,
rounded up, so that the law at a whole number of days is exact. Nobody is known before being oriented: that this does
not depend on the fate keeps the persons known at a cut-off a fair sample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log, log1p

import numpy as np
from numpy.typing import ArrayLike

from declic_analysis.vocabulary import Contract, Step

WINDOWS = (30, 90, 180)
ENCOUNTER, ORIENTATION = "encounter", "orientation"
HIRED, ELSEWHERE, TRAINING, WITHDRAWN, NONE = "hired", "hired_elsewhere", "training", "withdrawn", "none"
FATES = (HIRED, ELSEWHERE, TRAINING, WITHDRAWN, NONE)
NO_ACTION = ""  # nobody knows where these persons met the programme: their clock starts at their first step
LAGS = range(7)  # days from the encounter to the orientation
DAYS_A_MONTH = 30.4375


@dataclass(frozen=True)
class Delay:
    """A Weibull law: probability 1 − exp(−(days / scale)^shape) of being over within so many days."""

    shape: float
    scale: float

    def within(self, days: ArrayLike) -> np.ndarray:
        return -np.expm1(-((np.maximum(days, 0.0) / self.scale) ** self.shape))

    def quantile(self, p: float) -> float:
        return float(self.scale * (-log1p(-p)) ** (1 / self.shape))

    def drawn(self, rng: np.random.Generator) -> float:
        return self.quantile(float(rng.random()))


@dataclass(frozen=True)
class Route:
    """Persons put in touch by one format of action: how many, the shares of their fates, the delay of their hires."""

    persons: int
    hired: float
    hired_elsewhere: float
    training: float
    withdrawn: float
    delay: Delay

    @property
    def shares(self) -> dict[str, float]:
        told = (self.hired, self.hired_elsewhere, self.training, self.withdrawn)
        return dict(zip(FATES, (*told, 1 - sum(told)), strict=True))

    def delay_of(self, fate: str) -> Delay:
        return self.delay if fate == HIRED else OTHER_DELAYS[fate]


ROUTES = {
    "zi_tour": Route(128, 0.22, 0.16, 0.14, 0.18, Delay(1.4, 120)),
    "vis_ma_vie": Route(92, 0.34, 0.12, 0.12, 0.12, Delay(1.4, 85)),
    "mediation": Route(60, 0.44, 0.10, 0.08, 0.10, Delay(1.2, 60)),
    "visite_siae": Route(44, 0.30, 0.14, 0.06, 0.15, Delay(1.4, 100)),
    NO_ACTION: Route(28, 0.25, 0.15, 0.10, 0.20, Delay(1.4, 110)),
}
# `none`: nothing more is known of these persons; the law only places their steps.
OTHER_DELAYS = {ELSEWHERE: Delay(1.2, 100), TRAINING: Delay(1.6, 75), WITHDRAWN: Delay(0.9, 90), NONE: Delay(1.2, 120)}


@dataclass(frozen=True)
class Stage:
    """A step: the part of the way from orientation to fate where it lies (uniform), and its chance by fate among those
    at the step before.
    """

    step: Step
    begin: float
    end: float
    chances: Mapping[str, float]


def _by_fate(hired: float, elsewhere: float, training: float, withdrawn: float, none: float) -> dict[str, float]:
    return dict(zip(FATES, (hired, elsewhere, training, withdrawn, none), strict=True))


STAGES = (
    Stage(Step.APPLIED, 0.0, 0.6, _by_fate(1.0, 0.75, 0.45, 0.55, 0.70)),
    Stage(Step.INTERVIEWED, 0.6, 0.8, _by_fate(0.95, 0.55, 0.35, 0.40, 0.45)),
    Stage(Step.IMMERSED, 0.8, 0.95, _by_fate(0.45, 0.25, 0.25, 0.20, 0.25)),
)


@dataclass(frozen=True)
class Terms:
    """A kind of contract: its share, lengths in months (none: no planned end), days after which half are broken off."""

    share: float
    lengths: tuple[int, ...]
    half_broken: float

    def lasting(self, months: int) -> float:
        """Probability of still being employed so many months after the start."""
        kept = exp(-log(2) * months * DAYS_A_MONTH / self.half_broken)
        return kept * float(np.mean([length >= months for length in self.lengths])) if self.lengths else kept


CONTRACTS = {
    Contract.CDI: Terms(0.32, (), 1200),
    Contract.CDD_LONG: Terms(0.16, (6, 8, 9, 12), 1500),
    Contract.CDD_SHORT: Terms(0.20, (1, 2, 4, 5), 900),
    Contract.INTERIM: Terms(0.22, (1, 2, 4, 5, 7, 8), 700),
    Contract.AIDED: Terms(0.06, (9, 12), 1500),
    Contract.CREATION: Terms(0.04, (), 2500),
}
CHECKS = {Step.EMPLOYED_3M: 3, Step.EMPLOYED_6M: 6}  # months after the start of the contract
FOLLOWED = 0.85  # share of the hired of whom somebody asks, whatever became of them, whether they are still employed
LONG = 6  # months: at exactly six a contract counts as durable


def incidence(formats: Mapping[str, int], *, fate: str, days: float, origin: str = ENCOUNTER) -> float:
    """Probability that this fate has come within so many days of the origin, over persons counted by format."""
    return _mean(formats, lambda name: ROUTES[name].shares[fate] * _within(name, fate, days, origin=origin))


def step_incidence(formats: Mapping[str, int], *, step: Step, days: float, origin: str = ENCOUNTER) -> float:
    """Probability that this step (or the hire) has been reached within so many days of the origin."""
    if step == Step.HIRED:
        return incidence(formats, fate=HIRED, days=days, origin=origin)
    if step == Step.ORIENTED:
        return _mean(formats, lambda name: float(np.mean([lag <= days for lag in lags(name, origin=origin)])))
    return _mean(formats, lambda name: sum(_reached(name, fate, step, days, origin=origin) for fate in FATES))


def lags(name: str, *, origin: str) -> range:
    """Days from the origin to the orientation; none where the clock starts there."""
    return range(1) if name == NO_ACTION or origin == ORIENTATION else LAGS


def _mean(formats: Mapping[str, int], of_format: Callable[[str], float]) -> float:
    return sum(n * of_format(name) for name, n in formats.items()) / sum(formats.values())


def _within(name: str, fate: str, days: float, *, origin: str) -> float:
    """Law of the time to the fate, over the days of orientation."""
    return float(ROUTES[name].delay_of(fate).within(days - np.array(lags(name, origin=origin))).mean())


def _reached(name: str, fate: str, step: Step, days: float, *, origin: str) -> float:
    """By Gauss–Legendre quadrature over the part of the way where the step lies."""
    place = next(k for k, stage in enumerate(STAGES) if stage.step == step)
    chance = float(np.prod([stage.chances[fate] for stage in STAGES[: place + 1]]))
    nodes, weights = _quadrature()
    begin, end = STAGES[place].begin, STAGES[place].end
    parts = begin + (end - begin) * (nodes + 1) / 2
    left = days - np.array(lags(name, origin=origin))
    told = ROUTES[name].delay_of(fate).within(left[:, None] / parts).mean(axis=0)
    return ROUTES[name].shares[fate] * chance * float(np.dot(weights / 2, told))


@cache
def _quadrature() -> tuple[np.ndarray, np.ndarray]:
    nodes, weights = np.polynomial.legendre.leggauss(32)
    return nodes, weights


def contract_shares() -> dict[str, float]:
    return {contract.value: terms.share for contract, terms in CONTRACTS.items()}


def durable_share() -> float:
    """CDI, business creation, and fixed-term or agency contracts of six months or more, among all hires."""
    return sum(terms.share * _durable(contract, terms) for contract, terms in CONTRACTS.items())


def _durable(contract: Contract, terms: Terms) -> float:
    if contract in (Contract.CDI, Contract.CREATION):
        return 1.0
    if contract == Contract.AIDED:
        return 0.0
    return float(np.mean([months >= LONG for months in terms.lengths]))


def lasting_share(step: Step) -> float:
    """Share of the hired who are still employed at the check of this step."""
    return sum(terms.share * terms.lasting(CHECKS[step]) for terms in CONTRACTS.values())


def expected_conversions() -> list[dict[str, float | str | None]]:
    """The truth of each format: shares of the fates, hires within each window, median delay of those hired."""
    return [_expected(name) for name in ROUTES]


def _expected(name: str) -> dict[str, float | str | None]:
    one = {name: 1}
    windows = {f"hired_within_{days}": round(incidence(one, fate=HIRED, days=days), 4) for days in WINDOWS}
    law = ROUTES[name].delay
    return {
        "format": name or None,
        **{fate: round(share, 4) for fate, share in ROUTES[name].shares.items()},
        **windows,
        "delay_shape": law.shape,
        "delay_scale": law.scale,
        "median_delay_of_hires": round(law.quantile(0.5), 1),
    }


def expected_incidences(formats: Mapping[str, int], *, days: Iterable[int] = WINDOWS) -> dict[str, dict[str, float]]:
    """Cumulative incidence of every fate and of every step over persons counted by format, by number of days."""
    steps = (Step.ORIENTED, *(stage.step for stage in STAGES), Step.HIRED)
    return {
        str(d): {
            **{fate: round(incidence(formats, fate=fate, days=d), 4) for fate in FATES if fate != NONE},
            **{f"step:{step.value}": round(step_incidence(formats, step=step, days=d), 4) for step in steps},
        }
        for d in days
    }
