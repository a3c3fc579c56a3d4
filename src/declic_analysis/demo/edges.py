"""Structures whose place in the network is known: one that meets no company, one that alone ties two to the rest.

They come with one person each, who answers nothing: they stand on the sheets of attendance alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from declic_analysis.demo.people import Action, Person, draw_codes, working_days
from declic_analysis.demo.windows import ON_THE_EDGE
from declic_analysis.study import Study
from declic_analysis.vocabulary import Role

TERRITORY, FORMAT = "lyonnais", "vis_ma_vie"
NUMBERS = (61, 62)  # numbered apart from the other actions of their territory
BETWEEN = dt.date(2024, 4, 2), dt.date(2024, 9, 20)
ISOLATED, BRIDGE, *BEHIND = ON_THE_EDGE


class Edge(NamedTuple):
    """actions of their own; host of one of them; who comes to which action."""

    actions: tuple[Action, ...]
    hosts: Mapping[str, str]
    people: tuple[Person, ...]


def draw_edge(
    people: Sequence[Person], *, days: Collection[dt.date], taken: Iterable[str], rng: np.random.Generator
) -> Edge:
    """One action that the isolated structure comes to alone, one that the bridge receives for those behind it, and the
    bridge at a mediation of its territory.

    Parameters: people, invited to the other actions; days, taken by actions; taken, codes of everybody else.
    """
    free = [day for day in working_days() if BETWEEN[0] <= day <= BETWEEN[1] and day not in days]
    dates = sorted(free[int(k)] for k in rng.choice(len(free), size=len(NUMBERS), replace=False))
    alone, received = (
        Action(f"{TERRITORY[:2].upper()}-2024-{number}", TERRITORY, FORMAT, day, 0.0)
        for number, day in zip(NUMBERS, dates, strict=True)
    )
    met = _mediation(people)
    came = [(ISOLATED, "prescripteurs", alone), *((name, "prescripteurs", received) for name in BEHIND)]
    came += [(BRIDGE, "industriels", met)]
    codes = draw_codes(len(came), rng, taken=taken)
    visitors = (
        Person(-1 - k, audience, TERRITORY, code, name, (action,), frozenset(), {})
        for k, ((name, audience, action), code) in enumerate(zip(came, codes, strict=True))
    )
    return Edge((alone, received), {alone.id: "", received.id: BRIDGE}, tuple(visitors))


def _mediation(people: Iterable[Person]) -> Action:
    """The first one to which a prescriber of the territory comes."""
    held = {a.id: a for p in people if "after" in p.waves and p.audience == "prescripteurs" for a in p.actions}
    return min((a for a in held.values() if (a.territory, a.format) == (TERRITORY, "mediation")), key=lambda a: a.id)


def network_truth(seen: Iterable[tuple[str, Action]], hosts: Mapping[str, str], *, study: Study) -> dict[str, Any]:
    """Who stands alone and whose leaving would part others, found by taking each structure away in turn.

    Parameters: seen, (structure, action) of everybody seen; hosts, action → who received it.
    """
    roles = {s.aliases[0]: set(s.roles) for s in study.structures if s.aliases}
    at: dict[str, set[str]] = {}
    for name, action in seen:
        at.setdefault(action.id, set()).add(name)
    for action_id, host in hosts.items():
        at.setdefault(action_id, set()).update({host} - {""})
    sides = {name: _accompanies(own) for name, own in roles.items()}
    met: dict[str, set[str]] = {name: set() for names in at.values() for name in names}
    for names in at.values():
        for name in names:
            met[name] |= {other for other in names if sides[other] != sides[name]}
    whole = _parts(met, without="")
    return {
        "isolated": sorted(name for name in met if not met[name]),
        "bridges": sorted(n for n in met if met[n] and _parts(met, without=n) > whole),
    }


def _accompanies(roles: Collection[Role]) -> bool:
    return bool({Role.PRESCRIBER, Role.SIAE} & set(roles))


def _parts(met: Mapping[str, set[str]], *, without: str) -> int:
    """Connected parts among the structures that meet somebody, one of them taken away."""
    left, parts = {name for name in met if met[name] and name != without}, 0
    while left:
        parts, waiting = parts + 1, [left.pop()]
        while waiting:
            near = met[waiting.pop()] & left
            left -= near
            waiting += near
    return parts
