"""The study's models and the JSON Schema that editors read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from declic_analysis.study import json_schema, json_schema_text, load_study, parse_study, to_yaml
from declic_analysis.study.model import parse_wave

SMALL = """
schema_version: 1
name: petite
title: Petite étude
programme: {fr: Programme, en: Programme}
audiences:
  - {id: pros, label: Professionnels}
scales:
  - id: accord3
    favourable_from: 3
    levels: [{label: Non, codes: ["1"]}, {label: Peut-être, codes: ["2"]}, {label: Oui, codes: ["3"]}]
constructs:
  - {id: avis, label: Avis}
items:
  - {id: q1, construct: avis, scale: accord3, audiences: [pros], wording: "L’industrie recrute."}
  - {id: q2, number: 2, construct: avis, scale: accord3, audiences: [pros], direction: neutral, wording: Q2,
     short: {fr: Deux, en: Two}}
"""


def editor_schema() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json_schema(), format_checker=jsonschema.FormatChecker())


def as_json(text: str) -> Any:
    """A YAML file as an editor sees it: dates are texts."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def test_the_committed_schema_is_the_models_output(project_root: Path) -> None:
    committed = (project_root / "src/declic_analysis/study/study.schema.json").read_text(encoding="utf-8")
    assert committed == json_schema_text(), "run `make fix`"
    assert committed.endswith("}\n")
    jsonschema.Draft202012Validator.check_schema(json.loads(committed))


def test_every_field_says_what_it_is() -> None:
    schema = json_schema()
    models = {"Study": schema, **schema["$defs"]}
    fields = {
        f"{name}.{field}": spec
        for name, model in models.items()
        for part in (model, *model.get("anyOf", []))
        for field, spec in part.get("properties", {}).items()
    }
    assert len(fields) > 120
    assert [name for name, spec in fields.items() if len(spec.get("description", "")) < 8] == []
    assert [name for name, model in schema["$defs"].items() if not model.get("description")] == []


def test_closed_lists_explain_their_codes() -> None:
    assert "favourable_low: favourable when disagreed with" in json_schema()["$defs"]["Direction"]["description"]


def test_editors_accept_what_the_reader_accepts(project_root: Path) -> None:
    files = [*(project_root / "tests/studies").glob("*/study.yaml"), project_root / "data/raw/declic/study.yaml"]
    for text in [SMALL, *(path.read_text(encoding="utf-8") for path in files if path.is_file())]:
        assert parse_study(text)
        assert [error.message for error in editor_schema().iter_errors(as_json(text))] == []


@pytest.mark.parametrize(
    "change",
    [{"nom": "x"}, {"audiences": []}, {"languages": ["de"]}, {"name": "Été"}, {"duplicates": "none"}, {"title": 3}],
)
def test_editors_underline_what_the_reader_refuses(change: dict[str, object]) -> None:
    assert list(editor_schema().iter_errors(as_json(SMALL) | change))


def test_codebook_has_one_row_per_item_and_audience() -> None:
    codebook = parse_study(SMALL).codebook().set_index("item")
    assert codebook.loc["q1", "favourable_from"] == 3
    assert codebook.loc["q1", "direction"] == "favourable_high"
    assert codebook.loc["q2", ["number", "direction", "label_fr", "label_en"]].tolist() == [2, "neutral", "Deux", "Two"]
    assert codebook.loc["q1", "label_en"] == "L’industrie recrute.", "French words stand in for absent English ones"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("before", ("before", None)), ("followup_m3", ("followup", 3)), ("followup_m12", ("followup", 12))],
)
def test_waves(text: str, expected: tuple[str, int | None]) -> None:
    assert parse_wave(text) == expected


@pytest.mark.parametrize("text", ["", "avant", "followup", "followup_m", "followup_m123", "before "])
def test_unknown_waves(text: str) -> None:
    with pytest.raises(ValueError, match="unknown wave"):
        parse_wave(text)


def test_yaml_again_says_the_same(project_root: Path) -> None:
    files = [*(project_root / "tests/studies").glob("*/study.yaml"), project_root / "data/raw/declic/study.yaml"]
    studies = [parse_study(SMALL), *(load_study(path.parent) for path in files if path.is_file())]
    assert all(parse_study(to_yaml(study)) == study for study in studies)


def test_yaml_is_short() -> None:
    text = to_yaml(parse_study(SMALL))
    assert "label: Professionnels\n" in text
    assert "thresholds" not in text


def test_a_study_does_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        parse_study(SMALL).name = "autre"  # type: ignore[misc]


def test_reading_a_study_loads_neither_pandas_nor_a_workbook_reader() -> None:
    code = (
        "import sys, declic_analysis.study; print([m for m in ('pandas', 'pandera', 'openpyxl') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
