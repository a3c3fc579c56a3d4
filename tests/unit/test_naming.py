"""One key for the spellings of one organisation, other keys for other organisations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from declic_analysis.naming import organisation_key, organisation_words

SAME = [
    ("Forum réfugiés", "FORUM REFUGIES"),
    ("Les Pep 69", "PEP 69"),
    ("Les Pep 69", "pep69"),
    ("SEEB AUTOMATION", "SAS Seeb Automation"),
    ("SEEB AUTOMATION", "Seeb-Automation (S.A.S.)"),
    ("JST Transformateurs", "J.S.T. Transformateurs"),
    ("TRESSAGE DU DORLAY", "Tressage Dorlay"),
    ("Club Gier Entreprises", "Le Club Gier Entreprises"),
    ("Club Gier Entreprises", "Association Club Gier Entreprises – loi 1901"),
    ("France travail Châteaucreux", "France-Travail – Châteaucreux"),
    ("L’Atelier d’Émile & Fils", "Atelier d'Emile et fils"),
    ("St-Étienne Emploi", "Saint Etienne Emploi"),
    ("Ste-Marie Services", "Sainte Marie Services"),
    ("Sté Dupuis", "Société Dupuis SARL"),
    ("Cœur de Métier", "COEUR DE METIER"),
    ("I D E O", "I.D.E.O."),
    ("Mécanique\u00a0de\u202fValmirande", "mecanique de valmirande"),
    ("E\u0301lan", "Élan"),  # composed or not
    ("A &amp; B Emploi", "A & B Emploi"),
]
OTHER = [
    ("SARL ENVIE 2E LOIRE", "ASSOC ENVIE LOIRE"),  # two real organisations
    ("GEIQ BTP 12", "GEIQ BTP 13"),
    ("Tremplin 42 Entreprises", "Tremplin 42 Innovation"),
    ("STEEC", "STEC"),
    ("Ste Marie", "Sté Marie"),  # Sainte, Société
    ("SAS", "SARL"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_organisation(one: str, other: str) -> None:
    assert organisation_key(one) == organisation_key(other) != ""


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_organisations(one: str, other: str) -> None:
    assert organisation_key(one) != organisation_key(other)


def test_a_legal_form_inside_a_name_is_part_of_it() -> None:
    assert organisation_words("Union des SCOP du Rhône") == ("union", "scop", "rhone")


@pytest.mark.parametrize("text", ["", "   ", "–", "…", "'"])
def test_without_letters_there_is_no_name(text: str) -> None:
    assert organisation_key(text) == ""


@given(st.text(max_size=30))
def test_a_text_with_letters_or_digits_always_has_a_key(text: str) -> None:
    """And no combination of articles and legal forms empties it."""
    has_name = any(c.isascii() and c.isalnum() for c in text)
    assert not has_name or organisation_key(text)


@given(st.lists(st.sampled_from(["le", "la", "d'", "SARL", "sas", "association", "loi 1901", "&"]), min_size=1))
def test_articles_and_forms_alone_are_a_name(words: list[str]) -> None:
    assert organisation_key(" ".join(words))


@given(st.text(max_size=30))
def test_the_key_of_a_key_is_itself_when_spelled_otherwise(text: str) -> None:
    assert organisation_key(text.upper()) == organisation_key(text.lower()) or not text.isascii()
