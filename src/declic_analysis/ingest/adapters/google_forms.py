"""Google Forms: a csv from the form or from its sheet; branches repeat a question's header, one filled per row."""

from __future__ import annotations

from declic_analysis.ingest.adapters.base import Adapter, DraftRule
from declic_analysis.vocabulary import Tool

SUBMITTED = ("Horodateur", "Horodatage", "Timestamp")

GOOGLE_FORMS = Adapter(
    tool=Tool.GOOGLE_FORMS,
    telling=(SUBMITTED,),
    common=(("Adresse e-mail", "Email Address", "Nom d’utilisateur", "Username"), ("Score", "Total score")),
    needed=1,
    first=True,
    submitted=SUBMITTED,
    drafts=(DraftRule(SUBMITTED, ("",)),),
    repeated_headers=True,
    joined_by=(";", ","),
)
