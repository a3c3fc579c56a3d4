"""Dates as survey tools and people write them. Day and month are never guessed: the order is declared or the tool's.

Read whatever the order: ISO (with time, Z or offset), a French or English month name, an Excel serial number.
Two numbers and a year (Drupal writes `mar, 05/03/2024 - 10:00`) follow `order` (`ymd` with the year last is read day
first: what a French spreadsheet makes of ISO dates when it saves them again). Times are kept as written; a time zone is
not converted.
"""

from __future__ import annotations

import re

import pandas as pd

MONTHS = {
    **dict.fromkeys(("janvier", "janv", "january", "jan"), 1),
    **dict.fromkeys(("février", "fevrier", "févr", "february", "feb"), 2),
    **dict.fromkeys(("mars", "march", "mar"), 3),
    **dict.fromkeys(("avril", "avr", "april", "apr"), 4),
    **dict.fromkeys(("mai", "may"), 5),
    **dict.fromkeys(("juin", "june", "jun"), 6),
    **dict.fromkeys(("juillet", "juil", "july", "jul"), 7),
    **dict.fromkeys(("août", "aout", "august", "aug"), 8),
    **dict.fromkeys(("septembre", "sept", "september", "sep"), 9),
    **dict.fromkeys(("octobre", "oct", "october"), 10),
    **dict.fromkeys(("novembre", "nov", "november"), 11),
    **dict.fromkeys(("décembre", "decembre", "déc", "december", "dec"), 12),
}
CLOCK = (
    r"(?:(?:[T ,]+| - )(?:à |at )?(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?:z|[a-z]{3,4}|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?)?)?"
)
YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){CLOCK}", re.I)
NUMBERS = re.compile(
    rf"(?:[^\W\d]+\.?,? )?(?P<one>\d{{1,2}})[-/.](?P<two>\d{{1,2}})[-/.](?P<year>\d{{4}}|\d{{2}}){CLOCK}", re.I
)
SHORT_YEAR_FIRST = re.compile(rf"(?P<year>\d{{2}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){CLOCK}", re.I)
DAY_NAME = re.compile(
    rf"(?:[^\W\d]+\.?,? )?(?P<day>\d{{1,2}})(?:er)? (?P<name>[^\W\d]+)\.?,? (?P<year>\d{{4}}){CLOCK}", re.I
)
NAME_DAY = re.compile(
    rf"(?:[^\W\d]+\.?,? )?(?P<name>[^\W\d]+)\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}}){CLOCK}", re.I
)
SERIAL = re.compile(r"(?P<days>[2-7]\d{4})(?:[.,](?P<fraction>\d+))?")  # 1954 to 2118
EXCEL_EPOCH = pd.Timestamp("1899-12-30")
FIRST_YEAR, LAST_YEAR = 1900, 2100


def read_dates(texts: pd.Series, *, order: str) -> pd.Series:
    """Dates of a text column, each distinct text once.

    Parameters: texts, `""` where empty; order, `dmy`, `mdy` or `ymd`, for dates made of numbers.
    Returns: datetime64[ns], same index, missing where empty or unreadable.
    """
    found = {text: read_date(text, order=order) for text in texts.unique()}
    return texts.map(found).astype("datetime64[ns]")


def contradicted(texts: pd.Series, *, order: str) -> bool:
    """Whether dates of two numbers and a year refuse this order of day and month, and all of them allow the other."""
    found = [match for text in texts.unique() if (match := NUMBERS.fullmatch(" ".join(text.split())))]
    firsts, seconds = (max((int(match[part]) for match in found), default=0) for part in ("one", "two"))
    day_first, month_first = seconds > 12 and firsts <= 12, firsts > 12 and seconds <= 12
    return month_first if order == "mdy" else order == "dmy" and day_first


def read_date(text: str, *, order: str) -> pd.Timestamp | None:
    """One date, or nothing when the text is not one."""
    plain = " ".join(text.split())
    if serial := SERIAL.fullmatch(plain):
        return _from_serial(serial)
    for pattern in (YEAR_FIRST, DAY_NAME, NAME_DAY, *((SHORT_YEAR_FIRST,) if order == "ymd" else ()), NUMBERS):
        if match := pattern.fullmatch(plain):
            return _from_parts(match.groupdict(), order=order)
    return None


def _from_serial(match: re.Match[str]) -> pd.Timestamp:
    days = float(f"{match['days']}.{match['fraction'] or 0}")
    return (EXCEL_EPOCH + pd.Timedelta(days=days)).round("s")


def _from_parts(parts: dict[str, str | None], *, order: str) -> pd.Timestamp | None:
    day, month = _day_month(parts, order=order)
    written = parts["year"] or ""
    year = int(written) + (2000 if len(written) == 2 else 0)
    try:
        moment = pd.Timestamp(year, month, day, _hour(parts), int(parts["minute"] or 0), int(parts["second"] or 0))
    except ValueError:
        return None
    return moment if FIRST_YEAR <= year <= LAST_YEAR else None


def _day_month(parts: dict[str, str | None], *, order: str) -> tuple[int, int]:
    if "one" in parts:
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        return (two, one) if order == "mdy" else (one, two)
    if "name" in parts:
        return int(parts["day"] or 0), MONTHS.get((parts["name"] or "").casefold(), 0)
    return int(parts["day"] or 0), int(parts["month"] or 0)


def _hour(parts: dict[str, str | None]) -> int:
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").casefold()[:1]
    return hour if not half else hour % 12 + (12 if half == "p" else 0)
