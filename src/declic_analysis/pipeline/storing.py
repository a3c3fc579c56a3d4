"""Where a build is written: whole, or not at all."""

from __future__ import annotations

import base64
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from declic_analysis.errors import UsageError, message
from declic_analysis.schemas.compact import Tables, expanded

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


def write_build(processed: Path, *, tables: Mapping[str, pd.DataFrame], manifest: dict[str, Any]) -> None:
    """A whole folder beside, then one rename: readers see the old build or the new one."""
    processed.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=processed.parent, prefix=f".{processed.name}-") as beside:
        fresh = Path(beside) / "new"
        fresh.mkdir()
        for name, table in (tables.data if isinstance(tables, Tables) else tables).items():
            write_table(table, fresh / f"{name}.parquet")
        text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True)
        (fresh / MANIFEST).write_text(text + "\n", encoding="utf-8")
        _put(fresh, processed, aside=Path(beside) / "old")


def _put(fresh: Path, processed: Path, *, aside: Path) -> None:
    """The new folder in place of the old one; where that fails, the old one is put back."""
    if processed.exists():
        processed.rename(aside)
    try:
        fresh.rename(processed)
    except OSError:
        if aside.exists() and not processed.exists():
            aside.rename(processed)
        raise


def write_table(table: pd.DataFrame, path: Path) -> None:
    """A table as parquet; one with compact texts is stored like any other, and reads as texts.

    The texts' codes are handed to the writer as they are; the file says that its columns are texts.
    """
    plain = pa.Table.from_pandas(expanded(table.iloc[:0]), preserve_index=False).schema
    content = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    facts = {"ARROW:schema": base64.b64encode(plain.serialize().to_pybytes()), "pandas": plain.metadata[b"pandas"]}
    with pq.ParquetWriter(path, content.schema, store_schema=False, write_statistics=False) as writer:
        writer.write_table(content)
        writer.add_key_value_metadata(facts)
