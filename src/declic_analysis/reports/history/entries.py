"""The reports that stand on the disk, read from their manifests: what a list of them says of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from declic_analysis.reports.edition import edition_of

SHOWN = (".html", ".pdf", ".docx", ".xlsx")


class Entry(NamedTuple):
    """One report. files: ending (`.pdf`) → path from the folder of all reports; cutoff: ISO, or empty."""

    report: str
    title: str
    parameters: dict[str, Any]
    edition: str
    cutoff: str
    made_on: str
    files: dict[str, str]

    def parameter(self, name: str) -> str:
        return str(self.parameters.get(name) or "")


def entries(outputs: Path) -> list[Entry]:
    """The reports in `outputs/<study>` whose page is there; a folder that somebody deleted is in no list."""
    found = [_entry(path) for path in sorted(outputs.glob("*/manifest.json"))]
    return [entry for entry in found if entry]


def _entry(manifest: Path) -> Entry | None:
    try:
        facts = json.loads(manifest.read_text(encoding="utf-8"))
        parameters, made = dict(facts["parameters"]), sorted(facts["outputs"])
        page, created = facts.get("page", {}), str(facts["created"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    folder = manifest.parent
    files = {Path(name).suffix: f"{folder.name}/{name}" for name in made if (folder / name).is_file()}
    if ".html" not in files:
        return None
    return Entry(
        report=folder.name,
        title=str(page.get("title") or folder.name),
        parameters=parameters,
        edition=edition_of(parameters).value if "edition" in parameters else "",
        cutoff=str(facts.get("cutoff") or facts.get("extracted_on") or ""),
        made_on=created,
        files={ending: files[ending] for ending in SHOWN if ending in files},
    )
