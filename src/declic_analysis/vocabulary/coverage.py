"""How much of a reporting guideline's item a report holds."""

from __future__ import annotations

from declic_analysis.vocabulary import Coded


class Coverage(Coded):
    COVERED = "covered", "renseigné", "stated"
    PARTLY = "partly", "en partie", "partly"
    MISSING = "missing", "non renseigné", "not stated"
