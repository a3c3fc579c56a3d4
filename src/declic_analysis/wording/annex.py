"""Words of the annexes on scales and on the people lost, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label
from declic_analysis.wording.formats import language

_TEXTS = {
    "construct": ("Thème", "Construct"),
    "wave": ("Temps de mesure", "Wave"),
    "n_items": ("Questions", "Questions"),
    "n_complete": ("Réponses complètes", "Complete answers"),
    "alpha": ("Alpha de Cronbach [intervalle]", "Cronbach’s alpha [interval]"),
    "omega": ("Oméga total [intervalle]", "Omega total [interval]"),
    "decision": ("Score d’ensemble", "Composite score"),
    "n_stayers": ("Restées", "Stayed"),
    "n_leavers": ("Perdues de vue", "Lost"),
    "standardised_difference": ("Écart au départ (écarts-types)", "Difference at the start (standard deviations)"),
    "net_shift": ("Solde", "Net shift"),
    "weighted_shift": ("Solde redressé", "Weighted net shift"),
    "n_effective": ("Effectif équivalent", "Effective number"),
    "scales_caption": (
        "{audience} : les questions d’un même thème vont-elles ensemble ?",
        "{audience}: do the questions of one construct hang together?",
    ),
    "stayers_caption": (
        "{audience} : les personnes restées et les personnes perdues de vue, à leur première réponse",
        "{audience}: people who stayed and people who were lost, at their first answer",
    ),
    "stayers_note": (
        "Au-delà de 0,1 écart-type (dans un sens ou l’autre), les personnes perdues ne répondaient pas comme les "
        "autres. Le solde redressé donne plus de poids aux personnes qui ressemblent à celles qui sont parties ; il ne "
        "corrige pas un départ qui dépend de la réponse donnée plus tard.",
        "Beyond 0.1 standard deviation (either way), the people lost did not answer like the others. The weighted net "
        "shift gives more weight to people who resemble those who left; it does not mend a departure that depends on "
        "the answer given later.",
    ),
    "scales_note": (
        "Un score d’ensemble n’est publié que si le thème a trois questions ou plus et si le bas de l’intervalle de "
        "l’alpha atteint 0,60 ; sinon les questions sont montrées une à une.",
        "A composite score is published only where the construct has three questions or more and the low end of "
        "alpha’s interval reaches 0.60; otherwise the questions are shown one by one.",
    ),
}
TEXTS = {key: Label(nbsp(fr), en) for key, (fr, en) in _TEXTS.items()}


def annex(key: str, *, lang: str, **values: str) -> str:
    """The text `key` in the language, its {names} filled in."""
    return TEXTS[key].of(language(lang)).format(**values)
