"""English words of the notebooks' French prose: `notebooks/translations.en.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from nbformat import NotebookNode


def load_translations(notebooks: Path, *, lang: str) -> dict[str, str]:
    """French markdown of a cell → its words in `lang`; nothing for French, or where there is no such file."""
    path = notebooks / f"translations.{lang}.yaml"
    if lang == "fr" or not path.is_file():
        return {}
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {row["fr"].strip(): row[lang].strip() for row in rows}


def translated(notebook: NotebookNode, translations: Mapping[str, str]) -> NotebookNode:
    """The notebook with its prose in the other language; a cell without translation keeps its French."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = translations.get(cell.source.strip(), cell.source)
    return notebook
