"""Before anybody has answered: what would make pairing impossible is told, with what to do."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from declic_analysis.ingest.pairing import pairing_warnings, structure_of
from declic_analysis.study import Study, parse_study

TEXT = """
schema_version: 1
name: petite
title: Petite
programme: Petite
audiences: [{id: gens, label: Gens, design: DESIGN}]
scales:
  - {id: s, favourable_from: 2, levels: [{label: Non}, {label: Oui}]}
constructs: [{id: c, label: C}]
items:
  - {id: un, construct: c, scale: s, audiences: [gens], wording: Un}
"""
SOURCES = """
sources:
  - {id: avant, files: avant.csv, tool: generic, audience: gens, answers: {before: {un: Un}}PERSON1}
  - {id: apres, files: apres.csv, tool: generic, audience: gens, answers: {after: {un: Un}}PERSON2}
"""


def study(*, design: str = "pre_post", persons: tuple[str, str] | None = None, more: str = "") -> Study:
    text = TEXT.replace("DESIGN", design)
    if persons:
        text += SOURCES.replace("PERSON1", persons[0]).replace("PERSON2", persons[1])
    return parse_study(text + more)


CODE = ", person: {columns: [Code]}"


def told(study: Study, raw: Path) -> str:
    return "\n".join(str(warning) for warning in pairing_warnings(study, raw=raw))


def test_nothing_to_say_where_both_waves_ask_for_the_code(tmp_path: Path) -> None:
    assert pairing_warnings(study(persons=(CODE, CODE)), raw=tmp_path) == []
    assert pairing_warnings(study(), raw=tmp_path / "absent") == []


@pytest.mark.parametrize(("persons", "source"), [((CODE, ""), "apres"), (("", CODE), "avant")])
def test_a_source_without_the_code_is_named(tmp_path: Path, persons: tuple[str, str], source: str) -> None:
    found = pairing_warnings(study(persons=persons), raw=tmp_path)
    assert len(found) == 1
    assert f"« {source} »" in found[0].fr.replace("\u00a0", " ") and "person:" in found[0].en


def test_a_code_in_another_number_of_columns_is_told(tmp_path: Path) -> None:
    text = told(study(persons=(CODE, ", person: {columns: [Mois, Lettres]}")), tmp_path)
    assert "avant" in text and "apres" in text and "nombre différent de colonnes" in text


def test_a_questionnaire_that_does_not_ask_for_the_code_is_told(tmp_path: Path) -> None:
    assert "code_asked" in told(study(more="\ninstrument: {code_asked: false}\n"), tmp_path)


@pytest.mark.parametrize("design", ["unpaired", "post_only", "testimony", "retro_pre_post"])
def test_a_design_that_pairs_no_files_has_no_warning(tmp_path: Path, design: str) -> None:
    (tmp_path / "enquete.lss").write_text(LSS.format(anonymized="Y", datestamp="N"), encoding="utf-8")
    assert pairing_warnings(study(design=design, persons=("", "")), raw=tmp_path) == []


LSS = """<?xml version="1.0" encoding="UTF-8"?>
<document><LimeSurveyDocType>Survey</LimeSurveyDocType>
<questions><rows><row><title><![CDATA[CODE]]></title></row></rows></questions>
<surveys><rows><row><anonymized><![CDATA[{anonymized}]]></anonymized><datestamp><![CDATA[{datestamp}]]></datestamp>
</row></rows></surveys></document>"""


@pytest.mark.parametrize(
    ("anonymized", "datestamp", "words"), [("Y", "Y", "anonymisées"), ("N", "N", "datestamp"), ("N", "Y", "")]
)
def test_the_settings_of_a_limesurvey_file(tmp_path: Path, anonymized: str, datestamp: str, words: str) -> None:
    text = LSS.format(anonymized=anonymized, datestamp=datestamp)
    (tmp_path / "enquete.lss").write_text(text, encoding="utf-8")
    found = told(study(persons=(CODE, CODE)), tmp_path)
    assert words in found and bool(found) == bool(words)


def test_the_tab_separated_structure_of_limesurvey(tmp_path: Path) -> None:
    head = "class\ttype/scale\tname\trelevance\ttext"
    lines = [head, "S\t\tanonymized\t\tY", "Q\tF\tQ01\t1\tL'industrie locale…"]
    (tmp_path / "enquete.txt").write_text("\n".join(lines), encoding="utf-8-sig")
    found = pairing_warnings(study(persons=(CODE, CODE)), raw=tmp_path)
    assert len(found) == 2  # anonymised, and no question of a code


def test_an_xlsform_without_a_code(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (["type", "name", "label"], ["select_one accord", "un", "Un"]):
        sheet.append(row)
    book.save(tmp_path / "formulaire.xlsx")
    assert "code personnel" in told(study(persons=(CODE, CODE)), tmp_path)
    sheet.append(["text", "mon_code", "Votre code"])
    book.save(tmp_path / "formulaire.xlsx")
    assert told(study(persons=(CODE, CODE)), tmp_path) == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("avant.csv", b"Code;Un\nAB12;Oui\n"),
        ("notes.txt", b"class of 2024\tname\n"),
        ("vide.txt", b""),
        ("abime.xlsx", b"PK\x03\x04 not a workbook"),
        ("page.lss", b"<html></html>"),
        ("utf16.tsv", "a\tb\nc\td\n".encode("utf-16")),
    ],
)
def test_other_files_are_no_questionnaire(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert structure_of(tmp_path / name) is None


def test_our_own_questionnaires_pair(tmp_path: Path) -> None:
    from declic_analysis.instrument.limesurvey import limesurvey
    from declic_analysis.study.form import forms_of

    small = study()
    for form in forms_of(small):
        (tmp_path / f"{form.audience}_{form.wave}.txt").write_bytes(limesurvey(small, form))
    assert told(small, tmp_path) == ""
