"""What a report was made from, beside it: parameters, inputs with their digests, versions, ledger."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from declic_analysis.reports.files import write_text
from declic_analysis.vocabulary import Diffusion

if TYPE_CHECKING:
    from declic_analysis.pipeline import Build
    from declic_analysis.reports.runner import Run

PACKAGES = ("declic-analysis", "numpy", "pandas", "pandera", "papermill", "plotly", "pydantic", "scipy")


def report_manifest(run: Run, *, source: Path, build: Build, pages: Iterable[Path], created: str) -> dict[str, Any]:
    """The facts of one report; its ledger counts rows file by file and stays in internal ones.

    `created` comes from the caller: nothing here reads a clock.

    source: the notebook as it stands in the project; pages: files made, named and digested.
    """
    return {
        "created": created,
        "seconds": round(run.seconds, 2),
        "notebook": {"name": source.name, "sha256": sha256(source)},
        "parameters": run.parameters,
        "study": build.manifest["study"],
        "study_sha256": build.manifest["study_sha256"],
        "extracted_on": build.manifest["extracted_on"],
        "inputs": build.manifest["inputs"],
        "outputs": {path.name: sha256(path) for path in pages},
        "versions": {"python": platform.python_version(), **{p: metadata.version(p) for p in PACKAGES}},
        "ledger": _ledger(build) if run.parameters.get("diffusion") != Diffusion.EXTERNAL else [],
    }


def write_manifest(facts: Mapping[str, Any], path: Path) -> Path:
    """Write it as JSON, whole or not at all."""
    write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", path)
    return path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _ledger(build: Build) -> list[dict[str, Any]]:
    lines = build.tables["ledger"][["source", "file", "unit", "category", "n"]]
    return [{str(name): value for name, value in row.items()} for row in lines.astype({"n": int}).to_dict("records")]
