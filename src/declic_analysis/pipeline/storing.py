"""Where a build is written: whole, or not at all."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from declic_analysis.errors import UsageError, message

MANIFEST = "manifest.json"


def refuse_target(processed: Path, *, overwrite: bool) -> None:
    """Replace nothing but an earlier build, and that only when asked."""
    is_build = (processed / MANIFEST).is_file()
    if not processed.exists() or (processed.is_dir() and not any(processed.iterdir())) or (is_build and overwrite):
        return
    raise UsageError(
        message(fr="Le dossier des tables existe déjà.", en="The folder of the tables exists already."),
        where=processed.name,
        found=message(fr="des tables déjà construites", en="an earlier build")
        if is_build
        else message(fr="des fichiers qui ne sont pas des tables construites", en="files that are not a build"),
        action=message(
            fr="Déplacez ce dossier, ou choisissez-en un autre.", en="Move this folder, or choose another one."
        ),
    )


def write_build(processed: Path, *, tables: dict[str, pd.DataFrame], manifest: dict[str, Any]) -> None:
    """A whole folder beside, then one rename: readers see the old build or the new one."""
    processed.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=processed.parent, prefix=f".{processed.name}-") as beside:
        fresh = Path(beside) / "new"
        fresh.mkdir()
        for name, table in tables.items():
            table.to_parquet(fresh / f"{name}.parquet", index=False)
        text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True)
        (fresh / MANIFEST).write_text(text + "\n", encoding="utf-8")
        if processed.exists():
            processed.rename(Path(beside) / "old")
        fresh.rename(processed)
