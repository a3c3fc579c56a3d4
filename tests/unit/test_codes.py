"""Public codes: check digits, forms, sections. Numbers and divisions come from INSEE's public documents and lists."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from declic_analysis import codes
from declic_analysis.codes import NumberFault

REFERENCE = "fr_reference"


def rows(folder: Path, name: str, *, delimiter: str = ",") -> list[dict[str, str]]:
    with (folder / REFERENCE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def luhn(digits: str) -> bool:
    """The rule by hand (ISO/IEC 7812-1 annex B), apart from the library under test."""
    doubled = [int(d) * (2 if k % 2 else 1) for k, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("73282932000074", None),  # the example of python-stdnum and of public documentation
        ("732 829 320 00074", None),
        ("732\u00a0829\u00a0320\u202f00074", None),
        ("'73282932000074", None),
        ("73282932\t000074", None),
        ("73282932000079", NumberFault.CHECK_DIGIT),
        ("35600000000048", None),  # La Poste's head office keeps Luhn
        ("35600000049837", None),  # its other establishments: digits sum to a multiple of 5
        ("35600000049838", NumberFault.CHECK_DIGIT),
        ("7328293200007", NumberFault.LENGTH),
        ("552013500012", NumberFault.LEADING_ZERO),  # 00552013500012 after a spreadsheet
        ("4,23E+13", NumberFault.ROUNDED),
        ("4.2342989300021E+13", NumberFault.ROUNDED),
        ("00000000000000", NumberFault.PLACEHOLDER),
        ("7328293200007A", NumberFault.NOT_DIGITS),
        ("٧٣٢٨٢٩٣٢٠٠٠٠٧٤", NumberFault.NOT_DIGITS),
        ("", NumberFault.NOT_DIGITS),
    ],
)
def test_siret(text: str, fault: NumberFault | None) -> None:
    assert codes.siret_fault(text) == fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [("200046977", None), ("244 200 770", None), ("200046978", NumberFault.CHECK_DIGIT), ("356000000", None)],
)
def test_siren(text: str, fault: NumberFault | None) -> None:
    assert codes.siren_fault(text) == fault


@pytest.mark.parametrize(
    ("text", "code"),
    [("25.11Z", "2511Z"), ("2511z", "2511Z"), ("25 11 Z", "2511Z"), ("25", "25"), ("25.1", "251"), ("0119Z", "0119Z"),
     ("2Z", None), ("25Z", None), ("2511ZZ", None), ("3400Z", None), ("0400Z", None), ("", None)],
)  # fmt: skip
def test_naf(text: str, code: str | None) -> None:
    assert codes.naf_code(text) == code


@pytest.mark.parametrize(("code", "industry"), [("0990Z", False), ("1011Z", True), ("3320D", True), ("3511Z", False)])
def test_section_c_ends_at_divisions_10_and_33(code: str, industry: bool) -> None:
    assert codes.is_manufacturing(code) == industry


def test_the_two_revisions_differ_after_section_f() -> None:
    assert codes.section_of("4511Z") == "G"
    assert codes.section_of("4511Z", revision="2025") is None
    assert (codes.section_of("6201Z"), codes.section_of("6201Z", revision="2025")) == ("J", "K")


@pytest.mark.parametrize(
    ("text", "code", "industrial"),
    [("H2903", "H2903", True), ("h 2903", "H2903", True), ("I1310", "I1310", True), ("I1401", "I1401", False),
     ("N1103", "N1103", False), ("O1103", None, False), ("H290", None, False)],
)  # fmt: skip
def test_rome(text: str, code: str | None, industrial: bool) -> None:
    assert codes.rome_code(text) == code
    assert code is None or codes.is_industrial_rome(code) == industrial


@pytest.mark.parametrize(
    ("text", "code"),
    [("01004", "01004"), ("1004", "01004"), ("1004.0", "01004"), ("2a004", "2A004"), ("2B033", "2B033"),
     ("69383", "69383"), ("97411", "97411"), ("2C004", None), ("690", None), ("Lyon", None), ("0100", None)],
)  # fmt: skip
def test_commune(text: str, code: str | None) -> None:
    assert codes.commune_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"), [("1000", "01000"), ("69003", "69003"), ("2A000", None), ("69 003", "69003")]
)
def test_postal_code(text: str, code: str | None) -> None:
    assert codes.postal_code(text) == code


@pytest.mark.parametrize(
    ("code", "commune"),
    [("69381", "69123"), ("69389", "69123"), ("69390", "69390"), ("69380", "69380"), ("75120", "75056"),
     ("13216", "13055"), ("42218", "42218"), ("2A004", "2A004")],
)  # fmt: skip
def test_districts(code: str, commune: str) -> None:
    assert codes.parent_commune(code) == commune


@pytest.mark.parametrize(("code", "department"), [("01004", "01"), ("2A004", "2A"), ("97411", "974"), ("69381", "69")])
def test_department(code: str, department: str) -> None:
    assert codes.department_of(code) == department


@pytest.mark.shared_data
def test_siret_of_the_real_siae_and_geiq(shared_data: Path) -> None:
    siae = [row["SIRET"] for row in rows(shared_data, "siae_2019_07_rhone_loire.csv", delimiter=";")]
    geiq = [row["SIRET"] for row in rows(shared_data, "geiq_2019_11.csv", delimiter=";")]
    assert (len(siae), len(geiq)) == (118, 171)
    assert sum("\t" in number for number in geiq) == 4  # a tab before, inside or behind
    for number in (*siae, *geiq):
        plain = "".join(c for c in number if c.isdigit())
        holds = len(plain) == 14 and luhn(plain) and luhn(plain[:9])
        assert (codes.siret_fault(number) is None) == holds


@pytest.mark.shared_data
def test_one_changed_digit_is_always_seen(shared_data: Path) -> None:
    for row in rows(shared_data, "siae_2019_07_rhone_loire.csv", delimiter=";"):
        number = row["SIRET"]
        for k, digit in enumerate(number):
            wrong = number[:k] + str((int(digit) + 1) % 10) + number[k + 1 :]
            assert codes.siret_fault(wrong) is not None


@pytest.mark.shared_data
def test_naf_lists_of_both_revisions(shared_data: Path) -> None:
    listed = json.loads((shared_data / REFERENCE / "codes_naf_rev2.json").read_text(encoding="utf-8"))
    assert all(codes.naf_code(entry["id"]) == entry["id"].replace(".", "") for entry in listed)
    divisions = {entry["id"] for entry in listed if len(entry["id"]) == 2}
    assert len(divisions) == 88  # NAF rév. 2
    assert all(codes.section_of(division) for division in divisions)
    assert {d for d in divisions if codes.is_manufacturing(d)} == {str(d) for d in range(10, 34)}
    new = {row["NAF 2025 divisions"] for row in rows(shared_data, "naf2025_divisions.csv")}
    assert len(new) == 87
    assert {str(d).zfill(2) for d in range(100) if codes.section_of(str(d).zfill(2), revision="2025")} == new
    assert {str(d).zfill(2) for d in range(100) if codes.section_of(str(d).zfill(2))} == divisions


@pytest.mark.shared_data
def test_rome_list(shared_data: Path) -> None:
    listed = [row["code_rome"] for row in rows(shared_data, "rome_codes.csv", delimiter=";")]
    assert len(listed) == 532
    assert all(codes.rome_code(code) == code for code in listed)
    industrial = Counter(code[0] for code in listed if codes.is_industrial_rome(code))
    assert set(industrial) == {"H", "I"}
    assert industrial["H"] == sum(code.startswith("H") for code in listed)
    assert industrial["I"] == 10  # I1301 to I1310


@pytest.mark.shared_data
def test_communes_of_both_metropoles(shared_data: Path) -> None:
    listed = rows(shared_data, "communes_lyon_saint_etienne.csv")
    assert Counter(row["epci_code"] for row in listed) == {"200046977": 58, "244200770": 53}
    assert all(codes.commune_code(row["code_commune"]) == row["code_commune"] for row in listed)
    assert all(codes.siren_fault(row["epci_code"]) is None for row in listed)
    districts = rows(shared_data, "arrondissements_lyon.csv")
    assert {codes.parent_commune(row["code"]) for row in districts} == {"69123"}
    assert [row["code"] for row in districts] == [str(code) for code in range(69381, 69390)]


@pytest.mark.shared_data
def test_postal_codes_keep_their_zero(shared_data: Path) -> None:
    agencies = rows(shared_data, "pole_emploi_agencies.csv")
    assert all(codes.postal_code(row["CODE_POSTAL"]) == row["CODE_POSTAL"] for row in agencies)
    ain = [row["CODE_POSTAL"] for row in agencies if row["CODE_POSTAL"].startswith("01")]
    assert ain and all(codes.postal_code(str(int(code))) == code for code in ain)
