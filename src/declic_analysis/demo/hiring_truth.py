"""What `truth.json` says of the hires: the laws, what they imply for the persons drawn, what is known, the dirt."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from declic_analysis.demo.accompanied import Accompanied
from declic_analysis.demo.hire_records import known_persons
from declic_analysis.demo.hire_sheets import APPLICATIONS, IMMERSIONS, Told, told_again
from declic_analysis.demo.hiring import (
    CHECKS,
    NO_ACTION,
    NONE,
    WINDOWS,
    contract_shares,
    durable_share,
    expected_conversions,
    expected_incidences,
    lasting_share,
)


def hiring_truth(people: Iterable[Accompanied], *, told: Told, on: dt.date) -> dict[str, Any]:
    """`formats`: the law of each; `incidence`: over the persons known, from the encounter; `known`: counts that day,
    without the dirt; `mature`: persons whose window is over; `exports`: rows of the two exports; `dirt`: how many of
    each fault.
    """
    known = known_persons(people, on=on)
    formats = Counter(person.format for person in known)
    return {
        "known_on": on.isoformat(),
        "formats": expected_conversions(),
        "incidence": expected_incidences(formats),
        "contracts": contract_shares(),
        "durable": round(durable_share(), 4),
        "still_employed": {step.value: round(lasting_share(step), 4) for step in CHECKS},
        "known": _known(known, on),
        "mature": {str(days): sum(p.zero_on + dt.timedelta(days) <= on for p in known) for days in WINDOWS},
        "exports": {name: _rows(records) for name, records in ((APPLICATIONS, told.applications),
                                                               (IMMERSIONS, told.immersions))},
        "told_again": told_again(told),
        "dirt": dict(sorted(told.dirt.items())),
    }  # fmt: skip


def _known(known: Sequence[Accompanied], on: dt.date) -> dict[str, Any]:
    hired = [person for person in known if person.hired_by(on)]
    ended = Counter(p.fate for p in known if p.fate != NONE and p.fate_on and p.fate_on <= on)
    return {
        "persons": len(known),
        "by_format": {name or None: n for name, n in Counter(p.format for p in known).items() if name != NO_ACTION},
        "not_attributed": sum(not person.linked for person in known),
        "by_territory": dict(Counter(person.territory for person in known)),
        "fates": dict(ended),
        "hires": len(hired),
        "hires_not_attributed": sum(not person.linked for person in hired),
        "hires_of_several_actions": sum(len(set(p.touches.values())) > 1 for p in hired),
        "contracts": dict(Counter(p.hire.contract for p in hired if p.hire)),
    }


def _rows(records: Sequence[Any]) -> dict[str, int]:
    return {"raw": len(records), "accepted": len(records), "duplicate": 0, "quarantined": 0}
