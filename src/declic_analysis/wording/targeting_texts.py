"""What is said of formats, of visits and of which companies gain from them, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


TARGETING_TEXTS = {
    "taken_unknown": _text(
        "Participation : non renseignée (aucune action dans les registres).",
        "Attendance: not stated (no action in the registers).",
    ),
    "taken_territory": _text("Participation par territoire et par format", "Attendance by territory and format"),
    "taken_period": _text("Participation par période et par format", "Attendance by period and format"),
    "taken_format_col": _text("Format", "Format"),
    "taken_territory_col": _text("Territoire", "Territory"),
    "taken_actions": _text("Actions", "Actions"),
    "taken_planned": _text("Personnes prévues", "People expected"),
    "taken_persons": _text("Personnes", "Persons"),
    "taken_participations": _text("Participations", "Attendances"),
    "taken_absence": _text("Absences non excusées", "Unexcused absences"),
    "taken_absence_of": _text("{k} sur {n} : {share}", "{k} of {n}: {share}"),
    "taken_note": _text(
        "Personnes et participations se comptent à part. Absences non excusées : sur les présences dont l’issue est "
        "connue (présent, excusé, absent sans excuse), intervalle de Wilson à {confidence}. Un format "
        "qui compte trop peu de personnes quelque part n’est publié nulle part, et un autre avec lui s’il le faut : "
        "l’ensemble moins les autres le donnerait.",
        "Persons and attendances are counted apart. Unexcused absences: out of attendances whose outcome is known "
        "(present, excused, absent without excuse), Wilson interval at {confidence}. A format with too "
        "few persons somewhere is published nowhere, and another with it where needed: the total less the others "
        "would give it.",
    ),
    "targeting_unstated": _text(
        "Visites et profils d’entreprises : non renseigné. L’étude ne dit pas quel format de visite regarder "
        "(« ciblage : format » de la feuille « seuils et choix »).",
        "Visits and kinds of company: not stated. The study does not say which format of visit to look at "
        "(“ciblage : format” on the sheet “seuils et choix”).",
    ),
    "targeting_nobody": _text(
        "{format} : personne n’a encore répondu avant et après dont l’entreprise soit connue. Il en faut au moins "
        "{base} pour un tableau, {needed} visites (une entreprise à une action) pour un modèle.",
        "{format}: nobody has yet answered before and after whose company is known. It takes at least {base} for a "
        "table, {needed} visits (one company at one action) for a model.",
    ),
    "visits_caption": _text(
        "{format} : évolution selon l’entreprise et le type de SIAE visitée",
        "{format}: change by company and kind of SIAE visited",
    ),
    "visits_question": _text("Question", "Question"),
    "visits_characteristic": _text("Caractéristique", "Characteristic"),
    "visits_category": _text("Catégorie", "Category"),
    "visits_kind": _text("SIAE visitée", "SIAE visited"),
    "visits_pairs": _text("Personnes suivies", "People followed"),
    "visits_companies": _text("Entreprises", "Companies"),
    "visits_visits": _text("Visites", "Visits"),
    "visits_flow": _text("Plus / moins / autant favorables", "More / less / as favourable"),
    "visits_shift": _text("Solde [intervalle]", "Net shift [interval]"),
    "visits_all": _text("tous types", "all kinds"),
    "visits_hidden": _text(
        "{format} : tableau non publié. Chaque ligne demande au moins {base} personnes suivies de {structures} "
        "entreprises ou plus, et le total moins les autres lignes donnerait celle qui manque.",
        "{format}: table not published. Each row takes at least {base} people followed from {structures} companies or "
        "more, and the total less the other rows would give the missing one.",
    ),
    "visits_some_hidden": _text(
        "Les lignes d’une caractéristique paraissent toutes ou aucune, et type par type seulement si les ensembles "
        "paraissent aussi : sinon le total moins les autres donnerait celle qui manque.",
        "The rows of a characteristic are shown all or none, and kind by kind only where the totals are shown too: "
        "else the total less the others would give the missing one.",
    ),
    "visits_note": _text(
        "Réponses des personnes qui ont visité, avant et après ; solde en points, intervalle à {confidence}. Qui "
        "répondait déjà le plus favorablement ne peut que rester ou baisser : « réponse d’avant » se lit avec cette "
        "réserve.",
        "Answers of those who visited, before and after; net shift in points, interval at {confidence}. Who already "
        "answered most favourably can only stay or go down: read “earlier answer” with that in mind.",
    ),
    "visits_caveat": _text(
        "Une association, pas une explication : les entreprises ont choisi leur visite, et chaque territoire a son "
        "opérateur et ses SIAE. Ordre alphabétique : ne pas lire comme un classement.",
        "An association, not an explanation: companies chose their visit, and each territory has its operator and its "
        "SIAE. Alphabetical order: not to be read as a ranking.",
    ),
    "visits_title": _text("évolution selon le type de SIAE visitée", "change by kind of SIAE visited"),
    "alt_visits": _text(
        "Graphique en points avec intervalles : solde de chaque question selon le type de SIAE visitée.",
        "Dot plot with intervals: net shift of each question by kind of SIAE visited.",
    ),
    "objections_intro": _text(
        "Deux réserves sont dites des visites : des publics « jugés éloignés du cœur de métier », un appui RH qui "
        "manquerait. Elles sont ici suivies comme les autres questions, puis servent à décrire qui évolue.",
        "Two objections are made to visits: publics “judged too far” from the core trade, and a lack of HR support. "
        "Here they are followed as other questions are, then used to describe who changes.",
    ),
    "objections_none": _text(
        "L’étude ne nomme aucune question sur les objections aux visites.",
        "The study names no question on objections to visits.",
    ),
    "objections_outcome": _text("L’objection elle-même évolue-t-elle ?", "Does the objection itself change?"),
    "objections_predictor": _text(
        "Les autres réponses évoluent-elles autrement selon l’objection d’avant ?",
        "Do other answers change otherwise by the earlier objection?",
    ),
    "objections_part": _text("{label} : {told}", "{label}: {told}"),
    "model_too_few_visits": _text(
        "{item} : pas de modèle. {n} visites (une entreprise à une action) sur {needed} nécessaires.",
        "{item}: no model. {n} visits (one company at one action) of the {needed} needed.",
    ),
    "model_too_few_visits_hidden": _text(
        "{item} : pas de modèle, trop peu de visites. Il en faut {needed} (une entreprise à une action) ; leur nombre "
        "n’est pas publié.",
        "{item}: no model, too few visits. It takes {needed} (one company at one action); their number is not "
        "published.",
    ),
    "model_too_few_changes": _text(
        "{item} : pas de modèle. Il faut {needed} personnes devenues plus favorables et {needed} autres ; il y en a "
        "{up} et {other}.",
        "{item}: no model. It takes {needed} people who became more favourable and {needed} others; there are {up} and "
        "{other}.",
    ),
    "model_not_fitted": _text(
        "{item} : modèle non calculable sur ces réponses ; seul le tableau se lit.",
        "{item}: no model can be fitted to these answers; read the table alone.",
    ),
    "model_no_better": _text(
        "{item} : sur des entreprises qu’il n’a pas vues, le modèle ne prédit pas mieux que la seule réponse d’avant "
        "(gain {gain}) ; seul le tableau se lit.",
        "{item}: for companies it has not seen, the model predicts no better than the earlier answer alone (gain "
        "{gain}); read the table alone.",
    ),
    "model_miscalibrated": _text(
        "{item} : les prédictions du modèle sont mal calées sur les réponses (pente {slope}) ; seul le tableau se lit.",
        "{item}: the model’s predictions are badly calibrated (slope {slope}); read the table alone.",
    ),
    "model_estimated": _text(
        "{item} : sur {n} personnes de {companies} entreprises, savoir l’entreprise et le type de SIAE aide, en plus "
        "de la réponse d’avant, à dire qui devient plus favorable (gain {gain}, pente de calage {slope}).",
        "{item}: over {n} people of {companies} companies, knowing the company and the kind of SIAE helps, beyond "
        "the earlier answer, to tell who becomes more favourable (gain {gain}, calibration slope {slope}).",
    ),
    "model_method": _text(
        "Régression logistique pénalisée ; entreprises entières mises de côté, pénalité choisie à l’intérieur. Gain : "
        "perte logarithmique par réponse en moins que celle de la seule réponse d’avant (qui partait bas ne peut que "
        "monter : cela ne dit rien des entreprises), intervalle sur les entreprises. Rien n’est montré si l’intervalle "
        "du gain touche zéro, ni hors d’une pente de 0,5 à 2.",
        "Penalised logistic regression; whole companies held out, penalty chosen inside. Gain: log loss per answer "
        "below that of the earlier answer alone (who started low can only rise: that says nothing of companies), "
        "interval over companies. Nothing is shown where the interval of the gain touches zero, nor outside a slope of "
        "0.5 to 2.",
    ),
    "importance_caption": _text(
        "Ce que chaque caractéristique apporte au modèle, par ordre alphabétique",
        "What each characteristic brings to the model, in alphabetical order",
    ),
    "importance_added": _text("Perte ajoutée si on la brouille [intervalle]", "Loss added when shuffled [interval]"),
    "importance_note": _text(
        "Zéro dans l’intervalle : rien ne dit qu’elle apporte quelque chose au-delà des autres.",
        "Zero in the interval: nothing says it brings anything beyond the others.",
    ),
    "targeting_page_visits": _text(
        "{format} : {n} visites d’entreprises entre un questionnaire avant et un questionnaire après ; il en faut "
        "{needed} pour dire quelles entreprises en tirent le plus.",
        "{format}: {n} company visits between a questionnaire before and one after; it takes {needed} to say which "
        "companies gain most.",
    ),
    "targeting_page_hidden": _text(
        "{format} : trop peu de visites suivies pour dire quelles entreprises en tirent le plus ({needed} "
        "nécessaires ; nombre non publié).",
        "{format}: too few visits followed to say which companies gain most ({needed} needed; number not published).",
    ),
    "targeting_page_model": _text(
        "{format}, questions où l’entreprise et le type de SIAE aident à dire qui évolue : {found} sur {total} "
        "(détail : notebook 05_formats_and_targeting).",
        "{format}, questions where the company and the kind of SIAE help to tell who changes: {found} of {total} "
        "(detail: notebook 05_formats_and_targeting).",
    ),
}
