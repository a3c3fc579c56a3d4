"""A run of a report → its record, from the executed notebook: exactly what its first page shows, as data."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING, Any

from declic_analysis.reports.freshness import data_digest
from declic_analysis.reports.history.record import Record
from declic_analysis.reports.rendering import OURS

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from declic_analysis.pipeline import Build
    from declic_analysis.reports.runner import Run
    from declic_analysis.study import Study

NOTHING: dict[str, Any] = {"figures": [], "recommendations": {}}


def said_by(notebook: NotebookNode) -> dict[str, Any]:
    """Key figures, recommendations and last day that its first page carries; nothing where it has no first page."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            said = output.get("metadata", {}).get(OURS, {}).get("said")
            if said:
                return dict(said)
    return NOTHING


def record_of(run: Run, *, notebook: str, study: Study, build: Build, cutoff: str, created: str) -> Record:
    """What is kept of a run.

    Parameters: notebook, the one it came from; cutoff, the last day that counted (ISO, or empty); created, the
    caller's time stamp.
    """
    said = said_by(run.notebook)
    return Record(
        made_on=created,
        report=run.path.stem,
        notebook=notebook,
        parameters=run.parameters,
        cutoff=cutoff,
        data=data_digest(build),
        study_sha256=str(build.manifest["study_sha256"]),
        software=metadata.version("declic-analysis"),
        fictitious=study.fictitious,
        figures=list(said["figures"]),
        recommendations=dict(said["recommendations"]),
        recommended=dict(said.get("recommended", {})),
    )
