"""Periods that move with the calendar → the period that a report's parameter names."""

from __future__ import annotations

import datetime as dt

from declic_analysis.vocabulary import RelativePeriod


def relative_period(text: str, *, day: dt.date) -> str:
    """`last_full_quarter` on 2024-07-15 → `2024-T2`; a period of the calendar is returned as it is.

    Parameters: day, when the report is due. The period ends before that day, but for `year_to_date`, which ends on the
    eve (on the first of January: the whole year before).
    """
    makers = {
        RelativePeriod.LAST_FULL_MONTH: _month,
        RelativePeriod.LAST_FULL_QUARTER: _quarter,
        RelativePeriod.LAST_FULL_SEMESTER: _semester,
        RelativePeriod.LAST_FULL_YEAR: lambda day: str(day.year - 1),
        RelativePeriod.YEAR_TO_DATE: _to_date,
    }
    return makers[RelativePeriod.of(text)](day) if text in RelativePeriod.codes() else text


def _month(day: dt.date) -> str:
    eve = day.replace(day=1) - dt.timedelta(days=1)
    return f"{eve.year}-{eve.month:02d}"


def _quarter(day: dt.date) -> str:
    before = (day.month - 1) // 3  # quarters of this year that have ended
    return f"{day.year}-T{before}" if before else f"{day.year - 1}-T4"


def _semester(day: dt.date) -> str:
    return f"{day.year}-01-01/{day.year}-06-30" if day.month > 6 else f"{day.year - 1}-07-01/{day.year - 1}-12-31"


def _to_date(day: dt.date) -> str:
    eve = day - dt.timedelta(days=1)
    return f"{eve.year}-01-01/{eve.isoformat()}"
