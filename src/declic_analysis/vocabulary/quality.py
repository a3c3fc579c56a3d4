"""What a job found is, in the terms of the field."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class JobQuality(Coded):
    """See `conversions.quality.job_quality` for the rule. “Sortie dynamique”: employees leaving a SIAE only."""

    DURABLE = "durable", "accès à l’emploi durable", "access to lasting employment"
    TRANSITION = "transition", "accès à l’emploi de transition", "access to transitional employment"
    POSITIVE = "positive", "sortie positive", "positive outcome (qualifying training, integration contract)"
    UNKNOWN = "unknown", "nature ou durée du contrat non renseignée", "kind or length of contract not stated"


class EmploymentState(Coded):
    """Where a hire stands at a mark (3 or 6 months after the start of the contract)."""

    EMPLOYED = "employed", "en emploi", "employed"
    LEFT = "left", "contrat terminé avant", "contract ended before"
    UNKNOWN = "unknown", "non renseigné à cette date", "not stated at that date"
    TOO_EARLY = "too_early", "trop tôt pour le dire", "too early to say"
