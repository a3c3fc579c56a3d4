"""Forked kernels behave as ordinary ones: state apart, chance apart, a death that costs nobody else, a clean end."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat.v4 as v4
import pandas as pd
import pytest

from declic_analysis.demo import declic_study_text
from declic_analysis.errors import ReportError, UsageError
from declic_analysis.reports.files import write_notebook
from declic_analysis.reports.matrix import Cell, default_workers, make_cell, matrix_of, run_matrix
from declic_analysis.reports.runner import run
from declic_analysis.reports.warm import can_fork, warm_context
from declic_analysis.study import parse_study
from declic_analysis.vocabulary import RunOutcome

pytestmark = pytest.mark.skipif(not can_fork(), reason="no fork on this system: kernels start as they always do")


@pytest.fixture(scope="module", autouse=True)
def warm():
    before = dict(os.environ)
    warm_context()
    yield
    os.environ.clear()
    os.environ.update(before)


def notebook(folder: Path, *lines: str) -> Path:
    cells = [v4.new_code_cell('x: str = ""  # mot', metadata={"tags": ["parameters"]}), *map(v4.new_code_cell, lines)]
    made = v4.new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    )
    write_notebook(made, folder / "essai.ipynb")
    return folder / "essai.ipynb"


def printed(folder: Path, *lines: str, x: str = "") -> list[str]:
    done = run(notebook(folder, *lines), parameters={"x": x}, output=folder / "out.ipynb", forked=True)
    return [output["text"].strip() for cell in done.notebook.cells for output in cell.get("outputs", [])]


PROBE = """
import builtins, os, sys, threading, numpy as np, plotly.io as pio
seen = getattr(builtins, "left_behind", None); builtins.left_behind = x
warm = "declic_analysis.reports.reading" in sys.modules
alone = os.getpgid(0) == os.getpid()
print(seen, warm, np.random.random(), pio.renderers.default, os.environ.get("LAISSE"), alone, sep="|")
os.environ["LAISSE"] = x
"""


def test_kernels_are_warm_and_share_neither_state_nor_chance(tmp_path: Path) -> None:
    first, second = (printed(tmp_path, PROBE, x=word)[0].split("|") for word in ("un", "deux"))
    for seen, warm, _, renderer, left, alone in (first, second):
        assert (seen, warm, renderer, left, alone) == ("None", "True", "plotly_mimetype", "None", "True")
    assert first[2] != second[2]


@pytest.mark.parametrize(
    "death", ["import os; os._exit(3)", "import ctypes; ctypes.string_at(0)", "raise SystemExit(1)", "1 / 0"]
)
def test_a_kernel_that_dies_is_a_sentence_and_the_next_one_lives(tmp_path: Path, death: str) -> None:
    with pytest.raises(ReportError):
        printed(tmp_path, death)
    assert not (tmp_path / "out.ipynb").exists()
    assert printed(tmp_path, "print('vivant')") == ["vivant"]


def test_threads_and_pools_work_in_a_forked_kernel(tmp_path: Path) -> None:
    text = (
        "from concurrent.futures import ThreadPoolExecutor\nimport numpy as np, scipy.linalg as la\n"
        "with ThreadPoolExecutor(2) as pool: print(sum(pool.map(len, ['ab', 'c'])), round(float(la.det(np.eye(3))), 3))"
    )
    assert printed(tmp_path, text) == ["3 1.0"]


def test_the_matrix_is_every_territory_audience_and_year() -> None:
    study = parse_study(declic_study_text())
    dates = pd.Series(pd.to_datetime(["2023-05-01", None, "2024-02-01"]))
    responses = pd.DataFrame({"action_on": dates, "answered_on": pd.to_datetime(["2023-05-02", "2024-01-01", None])})
    cells = matrix_of(study, responses, given={"lang": "fr"})
    assert len(cells) == 3 * 3 * 3 == len({tuple(c.items()) for c in cells})
    assert {c["period"] for c in cells} == {"", "2023", "2024"} and {c["lang"] for c in cells} == {"fr"}
    some = matrix_of(study, responses.iloc[:1], given={"territory": "lyonnais", "audience": "", "period": ""})
    assert [(c["territory"], c["period"]) for c in some] == [("lyonnais", "")] * 3


def test_a_report_that_fails_is_told_and_not_raised(tmp_path: Path) -> None:
    cell = make_cell(tmp_path / "nulle_part", parameters={"territory": ""}, lang="fr", root=tmp_path, created="")
    assert cell.outcome == RunOutcome.FAILED and cell.paths is None and cell.why
    with pytest.raises(UsageError, match="--workers"):
        run_matrix(tmp_path, cells=[], root=tmp_path, created="", workers=0)
    assert default_workers() >= 1


def test_the_matrix_answers_in_order_with_one_progress_line_each(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    asked = [{"territory": str(k), "audience": "", "period": ""} for k in range(3)]

    def progress(_: Cell, done: int, total: int) -> None:
        told.append((done, total))

    made = run_matrix(tmp_path / "nulle_part", cells=asked, root=tmp_path, created="", workers=2, progress=progress)
    assert [cell.parameters["territory"] for cell in made] == ["0", "1", "2"] and told == [(1, 3), (2, 3), (3, 3)]
