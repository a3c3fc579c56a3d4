"""The fiction's partners: which structures come when, who receives whom, who leads, which videos are seen how often.

A structure takes part in the quarters of its `WINDOWS` only: some stay, some come later, some leave, some come back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from declic_analysis.demo.people import Action, Person
from declic_analysis.demo.windows import APART, open_in, quarter
from declic_analysis.study import Study
from declic_analysis.vocabulary import AmbassadorStage, Role

Row = dict[str, Any]
# How many volunteers of each territory stop at each stage.
STAGES = {"lyonnais": 2, "stephanois": 4}
# Who leads after the second day is active at the end; who leads before the first is not.
EARLY, LATE = dt.date(2024, 6, 1), dt.date(2024, 6, 20)
NEVER_RECEIVES = "Emboutis de Hautelune"  # and comes to no mediation: a company that meets no prescriber
TRAINED_ON = dt.date(2024, 2, 8)
LED_FORMATS = ("ambassadeurs", "zi_tour", "mediation", "visite_siae")
RECEIVING = ("zi_tour", "vis_ma_vie")  # one in three of these actions stops at a company
MEASURED_ON = (dt.date(2024, 3, 31), dt.date(2024, 6, 30), dt.date(2024, 9, 30), dt.date(2024, 12, 10))


class Film(NamedTuple):
    """A video: views a day, and views more at each action where it is shown."""

    video: str
    title: str
    company: str
    published_on: dt.date
    seconds: int
    share: float  # of the video that is watched
    per_day: float
    per_showing: float
    territory: str


FILMS = (
    Film("demo-0001", "Une forge vue de l’intérieur (fictif)", "Forge de Malpertuis", dt.date(2024, 2, 1), 245, 0.415,
         3.0, 40.0, "stephanois"),
    Film("demo-0002", "Le câble, de la bobine au quai (fictif)", "Câbles de Saint-Ornac", dt.date(2024, 2, 15), 290,
         0.372, 2.0, 25.0, "lyonnais"),
    Film("demo-0003", "Tisser un ruban, métier d’aujourd’hui (fictif)", "Rubans de Chantelune", dt.date(2024, 5, 20),
         180, 0.52, 1.5, 30.0, "stephanois"),
    Film("demo-0004", "Une journée en mécanique (fictif)", "Mécanique de Valmirande", dt.date(2024, 7, 8), 320, 0.33,
         1.0, 0.0, ""),
)  # fmt: skip


def host_of(action: Action, *, study: Study, number: int) -> str:
    """Who receives the action: a SIAE a visit of SIAE, a company present that quarter one tour in three; else empty.

    number: place of the action among all, by date.
    """
    names = {role: _names(study, action.territory, role) for role in (Role.SIAE, Role.COMPANY)}
    if action.format == "visite_siae":
        return next((n for n in names[Role.SIAE] if open_in(n, quarter(action.held_on))), "")
    here = [n for n in names[Role.COMPANY] if open_in(n, quarter(action.held_on))]
    here = [n for n in here if n != NEVER_RECEIVES]
    receives = action.format in RECEIVING and number % 3 == 0 and here
    return here[number // 3 % len(here)] if receives else ""


def _names(study: Study, territory: str, role: Role) -> list[str]:
    here = [s.aliases[0] for s in study.structures if role in s.roles and s.territory == territory]
    return [name for name in here if name not in APART]


class Volunteer(NamedTuple):
    """An ambassador of the roster: the stage where the person stands at the end, and the actions led."""

    person: Person
    stage: AmbassadorStage
    led: tuple[Action, ...]


def draw_volunteers(people: Iterable[Person], *, rng: np.random.Generator) -> list[Volunteer]:
    """Industrialists of each territory, as many at each stage; those of the last two lead one or two actions."""
    people = list(people)
    actions = sorted({a.id: a for p in people for a in p.actions}.values(), key=lambda a: (a.held_on, a.id))
    return [v for territory, n in STAGES.items() for v in _volunteers(people, actions, territory, n, rng)]


def _volunteers(
    people: list[Person], actions: list[Action], territory: str, n: int, rng: np.random.Generator
) -> list[Volunteer]:  # fmt: skip
    willing = [p for p in people if p.audience == "industriels" and p.territory == territory]
    chosen = [willing[int(k)] for k in rng.choice(len(willing), size=n * len(AmbassadorStage), replace=False)]
    stages = [stage for stage in AmbassadorStage for _ in range(n)]
    here = [a for a in actions if a.territory == territory and a.format in LED_FORMATS and a.held_on > TRAINED_ON]
    early, late = [a for a in here if a.held_on < EARLY], [a for a in here if a.held_on > LATE]
    led: dict[str, list[Action]] = {p.code: [] for p in chosen}
    for pool, stage in ((early, AmbassadorStage.FIRST_ACTION), (late, AmbassadorStage.ACTIVE)):
        leaders = [p for p, one in zip(chosen, stages, strict=True) if one is stage]
        for k, leader in enumerate(leaders):
            free = [a for a in pool if a not in leader.actions]
            led[leader.code] = free[k % len(free) :: n][:2] if free else []
    return [_volunteer(p, stage, tuple(led[p.code])) for p, stage in zip(chosen, stages, strict=True)]


def _volunteer(person: Person, stage: AmbassadorStage, led: tuple[Action, ...]) -> Volunteer:
    """Who finds no action to lead is trained and no more."""
    leads = stage in (AmbassadorStage.FIRST_ACTION, AmbassadorStage.ACTIVE)
    return Volunteer(person, AmbassadorStage.TRAINED if leads and not led else stage, led)


def roster_row(volunteer: Volunteer, *, number: int, territory: str) -> Row:
    """A line of the sheet of ambassadors; one in four is retired. territory: its name."""
    trained = TRAINED_ON if volunteer.stage is not AmbassadorStage.VOLUNTEER else None
    return {"code personnel": volunteer.person.code, "entreprise": volunteer.person.structure,
            "territoire": territory, "retraité récent": "oui" if number % 4 == 0 else "non",
            "volontaire depuis": dt.date(2024, 1, 15), "formé le": trained}  # fmt: skip


def leading_rows(volunteer: Volunteer) -> list[Row]:
    """Lines of the attendance sheets where the person leads."""
    return [{"référence de l’action": action.id, "code personnel": volunteer.person.code,
             "structure": volunteer.person.structure, "public": "industriels", "présence": "présent",
             "rôle": "ambassadeur qui anime"} for action in volunteer.led]  # fmt: skip


def shown_in(film: Film, actions: Sequence[Action]) -> list[Action]:
    """Every second tour of the film's territory after its publication."""
    tours = [a for a in actions if a.format == "zi_tour" and a.territory == film.territory]
    return sorted((a for a in tours if a.held_on > film.published_on), key=lambda a: a.held_on)[::2]


