"""A filled template workbook, read: each row and each cell is in one place, people keep their code's pseudonym."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from declic_analysis import pipeline
from declic_analysis.errors import SourceError
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import Study, parse_study
from declic_analysis.study.register_workbook import write_template

TEXT = """
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{id: prescripteurs, label: Prescripteurs}, {id: industriels, label: Industriels}]
territories: [{id: nord, label: Nord, epci: "200046977"}, {id: sud, label: Sud}]
formats: [{id: visite, label: Visite, audience: industriels}, {id: tour, label: Tour, audience: prescripteurs}]
structures: [{id: relais, name: Relais du Nord, territory: nord, roles: [prescriber]}]
scales: [{id: accord, favourable_from: 2, levels: [{label: Non}, {label: Oui}]}]
constructs: [{id: c, label: C}]
items: [{id: q1, construct: c, scale: accord, audiences: [prescripteurs, industriels], wording: A}]
invited: [{audience: prescripteurs, wave: before, persons: 9}]
recommendations: [{id: bus, wording: Louer un bus, state: ongoing}]
framework:
  costs: [{heading: Coordination, period: "2024", euros: 1000}]
  questions:
    - id: mesure
      question: Combien ?
      criterion: effectiveness
      indicators: [{id: participations, label: Participations, level: output, target: 40}]
sources:
  - id: avant
    files: avant.csv
    tool: generic
    audience: {column: Public}
    action: {column: Action}
    territory: {column: Territoire}
    answered_on: Date
    person: {columns: [Code], pattern: "(?i)[a-z]{2}[0-9]{2}[a-z]{2}"}
    answers: {before: {q1: Q1}}
