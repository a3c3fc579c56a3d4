"""Typeform: csv, one column a ticked option, headed by the option alone; its dates are in UTC."""

from __future__ import annotations

from declic_analysis.ingest.adapters.base import Adapter, DraftRule
from declic_analysis.vocabulary import Tool

SUBMITTED = ("Submit Date (UTC)",)

TYPEFORM = Adapter(
    tool=Tool.TYPEFORM,
    telling=(SUBMITTED, ("Start Date (UTC)",), ("Stage Date (UTC)",), ("Network ID",), ("Response Type",)),
    common=(("#",), ("Tags",), ("Ending",), ("Score",)),
    submitted=SUBMITTED,
    drafts=(DraftRule(("Response Type",), ("partial", "started")),),
    escaped_formulas=True,
    date_order="ymd",
    joined_by=(",",),
)
