"""The quarantine's way back: a workbook beside the raw files, which people correct, laid over the raw files.

`read_corrections` → `overlaid` on each raw table → … everything is cleaned … → `settled` → `offer`.
"""

from __future__ import annotations

from declic_analysis.ingest.corrections.lines import Correction, Corrections
from declic_analysis.ingest.corrections.offering import Mended, offer
from declic_analysis.ingest.corrections.overlay import Overlaid, OverlaidFile, overlaid, taken_back
from declic_analysis.ingest.corrections.reading import read_corrections, refuse_open_book
from declic_analysis.ingest.corrections.settling import (
    correction_notes,
    corrections_table,
    settled,
    with_decisions,
    without_file,
)

__all__ = [
    "Correction",
    "Corrections",
    "Mended",
    "Overlaid",
    "OverlaidFile",
    "correction_notes",
    "corrections_table",
    "offer",
    "overlaid",
    "read_corrections",
    "refuse_open_book",
    "settled",
    "taken_back",
    "with_decisions",
    "without_file",
]
