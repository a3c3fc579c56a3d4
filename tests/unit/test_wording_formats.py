"""Numbers and dates as a French and an English reader write them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from declic_analysis import wording
from declic_analysis.errors import UsageError
from declic_analysis.wording.formats import printed_interval, printed_points

NARROW, NBSP, MINUS = "\u202f", "\u00a0", "\u2212"


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [(0, "0", "0"), (999, "999", "999"), (1234, f"1{NARROW}234", "1,234"),
     (1234567, f"1{NARROW}234{NARROW}567", "1,234,567"),
     (-5, f"{MINUS}5", f"{MINUS}5"), (2.5, "3", "3"), (-0.2, "0", "0"), (np.int64(7), "7", "7")],
)  # fmt: skip
def test_integers(value: float, fr: str, en: str) -> None:
    assert wording.integer(value) == fr
    assert wording.integer(value, lang="en") == en


@pytest.mark.parametrize(
    ("share", "fr", "en"),
    [(0.12, f"12{NARROW}%", "12%"), (0, f"0{NARROW}%", "0%"), (1, f"100{NARROW}%", "100%"),
     (0.145, f"15{NARROW}%", "15%"),
     (0.005, f"1{NARROW}%", "1%"), (0.29, f"29{NARROW}%", "29%")],
)  # fmt: skip
def test_percentages(share: float, fr: str, en: str) -> None:
    assert wording.percent(share) == fr
    assert wording.percent(share, lang="en") == en


def test_decimals_use_the_comma() -> None:
    assert wording.decimal(1234.56) == f"1{NARROW}234,6"
    assert wording.decimal(1234.56, digits=2, lang="en") == "1,234.56"
    assert wording.percent(0.1234, digits=1) == f"12,3{NARROW}%"


@pytest.mark.parametrize(
    ("shift", "fr", "en"),
    [(0.12, f"+12{NBSP}points", f"+12{NBSP}points"), (-0.12, f"{MINUS}12{NBSP}points", f"{MINUS}12{NBSP}points"),
     (0.0, f"0{NBSP}point", f"0{NBSP}points"), (-0.004, f"0{NBSP}point", f"0{NBSP}points"),
     (0.01, f"+1{NBSP}point", f"+1{NBSP}point"), (0.02, f"+2{NBSP}points", f"+2{NBSP}points")],
)  # fmt: skip
def test_points(shift: float, fr: str, en: str) -> None:
    assert wording.points(shift) == fr
    assert wording.points(shift, lang="en") == en


def test_distances_have_no_sign() -> None:
    assert wording.points(0.37, signed=False) == f"37{NBSP}points"


def test_intervals() -> None:
    assert wording.interval(0.03, 0.21) == f"[+3{NBSP}; +21]"
    assert wording.interval(-0.285714, 0.12, lang="en") == f"[{MINUS}29, +12]"


@pytest.mark.parametrize(
    ("low", "expected"),
    [
        (0.003, "+0,3"),
        (-0.003, f"{MINUS}0,3"),
        (0.0, "0"),
        (0.005, "+1"),
        (0.0004, "+0,04"),
        (-0.00004, f"{MINUS}0,004"),
        (1e-16, "0"),
    ],
)
def test_an_end_near_zero_keeps_its_side(low: float, expected: str) -> None:
    assert wording.interval(low, 0.5).startswith(f"[{expected}{NBSP}")


@pytest.mark.parametrize("share", [0.145, 0.155, -0.145, 0.045, 0.025, 0.0, 0.2851, -0.005])
def test_marks_stand_where_the_text_says(share: float) -> None:
    text = wording.points(share).split(NBSP)[0].replace(MINUS, "-")
    assert float(text) == printed_points(share)
    ends = wording.interval(share, 0.9).strip("[]").split(f"{NBSP}; ")
    assert [float(end.replace(MINUS, "-").replace(",", ".")) for end in ends] == list(printed_interval(share, 0.9))


@pytest.mark.parametrize("write", [wording.integer, wording.percent, wording.points, wording.euros, wording.day])
@pytest.mark.parametrize("empty", [None, np.nan, pd.NA])
def test_unknown_is_not_zero(write: object, empty: object) -> None:
    assert write(empty) == "non renseigné"  # type: ignore[operator]
    assert write(empty, lang="en") == "not stated"  # type: ignore[operator]
    assert wording.interval(empty, 0.2) == "non renseigné"


def test_euros() -> None:
    assert wording.euros(12500) == f"12{NARROW}500{NBSP}€"
    assert wording.euros(12500, lang="en") == "€12,500"


@pytest.mark.parametrize(
    ("date", "fr", "en"),
    [(dt.date(2024, 3, 3), f"3{NBSP}mars 2024", f"3{NBSP}March 2024"),
     (dt.date(2024, 8, 1), f"1er{NBSP}août 2024", f"1{NBSP}August 2024"),
     (pd.Timestamp("2025-12-31 23:59"), f"31{NBSP}décembre 2025", f"31{NBSP}December 2025")],
)  # fmt: skip
def test_dates(date: dt.date, fr: str, en: str) -> None:
    assert wording.day(date) == fr
    assert wording.day(date, lang="en") == en


def test_ranges_of_dates() -> None:
    start, end = dt.date(2024, 3, 1), dt.date(2024, 5, 12)
    assert wording.days(start, end) == f"du 1er{NBSP}mars 2024 au 12{NBSP}mai 2024"
    assert wording.days(start, end, lang="en") == f"from 1{NBSP}March 2024 to 12{NBSP}May 2024"


def test_other_languages_are_refused() -> None:
    with pytest.raises(UsageError, match="fr, en"):
        wording.integer(1, lang="de")
