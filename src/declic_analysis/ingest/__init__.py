"""Files → submissions without identities: encodings, separators, survey tools, headers, dates, pseudonyms."""

from __future__ import annotations

from declic_analysis.ingest.files import Matched, RawFile, match_files, raw_files
from declic_analysis.ingest.identity import Claims, claims_of
from declic_analysis.ingest.intake import Intake, Note, Taken, intake, name, named, take_in
from declic_analysis.ingest.own_forms import Adopted, adopted
from declic_analysis.ingest.people import Recognised, recognise
from declic_analysis.ingest.reading import RawTable, read_raw

__all__ = [
    "Adopted",
    "Claims",
    "Intake",
    "Matched",
    "Note",
    "RawFile",
    "RawTable",
    "Recognised",
    "Taken",
    "adopted",
    "claims_of",
    "intake",
    "match_files",
    "name",
    "named",
    "raw_files",
    "read_raw",
    "recognise",
    "take_in",
]
