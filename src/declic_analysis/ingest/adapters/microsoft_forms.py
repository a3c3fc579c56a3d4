"""Microsoft Forms: xlsx, sometimes saved again as csv; the same title twice gets the suffix 2, 3."""

from __future__ import annotations

from declic_analysis.ingest.adapters.base import Adapter
from declic_analysis.vocabulary import Tool

SUBMITTED = ("Heure de fin", "Completion time")

MICROSOFT_FORMS = Adapter(
    tool=Tool.MICROSOFT_FORMS,
    telling=(
        ("Heure de début", "Start time"),
        SUBMITTED,
        ("Heure de la dernière modification", "Last modified time"),
    ),
    common=(
        ("ID",),
        ("Adresse de messagerie", "Email"),
        ("Nom", "Name"),
        ("Langue", "Language"),
        ("Nombre total de points", "Total points"),
    ),
    needed=3,
    submitted=SUBMITTED,
    date_order="mdy",
    joined_by=(";",),
    nobody=("anonymous", "anonyme"),
)
