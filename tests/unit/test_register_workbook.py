"""The template workbook and the page that explains it say what the reader reads."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from declic_analysis import vocabulary as v
from declic_analysis.cli import main
from declic_analysis.demo import declic_study_text
from declic_analysis.errors import StudyError, UsageError
from declic_analysis.ingest.registers.codes import spellings
from declic_analysis.study import parse_study
from declic_analysis.study.register_fields import FIELDS, TEMPLATE
from declic_analysis.study.register_guide import render
from declic_analysis.study.register_workbook import offered, write_template
from declic_analysis.study.workbook import read_workbook, write_workbook


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("template") / "registres.xlsx"
    write_template(parse_study(declic_study_text()), path)
    return openpyxl.load_workbook(path)


def test_one_sheet_a_register_with_headers_comments_and_nothing_else(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["lisez-moi", *(kind.label.fr for kind in TEMPLATE), "listes"]
    assert book["listes"].sheet_state == "hidden"
    for kind in TEMPLATE:
        page = book[kind.label.fr]
        assert [cell.value for cell in page[1]] == [field.header for field in FIELDS[kind]]
        assert all(cell.comment and cell.comment.text for cell in page[1])
        assert page.freeze_panes == "A2" and page.max_row == 1
    assert "non renseigné" in " ".join(str(row[0].value) for row in book["lisez-moi"].iter_rows())


def test_every_coded_column_has_its_drop_down_list(book: openpyxl.Workbook) -> None:
    study = parse_study(declic_study_text())
    for kind in TEMPLATE:
        page = book[kind.label.fr]
        lists = {}
        for offer in page.data_validations.dataValidation:
            letter = str(offer.sqref).split(":")[0].rstrip("0123456789")
            column = offer.formula1.split("$")[1]
            labels = [cell.value for cell in book["listes"][column] if cell.value is not None]
            lists[page[f"{letter}1"].value] = labels
        for field in FIELDS[kind]:
            assert tuple(lists.get(field.header, ())) == offered(field, study=study), (kind, field.name)
            if field.kind in ("choice", "yes", "territory", "audience", "format"):
                assert lists[field.header]


def test_dates_and_codes_keep_their_format(book: openpyxl.Workbook) -> None:
    assert book["actions"].column_dimensions["D"].number_format == "dd/mm/yyyy"
    assert book["structures"].column_dimensions["F"].number_format == "@"  # a SIRET is no number


def test_a_filled_workbook_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "registres.xlsx").write_text("filled")
    with pytest.raises(UsageError, match="existe déjà"):
        write_template(parse_study(declic_study_text()), tmp_path / "registres.xlsx")
    assert (tmp_path / "registres.xlsx").read_text() == "filled"


@pytest.mark.parametrize("coded", [f.choices for fields in FIELDS.values() for f in fields if f.choices])
def test_label_of_either_language_and_code_are_read(coded: type[v.Coded]) -> None:
    known = spellings(coded)
    for member in coded:
        for text in (member.value, member.label.fr, member.label.en):
            assert known[" ".join(text.replace("’", "'").split()).casefold()] == member.value


def test_headers_of_a_register_are_told_apart() -> None:
    for kind, fields in FIELDS.items():
        names = [name.casefold() for field in fields for name in (field.header, *field.also)]
        doubled = {name for name in names if names.count(name) > 1}
        same_field = {f.header.casefold() for f in fields if f.header.casefold() in map(str.casefold, f.also)}
        assert doubled <= same_field, kind


def test_the_page_is_written_from_the_code(project_root: Path) -> None:
    assert (project_root / "docs" / "registres.md").read_text(encoding="utf-8") == render()


def test_declared_registers_stand_in_the_study_workbook(tmp_path: Path) -> None:
    declared = (
        declic_study_text()
        + """
registers:
  - id: emargement
    kind: attendances
    files: "emargement_*.csv | presences.xlsx"
    sheet: Feuil1
    person: {columns: [Courriel]}
    columns: {action: Session, attendance: Statut}
    missing: [NA]
    encoding: cp1252
    separator: tab
    header_rows: 2
    date_order: mdy
  - {id: chaine, kind: videos, files: "*.csv", measured_on: 2024-12-31}
"""
    )
    study = parse_study(declared)
    write_workbook(study, tmp_path / "etude.xlsx")  # refuses a study that it cannot read back
    assert read_workbook(tmp_path / "etude.xlsx") == study


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{id: a, kind: hires, columns: {salaire: Salaire}}", "salaire"),
        ("{id: a, kind: hires, files: ../a.csv}", "dossier"),
        ("{id: a, kind: salaires}", "kind"),
    ],
)
def test_a_register_that_cannot_be_is_refused(entry: str, said: str) -> None:
    with pytest.raises(StudyError, match=said):
        parse_study(declic_study_text() + f"registers:\n  - {entry}\n")


def test_command(tmp_path: Path) -> None:
    for folder in ("data/raw/declic", "notebooks"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/raw/declic/study.yaml").write_text(declic_study_text(), encoding="utf-8")
    run = CliRunner().invoke
    first = run(main, ["new", "declic", "--templates", "--root", str(tmp_path)])
    assert first.exit_code == 0 and (tmp_path / "data/raw/declic/registres.xlsx").is_file()
    assert "declic check declic" in first.output
    again = run(main, ["new", "declic", "--templates", "--root", str(tmp_path)])
    assert again.exit_code == 2 and "existe déjà" in again.output
    nothing = run(main, ["new", "declic", "--root", str(tmp_path)])
    assert nothing.exit_code == 2 and "--templates" in nothing.output
    checked = run(main, ["check", "declic", "--root", str(tmp_path)])
    assert checked.exit_code == 0 and "feuilles sans aucune ligne" in checked.output
