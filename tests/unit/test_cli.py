"""The command as a person meets it: language, exit codes, sentences instead of tracebacks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from declic_analysis import cli, demo, errors
from declic_analysis.demo.hire_sheets import APPLICATIONS, IMMERSIONS


@pytest.fixture(autouse=True)
def french():
    errors.set_language("fr")
    yield
    errors.set_language("fr")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project: the folders that tell the root."""
    for folder in ("data/raw", "data/processed", "notebooks", "outputs"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, arguments, catch_exceptions=False)


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "fr"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "fr"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
        (["build", "--lang", "en"], {}, "en"),
        (["build", "--lang=fr"], {"LANG": "en_US.UTF-8"}, "fr"),
        (["build", "--lang"], {}, "fr"),
    ],
)
def test_language_of_messages(arguments: list[str], environment: dict[str, str], expected: str) -> None:
    assert cli.spoken(arguments, environment) == expected


def test_unknown_study_is_a_sentence(project: Path) -> None:
    result = run("build", "nowhere", "--root", str(project))
    assert result.exit_code == errors.UsageError.exit_code
    assert "nowhere" in result.output
    assert "Traceback" not in result.output


def test_outside_a_project(tmp_path: Path) -> None:
    result = run("build", "--root", str(tmp_path))
    assert result.exit_code == errors.UsageError.exit_code
    assert "À faire" in result.output


def test_a_defect_is_kept_in_a_file_and_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    monkeypatch.setattr(cli.build, "located", lambda *_: 1 / 0)
    result = run("build")
    assert result.exit_code == 70
    assert "Traceback" not in result.output
    assert "ZeroDivisionError" in (project / "outputs" / "declic-erreur.log").read_text(encoding="utf-8")


