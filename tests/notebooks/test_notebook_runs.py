"""Each notebook runs on the demonstration, as the command runs it and as plain papermill does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import nbformat
import pandas as pd
import pytest

from declic_analysis import reports
from declic_analysis.browser import find_browser, print_pdf
from declic_analysis.reports.edition import FULL_TAG
from declic_analysis.wording.columns import column

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(p.stem for p in FOLDER.glob("*.ipynb") if p.stem != "panneau")  # the panel makes reports, is none
COLD = "03_convergence"  # in a kernel of its own, as `declic report` makes one report; the others in warm ones
CREATED = "2025-01-01T00:00:00+00:00"
# Personal data of the demonstration's free answers and notes.
PERSONAL = ("39 98", "jeanne.fictive", "paul.inventé", "Mme Fictive", "99 00 45")
PLOTLY = "application/vnd.plotly.v1+json"


def text_of(page: str) -> str:
    """Words of a page, without elements, styles and scripts."""
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL))


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_each_notebook_makes_a_report_of_the_demonstration(demo_project: Path, notebook: str, forked: bool) -> None:
    made = reports.report(
        demo_project / "data/raw/demo_declic", notebook=notebook, parameters={}, root=demo_project, created=CREATED,
        formats=("html", "xlsx"), forked=forked and notebook != COLD,
    )  # fmt: skip
    assert made.html.parent == made.notebook.parent == made.manifest.parent
    assert made.html.parent.parent == demo_project / "outputs/demo_declic"
    page, executed = made.html.read_text(encoding="utf-8"), nbformat.read(made.notebook, as_version=4)
    outputs = [o for cell in executed.cells for o in cell.get("outputs", [])]
    assert not [o for o in outputs if o.output_type in ("error", "stream")]
    figures = [o for o in outputs if PLOTLY in o.get("data", {})]
    assert all(list(o.data) == [PLOTLY] for o in figures)
    assert page.count("<figure>") == len(figures) > 0
    assert [piece for piece in PERSONAL if piece in page + everything_in(made)] == []
    assert "DONNÉES FICTIVES" in page and str(demo_project) not in made.notebook.read_text(encoding="utf-8")
    facts = json.loads(made.manifest.read_text(encoding="utf-8"))
    assert facts["created"] == CREATED and facts["parameters"]["study"] == "demo_declic" and facts["inputs"]
    assert not (demo_project / "outputs/demo_declic/failed").exists()
    assert undescribed(made) == set() and made.xlsx and made.xlsx.name in facts["outputs"]


def everything_in(made: reports.ReportPaths) -> str:
    """The executed notebook and the workbook of results, as they are stored."""
    assert made.xlsx is not None
    with ZipFile(made.xlsx) as book:
        cells = "".join(book.read(part).decode("utf-8") for part in book.namelist() if part.endswith(".xml"))
    return made.notebook.read_text(encoding="utf-8") + cells


def undescribed(made: reports.ReportPaths) -> set[str]:
    """Columns of the result tables that the dictionary does not tell of."""
    tables = sorted((made.tables or Path()).glob("*.parquet"))
    assert tables or made.html.name.startswith(("suivi", "qualite", "partenaires"))  # counts and names, no results
    return {name for path in tables for name in pd.read_parquet(path).columns if column(name) is None}


def test_the_built_in_study_has_a_report_without_any_answer(demo_project: Path, forked: bool) -> None:
    folder = demo_project / "data/raw/declic"
    made = reports.report(folder, parameters={}, root=demo_project, created=CREATED, forked=forked)
    words = text_of(made.html.read_text(encoding="utf-8"))
    assert "CE QUE NOUS NE SAVONS PAS" in words and "non renseigné" in words
    assert (
        "26 collaborateurs d’entreprises industrielles" in words and "une vision plus nuancée de l’industrie" in words
    )
    assert "DONNÉES FICTIVES" not in words


@pytest.fixture(scope="module")
def outside(demo_project: Path, forked: bool) -> reports.ReportPaths:
    """A report for outside: the committee's edition."""
    chosen = {"territory": "lyonnais", "lang": "en", "diffusion": "external"}
    folder = demo_project / "data/raw/demo_declic"
    return reports.report(folder, parameters=chosen, root=demo_project, created=CREATED, forked=forked)


@pytest.mark.browser
def test_the_committee_reads_twelve_sheets_at_most(outside: reports.ReportPaths, tmp_path: Path) -> None:
    command = find_browser(environment=os.environ)
    if command is None:
        pytest.skip("no Chromium, Chrome or Edge found on this machine")
    printed = print_pdf(outside.html, tmp_path / "bilan.pdf", browser=command).read_bytes()
    assert 6 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 12


def test_cells_of_the_full_edition_are_not_executed_for_the_committee(outside: reports.ReportPaths) -> None:
    executed = nbformat.read(outside.notebook, as_version=4)
    assert not [cell for cell in executed.cells if FULL_TAG in cell.metadata.get("tags", [])]
    assert "report.shift_table()" not in [cell.source for cell in executed.cells]


def test_an_english_report_for_outside_of_one_territory(outside: reports.ReportPaths) -> None:
    made = outside
    assert made.html.name == "bilan_lyonnais_externe_en.html"
    page = made.html.read_text(encoding="utf-8")
    assert '<html lang="en">' in page and "Logical framework: done and planned" in page
    assert "All territories together" in page and "Glossaire" not in page
    prose = [c.source for c in nbformat.read(made.notebook, as_version=4).cells if c.cell_type == "markdown"]
    assert prose[0] == "# Evaluation review"


def papermill(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DECLIC_ROOT"}
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_plain_papermill_works_from_a_folder_of_the_project(demo_project: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.ipynb"
    given = ["-p", "territory", "lyonnais", "-p", "period", "2024"]
    done = papermill("../notebooks/impact_report.ipynb", str(output), *given, cwd=demo_project / "data")
    assert done.returncode == 0, done.stderr[-2000:]
    shown = json.dumps(nbformat.read(output, as_version=4), ensure_ascii=False)
    assert "Territoire lyonnais" in shown and "EN UNE PHRASE" in shown
