"""The schedule at work: once, alone, tried again, written down; and what starts it."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from declic_analysis.demo import declic_study_text
from declic_analysis.errors import BusyError, KeyMissingError, ReportError
from declic_analysis.reports.making import ReportPaths
from declic_analysis.reports.schedule import Journal, run_due, running, starter
from declic_analysis.study import Study, parse_study
from declic_analysis.vocabulary import RunOutcome, Scheduler

NOW = dt.datetime(2024, 5, 20, 12, tzinfo=dt.UTC)
REPORTS = [
    {"id": "comite", "cron": "0 7 1 * *", "period": "last_full_month"},
    {"id": "equipe", "cron": "0 8 1 * *", "lang": "en"},
    {"id": "demande"},
]


@pytest.fixture
def study() -> Study:
    told = parse_study(declic_study_text()).model_dump(by_alias=True)
    return Study.model_validate(told | {"name": "essai", "reports": REPORTS})


def ran(study: Study, folder: Path, report: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], list[float]]:
    waited: list[float] = []
    monkeypatch.setattr(running, "report", report)
    ended = run_due(
        study,
        folder=folder,
        root=folder,
        outputs=folder / "outputs",
        clock=lambda: NOW,
        pause=waited.append,
        environment={},
    )
    return ended, waited


def paths(folder: Path, *, computed: bool = True) -> ReportPaths:
    return ReportPaths(folder / "a.html", folder / "a.ipynb", folder / "m.json", computed=computed)


def test_what_is_due_is_made_once(study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, str]] = []

    def report(folder: Path, **given: Any) -> ReportPaths:
        asked.append(given["parameters"])
        return paths(folder, computed=given["parameters"]["lang"] == "fr")

    ended, _ = ran(study, tmp_path, report, monkeypatch)
    assert [(one.due.plan.id, one.outcome) for one in ended] == [
        ("comite", RunOutcome.DONE), ("equipe", RunOutcome.UNCHANGED)]  # fmt: skip
    assert asked[0]["period"] == "2024-04" and asked[1]["lang"] == "en"
    assert ran(study, tmp_path, report, monkeypatch)[0] == [] and len(asked) == 2
    lines = Journal(tmp_path / "outputs").lines.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2 and "comite" in lines[0] and "fait" in lines[0] and "pas recalculé" in lines[1]


def test_a_kernel_that_fails_is_tried_again_and_a_failure_stays_due(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def report(folder: Path, **given: Any) -> ReportPaths:
        tries.append(given["parameters"]["lang"])
        if given["parameters"]["lang"] == "fr":
            raise ReportError("le noyau est mort")
        return paths(folder)

    ended, waited = ran(study, tmp_path, report, monkeypatch)
    assert tries == ["fr", "fr", "fr", "en"] and waited == list(running.PAUSES)
    assert [one.outcome for one in ended] == [RunOutcome.FAILED, RunOutcome.DONE] and "noyau" in ended[0].why
    again, _ = ran(study, tmp_path, report, monkeypatch)
    assert [one.due.plan.id for one in again] == ["comite"]
    assert Journal(tmp_path / "outputs").records()["comite"].failures == 2


@pytest.mark.parametrize("failure", [KeyMissingError("la clé manque"), ZeroDivisionError("secret de Jeanne")])
def test_what_a_person_must_mend_is_tried_once_and_costs_the_others_nothing(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def report(folder: Path, **given: Any) -> ReportPaths:
        if given["parameters"]["lang"] == "fr":
            raise failure
        return paths(folder)

    ended, waited = ran(study, tmp_path, report, monkeypatch)
    assert [one.outcome for one in ended] == [RunOutcome.FAILED, RunOutcome.DONE] and waited == []
    assert "Jeanne" not in Journal(tmp_path / "outputs").lines.read_text(encoding="utf-8")


def test_two_runs_never_meet_and_the_lock_falls_with_its_process(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path / "outputs")
    journal.folder.mkdir(parents=True)
    take = "held = FileLock(sys.argv[1]); held.acquire(); print('held', flush=True); time.sleep(60)"
    hold = f"import sys, time; from filelock import FileLock; {take}"
    with subprocess.Popen([sys.executable, "-c", hold, str(journal.lock)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline().strip() == "held"
        with pytest.raises(BusyError):
            ran(study, tmp_path, lambda folder, **_: paths(folder), monkeypatch)
        os.kill(other.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        other.wait()
    assert len(ran(study, tmp_path, lambda folder, **_: paths(folder), monkeypatch)[0]) == 2


def test_a_damaged_state_is_said_and_nothing_is_made(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = Journal(tmp_path / "outputs").folder / "etat.json"
    state.parent.mkdir(parents=True)
    state.write_text('{"comite": {"slot": "hier"}}', encoding="utf-8")
    with pytest.raises(ReportError, match=r"etat\.json"):
        ran(study, tmp_path, lambda folder, **_: pytest.fail("made"), monkeypatch)


@pytest.mark.parametrize("scheduler", [Scheduler.CRON, Scheduler.SYSTEMD, Scheduler.WINDOWS])
def test_lines_to_install_name_the_command_and_the_project(study: Study, scheduler: Scheduler) -> None:
    text = starter(scheduler, command=Path("/opt/un dossier/declic"), root=Path("/srv/100 % à nous"), studies=[])
    assert "schedule" in text and "/opt/un dossier/declic" in text
    if scheduler == Scheduler.CRON:
        assert "'/srv/100 \\% à nous'" in text
    if scheduler == Scheduler.SYSTEMD:
        assert '"/srv/100 %% à nous"' in text and "Persistent=true" in text


def test_the_airflow_file_makes_one_papermill_task_for_each_scheduled_report(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[str, dict[str, Any], dict[str, Any]]] = []

    class FakeDag:
        def __init__(self, **given: Any) -> None:
            self.given = given

        def __enter__(self) -> FakeDag:
            FakeDag.current = self.given  # type: ignore[attr-defined]
            return self

        def __exit__(self, *_: object) -> None: ...

    def operator(**given: Any) -> None:
        made.append((FakeDag.current["dag_id"], FakeDag.current, given))  # type: ignore[attr-defined]

    pendulum = types.SimpleNamespace(timezone=lambda name: name, datetime=lambda *_, tz: tz)
    parts: dict[str, Any] = {
        "pendulum": pendulum,
        "airflow": types.ModuleType("airflow"),
        "airflow.models": types.ModuleType("airflow.models"),
        "airflow.models.dag": types.SimpleNamespace(DAG=FakeDag),
        "airflow.providers": types.ModuleType("airflow.providers"),
        "airflow.providers.papermill": types.ModuleType("airflow.providers.papermill"),
        "airflow.providers.papermill.operators": types.ModuleType("airflow.providers.papermill.operators"),
        "airflow.providers.papermill.operators.papermill": types.SimpleNamespace(PapermillOperator=operator),
    }
    for name, module in parts.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setenv("DECLIC_ROOT", "")
    text = starter(Scheduler.AIRFLOW, command=Path("declic"), root=tmp_path, studies=[(study, tmp_path / "essai")])
    exec(compile(text, "dag.py", "exec"), {"__name__": "dag"})
    assert [name for name, _, _ in made] == ["declic_essai_comite", "declic_essai_equipe"]
    _, dag, task = made[0]
    assert dag["schedule"] == "0 7 1 * *" and task["input_nb"].endswith("impact_report.ipynb")
    assert "period_of('last_full_month'" in task["parameters"]["period"]
    assert dag["user_defined_macros"]["period_of"]("last_full_month", dt.datetime(2024, 5, 1)) == "2024-04"  # noqa: DTZ001
