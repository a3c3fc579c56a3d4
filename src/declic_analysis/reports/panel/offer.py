"""What an evaluator can choose from: the studies of a project, and what one study and its data hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from declic_analysis import workplace
from declic_analysis.errors import StudyError
from declic_analysis.reports.reading import opened
from declic_analysis.reports.selection import parse_period, period_label
from declic_analysis.study import Study, load_study
from declic_analysis.wording.texts import say

Options = list[tuple[str, str]]  # what is read, what is meant


class Offer(NamedTuple):
    """Territories, audiences and periods of one study; `days`: of its answers and actions, each once, in order."""

    study: Study
    territories: Options
    audiences: Options
    periods: Options
    days: list[dt.date]


def studies(root: Path) -> Options:
    """Studies of the project by name, with their titles where they can be read."""
    return [(_titled(folder), str(folder)) for folder in workplace.study_folders(root)]


def _titled(folder: Path) -> str:
    try:
        return f"{folder.name} ({load_study(folder).title.of('fr')})"
    except StudyError:
        return folder.name  # its faults are told when it is chosen


def offer(folder: Path, *, root: Path, environment: Mapping[str, str], lang: str) -> Offer:
    """What the study in `folder` offers; its tables are rebuilt first if its raw files changed.

    Raises: StudyError, SourceError, ContractError, KeyMissingError.
    """
    study = load_study(folder)
    build, _ = opened(study, folder=folder, root=root, environment=environment)
    days = dated(build.tables)
    territories = [(t.label.of(lang), t.id) for t in study.territories]
    audiences = [(a.label.of(lang), a.id) for a in study.audiences]
    return Offer(
        study,
        [(say("panel_all_territories", lang=lang), ""), *territories],
        [(say("panel_all_audiences", lang=lang), ""), *audiences],
        [(say("panel_all_periods", lang=lang), ""), *((_label(code, lang=lang), code) for code in periods(days))],
        days,
    )


def dated(tables: Mapping[str, pd.DataFrame]) -> list[dt.date]:
    """Days of `responses` (the action's, else the answer's) and of `actions`, each once, in order."""
    answers = tables["responses"]
    known = [answers["action_on"].fillna(answers["answered_on"])]
    known += [tables["actions"]["action_on"]] if "actions" in tables else []
    return sorted({day.date() for column in known for day in column.dropna().dt.normalize().unique()})


def periods(days: list[dt.date]) -> list[str]:
    """Years, then quarters, then months in which there is something."""
    kinds = (str(day.year) for day in days), (f"{day.year}-T{(day.month + 2) // 3}" for day in days)
    return [code for kind in (*kinds, (f"{day:%Y-%m}" for day in days)) for code in _once(kind)]


def _once(codes: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(codes))


def _label(code: str, *, lang: str) -> str:
    return period_label(parse_period(code), lang=lang)
