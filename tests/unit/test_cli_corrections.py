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


def test_a_workbook_left_open_is_a_sentence(project: Path) -> None:
    folder = project / "data/raw/demo_declic"
    run(project, "build", "demo_declic")
    (folder / "~$corrections.xlsx").write_bytes(b"")
    refused = run(project, "build", "demo_declic")
    assert refused.exit_code == errors.SourceError.exit_code
    assert "ouvert dans un tableur" in refused.output
    assert run(project, "check", "demo_declic").exit_code == 0
