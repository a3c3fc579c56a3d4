"""How much of a delay the follow-up lets one see."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class FollowUp(Coded):
    """What a curve says at a horizon, a delay or a window; only `known` comes with a number and its interval."""

    KNOWN = "known", "connu", "known"
    NOBODY = "nobody", "personne à suivre", "nobody to follow"
    TOO_SHORT = "too_short", "suivi trop court", "follow-up too short"
    NOT_REACHED = "not_reached", "non atteint à la date d’arrêt", "not reached at the cut-off date"
    IMMATURE = "immature", "pas encore mûr", "not mature yet"
