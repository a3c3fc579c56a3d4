"""Tally: csv with a summary column a question, and `Question (Option)` columns beside it."""

from __future__ import annotations

from declic_analysis.ingest.adapters.base import Adapter
from declic_analysis.ingest.headers import HeaderForms
from declic_analysis.vocabulary import Tool

SUBMITTED = ("Submitted at",)

TALLY = Adapter(
    tool=Tool.TALLY,
    telling=(("Submission ID",), ("Respondent ID",), SUBMITTED),
    submitted=SUBMITTED,
    date_order="ymd",
    forms=HeaderForms(options=(("(", ")"),)),
    ticked=("true", "1", "vrai"),
    unticked=("false", "0", "faux"),
    joined_by=(",",),
)
