"""The panel without a browser: its fields are set as a hand would set them, its button pressed."""

from __future__ import annotations

import datetime as dt
import shlex
import sys
from pathlib import Path

import click
import pandas as pd
import pytest
from papermill.cli import papermill as papermill_cli

from declic_analysis import cli, errors
from declic_analysis.errors import ToolMissingError, UsageError
from declic_analysis.reports import panel as room
from declic_analysis.reports.panel import choice, form, job, offer
from declic_analysis.reports.panel.choice import Choice

STUDY = """
schema_version: 1
name: {name}
title: Essai
programme: Essai
audiences: [{{id: pros, label: Professionnels}}, {{id: elus, label: Élus}}]
territories: [{{id: nord, label: Nord & Sud}}]
scales: [{{id: a, favourable_from: 2, levels: [{{label: Non}}, {{label: Oui}}]}}]
constructs: [{{id: c, label: C}}]
items: [{{id: q1, construct: c, scale: a, audiences: [pros], wording: Question}}]
sources:
  - {{id: s, files: s.csv, tool: generic, audience: pros, territory: nord, answered_on: Date,
     person: {{columns: [Code]}}, answers: {{before: {{q1: Q1}}}}}}
"""
DATES = ("2024-02-10", "2024-05-03")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    root = tmp_path_factory.mktemp("panneau")
    (root / "notebooks").symlink_to(project_root / "notebooks")
    for name in ("essai", "vide"):
        folder = root / "data/raw" / name
        folder.mkdir(parents=True)
        (folder / "study.yaml").write_text(STUDY.format(name=name), encoding="utf-8")
    rows = "\n".join(f"{day},AB{k}CD,Oui" for k, day in enumerate(DATES))
    (root / "data/raw/essai/s.csv").write_text(f"Date,Code,Q1\n{rows}\n", encoding="utf-8")
    (root / "outputs").mkdir()
    return root


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECLIC_KEY", "ab" * 32)


class Asked:
    """Stands for the command: keeps what it was asked, answers what it is told to."""

    def __init__(self, ended: job.Ended) -> None:
        self.ended, self.arguments = ended, []

    def __call__(self, arguments: list[str], *, root: Path, told: job.Told) -> job.Ended:
        self.arguments = list(arguments)
        told(1, 4)
        return self.ended


def opened(project: Path, *, lang: str = "fr", run: form.Run = job.run_report) -> form.Panel:
    errors.set_language(lang)
    return form.Panel(project, study=project / "data/raw/essai", lang=lang, run=run)


def test_only_periods_with_something_in_them_are_offered(project: Path) -> None:
    panel = opened(project)
    codes = [code for _, code in panel.period.options]
    assert codes == ["", "2024", "2024-T1", "2024-T2", "2024-02", "2024-05", form.OTHER]
    assert ("1er\u00a0trimestre 2024", "2024-T1") in panel.period.options
    assert [code for _, code in panel.territory.options] == ["", "nord"]


def test_days_are_those_of_answers_and_of_actions_each_once() -> None:
    days = pd.to_datetime(pd.Series(["2024-02-10", "2024-02-10", None]))
    answers = pd.DataFrame({"action_on": days, "answered_on": pd.to_datetime(["2024-03-01"] * 3)})
    actions = pd.DataFrame({"action_on": pd.to_datetime(["2025-01-02 10:30"])})
    known = offer.dated({"responses": answers, "actions": actions})
    assert known == [dt.date(2024, 2, 10), dt.date(2024, 3, 1), dt.date(2025, 1, 2)]
    assert offer.periods(known)[:5] == ["2024", "2025", "2024-T1", "2025-T1", "2024-02"]


def test_the_choice_is_said_in_a_sentence_and_in_two_commands(project: Path) -> None:
    panel = opened(project)
    panel.territory.value, panel.period.value, panel.audience.value = "nord", "2024-T1", "pros"
    panel.diffusion.value, panel.formats["pdf"].value = "external", True
    said = panel.sentence.value
    for words in (
        "Bilan évaluatif",
        "Nord &amp; Sud",
        "1er\u00a0trimestre 2024",
        "Professionnels",
        "externe",
        "11",
        "PDF A4",
    ):
        assert words in said
    assert (
        "declic report essai" in panel.commands.value
        and "papermill notebooks/impact_report.ipynb" in panel.commands.value
    )
    assert "édition du comité" in said and "--edition" not in panel.commands.value  # it goes with the circulation
    panel.edition.value = "complet"
    assert "--edition complet" in panel.commands.value and "édition complète" in panel.sentence.value
    panel.document.value = "02_perception_shift"
    assert "edition" not in panel.commands.value and panel.edition.layout.display == "none"
    assert (
        "--notebook 02_perception_shift" in panel.commands.value
        and "Les regards ont-ils changé" in panel.sentence.value
    )


def test_english_labels(project: Path) -> None:
    panel = opened(project, lang="en")
    assert panel.territory.description == "Territory" and panel.make.description == "Make the report"
    assert "You have chosen" in panel.sentence.value and panel.document.label == "Evaluation review"
    assert panel.report_lang.value == "en"
    errors.set_language("fr")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, dt.date(2024, 3, 1), "Choisissez deux dates"),
        (dt.date(2024, 5, 1), dt.date(2024, 3, 1), "la plus ancienne d’abord"),
        (dt.date(2024, 3, 1), dt.date(2024, 3, 31), "ne disent rien de ces dates"),
    ],
)
def test_a_wrong_range_is_a_sentence_with_what_can_be(
    project: Path, first: dt.date | None, last: dt.date, words: str
) -> None:
    panel = opened(project)
    panel.period.value, panel.first.value, panel.last.value = form.OTHER, first, last
    assert words in panel.sentence.value and "10\u00a0février 2024 au 3\u00a0mai 2024" in panel.sentence.value.replace(
        "du ", ""
    )
    assert panel.make.disabled and panel.choice is None and "role='alert'" in panel.sentence.value


