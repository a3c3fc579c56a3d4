"""Cron syntax in a time zone → moments. `cronsim` reads it as Debian's cron does, changes of clock included."""

from __future__ import annotations

import datetime as dt
from itertools import takewhile
from zoneinfo import ZoneInfo

from cronsim import CronSim

MOST = 1000  # slots looked at after an outage: three years of a daily report


def slots_between(cron: str, *, timezone: str, after: dt.datetime, until: dt.datetime) -> list[dt.datetime]:
    """Every moment of the schedule later than `after`, up to and including `until`, the earliest first; the last
    `MOST` of them.
    """
    zone = ZoneInfo(timezone)
    backwards = CronSim(cron, until.astimezone(zone) + dt.timedelta(minutes=1), reverse=True)
    found = [slot for _, slot in zip(range(MOST), takewhile(lambda slot: slot > after, backwards), strict=False)]
    return [slot for slot in found[::-1] if slot <= until]


def last_slot(cron: str, *, timezone: str, until: dt.datetime) -> dt.datetime | None:
    """The latest moment of the schedule up to and including `until`; none where the schedule has none in 50 years."""
    backwards = CronSim(cron, until.astimezone(ZoneInfo(timezone)) + dt.timedelta(minutes=1), reverse=True)
    return next((slot for slot in backwards if slot <= until), None)


def next_slot(cron: str, *, timezone: str, after: dt.datetime) -> dt.datetime | None:
    """The first moment of the schedule later than `after`."""
    return next(iter(CronSim(cron, after.astimezone(ZoneInfo(timezone)))), None)