"""
SURVEY = (
    "Code;Public;Action;Territoire;Date;Q1\nAB01CD;Prescripteurs;A1;;10/03/2024;Oui\nAB02CD;Prescripteurs;a1;Sud;;Non\n"
)
Fill = Callable[..., pipeline.Build]
ACTIONS = [
    {"référence": "A1", "format": "Tour", "territoire": "Nord", "date": dt.date(2024, 3, 5)},
    {"référence": "A2", "format": "Visite", "territoire": "nord", "date": "6 mars 2024"},
]


@pytest.fixture(scope="module")
def study() -> Study:
    return parse_study(TEXT)


def workbook(study: Study, path: Path, sheets: dict[str, list[dict[str, Any]]]) -> None:
    write_template(study, path)
    book = openpyxl.load_workbook(path)
    for title, rows in sheets.items():
        page = book[title]
        headers = [cell.value for cell in page[1]]
        for line, row in enumerate(rows, start=2):
            for header, value in row.items():
                page.cell(line, headers.index(header) + 1, value)
    book.save(path)


@pytest.fixture
def fill(study: Study, tmp_path: Path) -> Fill:
    """Sheets → the build of a folder that holds them in a template workbook, and one small survey."""

    def filled(sheets: dict[str, list[dict[str, Any]]], *, of: Study | None = None) -> pipeline.Build:
        (tmp_path / "avant.csv").write_text(SURVEY, encoding="utf-8")
        workbook(study, tmp_path / "registres.xlsx", sheets)
        done = pipeline.read(of or study, raw=tmp_path, key=FICTION_KEY)
        assert pipeline.ledger_balances(done.tables["ledger"])
        return done

    return filled


def counts(done: pipeline.Build, sheet: str, unit: str = "row") -> dict[str, int]:
    """Categories of a sheet that hold something."""
    ledger = done.tables["ledger"]
    kept = ledger[(ledger["file"] == f"registres.xlsx [{sheet}]") & (ledger["unit"] == unit) & (ledger["n"] > 0)]
    return dict(zip(kept["category"], kept["n"], strict=True))


def quarantined(done: pipeline.Build) -> list[tuple[str, int, str | None, str]]:
    rows = done.tables["quarantine"][["file", "row", "column", "reason"]].itertuples(index=False, name=None)
    return [(file.partition("[")[2].rstrip("]"), row, None if pd.isna(c) else c, why) for file, row, c, why in rows]


def notes(done: pipeline.Build) -> dict[str, int]:
    ledger = done.tables["ledger"]
    return ledger[ledger["unit"] == "note"].groupby("category")["n"].sum().to_dict()


def test_an_untouched_template_is_empty_and_not_zero(fill: Fill) -> None:
    done = fill({})
    assert done.tables["quarantine"].empty
    assert notes(done)["empty_register"] == 16
    for name in ("actions", "attendances", "hires", "events", "videos"):
        assert done.tables[name].empty and name not in done.manifest["tables"]
    assert any("registres.xlsx" in remark.fr for remark in done.remarks)  # the evidence


def test_actions(fill: Fill) -> None:
    rows = [*ACTIONS, {"référence": "A3", "format": "Tour"}, {"référence": "a1 ", "format": "Tour"}, {"format": "Tour"},
            {"référence": "A2", "format": "Tour", "territoire": "Nord"}]  # fmt: skip
    done = fill({"actions": rows})
    table = done.tables["actions"].set_index("action")
    assert list(table.index) == ["A1", "A2"]
    assert table["territory"].to_list() == ["nord", "nord"]
    assert table.loc["A2", "action_on"] == pd.Timestamp(2024, 3, 6)
    # without a territory, without a reference, another format for a reference already given; "a1 " lacks its territory
    assert counts(done, "actions") == {"raw": 6, "accepted": 2, "quarantined": 4}
    assert {(row, reason) for _, row, _, reason in quarantined(done)} == {
        (4, "missing_value"), (5, "missing_value"), (6, "missing_value"), (7, "conflicting_rows")
    }  # fmt: skip


def test_attendances_are_people_states_and_duplicates(fill: Fill) -> None:
    rows = [
        {"référence de l’action": "A1", "code personnel": "ab01cd", "présence": "présent"},
        {"référence de l’action": "a1", "code personnel": "AB01CD", "présence": "Présente"},
        {"référence de l’action": "A1", "code personnel": "AB02CD", "présence": "absence non excusée"},
        {"référence de l’action": "A2", "nom": "Exemple", "prénom": "Élodie", "structure": "relais du nord"},
        {"référence de l’action": "A1", "nom": "EXEMPLE", "prénom": "Elodie", "structure": "Relais du Nord",
         "présence": "excusé"},
        {"référence de l’action": "A9", "code personnel": "AB01CD", "présence": "présent"},
        {"référence de l’action": "A1", "code personnel": "AB02CD", "présence": "présent"},
        {"référence de l’action": "A2", "présence": "peut-être"},
    ]  # fmt: skip
    done = fill({"actions": ACTIONS, "présences": rows})
    table = done.tables["attendances"]
    assert counts(done, "présences") == {"raw": 8, "accepted": 5, "duplicate": 1, "quarantined": 2}
    assert table["attendance"].to_list() == ["seen", "noshow", "unknown", "excused", "unknown"]
    assert table["audience"].to_list() == ["prescripteurs"] * 2 + ["industriels", "prescripteurs", "industriels"]
    assert table["identified"].to_list() == [True] * 4 + [False]
    assert table["structure"].to_list()[2:4] == ["relais", "relais"]
    assert table["person"][2] == table["person"][3] and table["person"].nunique() == 4
    assert quarantined(done) == [
        ("présences", 7, "référence de l’action", "unknown_action"),
        ("présences", 8, None, "conflicting_rows"),
        ("présences", 9, "présence", "unknown_code"),
    ]
    assert notes(done)["noshows"] == 1 and notes(done)["attendance_unresolved"] == 2


def test_a_code_gives_the_same_person_as_in_the_survey(fill: Fill) -> None:
    done = fill({
        "actions": ACTIONS,
        "présences": [{"référence de l’action": "A1", "code personnel": " ab01cd"}],
        "ambassadeurs": [{"code personnel": "AB02CD", "retraité récent": "oui", "formé le": "2024-02-01"}],
    })  # fmt: skip
    answered = done.tables["responses"].drop_duplicates("source_row")["person"].to_list()
    assert [*done.tables["attendances"]["person"], *done.tables["ambassadors"]["person"]] == answered


def test_no_name_passes_ingest(fill: Fill) -> None:
    rows = [{"référence de l’action": "A1", "nom": "Zyxwvut", "prénom": "Qwertz", "présence": "Zyxwvut"}]
    done = fill({"actions": ACTIONS, "présences": rows, "entretiens et observations": [
        {"méthode": "entretien", "notes": "Zyxwvut a dit que", "citation autorisée": "oui"}]})  # fmt: skip
    told = " ".join(table.to_csv() for table in done.tables.values()) + " ".join(r.fr for r in done.remarks)
    assert "zyxwvut" not in told.casefold() and "qwertz" not in told.casefold()
    heard = done.tables["qualitative_sources"].iloc[0]
    assert (heard["method"], heard["redacted"], heard["may_quote"]) == ("interview", "[nom] a dit que", True)
    assert heard["characters"] == 15 and notes(done)["notes_redacted"] == 1


def test_unknown_is_not_an_empty_cell_and_not_a_value(fill: Fill) -> None:
    rows = [{"référence": "A1", "format": "Tour", "territoire": "Nord", "date": "non renseigné",
             "personnes attendues": "#N/A", "opérateur": "?"}]  # fmt: skip
    done = fill({"actions": rows})
    assert counts(done, "actions", "field") == {
        "raw": 8, "substantive": 3, "non_substantive": 2, "empty": 2, "quarantined": 1
    }  # fmt: skip
    assert quarantined(done) == [("actions", 2, "personnes attendues", "spreadsheet_error")]


def test_invitations_by_group_and_by_person(fill: Fill) -> None:
    rows = [
        {"public": "Industriels", "territoire": "Sud", "nombre d’invités": "12", "temps de mesure": "Suivi à 3 mois"},
        {"référence de l’action": "A1", "code personnel": "AB01CD"},
        {"référence de l’action": "A1", "code personnel": "ab01cd"},
        {"référence de l’action": "A1", "code personnel": "AB02CD"},
        {"territoire": "Nord"},
        {"public": "Prescripteurs"},
    ]
    done = fill({"actions": ACTIONS, "invitations": rows})
    table = done.tables["invitations"]
    assert counts(done, "invitations") == {"raw": 6, "accepted": 3, "duplicate": 1, "quarantined": 2}
    assert table[["audience", "territory", "action", "wave", "n_invited"]].fillna("").to_numpy().tolist() == [
        ["industriels", "sud", "", "followup", 12],
        ["prescripteurs", "nord", "A1", "before", 1],
        ["prescripteurs", "nord", "A1", "before", 1],
    ]
    assert table["month"].to_list()[0] == 3 and table["person"].nunique() == 2
    # the study says 9 prescripteurs, the sheet lists 2: the sheet counts, and both numbers are told
    assert any("2 personnes selon le registre, 9 selon l’étude" in remark.fr for remark in done.remarks)


def test_answers_take_territory_format_and_date_from_their_action(fill: Fill) -> None:
    done = fill({"actions": ACTIONS})
    answers = done.tables["responses"].set_index("source_row")
    assert answers["action"].to_list() == ["A1", "A1"]
    assert answers["territory"].to_list() == ["nord", "sud"]  # the second row says Sud itself: kept, and told
    assert answers["format"].to_list() == ["tour", "tour"]
    assert (answers["action_on"] == pd.Timestamp(2024, 3, 5)).all()
    assert notes(done)["action_filled"] == 2 and notes(done)["action_disagrees"] == 1
    assert any("1 réponse(s) disent un autre territoire" in remark.fr for remark in done.remarks)


def test_structures_join_those_of_the_study(fill: Fill) -> None:
    rows = [
        {"nom": "SARL Relais du Nord", "commune (code INSEE)": "69123", "EPCI (SIREN)": "244200770"},
        {"nom": "Forge d’Essai", "territoire": "Nord", "rôles": "entreprise industrielle | SIAE", "type de SIAE": "EI",
         "SIRET": "732 829 320 00074", "EPCI (SIREN)": "244200770", "autres noms": "F. E."},
        {"nom": "Sans numéro", "SIRET": "73282932000075"},
    ]  # fmt: skip
    attending = [{"référence de l’action": "A1", "code personnel": "AB01CD", "structure": "forge d'essai SAS"}]
    done = fill({"structures": rows, "actions": ACTIONS, "présences": attending})
    table = done.tables["structures"].set_index("structure")
    assert list(table.index) == ["relais", "forge_d_essai", "sans_numero"]
    assert table.loc["relais", "commune"] == "69123" and table.loc["relais", "territory"] == "nord"
    assert table.loc["forge_d_essai", "roles"] == "company|siae" and table.loc["forge_d_essai", "siren"] == "732829320"
    assert quarantined(done) == [("structures", 4, "SIRET", "malformed_code")]
    assert done.tables["attendances"]["structure"].to_list() == ["forge_d_essai"]
    assert notes(done)["outside_territory"] == 1  # its EPCI is not Nord's: told, never corrected


def test_a_structure_that_contradicts_the_study_is_refused(fill: Fill) -> None:
    with pytest.raises(SourceError, match="Relais du Nord") as refusal:
        fill({"structures": [{"nom": "Relais du Nord", "territoire": "Sud"}]})
    assert "registres.xlsx [structures], 2" in str(refusal.value) and "territory" in str(refusal.value)


def test_hires_once_each_and_impossible_dates_told(fill: Fill) -> None:
    rows = [
        {"code personnel": "AB01CD", "entreprise": "Relais du Nord", "acceptée le": "10/03/2024",
         "début du contrat": "01/03/2024", "contrat": "CDD de 6 mois ou plus", "durée (mois)": "6,5"},
        {"référence": "h2", "code personnel": "ab01cd", "entreprise": "relais du nord",
         "début du contrat": dt.date(2024, 3, 1)},
        {"référence": "h3", "code personnel": "AB02CD", "acceptée le": "10/03/2025", "contrat": "CDDI"},
    ]  # fmt: skip
    done = fill({"embauches": rows})
    table = done.tables["hires"]
    assert counts(done, "embauches") == {"raw": 3, "accepted": 2, "duplicate": 1}
    assert table["hire"].to_list() == ["hires:2", "h3"] and table["months"].to_list()[0] == 6.5
    assert table["contract"].to_list() == ["cdd_long", "insertion"]
    assert notes(done)["hire_before_acceptance"] == 1 and notes(done)["after_extraction"] == 1


def test_what_study_and_register_both_declare(fill: Fill) -> None:
    done = fill({
        "coûts": [{"poste": "Coordination", "période": "2024", "euros": "1 000 €"},
                  {"poste": "Transport", "euros": "1 234,50 €"}],
        "préconisations": [{"identifiant": "bus", "préconisation": "Louer un bus", "état": "réalisée"},
                           {"préconisation": "Former les ambassadeurs", "état": "en cours", "échéance": "31/12/2024"}],
        "indicateurs": [{"indicateur": "participations", "valeur": "310"},
                        {"indicateur": "autre", "valeur": "1"}],
    })  # fmt: skip
    assert done.tables["costs"]["euros"].to_list() == [1000.0, 1234.5]
    assert counts(done, "coûts") == {"raw": 2, "accepted": 1, "duplicate": 1}
    assert done.tables["recommendations"]["state"].to_list() == ["ongoing", "ongoing"]
    indicator = done.tables["indicators"].iloc[0]
    assert len(done.tables["indicators"]) == 1 and (indicator["value"], indicator["target"]) == (310.0, 40.0)
    assert {(sheet, row, reason) for sheet, row, _, reason in quarantined(done)} == {
        ("préconisations", 2, "conflicting_declaration"), ("indicateurs", 3, "missing_value")
    }  # fmt: skip


def test_sheets_of_ones_own(fill: Fill, study: Study, tmp_path: Path) -> None:
    """A declared csv with its own headers, an own rule for persons, and another order of dates."""
    (tmp_path / "suivi.csv").write_text("Qui;Quoi;Quand\nAB01CD;Entretien;03/25/2024\n;Embauche;03/26/2024\n", "utf-8")
    declared = TEXT + """
