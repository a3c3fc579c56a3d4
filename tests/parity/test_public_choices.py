"""Options of real exports: a French LimeSurvey file by labels and by codes, a Typeform file by its option columns."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import pipeline
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import parse_study

pytestmark = pytest.mark.shared_data

ASKED = "À quelle(s) source(s) avez-vous eu recours pour vous informer sur le week-end Caves Ouvertes?"
OPTIONS = {
    "journal": "Journal quotidien",
    "radio": "Radio",
    "internet": "Internet",
    "amis": "Par des collègues et/ou amis",
}
TOOLS = ("Smartphone professionnel", "Smartphone personnel", "Ordinateur personnel", "Ordinateur professionnel", "Rien")
STUDY = """
schema_version: 1
name: public
title: Public
programme: Public
audiences: [{id: tous, label: Tous, design: post_only}]
scales: [{id: s, favourable_from: 2, levels: [{label: Non}, {label: Oui}]}]
constructs: [{id: c, label: C}]
items: [{id: q, construct: c, scale: s, audiences: [tous], wording: Q}]
choice_questions:
  - {id: source, wording: Source, multiple: true, audiences: [tous], options: [%s]}
sources: [{id: f, files: %s, audience: tous, answers: {}, %s}]
"""


def chosen(folder: Path, *, options: dict[str, str], file: str, source: str) -> pd.DataFrame:
    listed = ", ".join(f'{{id: {name}, label: "{label}"}}' for name, label in options.items())
    done = pipeline.read(parse_study(STUDY % (listed, file, source)), raw=folder, key=FICTION_KEY)
    assert pipeline.ledger_balances(done.tables["ledger"])
    assert done.tables["quarantine"].empty
    return done.tables["choices"]


def test_limesurvey_by_labels_and_by_codes(shared_data: Path) -> None:
    folder = shared_data / "fr_limesurvey_vaud"
    by_labels = chosen(
        folder, options=OPTIONS, file="results-survey4914.xlsx", source=f'choices: {{after: {{source: "{ASKED}"}}}}'
    )
    columns = ", ".join(f"{name}: source_{name}" for name in OPTIONS)
    by_codes = chosen(
        folder,
        options=OPTIONS,
        file="results-survey4914.tsv",
        source=f"tool: generic, choice_columns: {{after: {{source: {{{columns}}}}}}}",
    )
    codes = pd.read_csv(folder / "results-survey4914.tsv", sep="\t", keep_default_na=False)
    wanted = {name: int((codes[f"source_{name}"] == "Y").sum()) for name in OPTIONS}
    for table in (by_labels, by_codes):
        assert table.groupby("option")["selected"].sum().to_dict() == wanted
    assert by_labels["response"].nunique() == 348 - 124, "N/A: 124 people were not asked"


def test_typeform_options_headed_by_themselves(shared_data: Path) -> None:
    folder = shared_data / "fr_typeform_numerique"
    options = {f"o{k}": label for k, label in enumerate(TOOLS)}
    columns = ", ".join(f'{name}: "{label}"' for name, label in options.items())
    table = chosen(
        folder,
        options=options,
        file="res_YvBfAdHB.csv",
        source=f"choice_columns: {{after: {{source: {{{columns}}}}}}}",
    )
    raw = pd.read_csv(folder / "res_YvBfAdHB.csv", keep_default_na=False)
    wanted = {name: int((raw[label] != "").sum()) for name, label in options.items()}
    assert table.groupby("option")["selected"].sum().to_dict() == wanted
