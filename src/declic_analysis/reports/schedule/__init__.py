"""Scheduled reports: when they are due, making those that are, and what starts it all on a machine."""

from declic_analysis.reports.schedule.due import Due, due_reports, parameters_of
from declic_analysis.reports.schedule.journal import Journal, Record
from declic_analysis.reports.schedule.periods import relative_period
from declic_analysis.reports.schedule.running import Ended, run_due
from declic_analysis.reports.schedule.slots import last_slot, next_slot, slots_between
from declic_analysis.reports.schedule.starters import starter

__all__ = [
    "Due",
    "Ended",
    "Journal",
    "Record",
    "due_reports",
    "last_slot",
    "next_slot",
    "parameters_of",
    "relative_period",
    "run_due",
    "slots_between",
    "starter",
]
