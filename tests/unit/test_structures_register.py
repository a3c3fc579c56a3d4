"""From a name as written to a structure's id: exact key, SIRET or a person's decision, and nothing else."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pandas as pd
import pytest

from declic_analysis.errors import StudyError
from declic_analysis.ingest.structures import (
    Decision,
    Register,
    match_structures,
    name_candidates,
    register_of,
    unmatched,
)
from declic_analysis.naming import LEGAL_FORMS, organisation_key
from declic_analysis.study import Study, parse_study
from declic_analysis.vocabulary import StructureMatch

STUDY = """
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{id: pros, label: Pros}]
structures:
%s
scales: [{id: s, favourable_from: 2, levels: [{label: Non}, {label: Oui}]}]
constructs: [{id: c, label: C, about: relation}]
items: [{id: q, construct: c, scale: s, audiences: [pros], wording: Q}]
"""
STRUCTURES = """
  - {id: forum, name: Forum réfugiés, aliases: [Cosi], siret: "73282932000074"}
  - {id: pep, name: Les Pep 69}
  - {id: dorlay, name: TRESSAGE DU DORLAY}
  - {id: envie, name: ASSOC ENVIE LOIRE}
  - {id: mmie, name: Maison Métropolitaine d’Insertion pour l’Emploi}
  - {id: travail, name: France travail Châteaucreux}
