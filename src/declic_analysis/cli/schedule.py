"""`declic schedule`: reports that are due by the calendar."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import click

from declic_analysis import errors
from declic_analysis.cli.group import located, main, moment, project, say, shared, study_argument
from declic_analysis.cli.report import tell_index

if TYPE_CHECKING:
    from declic_analysis.reports.schedule import Ended, Record
    from declic_analysis.study import Study
    from declic_analysis.study.reporting import ReportPlan


class Scheduled(NamedTuple):
    """A study with its folder and the folder of its reports."""

    study: Study
    folder: Path
    outputs: Path


@main.group(help=say(fr="Les rapports prévus au calendrier.", en="The reports that the calendar plans."))
def schedule() -> None:
    pass


@schedule.command(
    "list",
    help=say(
        fr="Chaque rapport prévu : quand il l’est, comment a fini le dernier passage.",
        en="Each planned report: when it is due next, how the last run ended.",
    ),
)
@study_argument
@shared
@click.pass_context
def listed(ctx: click.Context, study: str | None, root: Path | None, lang: str | None) -> None:
    from declic_analysis.reports.schedule import Journal

    for one in _studies(ctx, study, root):
        records = Journal(one.outputs).records()
        click.echo(f"{one.study.name}")
        for plan in one.study.reports:
            click.echo("  " + _told(plan, records.get(plan.id)))


@schedule.command(help=say(fr="Les rapports dus maintenant.", en="The reports due now."))
@study_argument
@shared
@click.pass_context
def due(ctx: click.Context, study: str | None, root: Path | None, lang: str | None) -> None:
    from declic_analysis.reports.schedule import Journal, due_reports

    found = [
        f"{one.study.name} / {late.plan.id} : {_when(late.slot)} {_chosen(late.parameters)}".rstrip()
        for one in _answered(ctx, study, root)
        for late in due_reports(one.study.reports, records=Journal(one.outputs).records(), at=moment())
    ]
    click.echo("\n".join(found) or say(fr="Aucun rapport n’est dû.", en="No report is due."))


@schedule.command(
    help=say(
        fr="Produit ce qui est dû, une seule fois ; rattrape ce qui a été manqué.",
        en="Makes what is due, once only; catches up on what was missed.",
    )
)
@study_argument
@shared
@click.pass_context
def run(ctx: click.Context, study: str | None, root: Path | None, lang: str | None) -> None:
    from declic_analysis.reports.schedule import run_due
    from declic_analysis.vocabulary import RunOutcome

    base, made = project(ctx, root), []
    for one in _answered(ctx, study, root):
        ended = run_due(
            one.study,
            folder=one.folder,
            root=base,
            outputs=one.outputs,
            clock=moment,
            pause=time.sleep,
            environment=os.environ,
        )
        for end in ended:
            click.echo(_line(one.study, end), err=end.outcome == RunOutcome.FAILED)
        if ended:
            tell_index(one.study, base=base)
        made += ended
    if not made:
        click.echo(say(fr="Aucun rapport n’est dû.", en="No report is due."))
    failed = [end for end in made if end.outcome == RunOutcome.FAILED]
    if failed:  # a page that was made and not sent is another matter than no page
        unsent = all(end.paths is not None for end in failed)
        ctx.exit(errors.DeliveryError.exit_code if unsent else errors.ReportError.exit_code)


@schedule.command(
    help=say(
        fr="Affiche de quoi lancer « declic schedule run » : cron, systemd, Windows, Airflow. N’installe rien.",
        en="Prints what starts `declic schedule run`: cron, systemd, Windows, Airflow. Installs nothing.",
    )
)
@study_argument
@click.option(
    "--to",
    "scheduler",
    type=click.Choice(["cron", "systemd", "windows", "airflow"]),
    default=lambda: "windows" if os.name == "nt" else "cron",
    help=say(fr="Pour quel planificateur.", en="For which scheduler."),
)
@shared
@click.pass_context
def install(ctx: click.Context, study: str | None, root: Path | None, lang: str | None, scheduler: str) -> None:
    from declic_analysis.reports.schedule import starter
    from declic_analysis.vocabulary import Scheduler

    base = project(ctx, root)
    command = Path(sys.executable).with_name("declic.exe" if os.name == "nt" else "declic")
    studies = [(one.study, one.folder) for one in _studies(ctx, study, root)]
    click.echo(starter(Scheduler.of(scheduler), command=command, root=base, studies=studies), nl=False)


def _studies(ctx: click.Context, study: str | None, root: Path | None) -> Iterator[Scheduled]:
    """The study named, else every study of the project that plans reports."""
    from declic_analysis.study import load_study
    from declic_analysis.workplace import OUTPUTS, study_folders

    if study:
        base, folder, parsed = located(ctx, study, root)
        yield Scheduled(parsed, folder, base / OUTPUTS / parsed.name)
        return
    base = project(ctx, root)
    for folder in study_folders(base):
        parsed = load_study(folder)
        if parsed.reports:
            yield Scheduled(parsed, folder, base / OUTPUTS / parsed.name)


def _answered(ctx: click.Context, study: str | None, root: Path | None) -> Iterator[Scheduled]:
    """Those that have raw files: a report on nothing is not made by the calendar, and that is said."""
    from declic_analysis import pipeline, workplace

    for one in _studies(ctx, study, root):
        raw = workplace.raw_folder(one.study, one.folder, environment=os.environ)
        if pipeline.matched_files(one.study, raw=raw):
            yield one
        elif any(plan.cron for plan in one.study.reports):
            name = one.study.name
            click.echo(say(fr=f"{name} : aucun fichier d’enquête, rien n’est produit.",
                           en=f"{name}: no survey file, nothing is made."))  # fmt: skip


def _told(plan: ReportPlan, record: Record | None) -> str:
    from declic_analysis.reports.schedule import next_slot

    if not plan.cron:
        return say(fr=f"{plan.id} : à la demande", en=f"{plan.id}: on demand")
    upcoming = next_slot(plan.cron, timezone=plan.timezone, after=moment())
    when = say(fr="jamais", en="never") if upcoming is None else _when(upcoming)
    parts = [
        say(fr=f"{plan.id} : prochain le {when} ({plan.timezone})", en=f"{plan.id}: next on {when} ({plan.timezone})")
    ]
    if record and record.outcome and record.ended:
        how, at = record.outcome.label.of(errors.language()), _when(record.ended.astimezone(ZoneInfo(plan.timezone)))
        parts.append(say(fr=f"dernier passage le {at} : {how}", en=f"last run on {at}: {how}"))
    else:
        parts.append(say(fr="jamais produit", en="never made"))
    return " ; ".join(parts)


def _line(study: Study, end: Ended) -> str:
    how = end.outcome.label.of(errors.language())
    head = f"{study.name} / {end.due.plan.id}, {_when(end.due.slot)} {_chosen(end.due.parameters)}".rstrip()
    return f"{head} : {how}" + (f"\n  {end.page}" if end.page else "") + (f"\n{end.why}" if end.why else "")


def _when(at: dt.datetime) -> str:
    return f"{at:%d/%m/%Y %H:%M}" if errors.language() == "fr" else f"{at:%Y-%m-%d %H:%M}"


def _chosen(parameters: dict[str, str]) -> str:
    told = [parameters[name] for name in ("territory", "audience", "period") if parameters.get(name)]
    return f"[{' · '.join(told)}]" if told else ""
