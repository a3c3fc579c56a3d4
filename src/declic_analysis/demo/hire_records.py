"""What is known of the persons accompanied on a day: records in the terms of the contract tables (codes, dates).

A record names structures as people write them; every step or answer later than that day is not known yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from declic_analysis.demo.accompanied import Accompanied, Hire
from declic_analysis.demo.hiring import ELSEWHERE, HIRED, STAGES, TRAINING, WITHDRAWN
from declic_analysis.vocabulary import ApplicationState, ImmersionObjective, RefusalReason, Step

Record = dict[str, Any]
REFUSAL_DAYS, SECOND_DAYS = 18, 12  # from an application to its refusal; to that of the second company
# how the register words the fates that compete with a hire: state of the application, reason
EXITS = {
    ELSEWHERE: (ApplicationState.OBSOLETE, None),
    TRAINING: (ApplicationState.REFUSED, RefusalReason.TRAINING),
    WITHDRAWN: (ApplicationState.REFUSED, RefusalReason.UNAVAILABLE),
}
STEPS = (Step.ORIENTED, *(stage.step for stage in STAGES))


def known_persons(people: Iterable[Accompanied], *, on: dt.date) -> list[Accompanied]:
    """Those who have been oriented by that day: nobody knows the others yet."""
    return [person for person in people if person.steps[Step.ORIENTED] <= on]


def candidate_record(person: Accompanied) -> Record:
    return {"candidate": person.code, "territory": person.territory, "prescriber": person.prescriber,
            "origin": person.origin, "rome": person.rome}  # fmt: skip


def event_records(person: Accompanied, *, on: dt.date) -> list[Record]:
    """One record a step known that day, one for the application to a second company, one a check after the hire."""
    found = [_step(person, step, day, on) for step, day in person.steps.items() if day <= on]
    applied_on = person.steps.get(Step.APPLIED)
    if len(person.companies) > 1 and applied_on and applied_on <= on:
        found.append(_second(person, applied_on, on))
    return found + list(_checks(person, on))


def _record(person: Accompanied, step: Step, day: dt.date, **told: Any) -> Record:
    return {"candidate": person.code, "step": step.value, "event_on": day, "action": person.touches.get(step),
            "structure": None, "state": None, "state_on": None, "refusal_reason": None, "objective": None,
            **told}  # fmt: skip


def _step(person: Accompanied, step: Step, day: dt.date, on: dt.date) -> Record:
    objective = ImmersionObjective.RECRUIT.value if step == Step.IMMERSED else None
    company = None if step == Step.ORIENTED else person.companies[0]
    return _record(person, step, day, structure=company, objective=objective, **_answer(person, step, on))


def _answer(person: Accompanied, step: Step, on: dt.date) -> Record:
    """State on the application; on the orientation where somebody left before applying."""
    answered = Step.APPLIED if Step.APPLIED in person.steps else Step.ORIENTED
    if step != answered:
        return {}
    fate_on = person.fate_on
    if person.fate in EXITS and fate_on and fate_on <= on:
        state, reason = EXITS[person.fate]
        return _state(state, fate_on, reason.value if reason else None)
    if person.fate == HIRED and fate_on and fate_on <= on:
        return _state(ApplicationState.ACCEPTED, fate_on)
    return _waiting(person, step, on)


def _waiting(person: Accompanied, step: Step, on: dt.date) -> Record:
    refused_on = person.steps[step] + dt.timedelta(REFUSAL_DAYS)
    if step == Step.ORIENTED:
        return {}
    if person.refusal and refused_on <= on:
        return _state(ApplicationState.REFUSED, refused_on, person.refusal)
    return {"state": ApplicationState.PROCESSING.value}


def _state(state: ApplicationState, day: dt.date, reason: str | None = None) -> Record:
    return {"state": state.value, "state_on": day, "refusal_reason": reason}


def _second(person: Accompanied, applied_on: dt.date, on: dt.date) -> Record:
    """The second company has no position open, or has not answered yet."""
    refused_on = applied_on + dt.timedelta(SECOND_DAYS)
    answer = _state(ApplicationState.REFUSED, refused_on, RefusalReason.NO_POSITION.value)
    told = answer if refused_on <= on else {"state": ApplicationState.NEW.value}
    return _record(person, Step.APPLIED, applied_on, structure=person.companies[1], **told)


def _checks(person: Accompanied, on: dt.date) -> Iterator[Record]:
    if person.hire and person.hired_by(on):
        for step, day in person.hire.checks.items():
            if day <= on:
                yield _record(person, step, day, structure=person.companies[0])


def hire_records(people: Iterable[Accompanied], *, on: dt.date) -> list[Record]:
    """The contracts accepted by that day, in the order of their acceptance."""
    known = sorted((p for p in people if p.hired_by(on)), key=lambda p: (p.fate_on, p.code))
    return [_hire(person, person.hire, number, on) for number, person in enumerate(known, 1) if person.hire]


def _hire(person: Accompanied, hire: Hire, number: int, on: dt.date) -> Record:
    ended = hire.followed and hire.left_on <= on
    return {
        "hire": f"E-{number:03d}", "candidate": person.code, "structure": person.companies[0],
        "action": person.touches.get(Step.APPLIED), "accepted_on": hire.accepted_on, "started_on": hire.started_on,
        "contract": hire.contract, "months": hire.months, "ended_on": hire.left_on if ended else None,
        "rome": person.rome,
    }  # fmt: skip
