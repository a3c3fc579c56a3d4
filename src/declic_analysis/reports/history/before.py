"""Which earlier report a new one is held against, and which period comes before one.

A rule that gives the same answer when a report is made again: runs from the same data up to the same day, the report's
own among them, are no earlier report.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from declic_analysis.reports.history.record import Record
from declic_analysis.reports.selection import Period, period_of

SERIES = ("territory", "audience", "diffusion")  # reports of the same readers about the same people


class Before(NamedTuple):
    """`last`: the last report of the same territory, audience and diffusion, whatever its period; `whole`: the last of
    them without a period, whose key figures another without a period may be held against.
    """

    last: Record | None = None
    whole: Record | None = None

    @property
    def digest(self) -> str:
        return ":".join(record.digest if record else "" for record in self)

    @property
    def named(self) -> dict[str, dict[str, str] | None]:
        """For a manifest: which runs these are."""
        return {
            name: {"report": record.report, "made_on": record.made_on, "cutoff": record.cutoff} if record else None
            for name, record in self._asdict().items()
        }


def reports_before(records: Sequence[Record], *, chosen: Mapping[str, Any], cutoff: str, data: str) -> Before:
    """What came before the report that is made now, of those that had a first page.

    Parameters: records, the oldest first; chosen, its parameters; cutoff, its last day (ISO, or empty); data, of
    `freshness.data_digest`.
    """
    same = [r for r in records if r.figures and _series(r.parameters) == _series(chosen)]
    earlier = [r for r in same if r.cutoff <= cutoff]
    while earlier and (earlier[-1].cutoff, earlier[-1].data) == (cutoff, data):
        earlier.pop()
    whole = [r for r in earlier if not r.parameter("period")]
    return Before(earlier[-1] if earlier else None, whole[-1] if whole else None)


def _series(chosen: Mapping[str, Any]) -> list[str]:
    return [str(chosen.get(name) or "") for name in SERIES]


def previous_period(period: Period) -> Period:
    """The period of the same kind just before: 2024-T2 → 2024-T1, 2024 → 2023, 2024-01 → 2023-12; before two dates, as
    many months where they bound whole months, else as many days.
    """
    text, start = period.text, period.start
    if "/" in text:
        return _range_before(period)
    if "-T" in text:
        quarter = (start.month + 2) // 3
        text = f"{start.year}-T{quarter - 1}" if quarter > 1 else f"{start.year - 1}-T4"
    elif "-" in text:
        eve = start - dt.timedelta(days=1)
        text = f"{eve.year}-{eve.month:02d}"
    else:
        text = str(start.year - 1)
    return period_of(text)


def _range_before(period: Period) -> Period:
    start, end = period.start, period.end
    eve = start - dt.timedelta(days=1)
    whole_months = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if whole_months:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        year, month = divmod(start.year * 12 + start.month - 1 - months, 12)
        first = dt.date(year, month + 1, 1)
    else:
        first = start - (end - start) - dt.timedelta(days=1)
    return period_of(f"{first.isoformat()}/{eve.isoformat()}")
