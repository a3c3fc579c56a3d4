"""Which scheduled reports are due: the slots since the last one that was handled, one run for each distinct report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from declic_analysis.reports.schedule.periods import relative_period
from declic_analysis.reports.schedule.slots import last_slot, slots_between

if TYPE_CHECKING:
    from declic_analysis.reports.schedule.journal import Record
    from declic_analysis.study.reporting import ReportPlan


class Due(NamedTuple):
    """A report to make: its plan, the moment it was due, the parameters of that moment."""

    plan: ReportPlan
    slot: dt.datetime
    parameters: dict[str, str]


def due_reports(plans: Iterable[ReportPlan], *, records: Mapping[str, Record], at: dt.datetime) -> list[Due]:
    """Reports due at `at`, the earliest slot first.

    A report never made is due for its latest slot. After an outage each slot missed is due, but slots that ask for the
    very same report are one: the latest. Plans without a schedule are never due.
    """
    found = [due for plan in plans if plan.cron for due in _due(plan, records.get(plan.id), at)]
    return sorted(found, key=lambda due: due.slot)


def _due(plan: ReportPlan, record: Record | None, at: dt.datetime) -> list[Due]:
    cron, zone = str(plan.cron), plan.timezone
    if record is None or record.slot is None:
        latest = last_slot(cron, timezone=zone, until=at)
        slots = [] if latest is None else [latest]
    else:
        slots = slots_between(cron, timezone=zone, after=record.slot, until=at)
    reports = {tuple(parameters_of(plan, slot=slot).items()): slot for slot in slots}  # the latest slot stays
    return [Due(plan, slot, dict(parameters)) for parameters, slot in reports.items()]


def parameters_of(plan: ReportPlan, *, slot: dt.datetime) -> dict[str, str]:
    """The notebook's parameters for a moment of the schedule: relative periods are those before that day."""
    return {
        "territory": plan.territory or "",
        "audience": plan.audience or "",
        "period": relative_period(plan.period or "", day=slot.date()),
        "lang": plan.lang,
        "diffusion": plan.diffusion.value,
        **edition_of(plan),
    }


def edition_of(plan: ReportPlan) -> dict[str, str]:
    """Only where the plan names one: notebooks that have a single edition do not know the parameter."""
    return {"edition": plan.edition.value} if plan.edition else {}
