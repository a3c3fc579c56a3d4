"""Invented people: actions of 2024, who takes part, who answers, and their scores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from declic_analysis.demo.scenario import (
    DONT_KNOW,
    DONT_KNOW_OFTEN,
    EMPTY,
    RETRO_ITEMS,
    SD_ACTION,
    TRUTH,
    Group,
    draw_scores,
)
from declic_analysis.demo.windows import structure_for

FIRST_DAY, LAST_DAY = dt.date(2024, 1, 22), dt.date(2024, 12, 5)
DONT_KNOW_SCORE, NO_SCORE = 0, -1
APART = 3  # characters in which any two codes differ
# how many actions of each format; the audience of a format is the study's
CALENDAR = {
    "lyonnais": {"zi_tour": 6, "vis_ma_vie": 4, "visite_siae": 3, "ambassadeurs": 2, "marque_employeur": 1,
                 "mediation": 2},
    "stephanois": {"zi_tour": 8, "vis_ma_vie": 5, "visite_siae": 4, "ambassadeurs": 3, "marque_employeur": 2,
                   "mediation": 2},
}  # fmt: skip
AUDIENCES_OF = {
    "zi_tour": ("prescripteurs",),
    "vis_ma_vie": ("prescripteurs",),
    "visite_siae": ("industriels",),
    "ambassadeurs": ("industriels",),
    "marque_employeur": ("industriels",),
    "mediation": ("prescripteurs", "industriels"),
}


@dataclass(frozen=True)
class Action:
    id: str
    territory: str
    format: str
    held_on: dt.date
    level: float  # what its participants share


@dataclass(frozen=True)
class Person:
    id: int
    audience: str
    territory: str
    code: str
    structure: str
    actions: tuple[Action, ...]
    waves: frozenset[str]  # which questionnaires the person sends back
    scores: dict[str, dict[str, int]]  # wave → item → 1 … 5, 0 = don't know, −1 = left empty


def draw_actions(rng: np.random.Generator) -> list[Action]:
    """Every action of the year, on working days, numbered in the order of dates inside a territory."""
    return [action for territory in CALENDAR for action in _territory_actions(territory, rng)]


def _territory_actions(territory: str, rng: np.random.Generator) -> list[Action]:
    formats = [name for name, n in CALENDAR[territory].items() for _ in range(n)]
    days = working_days()
    dates = sorted(days[k] for k in rng.choice(len(days), size=len(formats), replace=False))
    levels = SD_ACTION * rng.standard_normal(len(formats))
    return [
        Action(f"{territory[:2].upper()}-2024-{k + 1:02d}", territory, formats[f], date, float(level))
        for k, (f, date, level) in enumerate(zip(rng.permutation(len(formats)), dates, levels, strict=True))
    ]


def working_days() -> list[dt.date]:
    every = [FIRST_DAY + dt.timedelta(days=k) for k in range((LAST_DAY - FIRST_DAY).days + 1)]
    return [day for day in every if day.weekday() < 5]


def draw_codes(n: int, rng: np.random.Generator, *, taken: Iterable[str] = ()) -> list[str]:
    """Self-made codes (two letters, day of birth, two letters), any two at least three characters apart.

    Real codes collide now and then; here each person keeps an own code so that the true number of pairs is known.
    `taken`: codes of others, as far away.
    """
    codes = list(taken)
    known = np.array([list(code) for code in codes]).reshape(-1, 6)
    first = len(codes)
    while len(codes) < first + n:
        letters = "".join(rng.choice(list("ABCDEFGHILMNOPRSTUVY"), size=4))
        code = f"{letters[:2]}{rng.integers(1, 32):02d}{letters[2:]}"
        if ((known != np.array(list(code))).sum(axis=1) >= APART).all():
            codes.append(code)
            known = np.vstack([known, list(code)])
    return codes[first:]


def draw_people(
    group: Group, *, actions: Iterable[Action], structures: list[str], codes: dict[int, str], rng: np.random.Generator
) -> list[Person]:
    """The group's invited persons, one for each id of `codes`, with their scores wave by wave."""
    open_to = [a for a in actions if a.territory == group.territory and group.audience in AUDIENCES_OF[a.format]]
    attended = [_attended(open_to, twice=k < group.two_actions, rng=rng) for k in range(group.invited)]
    levels = np.array([person[0].level for person in attended])
    scores = draw_scores(group.audience, action_level=levels, rng=rng)
    states = _states(group)
    return [
        Person(
            id=number,
            audience=group.audience,
            territory=group.territory,
            code=code,
            structure=structure_for(
                structures, drawn=int(rng.integers(len(structures))), days=[a.held_on for a in attended[k]]
            ),
            actions=attended[k],
            waves=states[k],
            scores=with_gaps(group.audience, {wave: table[k] for wave, table in scores.items()}, rng),
        )
        for k, (number, code) in enumerate(codes.items())
    ]


def _attended(open_to: list[Action], *, twice: bool, rng: np.random.Generator) -> tuple[Action, ...]:
    chosen = rng.choice(len(open_to), size=2 if twice else 1, replace=False)
    return tuple(open_to[k] for k in sorted(chosen))  # open_to is in the order of dates


def _states(group: Group) -> list[frozenset[str]]:
    """Who answers what: both times first (whoever takes part twice is among them), then before, after, never."""
    both, before, after = group.both, group.before - group.both, group.after - group.both
    silent = group.invited - both - before - after
    counts = [({"before", "after"}, both), ({"before"}, before), ({"after"}, after), (set(), silent)]
    return [frozenset(waves) for waves, n in counts for _ in range(n)]


def with_gaps(audience: str, scores: dict[str, np.ndarray], rng: np.random.Generator) -> dict[str, dict[str, int]]:
    """A person's sheets: wave → item → score, “don't know” and empty cells among them."""
    items = list(TRUTH[audience])
    rows = {wave: _gapped(row, items, wave=wave, rng=rng) for wave, row in scores.items()}
    sheets = {wave: dict(zip(items, row, strict=True)) for wave, row in rows.items()}
    sheets["retro_before"] = {item: score for item, score in sheets["retro_before"].items() if item in RETRO_ITEMS}
    return sheets


def _gapped(row: np.ndarray, items: list[str], *, wave: str, rng: np.random.Generator) -> list[int]:
    """Scores with “don't know” and empty cells, which fall independently of the score."""
    base = DONT_KNOW.get(wave, DONT_KNOW["after"])
    unsure = rng.random(len(row)) < np.array([base * DONT_KNOW_OFTEN.get(item, 1.0) for item in items])
    skipped = rng.random(len(row)) < EMPTY
    gaps = np.where(unsure, DONT_KNOW_SCORE, row)
    return [int(score) for score in np.where(skipped, NO_SCORE, gaps)]