def film_rows(film: Film, actions: Sequence[Action], *, rng: np.random.Generator) -> list[Row]:
    """A line an export after the publication: totals since then."""
    shown, total, since, rows = shown_in(film, actions), 0, film.published_on, []
    for day in (d for d in MEASURED_ON if d > film.published_on):
        times = sum(since < a.held_on <= day for a in shown)
        total += int(rng.poisson(film.per_day * (day - since).days + film.per_showing * times))
        hours = f"{total * film.seconds * film.share / 3600:.2f}".replace(".", ",")
        rows.append({"contenu": film.video, "titre de la vidéo": film.title, "entreprise": film.company,
                     "publiée le": film.published_on, "relevée le": day, "durée": _clock(film.seconds), "vues": total,
                     "durée de visionnage (heures)": hours,
                     "durée moyenne d’une vue": _clock(round(film.seconds * film.share)),
                     "pourcentage moyen regardé (%)": f"{100 * film.share:.1f}".replace(".", ","),
                     "montrée lors des actions": "|".join(a.id for a in shown)})  # fmt: skip
        since = day
    return rows


def _clock(seconds: int) -> str:
    return f"0:{seconds // 60:02d}:{seconds % 60:02d}"


def partners_truth(
    presents: Iterable[tuple[str, Action]], volunteers: Sequence[Volunteer], hosts: Mapping[str, str],
    *, actions: Sequence[Action],
) -> dict[str, Any]:  # fmt: skip
    """What the registers truly hold: quarters in which each structure was seen, ambassadors by stage, actions led.

    Parameters: presents, (structure, action) of everybody seen; hosts, action → who received it.
    """
    led = {a.id: a for v in volunteers for a in v.led}
    dated = {a.id: a for a in actions}
    there = [*presents, *((v.person.structure, a) for v in volunteers for a in v.led)]
    there += [(host, dated[action]) for action, host in hosts.items() if host]
    quarters: dict[str, set[int]] = {}
    for structure, action in there:
        quarters.setdefault(structure, set()).add(quarter(action.held_on))
    reached = {stage.value: sum(list(AmbassadorStage).index(v.stage) >= k for v in volunteers)
               for k, stage in enumerate(AmbassadorStage)}  # fmt: skip
    return {
        "quarters_seen": {name: sorted(seen) for name, seen in sorted(quarters.items())},
        "ambassadors": reached,
        "actions_led": len(led),
        "led_attendances": sum(len(v.led) for v in volunteers),
        "shown_in": {film.video: [a.id for a in shown_in(film, actions)] for film in FILMS},
        "views": {film.video: {"per_day": film.per_day, "per_showing": film.per_showing} for film in FILMS},
        "shift_difference_led": 0.0,
    }
