"""Two scales under one item are refused, from the file on."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import pipeline
from declic_analysis.errors import SourceError
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import parse_study

FIVE = ["Pas du tout d’accord", "Plutôt pas d’accord", "Neutre", "Plutôt d’accord", "Tout à fait d’accord"]
FOUR = [FIVE[0], FIVE[1], FIVE[3], FIVE[4]]
STUDY = """
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{{id: tous, label: Tous}}]
scales:
  - {{id: declaree, favourable_from: 3, levels: [{levels}]}}
  - id: note
    favourable_from: 2
    levels: [{{label: Bas, codes: ["0"]}}, {{label: Moyen}}, {{label: Haut, codes: ["10"]}}]
constructs: [{{id: c, label: C}}]
items:
  - {{id: q1, construct: c, scale: declaree, audiences: [tous], wording: A}}
  - {{id: q2, construct: c, scale: declaree, audiences: [tous], wording: B}}
  - {{id: q3, construct: c, scale: declaree, audiences: [tous], wording: C}}
sources:
  - id: avant
    files: avant.csv
    tool: generic
    audience: tous
    person: {{columns: [Code]}}
    answers: {{before: {{q1: Q1, q2: Q2, q3: Q3}}}}
  - id: apres
    files: apres.csv
    tool: generic
    audience: tous
    person: {{columns: [Code]}}
    answers: {{after: {{q1: Q1, q2: Q2, q3: Q3}}}}
{more}
"""


def tables(
    folder: Path, *, levels: list[str], before: list[list[str]], after: list[list[str]], more: str = ""
) -> dict[str, pd.DataFrame]:
    for name, rows in (("avant.csv", before), ("apres.csv", after)):
        lines = ["Code;Q1;Q2;Q3", *(f"p{k};" + ";".join(row) for k, row in enumerate(rows))]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    declared = ", ".join(f"{{label: {label}}}" for label in levels)
    return pipeline.read(parse_study(STUDY.format(levels=declared, more=more)), raw=folder, key=FICTION_KEY).tables


def spread(labels: list[str], n: int) -> list[list[str]]:
    return [[labels[(k + j) % len(labels)] for j in range(3)] for k in range(n)]


@pytest.mark.parametrize(
    "after",
    [
        [["Bas", FIVE[0], FIVE[0]], ["Haut", FIVE[0], FIVE[0]]],  # two labels of another scale
        [["0", FIVE[0], FIVE[0]], ["10", FIVE[0], FIVE[0]]],  # by their codes
        [["Haut", "Haut", "Haut"]] * 5,  # all of it fits another scale
        [["un peu", "assez", "moins"], ["assez", "plus", "un peu"]],  # nothing fits
    ],
)
def test_labels_of_another_scale_are_refused(tmp_path: Path, after: list[list[str]]) -> None:
    with pytest.raises(SourceError) as caught:
        tables(tmp_path, levels=FIVE, before=spread(FIVE, 6), after=after)
    said = str(caught.value)
    assert "Deux échelles" in said
    assert "apres.csv" in said
    assert "un peu" not in said


def test_a_middle_level_on_four_levels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="5 niveaux"):
        tables(tmp_path, levels=FOUR, before=spread(FOUR, 6), after=spread(FIVE, 6))


def test_four_levels_under_five_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="all_levels_offered"):
        tables(tmp_path, levels=FIVE, before=spread(FIVE, 30), after=spread(FOUR, 12))


def test_the_study_can_say_that_the_level_was_offered(tmp_path: Path) -> None:
    found = tables(
        tmp_path, levels=FIVE, before=spread(FIVE, 30), after=spread(FOUR, 12), more="    all_levels_offered: true"
    )
    after = found["responses"][found["responses"]["wave"] == "after"]
    assert set(after["position"]) == {1, 2, 4, 5}  # a level nobody chose keeps its place


@pytest.mark.parametrize("n", [1, 4])
def test_few_people_without_the_middle_are_no_proof(tmp_path: Path, n: int) -> None:
    found = tables(tmp_path, levels=FIVE, before=spread(FIVE, 30), after=spread(FOUR, n))
    assert len(found["responses"]) == 3 * (30 + n)


def test_a_single_typing_error_is_quarantined_not_refused(tmp_path: Path) -> None:
    found = tables(tmp_path, levels=FIVE, before=spread(FIVE, 6), after=[["Bas", FIVE[0], FIVE[2]]])
    assert found["quarantine"]["reason"].tolist() == ["unknown_label"]
