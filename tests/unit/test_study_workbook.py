"""`etude.xlsx`: the same study, for people who do not write YAML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from declic_analysis.errors import StudyError, set_language
from declic_analysis.study import Study, load_study, parse_study, to_yaml, workbook
from declic_analysis.study.cells import to_cell
from declic_analysis.study.sheets import SHEETS
from declic_analysis.study.workbook import MARK, read_workbook, write_workbook

FULL = r"""
schema_version: 1
name: complete
title: {fr: "=1+1", en: "Title"}
programme: {fr: "+33 et -5 @ fin"}
fictitious: true
languages: [en, fr]
duplicates: most_complete
audiences:
  - {id: pros, label: Pros}
  - {id: gens, label: {fr: Gens, en: People}, design: retro_pre_post}
territories:
  - {id: nord, label: Nord, leads: [usine], epci: "005520135",
     aliases: ["a|b", 'c\d', "", '""', "é ; ,", "deux\nlignes", "_x005F_"]}
structures:
  - {id: usine, name: Usine, territory: nord, roles: [company, lead], siae_kind: ETTI, siret: "00552013500012",
     commune: "2A004"}
scales:
  - id: accord3
    favourable_from: 2
    levels: [{label: Non, codes: ["1", "01"]}, {label: {fr: Peut-être, en: Maybe}},
             {label: Oui, codes: ["=3", "5 | 6"]}]
    non_substantive: [{id: nsp, label: NSP, codes: ["9"]}, {id: sans, label: Sans}]
  - {id: note2, favourable_from: 1, levels: [{label: "0"}, {label: "1"}]}
constructs: [{id: avis, label: Avis, about: relation}]
items:
  - id: q1
    number: 3
    construct: avis
    scale: accord3
    audiences: [pros, gens]
    direction: favourable_low
    confirmatory: true
    wording: {fr: "Première ligne\nseconde", en: ""}
    wording_by_wave: {after: Après, retro_before: {fr: Avec le recul, en: Looking back}}
  - {id: q2, construct: avis, scale: accord3, audiences: [pros], mirror: q1, wording: "", short: Deux}
open_questions: {mot: Un mot}
sources:
  - id: fichier
    files: "*.csv"
    tool: google_forms
    audience: {column: Qui}
    territory: nord
    answered_on: Date
    answers: {before: {q1: "Q [1]", q2: "x_x0041_"}, followup_m3: {q1: "3/4"}, followup_m03: {}, after: {}}
    person: {columns: [Code, "Nom | prénom"], pattern: '^\d{2}[A-Z]+$'}
    verbatims: {mot: Commentaire}
    complete: {column: Fin, equals: ["oui"], action: keep}
    missing: [NA, "-"]
    separator: tab
    header_rows: 2
    date_order: mdy
    all_levels_offered: true
  - {id: vide, files: b.csv, tool: generic, audience: "gens", separator: ";", answers: {}}
invited: [{audience: pros, persons: 0}, {audience: pros, territory: nord, wave: after, persons: 12, origin: liste}]
thresholds: {internal: 4, external: 12, dominance: 0.3333333333333333}
analysis:
  smallest_change: 0.1
  pair: first_action
  hiring: {assessment: {reference: AIPD 12, dated_on: 2024-03-01}}
narrative: {evaluators: Moi, surprises: {fr: Rien, en: Nothing}, decisions: [Un, {fr: Deux, en: Two}]}
framework:
  questions:
    - {id: e1, question: Pourquoi, criterion: relevance}
    - id: e2
      question: Comment
      criterion: efficiency
      indicators:
        - {id: i1, label: Un, level: output, baseline: 0, target: 1.5e-7, target_on: 2026-12-31}
        - {id: i2, label: Deux, level: effect, target_on: 1899-12-31}
  costs: [{heading: Bus, euros: 1200.5}]
published_figures:
  - {id: f1, indicator: actions, value: 15, qualifier: lower_bound, wording: "plus d’une quinzaine", source: article}
  - {id: f2, indicator: embauches, qualifier: unknown, wording: quelques, source: article}
published_claims: [{id: c1, wording: mieux, items: [q1, q2], source: article}]
recommendations: [{id: r1, wording: Faire, state: ongoing, due_on: 1900-02-28}]
reports:
  - {id: bilan, formats: [html, pdf], cron: "0 7 1 * *", lang: en, diffusion: internal, edition: comite,
     recipients: ["a@b.fr"]}
