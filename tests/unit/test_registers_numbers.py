"""Numbers as French and English spreadsheets, tills and YouTube Studio write them."""

from __future__ import annotations

import pytest

from declic_analysis.ingest.registers.numbers import days, duration, money, number, percent, whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234", 1234.0), ("1 234,50", 1234.5), ("1\u202f234,50", 1234.5), ("1\u00a0234", 1234.0), ("1234.50", 1234.5),
        ("1.234,50", 1234.5), ("1,234.50", 1234.5), ("1,234,567", 1234567.0), ("-3,5", -3.5), ("−3,5", -3.5),
        ("1,5", 1.5), ("1,234", 1.234), ("1'234.5", 1234.5), ("1e3", 1000.0), ("", None),
        ("douze", None), ("1,2,3", None),
        ("12 mois", None), ("05/03/2024", None),
    ],
)  # fmt: skip
def test_number(text: str, expected: float | None) -> None:
    assert number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,234", 1234.0), ("1 234", 1234.0), ("12", 12.0), ("1,5", None), ("12,0", 12.0),
     ("-4", -4.0)],
)  # fmt: skip
def test_whole(text: str, expected: float | None) -> None:
    assert whole(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1 234,50 €", 1234.5), ("€1,234.50", 1234.5), ("12 k€", 12000.0), ("1 500 euros", 1500.0), ("500 EUR", 500.0),
     ("gratuit", None), ("€", None)],
)  # fmt: skip
def test_money(text: str, expected: float | None) -> None:
    assert money(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("42,5", 0.425), ("42.5 %", 0.425), ("5\u202f%", 0.05), ("oui", None)])
def test_percent(text: str, expected: float | None) -> None:
    assert percent(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0:03:09", 189.0), ("3:09", 189.0), ("1:00:00", 3600.0), ("189", 189.0), ("1899-12-30 00:03:09", 189.0),
     ("x", None)],
)  # fmt: skip
def test_duration(text: str, expected: float | None) -> None:
    assert duration(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12", 12), ("12,5", 12), ("1 jour", 1), ("12 days 03:04:05", 12), ("12 days, 3:04:05.123", 12), ("03:04:05", 0),
     ("P12DT3H", 12), ("−3 days +04:00:00", -3), ("12 mois", None), ("bientôt", None)],
)  # fmt: skip
def test_days(text: str, expected: float | None) -> None:
    assert days(text) == expected
