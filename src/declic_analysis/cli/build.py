"""`declic build` and `declic check`: raw files → tables, and where each row went."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from declic_analysis import errors
from declic_analysis.cli.group import built, located, main, say, shared, show_progress, study_argument
from declic_analysis.errors import message

if TYPE_CHECKING:
    import pandas as pd

    from declic_analysis.pipeline import Build
    from declic_analysis.study import Study


def show_ledger(build: Build) -> None:
    from declic_analysis.tables.ledger_text import correction_lines, ledger_lines, quarantine_lines

    language = errors.language()
    click.echo("\n".join(ledger_lines(build.tables["ledger"], lang=language)))
    quarantine = undecided(build)
    for remark in build.remarks:
        click.echo(str(remark))
    if len(quarantine):
        click.echo()
        click.echo(say(fr=f"Quarantaine : {len(quarantine)} à revoir.", en=f"Quarantine: {len(quarantine)} to review."))
        click.echo("\n".join(quarantine_lines(quarantine, lang=language)))
        click.echo(
            say(
                fr="Ce qui est attendu, ligne par ligne : corrections.xlsx, que « declic build » écrit à côté.",
                en="What is expected, row by row: corrections.xlsx, which “declic build” writes beside the files.",
            )
        )
    if len(corrections := build.tables["corrections"]):
        click.echo()
        click.echo(say(fr=f"Corrections : {len(corrections)}.", en=f"Corrections: {len(corrections)}."))
        click.echo("\n".join(correction_lines(corrections, lang=language)))


def undecided(build: Build) -> pd.DataFrame:
    """The quarantine without what a person has decided to leave there."""
    quarantine = build.tables["quarantine"]
    return quarantine[quarantine["decision"].isna()]


def show_pairs(build: Build, study: Study) -> None:
    """How many people could be recognised in both waves: what a report will rest on."""
    from declic_analysis.perception import collection_flow

    names = {audience.id: audience.label.of(errors.language()) for audience in study.audiences}
    for row in collection_flow(build.tables["responses"]).to_dict("records"):
        name, before, after, pairs = names[row["audience"]], row["n_before"], row["n_after"], row["n_pairs"]
        click.echo(
            say(
                fr=f"{name} : {before} avant, {after} après, {pairs} reconnues aux deux temps.",
                en=f"{name}: {before} before, {after} after, {pairs} recognised in both waves.",
            )
        )
        if before and after and not pairs:
            click.echo(no_code_in_common() if asks_who(study) else nobody_asked())


def asks_who(study: Study) -> bool:
    return any(source.person is not None for source in study.sources)


def no_code_in_common() -> str:
    return say(
        fr="  Aucun code commun : vérifiez « person » dans study.yaml, et les zéros en tête des codes.",
        en="  No code in common: check the `person` columns of study.yaml, and leading zeros in codes.",
    )


def nobody_asked() -> str:
    return say(
        fr="  Aucune question ne dit qui répond : ces deux temps ne peuvent pas être appariés, seuls les deux groupes "
        "se décrivent. Pour une prochaine collecte, posez la question du code personnel.",
        en="  No question tells who answers: these two waves cannot be paired, only the two groups can be described. "
        "For another collection, ask for a personal code.",
    )


@main.command(
    help=say(
        fr="Lit les fichiers bruts d’une étude, écrit les tables et montre où est passée chaque ligne.",
        en="Reads the raw files of a study, writes the tables and shows where each row went.",
    )
)
@study_argument
@click.option(
    "--strict",
    is_flag=True,
    help=say(
        fr="Échoue si des lignes ou cellules vont en quarantaine.", en="Fails when rows or cells go to quarantine."
    ),
)
@shared
@click.pass_context
def build(ctx: click.Context, study: str | None, strict: bool, root: Path | None, lang: str | None) -> None:
    from declic_analysis import pipeline, workplace

    base, folder, parsed = located(ctx, study, root)
    done = built(base, folder, parsed)
    show_ledger(done)
    click.echo(
        say(fr=f"Tables écrites : data/processed/{parsed.name}", en=f"Tables written: data/processed/{parsed.name}")
    )
    book = pipeline.corrections_book(parsed, raw=workplace.raw_folder(parsed, folder, environment=os.environ))
    left = len(undecided(done))
    if left and book is not None:
        click.echo(say(fr=f"À corriger : {book} ({left})", en=f"To correct: {book} ({left})"))
    if strict and left:
        raise errors.QuarantineError(
            message(fr="Des données sont en quarantaine.", en="Some data are in quarantine."),
            found=str(left),
            action=message(
                fr="Complétez les codes de l’échelle dans study.yaml, décidez dans corrections.xlsx, ou relancez sans "
                "--strict.",
                en="Complete the codes of the scale in study.yaml, decide in corrections.xlsx, or run again without "
                "--strict.",
            ),
        )


@main.command(
    help=say(
        fr="Vérifie une étude et ses fichiers bruts sans rien écrire.",
        en="Checks a study and its raw files, writes nothing.",
    )
)
@study_argument
@shared
@click.pass_context
def check(ctx: click.Context, study: str | None, root: Path | None, lang: str | None) -> None:
    from declic_analysis import pipeline, privacy, workplace
    from declic_analysis.ingest.pairing import pairing_warnings
    from declic_analysis.ingest.structures import to_come

    _, folder, parsed = located(ctx, study, root)
    raw = workplace.raw_folder(parsed, folder, environment=os.environ)
    communes = workplace.communes_file(parsed, folder, environment=os.environ)
    for warning in pairing_warnings(parsed, raw=raw):  # first: a file that cannot be read must not hide them
        click.echo(say(fr="Appariement : ", en="Pairing: ") + str(warning))
    done = pipeline.read(
        parsed, raw=raw, key=privacy.FICTION_KEY, beside=folder, communes=communes, progress=show_progress
    )  # nothing leaves this process
    show_ledger(done)
    for remark in to_come(done.offered):
        click.echo(str(remark))
    show_pairs(done, parsed)
    click.echo(say(fr="Étude lisible. Rien n’a été écrit.", en="The study can be read. Nothing was written."))