"""
STUDY = parse_study(FULL)


@pytest.fixture(autouse=True)
def french_again() -> Iterator[None]:
    yield
    set_language("fr")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_workbook(STUDY, tmp_path / "etude.xlsx")
    return tmp_path / "etude.xlsx"


def edited(path: Path, **cells: object) -> Path:
    """The workbook with some cells changed: `items__E3="x"`."""
    book = openpyxl.load_workbook(path)
    for where, value in cells.items():
        sheet, cell = where.split("__")
        book[sheet.replace("_", " ")][cell] = value
    book.save(path)
    return path


def fault(path: Path) -> str:
    with pytest.raises(StudyError) as caught:
        read_workbook(path)
    return str(caught.value).replace("\u00a0", " ").replace("\u202f", " ")


def test_read_and_written_the_same(path: Path) -> None:
    assert read_workbook(path) == STUDY
    assert parse_study(to_yaml(read_workbook(path))) == STUDY


def test_the_studies_of_the_project(project_root: Path, tmp_path: Path) -> None:
    files = [*(project_root / "tests/studies").glob("*/study.yaml"), *project_root.glob("data/raw/declic/study.yaml")]
    assert files
    for file in files:
        study = load_study(file.parent)
        write_workbook(study, tmp_path / "etude.xlsx")
        assert load_study(tmp_path) == study


def test_a_sheet_per_list_with_headers_explanations_and_drop_down_lists(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["lisez-moi", *(sheet.title for sheet in SHEETS), "listes"]
    assert book["listes"].sheet_state == "hidden"
    items = book["items"]
    assert [cell.value for cell in items[1]][:4] == ["id", "numéro", "thème", "échelle"]
    assert all(str(cell.value).startswith(MARK) for cell in items[2])
    offered = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in items.data_validations.dataValidation}
    assert offered["D3"] == "'échelles'!$A$3:$A$400"
    sheet, _, cells = offered["F3"].partition("!")
    labels = [cell.value for (cell,) in book[sheet.strip("'")][cells.replace("$", "")]]
    assert labels == ["favorable si d’accord", "favorable si pas d’accord", "contrainte perçue, sans sens favorable"]
    assert items["F3"].value == labels[1]


def test_every_field_of_the_models_has_its_cell() -> None:
    """A field without a column would be lost in silence."""
    reached = {(*sheet.at, sheet.field, *column.path) for sheet in SHEETS for column in sheet.columns}
    names = {name for path in reached for name in path}
    missing = {name for name in _fields(Study) if name not in names} - {"levels", "non_substantive", "favourable_from"}
    assert missing == set()


def _fields(model: type) -> set[str]:
    schema = model.model_json_schema()  # type: ignore[attr-defined]
    models = [schema, *schema["$defs"].values()]
    return {name for m in models for part in (m, *m.get("anyOf", [])) for name in part.get("properties", {})}


def test_no_cell_is_a_formula(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    texts = [cell for page in book for row in page.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert all(cell.data_type == "s" for cell in texts)
    hostile = [cell for cell in texts if cell.value[0] in "=+-@"]
    assert {"=1+1", "+33 et -5 @ fin"} <= {cell.value for cell in hostile}
    assert all(cell.quotePrefix for cell in hostile)


def test_a_formula_is_refused(path: Path) -> None:
    text = fault(edited(path, items__I3="=CONCAT(A1)"))
    assert "feuille « items », ligne 3, colonne « formulation » : formule ou erreur de tableur" in text


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "place", "says"),
    [
        ("items", "D3", "accord", "ligne 3, colonne « échelle »", "n’est pas déclaré ; admis : accord3, note2"),
        ("items", "D3", None, "ligne 3, colonne « échelle »", "champ obligatoire absent"),
        ("items", "F3", "neutre", "ligne 3, colonne « sens »", "admis : favorable si d’accord | favorable si pas"),
        ("items", "B4", 2.5, "ligne 4, colonne « numéro »", "nombre entier attendu"),
        ("items", "B4", "deux", "ligne 4, colonne « numéro »", "nombre attendu"),
        ("items", "H3", "peut-être", "ligne 3, colonne « confirmatoire »", "admis : oui, non"),
        ("items", "A4", "Q 2", "ligne 4, colonne « id »", "forme attendue : minuscules sans accent"),
        ("items", "M1", "notes", "ligne 1, colonne « M »", "en-tête inconnu ou répété ; admis : id, numéro"),
        ("items", "B1", "id", "ligne 1, colonne « B »", "en-tête inconnu ou répété"),
        ("items", "Z9", "perdu", "ligne 9, colonne « Z »", "cellule remplie sous un en-tête vide"),
        ("étude", "B3", "Complète", "ligne 3, colonne « valeur »", "forme attendue"),
        ("étude", "A4", "titres", "ligne 4, colonne « champ »", "champ inconnu ; admis : version du format, nom"),
        ("étude", "C3", "name", "ligne 3, colonne « en anglais »", "ce champ n’a pas d’anglais"),
        ("étude", "B7", True, "ligne 7, colonne « valeur »", ""),
        ("seuils", "B2", 2, "ligne 2, colonne « valeur »", "trop petit ; au moins 3"),
        ("échelles", "C5", "non", "ligne 5, colonne « favorable »", "un niveau plus bas est favorable"),
        ("échelles", "B6", "milieu", "ligne 6, colonne « sorte »", "admis : niveau | hors échelle"),
        ("réponses", "A3", "autre", "ligne 3, colonne « source »", "ne déclare pas cet id ; admis : fichier, vide"),
        ("réponses", "B3", "Pendant", "ligne 3", "temps de mesure inconnu"),
        ("réponses", "B3", None, "ligne 3, colonne « temps »", "cellule obligatoire vide"),
        ("réponses", "C3", "q9", "ligne 3", "« q9 » n’est pas déclaré ; admis : q1, q2"),
        ("réponses", "C4", "q1", "ligne 4", "déjà donné plus haut"),
        ("indicateurs", "J3", "demain", "ligne 3, colonne « échéance »", "date attendue, JJ/MM/AAAA ou AAAA-MM-JJ"),
        ("coûts", "E3", "beaucoup", "ligne 3, colonne « euros »", "nombre attendu"),
        ("structures", "D3", "entreprise", "ligne 3, colonne « rôles »", "admis : structure prescriptrice"),
    ],
)  # fmt: skip
def test_sheet_row_column_and_what_is_allowed(
    path: Path, sheet: str, cell: str, value: object, place: str, says: str
) -> None:
    changed = edited(path, **{f"{sheet.replace(' ', '_')}__{cell}": value})
    if not says:
        assert read_workbook(changed).fictitious is True
        return
    text = fault(changed)
    assert f"etude.xlsx, feuille « {sheet} », {place}" in text
    assert says in text


def test_all_faults_at_once_in_english(path: Path) -> None:
    set_language("en")
    text = fault(edited(path, items__B3="un", seuils__B2=1, sources__C3="Sphinx"))
    assert "(3 points to mend)" in text
    assert "etude.xlsx, sheet “sources”, row 3, column “outil”: unknown value; allowed: LimeSurvey" in text


def test_what_people_do_to_a_workbook_is_understood(path: Path) -> None:
    """Codes for labels, other capitals, numbers as texts, a comma, French dates, empty rows, no explanations."""
    book = openpyxl.load_workbook(path)
    book["items"]["F3"] = "FAVOURABLE_LOW"
    book["étude"]["B7"] = "OUI "
    book["seuils"]["B6"] = "0,3333333333333333"
    book["seuils"]["B2"] = "4"
    book["échelles"]["G3"] = "01|1"
    book["indicateurs"]["J3"] = "31/12/2026"
    book["coûts"]["E3"] = "1 200,50"
    book["sources"]["C3"] = "google forms"
    book["publics"].delete_rows(2)
    book["items"].insert_rows(4, amount=3)
    book.create_sheet("_notes")["A1"] = "à moi"
    book.move_sheet("sources", offset=-5)
    book.save(path)
    again = read_workbook(path)
    assert again.scales[0].levels[0].codes == ["01", "1"]
    assert again.model_copy(update={"scales": STUDY.scales}) == STUDY


def test_codes_typed_as_numbers(path: Path) -> None:
    assert read_workbook(edited(path, échelles__G3=1)).scales[0].levels[0].codes == ["1"]


def test_a_code_that_the_spreadsheet_made_a_date_is_refused(path: Path) -> None:
    text = fault(edited(path, échelles__G3=dt.date(2026, 4, 3)))
    assert "colonne « codes » : texte attendu (trouvé : une date) ; mettez la cellule au format Texte" in text


def test_an_unknown_sheet_is_refused_by_name(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["items"].title = "questions"
    book.save(path)
    text = fault(path)
    assert "feuille « questions » : feuille inconnue ; admis : étude, publics" in text
    assert "feuille « items » : champ obligatoire absent" in text


def test_an_absent_optional_sheet_is_an_empty_one(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    del book["rapports"]
    book.save(path)
    assert read_workbook(path) == STUDY.model_copy(update={"reports": []})


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 coupe", b"\xd0\xcf\x11\xe0 ancien", b"du texte"])
def test_a_file_that_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "etude.xlsx").write_bytes(content)
    assert "Ce classeur ne peut pas être ouvert." in fault(tmp_path / "etude.xlsx")


def test_an_empty_workbook_says_what_is_missing(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "etude.xlsx")
    assert "feuille inconnue" in fault(tmp_path / "etude.xlsx")


def test_what_no_cell_can_hold_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    long = STUDY.model_copy(update={"title": STUDY.title.model_copy(update={"fr": "x" * 40_000})})
    with pytest.raises(StudyError, match="Texte trop long"):
        write_workbook(long, tmp_path / "etude.xlsx")
    assert not (tmp_path / "etude.xlsx").exists()


def test_what_would_not_be_read_back_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forgetful = lambda value, column: None if column.header == "doublons" else to_cell(value, column)  # noqa: E731
    monkeypatch.setattr(workbook, "to_cell", forgetful)
    with pytest.raises(StudyError, match="ne peut pas porter cette étude") as caught:
        write_workbook(STUDY, tmp_path / "etude.xlsx")
    assert caught.value.where == "duplicates"
    assert not (tmp_path / "etude.xlsx").exists()


def test_a_folder_with_both_files(path: Path) -> None:
    (path.parent / "study.yaml").write_text(FULL, encoding="utf-8")
    assert load_study(path.parent) == STUDY
    edited(path, publics__B3="Professionnels")
    with pytest.raises(StudyError) as caught:
        load_study(path.parent)
    assert "se contredisent" in str(caught.value)
    assert "audiences" in str(caught.value)


def test_a_folder_with_a_workbook_only(path: Path) -> None:
    assert load_study(path.parent) == STUDY
