"""How results are compared: clusters, gaps between two audiences."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class ClusterMethod(Coded):
    """How the likeness of people of one action enters an interval."""

    INDEPENDENT = "independent", "personnes tenues pour indépendantes", "people taken as independent"
    CR2_T = "cr2_t", "par action, variance robuste CR2", "by action, CR2 robust variance"
    CLIFF = "cliff_by_cluster", "par action, delta de Cliff en grappes", "by action, clustered Cliff’s delta"


class Grouping(Coded):
    """By what people may be told apart when asking whether a change differs. Never by operator: see `perception`."""

    TERRITORY = "territory", "territoire (et son opérateur)", "territory (and its operator)"
    FORMAT = "format", "format de la dernière action", "format of the last action"
    STRUCTURE_KIND = "structure_kind", "type de structure", "kind of structure"
    REPEAT = "repeat", "première participation ou participations répétées", "first or repeat participation"
    N_ACTIONS = "n_actions", "nombre d’actions suivies", "number of actions attended"
    N_KINDS = "n_kinds", "nombre de formats différents suivis", "number of different formats attended"
    LEADING = "leading", "qui animait l’action", "who led the action"


class GapStatus(Coded):
    """What became of the gap between two audiences."""

    REDUCED = "reduced", "écart réduit", "gap reduced"
    STABLE = "stable", "écart stable", "gap stable"
    INCREASED = "increased", "écart accru", "gap increased"
    UNCERTAIN = "uncertain", "évolution incertaine", "uncertain change"
    INSUFFICIENT = "insufficient", "trop peu de données pour conclure", "too little data to conclude"


class GapMovement(Coded):
    """Which side moved, where its own interval says so."""

    NONE = "none", "sans objet", "not applicable"
    CONVERGENCE = "convergence", "rapprochement", "the two come closer"
    CONVERGENCE_UPWARD = (
        "convergence_upward",
        "rapprochement par le haut (le public le moins favorable a progressé)",
        "closer, upward (the less favourable audience rose)",
    )
    CONVERGENCE_DOWNWARD = (
        "convergence_downward",
        "rapprochement par le bas (le public le plus favorable a reculé)",
        "closer, downward (the more favourable audience fell)",
    )
    CONVERGENCE_MUTUAL = (
        "convergence_mutual",
        "rapprochement des deux côtés (l’un a progressé, l’autre a reculé)",
        "closer from both sides (one audience rose, the other fell)",
    )
    DIVERGENCE = "divergence", "éloignement", "the two draw apart"
    DIVERGENCE_UPWARD = (
        "divergence_upward",
        "éloignement par le haut (le public le plus favorable a progressé)",
        "apart, upward (the more favourable audience rose)",
    )
    DIVERGENCE_DOWNWARD = (
        "divergence_downward",
        "éloignement par le bas (le public le moins favorable a reculé)",
        "apart, downward (the less favourable audience fell)",
    )
    DIVERGENCE_MUTUAL = (
        "divergence_mutual",
        "éloignement des deux côtés (l’un a progressé, l’autre a reculé)",
        "apart from both sides (one audience rose, the other fell)",
    )


class Group(Coded):
    """Whose side a person is on, where a study has a comparison group."""

    PROGRAMME = "programme", "groupe du programme", "programme’s group"
    COMPARISON = "comparison", "groupe de comparaison", "comparison group"


class EffectMethod(Coded):
    """How two groups are compared."""

    ITT = "itt", "écart entre les groupes tels que formés", "difference between the groups as formed"
    IPW = "ipw_att", "pondération (score de propension)", "weighting (propensity score)"
    AIPW = "aipw_att", "doublement robuste", "doubly robust"
    AIPW_CROSSFIT = (
        "aipw_att_crossfit",
        "doublement robuste, ajustement croisé",
        "doubly robust, cross-fitted",
    )


class EffectOutcome(Coded):
    """Whether a comparison could be made, else why not."""

    ESTIMATED = "estimated", "estimé", "estimated"
    TOO_FEW = "too_few", "trop peu de personnes dans un groupe", "too few people in one group"
    NO_VARIATION = "no_variation", "le résultat est le même pour toutes les personnes", "everybody has the same outcome"
    NO_COVARIATES = (
        "no_covariates",
        "aucune caractéristique qui varie n’est connue des deux groupes",
        "no characteristic that varies is known in both groups",
    )
    TOO_MANY_COVARIATES = (
        "too_many_covariates",
        "trop de caractéristiques pour si peu de personnes",
        "too many characteristics for so few people",
    )
    SEPARATED = (
        "separated",
        "les caractéristiques séparent les deux groupes\u00a0: personne n’est comparable",
        "the characteristics separate the two groups: nobody is comparable",
    )
    NO_OVERLAP = (
        "no_overlap",
        "les deux groupes ne se ressemblent pas assez pour être comparés",
        "the two groups are not alike enough to be compared",
    )


class GroupVerdict(Coded):
    """What the change of the programme’s group is beside that of the comparison group."""

    INSUFFICIENT = "insufficient", "trop peu de personnes pour comparer", "too few people to compare"
    HIGHER = "higher", "évolution plus forte dans le groupe du programme", "larger change in the programme’s group"
    LOWER = "lower", "évolution moins forte dans le groupe du programme", "smaller change in the programme’s group"
    INCONCLUSIVE = "inconclusive", "écart non concluant", "inconclusive difference"
