"""`declic report`: a study’s page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from declic_analysis import errors
from declic_analysis.cli.group import located, main, now, say, shared, show_progress, study_argument

if TYPE_CHECKING:
    from declic_analysis.study import Study


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
    "--edition",
    type=click.Choice(["comite", "complet"]),
    default=None,
    help=say(
        fr="comite : 12 pages A4 au plus ; complet : avec les annexes. Sans elle : comite si external, sinon complet.",
        en="comite: at most 12 A4 pages; complet: with the annexes. Without it: comite if external, else complet.",
    ),
)
@click.option(
    "--format",
    "formats",
    default="html",
    help=say(
        fr="html, pdf, docx (résumé modifiable), xlsx (tableaux des résultats), ou plusieurs : pdf,docx,xlsx. "
        "La page est toujours écrite.",
        en="html, pdf, docx (editable summary), xlsx (tables of results), or several: pdf,docx,xlsx. "
        "The page is always written.",
    ),
)
@click.option(
    "--notebook",
    default="impact_report",
    help=say(
        fr="Carnet dont la page est tirée : impact_report (le bilan), 02_perception_shift, …",
        en="Notebook that the page is made from: impact_report (the review), 02_perception_shift, …",
    ),
)
@click.option(
    "--all",
    "matrix",
    is_flag=True,
    help=say(
        fr="Tous les rapports : chaque territoire × public × année ; ce qui est précisé par ailleurs ne varie pas.",
        en="All reports: each territory × audience × year; what is given otherwise does not vary.",
    ),
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=None,
    help=say(
        fr="Avec --all : combien à la fois ; par défaut, le nombre de processeurs.",
        en="With --all: how many at a time; by default the number of processors.",
    ),
)
@shared
@click.pass_context
def report(
    ctx: click.Context,
    study: str | None,
    root: Path | None,
    lang: str | None,
    edition: str | None,
    formats: str,
    notebook: str,
    matrix: bool,
    workers: int | None,
    **chosen: str,
) -> None:
    from declic_analysis import reports

    # Only where it is asked for: notebooks that have a single edition do not know the parameter.
    parameters = {**chosen, **({"edition": edition} if edition else {}), "lang": lang or "fr"}
    asked = [name.strip().lower() for name in formats.split(",") if name.strip()]
    if matrix:
        all_reports(
            ctx, study=study, root=root, parameters=parameters, formats=asked, workers=workers, notebook=notebook
        )
        return
    base, folder, parsed = located(ctx, study, root)
    page = reports.report(
        folder, notebook=notebook, root=base, parameters=parameters, created=now(), formats=asked, progress=_cells
    )
    click.echo(say(fr="Page à ouvrir :", en="Page to open:"))
    click.echo(str(page.html))
    if page.pdf:
        click.echo(say(fr="PDF :", en="PDF:"))
        click.echo(str(page.pdf))
    if page.docx:
        click.echo(say(fr="Résumé à modifier (Word) :", en="Summary to edit (Word):"))
        click.echo(str(page.docx))
    if page.xlsx:
        click.echo(
            say(fr="Classeur (et ses tableaux, dossier « tables ») :", en="Workbook (and its tables, folder `tables`):")
        )
        click.echo(str(page.xlsx))
    _tell_kept(page.aside)
    for file in page.older:
        click.echo(say(fr="D’un passage précédent, non refait :", en="Of an earlier run, not made again:"))
        click.echo(str(file))
    tell_index(parsed, base=base, lang=parameters["lang"])


def tell_index(study: Study, *, base: Path, lang: str = "fr") -> None:
    """The page of all reports of the study, brought up to date."""
    from declic_analysis.reports.history.index import write_index
    from declic_analysis.reports.history.studies import write_studies
    from declic_analysis.workplace import OUTPUTS

    index = write_index(study, base / OUTPUTS / study.name, lang=lang)
    write_studies(base / OUTPUTS, lang=lang)
    click.echo(say(fr="Tous les rapports de l’étude :", en="All reports of the study:"))
    click.echo(str(index))


def _tell_kept(aside: tuple[Path, ...]) -> None:
    for kept in aside:
        click.echo(say(fr="Votre version, modifiée, est gardée :", en="Your own version, edited, is kept:"))
        click.echo(str(kept))


def _cells(done: int, total: int) -> None:
    show_progress(say(fr="cellules du carnet", en="cells of the notebook"), done, total)


def all_reports(
    ctx: click.Context,
    *,
    study: str | None,
    root: Path | None,
    parameters: dict[str, str],
    formats: list[str],
    workers: int | None,
    notebook: str,
) -> None:
    """The whole matrix, with a line a report as it ends; exit code 8 when one of them failed."""
    from declic_analysis.reports.matrix import Cell, default_workers, matrix_of, run_matrix
    from declic_analysis.reports.reading import opened
    from declic_analysis.vocabulary import RunOutcome

    base, folder, parsed = located(ctx, study, root)
    build, _ = opened(parsed, folder=folder, root=base, environment=os.environ)  # once, before the workers need it
    cells = matrix_of(parsed, build.tables["responses"], given=parameters)
    click.echo(say(fr=f"{len(cells)} rapports", en=f"{len(cells)} reports"), err=True)

    def told(cell: Cell, done: int, total: int) -> None:
        chosen = " · ".join(
            cell.parameters[name] for name in ("territory", "audience", "period") if cell.parameters[name]
        )
        what = chosen or say(fr="toute l’étude", en="whole study")
        where = f"\n  {cell.paths.html}" if cell.paths else ""
        click.echo(f"[{done}/{total}] {what} : {cell.outcome.label.of(errors.language())}{where}")
        _tell_kept(cell.paths.aside if cell.paths else ())
        if cell.why:
            click.echo(cell.why, err=True)

    made = run_matrix(
        folder, cells=cells, root=base, created=now(), formats=formats, workers=workers or default_workers(),
        notebook=notebook, progress=told,
    )  # fmt: skip
    tell_index(parsed, base=base, lang=parameters["lang"])
    if any(cell.outcome == RunOutcome.FAILED for cell in made):
        ctx.exit(errors.ReportError.exit_code)
