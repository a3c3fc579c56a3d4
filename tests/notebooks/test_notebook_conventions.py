"""What every notebook of the project is: prose, one typed parameters cell, then sentence – one call – sentence."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
import yaml

from declic_analysis.reports.edition import FULL_TAG, cells_of
from declic_analysis.reports.parameters import read_contract
from declic_analysis.reports.reading import Reading
from declic_analysis.vocabulary import Edition

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
PANEL = "panneau"  # makes reports of the others: it is none itself
PARAMETERS = ["study", "territory", "period", "audience", "lang", "cutoff", "diffusion"]
EDITIONS = {"impact_report": ["edition"]}  # parameters of one notebook only
FORBIDDEN = (
    *(ast.BinOp, ast.AugAssign, ast.Compare, ast.Subscript, ast.Lambda, ast.ListComp, ast.DictComp),
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try, ast.With),
)
LONGEST = 15


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def notebook(path: Path) -> nbformat.NotebookNode:
    found = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(found)
    return found


def code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_notebooks() -> None:
    assert {"01_data_quality", "02_perception_shift", "impact_report"} <= {p.stem for p in NOTEBOOKS}


def test_format_kernel_and_cell_ids_are_kept(notebook: nbformat.NotebookNode) -> None:
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in notebook.cells]
    assert len(set(ids)) == len(ids) and all(re.fullmatch(r"[a-z][a-z0-9-]+", one) for one in ids)


def test_outputs_are_stripped(notebook: nbformat.NotebookNode) -> None:
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code(notebook))


def test_one_parameters_cell_of_typed_commented_plain_values(path: Path, notebook: nbformat.NotebookNode) -> None:
    own = ["study", "lang"] if path.stem == PANEL else PARAMETERS + EDITIONS.get(path.stem, [])
    assert list(read_contract(notebook, where=path.name)) == own
    cell = next(c for c in code(notebook) if "parameters" in c.metadata.get("tags", []))
    assert all("#" in line for line in cell.source.splitlines())


def test_cells_are_short(notebook: nbformat.NotebookNode) -> None:
    assert all(len(cell.source.splitlines()) <= LONGEST for cell in code(notebook))


def test_no_definition_no_arithmetic_no_branch(notebook: nbformat.NotebookNode) -> None:
    for cell in code(notebook):
        found = [type(node).__name__ for node in ast.walk(ast.parse(cell.source)) if isinstance(node, FORBIDDEN)]
        assert found == [], cell["id"]


def test_each_later_cell_is_one_call_of_the_reading(path: Path, notebook: nbformat.NotebookNode) -> None:
    later = code(notebook)[2:]
    if path.stem == PANEL:
        assert later == []
        return
    assert later
    for cell in later:
        called = re.fullmatch(r"report\.(\w+)\((confirmatory=True)?\)", cell.source)
        assert called and hasattr(Reading, called[1]), cell["id"]


def test_headings_start_with_one_title_and_skip_no_level(notebook: nbformat.NotebookNode) -> None:
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    levels = [len(marks) for marks in re.findall(r"^(#+) ", prose, flags=re.MULTILINE)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_prose_has_french_typography(notebook: nbformat.NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert not re.search(r" [?!;:»%]|« |\w'\w", cell.source), cell["id"]


def test_every_prose_cell_has_its_english_words_and_no_orphan_remains() -> None:
    rows = yaml.safe_load((FOLDER / "translations.en.yaml").read_text(encoding="utf-8"))
    translated = [row["fr"].strip() for row in rows]
    written = {
        cell.source.strip()
        for path in NOTEBOOKS
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "markdown"
    }
    assert set(translated) == written and len(translated) == len(written)
    for row in rows:
        marks = [re.findall(r"^#+ |^- ", row[lang], flags=re.MULTILINE) for lang in ("fr", "en")]
        assert marks[0] == marks[1], row["fr"]


REVIEW = FOLDER / "impact_report.ipynb"
PARTS = [
    *("Cadre logique\u00a0: réalisé et prévu", "Pertinence", "Cohérence", "Efficacité", "Efficience", "Pérennité"),
    "Diagnostic partagé",
    *("Ce qui n’était pas attendu", "Autres explications possibles", "Chiffres et témoignages"),
    "Ce qui a été publié, et ce que disent les données",
    *("Depuis le dernier rapport", "Qualité des données", "Glossaire"),
    *("Annexe\u00a0: le détail des résultats", "Annexe\u00a0: le questionnaire", "Annexe\u00a0: la méthode"),
    "Annexe\u00a0: la grille TREND",
]


def test_the_review_stands_in_parts_and_its_chapters_under_the_evaluation_criteria() -> None:
    """A chapter is a heading of level 3 under its criterion (docs/decisions/0015)."""
    cells = nbformat.read(REVIEW, as_version=4).cells
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert re.findall(r"^## (.*)$", prose, flags=re.MULTILINE) == PARTS


@pytest.mark.parametrize("edition", Edition)
def test_no_heading_of_an_edition_stands_without_a_call_or_words_of_its_own(edition: Edition) -> None:
    kept = cells_of(nbformat.read(REVIEW, as_version=4), edition=edition)
    for cell, after in zip(kept, [*kept[1:], None], strict=True):
        words = [line for line in cell.source.splitlines() if line and not line.startswith("#")]
        only_heading = cell.cell_type == "markdown" and not words
        assert not only_heading or (after is not None and after.cell_type == "code") or cell["id"] == "title"
    assert all(FULL_TAG not in c.metadata.get("tags", []) for c in kept) == (edition == Edition.COMMITTEE)
