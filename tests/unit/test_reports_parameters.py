"""The contract of a notebook's parameters: read from its cell, held against what is given, every fault at once."""

from __future__ import annotations

import nbformat
import nbformat.v4 as v4
import pytest

from declic_analysis.errors import ReportError, UsageError
from declic_analysis.reports.parameters import read_contract, resolve
from declic_analysis.study import Study, parse_study

CELL = """\
# Ce que lit le rapport
study: str  # obligatoire
territory: str = ""  # un territoire
margin: float = 0.1
waves = 2  # type: int
draft: bool = False
"""
STUDY = """
schema_version: 1
name: petit
title: Petit
programme: Petit
audiences: [{id: prescripteurs, label: Prescripteurs}, {id: industriels, label: Industriels}]
territories: [{id: lyonnais, label: Lyon}, {id: stephanois, label: Saint-Étienne}]
scales: [{id: s, levels: [{label: non}, {label: oui}], favourable_from: 2}]
constructs: [{id: c, label: C}]
items: [{id: i, construct: c, scale: s, audiences: [prescripteurs], wording: Oui ou non}]
"""
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


@pytest.fixture(scope="module")
def study() -> Study:
    return parse_study(STUDY)


def notebook(
    source: str, *, tags: tuple[str, ...] = ("parameters",), kernel: dict | None = None
) -> nbformat.NotebookNode:
    made = v4.new_notebook(cells=[v4.new_code_cell(source, metadata={"tags": list(tags)})])
    made.metadata["kernelspec"] = KERNEL if kernel is None else kernel
    return made


def contract(source: str = CELL):
    return read_contract(notebook(source), where="essai.ipynb")


def test_the_cell_is_read_as_typed_plain_values() -> None:
    found = {p.name: (p.kind, p.default, p.required) for p in contract().values()}
    assert found == {
        "study": ("str", None, True),
        "territory": ("str", "", False),
        "margin": ("float", 0.1, False),
        "waves": ("int", 2, False),
        "draft": ("bool", False, False),
    }


@pytest.mark.parametrize(
    "source",
    [
        "territory = 'lyonnais'",  # no type
        "territory: str = f'{1}'",
        "year: int = 2024 + 1",
        "import os",
        "territory: str = 3",
        "codes: list = []",
        "draft: bool = 1",
        "waves: int = True",
        "territory: str = (",
    ],
)
def test_anything_but_typed_plain_values_is_refused(source: str) -> None:
    with pytest.raises(ReportError, match="valeurs simples et typées"):
        contract(source)


def test_a_lost_or_doubled_tag_is_refused() -> None:
    with pytest.raises(ReportError, match="cellule « parameters »".replace("« ", "«\u00a0").replace(" »", "\u00a0»")):
        read_contract(notebook(CELL, tags=()), where="essai.ipynb")
    twice = notebook(CELL)
    twice.cells.append(twice.cells[0])
    with pytest.raises(ReportError):
        read_contract(twice, where="essai.ipynb")


@pytest.mark.parametrize("kernel", [{}, {"name": "ir", "display_name": "R", "language": "R"}])
def test_a_notebook_without_python_kernelspec_is_refused(kernel: dict) -> None:
    with pytest.raises(ReportError, match="kernelspec"):
        read_contract(notebook(CELL, kernel=kernel), where="essai.ipynb")


def test_values_given_stand_over_defaults_and_codes_stay_text() -> None:
    values = resolve(contract(), {"study": "petit", "territory": "01"}, where="essai")
    assert values == {"study": "petit", "territory": "01", "margin": 0.1, "waves": 2, "draft": False}


def test_a_whole_number_may_stand_for_a_float_but_never_a_boolean() -> None:
    assert resolve(contract(), {"study": "petit", "margin": 1}, where="essai")["margin"] == 1
    with pytest.raises(UsageError, match="margin"):
        resolve(contract(), {"study": "petit", "margin": True}, where="essai")


def test_every_fault_is_said_at_once_with_the_nearest_name() -> None:
    with pytest.raises(UsageError) as failure:
        resolve(contract(), {"teritory": "lyonnais", "waves": "2"}, where="essai.ipynb")
    said = str(failure.value)
    assert "3 paramètres à corriger" in said
    assert "vouliez-vous dire «\u00a0territory\u00a0»" in said
    assert "waves" in said and "un nombre entier" in said
    assert "study" in said and "obligatoire absente" in said


NAMES = {
    "territory": "",
    "audience": "",
    "lang": "fr",
    "diffusion": "internal",
    "edition": "",
    "period": "",
    "cutoff": "",
}
FULL = "\n".join(f'{name}: str = "{default}"' for name, default in NAMES.items())


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("territory", "lyonais", "lyonnais"),
        ("audience", "prescripteur", "prescripteurs"),
        ("lang", "de", "fr, en"),
        ("diffusion", "externe", "external"),
        ("edition", "court", "comite, complet"),
        ("period", "2024-T5", "2024-T2"),
        ("period", "2024-13", "2024-T2"),
        ("period", "2024-06-30/2024-01-15", "2024-T2"),
        ("cutoff", "31/12/2024", "2024-12-31"),
    ],
)
def test_a_refused_value_names_what_is_allowed(study: Study, name: str, value: str, told: str) -> None:
    with pytest.raises(UsageError, match="1 paramètre à corriger") as failure:
        resolve(contract(FULL), {name: value}, study=study, where="essai")
    assert name in str(failure.value) and told in str(failure.value)


def test_good_values_pass(study: Study) -> None:
    good = {"territory": "lyonnais", "audience": "industriels", "lang": "en", "diffusion": "external",
            "edition": "complet",
            "period": "2024-01-15/2024-06-30", "cutoff": "2024-12-31"}  # fmt: skip
    assert resolve(contract(FULL), good, study=study, where="essai") == good
