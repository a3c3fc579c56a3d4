"""Steps of journeys, reasons and contradictions in words, from published frames."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import (
    ApplicationOrigin,
    Coded,
    FaultTreatment,
    JobQuality,
    JourneyFault,
    LossGroup,
    LossReason,
    Outcome,
    PrescriberKind,
    RefusalReason,
    Step,
    TimeOrigin,
)
from declic_analysis.wording.formats import day, integer, missing, percent
from declic_analysis.wording.texts import capital, say

START = "start"
GROUPED: Mapping[str, type[Coded]] = {"prescriber_kind": PrescriberKind, "applied_by": ApplicationOrigin}


def step_name(step: str, *, unit: str, lang: str) -> str:
    """A step as pages write it, of persons or of applications; `start`: all those followed."""
    return say(f"{unit}_{step}", lang=lang)


def step_count(row: pd.Series, name: str, *, lang: str) -> str:
    """A count of a published row: "not stated" where nobody records the step, "not published" where it is withheld."""
    if not bool(row["recorded"]):
        return say("unknown", lang=lang)
    if not missing(row[name]):
        return integer(row[name], lang=lang)
    return say("nearly_all" if name == "n_reached" and bool(row["nearly_all"]) else "not_published", lang=lang)


def step_share(row: pd.Series, names: tuple[str, str, str], *, lang: str) -> str:
    """A share with its interval; empty where there is none to show."""
    if any(missing(row[name]) for name in names):
        return ""
    share, low, high = (percent(row[name], lang=lang) for name in names)
    return say("step_share", lang=lang, share=share, low=low, high=high)


def steps_basis(*, cutoff: dt.date, origin: str, lang: str) -> str:
    """Which facts count, from which day: printed with every table of steps."""
    told = TimeOrigin.of(origin).label.of(lang)
    return say("steps_basis", lang=lang, date=day(cutoff, lang=lang), origin=told)


def step_group(by: str, value: object, *, names: Mapping[str, str], lang: str) -> str:
    """A group of a table of steps in words."""
    if missing(value):
        return say("group_unattributed" if by in ("format", "action") else "group_missing", lang=lang)
    if by in GROUPED:
        return GROUPED[by].of(str(value)).label.of(lang)
    if by == "rome_domain":
        return say(f"rome_{value}", lang=lang)
    return names.get(str(value), str(value))


def fault_name(code: str, *, lang: str) -> str:
    return JourneyFault.of(code).label.of(lang)


def treatment_name(code: str, *, lang: str) -> str:
    return FaultTreatment.of(code).label.of(lang)


def reason_name(code: str, *, lang: str) -> str:
    """A reason, as its public code is read and no further."""
    known = {member.value: member.label for member in (*RefusalReason, *LossReason)}
    return known[code].of(lang)


def reason_group(code: str, *, lang: str) -> str:
    known = {member.value: member.label for member in (*LossGroup, LossReason.MERGED)}
    return known[code].of(lang)


def stop_name(step: str, *, lang: str) -> str:
    """The last step recorded of people who are not known to be hired."""
    return say("stop_start", lang=lang) if step == START else step_name(step, unit="person", lang=lang)


def stop_outcome(code: object, *, lang: str) -> str:
    """What became of them; taken together where one outcome is few."""
    return say("stop_together", lang=lang) if missing(code) else Outcome.of(str(code)).label.of(lang)


def follow_ups(steps: Published | None, quality: Published | None, *, lang: str = "fr") -> str:
    """The line of the first page: people put in touch, in immersion, hired, of which in a lasting job.

    Parameters: steps, `step_rates` of persons, all together; quality, `quality_shares`; None or no row: not stated.
    Raises: ContractError, for a bare frame.
    """
    rows = None if steps is None else require_published(steps, kind="steps").frame
    if rows is None or rows.empty:
        return say("follow_ups", lang=lang)
    by_step = {str(row["step"]): row for _, row in rows.iterrows()}
    parts = {step: _part(step, _known(by_step[step], lang=lang), lang=lang) for step in NAMED}
    durable = _durable(quality, lang=lang) if bool(by_step[Step.HIRED.value]["recorded"]) else ""
    return say("follow_ups_line", lang=lang, durable=durable, **parts)


NAMED = (Step.APPLIED.value, Step.IMMERSED.value, Step.HIRED.value)


def _known(row: pd.Series, *, lang: str) -> int | str:
    count = row["n_reached"]
    return step_count(row, "n_reached", lang=lang) if missing(count) else int(count)


def _part(name: str, n: int | str, *, lang: str) -> str:
    if isinstance(n, str):
        return say(f"{name}_text", lang=lang, n=n)
    # French counts 0 and 1 as singular.
    many = n > 1 if lang == "fr" else n != 1
    return say(f"{name}_{'many' if many else 'one'}", lang=lang, n=integer(n, lang=lang))


def _durable(quality: Published | None, *, lang: str) -> str:
    rows = None if quality is None else require_published(quality, kind="quality").frame
    own = None if rows is None else rows[rows["quality"] == JobQuality.DURABLE.value]
    if own is None or own.empty:
        return _part("durable", say("unknown", lang=lang), lang=lang)
    n = own["n"].iloc[0]
    return _part("durable", say("not_published", lang=lang) if missing(n) else int(n), lang=lang)


def steps_alt(lines: Mapping[str, str], *, lang: str) -> str:
    """A figure of steps in words."""
    told = [say("alt_steps_item", lang=lang, step=capital(name), value=value) for name, value in lines.items()]
    return " ".join([say("alt_steps", lang=lang), *told])
