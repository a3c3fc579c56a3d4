"""`declic lab` and `declic doctor`: the tools around the notebooks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from declic_analysis import errors
from declic_analysis.cli.group import main, project, say, shared
from declic_analysis.errors import message

INSTALL = f"{Path(sys.executable).name} -m pip install --require-hashes -r requirements-lab.lock"


@main.command(
    help=say(
        fr="Ouvre JupyterLab dans le dossier des carnets, sur le panneau où choisir un rapport.",
        en="Opens JupyterLab in the notebooks folder, on the panel where a report is chosen.",
    )
)
@shared
@click.pass_context
def lab(ctx: click.Context, root: Path | None, lang: str | None) -> None:
    import importlib.util

    from declic_analysis.workplace import LAB_VARIABLE

    base = project(ctx, root)
    if importlib.util.find_spec("jupyterlab") is None:
        raise errors.ToolMissingError(
            message(fr="JupyterLab n’est pas installé.", en="JupyterLab is not installed."),
            action=message(
                fr=f"Lancez « make lab » dans {base}, ou sans make : {INSTALL}",
                en=f"Run `make lab` in {base}, or without make: {INSTALL}",
            ),
        )
    # The kernels find the project, and the panel knows that this server gives the project's files.
    os.environ.update({"DECLIC_ROOT": str(base), LAB_VARIABLE: str(base)})
    replace_by(lab_command(base))


def lab_command(base: Path) -> list[str]:
    """JupyterLab for this machine alone, calling nobody: the project's files, opened in `notebooks`, on the panel."""
    notebooks = base / "notebooks"
    opened = "/lab/tree/notebooks/panneau.ipynb" if (notebooks / "panneau.ipynb").is_file() else "/lab/tree/notebooks"
    return [
        *(sys.executable, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1", "--ServerApp.base_url=/"),
        *(f"--ServerApp.root_dir={base}", f"--FileContentsManager.preferred_dir={notebooks}"),
        f"--LabApp.default_url={opened}",
        *("--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"),
    ]


def replace_by(command: list[str]) -> None:
    """The terminal becomes JupyterLab's: Ctrl-C stops it. Windows cannot replace a process, and waits for it."""
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


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
