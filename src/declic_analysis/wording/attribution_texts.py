"""What is said of the credits of hires to actions, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


ATTRIBUTION_TEXTS = {
    "attribution_title": _text(
        "Contribution de chaque {by} aux embauches connues, selon le modèle",
        "Contribution of each {by} to the known hires, by model",
    ),
    "attribution_counts": _text(
        "Au {date}, embauches connues, chacune comptée (une personne peut en avoir plusieurs) : {hires} ; rattachées "
        "à au moins une action des {look_back} jours qui précèdent : {linked} ; sans action dans ce délai, donc non "
        "attribuées ici : {unlinked}.",
        "On {date}, known hires, each one counted (a person may have several): {hires}; linked to at least one action "
        "of the {look_back} days before: {linked}; without an action in that time, so not attributed here: {unlinked}.",
    ),
    "attribution_counts_hidden": _text(
        "Au {date}, embauches connues : {hires}. Le nombre de celles qui ne sont rattachées à aucune action n’est pas "
        "publié, pour protéger les personnes.",
        "On {date}, known hires: {hires}. The number of those that no action is linked to is not published, to protect "
        "people.",
    ),
    "attribution_reasons": _text(
        "Pourquoi « non attribuée » : aucune action enregistrée, {no_action} ; action trop ancienne, postérieure à "
        "l’embauche ou sans date, {outside} ; prescripteur ou entreprise non renseignés, {broken}.",
        "Why not attributed: no action recorded, {no_action}; action too old, after the hire or without a date, "
        "{outside}; prescriber or company not stated, {broken}.",
    ),
    "attribution_too_few": _text(
        "Moins de {base} embauches connues, ou trop peu de personnes sans embauche connue : le partage entre les "
        "actions n’est pas publié, pour protéger les personnes.",
        "Fewer than {base} known hires, or too few people without one: how hires are shared between actions is not "
        "published, to protect people.",
    ),
    "attribution_none": _text(
        "Partage des embauches entre les actions : non renseigné. Aucune embauche n’est enregistrée à cette date ; "
        "inconnu ne veut pas dire zéro.",
        "Sharing of hires between actions: not stated. No hire is recorded at this date; unknown does not mean zero.",
    ),
    "attribution_deadweight": _text(
        "Une partie de ces embauches aurait peut-être eu lieu sans le programme. Ce partage décrit une contribution : "
        "il ne dit pas ce qui serait arrivé sans ces actions.",
        "Some of these hires might have taken place without the programme. This sharing describes a contribution: it "
        "does not say what would have happened without these actions.",
    ),
    "attribution_dated_action": _text(
        "Une rencontre, c’est une personne et une action, datée du jour de l’action ; les actions d’un même jour "
        "comptent autant l’une que l’autre.",
        "An encounter is a person and an action, dated by the day of the action; actions of one day count alike.",
    ),
    "attribution_dated_event": _text(
        "Une rencontre est une étape qui cite une action, datée du jour de l’étape ; celles d’un même jour comptent "
        "autant l’une que l’autre.",
        "An encounter is a step that names an action, dated by the day of the step; those of one day count alike.",
    ),
    "attribution_note": _text(
        "Chaque signe est un modèle ; le trait va du modèle qui donne le moins à celui qui donne le plus. Dans chaque "
        "modèle, les parts et les embauches non attribuées s’additionnent au total des embauches connues. Ordre "
        "alphabétique.",
        "Each mark is a model; the line goes from the model that gives least to the one that gives most. In each model "
        "the shares and the hires not attributed add up to the known hires. Alphabetical order.",
    ),
    "attribution_withheld": _text(
        "« Non publié » : trop peu d’embauches derrière ce chiffre, ou un chiffre qui en ferait retrouver un autre.",
        "“Not published”: too few hires behind this figure, or a figure that would give another one back.",
    ),
    "attribution_axis": _text("Embauches", "Hires"),
    "attribution_range": _text("Fourchette des modèles", "Range of the models"),
    "attribution_from_to": _text("de {low} à {high}", "{low} to {high}"),
    "attribution_row": _text("{place} · embauches passées par là : {n}", "{place} · hires that met it: {n}"),
    "attribution_through": _text("Embauches passées par là", "Hires that met it"),
    "attribution_unlinked": _text("Non attribuées", "Not attributed"),
    "attribution_unknown": _text("{by} non renseigné", "{by} not stated"),
    "attribution_at_least": _text("{n} ou plus", "{n} or more"),
    "alt_attribution": _text(
        "Graphique en points : embauches créditées à chaque {by}, un signe par modèle.",
        "Dot plot: hires credited to each {by}, one mark a model.",
    ),
    "alt_attribution_item": _text("{place} : {value}.", "{place}: {value}."),
    "model_first": _text(
        "Première action : toute l’embauche revient à l’action la plus ancienne.",
        "First action: the whole hire goes to the earliest action.",
    ),
    "model_last": _text(
        "Dernière action : toute l’embauche revient à l’action la plus proche de l’embauche.",
        "Last action: the whole hire goes to the action closest to the hire.",
    ),
    "model_linear": _text(
        "Parts égales : chaque rencontre reçoit la même part.", "Equal parts: each encounter gets the same part."
    ),
    "model_position": _text(
        "40 / 20 / 40 : 40 % à la première, 40 % à la dernière, 20 % à celles d’entre elles ; s’il n’y en a que deux, "
        "la moitié chacune.",
        "40 / 20 / 40: 40% to the first, 40% to the last, 20% to those between; where there are only two, half each.",
    ),
    "model_decay": _text(
        "Proximité dans le temps : une action {half_life} jours plus ancienne pèse moitié moins.",
        "Time decay: an action {half_life} days earlier weighs half as much.",
    ),
    "model_shapley": _text(
        "Valeur de Shapley : ce que chaque action ajoute en moyenne, quel que soit l’ordre ; cela revient à des parts "
        "égales entre les actions distinctes de l’embauche.",
        "Shapley value: what each action adds on average, whatever the order; this comes to equal parts between the "
        "distinct actions of the hire.",
    ),
    "model_markov": _text(
        "Retrait (chaîne de Markov) : part des embauches qui se perdrait dans les parcours observés, y compris ceux "
        "sans embauche, si l’action en était ôtée ; un calcul d’ensemble, sans valeur pour une embauche seule.",
        "Removal (Markov chain): share of the hires that would be lost from the paths observed, those without a hire "
        "included, if the action were taken out; an overall computation, without meaning for a single hire.",
    ),
}
