"""Numbers as people and exports write them: 1 234,50 €, 1,234.5, 42,5 %, 12 k€, 0:03:09, 12 jours."""

from __future__ import annotations

import math
import re

SPACES = re.compile(r"[\s\u00a0\u202f'’]")
PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
FRENCH = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+")
ENGLISH = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
CURRENCY = re.compile(r"(?:€|eur|euros?)$", re.IGNORECASE)
DAYS = re.compile(
    r"(?P<days>[-+]?\d+(?:[.,]\d+)?) ?(?:j|jours?|days?)?(?:,? [-+]?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?"
)
UNDER_A_DAY = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?")
ISO_DAYS = re.compile(r"P(?P<days>\d+)D(?:T.*)?")
CLOCK = re.compile(r"(?:(?P<hours>\d+):)?(?P<minutes>\d{1,2}):(?P<seconds>\d{2})(?:[.,]\d+)?")


def number(text: str) -> float | None:
    """A decimal number, comma or point; nothing where it is not one.

    A comma before groups of three digits and a decimal point, or between several such groups, is a thousands separator.
    """
    plain = SPACES.sub("", text).replace("−", "-")
    if PLAIN.fullmatch(plain):
        return float(plain)
    if ENGLISH.fullmatch(plain) and ("." in plain or plain.count(",") > 1):
        return float(plain.replace(",", ""))
    return float(plain.replace(".", "").replace(",", ".")) if FRENCH.fullmatch(plain) else None


def whole(text: str) -> float | None:
    """A whole number: here 1,234 can only be one thousand two hundred and thirty-four."""
    plain = SPACES.sub("", text)
    found = float(plain.replace(",", "")) if ENGLISH.fullmatch(plain) and "." not in plain else number(text)
    return found if found is not None and found.is_integer() else None


def money(text: str) -> float | None:
    """An amount in euros, with or without its sign; `k€` counts thousands."""
    plain = CURRENCY.sub("", SPACES.sub("", text).removeprefix("€"))
    thousands = plain[-1:] in ("k", "K")
    found = number(plain[:-1] if thousands else plain)
    return found * 1000 if found is not None and thousands else found


def percent(text: str) -> float | None:
    """A percentage, with or without its sign, as a proportion: 42,5 → 0.425."""
    found = number(SPACES.sub("", text).removesuffix("%"))
    return None if found is None else round(found / 100, 10)


def duration(text: str) -> float | None:
    """Seconds: h:mm:ss, m:ss, or a number of seconds. A spreadsheet's own time of day is read as a duration."""
    match = CLOCK.fullmatch(text.strip().removeprefix("1899-12-30 ").removeprefix("1900-01-01 "))
    if match:
        return 3600.0 * int(match["hours"] or 0) + 60.0 * int(match["minutes"]) + int(match["seconds"])
    return number(text)


def days(text: str) -> float | None:
    """Whole days gone by: 12, 12 jours, 12 days 03:04:05 (as databases write an interval), P12DT3H; 03:04:05 is 0."""
    plain = " ".join(text.replace("−", "-").split())
    if UNDER_A_DAY.fullmatch(plain):
        return 0.0
    match = DAYS.fullmatch(plain) or ISO_DAYS.fullmatch(plain)
    return float(math.floor(float(match["days"].replace(",", ".")))) if match else None
