"""`declic themes`: the workbook in which people code free answers."""

from __future__ import annotations

import os
from pathlib import Path

import click

from declic_analysis.cli.group import located, main, say, shared, study_argument


@main.command(
    help=say(
        fr="Écrit themes.xlsx : les réponses libres sans données personnelles, les thèmes proposés, et la place du "
        "codage d’une personne, que le prochain « declic build » reprend.",
        en="Writes themes.xlsx: free answers without personal data, the themes proposed, and room for a person's "
        "coding, which the next `declic build` uses.",
    )
)
@study_argument
@shared
@click.pass_context
def themes(ctx: click.Context, study: str | None, root: Path | None, lang: str | None) -> None:
    from declic_analysis import workplace
    from declic_analysis.reports.reading import opened
    from declic_analysis.reports.testimony.book import write_coding_book

    base, folder, parsed = located(ctx, study, root)
    build, _ = opened(parsed, folder=folder, root=base, environment=os.environ)
    raw = workplace.raw_folder(parsed, folder, environment=os.environ)
    done = write_coding_book(parsed, build, raw=raw)
    click.echo(
        say(
            fr=f"{done.n_answers} réponses libres, dont {done.n_new} nouvelles dans le classeur ; lignes codées : "
            f"{done.n_used} prises en compte, {done.n_unused} non reprises (voir la colonne « état »).",
            en=f"{done.n_answers} free answers, {done.n_new} of them new in the workbook; coded lines: {done.n_used} "
            f"used, {done.n_unused} not used (see the column « état »).",
        )
    )
    click.echo(say(fr="Classeur à ouvrir :", en="Workbook to open:"))
    click.echo(str(done.path))
