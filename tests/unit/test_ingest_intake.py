"""Mapped columns: tools, completeness, identities, assigned values, branches."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis.errors import SourceError
from declic_analysis.ingest import Intake, intake, match_files, raw_files, read_raw
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import Study, parse_study

STUDY = """
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{id: tous, label: Tous}, {id: pros, label: {fr: Prescripteurs, en: Prescribers}}]
territories: [{id: nord, label: Territoire du Nord, aliases: ["59"]}]
formats: [{id: zi_tour, label: {fr: ZI Tour, en: Industrial tour}}]
structures: [{id: acme, name: "L’Atelier", aliases: [ATELIER SAS]}]
scales: [{id: a, favourable_from: 2, levels: [{label: Non}, {label: Oui}]}]
constructs: [{id: c, label: C}]
items: [{id: q1, construct: c, scale: a, audiences: [tous, pros], wording: Q}]
open_questions: {libre: Remarque}
sources:
"""
LIME = '"ID de la réponse";"Date de soumission";"Dernière page";"Langue de départ";"Code";"Q1"\r\n'
GENERIC = "{id: s, files: '*.csv', tool: generic, audience: tous, answers: {after: {q1: Q1}}%s}"


def study(source: str) -> Study:
    return parse_study(f"{STUDY}  - {source}\n")


def taken(folder: Path, text: str, *, source: str) -> Intake:
    path = folder / "f.csv"
    path.write_text(text, encoding="utf-8", newline="")
    parsed = study(source)
    declared = parsed.sources[0]
    return intake(read_raw(path, source=declared), source=declared, study=parsed, key=FICTION_KEY)


def lime(**rows: str) -> str:
    return LIME + "".join(f"{row}\r\n" for row in rows.values())


LIMESURVEY = (
    "{id: s, files: '*.csv', tool: limesurvey, audience: tous, person: {columns: [Code]}, answers: {after: {q1: Q1}}}"
)


def test_limesurvey_drafts_dates_and_escapes(tmp_path: Path) -> None:
    found = taken(
        tmp_path,
        lime(
            done='"1";"2024-03-05 10:00:00";"3";"fr";"\'=ab1";"Oui"',
            draft='"2";"";"1";"fr";"cd2";"Non"',
            anonymous='"3";"1980-01-01 00:00:00";"3";"fr";"ef3";"Oui"',
        ),
        source=LIMESURVEY,
    )
    assert found.rows["complete"].tolist() == [True, False, True]
    assert found.rows["answered_on"].tolist()[0] == pd.Timestamp("2024-03-05 10:00")
    assert found.rows["answered_on"].isna().tolist() == [False, True, True]
    assert not found.rows["answered_on_unreadable"].any()
    assert [(n.category, n.n) for n in found.notes if n.category == "dates_anonymised"] == [("dates_anonymised", 1)]
    assert "columns_not_mapped" not in {note.category for note in found.notes}  # the tool's own columns are known
    plain = taken(tmp_path, lime(done='"1";"2024-03-05";"3";"fr";"=ab1";"Oui"'), source=LIMESURVEY)
    assert found.rows["person"][0] == plain.rows["person"][0]


def test_limesurvey_by_question_codes(tmp_path: Path) -> None:
    text = "id,submitdate,lastpage,startlanguage,Code,Q1\n1,2024-03-05 10:00:00,3,fr,ab,Oui\n2,,1,fr,cd,Non\n"
    assert taken(tmp_path, text, source=LIMESURVEY).rows["complete"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("tool", "text", "guess"),
    [
        ("limesurvey", "Horodateur,Code,Q1\n05/03/2024,ab,Oui\n", "tool: google_forms"),
        ("google_forms", LIME, "tool: limesurvey"),
        ("limesurvey", "Code;Q1\nab;Oui\n", "tool: generic"),
    ],
)
def test_another_tool_is_told_with_its_evidence(tmp_path: Path, tool: str, text: str, guess: str) -> None:
    with pytest.raises(SourceError, match=guess):
        taken(tmp_path, text, source=LIMESURVEY.replace("tool: limesurvey", f"tool: {tool}"))


def test_google_forms_dates_are_day_first(tmp_path: Path) -> None:
    text = "Horodateur,Q1\n05/03/2024 10:00:00,Oui\n13/14/2024,Non\n"
    found = taken(tmp_path, text, source=GENERIC.replace("generic", "google_forms") % "")
    assert found.rows["answered_on"][0] == pd.Timestamp("2024-03-05 10:00")
    assert found.rows["answered_on_unreadable"].tolist() == [False, True]
    assert found.dates == {"answered_on": "Horodateur"}


def test_repeated_branches_are_put_together(tmp_path: Path) -> None:
    text = "Horodateur,Q1,Q1,Q1\n1/3/2024,Oui,,\n1/3/2024,,,Non\n1/3/2024,Oui,,Non\n1/3/2024,,,\n"
    found = taken(tmp_path, text, source=GENERIC.replace("generic", "google_forms") % "")
    assert found.cells[0].isna().tolist() == [False, False, True, False]
    assert found.cells[0].fillna("two").tolist() == ["Oui", "Non", "two", ""]


@pytest.mark.parametrize(
    ("rule", "complete"),
    [
        (", complete: {column: Fin}", [True, True, False]),
        (", complete: {column: Fin, equals: [Oui, terminé]}", [True, False, False]),
    ],
)
def test_declared_completeness(tmp_path: Path, rule: str, complete: list[bool]) -> None:
    text = "Q1;Fin\nOui; TERMINÉ\nOui;en cours\nOui;\n"
    assert taken(tmp_path, text, source=GENERIC % rule).rows["complete"].tolist() == complete


def test_assigned_values_match_ids_labels_and_aliases(tmp_path: Path) -> None:
    rule = ", territory: {column: T}, format: {column: F}, structure: {column: S}, action: {column: A}"
    text = "Q1;Qui;T;F;S;A\nOui;tous;nord;zi_tour;acme;v1\n"
    text += "Oui;prescribers;TERRITOIRE  DU NORD;Industrial Tour;L'atelier;\n"
    text += "Oui;PROS;59;;atelier sas; v2 \n"
    text += "Oui;;;;Inconnue;\nOui;lune;lune;lune;;\n"
    found = taken(tmp_path, text, source=GENERIC.replace("audience: tous", "audience: {column: Qui}") % rule).rows
    assert found["audience"].fillna("").tolist() == ["tous", "pros", "pros", "", ""]
    assert found["territory"].fillna("").tolist() == ["nord", "nord", "nord", "", ""]
    assert found["format"].fillna("").tolist() == ["zi_tour", "zi_tour", "", "", ""]
    assert found["structure"].fillna("").tolist() == ["acme", "acme", "acme", "", ""]
    assert found["action"].fillna("").tolist() == ["v1", "", "v2", "", ""]
    assert found["fault"].fillna("").tolist() == ["", "", "", "unknown_audience", "unknown_audience"]
    assert found["fault_column"].fillna("").tolist() == ["", "", "", "Qui", "Qui"]
    assert found["structure_match"].tolist() == ["exact", "exact", "exact", "unknown", "empty"]
    assert found["structure_text"].isna().tolist() == [True, True, True, False, True]


def test_identities_become_pseudonyms(tmp_path: Path) -> None:
    rule = ', person: {columns: [Nom, Jour], pattern: "[a-z]{2}[0-9]{2}"}'
    text = "Q1;Nom;Jour\nOui;ÀB;12\nOui;ab; 12\nOui;ab;\nOui;abc;12\nOui;abc;12\n"
    rows = taken(tmp_path, text, source=GENERIC % rule).rows
    assert rows["identity"].tolist() == ["identified", "identified", "empty", "malformed", "malformed"]
    assert rows["person"].nunique() == 4
    assert rows["person"][0] == rows["person"][1]
    assert not {"Nom", "Jour"} & set(rows.columns)


def test_nobody_can_be_paired_without_a_rule(tmp_path: Path) -> None:
    rows = taken(tmp_path, "Q1\nOui\nOui\n", source=GENERIC % "").rows
    assert rows["person"].nunique() == 2
    assert not rows["identified"].any()


def test_missing_texts_are_empty_and_verbatims_are_redacted(tmp_path: Path) -> None:
    found = taken(
        tmp_path,
        "Q1;Remarque;Autre\nNA;Bonjour;x\n Oui ;NA;y\n",
        source=GENERIC % ", missing: [NA], verbatims: {libre: Remarque}",
    )
    assert found.cells[0].tolist() == ["", "Oui"]
    assert [tuple(note) for note in found.notes] == [("columns_not_mapped", 1, None)]
    assert found.words[["row", "question", "redacted"]].to_numpy().tolist() == [[0, "libre", "Bonjour"]]


def test_followup_months(tmp_path: Path) -> None:
    found = taken(tmp_path, "Q1\nOui\n", source=GENERIC.replace("after: {q1", "followup_m6: {q1") % "")
    assert found.columns[["wave", "month", "wave_key"]].to_numpy().tolist() == [["followup", 6, "followup_m6"]]


def test_files_are_matched_once_and_strangers_named(tmp_path: Path) -> None:
    for name in ("avant.csv", "b/avant.csv", "autre.csv", "study.yaml", ".cache", "~$avant.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [file.name for file in raw_files(tmp_path)] == ["autre.csv", "avant.csv", "b/avant.csv"]
    sources = study((GENERIC % "").replace("*.csv", "avant.csv")).sources
    matched = match_files(tmp_path, sources=sources)
    assert [file.name for file in matched.used()] == ["avant.csv"]
    assert [file.name for file in matched.ignored] == ["autre.csv", "b/avant.csv"]
