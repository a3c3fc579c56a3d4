"""Qualtrics: csv or tsv with two or three header lines (code, words, ImportId); previews and unfinished answers in it.

Source: Qualtrics support, *Understanding your data set*.
"""

from __future__ import annotations

from declic_analysis.ingest.adapters.base import Adapter, DraftRule
from declic_analysis.ingest.headers import HeaderForms
from declic_analysis.vocabulary import Tool

SUBMITTED = ("RecordedDate", "Recorded Date", "Date enregistrée", "EndDate", "End Date", "Date de fin")

QUALTRICS = Adapter(
    tool=Tool.QUALTRICS,
    telling=(
        ("RecordedDate", "Recorded Date", "Date enregistrée"),
        ("ResponseId", "Response ID", "ID de réponse"),
        ("Progress", "Progression"),
        ("Finished", "Terminé"),
        ("Duration (in seconds)", "Durée (en secondes)"),
        ("DistributionChannel", "Distribution Channel", "Canal de distribution"),
        ("EndDate", "End Date", "Date de fin"),
        ("UserLanguage", "User Language", "Langue de l’utilisateur"),
        ("RecipientLastName", "Recipient Last Name"),
    ),
    common=(
        ("StartDate", "Start Date", "Date de début"),
        ("Status", "Response Type", "Type de réponse"),
        ("IPAddress", "IP Address", "Adresse IP"),
        ("RecipientFirstName", "Recipient First Name"),
        ("RecipientEmail", "Recipient Email"),
        ("ExternalReference", "External Data Reference"),
        ("LocationLatitude", "Location Latitude"),
        ("LocationLongitude", "Location Longitude"),
    ),
    needed=3,
    submitted=SUBMITTED,
    drafts=(
        DraftRule(("Finished", "Terminé"), ("false", "0", "faux", "non", "no")),
        DraftRule(
            ("Status", "Response Type", "Type de réponse"),
            ("survey preview", "survey test", "aperçu de l’enquête", "test de l’enquête", "1", "2"),
        ),
    ),
    date_order="ymd",
    forms=HeaderForms(options=(("_", ""), (" - ", ""))),
    joined_by=(",",),
)
