"""`declic questionnaire` as a person meets it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from declic_analysis import cli, errors


@pytest.fixture(autouse=True)
def french():
    errors.set_language("fr")
    yield
    errors.set_language("fr")


@pytest.fixture
def project(tmp_path: Path, project_root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("data/raw/declic", "data/processed", "notebooks", "outputs"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(project_root / "data/raw/declic/study.yaml", tmp_path / "data/raw/declic/study.yaml")
    monkeypatch.setenv("DECLIC_BROWSER", str(tmp_path / "absent"))
    return tmp_path


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["questionnaire", *arguments, "--root", str(project)], catch_exceptions=False)


def written(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")}


def test_everything_is_written_and_what_is_missing_is_said(project: Path) -> None:
    result = run(project)  # the only study there is
    assert result.exit_code == 0
    files = written(project / "outputs/declic/questionnaire")
    for audience in ("prescripteurs", "industriels"):
        for wave in ("before", "after", "followup_m3"):
            assert f"xlsform/{audience}_{wave}.xlsx" in files and f"limesurvey/{audience}_{wave}.txt" in files
            assert f"papier/{audience}_{wave}_fr.html" in files and f"papier/saisie_{audience}_{wave}_en.xlsx" in files
    assert {"LISEZMOI.md", "messages/industriels_j7_fr.txt", "messages/prescripteurs_m3_en.txt"} <= files
    assert not any(name.endswith(".pdf") for name in files)
    assert "instrument.controller" in result.output and "navigateur" in result.output
    assert "Rien n’a changé" in run(project, "declic").output


def test_one_form_in_one_language(project: Path) -> None:
    folder = project / "ici"
    asked = ("--to", "limesurvey", "--wave", "after", "--audience", "industriels", "--lang", "fr")
    result = run(project, "declic", *asked, "--output", str(folder))
    assert result.exit_code == 0 and "navigateur" not in result.output
    mails = {f"messages/industriels_{moment}_fr.txt" for moment in ("j2", "j7")}
    assert written(folder) == {"limesurvey/industriels_after.txt", "LISEZMOI.md"} | mails


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("--wave", "retro_before"), "followup_m3"),
        (("--wave", "avant"), "before"),
        (("--audience", "personne"), "industriels"),
    ],
)
def test_unknown_wave_or_audience(project: Path, arguments: tuple[str, str], allowed: str) -> None:
    result = run(project, "declic", *arguments)
    assert result.exit_code == errors.UsageError.exit_code
    assert allowed in result.output and "Traceback" not in result.output


def test_an_edited_file_is_kept(project: Path) -> None:
    run(project, "declic", "--to", "limesurvey")
    mail = project / "outputs/declic/questionnaire/messages/industriels_avant_fr.txt"
    mail.write_text("ma version", encoding="utf-8")
    result = run(project, "declic", "--to", "limesurvey")
    assert mail.read_text(encoding="utf-8") == "ma version"
    assert "industriels_avant_fr.nouveau.txt" in result.output


def test_dropping_an_export_is_all_there_is_to_do(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sheet for paper answers, filled in by a person and saved beside the study: `declic build` reads it."""
    import openpyxl

    monkeypatch.setenv("DECLIC_KEY", "ab" * 32)
    assert run(project, "--to", "print", "--audience", "industriels", "--wave", "before").exit_code == 0
    sheet = project / "outputs/declic/questionnaire/papier/saisie_industriels_before_fr.xlsx"
    book = openpyxl.load_workbook(sheet)
    headers = [str(cell.value) for cell in book["saisie"][1]]
    item = next(k for k, header in enumerate(headers, start=1) if header.startswith("Mon entreprise peut"))
    book["saisie"].cell(2, 1, 1)
    book["saisie"].cell(2, headers.index("Votre code personnel") + 1, "MA07LY")
    book["saisie"].cell(2, item, "Plutôt d’accord")
    book.save(project / "data/raw/declic/saisie.xlsx")
    for command in ("check", "build"):
        result = CliRunner().invoke(cli.main, [command, "--root", str(project)], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        assert "reconnu à sa marque" in result.output and "1 acceptée" in result.output
