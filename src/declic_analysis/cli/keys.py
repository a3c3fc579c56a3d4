"""`declic key`: the pseudonym key."""

from __future__ import annotations

from pathlib import Path

import click

from declic_analysis.cli.group import lang_option, main, say


@main.group(help=say(fr="La clé des pseudonymes.", en="The pseudonym key."))
def key() -> None:
    pass


@key.command(
    "new",
    help=say(fr="Crée la clé, hors du projet, et explique.", en="Makes the key, outside the project, and explains."),
)
@click.option(
    "--path", type=click.Path(dir_okay=False, path_type=Path), help=say(fr="Où l’écrire.", en="Where to write it.")
)
@lang_option
def key_new(path: Path | None, lang: str | None) -> None:
    from declic_analysis import privacy, workplace

    written = privacy.new_key(path or workplace.key_file())
    click.echo(
        say(
            fr=f"Clé écrite dans {written}.\n"
            "Elle transforme chaque identité en pseudonyme : sans elle, les vagues ne se relient plus.\n"
            "Gardez-en une copie en lieu sûr, ne la joignez jamais à un envoi, ne la mettez pas dans le projet.",
            en=f"Key written to {written}.\n"
            "It turns each identity into a pseudonym: without it, waves can no longer be linked.\n"
            "Keep a copy in a safe place, never attach it to a message, never put it inside the project.",
        )
    )
