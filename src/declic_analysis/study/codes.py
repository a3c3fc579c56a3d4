"""Public codes in a study file, held to their check digits and forms, and the reference lists it may name."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from declic_analysis import codes
from declic_analysis.codes import NumberFault
from declic_analysis.errors import Message, message
from declic_analysis.study.base import Strict
from declic_analysis.study.faults import StudyFault


def number_sentence(fault: NumberFault, *, name: str, length: int) -> Message:
    """What is wrong with a SIRET or SIREN, and what to do; the number itself is not repeated."""
    said: dict[NumberFault, tuple[str, str]] = {
        NumberFault.NOT_DIGITS: ("autre chose que des chiffres", "something else than digits"),
        NumberFault.LENGTH: ("un autre nombre de chiffres", "another number of digits"),
        NumberFault.LEADING_ZERO: (
            "un zéro manque en tête (un tableur l’a retiré)",
            "a zero is missing in front (a spreadsheet took it)",
        ),
        NumberFault.ROUNDED: (
            "nombre arrondi par un tableur, les derniers chiffres sont perdus",
            "a number rounded by a spreadsheet, its last digits are lost",
        ),
        NumberFault.CHECK_DIGIT: (
            "la clé de contrôle ne correspond pas : un chiffre est faux",
            "the check digit does not fit: a digit is wrong",
        ),
        NumberFault.PLACEHOLDER: ("rien que des zéros", "nothing but zeros"),
    }
    fr, en = said[fault]
    return message(
        fr=f"{name} refusé : {fr} ; attendu : {length} chiffres, tels que les donne l’annuaire des entreprises",
        en=f"{name} refused: {en}; expected: {length} digits, as the public company register gives them",
    )


def _siret(value: str) -> str:
    digits = codes.siret_digits(value)
    if fault := codes.siret_fault(digits):
        raise StudyFault.of("", number_sentence(fault, name="SIRET", length=14))
    return digits


def _siren(value: str) -> str:
    digits = codes.siren_digits(value)
    if fault := codes.siren_fault(digits):
        raise StudyFault.of("", number_sentence(fault, name="SIREN", length=9))
    return digits


def _naf(value: str) -> str:
    code = codes.naf_code(value)
    if code is None:
        raise StudyFault.of(
            "",
            message(
                fr="code NAF mal formé ; attendu : 2511Z ou 25.11Z (ou une division : 25)",
                en="malformed NAF code; expected: 2511Z or 25.11Z (or a division: 25)",
            ),
        )
    return code


Siret = Annotated[str, AfterValidator(_siret), Field(json_schema_extra={"pattern": r"^[\d .]+$"})]
Siren = Annotated[str, AfterValidator(_siren), Field(json_schema_extra={"pattern": r"^[\d .]+$"})]
Naf = Annotated[str, AfterValidator(_naf)]
Commune = Annotated[str, StringConstraints(pattern=r"^(\d{5}|2[AB]\d{3})$")]


class CommuneList(Strict):
    """A list of communes in a file of the person's own, and what its columns are called."""

    file: str = Field(description="file in the study's folder, or under the folder that DECLIC_DATA names")
    code: str = Field(description="header of the column of INSEE codes")
    name: str | None = Field(default=None, description="header of the column of names")
    postal_codes: str | None = Field(default=None, description="header of the column of postal codes")
    epci: str | None = Field(default=None, description="header of the column of the EPCI's SIREN")
    employment_zone: str | None = Field(default=None, description="header of the column of employment zones")


class References(Strict):
    """Public lists that the study reads in place."""

    communes: CommuneList | None = Field(default=None, description="communes with their EPCI and employment zone")
