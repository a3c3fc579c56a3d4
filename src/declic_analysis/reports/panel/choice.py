"""What was chosen: checked, said in a sentence, and written as the two commands that do the same."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from declic_analysis import wording
from declic_analysis.reports.documents import REPORT
from declic_analysis.reports.making import report_name
from declic_analysis.wording.texts import say


class Choice(NamedTuple):
    """A study by its name, a notebook, the values of its parameters, the files wanted besides the page."""

    study: str
    document: str
    values: Mapping[str, str]
    formats: tuple[str, ...] = ()


def range_fault(first: dt.date | None, last: dt.date | None, *, days: Sequence[dt.date], lang: str) -> str:
    """What is wrong with two dates, with those that can be; nothing when there is something between them."""
    if not days:
        return say("panel_no_dates", lang=lang)
    known = {"first": wording.day(days[0], lang=lang), "last": wording.day(days[-1], lang=lang)}
    if first is None or last is None or first > last:
        return say("panel_two_dates", lang=lang, **known)
    if not any(first <= day <= last for day in days):
        return say("panel_nothing_then", lang=lang, **known)
    return ""


def report_arguments(choice: Choice) -> list[str]:
    """Words of the `declic` command that makes the report."""
    named = [] if choice.document == REPORT else ["--notebook", choice.document]
    values = [word for name, value in choice.values.items() if value for word in (f"--{name}", value)]
    return ["report", choice.study, *named, *values, "--format", ",".join(["html", *choice.formats])]


def report_command(choice: Choice) -> str:
    """`declic report …`, as a terminal takes it."""
    return quoted(["declic", *report_arguments(choice)])


def papermill_command(choice: Choice) -> str:
    """`papermill …`, as a terminal takes it: raw values, since papermill would make a number of a year."""
    given = {"study": choice.study, **{name: value for name, value in choice.values.items() if value}}
    words = [word for name, value in given.items() for word in ("-r", name, value)]
    output = f"outputs/{report_name(choice.document, choice.values)}.ipynb"
    return quoted(["papermill", f"notebooks/{choice.document}.ipynb", output, *words])


def quoted(words: Sequence[str], *, windows: bool = os.name == "nt") -> str:
    """Words of a command as one line, quoted as this system's terminal wants."""
    return subprocess.list2cmdline(words) if windows else shlex.join(words)
