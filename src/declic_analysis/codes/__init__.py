"""Public French codes, checked without any list: SIRET and SIREN, NAF, ROME, communes and postal codes.

Nothing here reads a file. A code that a list alone could refuse (a commune that does not exist) passes.
"""

from __future__ import annotations

from declic_analysis.codes.activities import (
    is_industrial_rome,
    is_manufacturing,
    naf_code,
    naf_division,
    rome_code,
    section_of,
)
from declic_analysis.codes.numbers import NumberFault, siren_digits, siren_fault, siret_digits, siret_fault
from declic_analysis.codes.places import commune_code, department_of, parent_commune, postal_code

__all__ = [
    "NumberFault",
    "commune_code",
    "department_of",
    "is_industrial_rome",
    "is_manufacturing",
    "naf_code",
    "naf_division",
    "parent_commune",
    "postal_code",
    "rome_code",
    "section_of",
    "siren_digits",
    "siren_fault",
    "siret_digits",
    "siret_fault",
]
