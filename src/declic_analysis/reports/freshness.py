"""Whether a report would come out the same: what it was made from, as one digest."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from declic_analysis.plan import PLAN_FILE
from declic_analysis.reports.manifest import PACKAGES, sha256

if TYPE_CHECKING:
    from declic_analysis.pipeline import Build

TABLES = ("study_sha256", "inputs", "decisions_sha256", "corrections", "communes_sha256")  # of the build's manifest
TIDY = (".csv", ".parquet")  # files of the folder of tables


def data_digest(build: Build) -> str:
    """SHA-256 over what the tables come from: the study and the raw files, decisions and corrections."""
    facts = {name: build.manifest.get(name) for name in TABLES}
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()


def fingerprint(
    build: Build, *, notebook: Path, parameters: Mapping[str, Any], study_folder: Path, before: str = ""
) -> str:
    """SHA-256 over all that a report depends on: raw files, study, decisions and corrections, the frozen plan,
    parameters, the notebook and its translations, our code, the libraries behind it, and `before`, the digest of the
    earlier reports that it is held against.
    """
    beside = [study_folder / PLAN_FILE, *sorted(notebook.parent.glob("translations.*.yaml"))]
    facts = {
        "tables": data_digest(build),
        "before": before,
        "parameters": dict(parameters),
        "notebook": sha256(notebook),
        "beside": {path.name: sha256(path) for path in beside if path.is_file()},
        "code": code_digest(),
        "versions": [platform.python_version(), *(metadata.version(name) for name in PACKAGES)],
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()


def is_fresh(
    manifest: Path,
    *,
    made_from: str,
    files: Iterable[Path],
    tables: Path | None = None,
    told: Mapping[str, object] | None = None,
) -> bool:
    """True where the files stand, byte for byte, as a run from the very same things left them.

    tables: folder of the result tables, all of which must stand too; told: what the manifest must say besides.
    """
    if not manifest.is_file():
        return False
    try:
        known = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        return False
    digests = known.get("outputs", {})
    named = [*files, *(tables / name for name in digests if Path(name).suffix in TIDY)] if tables else files
    return (
        known.get("made_from") == made_from
        and all(known.get(name) == value for name, value in (told or {}).items())
        and all(path.is_file() and digests.get(path.name) == sha256(path) for path in named)
    )


@cache
def code_digest() -> str:
    """SHA-256 of this package's own files."""
    root = Path(str(resources.files("declic_analysis")))
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
