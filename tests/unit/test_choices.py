"""Choice questions, from each tool's way of writing them to one table; unknown options, own words, people not asked."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import pipeline, schemas
from declic_analysis.cleaning.options import KnownOptions, Reading
from declic_analysis.errors import StudyError
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import parse_study
from declic_analysis.study.model import ChoiceQuestion

STUDY = """
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{id: tous, label: Tous}, {id: pros, label: Pros}]
scales: [{id: a, favourable_from: 2, levels: [{label: Non}, {label: Oui}]}]
constructs: [{id: c, label: C}]
items: [{id: q1, construct: c, scale: a, audiences: [tous], wording: Q}]
choice_questions:
  - id: canal
    wording: Par quel canal
    multiple: true
    other: %s
    audiences: [tous]
    options:
      - {id: presse, label: {fr: "Presse, radio", en: Press}, codes: [SQ001, "1", press]}
      - {id: amis, label: {fr: Des amis, en: Friends}, codes: [SQ002, "2", friends]}
      - {id: web, label: {fr: Le web, en: Web}, codes: [SQ003, "3"]}
sources:
  - {id: s, files: "f.csv", audience: tous, answers: {after: {q1: Q1}}, %s}
"""
PICKS = [("presse", "amis"), ("web",), ()]  # what three people choose; the third answers nothing
WANTED = {2: {"presse", "amis"}, 3: {"web"}}


def built(folder: Path, text: str, source: str, *, other: bool = False) -> pipeline.Build:
    (folder / "f.csv").write_text(text, encoding="utf-8")
    return pipeline.read(parse_study(STUDY % (str(other).lower(), source)), raw=folder, key=FICTION_KEY)


def selected(done: pipeline.Build) -> dict[int, set[str]]:
    choices = done.tables["choices"]
    return {int(row): set(part.loc[part["selected"], "option"]) for row, part in choices.groupby("source_row")}


def ledger(done: pipeline.Build, unit: str = "cell") -> dict[str, int]:
    lines = done.tables["ledger"]
    return {str(c): int(n) for c, n in lines[lines["unit"] == unit].groupby("category")["n"].sum().items() if n}


FILES = {
    "limesurvey labels": (
        "ID de la réponse;Date de soumission;Dernière page;Q1;Canal [Presse, radio];Canal [Des amis];Canal [Le web]\n"
        "1;2024-03-05;1;Oui;Oui;Oui;Non\n2;2024-03-05;1;Oui;Non;Non;Oui\n3;2024-03-05;1;Oui;N/A;N/A;N/A\n",
        "choices: {after: {canal: Canal}}",
    ),
    "limesurvey codes": (
        "id;submitdate;lastpage;Q1;Q02[SQ001];Q02[SQ002];Q02[SQ003]\n"
        "1;2024-03-05;1;Oui;Y;Y;\n2;2024-03-05;1;Oui;;;Y\n3;2024-03-05;1;Oui;;;\n",
        "choices: {after: {canal: Q02}}",
    ),
    "limesurvey codes and labels": (
        "id;submitdate;lastpage;Q1;Q02[SQ001]. Canal [Journaux];Q02[SQ002]. Canal [Amis];Q02[SQ003]. Canal [Web]\n"
        "1;2024-03-05;1;Oui;Oui;Oui;Non\n2;2024-03-05;1;Oui;Non;Non;Oui\n3;2024-03-05;1;Oui;N/A;N/A;N/A\n",
        "choices: {after: {canal: Canal}}",
    ),
    "framaforms separate": (
        "Enquête;;;;;;;\nSubmission Details;;;Canal;;;;\n"
        "Serial;SID;Submitted Time;Presse, radio;Des amis;Le web;Q1;Ville\n"
        "1;1;2024-03-05;X;X;;Oui;Lyon\n2;2;2024-03-05;;;X;Oui;Lyon\n3;3;2024-03-05;;;;Oui;\n",
        "choices: {after: {canal: Canal}}",
    ),
    "framaforms compact": (
        "Serial;SID;Submitted Time;Canal;Q1\n1;1;2024-03-05;Presse, radio,Des amis;Oui\n"
        "2;2;2024-03-05;Le web;Oui\n3;3;2024-03-05;;Oui\n",
        "choices: {after: {canal: Canal}}",
    ),
    "google sheets": (
        'Horodateur,Canal,Q1\n05/03/2024 10:00:00,"Presse, radio, Des amis",Oui\n'
        "05/03/2024 10:00:00,Le web,Oui\n05/03/2024 10:00:00,,Oui\n",
        "choices: {after: {canal: Canal}}",
    ),
    "google forms": (
        'Horodateur,Canal,Q1\n05/03/2024 10:00:00,"Presse, radio;Des amis",Oui\n'
        "05/03/2024 10:00:00,Le web,Oui\n05/03/2024 10:00:00,,Oui\n",
        "choices: {after: {canal: Canal}}",
    ),
    "microsoft forms": (
        "ID;Start time;Completion time;Email;Name;Canal;Q1\n"
        "1;3/5/24 9:00:00;3/5/24 9:01:00;anonymous;;Presse, radio;Oui\n".replace(
            ";Presse, radio;", ';"Presse, radio;Des amis;";'
        )
        + '2;3/5/24 9:00:00;3/5/24 9:01:00;anonymous;;"Le web;";Oui\n3;3/5/24 9:00:00;3/5/24 9:01:00;anonymous;;;Oui\n',
        "choices: {after: {canal: Canal}}",
    ),
    "kobotoolbox": (
        "g/canal;g/canal/press;g/canal/friends;g/canal/web;Q1;_uuid;_submission_time\n"
        "press friends;1;1;0;Oui;a;2024-03-05T10:00:00\nweb;0;0;1;Oui;b;2024-03-05T10:00:00\n"
        ";;;;Oui;c;2024-03-05T10:00:00\n",
        "choices: {after: {canal: canal}}",
    ),
    "tally": (
        'Submission ID;Respondent ID;Submitted at;"Canal&nbsp;?";"Canal&nbsp;? (Presse, radio)";"Canal ? (Des amis)";'
        "Canal ? (Le web);Q1\na;a;2024-03-05;Presse, radio, Des amis;true;true;false;Oui\n"
        "b;b;2024-03-05;Le web;false;false;true;Oui\nc;c;2024-03-05;;;;;Oui\n",
        'choices: {after: {canal: "Canal ?"}}',
    ),
    "typeform": (
        "#;Q1;Presse, radio;Des amis;Le web;Start Date (UTC);Submit Date (UTC);Network ID\n"
        "a;Oui;Presse, radio;Des amis;;2024-03-05;2024-03-05;n\nb;Oui;;;Le web;2024-03-05;2024-03-05;n\n"
        "c;Oui;;;;2024-03-05;2024-03-05;n\n",
        'choice_columns: {after: {canal: {presse: "Presse, radio", amis: Des amis, web: Le web}}}',
    ),
    "qualtrics": (
        "StartDate;EndDate;Status;Progress;Finished;ResponseId;Q1;Q5_1;Q5_2;Q5_3\n"
        "2024-03-05;2024-03-05;IP Address;100;True;a;Oui;Presse, radio;Des amis;\n"
        "2024-03-05;2024-03-05;IP Address;100;True;b;Oui;;;Le web\n"
        "2024-03-05;2024-03-05;IP Address;100;True;c;Oui;;;\n",
        "choices: {after: {canal: Q5}}",
    ),
}


@pytest.mark.parametrize("tool", FILES)
def test_the_same_choices_through_every_tool(tmp_path: Path, tool: str) -> None:
    done = built(tmp_path, *FILES[tool])
    first = int(done.tables["responses"]["source_row"].min())
    assert selected(done) == {row + first - 2: options for row, options in WANTED.items()}
    assert len(done.tables["choices"]) == 6, "an unanswered question has no row, an unchosen option has one"
    assert ledger(done) == {"raw": 6, "substantive": 5, "empty": 1}
    assert pipeline.ledger_balances(done.tables["ledger"])
    assert done.tables["quarantine"].empty


def test_an_option_that_another_version_did_not_offer_has_no_row(tmp_path: Path) -> None:
    text, source = FILES["kobotoolbox"]
    done = built(tmp_path, text.replace("web;0;0;1", "web;;0;1"), source)
    rows = done.tables["choices"]
    assert rows.loc[rows["source_row"] == 3, "option"].tolist() == ["amis", "web"]


def test_own_words_are_counted_and_never_stored(tmp_path: Path) -> None:
    text = 'Horodateur,Canal,Q1\n5/3/2024,"Des amis, J. Martin",Oui\n5/3/2024,Mon voisin,Oui\n5/3/2024,Autre,Oui\n'
    done = built(tmp_path, text, "choices: {after: {canal: Canal}}", other=True)
    assert selected(done) == {2: {"amis", "other"}, 3: {"other"}, 4: {"other"}}
    assert ledger(done, "note")["other_texts"] == 3
    assert not any("Martin" in table.to_csv() or "voisin" in table.to_csv() for table in done.tables.values())


def test_an_unknown_option_goes_to_quarantine_with_the_nearest(tmp_path: Path) -> None:
    text = "Horodateur,Canal,Q1\n5/3/2024,Des ami,Oui\n5/3/2024,J. Martin,Oui\n5/3/2024,Des amis,Oui\n"
    done = built(tmp_path, text, "choices: {after: {canal: Canal}}")
    assert selected(done) == {4: {"amis"}}
    quarantine = done.tables["quarantine"]
    assert quarantine["reason"].tolist() == ["unknown_option"] * 2
    assert quarantine["expected"].tolist()[0].startswith("« Des amis » ?")
    said = " ".join(" ".join(map(str, done.remarks)).split())
    assert "Vouliez-vous dire « Des amis » ?" in said
    assert "Martin" not in said
    assert ledger(done) == {"raw": 6, "substantive": 4, "quarantined": 2}


def test_other_in_a_column_of_its_own(tmp_path: Path) -> None:
    text = (
        "ID de la réponse;Date de soumission;Q1;Canal [Des amis];Canal [Autre];Canal [Des amis][Commentaire]\n"
        "1;2024-03-05;Oui;Non;Mon voisin;\n2;2024-03-05;Oui;Oui;;bien\n"
    )
    done = built(tmp_path, text, "choices: {after: {canal: Canal}}", other=True)
    assert selected(done) == {2: {"other"}, 3: {"amis"}}
    refused = built(tmp_path, text, "choices: {after: {canal: Canal}}")
    assert refused.tables["quarantine"]["row"].tolist() == [2], "the study says that no own words are offered"


def test_people_who_are_not_asked(tmp_path: Path) -> None:
    text = "Horodateur,Qui,Canal,Q1\n5/3/2024,pros,Des amis,\n5/3/2024,tous,Des amis,Oui\n5/3/2024,pros,,\n"
    study = parse_study(
        STUDY.replace("audience: tous,", "audience: {column: Qui},") % ("false", "choices: {after: {canal: Canal}}")
    )
    (tmp_path / "f.csv").write_text(text, encoding="utf-8")
    done = pipeline.read(study, raw=tmp_path, key=FICTION_KEY)
    assert done.tables["quarantine"]["reason"].tolist() == ["unknown_audience"]
    assert ledger(done) == {"raw": 6, "substantive": 2, "empty": 3, "quarantined": 1}


def question(*labels: str, multiple: bool = True, other: bool = False) -> ChoiceQuestion:
    options = [{"id": f"o{k}", "label": label} for k, label in enumerate(labels)]
    return ChoiceQuestion.model_validate(
        {"id": "q", "wording": "Q", "multiple": multiple, "other": other, "audiences": ["a"], "options": options}
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a", Reading(("o0",))),
        ("A; b, c", Reading(("o0", "o1"))),
        ("b, c, a", Reading(("o1", "o0"))),
        ("a,b, c,d", Reading(("o0", "o1", "o2"))),
        ("Je ne sais pas", Reading(off=True)),
        ("a, zzz", Reading(reason="unknown_option", unknown=("zzz",))),
    ],
)
def test_joined_texts_are_taken_apart(text: str, wanted: Reading) -> None:
    assert KnownOptions(question("a", "b, c", "d"), joined_by=";,").read(text) == wanted


def test_a_text_with_two_readings_is_not_understood() -> None:
    known = KnownOptions(question("a", "b", "a, b"), joined_by=",")
    assert known.read("a, b") == Reading(("o2",)), "the whole text is an option"
    assert known.read("a, b, b").reason == "ambiguous_options"


def test_one_option_only() -> None:
    known = KnownOptions(question("a", "b", multiple=False), joined_by=",")
    assert known.read("a, b") == Reading(reason="unknown_option", unknown=("a, b",))


def test_an_option_declared_twice_is_refused() -> None:
    with pytest.raises(StudyError, match="désigne deux options"):
        parse_study(STUDY.replace('"2", friends', '"1", friends') % ("false", ""))


def test_unknown_questions_and_options_of_a_source_are_named() -> None:
    with pytest.raises(StudyError) as caught:
        parse_study(STUDY % ("false", "choices: {after: {lieu: L}}, choice_columns: {after: {canal: {tv: T}}}"))
    assert "lieu" in str(caught.value)
    assert "tv" in str(caught.value)


def test_choices_table_when_nothing_is_mapped(tmp_path: Path) -> None:
    done = built(tmp_path, "Q1;Canal\nOui;Des amis\n", "tool: generic")
    assert done.tables["choices"].empty
    pd.testing.assert_series_equal(done.tables["choices"].dtypes, schemas.empty("choices").dtypes)
