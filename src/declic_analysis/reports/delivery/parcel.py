"""What is sent of a report: its title, its first page as text, its files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from declic_analysis.reports.files import read_notebook
from declic_analysis.reports.html import WORDS, page_facts
from declic_analysis.reports.rendering import OURS, first_title, prose

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from declic_analysis.reports.making import ReportPaths

FIRST_PAGE = '<section class="first-page">'


class Parcel(NamedTuple):
    """A report ready to be sent. `files`: the page and what was asked for beside it, never the notebook."""

    title: str
    subtitle: str
    text: str
    lang: str
    fictitious: bool
    files: tuple[Path, ...]

    @property
    def subject(self) -> str:
        flag = f"[{WORDS[self.lang]['fictitious'].upper()}] " if self.fictitious else ""
        return flag + " – ".join(part for part in (self.title, self.subtitle) if part)


def parcel_of(paths: ReportPaths) -> Parcel:
    """The report at `paths`, read from its executed notebook: exactly what its page shows.

    Raises: ReportError, when the notebook is gone.
    """
    notebook = read_notebook(paths.notebook)
    facts = page_facts(notebook)
    title = facts.title or _title(notebook) or facts.running_head
    files = tuple(path for path in paths.files if path.suffix != ".ipynb")
    return Parcel(title, facts.subtitle, first_page_text(notebook), facts.lang, facts.fictitious, files)


def first_page_text(notebook: NotebookNode) -> str:
    """The first page as plain text; empty where the notebook has none."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if str(data.get("text/html", "")).startswith(FIRST_PAGE) and not output.metadata.get(OURS, {}).get("lab"):
                return str(data["text/plain"])
    return ""


def _title(notebook: NotebookNode) -> str | None:
    told = "\n".join(prose(cell.source, lang="fr") for cell in notebook.cells if cell.cell_type == "markdown")
    return first_title(told)
