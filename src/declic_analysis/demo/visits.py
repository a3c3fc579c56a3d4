"""More visits of SIAE, by one person of each of several companies, with a known truth of who gains from which.

Companies under 50 employees come to know the people better from a visit of an EI, larger ones from that of an ACI;
nothing else of a company tells who gains, and no other question moves more than among the other industrialists.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from declic_analysis.demo.people import Action, Person, draw_codes, with_gaps, working_days
from declic_analysis.demo.scenario import GROUPS, SD_ACTION, TRUTH, Group, draw_scores, expected_transitions, implied
from declic_analysis.demo.windows import ON_THE_EDGE, open_in, quarter
from declic_analysis.study import Study
from declic_analysis.study.model import Structure
from declic_analysis.vocabulary import Role, SiaeKind

AUDIENCE, FORMAT, ITEM = "industriels", "visite_siae", "profils"
TERRITORY = "stephanois"  # of the visits; companies of both come, and Lyon keeps too few pairs to be published outside
VISITS, VISITORS = 10, 9  # visits, and companies at each, one person a company
UNDER_50 = ("under_10", "from_10")
GAINS, GAINS_NOT = 1.7, -0.3  # latent shift of `ITEM`
FIRST_NUMBER = 51  # visits are numbered apart from the other actions of their territory
BETWEEN = dt.date(2024, 2, 1), dt.date(2024, 11, 15)
STAYS_AWAY = "Emboutis de Hautelune"


class Visit(NamedTuple):
    """action; host: name of the SIAE visited; kind of SIAE; visitors."""

    action: Action
    host: str
    kind: str
    visitors: tuple[Person, ...]


def visitors_of(group: Group) -> int:
    """How many visitors belong to an audience of a territory."""
    return VISITS * VISITORS if (group.audience, group.territory) == (AUDIENCE, TERRITORY) else 0


def draw_visits(
    study: Study, *, people: Sequence[Person], taken: Iterable[str], rng: np.random.Generator
) -> list[Visit]:  # fmt: skip
    """Every visit, in the order of territories and dates.

    Parameters: people, those whose days are taken and after whom visitors are numbered; taken, codes of everybody else.
    """
    codes = list(enumerate(draw_codes(VISITS * VISITORS, rng, taken=taken), start=len(people)))
    actions = _actions({action.held_on for person in people for action in person.actions}, rng)
    return [
        _visit(study, action, _host(study, k), codes[k * VISITORS : (k + 1) * VISITORS], rng)
        for k, action in enumerate(actions)
    ]


def _actions(taken: Container[dt.date], rng: np.random.Generator) -> list[Action]:
    first, last = BETWEEN
    free = [day for day in working_days() if first <= day <= last and day not in taken]
    dates = sorted(free[int(k)] for k in rng.choice(len(free), size=VISITS, replace=False))
    levels = SD_ACTION * rng.standard_normal(VISITS)
    return [
        Action(f"{TERRITORY[:2].upper()}-2024-{FIRST_NUMBER + k}", TERRITORY, FORMAT, day, float(level))
        for k, (day, level) in enumerate(zip(dates, levels, strict=True))
    ]


def _host(study: Study, number: int) -> Structure:
    """An ACI and an EI take turns."""
    kind = (SiaeKind.ACI, SiaeKind.EI)[number % 2]
    return next(s for s in study.structures if s.siae_kind == kind and s.territory == TERRITORY)


def _visit(
    study: Study, action: Action, host: Structure, codes: Sequence[tuple[int, str]], rng: np.random.Generator
) -> Visit:
    coming = [s for s in study.structures if Role.COMPANY in s.roles and s.aliases[0] not in ON_THE_EDGE]
    coming = [s for s in coming if open_in(s.aliases[0], quarter(action.held_on)) and s.aliases[0] != STAYS_AWAY]
    companies = [coming[int(k)] for k in rng.choice(len(coming), size=VISITORS, replace=False)]
    kind = str(host.siae_kind)
    shifts = np.array([GAINS if gains(str(c.size), kind) else GAINS_NOT for c in companies])
    scores = draw_scores(AUDIENCE, action_level=np.full(VISITORS, action.level), rng=rng, own={ITEM: shifts})
    visitors = tuple(
        Person(
            id=number, audience=AUDIENCE, territory=action.territory, code=code, structure=companies[k].aliases[0],
            actions=(action,), waves=frozenset({"before", "after"}),
            scores=with_gaps(AUDIENCE, {wave: table[k] for wave, table in scores.items()}, rng),
        )
        for k, (number, code) in enumerate(codes)
    )  # fmt: skip
    return Visit(action, host.aliases[0], kind, visitors)


def gains(size: str, kind: str) -> bool:
    """The truth: who comes to know the people better from which SIAE."""
    return (size in UNDER_50) == (kind == SiaeKind.EI)


def visits_truth(visits: Sequence[Visit], study: Study) -> dict[str, Any]:
    """Who gains, by band of size and kind of SIAE: persons, and what the latent shift implies for their answers."""
    counts = _classes(visits, study)
    return {
        "item": ITEM,
        "visits": len({(p.structure, v.action.id) for v in visits for p in v.visitors}),
        "classes": [
            {"size": size, "siae_kind": kind, "persons": n, "gains": gains(size, kind)} | _class_truth(size, kind)
            for (size, kind), n in sorted(counts.items())
        ],
        "tells_nothing": ["activity", "hr_capacity", "objection_1", "objection_2"],
    }


def _classes(visits: Sequence[Visit], study: Study) -> Counter[tuple[str, str]]:
    sizes = {s.aliases[0]: str(s.size) for s in study.structures if s.aliases}
    return Counter((sizes[person.structure], visit.kind) for visit in visits for person in visit.visitors)


def _class_truth(size: str, kind: str) -> dict[str, float | str]:
    mean, _ = TRUTH[AUDIENCE][ITEM]
    shift = GAINS if gains(size, kind) else GAINS_NOT
    return {"latent_shift": shift} | implied(expected_transitions(mean, shift))


def shifts_with(
    shifts: Sequence[Mapping[str, Any]], visits: Sequence[Visit], study: Study
) -> list[dict[str, Any]]:  # fmt: skip
    """The true shifts of everybody: those of `ITEM` are the mean over visitors and the other industrialists paired."""
    others = sum(group.both for group in GROUPS if group.audience == AUDIENCE)
    classes = [(n, _class_truth(*key)) for key, n in _classes(visits, study).items()]
    return [_mixed(row, [(others, row), *classes]) for row in shifts]


def _mixed(row: Mapping[str, Any], parts: Sequence[tuple[int, Mapping[str, Any]]]) -> dict[str, Any]:
    if (row["audience"], row["item"]) != (AUDIENCE, ITEM):
        return dict(row)
    total = sum(n for n, _ in parts)
    numbers = [name for name in row if name not in ("audience", "item")]
    return dict(row) | {name: round(sum(n * part[name] for n, part in parts) / total, 4) for name in numbers}
