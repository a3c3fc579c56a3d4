"""Notebook files: reading, writing whole or not at all, and what a machine leaves in them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from declic_analysis.errors import ReportError, message

# jsonschema builds the grammars of this optional package at import (0.85 s) and nbformat needs none of them.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

if TYPE_CHECKING:
    from nbformat import NotebookNode


def read_notebook(path: Path) -> NotebookNode:
    """The notebook at `path`, as nbformat 4.

    Raises: ReportError, when there is no such file or it is not a notebook.
    """
    import nbformat

    if not path.is_file():
        raise ReportError(
            message(fr="Ce notebook n’existe pas.", en="There is no such notebook."),
            where=str(path),
            action=message(fr="Vérifiez son nom.", en="Check its name."),
        )
    try:
        return nbformat.read(path, as_version=4)
    except (ValueError, TypeError, KeyError, AttributeError, nbformat.ValidationError):
        raise ReportError(
            message(fr="Ce fichier n’est pas un notebook lisible.", en="This file is not a readable notebook."),
            where=str(path),
            allowed=message(fr="un fichier .ipynb (nbformat 4)", en="an .ipynb file (nbformat 4)"),
            action=message(
                fr="Reprenez le notebook livré avec le projet.", en="Take the notebook delivered with the project."
            ),
        ) from None


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook, whole or not at all."""
    import nbformat

    write_text(nbformat.writes(notebook) + "\n", path)


def write_text(text: str, path: Path) -> None:
    """Write a text file under a temporary name, then rename it: a reader never meets half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def without_machine_traces(notebook: NotebookNode) -> NotebookNode:
    """The executed notebook without what differs from run to run: times, paths of this machine, random cell ids."""
    given = notebook.metadata.pop("papermill", {}).get("parameters", {})
    notebook.metadata["declic"] = {"parameters": given}
    for cell in notebook.cells:
        for trace in ("papermill", "execution"):
            cell.metadata.pop(trace, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
    return notebook
