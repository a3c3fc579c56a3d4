"""`declic questionnaire`: the survey itself, from the study."""

from __future__ import annotations

import os
from pathlib import Path

import click

from declic_analysis.cli.group import located, main, project, say, shared, study_argument
from declic_analysis.errors import message

TARGETS = ("xlsform", "limesurvey", "print")


@main.command(
    help=say(
        fr="Écrit le questionnaire d’une étude : pour Kobo ou ODK (xlsform), LimeSurvey, ou sur papier (print).",
        en="Writes a study's questionnaire: for Kobo or ODK (xlsform), LimeSurvey, or on paper (print).",
    )
)
@study_argument
@click.option(
    "--to",
    "targets",
    multiple=True,
    type=click.Choice(TARGETS),
    help=say(fr="Où le poser ; répétable ; par défaut, partout.", en="Where to; may be repeated; all by default."),
)
@click.option(
    "--wave",
    help=say(
        fr="before, after, followup_m3… ; par défaut, tous les temps de l’étude.",
        en="before, after, followup_m3 …; by default all waves of the study.",
    ),
)
@click.option("--audience", help=say(fr="Un public ; par défaut, tous.", en="An audience; all by default."))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=say(fr="Dossier ; par défaut outputs/ÉTUDE/questionnaire.", en="Folder; outputs/STUDY/questionnaire."),
)
@shared
@click.pass_context
def questionnaire(
    ctx: click.Context,
    study: str | None,
    targets: tuple[str, ...],
    wave: str | None,
    audience: str | None,
    output: Path | None,
    root: Path | None,
    lang: str | None,
) -> None:
    from declic_analysis.browser import find_browser, missing_browser
    from declic_analysis.instrument import write_questionnaire
    from declic_analysis.workplace import study_folders

    # A study without answers is the usual case here: the only one there is needs no name.
    there = study_folders(project(ctx, root))
    base, _, parsed = located(ctx, study or (there[0].name if len(there) == 1 else None), root)
    folder = output or base / "outputs" / parsed.name / "questionnaire"
    browser = find_browser(environment=os.environ)
    to = targets or TARGETS
    written = write_questionnaire(
        parsed, folder, to=to, wave=wave, audience=audience, langs=[lang] if lang else None, browser=browser
    )
    say_what_was_written([file.path for file in written if file.state == "written"], folder=folder)
    kept = [file.path for file in written if file.state == "beside"]
    if kept:
        click.echo(
            say(
                fr=f"Modifiés par vous et gardés : {len(kept)}. Le nouveau fichier est à côté :",
                en=f"Edited by you and kept: {len(kept)}. The new file is beside:",
            )
        )
        click.echo("\n".join(f"  {path.relative_to(folder)}" for path in kept))
    if all(file.state == "unchanged" for file in written):
        click.echo(say(fr=f"Rien n’a changé : {folder}", en=f"Nothing has changed: {folder}"))
    if "print" in to and browser is None:
        click.echo(str(missing_browser()))
    say_what_is_missing(
        [name for name in ("controller", "contact", "retention") if not getattr(parsed.instrument, name)]
    )


def say_what_was_written(paths: list[Path], *, folder: Path) -> None:
    """How many files in which folder, and the page to read first."""
    if paths:
        click.echo(say(fr=f"Questionnaire écrit : {folder}", en=f"Questionnaire written: {folder}"))
        for part in dict.fromkeys(path.parent for path in paths if path.parent != folder):
            n = sum(path.parent == part for path in paths)
            click.echo(say(fr=f"  {part.name}/ : {n} fichier(s)", en=f"  {part.name}/: {n} file(s)"))
        guide = next((path for path in paths if path.suffix == ".md"), None)
        if guide:
            click.echo(say(fr=f"À lire d’abord : {guide}", en=f"Read first: {guide}"))


def say_what_is_missing(names: list[str]) -> None:
    """The fields of `instrument` without which the information text is not ready."""
    if names:
        listed = ", ".join(f"instrument.{name}" for name in names)
        click.echo(
            str(
                message(
                    fr=f"À compléter dans l’étude avant de diffuser : {listed}. Les textes portent « À COMPLÉTER ».",
                    en=f"To be completed in the study before use: {listed}. The texts say “TO BE COMPLETED”.",
                )
            )
        )
