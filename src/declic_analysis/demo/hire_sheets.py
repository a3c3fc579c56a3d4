"""The register of the persons accompanied as people keep it: three sheets of the workbook and two exports, soiled.

Some prescribers keep their applications in a tool of their own (`candidatures.csv`), the immersions of one territory
come from the tool of immersions (`immersions.csv`); everything else stands on the sheets. An accepted application or an
immersion that ended with a job tells again a hire of the sheet of hires.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from declic_analysis.demo.accompanied import Accompanied
from declic_analysis.demo.hire_records import Record, candidate_record, event_records, hire_records, known_persons
from declic_analysis.demo.saving import delimited
from declic_analysis.study import Study
from declic_analysis.study.register_fields import CODE, FIELDS, Field
from declic_analysis.vocabulary import RegisterKind as Kind
from declic_analysis.vocabulary import Step

Row = dict[str, Any]
APPLICATIONS, IMMERSIONS = "candidatures.csv", "immersions.csv"
TOOL_USERS = ("Cap Après-Demain", "Guichet Mirabelle")  # prescribers whose applications come from an export
IMMERSION_TERRITORY = "stephanois"
UNKNOWN_COMPANY, UNKNOWN_ACTION = "Chaudronnerie des Brumes (fictif)", "LY-2023-99"
UNLINKED_HIRES, UNKNOWN_COMPANIES = 3, 2
LATER = dt.date.max
REPEATED = {"candidats": 1, "étapes": 1, "embauches": 1}  # lines that say again what another line says


@dataclass
class Told:
    """What is written, in the terms of the contract tables, and the dirt put into it."""

    candidates: list[Record]
    events: list[Record]
    hires: list[Record]
    applications: list[Record]
    immersions: list[Record]
    dirt: Counter[str] = field(default_factory=Counter)


def told_on(people: Sequence[Accompanied], *, on: dt.date, rng: np.random.Generator) -> Told:
    """What every sheet and export says on that day, dirt and all."""
    known = known_persons(people, on=on)
    apart, steps = _shared(known, on)
    told = Told(
        candidates=[candidate_record(person) for person in known],
        events=steps["sheet"],
        hires=hire_records(known, on=on),
        applications=steps["applications"],
        immersions=steps["immersions"],
    )
    on_sheets = [person for person in known if person.code not in apart]
    _soil(told, on_sheets, on=on, rng=rng)
    return told


def _shared(known: Iterable[Accompanied], on: dt.date) -> tuple[set[str], dict[str, list[Record]]]:
    """Codes of those who stand in an export, and the records of each place."""
    places: dict[str, list[Record]] = {"sheet": [], "applications": [], "immersions": []}
    for person in known:
        for record in event_records(person, on=on):
            places[_place(person, record)].append(_completed(record, person, on))
    return {record["candidate"] for name in ("applications", "immersions") for record in places[name]}, places


def _place(person: Accompanied, record: Record) -> str:
    if record["step"] == Step.APPLIED.value and person.prescriber in TOOL_USERS:
        return "applications"
    exported = record["step"] == Step.IMMERSED.value and person.territory == IMMERSION_TERRITORY
    return "immersions" if exported else "sheet"


def _completed(record: Record, person: Accompanied, on: dt.date) -> Record:
    """With what an export says besides: who proposed the person, and the contract of an accepted one."""
    hire = person.hire if person.hired_by(on) and record["structure"] == person.companies[0] else None
    return record | {
        "origin": person.origin,
        "prescriber": person.prescriber,
        "hired": hire is not None,
        "accepted_on": hire.accepted_on if hire else None,
        "started_on": hire.started_on if hire else None,
        "contract": hire.contract if hire else None,
    }


def _soil(told: Told, people: Sequence[Accompanied], *, on: dt.date, rng: np.random.Generator) -> None:
    """What people get wrong, each on persons of its own: among those who applied to one company, after an action."""
    order = [people[int(k)] for k in rng.permutation(len(people))]
    plain = [p for p in order if p.linked and len(p.companies) == 1 and p.steps.get(Step.APPLIED, LATER) <= on]
    hired = iter([p for p in plain if p.hire and p.hire.started_on + dt.timedelta(30) <= on])
    others = iter([p for p in plain if not p.hired_by(on)])
    _hired_before_applied(told, next(hired))
    _started_before_accepted(told, next(hired))
    _hired_twice(told, next(hired), next(hired))
    for _ in range(UNLINKED_HIRES):
        _hire_of(told, next(hired))["action"] = None
    _before_the_encounter(told, next(others))
    _after_the_last_answer(told, next(others), on=on)
    _unknown_action(told, next(others))
    for _ in range(UNKNOWN_COMPANIES):
        _unknown_company(told, next(others))
    written_twice = next(others)
    told.candidates.append(candidate_record(written_twice))
    told.events.append(dict(_event_of(told, written_twice, Step.ORIENTED)))
    told.dirt |= Counter(hire_without_action=UNLINKED_HIRES, candidate_twice=1, step_twice=1)


def _hire_of(told: Told, person: Accompanied) -> Record:
    return next(record for record in told.hires if record["candidate"] == person.code)


def _event_of(told: Told, person: Accompanied, step: Step) -> Record:
    return next(r for r in told.events if r["candidate"] == person.code and r["step"] == step.value)


def _hired_before_applied(told: Told, person: Accompanied) -> None:
    record = _event_of(told, person, Step.APPLIED)
    record["event_on"] = _hire_of(told, person)["accepted_on"] + dt.timedelta(3)
    told.dirt["hired_before_applied"] += 1


def _started_before_accepted(told: Told, person: Accompanied) -> None:
    record = _hire_of(told, person)
    record["started_on"] = record["accepted_on"] - dt.timedelta(4)
    told.dirt["started_before_accepted"] += 1


def _hired_twice(told: Told, repeated: Accompanied, renewed: Accompanied) -> None:
    """One contract written twice under two references; one person taken on twice by the same company."""
    told.hires.append(_hire_of(told, repeated) | {"hire": "E-901"})
    first = _hire_of(told, renewed)
    later = {name: first[name] + dt.timedelta(10) for name in ("accepted_on", "started_on")}
    told.hires.append(first | later | {"hire": "E-902"})
    told.dirt |= Counter(same_hire_twice=1, second_contract=1)


def _before_the_encounter(told: Told, person: Accompanied) -> None:
    _event_of(told, person, Step.ORIENTED)["event_on"] = person.zero_on - dt.timedelta(5)
    told.dirt["step_before_encounter"] += 1


def _after_the_last_answer(told: Told, person: Accompanied, *, on: dt.date) -> None:
    late = _event_of(told, person, Step.APPLIED) | {"state": None, "state_on": None, "refusal_reason": None}
    told.events.append(late | {"step": Step.INTERVIEWED.value, "event_on": on + dt.timedelta(40)})
    told.dirt["after_the_last_answer"] += 1


def _unknown_action(told: Told, person: Accompanied) -> None:
    _event_of(told, person, Step.APPLIED)["action"] = UNKNOWN_ACTION
    told.dirt["unknown_action"] += 1


def _unknown_company(told: Told, person: Accompanied) -> None:
    _event_of(told, person, Step.APPLIED)["structure"] = UNKNOWN_COMPANY
    told.dirt["unknown_structure"] += 1


def hire_sheets(told: Told, study: Study) -> dict[str, list[Row]]:
    """Rows of the sheets `candidats`, `étapes` and `embauches`, under the template's headers."""
    territories = {t.id: t.label.fr for t in study.territories}
    kinds = {Kind.CANDIDATES: told.candidates, Kind.EVENTS: told.events, Kind.HIRES: told.hires}
    return {
        kind.label.fr: [_row(record, kind=kind, words=True, territories=territories) for record in records]
        for kind, records in kinds.items()
    }


