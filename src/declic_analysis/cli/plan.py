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


@plan.command(
    help=say(
        fr="Combien de réponses faut-il pour la prochaine campagne : un tableau, et une page avec sa figure.",
        en="How many answers the next campaign needs: a table, and a page with its figure.",
    )
)
@study_argument
@shared
@click.pass_context
def power(ctx: click.Context, study: str | None, root: Path | None, lang: str | None) -> None:
    from declic_analysis import reports
    from declic_analysis.reports.collecting import needs_text
    from declic_analysis.reports.reading import open_study

    base, folder, _ = located(ctx, study, root)
    language = lang or "fr"
    os.environ["DECLIC_ROOT"] = str(base)
    click.echo(needs_text(open_study(str(folder), lang=language).view))
    page = reports.report(folder, notebook="00_suivi_collecte", parameters={"lang": language}, root=base, created=now())
    click.echo(say(fr="Page à ouvrir :", en="Page to open:"))
    click.echo(str(page.html))
