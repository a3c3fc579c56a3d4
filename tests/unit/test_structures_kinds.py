"""Kinds of prescribers, SIAE and other employers as public lists write them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis.codes import NumberFault
from declic_analysis.ingest.structures.kinds import checked_sirets, inclusion_kinds, prescriber_kinds, siae_kinds
from declic_analysis.vocabulary import InclusionKind, PrescriberKind, SiaeKind

# The ASP's list (ref_orienteur v5): number → a word of its label. 7 is a spontaneous application, 99 unknown.
NO_PRESCRIBER = {7, 99}


def one(function: object, text: str) -> str | None:
    found = function(pd.Series([text]))  # type: ignore[operator]
    return None if found.isna().item() else str(found.item())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mission locale", "ML"),
        ("MISSION LOCALE", "ML"),
        ("POLE EMPLOI ", "FT"),  # its name until 2023
        ("France Travail", "FT"),
        ("CAP EMPLOI", "CAP_EMPLOI"),
        ("Cap_emploi", "CAP_EMPLOI"),
        ("orienteur", "ORIENTEUR"),
        ("PJJ - Protection judiciaire de la jeunesse", "PJJ"),
        ("C.C.A.S.", "CCAS"),
        ("Association du coin", None),
        ("Missions", None),
        ("", None),
    ],
)
def test_prescribers(text: str, code: str | None) -> None:
    assert one(prescriber_kinds, text) == code


@pytest.mark.parametrize(
    ("text", "siae", "other"),
    [("ACI", "ACI", None), ("atelier ou chantier d'insertion", "ACI", None), ("GEIQ", None, "GEIQ"),
     ("entreprise adaptée", None, "EA"), ("EI", "EI", None), ("ESAT", None, "ESAT"), ("SIAE", None, None)],
)  # fmt: skip
def test_siae_and_employers_outside_the_iae_are_apart(text: str, siae: str | None, other: str | None) -> None:
    assert (one(siae_kinds, text), one(inclusion_kinds, text)) == (siae, other)


def test_the_lists_are_the_public_ones() -> None:
    assert SiaeKind.codes() == ("AI", "ACI", "EI", "EITI", "ETTI")
    assert InclusionKind.codes() == ("GEIQ", "EA", "EATT", "ESAT", "OPCS")
    assert sorted(kind.asp for kind in PrescriberKind) == sorted(set(range(1, 24)) - NO_PRESCRIBER)
    assert [kind.value for kind in PrescriberKind if not kind.authorised] == ["ORIENTEUR"]


def test_every_label_is_read_back() -> None:
    for kind in PrescriberKind:
        assert one(prescriber_kinds, kind.label.fr) == kind.value == one(prescriber_kinds, kind.value)


def test_sirets_of_a_column() -> None:
    found = checked_sirets(pd.Series(["732 829 320 00074", "73282932000079", "", None], index=[3, 4, 5, 6]))
    assert found["siret"].fillna("").tolist() == ["73282932000074", "", "", ""]
    assert found["fault"].fillna("").tolist() == ["", NumberFault.CHECK_DIGIT.value, "", ""]


@pytest.mark.shared_data
def test_the_asp_list_of_prescribers(shared_data: Path) -> None:
    listed = pd.read_csv(shared_data / "fr_reference/ref_orienteur_v5.csv", sep=";", dtype=str, encoding="utf-8-sig")
    kinds = prescriber_kinds(listed["ror_libelle_orienteur"])
    numbers = listed["ror_code"].astype(int)
    expected = numbers.map({kind.asp: kind.value for kind in PrescriberKind})
    assert kinds.fillna("").tolist() == expected.fillna("").tolist()
    assert set(numbers[kinds.isna()]) == NO_PRESCRIBER


@pytest.mark.shared_data
def test_the_prescribers_of_three_departments(shared_data: Path) -> None:
    listed = pd.read_csv(shared_data / "fr_reference/missions_locales_prescripteurs.csv", dtype=str)
    kinds = prescriber_kinds(listed["NOM"])
    assert len(listed) == 41
    # Counted by hand in the file: 28 missions locales, 3 of each other kind, and one association of no kind.
    assert kinds.value_counts().to_dict() == {"ML": 28, "PJJ": 3, "SPIP": 3, "CAP_EMPLOI": 3, "FT": 3}
    assert listed.loc[kinds.isna(), "NOM"].tolist() == ["ADEFI"]


@pytest.mark.shared_data
def test_the_kinds_of_the_real_siae(shared_data: Path) -> None:
    listed = pd.read_csv(
        shared_data / "fr_reference/siae_2019_07_rhone_loire.csv", sep=";", dtype=str, encoding="utf-8-sig"
    )
    assert siae_kinds(listed["MESURE"]).notna().all()
    assert inclusion_kinds(listed["MESURE"]).isna().all()
    assert checked_sirets(listed["SIRET"])["siret"].notna().all()