registers:
  - id: suivi
    kind: events
    files: suivi.csv
    date_order: mdy
    person: {columns: [Qui]}
    columns: {step: Quoi, event_on: Quand}
"""  # fmt: skip
    done = fill({}, of=parse_study(declared))
    events = done.tables["events"]
    assert events["step"].to_list() == ["interviewed", "hired"]
    assert events["event_on"].to_list() == [pd.Timestamp(2024, 3, 25), pd.Timestamp(2024, 3, 26)]
    assert events["candidate"][0] == done.tables["responses"]["person"].iloc[0]


def test_a_workbook_of_each_territory_and_an_unknown_sheet(fill: Fill, study: Study, tmp_path: Path) -> None:
    workbook(study, tmp_path / "registres_sud.xlsx", {"actions": [ACTIONS[0] | {"référence": "B1"}]})
    book = openpyxl.load_workbook(tmp_path / "registres_sud.xlsx")
    book.create_sheet("mes listes")["A1"] = "x"
    book.create_sheet("_brouillon")["A1"] = "x"
    book.save(tmp_path / "registres_sud.xlsx")
    done = fill({"actions": ACTIONS})
    assert done.tables["actions"]["action"].to_list() == ["A1", "A2", "B1"]
    assert notes(done)["sheet_not_used"] == 1


def test_public_exports_of_applications_and_immersions(fill: Fill, tmp_path: Path) -> None:
    """Column names and codes of Les emplois de l'inclusion and Immersion Facilitée."""
    (tmp_path / "candidatures.csv").write_text(
        "id_candidat;date_candidature;état;origine;motif_de_refus;date_embauche;date_début_contrat\n"
        "1;2024-01-02;Candidature acceptée;Prescripteur habilité;;2024-02-01;2024-02-05\n"
        "2;2024-01-03;Candidature déclinée;Orienteur;not_mobile;;\n"
        "3;2024-01-04;Embauché ailleurs;Candidat;;;\n", "utf-8")  # fmt: skip
    (tmp_path / "immersions.csv").write_text(
        "id_candidat,dateStart,immersionObjective,endedWithAJob,typeOfContract,contractStartDate\n"
        "1,2024-01-10,Découvrir un métier ou un secteur d'activité,true,CDD > ou = 6 mois,2024-02-05\n"
        "4,2024-01-11,Initier une démarche de recrutement,false,,\n", "utf-8")  # fmt: skip
    declared = TEXT + """
registers:
  - {id: candidatures, kind: applications, files: candidatures.csv, person: {columns: [id_candidat]}}
  - {id: immersions, kind: immersions, files: immersions.csv, person: {columns: [id_candidat]}}
"""  # fmt: skip
    done = fill({}, of=parse_study(declared))
    events = done.tables["events"]
    assert events["state"].dropna().to_list() == ["accepted", "refused", "obsolete"]
    assert events["refusal_reason"].dropna().to_list() == ["not_mobile"]
    assert events["objective"].dropna().to_list() == ["discover", "recruit"]
    assert done.tables["candidates"]["origin"].to_list() == ["prescripteur_habilite", "orienteur", "candidat"]
    hires = done.tables["hires"]
    assert hires["accepted_on"].to_list()[0] == pd.Timestamp(2024, 2, 1)  # acceptance, not the start of the contract
    assert len(hires) == 1 and notes(done)["same_hire"] == 1  # the immersion tells the same contract


