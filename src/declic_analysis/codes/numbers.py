"""SIRET (an establishment, 14 digits) and SIREN (a legal unit, 9 digits): what is wrong with one, if anything."""

from __future__ import annotations

import re
from enum import StrEnum

from stdnum.fr import siren, siret

SIRET_LENGTH, SIREN_LENGTH = 14, 9


class NumberFault(StrEnum):
    """Why a number cannot be a SIRET or a SIREN."""

    NOT_DIGITS = "not_digits"
    LENGTH = "length"
    LEADING_ZERO = "leading_zero"  # too short, and right once the zeros that spreadsheets drop are put back
    ROUNDED = "rounded"  # 4,23E+13: the last digits are lost
    CHECK_DIGIT = "check_digit"
    PLACEHOLDER = "placeholder"  # 00000000000000 passes Luhn and is nobody's


def siret_digits(text: str) -> str:
    """The number as it should stand: without spaces of any kind, dots, hyphens, or a spreadsheet's apostrophe."""
    return re.sub(r"[\s.\-\u2010-\u2015]", "", text.strip().removeprefix("'"))


siren_digits = siret_digits


def siret_fault(text: str) -> NumberFault | None:
    """What is wrong with a SIRET, nothing when it holds.

    Luhn; the digits of La Poste's establishments (SIREN 356000000) sum to a multiple of 5 instead (INSEE).
    """
    return _fault(siret_digits(text), length=SIRET_LENGTH)


def siren_fault(text: str) -> NumberFault | None:
    """What is wrong with a SIREN, nothing when it holds (Luhn)."""
    return _fault(siret_digits(text), length=SIREN_LENGTH)


def _fault(digits: str, *, length: int) -> NumberFault | None:
    if re.fullmatch(r"\d[\d,]*e\+?\d+", digits.casefold()):
        return NumberFault.ROUNDED
    if not re.fullmatch(r"[0-9]+", digits):
        return NumberFault.NOT_DIGITS
    if len(digits) != length:
        short = length - 4 <= len(digits) < length
        return NumberFault.LEADING_ZERO if short and _holds(digits.zfill(length)) else NumberFault.LENGTH
    if int(digits[:SIREN_LENGTH]) == 0:
        return NumberFault.PLACEHOLDER
    return None if _holds(digits) else NumberFault.CHECK_DIGIT


def _holds(digits: str) -> bool:
    return siret.is_valid(digits) if len(digits) == SIRET_LENGTH else siren.is_valid(digits)
