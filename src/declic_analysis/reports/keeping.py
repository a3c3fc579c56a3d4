"""Documents that people may edit where we wrote them: what they changed is put aside, never overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path

from declic_analysis.reports.manifest import sha256

ASIDE = "modifie"  # in the name of what a person changed


def known_outputs(manifest: Path) -> dict[str, str]:
    """Name → digest of every file that a run has left beside the manifest, also of those before the last."""
    if not manifest.is_file():
        return {}
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
        return {**told.get("earlier", {}), **told.get("outputs", {})}
    except (ValueError, AttributeError, TypeError):
        return {}  # damaged: every file then counts as a person's own


def set_aside(files: Iterable[Path | None], *, known: Mapping[str, str]) -> list[Path]:
    """Rename the files that are no longer what was written; where they are now."""
    changed = (path for path in files if path and path.is_file() and known.get(path.name) != sha256(path))
    return [path.rename(_free(path)) for path in changed]


def earlier(known: Mapping[str, str], *, folder: Path, now: Iterable[str]) -> dict[str, str]:
    """What stands in the folder from runs before, in formats that were not asked for this time."""
    made = set(now)
    return {name: digest for name, digest in known.items() if name not in made and (folder / name).is_file()}


def _free(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}.{ASIDE}-{k}{path.suffix}") for k in count(1))
    return next(name for name in names if not name.exists())
