"""`declic plan`: the analysis plan."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from declic_analysis.cli.group import located, main, now, say, shared, study_argument


@main.group(
    help=say(fr="Le plan d’analyse : ce qui est fixé d’avance.", en="The analysis plan: what is fixed beforehand.")
)
def plan() -> None:
    pass


@plan.command(
    help=say(
        fr="Fige les choix d’analyse de l’étude, avec leur date et leur empreinte.",
        en="Freezes the study's analysis choices, with their date and digest.",
    )
)
@study_argument
@shared
@click.pass_context
def freeze(ctx: click.Context, study: str | None, root: Path | None, lang: str | None) -> None:
    from declic_analysis import plan as plans
    from declic_analysis import workplace

    _, folder, parsed = located(ctx, study, root)
    raw = workplace.raw_folder(parsed, folder, environment=os.environ)
    frozen = plans.freeze(parsed, folder=folder, raw=raw, on=dt.date.fromisoformat(now()[:10]))
    click.echo(
        say(
            fr=f"Plan figé le {frozen.frozen_on}, empreinte {frozen.sha256[:12]}, dans {folder / plans.PLAN_FILE}.",
            en=f"Plan frozen on {frozen.frozen_on}, digest {frozen.sha256[:12]}, in {folder / plans.PLAN_FILE}.",
        )
    )
    if frozen.after_reception:
        waves = ", ".join(frozen.received)
        click.echo(
            say(
                fr=f"Des réponses sont déjà là ({waves}) : chaque rapport portera la mention « après réception ».",
                en=f"Answers are there already ({waves}): each report will carry the stamp “after reception”.",
            )
        )
