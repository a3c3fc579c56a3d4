"""What is wrong in a study file: the file, line, field and what is allowed; all at once, in two languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from declic_analysis.errors import StudyError, set_language
from declic_analysis.study import load_study, parse_study

SMALL = """\
schema_version: 1
name: petite
title: Petite étude
programme: Programme
audiences:
  - {id: pros, label: Pros}
territories:
  - {id: nord, label: Nord}
structures:
  - {id: usine, name: Usine, territory: nord}
scales:
  - id: accord2
    favourable_from: 2
    levels: [{label: Non, codes: ["1"]}, {label: Oui, codes: ["2"]}]
    non_substantive: [{id: nsp, label: NSP, codes: ["9"]}]
  - id: autre
    favourable_from: 1
    levels: [{label: Faux}, {label: Vrai}]
constructs:
  - {id: avis, label: Avis}
items:
  - {id: q1, construct: avis, scale: accord2, audiences: [pros], wording: Q1}
  - {id: q2, construct: avis, scale: autre, audiences: [pros], wording: Q2}
open_questions: {mot: Un mot}
sources:
  - id: fichier
    files: avant.csv
    tool: generic
    audience: pros
    answers:
      before: {q1: "Question 1"}
      after: {q1: "Question 2"}
    verbatims: {mot: Commentaire}
