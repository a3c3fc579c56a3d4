"""Names of organisations as files write them → ids of the study's register, by exact key or by a person's decision.

Nothing is matched because it looks alike: what is neither exact nor decided stays unmatched, is counted, and is offered
with its nearest names in `structure_matches.csv`, beside the raw files, where a person decides.
"""

from __future__ import annotations

from declic_analysis.ingest.structures.agreement import structure_remarks
from declic_analysis.ingest.structures.candidates import name_candidates
from declic_analysis.ingest.structures.decisions import FILE, Decisions, read_decisions
from declic_analysis.ingest.structures.kinds import checked_sirets, inclusion_kinds, prescriber_kinds, siae_kinds
from declic_analysis.ingest.structures.offers import (
    all_unmatched,
    name_remarks,
    offer,
    offers,
    saved_elsewhere,
    to_come,
    waiting,
)
from declic_analysis.ingest.structures.register import (
    Decision,
    Register,
    decisions_hash,
    match_structures,
    register_of,
    unmatched,
)

__all__ = [
    "FILE",
    "Decision",
    "Decisions",
    "Register",
    "all_unmatched",
    "checked_sirets",
    "decisions_hash",
    "inclusion_kinds",
    "match_structures",
    "name_candidates",
    "name_remarks",
    "offer",
    "offers",
    "prescriber_kinds",
    "read_decisions",
    "register_of",
    "saved_elsewhere",
    "siae_kinds",
    "structure_remarks",
    "to_come",
    "unmatched",
    "waiting",
]
