"""Each tool's file as it documents it, with its traps, taken in: drafts, dates, identities, item cells."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis.errors import SourceError
from declic_analysis.ingest import Intake, intake, read_raw
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import parse_study

STUDY = """
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{id: tous, label: Tous}]
scales: [{id: a, favourable_from: 2, levels: [{label: Non, codes: [A1]}, {label: "Oui, plutôt", codes: [A2]}]}]
constructs: [{id: c, label: C}]
items:
  - {id: q1, construct: c, scale: a, audiences: [tous], wording: Q}
  - {id: q2, construct: c, scale: a, audiences: [tous], wording: R}
sources:
  - {id: s, files: "*", audience: tous, %s}
"""


def taken(folder: Path, text: str, source: str, *, encoding: str = "utf-8") -> Intake:
    path = folder / "export.csv"
    path.write_bytes(text.encode(encoding))
    study = parse_study(STUDY % source)
    declared = study.sources[0]
    return intake(read_raw(path, source=declared), source=declared, study=study, key=FICTION_KEY)


def cells(found: Intake) -> list[list[str]]:
    return found.cells.fillna("<twice>").to_numpy().tolist()


def notes(found: Intake) -> dict[str, int]:
    return {note.category: note.n for note in found.notes}


@pytest.mark.parametrize(
    ("header", "q1", "q2"),
    [
        ("id;submitdate;lastpage;Q02[SQ001];Q02[SQ002]", "Q02[SQ001]", "Q02[SQ002]"),
        ("ID de la réponse;Date de soumission;Dernière page;Avis [L'emploi];Avis [Le salaire]", "Avis [L’emploi]",
         "Avis [Le salaire]"),
        ('id. ID;submitdate. Date de soumission;lastpage;"Q02[SQ001]. Avis [L\'emploi]";Q02[SQ002]. Avis [B]',
         "Q02[SQ001]", "Avis [B]"),
        ("ID de la réponse;Date de soumission;Dernière page;Q02_SQ001;Q02_SQ002", "Q02_SQ001", "Q02_SQ002"),
    ],
)  # fmt: skip
def test_limesurvey_headers(tmp_path: Path, header: str, q1: str, q2: str) -> None:
    text = f'{header}\r\n1;2024-03-05 10:00:00;3;A1;Non\r\n2;1980-01-01 00:00:00;3;"Oui, plutôt";A2\r\n3;;1;A1;\r\n'
    source = f'tool: limesurvey, answers: {{after: {{q1: "{q1}", q2: "{q2}"}}}}'
    found = taken(tmp_path, text, source, encoding="utf-8-sig")
    assert cells(found) == [["A1", "Non"], ["Oui, plutôt", "A2"], ["A1", ""]]
    assert found.rows["complete"].tolist() == [True, True, False]
    assert found.rows["answered_on"].tolist()[0] == pd.Timestamp("2024-03-05 10:00")
    assert notes(found)["dates_anonymised"] == 1


SEPARATE = [
    "Enquête;;;;;;;;;",
    "Détails de la soumission;;;;;;Avis;;Salaire;",
    "Séquentiel;SID;Heure de soumission;Heure de complétion;Brouillon;Adresse IP;Non;Oui, plutôt;Non;Oui, plutôt",
    "1;11;05/03/2024 - 10:00;05/03/2024 - 10:02;;192.0.2.1;X;;;X",
    "2;12;05/03/2024 - 10:05;;1;192.0.2.2;;X;;",
    "3;13;06/03/2024 - 10:05;06/03/2024 - 10:06;;192.0.2.3;;;X;X",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_framaforms_separate(tmp_path: Path, encoding: str, separator: str) -> None:
    text = "\r\n".join(line.replace(";", separator) for line in SEPARATE) + "\r\n"
    found = taken(tmp_path, text, "tool: framaforms, answers: {after: {q1: Avis, q2: Salaire}}", encoding=encoding)
    assert cells(found) == [["non", "oui, plutôt"], ["oui, plutôt", ""], ["", "<twice>"]]
    assert found.columns["header"].tolist() == ["Avis", "Salaire"]
    assert found.rows["complete"].tolist() == [True, False, True]
    assert found.rows["answered_on"].dropna().dt.strftime("%d %H:%M").tolist()[0] == "05 10:02"
    assert "192.0.2" not in found.rows.to_csv()


def test_framaforms_grid_with_a_column_a_line(tmp_path: Path) -> None:
    """Drupal writes a grid as one column a line of it, the line's words on the third header line."""
    text = (
        '"Enquête",,,,,\n"Submission Details",,,"Votre avis",,"Âge"\n'
        'Serial,SID,"Submitted Time","L’emploi","Le salaire",\n1,11,"2024-03-05 10:00","Non","Oui, plutôt",40\n'
    )
    found = taken(tmp_path, text, "tool: framaforms, answers: {after: {q1: L'emploi, q2: Votre avis / Le salaire}}")
    assert cells(found) == [["Non", "Oui, plutôt"]]


