"""Names, digests and manifest of a report."""

from __future__ import annotations

import hashlib
from pathlib import Path

import nbformat.v4 as v4
import pandas as pd
import pytest

from declic_analysis import schemas
from declic_analysis.pipeline import Build
from declic_analysis.reports.making import report_name
from declic_analysis.reports.manifest import report_manifest, sha256, write_manifest
from declic_analysis.reports.runner import Run
from declic_analysis.reports.translations import load_translations, translated


@pytest.mark.parametrize(
    ("notebook", "values", "name"),
    [
        ("impact_report", {"lang": "fr"}, "bilan_fr"),
        ("impact_report", {"territory": "lyonnais", "period": "2024-T2", "lang": "fr", "diffusion": "internal"},
         "bilan_lyonnais_2024-T2_fr"),
        ("impact_report", {"period": "2024-01-15/2024-06-30", "diffusion": "external", "lang": "en"},
         "bilan_2024-01-15-2024-06-30_externe_en"),
        ("impact_report", {"diffusion": "external", "edition": "comite", "lang": "fr"}, "bilan_externe_fr"),
        ("impact_report", {"diffusion": "external", "edition": "complet", "lang": "fr"}, "bilan_externe_complet_fr"),
        ("impact_report", {"edition": "comite", "lang": "fr"}, "bilan_comite_fr"),
        ("01_data_quality", {"audience": "industriels", "cutoff": "2024-12-31", "lang": "fr", "study": "x"},
         "qualite_industriels_arrete-2024-12-31_fr"),
        ("mon notebook", {"lang": "fr", "territory": "../.."}, "mon-notebook_..-.._fr"),
    ],
)  # fmt: skip
def test_a_report_is_named_by_what_the_reader_chose(notebook: str, values: dict[str, str], name: str) -> None:
    assert report_name(notebook, values) == name
    assert "/" not in name and " " not in name


def test_the_manifest_holds_inputs_parameters_versions_and_ledger(tmp_path: Path) -> None:
    source = tmp_path / "bilan.ipynb"
    source.write_text("{}", encoding="utf-8")
    line = {"source": "s", "file": "avant.csv", "unit": "row", "category": "raw", "n": 3, "detail": None}
    ledger = schemas.check(pd.DataFrame([line]), "ledger")
    facts = {"study": "demo", "study_sha256": "a", "extracted_on": "2024-12-10", "inputs": {"avant.csv": "b"}}
    made = Run(source, v4.new_notebook(), {"lang": "fr"}, 1.234)
    found = report_manifest(
        made, source=source, build=Build({"ledger": ledger}, facts), pages=[source], created="2025-01-01"
    )
    assert found["created"] == "2025-01-01" and found["seconds"] == 1.23
    assert (
        found["outputs"] == {"bilan.ipynb": hashlib.sha256(b"{}").hexdigest()}
        and sha256(source) == found["notebook"]["sha256"]
    )
    assert found["inputs"] == {"avant.csv": "b"} and found["parameters"] == {"lang": "fr"}
    assert found["ledger"] == [{"source": "s", "file": "avant.csv", "unit": "row", "category": "raw", "n": 3}]
    assert {"python", "declic-analysis", "pandas", "papermill", "plotly"} <= set(found["versions"])
    assert write_manifest(found, tmp_path / "m.json").read_text(encoding="utf-8").endswith("}\n")


def test_prose_is_translated_to_the_letter_or_left(tmp_path: Path) -> None:
    (tmp_path / "translations.en.yaml").write_text("- fr: |\n    ## Un\n  en: |\n    ## One\n", encoding="utf-8")
    words = load_translations(tmp_path, lang="en")
    assert words == {"## Un": "## One"} and load_translations(tmp_path, lang="fr") == {}
    cells = [v4.new_markdown_cell("## Un\n"), v4.new_markdown_cell("## Deux"), v4.new_code_cell("## Un")]
    found = [cell.source for cell in translated(v4.new_notebook(cells=cells), words).cells]
    assert found == ["## One", "## Deux", "## Un"]
