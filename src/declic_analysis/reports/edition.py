"""Which edition of a report: the committee's short one, or the full one with the cells that carry the tag `full`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from declic_analysis.vocabulary import Diffusion, Edition

if TYPE_CHECKING:
    from nbformat import NotebookNode

PARAMETER = "edition"
FULL_TAG = "full"
HEADING = re.compile(r"(#{2,4}) ")


def edition_of(values: Mapping[str, object]) -> Edition:
    """The edition asked for; unsaid, what leaves the house is the committee's and what stays is the full one."""
    asked = values.get(PARAMETER)
    named = [edition for edition in Edition if edition == asked]
    return named[0] if named else usual_edition(str(values.get("diffusion", "")))


def usual_edition(diffusion: str) -> Edition:
    """The edition of a circulation where none is asked for."""
    return Edition.COMMITTEE if diffusion == Diffusion.EXTERNAL else Edition.FULL


def cells_of(notebook: NotebookNode, *, edition: str) -> list[NotebookNode]:
    """The cells of an edition, in their order."""
    full = edition != Edition.COMMITTEE
    return [cell for cell in notebook.cells if full or FULL_TAG not in cell.metadata.get("tags", [])]


def without_idle_headings(cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """Executed cells but for the headings of which nothing is said: no prose, and calls that showed nothing."""
    return [cell for k, cell in enumerate(cells) if not _is_idle(cell, cells[k + 1 :])]


def _is_idle(cell: NotebookNode, after: Sequence[NotebookNode]) -> bool:
    level = _level(cell)
    if not level or "\n" in cell.source.strip():
        return False
    own = list(takewhile(lambda other: other.cell_type != "markdown", after))
    below = _level(after[len(own)]) if len(own) < len(after) else level
    return bool(own) and not any(other.get("outputs") for other in own) and 0 < below <= level


def _level(cell: NotebookNode) -> int:
    """Of the heading that a cell of prose begins with; 0 without one."""
    found = HEADING.match(cell.source.strip()) if cell.cell_type == "markdown" else None
    return len(found[1]) if found else 0