def test_framaforms_drafts_in_one_header_line(tmp_path: Path) -> None:
    text = "Séquentiel,SID,Heure de soumission,Brouillon,Q1,Q2\n1,11,2024-03-05,0,Non,\n2,12,2024-03-05,Oui,Non,\n"
    found = taken(tmp_path, text, "answers: {after: {q1: Q1, q2: Q2}}")
    assert found.rows["complete"].tolist() == [True, False]
    assert notes(found)["tool_recognised"] == 4


def test_an_ip_address_is_never_mapped(tmp_path: Path) -> None:
    text = "Séquentiel,SID,Heure de soumission,Adresse IP,Q1\n1,11,2024-03-05,192.0.2.1,Non\n"
    with pytest.raises(SourceError, match="adresse IP") as caught:
        taken(tmp_path, text, 'answers: {after: {q1: Q1}}, person: {columns: ["Adresse IP"]}')
    assert "192.0.2.1" not in str(caught.value)


def test_google_forms_stray_numbers_branches_and_time_zones(tmp_path: Path) -> None:
    text = "1,2,3,4\nTimestamp,Q1,Q1,Q2\n2025/11/28 9:03:52 am CET,Non,,A1\n2025/11/28 1:00:00 pm CET,Non,A2,\n"
    found = taken(tmp_path, text, "answers: {after: {q1: Q1, q2: Q2}}")
    assert cells(found) == [["Non", "A1"], ["<twice>", ""]]
    assert found.rows["answered_on"].dt.strftime("%Y-%m-%d %H:%M").tolist() == ["2025-11-28 09:03", "2025-11-28 13:00"]
    assert found.rows["source_row"].tolist() == [3, 4]


MICROSOFT = (
    "ID;Heure de début;Heure de fin;Adresse de messagerie;Nom;Mon avis ;Mon avis2\r\n"
    "1;7/27/26 19:06:23;7/27/26 19:08:00;anonymous;;Non;A2\r\n"
    "2;7/5/26 9:00:00;7/5/26 9:01:00;anonymous;;Oui, plutôt;\r\n"
)


def test_microsoft_forms_saved_again_as_csv(tmp_path: Path) -> None:
    source = 'answers: {before: {q1: Mon avis}, after: {q2: Mon avis2}}, person: {columns: ["Adresse de messagerie"]}'
    found = taken(tmp_path, MICROSOFT, source, encoding="cp1252")
    assert cells(found) == [["Non", "A2"], ["Oui, plutôt", ""]]
    assert found.rows["answered_on"].dt.strftime("%Y-%m-%d %H:%M").tolist() == ["2026-07-27 19:08", "2026-07-05 09:01"]
    assert found.rows["identity"].tolist() == ["empty", "empty"], "anonymous is nobody, and not one person twice"


def test_microsoft_forms_in_another_date_order_is_a_question(tmp_path: Path) -> None:
    text = MICROSOFT.replace("7/27/26", "27/07/2026").replace("7/5/26", "05/07/2026")
    with pytest.raises(SourceError, match="date_order: dmy"):
        taken(tmp_path, text, "answers: {after: {q1: Mon avis}}")
    found = taken(tmp_path, text, "date_order: dmy, answers: {after: {q1: Mon avis}}")
    assert found.rows["answered_on"].dt.month.tolist() == [7, 7]


KOBO = (
    "start;avis/emploi;autre_groupe/emploi;avis/salaire;_id;_uuid;_submission_time;_validation_status;__version__;_index\n"
    "2024-03-05T10:00:00.000+01:00;A1;;A2;7;u1;2024-03-05T10:05:00;validation_status_approved;v1;1\n"
    "2024-03-05T10:00:00.000+01:00;;A2;;8;u2;2024-03-06T10:05:00;;v2;2\n"
    "2024-03-05T10:00:00.000+01:00;A1;;;9;u3;2024-03-06T10:06:00;Not approved;v2;3\n"
)


