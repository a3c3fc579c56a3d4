"""Which notebooks a report can be made from, and what is said of a name that is none."""

from __future__ import annotations

from pathlib import Path

import nbformat
import nbformat.v4 as v4
import pytest

from declic_analysis import errors
from declic_analysis.errors import UsageError
from declic_analysis.reports.documents import documents, notebook_file


def test_the_report_stands_first_and_titles_are_those_of_the_notebooks(project_root: Path) -> None:
    found = documents(project_root)
    assert [d.name for d in found][:3] == ["impact_report", "00_suivi_collecte", "01_data_quality"]
    assert found[0].title == "Bilan évaluatif" and found[1].title == "Suivi de la collecte"
    assert documents(project_root, lang="en")[0].title == "Evaluation review"


def test_a_notebook_without_a_reader_s_choices_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cell = v4.new_code_cell('lang: str = "fr"', metadata={"tags": ["parameters"]})
    nbformat.write(v4.new_notebook(cells=[cell], metadata=spec), tmp_path / "notebooks" / "autre.ipynb")
    (tmp_path / "notebooks" / "casse.ipynb").write_text("{", encoding="utf-8")
    assert documents(tmp_path) == []


def test_an_unknown_notebook_is_told_with_the_known_ones(project_root: Path) -> None:
    errors.set_language("fr")
    with pytest.raises(UsageError, match="Carnet introuvable") as failure:
        notebook_file("02_perception", root=project_root)
    assert "02_perception_shift" in str(failure.value.allowed)
    assert "« 02_perception_shift »".replace(" ", "\u00a0") in str(failure.value)
