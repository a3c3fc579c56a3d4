"""The demonstration's `registres.xlsx`: actions, who was invited and came, ambassadors, hires, videos, costs.

The people are those of the questionnaires, under the same codes; whoever answered after an action was there. The
persons accompanied are others: `demo.hire_sheets`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from declic_analysis.demo.diagnosis import diagnosis_rows, opening_rows
from declic_analysis.demo.edges import Edge, network_truth
from declic_analysis.demo.hire_sheets import REPEATED, Told, hire_sheets
from declic_analysis.demo.partners import (
    FILMS,
    draw_volunteers,
    film_rows,
    host_of,
    leading_rows,
    partners_truth,
    roster_row,
)
from declic_analysis.demo.people import Action, Person
from declic_analysis.demo.saving import bytes_of
from declic_analysis.demo.visits import Visit
from declic_analysis.demo.words import conversations
from declic_analysis.study import Study
from declic_analysis.study.register_workbook import template_book
from declic_analysis.vocabulary import Attendance

Row = dict[str, Any]
ABSENT = {Attendance.NOSHOW: "absence non excusée", Attendance.EXCUSED: "excusé", Attendance.UNKNOWN: ""}
SHARES = (0.6, 0.2, 0.15, 0.05)  # present, unexcused, excused, not noted: among those who sent no second questionnaire
N_SEEN_TWICE, N_LOST = 3, 2
EXPECTED = {
    "zi_tour": 9,
    "vis_ma_vie": 8,
    "visite_siae": 5,
    "ambassadeurs": 5,
    "marque_employeur": 6,
    "mediation": 14,
}  # places of an action of each format
UNKNOWN_REFERENCE = "LY-2023-99"
HIRES = (("ZA01BC", "2024-05-13", "2024-06-03", "CDI", ""), ("ZD02EF", "2024-09-02", "2024-09-16", "intérim", "3"))


def fictitious_registers(
    study: Study, *, people: list[Person], visits: Sequence[Visit], edge: Edge, told: Told, rng: np.random.Generator
) -> tuple[bytes, dict[str, Any]]:
    """The workbook, and what it truly holds: rows of each sheet by state, attendances by state, persons, dirt.

    Parameters: told, what is known of the persons accompanied; visits, whose visitors are not among `people`; edge,
    structures whose place in the network is known.
    """
    actions = sorted({a.id: a for p in people for a in p.actions}.values(), key=lambda action: action.id)
    visitors = [visitor for visit in visits for visitor in visit.visitors]
    others = [*visitors, *edge.people]
    present, states = attendance_rows(people, rng)
    dirt = _dirt(present, rng)
    accompanied = hire_sheets(told, study)
    volunteers = draw_volunteers(people, rng=rng)
    leading = [row for volunteer in volunteers for row in leading_rows(volunteer)]
    hosts = hosts_of(actions, study) | {visit.action.id: visit.host for visit in visits} | dict(edge.hosts)
    every = [*actions, *(visit.action for visit in visits), *edge.actions]
    places = {t.id: t.label.fr for t in study.territories}
    sheets = {
        "actions": [_action(action, study, host=hosts[action.id]) for action in every],
        "présences": [*present, *leading, *dirt, *(_present(other) for other in others)],
        "invitations": [_invitation(person, study) for person in [*people, *visitors]],
        "ambassadeurs": [
            roster_row(volunteer, number=k, territory=places[volunteer.person.territory])
            for k, volunteer in enumerate(volunteers)
        ],
        "candidats": accompanied["candidats"],
        "étapes": [*(_step(code, day) for code, day, *_ in HIRES), *accompanied["étapes"]],
        "embauches": [*(_hire(*hire, study=study) for hire in HIRES), *accompanied["embauches"]],
        "vidéos": [row for film in FILMS for row in film_rows(film, actions, rng=rng)],
        "coûts": [_cost(cost, study) for cost in study.framework.costs],
        "diagnostic": diagnosis_rows(study),
        "postes à pourvoir": opening_rows(study),
        "entretiens et observations": conversations(study, actions=actions),
        "préconisations": [{"préconisation": "(fictif) Rappeler chaque inscrit la veille d’une action",
                            "responsable": "les deux porteurs (fictif)", "état": "en cours",
                            "échéance": dt.date(2025, 1, 31),
                            "preuve": "(fictif) chapitre « Actions et participation »"}],
    }  # fmt: skip
    seen = [*seen_at(people, states), *((other.structure, other.actions[0]) for other in others)]
    states += [Attendance.SEEN] * (len(leading) + len(others))
    truth = _truth(sheets, actions=every, states=states)
    told_of = partners_truth(seen, volunteers, hosts, actions=every)
    led = ((v.person.structure, action) for v in volunteers for action in v.led)
    told_of["network"] = network_truth([*seen, *led], hosts, study=study)
    return _written(study, sheets), truth | {"partners": told_of}


def seen_at(people: Iterable[Person], states: Sequence[Attendance]) -> Iterator[tuple[str, Action]]:
    """Structure and action of everybody seen; states: as `attendance_rows` gives them."""
    rows = ((person.structure, action) for person in people for action in person.actions)
    return (row for row, state in zip(rows, states, strict=False) if state is Attendance.SEEN)


def hosts_of(actions: Iterable[Action], study: Study) -> dict[str, str]:
    """Who receives each action; empty for none."""
    by_date = sorted(actions, key=lambda action: (action.held_on, action.id))
    return {action.id: host_of(action, study=study, number=k) for k, action in enumerate(by_date)}


def _truth(sheets: dict[str, list[Row]], *, actions: list[Action], states: list[Attendance]) -> dict[str, Any]:
    """`costs` repeats what the study declares: every one of its rows is a duplicate."""
    rows = {name: {"raw": len(lines), "accepted": len(lines), "duplicate": 0, "quarantined": 0}
            for name, lines in sheets.items()}  # fmt: skip
    rows["présences"] |= {"accepted": len(states), "duplicate": N_SEEN_TWICE, "quarantined": N_LOST}
    rows["coûts"] |= {"accepted": 0, "duplicate": len(sheets["coûts"])}
    for name, n in REPEATED.items():
        rows[name] |= {"accepted": rows[name]["raw"] - n, "duplicate": n}
    return {
        "rows": rows,
        "actions": {t: sum(a.territory == t for a in actions) for t in dict.fromkeys(a.territory for a in actions)},
        "attendances": {state.value: states.count(state) for state in Attendance if states.count(state)},
        "hires": rows["embauches"]["accepted"],
    }


def _action(action: Action, study: Study, *, host: str) -> Row:
    formats = {f.id: f.label.fr for f in study.formats}
    territories = {t.id: t for t in study.territories}
    names = {s.id: s.name for s in study.structures}
    operator = territories[action.territory].operators[0]
    return {"référence": action.id, "format": formats[action.format], "date": action.held_on,
            "territoire": territories[action.territory].label.fr, "opérateur": names[operator],
            "structure visitée": host, "personnes attendues": EXPECTED[action.format]}  # fmt: skip


def attendance_rows(people: Iterable[Person], rng: np.random.Generator) -> tuple[list[Row], list[Attendance]]:
    """Lines of the attendance sheets, person after person, and the state that each truly has."""
    rows, states = [], []
    kinds = (Attendance.SEEN, Attendance.NOSHOW, Attendance.EXCUSED, Attendance.UNKNOWN)
    for person in people:
        for action in person.actions:
            drawn = kinds[int(rng.choice(len(kinds), p=SHARES))]
            state = Attendance.SEEN if "after" in person.waves else drawn
            rows.append(_attendance(person, action, told=ABSENT.get(state, "présent")))
            states.append(state)
    return rows, states


def _attendance(person: Person, action: Action, *, told: str) -> Row:
    return {"référence de l’action": action.id, "code personnel": person.code, "structure": person.structure,
            "présence": told}  # fmt: skip


def _present(visitor: Person) -> Row:
    return _attendance(visitor, visitor.actions[0], told="présent")


def _dirt(rows: list[Row], rng: np.random.Generator) -> list[Row]:
    """Some people stand twice on their sheet, some on a sheet whose action nobody listed."""
    chosen = [rows[int(k)] for k in rng.choice(len(rows), size=N_SEEN_TWICE + N_LOST, replace=False)]
    again = [row | {"code personnel": row["code personnel"].lower()} for row in chosen[:N_SEEN_TWICE]]
    return again + [row | {"référence de l’action": UNKNOWN_REFERENCE} for row in chosen[N_SEEN_TWICE:]]


def _invitation(person: Person, study: Study) -> Row:
    audiences = {a.id: a.label.fr for a in study.audiences}
    territories = {t.id: t.label.fr for t in study.territories}
    return {"public": audiences[person.audience], "territoire": territories[person.territory],
            "référence de l’action": person.actions[0].id, "structure": person.structure, "temps de mesure": "Avant",
            "code personnel": person.code, "origine du nombre": "liste d’invitation (fictive)"}  # fmt: skip


def _step(code: str, day: str) -> Row:
    return {"code personnel": code, "étape": "candidature", "date": dt.date.fromisoformat(day) - dt.timedelta(days=21)}


def _hire(code: str, accepted: str, started: str, contract: str, months: str, *, study: Study) -> Row:
    company = next(s.name for s in study.structures if "company" in s.roles)
    return {"code personnel": code, "entreprise": company, "acceptée le": accepted, "début du contrat": started,
            "contrat": contract, "durée (mois)": months}  # fmt: skip


def _cost(cost: Any, study: Study) -> Row:
    territories = {t.id: t.label.fr for t in study.territories}
    return {"poste": cost.heading.fr, "territoire": territories.get(cost.territory, ""), "période": cost.period,
            "euros": f"{cost.euros:,.2f} €".replace(",", " ").replace(".", ",")}  # fmt: skip


def _written(study: Study, sheets: dict[str, list[Row]]) -> bytes:
    book = template_book(study)
    for title, rows in sheets.items():
        page = book[title]
        place = {cell.value: k for k, cell in enumerate(page[1], start=1)}
        for line, row in enumerate(rows, start=2):
            for header, value in row.items():
                if value not in ("", None):
                    page.cell(line, place[header], value)
    return bytes_of(book)
