"""The notebooks that a report can be made from: those of the project that take a reader's choices."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import NamedTuple

from declic_analysis.errors import DeclicError, UsageError, message
from declic_analysis.reports.files import read_notebook
from declic_analysis.reports.parameters import Contract, read_contract
from declic_analysis.reports.translations import load_translations

REPORT = "impact_report"
CHOICES = ("study", "territory", "period", "audience", "lang", "diffusion")


class Document(NamedTuple):
    """A notebook a report is made from: its name without .ipynb, its title, the parameters it takes."""

    name: str
    title: str
    contract: Contract


def documents(root: Path, *, lang: str = "fr") -> list[Document]:
    """The report first, the others by name; a notebook that takes no reader's choices, or cannot be read, is none."""
    folder = root / "notebooks"
    found = [_document(path, words=load_translations(folder, lang=lang)) for path in sorted(folder.glob("*.ipynb"))]
    return sorted(filter(None, found), key=lambda document: (document.name != REPORT, document.name))


def _document(path: Path, *, words: dict[str, str]) -> Document | None:
    try:
        notebook = read_notebook(path)
        contract = read_contract(notebook, where=path.name)
    except DeclicError:
        return None  # told when it is run by its name
    prose = [words.get(c.source.strip(), c.source) for c in notebook.cells if c.cell_type == "markdown"]
    title = re.search(r"^# (.+)$", "\n".join(prose), flags=re.MULTILINE)
    return (
        Document(path.stem, title[1].strip() if title else path.stem, contract)
        if set(CHOICES) <= set(contract)
        else None
    )


def notebook_file(name: str, *, root: Path) -> Path:
    """The file of the notebook `name`.

    Raises: UsageError, listing the notebooks that a report can be made from.
    """
    path = root / "notebooks" / f"{name}.ipynb"
    if path.is_file():
        return path
    names = [document.name for document in documents(root)]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    raise UsageError(
        message(fr="Carnet introuvable.", en="No such notebook."),
        where="notebooks",
        found=repr(name),
        allowed=", ".join(names),
        action=message(fr=f"Écrivez « {near[0]} » ?", en=f"Write '{near[0]}'?") if near else None,
    )