def test_kobotoolbox_groups_versions_and_reviews(tmp_path: Path) -> None:
    found = taken(tmp_path, KOBO, "answers: {after: {q1: emploi, q2: avis/salaire}}")
    assert cells(found) == [["A1", "A2"], ["A2", ""], ["A1", ""]], "two versions put a question into two groups"
    assert found.rows["fault"].fillna("").tolist() == ["", "", "not_approved"]
    assert found.rows["answered_on"].dt.day.tolist() == [5, 6, 6]


def test_tally_keeps_the_summary_for_a_scale(tmp_path: Path) -> None:
    text = (
        "Submission ID,Respondent ID,Submitted at,Reviennent-ils&nbsp;?,Reviennent-ils&nbsp;? (Non),Note\n"
        'a,b,2024-03-05 10:00:00,Non,true,"1,0"\nc,d,2024-03-05 10:00:00,,false,999\n'
    )
    found = taken(tmp_path, text, 'missing: ["999"], answers: {after: {q1: "Reviennent-ils ?", q2: Note}}')
    assert cells(found) == [["Non", "1,0"], ["", ""]]


def test_typeform_partial_answers_and_escaped_cells(tmp_path: Path) -> None:
    text = (
        "#,Q1,Code,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending\n"
        "a,Non,'+33 x,completed,2024-03-05 10:00:00,,2024-03-05 10:02:00,n1,,\n"
        "b,Non,,partial,2024-03-05 10:00:00,2024-03-05 10:02:00,,n2,,\n"
    )
    found = taken(tmp_path, text, "answers: {after: {q1: Q1}}, person: {columns: [Code]}")
    assert found.rows["complete"].tolist() == [True, False]
    assert found.rows["identity"].tolist() == ["identified", "empty"]


QUALTRICS = [
    "StartDate,EndDate,Status,IPAddress,Progress,Finished,RecordedDate,ResponseId,Q1,Q2_1",
    "Start Date,End Date,Response Type,IP Address,Progress,Finished,Recorded Date,Response ID,Votre avis,"
    "Grille - Le salaire",
    *['"{""ImportId"":""startDate"",""timeZone"":""Europe/Paris""}"' + ',"{""ImportId"":""x""}"' * 9],
    "2024-03-05 10:00:00,2024-03-05 10:01:00,IP Address,192.0.2.1,100,True,2024-03-05 10:01:01,R_1,Non,A2",
    "2024-03-05 10:00:00,2024-03-05 10:01:00,Survey Preview,,100,True,2024-03-05 10:01:01,R_2,Non,A2",
    "2024-03-05 10:00:00,2024-03-05 10:01:00,IP Address,192.0.2.1,40,False,2024-03-05 10:01:01,R_3,Non,",
]


@pytest.mark.parametrize(
    "lines", [[0, 1, 2, 3, 4, 5], [0, 1, 3, 4, 5], [0, 3, 4, 5]], ids=["import_id", "words", "codes"]
)
def test_qualtrics_header_lines_previews_and_unfinished(tmp_path: Path, lines: list[int]) -> None:
    text = "\n".join(QUALTRICS[k] for k in lines) + "\n"
    q2 = "Grille - Le salaire" if len(lines) > 4 else "Q2_1"
    found = taken(tmp_path, text, f'answers: {{after: {{q1: Q1, q2: "{q2}"}}}}')
    assert cells(found) == [["Non", "A2"], ["Non", "A2"], ["Non", ""]]
    assert found.rows["complete"].tolist() == [True, False, False]
    assert found.rows["answered_on"].dt.second.tolist() == [1, 1, 1]
    assert found.columns["header"].tolist()[0] in ("Q1", "Votre avis", "Q1 / Votre avis")
    assert "192.0.2" not in found.rows.to_csv()


def test_a_file_that_looks_like_another_tool_is_said(tmp_path: Path) -> None:
    found = taken(tmp_path, "\n".join(QUALTRICS[k] for k in (0, 3)), "tool: generic, answers: {after: {q1: Q1}}")
    assert notes(found)["tool_doubted"] == 8
