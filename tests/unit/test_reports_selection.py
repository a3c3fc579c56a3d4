"""Periods and cut-offs: what they cover, to the day."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from declic_analysis.errors import ContractError, UsageError
from declic_analysis.reports.selection import parse_cutoff, parse_period, period_label, select

D = dt.date


@pytest.mark.parametrize(
    ("text", "start", "end", "fr", "en"),
    [
        ("2024", D(2024, 1, 1), D(2024, 12, 31), "2024", "2024"),
        ("2024-T1", D(2024, 1, 1), D(2024, 3, 31), "1er\u00a0trimestre 2024", "first quarter of 2024"),
        ("2024-T4", D(2024, 10, 1), D(2024, 12, 31), "4e\u00a0trimestre 2024", "fourth quarter of 2024"),
        ("2024-02", D(2024, 2, 1), D(2024, 2, 29), "février 2024", "February 2024"),
        ("2024-01-15/2024-01-15", D(2024, 1, 15), D(2024, 1, 15), "du 15\u00a0janvier 2024 au 15\u00a0janvier 2024",
         "from 15\u00a0January 2024 to 15\u00a0January 2024"),
    ],
)  # fmt: skip
def test_a_period_covers_whole_days(text: str, start: dt.date, end: dt.date, fr: str, en: str) -> None:
    period = parse_period(text)
    assert (period.start, period.end) == (start, end)
    assert (period_label(period, lang="fr"), period_label(period, lang="en")) == (fr, en)


@pytest.mark.parametrize(
    "text",
    [
        *("24", "2024-T0", "2024-T5", "2024-00", "2024-13", "2024-1", "hier", "0000", "2024/2025"),
        *("2024-02-30/2024-03-01", "2024-03-01/2024-02-01", "2024-01-01/2024-02-01/2024-03-01"),
    ],
)
def test_an_unreadable_period_names_the_forms(text: str) -> None:
    with pytest.raises(UsageError, match="2024-T2"):
        parse_period(text)


def test_nothing_given_is_no_limit() -> None:
    assert parse_period("") is None and parse_cutoff("") is None and period_label(None, lang="fr") == ""


def test_an_unreadable_cutoff_is_refused() -> None:
    with pytest.raises(UsageError, match="2024-12-31"):
        parse_cutoff("2024-2-1")


@pytest.fixture
def responses() -> pd.DataFrame:
    rows = [
        ("a", "prescripteurs", "2024-03-31", "2024-04-02"),
        ("b", "prescripteurs", "2024-04-01", "2024-03-20"),  # answered before the action: the action decides
        ("c", "industriels", None, "2024-06-30 23:59"),
        ("d", "industriels", None, "2024-07-01 00:00"),
        ("e", "industriels", None, None),
    ]
    frame = pd.DataFrame(rows, columns=["person", "audience", "action_on", "answered_on"])
    return frame.assign(**{c: pd.to_datetime(frame[c], format="mixed") for c in ("action_on", "answered_on")})


@pytest.mark.parametrize(
    ("period", "audience", "cutoff", "kept"),
    [
        ("", "", None, "abcde"),
        ("2024-T2", "", None, "bc"),
        ("2024-T1", "", None, "a"),
        ("", "industriels", None, "cde"),
        ("", "", D(2024, 6, 30), "abce"),
        ("", "", D(2024, 4, 1), "be"),
        ("2024-T2", "industriels", D(2024, 6, 29), ""),
    ],
)
def test_rows_that_a_report_is_about(
    responses: pd.DataFrame, period: str, audience: str, cutoff: dt.date | None, kept: str
) -> None:
    found = select(responses, audience=audience, period=parse_period(period), cutoff=cutoff)
    assert "".join(found["person"]) == kept


def test_a_missing_column_is_refused(responses: pd.DataFrame) -> None:
    with pytest.raises(ContractError):
        select(responses.drop(columns="action_on"))
