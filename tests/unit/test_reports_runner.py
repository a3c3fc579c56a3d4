"""Running a notebook: whole or not at all, in this interpreter, with its failures kept apart."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import nbformat
import nbformat.v4 as v4
import pytest

from declic_analysis import reports
from declic_analysis.errors import ReportError, UsageError

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
PARAMETERS = 'territory: str = ""\nn: int = 3'
WHERE = "import sys, os\nprint(sys.executable)\nprint(os.getcwd())\nprint(territory, n, os.environ.get('DECLIC_ROOT'))"


def written(folder: Path, *cells: str) -> Path:
    """A notebook with a parameters cell and these code cells."""
    first = v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
    made = v4.new_notebook(cells=[first, *(v4.new_code_cell(c) for c in cells)], metadata={"kernelspec": KERNEL})
    path = folder / "essai.ipynb"
    nbformat.write(made, path)
    return path


def test_a_notebook_runs_in_this_interpreter_whatever_is_called_python3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoy = tmp_path / "jupyter" / "kernels" / "python3"
    decoy.mkdir(parents=True)
    spec = {"argv": ["/nowhere/python", "-f", "{connection_file}"], "display_name": "Other", "language": "python"}
    (decoy / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    # papermill takes braces in a path for a format string
    output = tmp_path / "sortie {2024}" / "bilan.ipynb"
    told: list[tuple[int, int]] = []
    done = reports.run(
        written(tmp_path, WHERE), parameters={"territory": "01"}, output=output, root=tmp_path,
        progress=lambda *seen: told.append(seen),
    )  # fmt: skip
    said = done.notebook.cells[-1].outputs[0].text.splitlines()
    assert said == [sys.executable, str(tmp_path), f"01 3 {tmp_path}"]
    assert done.parameters == {"territory": "01", "n": 3} and done.seconds > 0
    assert told == [(1, 3), (2, 3), (3, 3)]  # the injected parameters are a cell too
    kept = nbformat.read(output, as_version=4)
    assert kept.metadata["declic"] == {"parameters": {"territory": "01", "n": 3}}
    assert kept.metadata["kernelspec"]["name"] == "python3"
    traces = json.dumps(kept)
    assert "papermill" not in traces and "start_time" not in traces and "iopub" not in traces


def test_a_failing_cell_leaves_nothing_at_the_output_and_its_sentence_apart(tmp_path: Path) -> None:
    raises = (
        "from declic_analysis.errors import StudyError, message\n"
        "raise StudyError(message(fr='Étude illisible.', en='Unreadable study.'), action='Corrigez.')"
    )
    output = tmp_path / "outputs" / "bilan.ipynb"
    with pytest.raises(ReportError, match="Étude illisible") as failure:
        reports.run(written(tmp_path, "print('avant')", raises, "print('après')"), parameters={}, output=output)
    assert not output.exists() and list(output.parent.glob("*.ipynb")) == []
    kept = output.parent / "failed"
    assert sorted(p.name for p in kept.iterdir()) == ["bilan.failed.ipynb", "bilan.failed.txt"]
    assert (kept / "bilan.failed.txt").read_text(encoding="utf-8").startswith("Étude illisible.")
    assert "cellule 4" in str(failure.value)
    # A DeclicError shows its sentence in the notebook, and no stack.
    error = nbformat.read(kept / "bilan.failed.ipynb", as_version=4).cells[3].outputs[0]
    assert error.traceback == ["Étude illisible.\n  À faire\u00a0: Corrigez."]
    reports.run(written(tmp_path, "print('mieux')"), parameters={}, output=output)
    assert output.is_file() and not kept.exists()


def test_an_unexpected_error_says_its_kind_and_not_its_text(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="ValueError") as failure:
        reports.run(written(tmp_path, "raise ValueError('secret')"), parameters={}, output=tmp_path / "b.ipynb")
    assert "secret" not in str(failure.value)


def test_an_earlier_report_survives_a_kernel_that_dies(tmp_path: Path) -> None:
    output = tmp_path / "bilan.ipynb"
    output.write_text("le bilan du mois dernier", encoding="utf-8")
    with pytest.raises(ReportError, match="jusqu’au bout"):
        reports.run(written(tmp_path, "import os\nos._exit(3)"), parameters={}, output=output)
    assert output.read_text(encoding="utf-8") == "le bilan du mois dernier"


def test_parameters_are_refused_before_a_kernel_starts(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="territory"):
        reports.run(written(tmp_path, "print(1)"), parameters={"teritory": "x"}, output=tmp_path / "b.ipynb")
    assert not (tmp_path / "b.ipynb").exists()


@pytest.mark.parametrize("text", [None, "", "pas du json", "[1, 2]", "{}", '{"cells": 3, "nbformat": 4}'])
def test_what_is_not_a_notebook_is_refused_in_a_sentence(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "x.ipynb"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match="notebook"):
        reports.run(path, parameters={}, output=tmp_path / "y.ipynb")
