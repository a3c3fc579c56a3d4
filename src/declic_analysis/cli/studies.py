"""`declic demo` and `declic new`: a study to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from declic_analysis import errors
from declic_analysis.cli.group import main, project, say, shared
from declic_analysis.errors import message
from declic_analysis.vocabulary import Tool

DEMO = "demo_declic"


@main.command(
    help=say(
        fr="Écrit les exports fictifs de démonstration dans data/raw/demo_declic.",
        en="Writes the fictitious demonstration exports to data/raw/demo_declic.",
    )
)
@click.option(
    "--seed", type=int, default=2024, show_default=True, help=say(fr="Graine du tirage.", en="Seed of the draw.")
)
@click.option(
    "--tool",
    type=click.Choice(Tool.codes()),
    help=say(
        fr="Tous les exports au format de cet outil (par défaut, plusieurs outils).",
        en="Every export in this tool's format (by default, several tools).",
    ),
)
@click.option(
    "--if-needed",
    is_flag=True,
    help=say(fr="Seulement s’il n’y a aucune autre étude.", en="Only when there is no other study."),
)
@shared
@click.pass_context
def demo(ctx: click.Context, seed: int, tool: str | None, if_needed: bool, root: Path | None, lang: str | None) -> None:
    from declic_analysis import demo as fiction
    from declic_analysis.workplace import folders_with_sources

    base = project(ctx, root)
    if if_needed and folders_with_sources(base):
        return
    folder = base / "data" / "raw" / DEMO
    fiction.write_exports(folder, seed=seed, tool=tool)
    click.echo(
        say(fr=f"Données fictives écrites dans data/raw/{DEMO}.", en=f"Fictitious data written to data/raw/{DEMO}.")
    )


@main.command(
    help=say(
        fr="Écrit un squelette d’étude commenté à partir d’un export d’enquête, ou le classeur modèle des registres.",
        en="Writes a commented study skeleton from a survey export, or the template workbook of the registers.",
    )
)
@click.argument("study")
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=say(fr="Fichier d’enquête (csv, tsv, xlsx).", en="Survey file (csv, tsv, xlsx)."),
)
@click.option(
    "--workbook",
    is_flag=True,
    help=say(
        fr="Écrit le classeur etude.xlsx au lieu de study.yaml.",
        en="Writes the workbook etude.xlsx instead of study.yaml.",
    ),
)
@click.option(
    "--templates",
    is_flag=True,
    help=say(
        fr="Écrit aussi registres.xlsx, le classeur modèle des registres (actions, présences, embauches…).",
        en="Also writes registres.xlsx, the template workbook of the registers (actions, attendances, hires …).",
    ),
)
@shared
@click.pass_context
def new(
    ctx: click.Context,
    study: str,
    source: Path | None,
    workbook: bool,
    templates: bool,
    root: Path | None,
    lang: str | None,
) -> None:
    from declic_analysis.study import load_study
    from declic_analysis.study.register_fields import WORKBOOK
    from declic_analysis.study.register_workbook import write_template
    from declic_analysis.workplace import resolve_study

    if source is None and not templates:
        raise nothing_asked()
    base = project(ctx, root)
    folder = base / "data" / "raw" / study if source is not None else resolve_study(study, root=base)
    if templates:
        refuse_overwriting(folder / WORKBOOK)
    if source is not None:
        write_skeleton(study, folder=folder, source=source, workbook=workbook)
    if templates:
        write_template(load_study(folder), folder / WORKBOOK)
        click.echo(
            say(
                fr=f"Écrit : {folder / WORKBOOK}\nRemplissez ce que vous avez, puis : declic check {study}",
                en=f"Written: {folder / WORKBOOK}\nFill in what you have, then: declic check {study}",
            )
        )


def nothing_asked() -> errors.UsageError:
    return errors.UsageError(
        message(fr="Rien à écrire.", en="Nothing to write."),
        allowed="--from, --templates",
        action=message(
            fr="Donnez un export par « --from », ou « --templates » pour une étude qui existe.",
            en="Give an export by `--from`, or `--templates` for a study that exists.",
        ),
    )


def write_skeleton(study: str, *, folder: Path, source: Path, workbook: bool) -> None:
    """`study.yaml` or `etude.xlsx`, guessed from a survey file, and what told."""
    from declic_analysis.ingest.guessing import guess_file
    from declic_analysis.study import parse_study
    from declic_analysis.study.skeleton import skeleton_yaml
    from declic_analysis.study.workbook import write_workbook

    target = folder / ("etude.xlsx" if workbook else "study.yaml")
    for existing in (folder / "study.yaml", folder / "etude.xlsx"):
        refuse_overwriting(existing)
    guess = guess_file(source)
    text = skeleton_yaml(study, guess)
    folder.mkdir(parents=True, exist_ok=True)
    if workbook:
        write_workbook(parse_study(text), target)
    else:
        target.write_text(text, encoding="utf-8")
    click.echo("\n".join(guess.evidence))
    click.echo(
        say(
            fr=f"Écrit : {target}\nCopiez l’export à côté, relisez le fichier, puis : declic check {study}",
            en=f"Written: {target}\nCopy the export beside it, read the file through, then: declic check {study}",
        )
    )


def refuse_overwriting(path: Path) -> None:
    if path.exists():
        raise errors.UsageError(
            message(fr="Ce fichier existe déjà.", en="This file already exists."),
            where=str(path),
            action=message(
                fr="Choisissez un autre nom, ou déplacez ce fichier.", en="Choose another name, or move this file."
            ),
        )
