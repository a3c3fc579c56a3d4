"""`declic lab` and `declic doctor`: the tools around the notebooks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from declic_analysis import errors
from declic_analysis.cli.group import main, project, say, shared
from declic_analysis.errors import message


@main.command(
    help=say(fr="Ouvre JupyterLab dans le dossier des carnets.", en="Opens JupyterLab in the notebooks folder.")
)
@shared
@click.pass_context
def lab(ctx: click.Context, root: Path | None, lang: str | None) -> None:
    import importlib.util

    base = project(ctx, root)
    if importlib.util.find_spec("jupyterlab") is None:
        raise errors.ToolMissingError(
            message(fr="JupyterLab n’est pas installé.", en="JupyterLab is not installed."),
            action=message(fr="Lancez « make lab ».", en="Run `make lab`."),
        )
    os.environ["DECLIC_ROOT"] = str(base)
    command = [sys.executable, "-m", "jupyterlab", "--ip=127.0.0.1", f"--notebook-dir={base / 'notebooks'}"]
    os.execv(sys.executable, command)  # the terminal becomes JupyterLab's: Ctrl-C stops it


@main.command(
    help=say(fr="Dit ce qui est installé et ce qui manque.", en="Says what is installed and what is missing.")
)
@shared
@click.pass_context
def doctor(ctx: click.Context, root: Path | None, lang: str | None) -> None:
    from importlib import metadata

    from declic_analysis import privacy, workplace

    for name in ("declic-analysis", "pandas", "plotly", "pandera", "papermill", "scikit-learn", "jupyterlab"):
        try:
            click.echo(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            click.echo(say(fr=f"{name} : absent", en=f"{name}: missing"))
    here = workplace.key_file().is_file() or bool(os.environ.get(privacy.KEY_VARIABLE))
    click.echo(
        say(fr="clé de pseudonymes : présente", en="pseudonym key: present")
        if here
        else say(fr="clé de pseudonymes : absente (« declic key new »)", en="pseudonym key: missing (`declic key new`)")
    )
