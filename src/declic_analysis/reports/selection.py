"""Which answers a report is about: territory, period, audience, cut-off."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from declic_analysis.errors import UsageError, message
from declic_analysis.schemas import require
from declic_analysis.study.model import Exclusion, Words
from declic_analysis.vocabulary import Wave
from declic_analysis.wording import day, days

EXCLUDED_BY = ("audience", "territory", "format", "structure", "action")
PERIOD_FORMS = "2024, 2024-T2, 2024-03, 2024-01-15/2024-06-30"


class Period(NamedTuple):
    """First and last day, both included; `text` is how the reader wrote it."""

    start: dt.date
    end: dt.date
    text: str


def parse_period(text: str) -> Period | None:
    """`2024`, `2024-T2`, `2024-03` or `2024-01-15/2024-06-30`; empty text → None (the whole study).

    Raises: UsageError, naming the allowed forms.
    """
    return period_of(text) if text else None


def period_of(text: str) -> Period:
    """The period that a text names, as `parse_period`.

    Raises: UsageError, naming the allowed forms.
    """
    try:
        start, end = _bounds(text)
    except ValueError:
        raise _bad_period() from None
    if start > end:
        raise _bad_period()
    return Period(start, end, text)


def _bounds(text: str) -> tuple[dt.date, dt.date]:
    if "/" in text:
        first, last = text.split("/")
        return _day(first), _day(last)
    match = re.fullmatch(r"(\d{4})(?:-(T[1-4]|\d{2}))?", text)
    if not match:
        raise ValueError
    year, part = int(match[1]), match[2]
    first_month, last_month = _months(part)
    last_day = calendar.monthrange(year, last_month)[1] if last_month <= 12 else 0
    return dt.date(year, first_month, 1), dt.date(year, last_month, last_day)


def _months(part: str | None) -> tuple[int, int]:
    if part is None:
        return 1, 12
    if part.startswith("T"):
        return 3 * int(part[1]) - 2, 3 * int(part[1])
    return int(part), int(part)


def _day(text: str) -> dt.date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError
    return dt.date.fromisoformat(text)


def _bad_period() -> UsageError:
    return UsageError(
        message(fr="Période illisible.", en="Unreadable period."),
        allowed=PERIOD_FORMS,
        action=message(
            fr="Écrivez une année, un trimestre, un mois, ou deux dates séparées par « / », la plus ancienne d’abord.",
            en="Write a year, a quarter, a month, or two dates separated by '/', the earlier first.",
        ),
    )


def parse_cutoff(text: str) -> dt.date | None:
    """An ISO date; empty text → None (the build's extraction date).

    Raises: UsageError.
    """
    if not text:
        return None
    try:
        return _day(text)
    except ValueError:
        raise UsageError(
            message(fr="Date d’arrêté illisible.", en="Unreadable cut-off date."),
            allowed="2024-12-31",
            action=message(fr="Écrivez année-mois-jour.", en="Write year-month-day."),
        ) from None


class Excluded(NamedTuple):
    """What an exclusion took out: its reason, persons and answers (those that an earlier one took are not counted)."""

    reason: Words
    persons: int
    answers: int


def without_excluded(
    responses: pd.DataFrame, *, exclusions: Sequence[Exclusion]
) -> tuple[pd.DataFrame, list[Excluded]]:
    """Rows of `responses` that no exclusion of the study takes out, and what each took.

    Raises: ContractError, where a column is missing.
    """
    require(responses, [*EXCLUDED_BY, "answered_on", "person"], table="responses")
    told = []
    for rule in exclusions:
        out = _meets(responses, rule)
        told.append(Excluded(rule.reason, int(responses.loc[out, "person"].nunique()), int(out.sum())))
        responses = responses[~out]
    return responses, told


def about_first_action(responses: pd.DataFrame, *, reason: Words) -> tuple[pd.DataFrame, Excluded]:
    """Rows about each person's first action, audience by audience, and what is left out: later actions.

    The first action is that of the earliest day among the person's rows that name one; rows that name none, and people
    who could not be recognised, stay.
    Raises: ContractError, where a column is missing.
    """
    require(responses, ["person", "audience", "identified", "action", "action_on"], table="responses")
    named = responses[responses["action"].notna() & responses["identified"].fillna(False).astype(bool)]
    first = named.sort_values(["action_on", "action"], kind="stable").groupby(["person", "audience"])["action"].first()
    own = responses[["person", "audience"]].merge(
        first.rename("first").reset_index(), on=["person", "audience"], how="left", validate="many_to_one"
    )
    wanted = own["first"].set_axis(responses.index)
    out = (wanted.notna() & responses["action"].notna() & responses["action"].ne(wanted)).fillna(False).astype(bool)
    left = Excluded(reason, int(responses.loc[out, "person"].nunique()), int(out.sum()))
    return responses[~out], left


def _meets(responses: pd.DataFrame, rule: Exclusion) -> pd.Series:
    """All conditions hold; an unknown value or date meets none."""
    out = pd.Series(True, index=responses.index)
    for name in EXCLUDED_BY:
        wanted = getattr(rule, name)
        if wanted is not None:
            out &= responses[name].eq(wanted).fillna(False).astype(bool)
    sent = responses["answered_on"]
    if rule.answered_before is not None:
        out &= sent.lt(pd.Timestamp(rule.answered_before))
    if rule.answered_after is not None:
        out &= sent.ge(_end_of(rule.answered_after))
    return out


def select(
    responses: pd.DataFrame, *, audience: str = "", period: Period | None = None, cutoff: dt.date | None = None
) -> pd.DataFrame:
    """Rows of `responses` that a report is about, all territories together.

    The action's date decides the period. Where a questionnaire does not name its action, that of the same person does:
    the next one of a "before", the last one of an "after" or a follow-up (a pair is never cut in two by the edge of a
    period); else the date of the answer stands in, and a row that has neither belongs to no period.
    Nothing answered after the end of the cut-off day is kept.
    Raises: ContractError, where a column is missing.
    """
    require(responses, ["audience", "person", "identified", "wave", "action_on", "answered_on"], table="responses")
    keep = pd.Series(True, index=responses.index)
    if cutoff is not None:
        keep &= responses["answered_on"].isna() | (responses["answered_on"] < _end_of(cutoff))
    if audience:
        keep &= responses["audience"].eq(audience).astype(bool)
    if period is not None:
        dated = _dated(responses)
        keep &= dated.ge(pd.Timestamp(period.start)) & dated.lt(_end_of(period.end))
    return responses[keep]


def _dated(responses: pd.DataFrame) -> pd.Series:
    """The day that decides a row's period."""
    known = responses["action_on"]
    if not known.isna().any():
        return known
    unnamed = responses[known.isna() & responses["identified"].fillna(False).astype(bool)]
    actions = responses.loc[known.notna(), ["person", "audience", "action_on"]].drop_duplicates()
    asked = unnamed[["person", "audience", "answered_on"]].assign(
        early=unnamed["wave"].isin([Wave.BEFORE.value, Wave.RETRO_BEFORE.value]), row=unnamed.index
    )
    met = asked.merge(actions, on=["person", "audience"], how="inner", validate="many_to_many")
    day = met["answered_on"].dt.normalize()
    possible = met[day.isna() | (met["action_on"].ge(day) & met["early"]) | (met["action_on"].le(day) & ~met["early"])]
    first, last = (possible[possible["early"] == early].groupby("row")["action_on"] for early in (True, False))
    borrowed = pd.concat([first.min(), last.max()]).reindex(responses.index)
    return known.fillna(borrowed).fillna(responses["answered_on"])


def _end_of(day: dt.date) -> pd.Timestamp:
    return pd.Timestamp(day) + pd.Timedelta(days=1)


def period_label(period: Period | None, *, lang: str) -> str:
    """The period in words: "2024", "2e trimestre 2024", "mars 2024", "du 15 janvier 2024 au 30 juin 2024"."""
    if period is None:
        return ""
    if "/" in period.text:
        return days(period.start, period.end, lang=lang)
    if "-T" in period.text:
        return _quarter(int(period.text[-1]), period.start.year, lang=lang)
    return period.text if "-" not in period.text else day(period.start, lang=lang).split("\u00a0", 1)[1]


def _quarter(quarter: int, year: int, *, lang: str) -> str:
    if lang == "en":
        return f"{('first', 'second', 'third', 'fourth')[quarter - 1]} quarter of {year}"
    return f"{quarter}{'er' if quarter == 1 else 'e'}\u00a0trimestre {year}"
