"""How a model was fitted, and what may be made of a scale."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class FitOutcome(Coded):
    """How the fit of a model ended; only the first two come with numbers."""

    FITTED = "fitted", "modèle ajusté", "fitted"
    BOUNDARY = "boundary", "modèle ajusté, une variance estimée nulle", "fitted, one variance estimated as zero"
    TOO_FEW = "too_few", "trop peu de réponses", "too few answers"
    ONE_LEVEL = "one_level", "un seul niveau de réponse utilisé", "a single level of answer used"
    COLLINEAR = (
        "collinear",
        "rien à comparer : une variable ne varie pas",
        "nothing to compare: a predictor does not vary",
    )
    SEPARATED = "separated", "réponses séparées : effet sans borne", "separated answers: effect without bound"
    ONE_GROUP = "one_group", "un seul groupe", "a single group"
    NO_REPETITION = "no_repetition", "aucune répétition au sein des groupes", "no repetition within groups"
    UNBOUNDED = (
        "unbounded",
        "réponses trop constantes : variance sans borne",
        "answers too constant: variance without bound",
    )
    NOT_CONVERGED = "not_converged", "calcul non abouti", "computation did not converge"


class ScaleDecision(Coded):
    """Whether the items of a construct may be summed into one score; every other answer shows the items instead."""

    COMPOSITE = "composite", "score d’ensemble possible", "a composite score is possible"
    TOO_FEW_ITEMS = "too_few_items", "moins de trois questions", "fewer than three items"
    TOO_FEW_PERSONS = "too_few_persons", "trop peu de personnes", "too few people"
    NO_VARIATION = "no_variation", "réponses sans variation", "answers without variation"
    REVERSED_ITEM = (
        "reversed_item",
        "une question va en sens inverse des autres : déclarer son sens dans l’étude",
        "an item runs against the others: declare its direction in the study",
    )
    LOW_RELIABILITY = (
        "low_reliability",
        "cohérence insuffisante des questions",
        "items do not hang together well enough",
    )


class ScaleStability(Coded):
    """Whether the items of a construct measure the same thing in two waves."""

    SAME = "same", "même mesure aux deux temps", "the same measure in both waves"
    FAIR = "fair", "mesure voisine aux deux temps", "a similar measure in both waves"
    DIFFERENT = "different", "mesure différente d’un temps à l’autre", "a different measure from one wave to the other"
    NOT_MEASURABLE = "not_measurable", "non vérifiable", "cannot be checked"