"""


def study_of(structures: str = STRUCTURES) -> Study:
    return parse_study(STUDY % structures)


@pytest.fixture(scope="module")
def register() -> Register:
    decisions = {
        organisation_key("Le Tressage"): Decision(StructureMatch.DECIDED, "dorlay"),
        organisation_key("Retraité"): Decision(StructureMatch.IGNORED),
        organisation_key("Fabrique du Gier"): Decision(StructureMatch.NEW),
    }
    return register_of(study_of(), decisions=decisions)


@pytest.mark.parametrize(
    ("text", "structure", "match"),
    [
        ("FORUM REFUGIES", "forum", "exact"),
        ("association Forum Réfugiés", "forum", "exact"),
        ("cosi", "forum", "exact"),
        ("forum", "forum", "exact"),  # the id itself
        ("732 829 320 00074", "forum", "exact"),
        ("PEP69", "pep", "exact"),
        ("le tressage", "dorlay", "decided"),
        ("RETRAITÉ", None, "ignored"),
        ("Fabrique du Gier SARL", None, "new"),
        ("Forum refugie", None, "unknown"),  # one letter off: never silently
        ("SARL ENVIE 2E LOIRE", None, "unknown"),
        ("", None, "empty"),
        ("  ", None, "empty"),
        ("???", None, "unknown"),
    ],
)
def test_meaning(register: Register, text: str, structure: str | None, match: str) -> None:
    found = match_structures(pd.Series([text], index=[7]), register=register)
    assert list(found.index) == [7]
    assert (found["structure"].fillna("").item() or None, found["match"].item()) == (structure, match)


def test_missing_cells_are_empty(register: Register) -> None:
    found = match_structures(pd.Series([None, "cosi"], dtype="string"), register=register)
    assert list(found["match"]) == ["empty", "exact"]


def test_the_input_stays_as_it_is(register: Register) -> None:
    texts = pd.Series(["cosi", " Inconnue "])
    before = texts.copy()
    match_structures(texts, register=register)
    pd.testing.assert_series_equal(texts, before)


def test_a_siret_of_two_structures_says_neither() -> None:
    both = "".join(f'\n  - {{id: {k}, name: Rive {k}, siret: "73282932000074"}}' for k in ("ai", "aci"))
    found = match_structures(pd.Series(["73282932000074"]), register=register_of(study_of(both)))
    assert found["structure"].isna().all()


def test_two_structures_of_one_name_are_a_fault_of_the_study() -> None:
    twins = "\n  - {id: un, name: Atelier du Pont}\n  - {id: deux, name: Deux, aliases: [L’ATELIER DU PONT (SAS)]}"
    with pytest.raises(StudyError) as refusal:
        study_of(twins)
    said = str(refusal.value).replace("\u00a0", " ")
    assert "ligne 10, structures.1 : « L’ATELIER DU PONT (SAS) » désigne déjà « un »" in said


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ('siret: "73282932000079"', "la clé de contrôle ne correspond pas"),
        ('siret: "552013500012"', "un zéro manque en tête"),
        ('naf: "25Z"', "code NAF mal formé"),
        ('epci: "200046978"', "la clé de contrôle ne correspond pas"),
        ("commune: 1004", "texte attendu ; mettez-le entre guillemets"),
        ("siae_kind: GEIQ", "admis : AI, ACI, EI, EITI, ETTI"),
        ("inclusion_kind: ACI", "admis : GEIQ, EA, EATT, ESAT, OPCS"),
        ("prescriber_kind: HABILITE", "valeur inconnue"),
    ],
)
def test_faulty_codes_of_a_structure(field: str, said: str) -> None:
    with pytest.raises(StudyError) as refusal:
        study_of(f"\n  - {{id: un, name: Un, {field}}}")
    assert said in str(refusal.value).replace("\u202f", " ").replace("\u00a0", " ")
    assert "73282932000079" not in str(refusal.value)


def test_unmatched_cells_keep_their_line_and_person(register: Register) -> None:
    texts = pd.Series(["Cosi", "Forum refugie", " Forum  Réfugie ", ""])
    matches = match_structures(texts, register=register)
    found = unmatched(
        texts, matches=matches, rows=pd.Series([2, 3, 4, 5]), persons=None, file="a.csv", column="Votre structure"
    )
    assert found["row"].tolist() == [3, 4]
    assert found["key"].tolist() == ["forumrefugie", "forumrefugie"]
    assert found["person"].tolist() == ["3", "4"]
    assert found["text"].tolist() == ["Forum refugie", "Forum  Réfugie"]


@pytest.mark.parametrize(
    ("name", "first", "near"),
    [
        ("Forum refugie", "forum", True),
        ("Tressage Dorlai", "dorlay", True),
        ("Pôle emploi Chateaucreux", "travail", True),  # renamed in 2024
        ("MMIPE", "mmie", False),  # its initials
        ("Tresage Dorlay Industrie", "dorlay", False),
        ("Envie 2E Loire", "envie", True),
    ],
)
def test_candidates(register: Register, name: str, first: str, near: bool) -> None:
    found = name_candidates([name], register=register)
    assert (found["structure"].iloc[0], bool(found["near"].iloc[0])) == (first, near)
    assert found["rank"].tolist() == list(range(1, len(found) + 1)) and len(found) <= 3


def test_no_candidate_for_a_name_like_no_other(register: Register) -> None:
    assert name_candidates(["Xylophone"], register=register).empty
    assert name_candidates([], register=register).empty


# What people do to a name without changing it: every such spelling must be found by its key.
SPELLINGS = (
    str.lower,
    str.title,
    lambda name: f"S.A.R.L. {name}" if name.split()[0].casefold() not in LEGAL_FORMS else name,
    lambda name: f"{name} (association)",
    lambda name: name.replace(" ", "-"),
    lambda name: f"  {name.replace(' ', chr(160) + ' ')} ",
    lambda name: name.title().replace("e", "é"),
)


def siae_names(folder: Path) -> list[str]:
    with (folder / "fr_reference/siae_2019_07_rhone_loire.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row["DENOMINATION_SOCIALE"] for row in csv.DictReader(file, delimiter=";")]
    return list({organisation_key(name): name for name in names}.values())


@pytest.mark.shared_data
def test_real_names_in_other_spellings_are_found_and_nothing_is_confused(shared_data: Path) -> None:
    names = siae_names(shared_data)
    assert len(names) == 111  # 118 lines, some SIAE stand twice: one establishment, two conventions
    listed = "\n".join(f"  - {{id: s{k}, name: {name!r}}}" for k, name in enumerate(names))
    register = register_of(study_of("\n" + listed.replace("\\'", "''")))
    for change in SPELLINGS:
        found = match_structures(pd.Series([change(name) for name in names]), register=register)
        assert found["structure"].tolist() == [f"s{k}" for k in range(len(names))]


@pytest.mark.shared_data
def test_typing_errors_are_suggested_and_never_matched(shared_data: Path) -> None:
    names, rng = siae_names(shared_data), random.Random(3)
    register = register_of(study_of("\n" + "\n".join(f'  - {{id: s{k}, name: "{n}"}}' for k, n in enumerate(names))))
    wrong = [_typing_error(name, rng) for name in names]
    found = match_structures(pd.Series(wrong), register=register)
    truth = pd.Series([f"s{k}" for k in range(len(names))], dtype="string")
    assert (found["structure"].isna() | (found["structure"] == truth)).all()
    missed = found["structure"].isna()
    suggested = name_candidates([w for w, m in zip(wrong, missed, strict=True) if m], register=register)
    lists = suggested.groupby("name")["structure"].agg(list)
    hits = [t in lists.get(w, []) for w, t, m in zip(wrong, truth, missed, strict=True) if m]
    assert len(hits) > 90 and sum(hits) / len(hits) >= 0.97


def _typing_error(name: str, rng: random.Random) -> str:
    """One letter lost, doubled, swapped or changed."""
    k = rng.randrange(1, len(name) - 1)
    made = (
        name[:k] + name[k + 1 :],
        name[:k] + name[k] + name[k:],
        name[:k] + name[k + 1] + name[k] + name[k + 2 :],
        name[:k] + rng.choice("AEINRST") + name[k + 1 :],
    )
    return rng.choice(made)


@pytest.mark.shared_data
def test_organisations_of_other_lists_are_never_taken_for_a_siae(shared_data: Path) -> None:
    names = siae_names(shared_data)
    register = register_of(study_of("\n" + "\n".join(f'  - {{id: s{k}, name: "{n}"}}' for k, n in enumerate(names))))
    strangers: list[str] = []
    for file, column, delimiter in (("geiq_2019_11.csv", "GEIQ", ";"), ("pole_emploi_agencies.csv", "NOM", ",")):
        with (shared_data / "fr_reference" / file).open(encoding="utf-8-sig", newline="") as handle:
            strangers += [row[column] for row in csv.DictReader(handle, delimiter=delimiter)]
    found = match_structures(pd.Series(strangers), register=register)
    assert found["structure"].isna().all()
    assert not name_candidates(strangers, register=register)["near"].any()  # nor would one of them be printed
