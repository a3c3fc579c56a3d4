"""The persons accompanied and what becomes of them, drawn by the laws of `demo.hiring`; none answers a survey."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

import numpy as np

from declic_analysis.demo.hiring import (
    CHECKS,
    CONTRACTS,
    ENCOUNTER,
    FATES,
    FOLLOWED,
    HIRED,
    NO_ACTION,
    NONE,
    ROUTES,
    STAGES,
    lags,
)
from declic_analysis.demo.people import FIRST_DAY, LAST_DAY, Action, Person
from declic_analysis.demo.windows import APART
from declic_analysis.study import Study
from declic_analysis.vocabulary import ApplicationOrigin, RefusalReason, Role, Step

ROMES = ("H2901", "H2902", "H2903", "H2909", "H2913", "H3201", "H3302", "I1304", "N1103", "N4105", "K2204")
REFUSALS = (RefusalReason.NOT_MOBILE, RefusalReason.LACKING_SKILLS, RefusalReason.NO_POSITION,
            RefusalReason.INCOMPATIBLE, RefusalReason.POORLY_INFORMED, RefusalReason.OTHER)  # fmt: skip
REFUSAL_SHARES = (0.22, 0.28, 0.18, 0.14, 0.06, 0.12)
REFUSED, SECOND_COMPANY, SECOND_ACTION = 0.6, 0.3, 0.35
LONGEST_NOTICE = 25  # days from acceptance to the start of the contract


@dataclass(frozen=True)
class Hire:
    """The contract: `left_on`, when it ended or will; `followed`: somebody asks what became of the person."""

    accepted_on: dt.date
    started_on: dt.date
    contract: str
    months: int | None
    left_on: dt.date
    followed: bool

    @property
    def checks(self) -> dict[Step, dt.date]:
        """The checks at which the person is still employed, if anybody asks."""
        days = {step: after_months(self.started_on, months) for step, months in CHECKS.items()}
        return {step: day for step, day in days.items() if self.followed and self.left_on >= day}


@dataclass(frozen=True)
class Accompanied:
    """One person: all of the journey, what lies after the cut-off too. `touches`: step → action that it came from."""

    code: str
    territory: str
    format: str
    zero_on: dt.date
    prescriber: str
    origin: str
    rome: str
    companies: tuple[str, ...]
    fate: str
    fate_on: dt.date | None
    steps: dict[Step, dt.date]
    touches: dict[Step, str] = field(default_factory=dict)
    refusal: str | None = None
    hire: Hire | None = None

    @property
    def linked(self) -> bool:
        return self.format != NO_ACTION

    def hired_by(self, day: dt.date) -> bool:
        return self.hire is not None and self.hire.accepted_on <= day


@dataclass(frozen=True)
class Ground:
    """Where journeys begin: the actions, which prescribing structures came to each, and the companies around."""

    actions: tuple[Action, ...]
    prescribers: Mapping[str, Sequence[str]]  # action → names of the structures that it met
    around: Mapping[str, Sequence[str]]  # territory → prescribing structures
    companies: Mapping[str, Sequence[str]]

    def of_format(self, name: str) -> list[Action]:
        return [action for action in self.actions if action.format == name]


def ground_of(study: Study, *, people: Iterable[Person]) -> Ground:
    """From the invited people: prescribers who came to an action; where none did, those of the territory (its SIAE for
    a visit of SIAE).
    """
    people = list(people)
    actions = sorted({a.id: a for p in people for a in p.actions}.values(), key=lambda action: action.id)
    came: dict[str, list[str]] = {action.id: [] for action in actions}
    for person in people:
        if person.audience == "prescripteurs":
            for action in person.actions:
                came[action.id].append(person.structure)
    around = {t.id: _names(study, t.id, Role.PRESCRIBER) for t in study.territories}
    siae = {t.id: _names(study, t.id, Role.SIAE) for t in study.territories}
    met = {a.id: came[a.id] or (siae if a.format == "visite_siae" else around)[a.territory] for a in actions}
    companies = {t.id: _names(study, t.id, Role.COMPANY) for t in study.territories}
    return Ground(tuple(actions), met, around, companies)


def _names(study: Study, territory: str, role: Role) -> list[str]:
    here = [s.aliases[0] for s in study.structures if role in s.roles and s.territory == territory]
    return [name for name in here if name not in APART]


def draw_accompanied(ground: Ground, *, codes: Sequence[str], rng: np.random.Generator) -> list[Accompanied]:
    """Every person of every route, one for each code. A format without any action gives its persons to none."""
    formats = [name for name, route in ROUTES.items() for _ in range(route.persons)]
    return [_person(name, code, ground, rng) for name, code in zip(formats, codes, strict=True)]


def n_accompanied() -> int:
    return sum(route.persons for route in ROUTES.values())


def _person(name: str, code: str, ground: Ground, rng: np.random.Generator) -> Accompanied:
    action = _met_at(name, ground, rng)
    territory = action.territory if action else str(rng.choice(list(ground.around)))
    zero_on = action.held_on if action else FIRST_DAY + dt.timedelta(int(rng.integers((LAST_DAY - FIRST_DAY).days)))
    fate = str(rng.choice(FATES, p=list(ROUTES[name].shares.values())))
    oriented_on = zero_on + dt.timedelta(int(rng.choice(lags(name, origin=ENCOUNTER))))
    length = ROUTES[name].delay_of(fate).drawn(rng)
    steps = _steps(fate, length, oriented_on, rng)
    fate_on = oriented_on + dt.timedelta(ceil(length)) if fate != NONE else None
    prescriber = _one(ground.prescribers[action.id] if action else ground.around[territory], rng)
    return Accompanied(
        code=code, territory=territory, format=name, zero_on=zero_on, prescriber=prescriber,
        origin=_origin(prescriber), rome=_one(ROMES, rng), companies=_companies(ground.companies[territory], rng),
        fate=fate, fate_on=fate_on, steps=steps, refusal=_refusal(fate, rng),
        touches=_touches(action, steps, ground, rng) if action else {},
        hire=_hire(fate_on, rng) if fate == HIRED and fate_on else None,
    )  # fmt: skip


def _met_at(name: str, ground: Ground, rng: np.random.Generator) -> Action | None:
    actions = ground.of_format(name)
    return actions[int(rng.integers(len(actions)))] if actions else None


def _one(names: Sequence[str], rng: np.random.Generator) -> str:
    return names[int(rng.integers(len(names)))]


def _steps(fate: str, length: float, oriented_on: dt.date, rng: np.random.Generator) -> dict[Step, dt.date]:
    days = {Step.ORIENTED: oriented_on}
    for stage in STAGES:
        if rng.random() >= stage.chances[fate]:
            break
        days[stage.step] = oriented_on + dt.timedelta(ceil(rng.uniform(stage.begin, stage.end) * length))
    return days


def _origin(prescriber: str) -> str:
    """Half of the structures are authorised prescribers, the others orient: always the same ones."""
    authorised = len(prescriber) % 2 == 0
    return (ApplicationOrigin.AUTHORIZED_PRESCRIBER if authorised else ApplicationOrigin.ORIENTER).value


def _companies(names: Sequence[str], rng: np.random.Generator) -> tuple[str, ...]:
    """The company applied to first, where the hire is made, and sometimes another."""
    n = 2 if rng.random() < SECOND_COMPANY else 1
    return tuple(names[int(k)] for k in rng.choice(len(names), size=n, replace=False))


def _refusal(fate: str, rng: np.random.Generator) -> str | None:
    if fate == HIRED or rng.random() >= REFUSED:
        return None
    return REFUSALS[int(rng.choice(len(REFUSALS), p=REFUSAL_SHARES))].value


def _touches(
    action: Action, steps: Mapping[Step, dt.date], ground: Ground, rng: np.random.Generator
) -> dict[Step, str]:
    """Every step comes from the encounter, but an interview that another action of the territory brought about."""
    told = dict.fromkeys(steps, action.id)
    day = steps.get(Step.INTERVIEWED)
    if day is None or rng.random() >= SECOND_ACTION:
        return told
    between = [a for a in ground.actions if a.territory == action.territory and action.held_on < a.held_on < day]
    return told | {Step.INTERVIEWED: between[-1].id} if between else told


def _hire(accepted_on: dt.date, rng: np.random.Generator) -> Hire:
    contract = list(CONTRACTS)[int(rng.choice(len(CONTRACTS), p=[t.share for t in CONTRACTS.values()]))]
    terms = CONTRACTS[contract]
    months = terms.lengths[int(rng.integers(len(terms.lengths)))] if terms.lengths else None
    broken = int(terms.half_broken / np.log(2) * rng.standard_exponential())
    started_on = accepted_on + dt.timedelta(int(rng.integers(LONGEST_NOTICE + 1)))
    left_on = started_on + dt.timedelta(broken)
    planned_on = after_months(started_on, months) if months else left_on
    return Hire(accepted_on, started_on, contract.value, months, min(left_on, planned_on), rng.random() < FOLLOWED)


def after_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return dt.date(day.year + year, month + 1, min(day.day, last))
