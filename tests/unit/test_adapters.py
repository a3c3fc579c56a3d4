"""Tools told by their system columns: documented layouts in French, English and codes; doubt is a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from declic_analysis.errors import SourceError
from declic_analysis.ingest import RawTable, read_raw
from declic_analysis.ingest.adapters import ADAPTERS, adapter_for, recognise_tool
from declic_analysis.vocabulary import Tool

LAYOUTS = {
    "limesurvey": [
        "ID de la réponse;Date de soumission;Dernière page;Langue de départ;Tête de série;Q1",
        "id;submitdate;lastpage;startlanguage;seed;startdate;datestamp;Q1",
        "ID réponse;Langue;Q1",
        "Response ID;Date submitted;Last page;Start language;Q1",
    ],
    "framaforms": [
        "Séquentiel;SID;Heure de soumission;Heure de complétion;Heure de modification;Brouillon;Adresse IP;UID;Q1",
        "Serial;SID;Submitted Time;Completed Time;Modified Time;Draft;IP Address;UID;Username;Q1",
        "webform_serial;webform_sid;webform_time;webform_draft;Q1",
    ],
    "google_forms": ["Horodateur;Q1", "Timestamp;Email Address;Q1"],
    "microsoft_forms": [
        "ID;Heure de début;Heure de fin;Adresse de messagerie;Nom;Q1;Heure de la dernière modification",
        "ID;Start time;Completion time;Email;Name;Q1",
    ],
    "kobotoolbox": ["start;end;groupe/Q1;_id;_uuid;_submission_time;_validation_status;__version__;_index"],
    "tally": ["Submission ID;Respondent ID;Submitted at;Q1"],
    "typeform": ["#;Q1;Start Date (UTC);Submit Date (UTC);Network ID", "#;Q1;Response Type;Submit Date (UTC);Tags"],
    "qualtrics": [
        "StartDate;EndDate;Status;IPAddress;Progress;Duration (in seconds);Finished;RecordedDate;ResponseId;Q1",
        "Date de début;Date de fin;Type de réponse;Progression;Terminé;Date enregistrée;ID de réponse;Q1",
    ],
    "generic": ["Nom;Prénom;Q1", "id;date;Q1"],
}


def table(folder: Path, header: str) -> RawTable:
    path = folder / "f.csv"
    path.write_text(f"{header}\n" + ";".join("1" for _ in header.split(";")) + "\n", encoding="utf-8")
    return read_raw(path)


def test_every_tool_has_an_adapter() -> None:
    assert set(ADAPTERS) == set(Tool)
    assert set(LAYOUTS) == set(Tool.codes())


@pytest.mark.parametrize(("tool", "header"), [(tool, header) for tool, found in LAYOUTS.items() for header in found])
def test_a_tool_is_recognised_by_its_columns(tmp_path: Path, tool: str, header: str) -> None:
    raw = table(tmp_path, header)
    recognition = recognise_tool(raw)
    assert recognition.tool == tool
    assert set(recognition.shown) <= set(header.split(";")) - {"Q1"}
    assert adapter_for(raw, None) is adapter_for(raw, Tool(tool)) is ADAPTERS[Tool(tool)]


@pytest.mark.parametrize(
    "header", ["Dernière page;Q1", "_uuid;Q1", "Q1;Horodateur;_uuid", "Submission ID;Respondent ID;SID;UID;Q1"]
)
def test_half_a_tool_or_two_is_a_question(tmp_path: Path, header: str) -> None:
    raw = table(tmp_path, header)
    assert recognise_tool(raw).tool is None
    with pytest.raises(SourceError, match="tool:") as caught:
        adapter_for(raw, None)
    assert all(name in str(caught.value) for name in header.split(";") if name not in ("Q1", "Horodateur"))


def test_a_common_word_in_the_middle_is_no_evidence(tmp_path: Path) -> None:
    assert recognise_tool(table(tmp_path, "Nom;Timestamp;Q1")).tool == Tool.GENERIC


def test_a_declared_tool_is_believed_when_its_column_was_moved(tmp_path: Path) -> None:
    raw = table(tmp_path, "Nom;Horodateur;Q1")
    assert adapter_for(raw, Tool.GOOGLE_FORMS) is ADAPTERS[Tool.GOOGLE_FORMS]
    assert adapter_for(raw, None) is ADAPTERS[Tool.GENERIC]


def test_generic_may_always_be_declared(tmp_path: Path) -> None:
    assert adapter_for(table(tmp_path, LAYOUTS["limesurvey"][0]), Tool.GENERIC) is ADAPTERS[Tool.GENERIC]
