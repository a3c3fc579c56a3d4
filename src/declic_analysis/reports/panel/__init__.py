"""The panel where an evaluator chooses a report without typing: `choose()`, in a notebook."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING

from declic_analysis import errors, workplace
from declic_analysis.errors import ToolMissingError, UsageError, message

if TYPE_CHECKING:
    from declic_analysis.reports.panel.form import Panel


def choose(study: str = "", *, lang: str = "fr") -> Panel:
    """The panel of the project around the working directory.

    study: a name under data/raw or a folder; empty: the only study that has answers, else the first; lang: of the
    panel, fr or en (the language of the document is one of the choices).
    Raises: ToolMissingError, where ipywidgets is not installed; UsageError, for an unknown study or language.
    """
    errors.set_language(lang)
    if importlib.util.find_spec("ipywidgets") is None:
        raise ToolMissingError(
            message(fr="Le panneau a besoin d’ipywidgets, absent ici.", en="The panel needs ipywidgets, missing here."),
            action=message(
                fr="Lancez « make lab » dans le dossier du projet, ou changez la cellule de paramètres d’un carnet.",
                en="Run `make lab` in the project’s folder, or change the parameters cell of a notebook.",
            ),
        )
    from declic_analysis.reports.panel.form import Panel
    from declic_analysis.reports.reading import project_root

    root = project_root(os.environ, start=Path.cwd())
    return Panel(root, study=_first(study, root=root), lang=lang)


def _first(study: str, *, root: Path) -> Path:
    from declic_analysis.reports.reading import study_folder

    try:
        return study_folder(study, root=root, environment=os.environ)
    except UsageError:
        folders = workplace.study_folders(root)
        if study or not folders:
            raise
        return folders[0]
