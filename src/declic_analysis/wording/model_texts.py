"""What is said of formats, actions and the model of change, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


MODEL_TEXTS = {
    "formats_title": _text("Soldes par format, bruts et par action", "Net shift by format, raw and by action"),
    "formats_note": _text(
        "Annexe exploratoire, sans verdict. Cercle : toutes les paires du format comptent autant. Losange : chaque "
        "action compte pour ce qu’elle peut dire, même avec trois paires ; son intervalle porte sur des actions de ce "
        "genre. Traits : intervalles à {confidence}. Formats par ordre alphabétique.",
        "Exploratory annex, no verdict. Circle: all pairs of the format count alike. Diamond: each action counts for "
        "what it can say, even with three pairs; its interval is about actions of this kind. Lines: {confidence} "
        "intervals. Formats in alphabetical order.",
    ),
    "format": _text("Format", "Format"),
    "action": _text("Action", "Action"),
    "n_actions": _text("Actions", "Actions"),
    "n_small_actions": _text("dont sous le seuil", "of which under the base"),
    "pooled_shift": _text("Moyenne des actions [intervalle]", "Mean over actions [interval]"),
    "pooled_short": _text("actions", "actions"),
    "formats_caption": _text("{audience} : chaque question, format par format", "{audience}: each item, by format"),
    "formats_none": _text(
        "{audience} : aucune paire dont l’action et le format soient connus.",
        "{audience}: no pair whose action and format are known.",
    ),
    "formats_hidden": _text(
        "Formats non publiés pour {n} questions sur {total} : trop peu de réponses appariées dans l’un d’eux.",
        "Formats not published for {n} of {total} items: too few paired answers in one of them.",
    ),
    "pooled_hidden": _text(
        "Moyenne non publiée là où un format n’a que deux actions, dont une trop petite : elle rendrait les deux.",
        "Mean not published where a format has two actions only, one of them too small: it would give both back.",
    ),
    "pooled_open": _text(
        "Moyenne sans intervalle : une seule action par format, ou des réponses sans aucune variation.",
        "Mean without interval: one action a format, or answers that do not vary at all.",
    ),
    "net_alone": _text("Solde de l’action seule", "Net shift of the action alone"),
    "actions_caption": _text(
        "{audience} : actions assez grandes pour être montrées", "{audience}: actions large enough to be shown"
    ),
    "actions_note": _text(
        "{n} actions sur {total} sont montrées, par ordre alphabétique ; les autres comptent dans leur format. Solde "
        "resserré : rapproché de celui du format, d’autant plus que l’action est petite ; c’est lui qu’il faut lire. "
        "Une action seule ne se juge pas : ne pas lire comme un classement.",
        "{n} of {total} actions are shown, in alphabetical order; the others count in their format. Shrunken net "
        "shift: drawn towards that of the format, the more so the smaller the action; it is the one to read. One "
        "action cannot be judged by it: not to be read as a ranking.",
    ),
    "actions_none": _text(
        "Aucune action n’a assez de paires pour être montrée seule : toutes comptent dans leur format.",
        "No action has enough pairs to be shown alone: all of them count in their format.",
    ),
    "model_caption": _text(
        "{audience} : modèle cumulatif mixte, question par question",
        "{audience}: cumulative-link mixed model, item by item",
    ),
    "model_note": _text(
        "Annexe exploratoire : aucun verdict n’en est tiré. Rapport de cotes d’une même personne, après contre avant : "
        "au-dessus de 1, réponses plus favorables (contraintes : perçues davantage) ; à 1, aucun changement ; "
        "intervalle à {confidence}. Il est plus loin de 1 que ne le serait celui de deux groupes. Le modèle tient "
        "compte des personnes et des actions. « Variance nulle » : l’une d’elles n’apporte rien de visible ; le reste "
        "se lit de même.",
        "Exploratory annex: no verdict is drawn from it. Odds ratio of the same person, later against earlier: above "
        "1, more favourable answers (constraints: perceived more); at 1, no change; {confidence} interval. It is "
        "farther from 1 than that of two groups would be. The model allows for persons and actions. “Variance of "
        "zero”: one of them adds nothing that can be seen; the rest reads the same.",
    ),
    "odds_ratio": _text("Rapport de cotes [intervalle]", "Odds ratio [interval]"),
    "n_persons_model": _text("Personnes", "Persons"),
    "outcome": _text("Ajustement", "Fit"),
    "model_items": _text("{construct} ({n} questions)", "{construct} ({n} items)"),
    "model_none": _text(
        "{audience} : personne n’a répondu deux fois, aucun modèle n’est ajusté.",
        "{audience}: nobody answered twice, no model is fitted.",
    ),
    "less_than": _text("< {value}", "< {value}"),
    "more_than": _text("> {value}", "> {value}"),
}
