"""Raw files → mapped texts and pseudonyms."""

from __future__ import annotations

from declic_analysis.ingest.mapping import Mapped, map_table
from declic_analysis.ingest.reading import RawTable, read_raw

__all__ = ["Mapped", "RawTable", "map_table", "read_raw"]
