"""INSEE commune codes and postal codes, always as text: zeros in front count, and Corsica has letters."""

from __future__ import annotations

import re

COMMUNE = re.compile(r"(\d{2}|2[AB])\d{3}")
POSTAL = re.compile(r"\d{5}")
# Municipal districts (arrondissements) have codes of their own; EPCI lists only know the commune.
DISTRICTS = (
    (range(69381, 69390), "69123"),  # Lyon
    (range(75101, 75121), "75056"),  # Paris
    (range(13201, 13217), "13055"),  # Marseille
)


def commune_code(text: str) -> str | None:
    """`01004`, `2A004`, also from 2a004 or from 1004, where a spreadsheet dropped the zero; nothing when malformed.

    The zero can be put back because every code has five characters and none has four.
    """
    return _five(text, pattern=COMMUNE)


def postal_code(text: str) -> str | None:
    """`01000`, also from 1000 or 1000.0; nothing when it is no postal code. It is no commune code."""
    return _five(text, pattern=POSTAL)


def _five(text: str, *, pattern: re.Pattern[str]) -> str | None:
    plain = re.sub(r"\s|[.,]0+$", "", text.strip().removeprefix("'")).upper()
    padded = f"0{plain}" if re.fullmatch(r"[1-9]\d{3}", plain) else plain
    return padded if pattern.fullmatch(padded) else None


def parent_commune(code: str) -> str:
    """The commune of a district of Lyon, Paris or Marseille (69383 → 69123); any other code as it is."""
    if not code.isdigit():
        return code
    return next((commune for districts, commune in DISTRICTS if int(code) in districts), code)


def department_of(code: str) -> str:
    """`69`, `2A`, `974` for a commune code."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]
