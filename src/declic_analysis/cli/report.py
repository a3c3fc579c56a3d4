"""`declic report`: a study’s page."""

from __future__ import annotations

from pathlib import Path

import click

from declic_analysis.cli.group import located, main, now, say, shared, study_argument


@main.command(
    help=say(
        fr="Écrit le rapport d’une étude et affiche le chemin de la page.",
        en="Writes a study's report and prints its path.",
    )
)
@study_argument
@click.option("--territory", default="", help=say(fr="Un territoire de l’étude.", en="A territory of the study."))
@click.option(
    "--period",
    default="",
    help=say(
        fr="2024, 2024-T2, 2024-03 ou 2024-01-15/2024-06-30 : la date de l’action décide.",
        en="2024, 2024-T2, 2024-03 or 2024-01-15/2024-06-30: the date of the action decides.",
    ),
)
@click.option("--audience", default="", help=say(fr="Un public de l’étude.", en="An audience of the study."))
@click.option("--cutoff", default="", help=say(fr="Arrêté au (AAAA-MM-JJ).", en="Cut-off date (YYYY-MM-DD)."))
@click.option(
    "--diffusion",
    type=click.Choice(["internal", "external"]),
    default="internal",
    help=say(
        fr="external : seuils plus élevés, pour ce qui sort de l’équipe.",
        en="external: higher thresholds, for what leaves the team.",
    ),
)
@click.option(
    "--format",
    "formats",
    default="html",
    help=say(
        fr="html, pdf, ou les deux : html,pdf. La page html est toujours écrite.",
        en="html, pdf, or both: html,pdf. The html page is always written.",
    ),
)
@shared
@click.pass_context
def report(
    ctx: click.Context, study: str | None, root: Path | None, lang: str | None, formats: str, **chosen: str
) -> None:
    from declic_analysis import reports

    base, folder, _ = located(ctx, study, root)
    parameters = {**chosen, "lang": lang or "fr"}
    asked = [name.strip().lower() for name in formats.split(",") if name.strip()]
    page = reports.report(folder, root=base, parameters=parameters, created=now(), formats=asked)
    click.echo(say(fr="Page à ouvrir :", en="Page to open:"))
    click.echo(str(page.html))
    if page.pdf:
        click.echo(say(fr="PDF :", en="PDF:"))
        click.echo(str(page.pdf))
