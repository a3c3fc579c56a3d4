"""What was planned for a row of a page: a target as stated, else the sum of the targets of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis.vocabulary import Measure
from declic_analysis.wording.done import OF_ACTIONS

if TYPE_CHECKING:
    from declic_analysis.study import Study

Targets = dict[str, int | None]  # measure → number; None: not stated


def planned_for(study: Study, *, format: str | None, territory: str | None, period: str | None) -> Targets:
    """Targets of one row; format, territory, period: None = all of them together.

    A territory's targets add up to the whole where every territory of the study has one; formats add up too, but not
    their persons, who may come to several. Where all targets are for one and the same period, they are those of the
    whole.
    """
    stated = {row.period for row in study.framework.planned}
    only = next(iter(stated)) if len(stated) == 1 else None
    return {measure.value: _planned(study, measure, (format, territory, period or only)) for measure in OF_ACTIONS}


def _planned(study: Study, measure: Measure, key: tuple[str | None, str | None, str | None]) -> int | None:
    stated = {(row.format, row.territory, row.period): getattr(row, measure.value) for row in study.framework.planned}
    format, territory, period = key
    if stated.get(key) is not None:
        return int(stated[key])
    if (format, territory) == (None, None) and (found := _of_framework(study, measure, period)) is not None:
        return found
    if territory is None:
        parts = [stated.get((format, one.id, period)) for one in study.territories]
        if parts and all(part is not None for part in parts):
            return sum(int(part) for part in parts if part is not None)
    if format is None and measure is not Measure.PERSONS:
        each = [_planned(study, measure, (one.id, territory, period)) for one in study.formats]
        known = [part for part in each if part is not None]
        return sum(known) if known and len(known) == len(each) else None
    return None


def _of_framework(study: Study, measure: Measure, period: str | None) -> int | None:
    """The target of the one indicator that counts it for the whole programme."""
    if period is not None and {row.period for row in study.framework.planned} != {period}:
        return None
    indicators = [one for question in study.framework.questions for one in question.indicators]
    found = [one.target for one in indicators if one.measure == measure and one.target is not None]
    return int(found[0]) if len(found) == 1 and float(found[0]).is_integer() else None