def test_a_free_range_goes_into_the_choice(project: Path) -> None:
    panel = opened(project)
    panel.period.value = form.OTHER
    assert panel.choice and panel.choice.values["period"] == "/".join(DATES)  # offered: first and last day
    assert not panel.make.disabled and "du 10\u00a0février 2024 au 3\u00a0mai 2024" in panel.sentence.value


def test_another_study_brings_its_own_lists(project: Path) -> None:
    panel = opened(project)
    panel.period.value = "2024"
    panel.study.value = str(project / "data/raw/vide")
    assert [code for _, code in panel.period.options] == ["", form.OTHER] and panel.period.value == ""
    panel.period.value = form.OTHER
    assert "ni réponse ni action datée" in panel.sentence.value
    panel.period.value = ""
    assert "declic report vide --lang" in panel.commands.value


def test_a_study_that_cannot_be_read_is_a_sentence(project: Path) -> None:
    folder = project / "data/raw/cassee"
    folder.mkdir()
    (folder / "study.yaml").write_text("schema_version: 1\nname: cassee\n", encoding="utf-8")
    panel = form.Panel(project, study=folder)
    assert "role='alert'" in panel.status.value and "Traceback" not in panel.status.value
    assert panel.make.disabled and panel.choice is None
    panel.study.value = str(project / "data/raw/essai")
    assert panel.choice and panel.status.value == ""


def test_the_button_makes_the_report_and_gives_the_page(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = project / "outputs/essai/bilan été.html"
    asked = Asked(job.Ended([page], ""))
    panel = opened(project, run=asked)
    panel.period.value = "2024"
    panel.make.click()
    panel.wait()
    assert panel.choice and asked.arguments == choice.report_arguments(panel.choice)
    assert panel.progress.value == 1 and panel.progress.max == 4
    assert "Le rapport est fait" in panel.status.value and str(page) in panel.links.value and not panel.make.disabled
    assert panel.open.layout.display == ""
    monkeypatch.setenv("DECLIC_LAB", str(project))
    panel.make.click()
    panel.wait()
    assert "href='/files/outputs/essai/bilan%20%C3%A9t%C3%A9.html'" in panel.links.value
    assert panel.open.layout.display == "none"


def test_a_report_that_fails_is_told_in_its_own_sentence(project: Path) -> None:
    panel = opened(project, run=Asked(job.Ended([], "Étude illisible.\n  À faire : Corrigez.")))
    panel.make.click()
    panel.wait()
    assert "Le rapport n’a pas été fait." in panel.status.value and "Étude illisible." in panel.status.value
    assert panel.links.value == "" and not panel.make.disabled


CHOSEN = Choice("mon étude", "02_perception_shift", {"territory": "nord", "period": "2024", "lang": "fr"}, ("pdf",))


def test_the_declic_command_is_understood_as_it_was_meant() -> None:
    words = shlex.split(choice.report_command(CHOSEN))
    command, context = cli.main.commands["report"], click.Context(cli.main)
    read = command.make_context("report", words[2:], parent=context).params
    assert words[:2] == ["declic", "report"] and read["study"] == "mon étude" and read["period"] == "2024"
    assert read["territory"] == "nord" and read["notebook"] == "02_perception_shift" and read["formats"] == "html,pdf"


def test_the_papermill_command_is_understood_as_it_was_meant() -> None:
    words = shlex.split(choice.papermill_command(CHOSEN))
    read = papermill_cli.make_context("papermill", words[1:]).params
    assert dict(read["parameters_raw"]) == {"study": "mon étude", "territory": "nord", "period": "2024", "lang": "fr"}
    assert read["notebook_path"] == "notebooks/02_perception_shift.ipynb"
    assert read["output_path"] == "outputs/regards_nord_2024_fr.ipynb"


def test_quoting_is_that_of_the_terminal() -> None:
    assert choice.quoted(["declic", "mon étude"], windows=True) == 'declic "mon étude"'
    assert choice.quoted(["declic", "l'été $x"], windows=False) == "declic 'l'\"'\"'été $x'"


def test_the_command_runs_in_a_process_of_its_own(project: Path) -> None:
    told: list[tuple[int, int]] = []
    ended = job.run_report(["report", "nulle-part"], root=project, told=lambda *seen: told.append(seen))
    assert ended.failed and "Étude introuvable" in ended.said and "Traceback" not in ended.said


def test_without_ipywidgets_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    monkeypatch.setattr(room.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ToolMissingError, match="ipywidgets") as failure:
        room.choose()
    assert "make lab" in str(failure.value)


def test_an_unknown_study_is_refused_with_the_known_ones(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "notebooks")
    monkeypatch.setenv("DECLIC_ROOT", str(project))
    with pytest.raises(UsageError, match="introuvable") as failure:
        room.choose("esai")
    assert "essai" in str(failure.value.allowed)
