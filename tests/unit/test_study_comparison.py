"""A comparison group: how it is declared, which people are told to be in it, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from declic_analysis import pipeline
from declic_analysis.errors import StudyError
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import Study, parse_study

STUDY = """
schema_version: 1
name: essai
title: Essai
programme: Essai
comparison_group: {group}
audiences: [{{id: tous, label: Tous}}]
scales: [{{id: a, favourable_from: 2, levels: [{{label: Non}}, {{label: Oui}}]}}]
constructs: [{{id: c, label: C}}]
items: [{{id: q1, construct: c, scale: a, audiences: [tous], wording: Q}}]
sources:
  - {{id: s, files: '*.csv', tool: generic, audience: tous, person: {{columns: [Code]}}, {source}
     answers: {{before: {{q1: Avant}}, after: {{q1: Apres}}}}}}
"""
LOTS = "{randomised: true, formed: tirage au sort}"


def study(group: str = LOTS, *, source: str = "") -> Study:
    return parse_study(STUDY.format(group=group, source=source))


def built(folder: Path, text: str, *, source: str) -> pipeline.Build:
    (folder / "f.csv").write_text(text, encoding="utf-8")
    return pipeline.read(study(source=source), raw=folder, key=FICTION_KEY)


@pytest.mark.parametrize(
    ("written", "randomised", "formed"),
    [
        ("false", None, None),
        ("null", None, None),
        ("true", False, "non renseigné"),
        ("{formed: volontaires}", False, "volontaires"),
        (LOTS, True, "tirage au sort"),
    ],
)
def test_forms_of_a_group(written: str, randomised: bool | None, formed: str | None) -> None:
    found = study(written).comparison_group
    assert (found and found.randomised) == randomised
    assert (found and found.formed.fr) == formed


@pytest.mark.parametrize(
    ("group", "source", "told"),
    [
        ("{randomised: true}", "", "formed"),
        (LOTS, "group: {value: programme, column: G},", "value"),
        (LOTS, "group: témoin,", "programme"),
        (LOTS, "group: {column: G, programme: [A], comparison: [A]},", "deux groupes"),
        ("false", "group: {column: G},", "comparison_group"),
        ("{formed: x, adjust_for: [age]}", "", "adjust_for"),
    ],
)
def test_what_does_not_hold_is_refused_by_name(group: str, source: str, told: str) -> None:
    with pytest.raises(StudyError, match=told):
        study(group, source=source)


CSV = "Code,G,Avant,Apres\naa,A,Non,Oui\nbb,B,Non,Non\ncc,,Oui,Oui\ndd,x,Non,Oui\n"


def test_the_group_is_read_from_its_column(tmp_path: Path) -> None:
    tables = built(tmp_path, CSV, source="group: {column: G, programme: [A], comparison: [B]},").tables
    told = tables["participants"]["group"]
    assert sorted(told.dropna()) == ["comparison", "programme"]
    assert told.isna().sum() == 2
    # A group that cannot be read is counted, and its answers stay.
    notes = tables["ledger"].set_index("category")["n"]
    assert notes["unknown_group"] == 1
    assert len(tables["responses"]) == 8
    assert pipeline.ledger_balances(tables["ledger"])


def test_without_texts_the_words_of_the_list_are_read(tmp_path: Path) -> None:
    text = CSV.replace(",A,", ",Groupe du programme,").replace(",B,", ",comparison,")
    told = built(tmp_path, text, source="group: {column: G},").tables["participants"]["group"]
    assert sorted(told.dropna()) == ["comparison", "programme"]


def test_somebody_told_to_be_in_both_groups_is_in_none(tmp_path: Path) -> None:
    text = "Code,G,Action,Avant,Apres\naa,A,1,Non,Oui\naa,B,2,,Oui\nbb,B,1,Non,Non\n"
    source = "group: {column: G, programme: [A], comparison: [B]}, action: {column: Action},"
    tables = built(tmp_path, text, source=source).tables
    people = tables["participants"]
    assert people["group"].notna().sum() == 1
    assert tables["ledger"].set_index("category").loc["two_groups", "n"] == 1


def test_no_group_no_column(tmp_path: Path) -> None:
    tables = built(tmp_path, CSV, source="").tables
    assert tables["participants"]["group"].isna().all()
    assert not tables["ledger"]["category"].isin(["unknown_group", "two_groups"]).any()
