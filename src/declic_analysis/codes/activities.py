"""NAF (what a company does) and ROME (what a job is): form, section, and whether it is industry."""

from __future__ import annotations

import re
from typing import Literal

Revision = Literal["rev2", "2025"]

# First and last division of each section. INSEE, NAF rév. 2 (2008) and NAF 2025: section C is 10–33 in both; from
# section G on the letters differ (rev. 2 has division 45, and one section J where 2025 has J and K).
SECTIONS: dict[Revision, dict[str, tuple[int, int]]] = {
    "rev2": {
        "A": (1, 3), "B": (5, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39), "F": (41, 43), "G": (45, 47),
        "H": (49, 53), "I": (55, 56), "J": (58, 63), "K": (64, 66), "L": (68, 68), "M": (69, 75), "N": (77, 82),
        "O": (84, 84), "P": (85, 85), "Q": (86, 88), "R": (90, 93), "S": (94, 96), "T": (97, 98), "U": (99, 99),
    },
    "2025": {
        "A": (1, 3), "B": (5, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39), "F": (41, 43), "G": (46, 47),
        "H": (49, 53), "I": (55, 56), "J": (58, 60), "K": (61, 63), "L": (64, 66), "M": (68, 68), "N": (69, 75),
        "O": (77, 82), "P": (84, 84), "Q": (85, 85), "R": (86, 88), "S": (90, 93), "T": (94, 96), "U": (97, 98),
        "V": (99, 99),
    },
}  # fmt: skip
MANUFACTURING = "C"
NAF = re.compile(r"(?P<division>\d{2})(?:\.?(?P<rest>\d{1,2}(?P<letter>[A-Z])?))?")
ROME = re.compile(r"[A-N]\d{4}")
# “Industrie” is domain H, but maintaining production equipment is I13 (I1310 maintenance mécanique industrielle …).
INDUSTRIAL_ROME = ("H", "I13")


def naf_code(text: str) -> str | None:
    """`2511Z` for 25.11Z, 2511z, 25 11 Z; a division (25), group (251) or class (2511) too; nothing when malformed.

    Divisions that neither revision has (04, 34, 44 …) are malformed.
    """
    found = NAF.fullmatch(re.sub(r"\s", "", text).upper())
    if found is None or (found["letter"] and len(found["rest"]) < 3):
        return None
    known = any(section_of(found["division"], revision=revision) for revision in SECTIONS)
    return found["division"] + (found["rest"] or "") if known else None


def naf_division(code: str) -> str:
    """The two digits of the division."""
    return code[:2]


def section_of(code: str, *, revision: Revision = "rev2") -> str | None:
    """The letter of the section, nothing when the revision has no such division."""
    division = int(code[:2])
    spans = SECTIONS[revision].items()
    return next((letter for letter, (first, last) in spans if first <= division <= last), None)


def is_manufacturing(code: str) -> bool:
    """True for section C, industrie manufacturière: divisions 10 to 33, in both revisions."""
    return section_of(code) == MANUFACTURING


def rome_code(text: str) -> str | None:
    """`H2903` for h2903 or H 2903; nothing when it is no ROME code."""
    plain = re.sub(r"\s", "", text).upper()
    return plain if ROME.fullmatch(plain) else None


def is_industrial_rome(code: str) -> bool:
    """True for domain H (Industrie) and for I13, where industrial maintenance stands.

    I13 also holds lifts and telecoms: a figure made with this rule says so.
    """
    return code.startswith(INDUSTRIAL_ROME)