"""


@pytest.fixture(autouse=True)
def french_again() -> Iterator[None]:
    yield
    set_language("fr")


def fault(text: str, *, file: str = "study.yaml") -> str:
    with pytest.raises(StudyError) as caught:
        parse_study(text, file=file)
    return str(caught.value).replace("\u00a0", " ").replace("\u202f", " ")


def replaced(old: str, new: str) -> str:
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new)


def test_the_small_study_is_valid() -> None:
    assert parse_study(SMALL).name == "petite"


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "says"),
    [
        ("name: petite", "name: Petite", 2, "name", "texte mal formé ; forme attendue : minuscules sans accent"),
        ("title: Petite étude", "titre: Petite étude", 3, "titre", "champ inconnu « titre » ; retirez-le"),
        ("title: Petite étude", "title: 12", 3, "title", "groupe « champ: valeur » attendu (trouvé : un nombre)"),
        ("tool: generic", "tool: sphinx", 28, "sources.0.tool", "admis : limesurvey, framaforms"),
        ('codes: ["2"]', "codes: [2]", 14, "scales.0.levels.1.codes.0", "texte attendu ; mettez-le entre guillemets"),
        ("{id: pros, label: Pros}", "{id: pros}", 6, "audiences.0.label", "champ obligatoire absent"),
        ("label: Pros}", "label: Pros, design: avant}", 6, "audiences.0.design", "admis : pre_post, retro_pre_post"),
        ("favourable_from: 2", "favourable_from: 3", 13, "scales.0.favourable_from", "doit être compris entre 1 et 2"),
        (
            "favourable_from: 2",
            "favourable_from: deux",
            13,
            "scales.0.favourable_from",
            "nombre entier attendu (trouvé : un texte)",
        ),
        (
            "[{label: Faux}, {label: Vrai}]",
            "[{label: Faux}]",
            18,
            "scales.1.levels",
            "trop peu d’éléments ; au moins 2",
        ),
        ('codes: ["9"]', 'codes: ["1"]', 14, "scales.0.levels", "le code « 1 » désigne deux réponses"),
        ("scale: autre", "scale: accord", 23, "items.1.scale", "« accord » n’est pas déclaré ; admis : accord2, autre"),
        ("id: q2,", "id: q1,", 21, "items", "« q1 » est déclaré 2 fois"),
        ("wording: Q2", "wording: Q2, mirror: q1", 23, "items.1.mirror", "sans avoir la même échelle"),
        (
            "wording: Q2",
            "wording: Q2, wording_by_wave: {soir: x}",
            23,
            "items.1.wording_by_wave.soir",
            "admis : before, retro_before",
        ),
        (
            "territory: nord}",
            "territory: sud}",
            10,
            "structures.0.territory",
            "« sud » n’est pas déclaré ; admis : nord",
        ),
        (
            "label: Nord}",
            "label: Nord, leads: [rien]}",
            8,
            "territories.0.leads",
            "« rien » n’est pas déclaré ; admis : usine",
        ),
        (
            "label: Nord}",
            "label: Nord, epci: 200046977}",
            8,
            "territories.0.epci",
            "texte attendu ; mettez-le entre guillemets",
        ),
        (
            "    audience: pros\n",
            "    audience: autres\n",
            29,
            "sources.0.audience",
            "« autres » n’est pas déclaré ; admis : pros",
        ),
        ("    audience: pros\n", "    audience: {}\n", 29, "sources.0.audience", "donnez soit value, soit column"),
        ("      after:", "      apres:", 32, "sources.0.answers.apres", "temps de mesure inconnu ; admis : before"),
        (
            'after: {q1: "Q',
            'after: {q9: "Q',
            32,
            "sources.0.answers.after.q9",
            "« q9 » n’est pas déclaré ; admis : q1, q2",
        ),
        ('"Question 2"', '"Question 1"', 30, "sources.0.answers", "la colonne « Question 1 » sert 2 fois"),
        ("verbatims: {mot", "verbatims: {mots", 33, "sources.0.verbatims.mots", "admis : mot"),
        ("avant.csv", "../avant.csv", 27, "sources.0.files", "sans « .. »"),
        ("avant.csv", "/etc/avant.csv", 27, "sources.0.files", "relatif au dossier"),
        ("avant.csv", r"..\avant.csv", 27, "sources.0.files", "relatif au dossier"),
        ("avant.csv", r"C:\avant.csv", 27, "sources.0.files", "relatif au dossier"),
        ("tool: generic", "tool: generic\n    separator: ';;'", 29, "sources.0.separator", "un seul caractère, ou tab"),
        (
            "tool: generic",
            "tool: generic\n    person: {columns: [Code], pattern: '[a'}",
            29,
            "sources.0.person.pattern",
            "expression régulière illisible",
        ),
        ("tool: generic", "tool: generic\n    header_rows: 4", 29, "sources.0.header_rows", "trop grand ; au plus 3"),
        ("title: Petite étude", 'title: "Petite\\u0007"', 3, "title.fr", "caractère de contrôle ; retirez-le"),
    ],
)
def test_file_line_field_and_what_is_allowed(old: str, new: str, line: int, field: str, says: str) -> None:
    text = fault(replaced(old, new), file="data/raw/petite/study.yaml")
    assert f"data/raw/petite/study.yaml, ligne {line}, {field} : " in text
    assert says in text
    assert "declic check" in text


@pytest.mark.parametrize(
    ("added", "field", "says"),
    [
        ("thresholds: {external: 5, internal: 9}", "thresholds.external", "ne peut pas être inférieur"),
        ("thresholds: {internal: 2}", "thresholds.internal", "trop petit ; au moins 3"),
        ("analysis: {alpha: 1}", "analysis.alpha", "trop grand ; il faut moins de 1"),
        ("framework: {costs: [{heading: a, euros: .nan}]}", "framework.costs.0.euros", "nombre fini attendu"),
        ("framework: {costs: [{heading: a, euros: 1, territory: sud}]}", "framework.costs.0.territory", "admis : nord"),
        (
            "recommendations: [{id: a, wording: b, state: done, due_on: demain}]",
            "recommendations.0.due_on",
            "date attendue, AAAA-MM-JJ",
        ),
        (
            "published_figures: [{id: a, indicator: b, value: 3, qualifier: unknown, wording: c, source: d}]",
            "published_figures.0.value",
            "inconnu n’est pas zéro",
        ),
        ("fictitious: peut-être", "fictitious", "true ou false attendu"),
        ("languages: fr", "languages", "liste attendue"),
    ],
)
def test_faults_of_the_optional_parts(added: str, field: str, says: str) -> None:
    text = fault(f"{SMALL}{added}\n")
    assert f"study.yaml, ligne 34, {field} : " in text
    assert says in text


def test_all_faults_at_once() -> None:
    text = fault(SMALL.replace("scale: accord2", "scale: a").replace("audience: pros\n", "audience: b\n"))
    assert "(2 points à corriger)" in text
    assert "ligne 22, items.0.scale" in text
    assert "ligne 29, sources.0.audience" in text


def test_one_fault_is_singular() -> None:
    assert "(1 point à corriger)" in fault(replaced("name: petite", "name: Petite"))


def test_in_english() -> None:
    set_language("en")
    text = fault(replaced("scale: autre", "scale: accord"))
    assert "The study is not valid (1 point to mend)." in text
    assert "study.yaml, line 23, items.1.scale: 'accord' is not declared; allowed: accord2, autre" in text
    assert "Mend these lines" in text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Le fichier d’étude est vide"),
        ("- a\n- b", "pas une suite de « champ: valeur »"),
        ("a: 1\nb: 2\na: 3", "ligne 3\n  Trouvé : le champ « a » est donné deux fois"),
        ("items:\n  - {id: a, id: b}", "ligne 2\n  Trouvé : le champ « id » est donné deux fois"),
        ("a: [1, 2", "ligne 1"),
        ("a: b: c", "ligne 1"),
        ("a:\n\t- b", "ligne 2"),
        ("schema_version: 1\nd: 2024-13-45", "ligne 2\n  Trouvé : une date qui n’existe pas"),
        ("? [a]\n: b", "le nom d’un champ est un texte"),
        ("a: \x00", "n’est pas du YAML lisible"),
        ("a: !!python/object:os.system x", "n’est pas du YAML lisible"),
        ("a: 1\n---\na: 2", "n’est pas du YAML lisible"),
        ("[" * 5000, "n’est pas du YAML lisible"),
        ("&a [*a]", "démesuré"),
        ("a: &a {b: *a}", "démesuré"),
    ],
)
def test_yaml_that_cannot_be_read(text: str, says: str) -> None:
    assert says in fault(text)


def test_nested_aliases_do_not_fill_the_memory() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]" for k in range(1, 12)]
    assert "démesuré" in fault("\n".join(lines))


def test_ordinary_aliases_are_welcome() -> None:
    text = SMALL.replace("levels: [{label: Faux}", "levels: &pas [{label: Faux}").replace(
        "label: Avis}", "label: &mot Avis}"
    )
    assert parse_study(text.replace("wording: Q2", "wording: *mot")).item("q2").wording.fr == "Avis"


@pytest.mark.parametrize(
    ("version", "shown"), [("2", "2"), ("0", "0"), ("'1'", "'1'"), ("true", "True"), ("1.0", "1.0")]
)
def test_unknown_version(version: str, shown: str) -> None:
    text = fault(replaced("schema_version: 1", f"schema_version: {version}"))
    assert "Version de fichier d’étude inconnue." in text
    assert "study.yaml, schema_version" in text
    assert f"Trouvé : {shown}" in text
    assert "Attendu : 1" in text


def test_absent_version() -> None:
    assert "schema_version : champ obligatoire absent" in fault(replaced("schema_version: 1\n", ""))


def test_ids_that_stand_for_two_things() -> None:
    question = "{id: a, question: x, criterion: relevance}"
    twice = f"framework: {{questions: [{question}, {question}]}}\n"
    assert "framework.questions : « a » est déclaré 2 fois" in fault(SMALL + twice)
    planned = "framework: {planned: [{actions: 3}, {persons: 40}]}\n"
    assert "framework.planned.1 : cet objectif" in fault(SMALL + planned)


def written(folder: Path, content: bytes) -> Path:
    (folder / "study.yaml").write_bytes(content)
    return folder


@pytest.mark.parametrize(
    "encode", [lambda t: t.encode(), lambda t: b"\xef\xbb\xbf" + t.encode(), lambda t: t.replace("\n", "\r\n").encode()]
)
def test_a_folder_with_study_yaml(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    assert load_study(written(tmp_path, encode(SMALL))) == parse_study(SMALL)


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="pas en UTF-8"):
        load_study(written(tmp_path, SMALL.encode("cp1252")))


def test_a_folder_without_study(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"Ni study\.yaml ni etude\.xlsx") as caught:
        load_study(tmp_path)
    assert "declic new" in str(caught.value)
