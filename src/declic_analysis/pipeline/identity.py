"""What a build was made from: files, study, decisions, software. When any of it differs, the build is stale."""

from __future__ import annotations

import hashlib
from importlib import metadata
from pathlib import Path
from typing import Any

from declic_analysis.ingest import Matched
from declic_analysis.ingest import corrections as mending
from declic_analysis.ingest import structures as names
from declic_analysis.study import Study

MANIFEST_VERSION = 1


def identity_of(
    study: Study, *, matched: Matched, register: names.Register, known: mending.Corrections
) -> dict[str, Any]:
    """What a build was made from: when any of it differs, the build is stale."""
    return {
        "manifest_version": MANIFEST_VERSION,
        "study_sha256": study_hash(study),
        "inputs": {file.name: sha256_of(file.path) for file in matched.used()},
        "ignored": [file.name for file in matched.ignored],
        "decisions_sha256": names.decisions_hash(register),
        "corrections": {"decided": sum(line.decided for line in known.lines), "sha256": known.digest()},
        "versions": versions(),
    }


def list_identity(communes: Path | None) -> dict[str, Any]:
    """The list of communes that a build was made with."""
    return {"communes_sha256": sha256_of(communes) if communes else None}


def versions() -> dict[str, str]:
    """The software that made the tables."""
    return {name: metadata.version(name) for name in ("declic-analysis", "pandas", "pyarrow")}


def study_hash(study: Study) -> str:
    """SHA-256 of the study as it was understood."""
    return hashlib.sha256(study.model_dump_json(by_alias=True).encode()).hexdigest()


def sha256_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
