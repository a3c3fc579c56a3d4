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
        fr="Écrit un squelette d’étude commenté à partir d’un export d’enquête.",
        en="Writes a commented study skeleton from a survey export.",
    )
)
@click.argument("study")
@click.option(
    "--from",
    "source",
    required=True,
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
@shared
@click.pass_context
def new(ctx: click.Context, study: str, source: Path, workbook: bool, root: Path | None, lang: str | None) -> None:
    from declic_analysis.ingest.guessing import guess_file
    from declic_analysis.study import parse_study
    from declic_analysis.study.skeleton import skeleton_yaml
    from declic_analysis.study.workbook import write_workbook

    folder = project(ctx, root) / "data" / "raw" / study
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
            message(fr="Cette étude existe déjà.", en="This study already exists."),
            where=str(path),
            action=message(
                fr="Choisissez un autre nom, ou déplacez ce fichier.", en="Choose another name, or move this file."
            ),
        )