def test_the_trace_of_a_defect_quotes_no_cell(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def quoting(*_: object) -> None:
        try:
            int("Zorbavaleur")
        except ValueError as cause:
            raise KeyError("Zorbaclef") from cause

    monkeypatch.chdir(project)
    monkeypatch.setattr(cli.build, "located", quoting)
    assert run("build").exit_code == 70
    trace = (project / "outputs" / "declic-erreur.log").read_text(encoding="utf-8")
    assert "ValueError" in trace and "KeyError" in trace
    told = [line for line in trace.splitlines() if "Zorba" in line and "int(" not in line and "raise" not in line]
    assert not told


def test_several_studies_are_listed_and_nothing_runs(project: Path) -> None:
    for name in ("un", "deux"):
        folder = project / "data" / "raw" / name
        folder.mkdir()
        (folder / "study.yaml").write_text("schema_version: 1\n", encoding="utf-8")
    result = run("report", "--root", str(project))
    assert result.exit_code == errors.UsageError.exit_code
    assert "un" in result.output
    assert "deux" in result.output
    assert not list((project / "outputs").iterdir())


def test_new_never_overwrites(project: Path) -> None:
    folder = project / "data" / "raw" / "mine"
    folder.mkdir()
    (folder / "study.yaml").write_text("kept\n", encoding="utf-8")
    export = project / "export.csv"
    export.write_text("a;b\n1;2\n", encoding="utf-8")
    result = run("new", "mine", "--from", str(export), "--root", str(project))
    assert result.exit_code == errors.UsageError.exit_code
    assert (folder / "study.yaml").read_text(encoding="utf-8") == "kept\n"


def test_key_is_written_outside_and_explained(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "key"
    result = run("key", "new", "--path", str(path))
    assert result.exit_code == 0
    assert path.is_file()
    assert path.read_text(encoding="utf-8").strip() not in result.output
    assert run("key", "new", "--path", str(path)).exit_code != 0


def test_doctor_says_what_is_there(project: Path) -> None:
    result = run("doctor", "--root", str(project))
    assert result.exit_code == 0
    assert "pandas" in result.output


def test_a_study_carries_the_name_of_its_folder(project: Path) -> None:
    run("demo", "--root", str(project))
    (project / "data/raw/demo_declic").rename(project / "data/raw/copie")
    result = run("build", "copie", "--root", str(project))
    assert result.exit_code == errors.StudyError.exit_code
    assert "name: copie" in result.output


def test_check_counts_pairs_and_names_lines_in_quarantine(project: Path) -> None:
    run("demo", "--root", str(project))
    result = run("check", "--root", str(project))
    assert result.exit_code == 0
    assert "reconnues aux deux temps" in result.output
    assert "prescripteurs_avant.csv, ligne" in result.output
    assert not list((project / "data/processed").iterdir())
    assert run("build", "--strict", "--root", str(project)).exit_code == errors.QuarantineError.exit_code


def test_a_demonstration_in_one_tool(project: Path) -> None:
    result = run("demo", "--tool", "microsoft_forms", "--root", str(project))
    assert result.exit_code == 0
    folder = project / "data" / "raw" / "demo_declic"
    assert len(set(folder.glob("*.xlsx")) - {folder / "registres.xlsx", folder / "themes.xlsx"}) == 5
    assert {path.name for path in folder.glob("*.csv")} == {APPLICATIONS, IMMERSIONS}  # other tools' exports stay
    refused = run("demo", "--tool", "sphinx", "--root", str(project))
    assert refused.exit_code == errors.UsageError.exit_code
    assert "Traceback" not in refused.output


def test_formats_are_refused_before_anything_is_computed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demo.write_exports(project / "data/raw/demo_declic", seed=1)
    unknown = run("report", "demo_declic", "--root", str(project), "--format", "html,docy")
    assert unknown.exit_code == 2 and "docy" in unknown.output and "html, pdf" in unknown.output
    monkeypatch.setenv("DECLIC_BROWSER", str(project / "absent"))
    alone = run("report", "demo_declic", "--root", str(project), "--format", "pdf")
    assert alone.exit_code == 9 and "Chromium" in alone.output
    assert not list((project / "outputs").iterdir()) and not list((project / "data/processed").iterdir())


def test_lab_opens_on_this_machine_alone_in_the_notebooks_from_anywhere(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "notebooks" / "panneau.ipynb").touch()
    started: list[list[str]] = []
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name)
    monkeypatch.setattr(cli.workshop, "replace_by", started.append)
    for name in ("DECLIC_ROOT", "DECLIC_LAB"):
        monkeypatch.setenv(name, "")
    monkeypatch.chdir(project / "data" / "raw")
    assert run("lab").exit_code == 0
    assert {"--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={project}"} <= set(started[0])
    assert f"--FileContentsManager.preferred_dir={project / 'notebooks'}" in started[0]
    assert "--LabApp.default_url=/lab/tree/notebooks/panneau.ipynb" in started[0]
    assert os.environ["DECLIC_ROOT"] == os.environ["DECLIC_LAB"] == str(project)


def test_without_jupyterlab_the_command_that_installs_it_is_said(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    result = run("lab", "--root", str(project))
    assert result.exit_code == errors.ToolMissingError.exit_code
    assert "make lab" in result.output and "-m pip install --require-hashes -r requirements-lab.lock" in result.output


@pytest.mark.parametrize(
    ("arguments", "what", "rest"),
    [
        (["report", "--diffusion", "publique"], "Valeur non admise.", "internal, external"),
        (["report", "--edition", "annuelle"], "Valeur non admise.", "comite, complet"),
        (["report", "--territory"], "Il manque une valeur.", "--territory"),
        (["report", "--territoire", "nord"], "Option inconnue.", "--territoire"),
        (["report", "une", "autre"], "Commande mal écrite.", "report [OPTIONS] [STUDY]"),
        (["schedule", "install", "--to", "mac"], "Valeur non admise.", "cron, systemd, windows, airflow"),
        (["rapport"], "Commande inconnue.", "questionnaire, report, schedule"),
    ],
)
def test_a_mistyped_command_is_a_sentence_in_french(arguments: list[str], what: str, rest: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stderr.startswith(what)
    assert rest in done.stderr
    assert "--help »" in done.stderr.replace("\u00a0", " ")
    assert not {"Usage:", "Error:", "Try"} & set(done.stderr.split())
