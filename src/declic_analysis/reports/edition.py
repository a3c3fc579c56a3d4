"""Which edition of a report: the committee's short one, or the full one with the cells that carry the tag `full`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from declic_analysis.vocabulary import Diffusion, Edition

if TYPE_CHECKING:
    from nbformat import NotebookNode

PARAMETER = "edition"
FULL_TAG = "full"


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
