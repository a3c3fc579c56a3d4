"""Closed lists about which companies gain from which visits."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded

ALL_KINDS = "all"  # stands for the kind of SIAE where all kinds are read together
_OBJECTION = "objection_"


def objection(position: int) -> str:
    """The characteristic that an objection is: its place in the study's list, from 0."""
    return f"{_OBJECTION}{position + 1}"


def objection_place(characteristic: object) -> int | None:
    """The place, from 0, of the objection that a characteristic is; None where it is none."""
    code = str(characteristic)
    return int(code.removeprefix(_OBJECTION)) - 1 if code.startswith(_OBJECTION) else None


class Profile(Coded):
    """What is known of a company before the visit, and of the place visited."""

    SIZE = "size", "effectif", "number of employees"
    ACTIVITY = "activity", "activité (division NAF)", "activity (NAF division)"
    HR_CAPACITY = "hr_capacity", "appui RH dans l’entreprise", "HR support in the company"
    PAST_ANSWER = "past_answer", "réponse d’avant à la question", "earlier answer to the question"
    OBJECTIONS = "objections", "objections d’avant la visite", "objections before the visit"
    SIAE_KIND = "siae_kind", "type de SIAE visitée", "kind of SIAE visited"


class Standpoint(Coded):
    """What somebody answered before: the favourable side, the other, or nothing on the scale."""

    FAVOURABLE = "favourable", "réponse favorable avant", "favourable answer before"
    OTHER = "other", "autre réponse avant", "other answer before"
    UNKNOWN = "unknown", "non renseigné", "not stated"


class TargetingState(Coded):
    """What became of the model of who gains from which visit."""

    NOT_STATED = "not_stated", "non renseigné", "not stated"
    TOO_FEW_VISITS = "too_few_visits", "trop peu de visites pour un modèle", "too few visits for a model"
    TOO_FEW_CHANGES = (
        "too_few_changes",
        "trop peu de réponses qui ont changé, ou trop peu d’autres, pour un modèle",
        "too few answers that changed, or too few others, for a model",
    )
    NOT_FITTED = "not_fitted", "modèle non calculable sur ces réponses", "no model can be fitted to these answers"
    NO_BETTER = (
        "no_better",
        "le modèle ne prédit pas mieux que la seule réponse d’avant",
        "the model does not predict better than the earlier answer alone",
    )
    MISCALIBRATED = "miscalibrated", "prédictions mal calées sur les réponses", "predictions badly calibrated"
    ESTIMATED = "estimated", "estimé", "estimated"
