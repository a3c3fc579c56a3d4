"""Questionnaires sent back: one `Sheet` is one row of an export, still in the fiction's own terms."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from declic_analysis.demo.layout import Export, items_asked
from declic_analysis.demo.people import Action, Person
from declic_analysis.study import Study
from declic_analysis.vocabulary import RowState

OPEN = ("surprise", "frein")


@dataclass(frozen=True)
class Sheet:
    """One row: who, when, about which action, and each answer by layout key (`<wave>/<item>` → score)."""

    person: int
    code: str
    territory: str
    structure: str
    action: Action | None
    sent_at: dt.datetime | None
    started_at: dt.datetime | None
    scores: dict[str, int]
    open: dict[str, str]
    quotable: bool
    state: RowState = RowState.ACCEPTED
    kind: str = "plain"  # which dirt, if any
    written: dict[str, str] = field(default_factory=dict)  # layout key → text typed in place of a level
    themes: dict[str, str] = field(default_factory=dict)  # open question → theme of what is written there


def sheets_of(export: Export, *, people: list[Person], study: Study,
              rng: np.random.Generator) -> list[Sheet]:  # fmt: skip
    """The clean sheets of an export, in the order in which they were sent."""
    senders = [p for p in people if p.audience == export.audience and export.wave in p.waves]
    here = [p for p in senders if export.territory in (None, p.territory)]
    found = [sheet for p in here for sheet in _person_sheets(p, export, study=study, rng=rng)]
    return sorted(found, key=lambda sheet: (sheet.sent_at, sheet.person))


def _person_sheets(person: Person, export: Export, *, study: Study,
                   rng: np.random.Generator) -> list[Sheet]:  # fmt: skip
    """One sheet before the first action; one after each action."""
    actions = person.actions[:1] if export.wave == "before" else person.actions
    made = []
    for k, action in enumerate(actions):
        waves = {wave: "after_again" if wave == "after" and k else wave for wave in export.waves}
        scores = {
            f"{wave}/{item}": person.scores[drawn][item]
            for wave, drawn in waves.items()
            for item in items_asked(export, wave, study)
        }
        sent = moment(action.held_on, wave=export.wave, rng=rng)
        kind = "second_action" if k else "plain"
        made.append(_sheet(person, action, scores=scores, sent=sent, rng=rng, kind=kind))
    return made


def _sheet(person: Person, action: Action, *, scores: dict[str, int], sent: dt.datetime,
           rng: np.random.Generator, kind: str) -> Sheet:  # fmt: skip
    return Sheet(
        person=person.id,
        code=person.code,
        territory=person.territory,
        structure=person.structure,
        action=action,
        sent_at=sent,
        started_at=sent - dt.timedelta(seconds=int(rng.integers(180, 900))),
        scores=scores,
        open=dict.fromkeys(OPEN, ""),
        quotable=False,
        kind=kind,
    )


def moment(held_on: dt.date, *, wave: str, rng: np.random.Generator) -> dt.datetime:
    """When a questionnaire is sent: one to twelve days before the action, or from that evening to nine days after."""
    days = -int(rng.integers(1, 13)) if wave == "before" else int(rng.integers(0, 10))
    hour = int(rng.integers(8, 18)) if days else int(rng.integers(18, 22))
    midnight = dt.datetime.combine(held_on, dt.datetime.min.time())
    return midnight + dt.timedelta(days=days, hours=hour, seconds=int(rng.integers(3600)))
