"""KoboToolbox (and ODK): csv or xlsx, system columns begin with `_`, groups are written `group/question`.

Source: KoboToolbox help, *Export and download your data*; columns of its csv and xlsx exports.
"""

from __future__ import annotations

from collections.abc import Iterable

from declic_analysis.ingest.adapters.base import Adapter, DraftRule
from declic_analysis.ingest.headers import HeaderForms
from declic_analysis.vocabulary import Tool


def other_names(header: str) -> Iterable[str]:
    """`group/question` is also `question`, and `question/option` keeps its two last parts."""
    parts = [part for part in header.split("/") if part.strip()]
    for k in range(1, len(parts)):
        yield "/".join(parts[k:])


KOBOTOOLBOX = Adapter(
    tool=Tool.KOBOTOOLBOX,
    telling=(
        ("_uuid", "meta/instanceID"),
        ("_submission_time",),
        ("_validation_status",),
        ("__version__",),
        ("_index",),
        ("_submitted_by",),
        ("_status",),
        ("meta/rootUuid",),
    ),
    common=(("_id",), ("_notes",), ("_tags",), ("start",), ("end",), ("today",), ("deviceid",), ("_attachments",)),
    submitted=("_submission_time", "end", "SubmissionDate"),
    rejected=DraftRule(("_validation_status",), ("validation_status_not_approved", "not approved", "non approuvé")),
    date_order="ymd",
    repeated_headers=True,
    forms=HeaderForms(other_names, options=(("/", ""),)),
    ticked=("1", "true"),
    unticked=("0", "false"),
    joined_by=(" ",),
)
