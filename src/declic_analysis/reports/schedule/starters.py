"""What starts `declic schedule run` on a machine: lines for cron, systemd, Windows; a DAG file for Airflow."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from declic_analysis.reports.schedule.due import edition_of
from declic_analysis.vocabulary import Scheduler

if TYPE_CHECKING:
    from declic_analysis.study import Study
    from declic_analysis.study.reporting import ReportPlan

MINUTE = 7  # past each hour: not when everything else on a machine starts


def starter(scheduler: Scheduler, *, command: Path, root: Path, studies: Iterable[tuple[Study, Path]]) -> str:
    """The text to install. All but Airflow's start one hourly run: it makes what is due and catches up by itself.

    Parameters: command, the `declic` command; root, the project; studies, with their folders (for Airflow).
    """
    if scheduler == Scheduler.AIRFLOW:
        return _airflow(root=root, studies=studies)
    makers = {Scheduler.CRON: _cron, Scheduler.SYSTEMD: _systemd, Scheduler.WINDOWS: _windows}
    return makers[scheduler](command, root)


def _cron(command: Path, root: Path) -> str:
    log = root / "outputs" / "calendrier.log"
    words = [str(command), "schedule", "run", "--root", str(root)]
    line = f"{MINUTE} * * * * {_cron_words(words)} >> {_cron_words([str(log)])} 2>&1"
    return f"# crontab -e\n{line}\n"


def _cron_words(words: list[str]) -> str:
    """Quoted for the shell; cron reads a bare % as a line end."""
    return shlex.join(words).replace("%", "\\%")


def _systemd(command: Path, root: Path) -> str:
    run = " ".join(_systemd_word(w) for w in (str(command), "schedule", "run", "--root", str(root)))
    return f"""# ~/.config/systemd/user/declic-schedule.service
[Unit]
Description=declic schedule run

[Service]
Type=oneshot
WorkingDirectory={_systemd_path(root)}
ExecStart={run}

# ~/.config/systemd/user/declic-schedule.timer
[Unit]
Description=declic schedule run, hourly

[Timer]
OnCalendar=*-*-* *:{MINUTE:02d}:00
Persistent=true

[Install]
WantedBy=timers.target

# systemctl --user daemon-reload && systemctl --user enable --now declic-schedule.timer
"""


def _systemd_word(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _systemd_path(path: Path) -> str:
    return str(path).replace("%", "%%")


def _windows(command: Path, root: Path) -> str:
    run = f'\\"{command}\\" schedule run --root \\"{root}\\"'
    return f'schtasks /Create /TN "declic schedule" /SC HOURLY /MO 1 /ST 00:{MINUTE:02d} /TR "{run}"\n'


def _airflow(*, root: Path, studies: Iterable[tuple[Study, Path]]) -> str:
    """A DAG for each scheduled report: the papermill operator with the notebook's own parameters."""
    rows = [_dag(study, folder, plan) for study, folder in studies for plan in study.reports if plan.cron]
    return AIRFLOW.format(root=json.dumps(str(root)), reports=json.dumps(rows, ensure_ascii=False, indent=4))


def _dag(study: Study, folder: Path, plan: ReportPlan) -> dict[str, Any]:
    return {
        "dag": f"declic_{study.name}_{plan.id}",
        "study": str(folder),
        "cron": str(plan.cron),
        "timezone": plan.timezone,
        "notebook": plan.notebook,
        "period": plan.period or "",
        "parameters": {
            "territory": plan.territory or "",
            "audience": plan.audience or "",
            "lang": plan.lang,
            "diffusion": plan.diffusion.value,
            **edition_of(plan),
        },
    }


AIRFLOW = '''"""Scheduled reports as Airflow DAGs. Needs the papermill provider, and declic-analysis beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pendulum
from airflow.models.dag import DAG
from airflow.providers.papermill.operators.papermill import PapermillOperator

from declic_analysis.reports.schedule.periods import relative_period

ROOT = Path({root})
REPORTS = {reports}
os.environ["DECLIC_ROOT"] = str(ROOT)


def period_of(text: str, moment) -> str:
    """A period such as last_full_quarter, before the moment the report was due."""
    return relative_period(text, day=moment.date())


def made(facts: dict) -> DAG:
    zone = pendulum.timezone(facts["timezone"])
    with DAG(
        dag_id=facts["dag"],
        schedule=facts["cron"],
        start_date=pendulum.datetime(2024, 1, 1, tz=zone),
        catchup=False,
        max_active_runs=1,
        user_defined_macros={{"period_of": period_of}},
    ) as dag:
        due = "data_interval_end.in_timezone('" + facts["timezone"] + "')"
        folder = ROOT / "outputs" / "airflow" / facts["dag"]
        folder.mkdir(parents=True, exist_ok=True)
        PapermillOperator(
            task_id="report",
            input_nb=str(ROOT / "notebooks" / (facts["notebook"] + ".ipynb")),
            output_nb=str(folder / ("{{{{ " + due + ".to_date_string() }}}}.ipynb")),
            parameters={{
                **facts["parameters"],
                "study": facts["study"],
                "period": "{{{{ period_of('" + facts["period"] + "', " + due + ") }}}}",
            }},
        )
    return dag


for one in REPORTS:
    globals()[one["dag"]] = made(one)
'''
