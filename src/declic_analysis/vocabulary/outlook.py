"""Whether expected hires among open applications may be told; if not, why."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class OutlookState(Coded):
    ESTIMATED = "estimated", "estimé", "estimated"
    NOT_STATED = "not_stated", "non renseigné", "not stated"
    NOBODY_OPEN = "nobody_open", "aucune candidature ouverte", "no open application"
    TOO_FEW = "too_few", "trop peu de candidatures abouties pour un modèle", "too few outcomes for a model"
    SEPARATED = (
        "separated",
        "une variable sépare les issues\u00a0: modèle sans borne",
        "a variable separates the outcomes",
    )
    MISCALIBRATED = (
        "miscalibrated",
        "prédictions mal calées sur les issues connues",
        "predictions off the known outcomes",
    )
