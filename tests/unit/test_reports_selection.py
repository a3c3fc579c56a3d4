"""Periods and cut-offs: what they cover, to the day."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from pydantic import ValidationError

from declic_analysis.errors import ContractError, UsageError
from declic_analysis.reports.selection import (
    about_first_action,
    parse_cutoff,
    parse_period,
    period_label,
    select,
    without_excluded,
)
from declic_analysis.study.base import Words
from declic_analysis.study.model import Exclusion

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
    dates = {c: pd.to_datetime(frame[c], format="mixed") for c in ("action_on", "answered_on")}
    return frame.assign(identified=True, wave="after", **dates)


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


def test_a_pair_is_not_cut_in_two_by_the_edge_of_a_period() -> None:
    """The first questionnaire is answered in March, before anybody knows which action of April the person comes to."""
    rows = [
        ("a", True, "before", None, "2024-03-28"),
        ("a", True, "after", "2024-04-05", "2024-04-06"),
        ("a", True, "followup", None, "2024-10-01"),
        ("b", True, "before", None, "2024-03-28"),  # nothing more is known of this one: the answer's date decides
        ("c", False, "before", None, "2024-03-29"),
        ("c", False, "after", "2024-04-05", "2024-04-06"),  # not recognised: the same pseudonym would prove nothing
        ("d", True, "before", None, "2024-04-20"),
        ("d", True, "after", "2024-04-05", "2024-04-06"),  # an action before the questionnaire is not its action
        ("d", True, "after", "2024-07-02", "2024-07-03"),
    ]
    frame = pd.DataFrame(rows, columns=["person", "identified", "wave", "action_on", "answered_on"])
    dates = {name: pd.to_datetime(frame[name]) for name in ("action_on", "answered_on")}
    frame = frame.assign(audience="p", **dates)
    kept = {text: select(frame, period=parse_period(text)).index.tolist() for text in ("2024-T1", "2024-T2", "2024-T3")}
    assert kept == {"2024-T1": [3, 4], "2024-T2": [0, 1, 2, 5, 7], "2024-T3": [6, 8]}


def test_a_missing_column_is_refused(responses: pd.DataFrame) -> None:
    with pytest.raises(ContractError):
        select(responses.drop(columns="action_on"))


def excluded_frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "person": ["a", "a", "b", "c"],
            "audience": ["p", "p", "i", "p"],
            "territory": pd.array(["l", "l", None, "s"], dtype="string"),
            "format": pd.array(["zi", "zi", "zi", None], dtype="string"),
            "structure": pd.array([None] * 4, dtype="string"),
            "action": pd.array(["T1", "T2", "T1", "T1"], dtype="string"),
            "answered_on": pd.to_datetime(["2024-03-01 09:00", "2024-04-01 00:00", None, "2024-03-31 23:00"]),
        }
    )


@pytest.mark.parametrize(
    ("rule", "kept", "persons"),
    [
        ({"action": "T1"}, [1], 3),
        ({"action": "T1", "territory": "l"}, [1, 2, 3], 1),
        ({"territory": "l"}, [2, 3], 1),
        ({"answered_after": "2024-03-31"}, [0, 2, 3], 1),
        ({"answered_before": "2024-03-02"}, [1, 2, 3], 1),
        ({"format": "autre"}, [0, 1, 2, 3], 0),
    ],
)
def test_an_exclusion_takes_out_what_meets_all_its_conditions(
    rule: dict[str, str], kept: list[int], persons: int
) -> None:
    frame = excluded_frame()
    found, told = without_excluded(frame, exclusions=[Exclusion.model_validate({"reason": "Pilote", **rule})])
    assert list(found.index) == kept
    assert (told[0].persons, told[0].answers) == (persons, len(frame) - len(kept))


def test_an_answer_taken_by_two_exclusions_is_counted_once() -> None:
    rules = [Exclusion.model_validate({"reason": "Pilote", "action": "T1"})] * 2
    _, told = without_excluded(excluded_frame(), exclusions=rules)
    assert [one.answers for one in told] == [3, 0]


def test_an_exclusion_without_condition_is_refused() -> None:
    with pytest.raises(ValidationError):
        Exclusion.model_validate({"reason": "Tout"})


def test_only_the_first_action_counts() -> None:
    rows = pd.DataFrame(
        [
            ("p", True, "b", "2024-05-02"), ("p", True, "a", "2024-02-01"), ("p", True, None, None),
            ("q", True, "b", "2024-05-02"), ("r", False, "a", "2024-02-01"), ("r", False, "b", "2024-05-02"),
        ],
        columns=["person", "identified", "action", "action_on"],
    ).assign(audience="industriels")  # fmt: skip
    rows["action_on"] = pd.to_datetime(rows["action_on"])
    kept, left = about_first_action(rows, reason=Words(fr="suite"))
    assert kept.index.tolist() == [1, 2, 3, 4, 5]
    assert (left.persons, left.answers) == (1, 1)
