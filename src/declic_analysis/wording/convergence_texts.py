"""What is said of the gap between two audiences, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


CONVERGENCE_TEXTS = {
    "both_views": _text("Regards croisés : {told}", "Both views: {told}"),
    "both_views_none": _text(
        "Regards croisés : aucune question commune aux deux publics", "Both views: no question common to both audiences"
    ),
    "both_views_counts": _text(
        "{m} ; écart réduit {reduced}, stable {stable}, accru {increased}, incertain {uncertain}",
        "{m}; gap reduced {reduced}, stable {stable}, increased {increased}, uncertain {uncertain}",
    ),
    "both_views_silent": _text(
        "{told} ; {n} sans résultat (trop peu de réponses)", "{told}; {n} without a result (too few answers)"
    ),
    "both_views_downward": _text(
        "{told} ; dont {n} parce que le public le plus favorable a reculé",
        "{told}; {n} of them because the more favourable audience fell",
    ),
    "gap_title": _text("Les deux publics se rapprochent-ils ?", "Do the two audiences come closer?"),
    "gap_axis": _text("réponses favorables (contraintes : d’accord)", "favourable answers (constraints: agreeing)"),
    "gap_note": _text(
        "Chaque trait relie les parts favorables des deux publics : plus il est court, plus ils pensent la même chose. "
        "Personnes suivies avant et après. Un écart n’est dit réduit ou accru que si les intervalles à {confidence} "
        "l’établissent ; stable, si l’évolution tient dans ±{margin}. Lecture exploratoire, {n} questions comparées "
        "sans correction : le hasard seul ferait dire réduits ou accrus jusqu’à {chance} écarts en moyenne.",
        "Each line joins the favourable shares of both audiences: the shorter, the more they think alike. People "
        "followed before and after. A gap is said to be reduced or increased only if the {confidence} intervals "
        "establish it; stable, if its change lies within ±{margin}. Exploratory reading, {n} questions compared "
        "without correction: chance alone would have up to {chance} gaps on average said to be reduced or increased.",
    ),
    "gap_dominated": _text(
        "L’évolution de chaque public tient compte des actions là où plusieurs sont connues.",
        "The change of each audience allows for actions where several are known.",
    ),
    "gap_withheld": _text(
        "Certains écarts ne sont pas chiffrés (petits effectifs) : seule leur évolution est dite.",
        "Some gaps are given without numbers (small counts): only their change is told.",
    ),
    "gap_moves": _text("écart {before} → {after}", "gap {before} → {after}"),
    "gap_section": _text("{status} ({n})", "{status} ({n})"),
    "gap_hidden": _text("écart non publié", "gap not published"),
    "gap_before": _text("Écart avant", "Gap before"),
    "gap_after": _text("Écart après", "Gap after"),
    "gap_change": _text("Évolution de l’écart [intervalle]", "Change of the gap [interval]"),
    "gap_status": _text("Ce que l’on peut en dire", "What can be said"),
    "gap_movement": _text("Par où", "Which way"),
    "n_of": _text("n {audience}", "n {audience}"),
    "share_of_audience": _text("Favorables, {audience}", "Favourable, {audience}"),
    "consensus_of": _text("Accord interne, {audience}", "Internal agreement, {audience}"),
    "gap_interval": _text("Écart [intervalle à {confidence}]", "Gap [{confidence} interval]"),
    "distance_excess": _text("Distance au-delà du hasard (niveaux)", "Distance beyond chance (levels)"),
    "distance_p": _text("p", "p"),
    "alt_gap": _text(
        "Graphique en haltères, parts favorables des deux publics avant et après ; questions : {n}.",
        "Dumbbell chart, favourable shares of both audiences before and after; questions: {n}.",
    ),
    "alt_gap_item": _text("« {label} » : {value}.", "“{label}”: {value}."),
}
