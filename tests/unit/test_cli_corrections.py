"""Quarantine → workbook → corrections → build, as an evaluator meets it at the command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from declic_analysis import cli, demo, errors


@pytest.fixture
def project(tmp_path: Path) -> Path:
    errors.set_language("fr")
    for folder in ("data/raw", "data/processed", "notebooks", "outputs"):
        (tmp_path / folder).mkdir(parents=True)
    demo.write_exports(tmp_path / "data/raw/demo_declic")
    return tmp_path


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, [*arguments, "--root", str(project)], catch_exceptions=False)


def decide_everything(path: Path) -> dict[str, int]:
    """The near misses corrected, the free texts left out, the row of another territory taken back."""
    book = openpyxl.load_workbook(path)
    page = book["à corriger"]
    titles = {cell.value: cell.column for cell in page[1]}
    done = {"corrected": 0, "dropped": 0, "released": 0}
    for k in range(2, page.max_row + 1):
        expected, column = (str(page.cell(k, titles[name]).value) for name in ("attendu", "colonne"))
        if column == "TERRITOIRE":
            page.cell(k, titles["décision"]).value = "reprendre telle quelle"
            done["released"] += 1
        elif expected.startswith("«"):
            page.cell(k, titles["correction"]).value = expected.split("«")[1].split("»")[0].strip()
            page.cell(k, titles["par qui"]).value = "CM"
            done["corrected"] += 1
        else:
            page.cell(k, titles["décision"]).value = "écarter"
            done["dropped"] += 1
    book.save(path)
    return done


def test_from_quarantine_to_corrections_and_back(project: Path) -> None:
    book = project / "data/raw/demo_declic/corrections.xlsx"
    checked = run(project, "check", "demo_declic")
    assert checked.exit_code == 0
    assert not book.exists()
    first = run(project, "build", "demo_declic", "--strict")
    assert first.exit_code == errors.QuarantineError.exit_code
    assert "Quarantaine\u00a0: " in first.output
    assert "corrections.xlsx (" in first.output
    done = decide_everything(book)
    second = run(project, "build", "demo_declic", "--strict")
    assert second.exit_code == 0, second.output
    assert "Quarantaine" not in second.output
    assert f"Corrections\u00a0: {sum(done.values())}." in second.output
    assert f"  appliquée\u00a0: {done['corrected']}" in second.output
    assert f"  écartée par décision\u00a0: {done['dropped']}" in second.output
    assert f"  ligne reprise par décision\u00a0: {done['released']}" in second.output
    assert "laissées en quarantaine par décision" in second.output  # the ledger still says where these cells are


SMALL = """
schema_version: 1
name: essai
title: Essai
programme: Essai
fictitious: false
audiences: [{id: tous, label: Tous}]
territories: [{id: nord, label: Nord}]
scales: [{id: a, favourable_from: 2, levels: [{label: Non}, {label: Oui}]}]
constructs: [{id: c, label: C}]
items: [{id: q1, construct: c, scale: a, audiences: [tous], wording: A}]
sources:
  - id: s
    files: a.csv
    tool: generic
    audience: tous
    territory: nord
    person: {columns: [Code]}
    answers: {before: {q1: Q1}}
"""


def test_a_workbook_left_open_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    errors.set_language("fr")
    monkeypatch.setenv("DECLIC_KEY", "ab" * 32)
    project, folder = tmp_path, tmp_path / "data/raw/essai"
    for name in ("data/raw/essai", "data/processed", "notebooks", "outputs"):
        (project / name).mkdir(parents=True)
    (folder / "study.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "a.csv").write_text("Code;Q1\nab12;Oui\ncd34;Ouais\n", encoding="utf-8")
    run(project, "build", "essai")
    assert (folder / "corrections.xlsx").is_file()
    (folder / "~$corrections.xlsx").write_bytes(b"")
    refused = run(project, "build", "essai")
    assert refused.exit_code == errors.SourceError.exit_code
    assert "ouvert dans un tableur" in refused.output
    assert run(project, "check", "essai").exit_code == 0
