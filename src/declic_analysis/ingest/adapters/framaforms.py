"""Framaforms and other Drupal webforms: csv or tsv, UTF-8 or UTF-16LE, one to three header lines.

Source: the export of Drupal's webform module (7.x-4), whose keys and French and English words are below.
"""

from __future__ import annotations

from declic_analysis.ingest.adapters.base import Adapter, DraftRule
from declic_analysis.ingest.headers import HeaderForms
from declic_analysis.vocabulary import Tool

SUBMITTED = ("Heure de soumission", "Submitted Time", "webform_time")
COMPLETED = ("Heure de complétion", "Completed Time", "webform_completed_time")
DRAFT = ("Brouillon", "Draft", "webform_draft")

FRAMAFORMS = Adapter(
    tool=Tool.FRAMAFORMS,
    telling=(
        ("Séquentiel", "Numéro de série", "Serial", "webform_serial"),
        ("SID", "webform_sid"),
        SUBMITTED,
        COMPLETED,
        ("Heure de modification", "Modified Time", "webform_modified_time"),
        DRAFT,
        ("UID", "webform_uid"),
    ),
    common=(
        ("Adresse IP", "IP Address", "webform_ip_address"),
        ("Nom d’utilisateur", "Username", "webform_username"),
        ("Détails de la soumission", "Submission Details", "submission_details"),
    ),
    submitted=(*COMPLETED, *SUBMITTED),
    drafts=(DraftRule(DRAFT, ("1", "oui", "yes", "x", "true", "vrai", "brouillon", "draft")),),
    forms=HeaderForms(merged=True),
    ticked=("x",),
    unticked=(),
    joined_by=(",",),
)