def hire_exports(told: Told) -> dict[str, bytes]:
    """The two exports, one `;` csv each: applications by codes, immersions by words."""
    return {
        APPLICATIONS: _csv(told.applications, kind=Kind.APPLICATIONS, words=False),
        IMMERSIONS: _csv(told.immersions, kind=Kind.IMMERSIONS, words=True),
    }


def _csv(records: Iterable[Record], *, kind: Kind, words: bool) -> bytes:
    rows = [_row(record, kind=kind, words=words, territories={}) for record in records]
    headers = list(dict.fromkeys(header for row in rows for header in row))
    return delimited([headers, *([row[header] for header in headers] for row in rows)], separator=";")


def _row(record: Record, *, kind: Kind, words: bool, territories: Mapping[str, str]) -> Row:
    """What the record says under each header of the register that it can fill."""
    named = record | {CODE: record["candidate"]}
    fields = [f for f in FIELDS[kind] if f.name in named]
    return {f.header: _cell(named[f.name], f, words=words, territories=territories) for f in fields}


def _cell(value: Any, field: Field, *, words: bool, territories: Mapping[str, str]) -> Any:
    if value is None:
        return ""
    if field.kind == "territory":
        return territories[value]
    if field.kind == "yes":
        return "true" if value else "false"
    return field.choices.of(value).label.fr if words and field.choices else value


def told_again(told: Told) -> int:
    """Hires that an export tells besides the sheet of hires."""
    return sum(record["hired"] for record in (*told.applications, *told.immersions))
