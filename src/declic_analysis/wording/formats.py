"""Numbers and dates as French or English readers write them. Shares and shifts come in as proportions (0.12 = 12 %)."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from declic_analysis.errors import UsageError, message

NARROW = "\u202f"  # narrow no-break space
NBSP = "\u00a0"
MINUS = "\u2212"
_UNKNOWN = {"fr": "non renseigné", "en": "not stated"}
_MONTHS = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
           "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
}  # fmt: skip


def language(lang: str) -> str:
    """`lang` itself, if it is one that the project writes.

    Raises: UsageError, for another language.
    """
    if lang not in _UNKNOWN:
        raise UsageError(
            message(fr="Langue inconnue.", en="Unknown language."), found=repr(lang), allowed=", ".join(_UNKNOWN)
        )
    return lang


def missing(value: object) -> bool:
    """None, NaN, NA or NaT."""
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]


def decimal(value: object, *, digits: int = 1, lang: str = "fr") -> str:
    """1234.5 → "1 234,5" (en: "1,234.5"), halves away from zero; "non renseigné" for an empty value."""
    if missing(value):
        return _UNKNOWN[language(lang)]
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)  # type: ignore[arg-type]
    text = f"{abs(rounded):,.{digits}f}"
    if language(lang) == "fr":
        text = text.replace(",", NARROW).replace(".", ",")
    return (MINUS if rounded < 0 else "") + text


def integer(value: object, *, lang: str = "fr") -> str:
    """1234 → "1 234" (en: "1,234"); "non renseigné" for an empty value."""
    return decimal(value, digits=0, lang=lang)


def percent(share: object, *, digits: int = 0, lang: str = "fr") -> str:
    """0.12 → "12 %" (en: "12%"); "non renseigné" for an empty value."""
    if missing(share):
        return _UNKNOWN[language(lang)]
    return decimal(_hundred(share), digits=digits, lang=lang) + (f"{NARROW}%" if lang == "fr" else "%")


def points(shift: object, *, digits: int = 0, lang: str = "fr", signed: bool = True) -> str:
    """0.12 → "+12 points"; signed=False for distances; "non renseigné" for an empty value."""
    if missing(shift):
        return _UNKNOWN[language(lang)]
    number = _signed(shift, digits=digits, lang=lang) if signed else decimal(_hundred(shift), digits=digits, lang=lang)
    size = abs(float(Decimal(repr(_hundred(shift))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)))
    one = size < 2 if lang == "fr" else size == 1
    return f"{number}{NBSP}point" if one else f"{number}{NBSP}points"


def interval(low: object, high: object, *, lang: str = "fr") -> str:
    """(0.03, 0.21) → "[+3 ; +21]" in points (en: "[+3, +21]"); "non renseigné" if an end is empty.

    Decimals where a limit would round to 0 without being 0: the reader must see whether 0 lies inside.
    """
    if missing(low) or missing(high):
        return _UNKNOWN[language(lang)]
    digits = _interval_digits(low, high)
    low_text, high_text = (_signed(end, digits=digits, lang=lang) for end in (low, high))
    return f"[{low_text}{NBSP}; {high_text}]" if lang == "fr" else f"[{low_text}, {high_text}]"


def euros(amount: object, *, lang: str = "fr") -> str:
    """12500 → "12 500 €" (en: "€12,500"); "non renseigné" for an empty value."""
    if missing(amount):
        return _UNKNOWN[language(lang)]
    number = integer(amount, lang=lang)
    return f"{number}{NBSP}€" if lang == "fr" else f"€{number}"


def day(date: dt.date | pd.Timestamp | None, *, lang: str = "fr") -> str:
    """2024-03-03 → "3 mars 2024", first of a month "1er mars 2024" (en: "3 March 2024"); "non renseigné" if empty."""
    if missing(date):
        return _UNKNOWN[language(lang)]
    ordinal = "1er" if date.day == 1 and language(lang) == "fr" else str(date.day)  # type: ignore[union-attr]
    month = _MONTHS[language(lang)][date.month - 1]  # type: ignore[union-attr]
    return f"{ordinal}{NBSP}{month} {date.year}"  # type: ignore[union-attr]


def days(start: dt.date, end: dt.date, *, lang: str = "fr") -> str:
    """Two dates → "du 3 mars 2024 au 12 mai 2024" (en: "from 3 March 2024 to 12 May 2024")."""
    first, last = day(start, lang=lang), day(end, lang=lang)
    return f"du {first} au {last}" if lang == "fr" else f"from {first} to {last}"


def printed_points(share: object) -> float:
    """0.145 → 15.0: the number that `points` writes, for marks that must stand where the text says."""
    return _rounded(share, digits=0)


def printed_interval(low: object, high: object) -> tuple[float, float]:
    """The two numbers that `interval` writes, in points."""
    digits = _interval_digits(low, high)
    return _rounded(low, digits=digits), _rounded(high, digits=digits)


def _rounded(share: object, *, digits: int) -> float:
    exact = Decimal(repr(_hundred(share)))
    return float(exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))


def _interval_digits(low: object, high: object) -> int:
    """0 as a rule; as many as show that a limit is not 0, up to the last that is no rounding of the computer."""
    small = [abs(_hundred(end)) for end in (low, high) if 0 < abs(_hundred(end)) < 0.5]
    return next((digits for digits in range(1, 7) if min(small) >= 0.5 * 10.0**-digits), 0) if small else 0


def _hundred(share: object) -> float:
    # 0.145 × 100 is 14.499999999999998 in binary: round before the halves are decided.
    return round(float(share) * 100, 9)  # type: ignore[arg-type]


def _signed(shift: object, *, digits: int, lang: str) -> str:
    text = decimal(_hundred(shift), digits=digits, lang=lang)
    zero = not text.strip("0.,")
    return text if zero or text.startswith(MINUS) else f"+{text}"


def quantity(value: float | None, unit: str | None, *, lang: str = "fr") -> str:
    """12.5 and "points" → "12,5 points", whole numbers without decimals; a word may go to the next line, a symbol stays
    beside its number; "non renseigné" for an empty value."""
    if value is None or missing(value):
        return _UNKNOWN[language(lang)]
    told = decimal(value, digits=0 if float(value).is_integer() else 1, lang=lang)
    between = "" if not unit else " " if unit.isalpha() else NBSP
    return f"{told}{between}{unit or ''}"
