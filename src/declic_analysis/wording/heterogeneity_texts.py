"""What is said of groups side by side, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


HETEROGENEITY_TEXTS = {
    "groups_title": _text("Soldes groupe par groupe, bruts et resserrés", "Net shift group by group, raw and shrunken"),
    "groups_note": _text(
        "Cercle : solde du groupe seul. Losange : le même, rapproché de ce que les groupes ont en commun, d’autant "
        "plus que le groupe est petit ; c’est lui qu’il faut lire. Traits : intervalles à {confidence}. Groupes par "
        "ordre alphabétique.",
        "Circle: net shift of the group alone. Diamond: the same, drawn towards what the groups have in common, the "
        "more so the smaller the group; it is the one to read. Lines: {confidence} intervals. Groups in alphabetical "
        "order.",
    ),
    "group": _text("Groupe", "Group"),
    "grouping": _text("Regroupement", "Grouping"),
    "raw_shift": _text("Solde brut [intervalle]", "Raw net shift [interval]"),
    "shrunken_shift": _text("Solde resserré [intervalle]", "Shrunken net shift [interval]"),
    "raw_short": _text("brut", "raw"),
    "shrunken_short": _text("resserré", "shrunken"),
    "group_1": _text("1", "1"),
    "group_2": _text("2", "2"),
    "group_3+": _text("3 ou plus", "3 or more"),
    "group_first": _text("première participation", "first participation"),
    "group_repeat": _text("participations répétées", "repeat participation"),
    "group_manufacturing": _text("industrie manufacturière", "manufacturing"),
    "groups_hidden": _text(
        "{grouping} : trop peu de réponses appariées dans un groupe, résultat non publié pour protéger les personnes.",
        "{grouping}: too few paired answers in one group, result not published, to protect people.",
    ),
    "groups_single": _text(
        "{grouping} : un seul groupe, rien à comparer.", "{grouping}: one group, nothing to compare."
    ),
    "groups_untested": _text(
        "{grouping} : trop peu d’actions pour dire si les groupes diffèrent.",
        "{grouping}: too few actions to say whether groups differ.",
    ),
    "groups_alike": _text(
        "{grouping} : aucune différence établie entre les groupes ({looks}), ce qui ne veut pas dire qu’ils se valent.",
        "{grouping}: no difference established between groups ({looks}), which does not mean that they are alike.",
    ),
    "groups_differ": _text(
        "{grouping} : les groupes diffèrent plus que le hasard seul ne l’explique ({looks}). Lecture "
        "exploratoire : cela ne dit pas pourquoi.",
        "{grouping}: groups differ by more than chance alone explains ({looks}). Exploratory reading: it "
        "does not say why.",
    ),
    "groups_looks": _text(
        "p corrigé = {p}, {n} comparaisons de ce genre", "adjusted p = {p}, {n} comparisons of this kind"
    ),
    "groups_look": _text("p = {p}, une seule comparaison de ce genre", "p = {p}, the only comparison of this kind"),
    "groups_landmark": _text(
        "Participations comptées jusqu’au {date} inclus, réponses données ensuite seulement : sans cela, qui répond "
        "tard aurait eu plus de temps pour participer.",
        "Participations counted up to {date} included, only answers given afterwards: otherwise people who answer late "
        "would have had more time to take part.",
    ),
    "groups_confounded": _text(
        "Chaque territoire a son opérateur : rien ici ne distingue l’un de l’autre.",
        "Each territory has its own operator: nothing here tells one from the other.",
    ),
    "alt_groups": _text(
        "Graphique en points avec intervalles, groupe par groupe.", "Dot plot with intervals by group."
    ),
    "alt_groups_item": _text("{group} : {value}.", "{group}: {value}."),
}
