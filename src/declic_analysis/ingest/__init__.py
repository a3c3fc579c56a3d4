"""Files → submissions without identities: encodings, separators, survey tools, headers, dates, pseudonyms."""

from __future__ import annotations

from declic_analysis.ingest.files import Matched, RawFile, match_files, raw_files
from declic_analysis.ingest.intake import Intake, Note, intake
from declic_analysis.ingest.reading import RawTable, read_raw

__all__ = ["Intake", "Matched", "Note", "RawFile", "RawTable", "intake", "match_files", "raw_files", "read_raw"]
