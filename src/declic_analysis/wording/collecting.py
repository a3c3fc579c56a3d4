"""Words of a collection that runs and of the next one's numbers, in French and English."""

from __future__ import annotations

import pandas as pd

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label
from declic_analysis.wording.formats import decimal, integer, language, missing, percent, points

_TEXTS = {
    "action_on": ("Date", "Date"),
    "n_expected": ("Attendues", "Expected"),
    "n_present": ("Présentes", "Present"),
    "n_awaited": ("Encore attendues « après »", "“After” still awaited"),
    "n_unpairable": ("Non appariables", "Cannot be paired"),
    "nobody_yet": ("personne encore", "nobody yet"),
    "target": ("Évolution à voir", "Change to be seen"),
    "pairs_needed": ("Paires nécessaires", "Pairs needed"),
    "pairs_now": ("Paires actuelles", "Pairs now"),
    "pairs_missing": ("Paires manquantes", "Pairs missing"),
    "answers_needed": ("Réponses « avant » nécessaires", "“Before” answers needed"),
    "answers_missing": ("Réponses « avant » à recueillir encore", "“Before” answers still to collect"),
    "invited_needed": ("Personnes à inviter", "Persons to invite"),
    "actions_needed": ("Actions", "Actions"),
    "out_of_reach": ("hors d’atteinte", "out of reach"),
    "basis_own": (
        "{audience} : d’après les {n} paires de cette étude, {moving} des personnes changent (de {low} à {high} selon "
        "les questions), ressemblance au sein d’une action {icc}, {size} paires par action, {retention} des personnes "
        "qui répondent « avant » sont retrouvées « après ».",
        "{audience}: from the {n} pairs of this study, {moving} of people move (from {low} to {high} by question), "
        "likeness within an action {icc}, {size} pairs per action, {retention} of those who answer “before” are found "
        "again “after”.",
    ),
    "basis_assumed": (
        "{audience} : trop peu de paires dans cette étude ; hypothèse : {moving} des personnes changent, sans "
        "ressemblance au sein d’une action.",
        "{audience}: too few pairs in this study; assumption: {moving} of people move, with no likeness within an "
        "action.",
    ),
    "needs_rule": (
        "Effectifs pour que la règle du rapport (intervalle et test exact{holm}) reconnaisse l’évolution {power} du "
        "temps, si elle existe.",
        "Numbers with which the report’s rule (interval and exact test{holm}) finds the change {power} of the time, if "
        "it is there.",
    ),
    "needs_holm": (", {n} questions confirmatoires", ", {n} confirmatory questions"),
    "power_title": ("Combien de réponses faut-il ?", "How many answers are needed?"),
    "power_axis": ("paires (personnes vues avant et après)", "pairs (people seen before and after)"),
    "power_chance": ("probabilité de reconnaître l’évolution", "chance of finding the change"),
    "power_note": (
        "Une courbe par évolution réelle supposée, en points de solde. Ligne pointillée : {power}.",
        "One curve for each true change assumed, in points of net shift. Dotted line: {power}.",
    ),
    "power_alt": ("{audience}. {told}.", "{audience}. {told}."),
    "power_alt_one": ("évolution de {target} : {n} paires", "change of {target}: {n} pairs"),
    "only_inside": (
        "Le suivi de collecte compte de petits groupes : c’est un document de travail, il n’est pas produit pour la "
        "diffusion externe.",
        "Monitoring counts small groups: it is a working document, not made for external circulation.",
    ),
    "goal_caption": ("Où en est la collecte, au regard du plan", "Where the collection stands against the plan"),
    "actions_caption": ("Action par action", "Action by action"),
    "structures_caption": ("Structure par structure", "Structure by structure"),
    "needs_caption": ("Pour la prochaine campagne", "For the next campaign"),
}
TEXTS = {key: Label(nbsp(fr), en) for key, (fr, en) in _TEXTS.items()}


def told(key: str, *, lang: str, **values: str) -> str:
    """The text `key` in the language, its {names} filled in."""
    return TEXTS[key].of(language(lang)).format(**values)


def basis_sentence(row: pd.Series, *, audience: str, lang: str) -> str:
    """What an audience's numbers rest on: its own pairs, or an assumption that is said to be one."""
    share = {name: percent(row[name], lang=lang) for name in ("moving", "moving_low", "moving_high")}
    if row["basis"] == "assumed":
        return told("basis_assumed", lang=lang, audience=audience, moving=share["moving"])
    retention = "–" if missing(row["retention"]) else percent(row["retention"], lang=lang)
    return told(
        "basis_own",
        lang=lang,
        audience=audience,
        n=integer(row["n_pairs"], lang=lang),
        moving=share["moving"],
        low=share["moving_low"],
        high=share["moving_high"],
        icc=decimal(row["icc"], digits=2, lang=lang),
        size=decimal(row["mean_size"], digits=1, lang=lang),
        retention=retention,
    )


def rule_sentence(*, power: float, n_tests: int, lang: str) -> str:
    """The rule that the numbers are for."""
    holm = told("needs_holm", lang=lang, n=integer(n_tests, lang=lang)) if n_tests > 1 else ""
    return told("needs_rule", lang=lang, holm=holm, power=percent(power, lang=lang))


def curve_name(target: float, *, lang: str) -> str:
    """A curve's name: its change, without sign."""
    return points(target, lang=lang, signed=False)