def test_the_day_of_an_answer_is_the_one_said_or_the_delay_to_it_and_never_guessed(fill: Fill, tmp_path: Path) -> None:
    """`date_traitement` and `délai_de_réponse` (an interval, to the acceptance or the refusal) of the same export."""
    (tmp_path / "candidatures.csv").write_text(
        "id_candidat;date_candidature;état;date_traitement;délai_de_réponse;nom_org_prescripteur\n"
        "1;2024-01-02;Candidature acceptée;2024-02-01;;\n"
        "2;2024-01-03;Candidature déclinée;;12 days 03:04:05;\n"
        "3;2024-01-04;Embauché ailleurs;;5 jours;\n"
        "4;2024-01-05;Candidature déclinée;;;\n", "utf-8")  # fmt: skip
    declared = (
        TEXT
        + """
registers:
  - {id: candidatures, kind: applications, files: candidatures.csv, person: {columns: [id_candidat]}}
"""
    )
    events = fill({}, of=parse_study(declared)).tables["events"]
    assert events["state_on"].isna().to_list() == [False, False, True, True]
    assert events["state_on"].to_list()[:2] == [pd.Timestamp(2024, 2, 1), pd.Timestamp(2024, 1, 15)]


def test_a_quarantined_cell_is_corrected_through_the_workbook(fill: Fill, study: Study, tmp_path: Path) -> None:
    rows = [{"référence de l’action": "A9", "code personnel": "AB01CD", "présence": "présent"}]
    fill({"actions": ACTIONS, "présences": rows})
    raw = (tmp_path / "registres.xlsx").read_bytes()
    folder = tmp_path.parent / f"{tmp_path.name}-tables"
    pipeline.build(study, raw=tmp_path, processed=folder, key=FICTION_KEY)
    book = openpyxl.load_workbook(tmp_path / "corrections.xlsx")
    page = book.worksheets[0]
    headers = [cell.value for cell in page[1]]
    line = next(row for row in page.iter_rows(min_row=2) if "présences" in str(row[0].value))
    line[headers.index("correction")].value = "a1"
    book.save(tmp_path / "corrections.xlsx")
    done = pipeline.build(study, raw=tmp_path, processed=folder, key=FICTION_KEY)
    assert done.tables["attendances"]["action"].to_list() == ["A1"]
    assert done.tables["quarantine"].empty and (tmp_path / "registres.xlsx").read_bytes() == raw


def test_stale_when_a_register_changes(fill: Fill, study: Study, tmp_path: Path) -> None:
    fill({"actions": ACTIONS})
    folder = tmp_path.parent / f"{tmp_path.name}-tables"
    pipeline.build(study, raw=tmp_path, processed=folder, key=FICTION_KEY)
    assert not pipeline.is_stale(study, raw=tmp_path, processed=folder)
    (tmp_path / "registres.xlsx").unlink()
    assert pipeline.is_stale(study, raw=tmp_path, processed=folder)
