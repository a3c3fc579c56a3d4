"""The 22 items of the TREND statement in our own words, and what is missing where a report does not hold one.

Source: Des Jarlais, Lyles & Crepaz 2004 (doi:10.2105/AJPH.94.3.361).
"""

from __future__ import annotations

from typing import NamedTuple

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


class TrendWords(NamedTuple):
    """Name of an item; what is missing where it is not wholly stated."""

    name: Label
    lack: Label


def _label(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


def _item(name: tuple[str, str], lack: tuple[str, str]) -> TrendWords:
    return TrendWords(_label(*name), _label(*lack))


TREND_CHAPTERS: dict[str, Label] = {
    "framework": _label("Cadre logique : réalisé et prévu", "Logical framework: done and planned"),
    "done": _label("Actions et participation", "Actions and attendance"),
    "minds": _label("Les regards ont-ils changé ?", "Have minds changed?"),
    "explanations": _label("Autres explications possibles", "Other possible explanations"),
    "published": _label(
        "Ce qui a été publié, et ce que disent les données", "What was published, and what the data say"
    ),
    "quality": _label("Qualité des données", "Data quality"),
    "detail": _label("Annexe : le détail des résultats", "Annex: results in detail"),
    "questionnaire": _label("Annexe : le questionnaire", "Annex: the questionnaire"),
    "method": _label("Annexe : la méthode", "Annex: the method"),
    "plan": _label("Le plan d’analyse", "The analysis plan"),
}
TREND_TEXTS: dict[str, Label] = {
    "trend_first_page": _label("première page", "first page"),
    "trend_caption": _label(
        "Grille TREND : ce que ce rapport contient, rubrique par rubrique",
        "TREND checklist: what this report holds, item by item",
    ),
    "trend_item": _label("Rubrique", "Item"),
    "trend_state": _label("Dans ce rapport", "In this report"),
    "trend_where": _label("Où, et ce qui manque", "Where, and what is missing"),
    "trend_intro": _label(
        "Sur {total} rubriques : {covered} renseignées, {partly} en partie, {missing} non renseignées. Calculé sur "
        "l’étude et sur les résultats montrés ici ; la grille dit ce que le rapport contient, pas ce qu’il vaut.",
        "Of {total} items: {covered} stated, {partly} partly, {missing} not stated. Computed from the study and "
        "from the results shown here; the checklist says what the report holds, not what it is worth.",
    ),
    "trend_source": _label(
        "Source des rubriques, dites ici avec nos mots : Des Jarlais, Lyles & Crepaz 2004 (doi:10.2105/AJPH.94.3.361).",
        "Source of the items, here in our own words: Des Jarlais, Lyles & Crepaz 2004 (doi:10.2105/AJPH.94.3.361).",
    ),
    "methods_for": _label("Pour : {audiences}.", "For: {audiences}."),
    "methods_sources": _label("Sources : {sources}.", "Sources: {sources}."),
    "methods_none": _label(
        "Aucun résultat publié dans ce document : aucune méthode à décrire.",
        "No published result in this document: no method to describe.",
    ),
    "methods_title": _label("Les méthodes employées dans ce document", "The methods used in this document"),
    "choices_title": _label("Les choix de cette étude", "The choices of this study"),
    "choices_structures": _label("Structures derrière un nombre", "Structures behind a number"),
    "choices_structures_is": _label(
        "au moins {n}, et aucune ne pèse plus de {share}", "at least {n}, and none weighs more than {share}"
    ),
    "choices_exclusions": _label("Réponses exclues", "Answers left out"),
    "choices_exclusions_none": _label("aucune exclusion n’est prévue", "no exclusion is foreseen"),
    "choices_plan": _label("Plan d’analyse", "Analysis plan"),
}
TREND_ITEMS: tuple[TrendWords, ...] = (
    _item(
        ("Titre et résumé : dispositif, publics, réponse d’ensemble", "Title and summary: design, audiences, answer"),
        (
            "le nom des évaluateurs, ou un résultat publiable, manque",
            "the evaluators’ name, or a result that may be published, is missing",
        ),
    ),
    _item(
        ("Contexte, besoin, théorie derrière les actions", "Background, need, theory behind the actions"),
        (
            "l’étude ne dit pas sur quelle théorie reposent les actions",
            "the study does not say which theory the actions rest on",
        ),
    ),
    _item(
        ("Qui pouvait participer, recruté comment, où", "Who could take part, recruited how, where"),
        (
            "le nombre de personnes invitées n’est pas connu pour chaque public",
            "the number of people invited is not known for each audience",
        ),
    ),
    _item(
        ("Les actions : contenu, durée, qui les mène", "The actions: content, length, who runs them"),
        (
            "le registre des actions ne dit pas partout le format, la date et l’opérateur",
            "the register of actions does not say format, date and operator everywhere",
        ),
    ),
    _item(
        ("Objectifs et hypothèses", "Objectives and hypotheses"),
        (
            "il manque des questions évaluatives, ou des questions confirmatoires désignées d’avance",
            "evaluation questions, or confirmatory questions named beforehand, are missing",
        ),
    ),
    _item(
        ("Mesures : questions, échelles, qualité de l’instrument", "Measures: questions, scales, quality of the tool"),
        (
            "aucune question confirmatoire, ou la cohérence des questions n’est pas montrée ici",
            "no confirmatory question, or the consistency of questions is not shown here",
        ),
    ),
    _item(
        ("Effectif visé et règle d’arrêt", "Planned size and stopping rule"),
        (
            "aucun plan d’analyse figé avant la réception des réponses",
            "no analysis plan frozen before the answers came in",
        ),
    ),
    _item(
        ("Comment les groupes ont été formés", "How groups were formed"),
        (
            "pas de groupe de comparaison dont la formation soit décrite",
            "no comparison group whose forming is described",
        ),
    ),
    _item(
        ("Qui savait qui avait participé (aveugle)", "Who knew who took part (masking)"),
        (
            "l’étude n’a pas de rubrique pour le dire ; les personnes remplissent elles-mêmes leur questionnaire",
            "the study has no place to say it; people fill in their own questionnaire",
        ),
    ),
    _item(
        ("Unité d’analyse", "Unit of analysis"),
        (
            "les personnes sont tenues pour indépendantes : les actions ne sont pas connues, ou trop peu",
            "people are taken as independent: actions are not known, or too few",
        ),
    ),
    _item(
        ("Méthodes statistiques", "Statistical methods"),
        ("aucun résultat publié, donc aucune méthode employée", "no published result, hence no method used"),
    ),
    _item(
        ("Parcours des participants : invités, répondants, suivis", "Flow: invited, answering, followed"),
        ("le nombre d’invités n’est pas connu partout", "the number invited is not known everywhere"),
    ),
    _item(
        ("Dates de recrutement et de suivi", "Dates of recruitment and follow-up"),
        (
            "toutes les réponses ou toutes les actions ne sont pas datées",
            "some answers or some actions have no date",
        ),
    ),
    _item(
        ("Situation de départ, personnes perdues comprises", "Starting point, people lost included"),
        (
            "les réponses d’avant, ou la comparaison avec les personnes perdues de vue, ne sont pas montrées ici",
            "the answers before, or the comparison with people lost, are not shown here",
        ),
    ),
    _item(
        ("Groupes comparables au départ", "Groups alike at the start"),
        (
            "ni comparaison de groupes, ni tableau des personnes restées et perdues de vue dans ce document",
            "neither a comparison of groups nor a table of people who stayed and were lost in this document",
        ),
    ),
    _item(
        ("Effectifs analysés", "Numbers analysed"),
        ("certains résultats ne sont pas publiés", "some results are not published"),
    ),
    _item(
        ("Résultats avec leur ampleur et leur intervalle", "Results with their size and interval"),
        (
            "certaines questions confirmatoires n’ont pas de résultat publié",
            "some confirmatory questions have no published result",
        ),
    ),
    _item(
        ("Analyses complémentaires, désignées comme telles", "Ancillary analyses, named as such"),
        (
            "seules des questions exploratoires sont montrées ici, ni groupes ni formats",
            "only exploratory questions are shown here, neither groups nor formats",
        ),
    ),
    _item(
        ("Ce qui a nui ou surpris", "Harms and surprises"),
        (
            "l’étude ne dit pas ce qui n’a pas marché ou a surpris",
            "the study does not say what did not work or surprised",
        ),
    ),
    _item(
        ("Interprétation, autres explications, limites", "Interpretation, other explanations, limits"),
        (
            "les autres explications, ou la limite la plus gênante, ne sont pas écrites",
            "other explanations, or the most troublesome limit, are not written",
        ),
    ),
    _item(
        ("À qui ces résultats s’étendent", "To whom these results extend"),
        (
            "taux de réponse inconnu, ou bornes sur les personnes perdues de vue non montrées ici",
            "response rate unknown, or bounds on people lost not shown here",
        ),
    ),
    _item(
        ("Au regard de ce qui est déjà publié", "In the light of what is already published"),
        (
            "chiffres ou affirmations déjà publiés non renseignés dans l’étude",
            "figures or claims already published are not in the study",
        ),
    ),
)
TREND_TEXTS |= {f"trend_item_{n}": words.name for n, words in enumerate(TREND_ITEMS, start=1)}
TREND_TEXTS |= {f"trend_lack_{n}": words.lack for n, words in enumerate(TREND_ITEMS, start=1)}
TREND_TEXTS |= {f"trend_chapter_{name}": label for name, label in TREND_CHAPTERS.items()}
