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
    "taken_formats": _text("Par format : {title}", "By format: {title}"),
    "taken_territory": _text("Par territoire et par format : {title}", "By territory and format: {title}"),
    "taken_period": _text("Par format et par période : {title}", "By format and period: {title}"),
    "taken_title": _text("personnes touchées", "people reached"),
    "taken_title_aims": _text("personnes touchées, face à l’objectif", "people reached, against the target"),
    "taken_reached": _text("personnes touchées", "people reached"),
    "taken_left": _text("restant à toucher", "still to reach"),
    "taken_against": _text("{n} sur {aim} prévues ({share})", "{n} of {aim} planned ({share})"),
    "taken_against_unknown": _text("{told} ; {aim} prévues", "{told}; {aim} planned"),
    "taken_of_n": _text("{label} · sur {n}", "{label} · of {n}"),
    "alt_taken": _text(
        "Barres horizontales : personnes touchées, et ce qui reste jusqu’à l’objectif.",
        "Horizontal bars: people reached, and what is left to the target.",
    ),
    "absence_title": _text("Absences non excusées", "Unexcused absences"),
    "absence_axis": _text("part des présences dont l’issue est connue, en %", "share of known attendances, in %"),
    "absence_note": _text(
        "Sur les présences dont l’issue est connue (présent, excusé, absent sans excuse) ; intervalle de Wilson à "
        "{confidence}. Une présence sans issue notée n’y compte pas.",
        "Of attendances whose outcome is known (present, excused, absent without excuse); Wilson interval at "
        "{confidence}. An attendance of unknown outcome does not count.",
    ),
    "absence_hidden": _text(
        "Absences non excusées : aucune part ne peut être publiée (présences non renseignées, ou trop peu d’absences).",
        "Unexcused absences: no share can be published (attendance not stated, or too few absences).",
    ),
    "alt_absence": _text(
        "Graphique en points avec intervalles : part des absences non excusées.",
        "Dot plot with intervals: share of unexcused absences.",
    ),
    "aims_actions": _text("Actions prévues", "Actions planned"),
    "aims_persons": _text("Personnes prévues", "Persons planned"),
    "aims_participations": _text("Participations prévues", "Attendances planned"),
    "aims_note": _text(
        "Objectifs : ceux de l’étude (feuille « objectifs »). Sans objectif pour l’ensemble, ceux des territoires "
        "s’additionnent s’ils en ont tous un, et ceux des formats aussi, sauf les personnes, qui viennent parfois à "
        "plusieurs.",
        "Targets: those of the study (sheet “objectifs”). Without one for the whole, those of the territories add up "
        "where each has one, and those of the formats too, but not their persons, who may come to several.",
    ),
    "aims_none": _text(
        "Aucun objectif par format, territoire ou période : ils se notent dans la feuille « objectifs » de l’étude.",
        "No target by format, territory or period: they are noted on the sheet “objectifs” of the study.",
    ),
    "taken_silent": _text("Non publié ici : {names}.", "Not published here: {names}."),
    "taken_hidden": _text(
        "Un format qui compte trop peu de personnes quelque part n’est publié nulle part, et un autre avec lui s’il le "
        "faut : l’ensemble moins les autres le donnerait.",
        "A format with too few persons somewhere is published nowhere, and another with it where needed: the total "
        "less the others would give it.",
    ),
    "taken_format_col": _text("Format", "Format"),
    "taken_territory_col": _text("Territoire", "Territory"),
    "taken_period_col": _text("Période", "Period"),
    "taken_actions": _text("Actions", "Actions"),
    "taken_persons": _text("Personnes", "Persons"),
    "taken_participations": _text("Participations", "Attendances"),
    "taken_absence": _text("Absences non excusées", "Unexcused absences"),
    "taken_absence_of": _text("{k} sur {n} : {share}", "{k} of {n}: {share}"),
    "taken_note": _text(
        "Une personne présente à plusieurs actions compte une fois, et autant de participations que d’actions.",
        "A person at several actions counts once, and as many attendances as actions.",
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
    "targeting_no_item": _text(
        "Visites et profils d’entreprises : non renseigné. L’étude ne dit pas quelles questions une visite peut "
        "changer "
        "(« ciblage : questions » de la feuille « seuils et choix »).",
        "Visits and kinds of company: not stated. The study does not say which questions a visit may change "
        "(“ciblage : questions” on the sheet “seuils et choix”).",
    ),
    "visits_caption": _text("{format}, {item} : selon l’entreprise", "{format}, {item}: by company"),
    "visits_caption_crossed": _text(
        "{format}, {item} : selon l’entreprise, type de SIAE par type",
        "{format}, {item}: by company, each kind of SIAE apart",
    ),
    "visits_unknown": _text(
        "Non renseigné pour toutes les visites, donc sans ligne ici : {names}. Ces informations se notent dans la "
        "feuille « structures » de l’étude.",
        "Not stated for any visit, hence without a row here: {names}. They are noted on the sheet “structures” of the "
        "study.",
    ),
    "activity_code": _text("division {code}", "division {code}"),
    "objection_named": _text("Objection d’avant : {label}", "Earlier objection: {label}"),
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
    "formats_caveat": _text(
        "Une association, pas une explication : les formats s’adressent à des publics différents, chaque territoire a "
        "son opérateur, et chaque personne compte dans le format de sa première rencontre connue, même si d’autres ont "
        "suivi. Ordre alphabétique : ne pas lire comme un classement.",
        "An association, not an explanation: formats are for different people, each territory has its operator, and "
        "each person counts in the format of their first known encounter, even where others followed. Alphabetical "
        "order: not to be read as a ranking.",
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
        "{item} : sur {n} personnes de {companies} entreprises, connaître l’entreprise et le type de SIAE aide, en "
        "plus de la réponse d’avant, à dire qui devient plus favorable, y compris dans des entreprises jamais vues "
        "du modèle.",
        "{item}: over {n} people of {companies} companies, knowing the company and the kind of SIAE helps, beyond the "
        "earlier answer, to tell who becomes more favourable, in companies the model has never seen too.",
    ),
    "model_scores": _text("Gain {gain}, pente de calage {slope}.", "Gain {gain}, calibration slope {slope}."),
    "model_caveat": _text(
        "Ce que le modèle dit est une association : les entreprises ont choisi leur visite. Une chance plus haute ne "
        "dit pas qu’une autre visite aurait donné autant ; elle aide à choisir quoi proposer et quoi vérifier.",
        "What the model says is an association: companies chose their visit. A higher chance does not say that another "
        "visit would have given as much; it helps to choose what to offer and what to check.",
    ),
    "model_method": _text(
        "Modèle : régression logistique pénalisée, jugée sur des entreprises entières mises de côté, la pénalité étant "
        "choisie sans elles. Gain : erreur (perte logarithmique par réponse) en moins que celle de la seule réponse "
        "d’avant (qui partait bas ne peut que monter : cela ne dit rien des entreprises), intervalle sur les "
        "entreprises. Rien n’est montré si cet intervalle touche zéro, ni si la pente de calage sort de 0,5 à 2 (1 : "
        "les chances s’écartent comme les réponses).",
        "Model: penalised logistic regression, judged on whole companies held out, the penalty being chosen without "
        "them. Gain: error (log loss per answer) below that of the earlier answer alone (who started low can only "
        "rise: that says nothing of companies), interval over companies. Nothing is shown where this interval "
        "touches zero, nor where the calibration slope leaves 0.5 to 2 (1: chances spread as the answers do).",
    ),
    "importance_title": _text("ce qui aide à dire qui évolue", "what helps to tell who changes"),
    "importance_axis": _text("erreur en plus si on mélange, en %", "more error when shuffled, in %"),
    "importance_added": _text("Erreur en plus si on mélange [intervalle]", "More error when shuffled [interval]"),
    "importance_note": _text(
        "Pour chaque caractéristique, on mélange ses valeurs entre les personnes et l’on regarde de combien le "
        "modèle se trompe davantage. Trait à zéro ou à cheval sur zéro : rien ne dit qu’elle aide, les autres étant "
        "connues. Intervalle à {confidence} sur les entreprises ; ordre alphabétique.",
        "For each characteristic, its values are shuffled among people, and one looks at how much more the model errs. "
        "A line at or across zero: nothing says that it helps, the others being known. Interval at {confidence} over "
        "companies; alphabetical order.",
    ),
    "alt_importance": _text(
        "Graphique en points avec intervalles : erreur en plus quand une caractéristique est mélangée.",
        "Dot plot with intervals: more error when a characteristic is shuffled.",
    ),
    "importance_helps": _text("Ce qui aide : {names}.", "What helps: {names}."),
    "importance_helps_not": _text(
        "Pour le reste ({names}), rien ne le montre.", "For the rest ({names}), nothing shows it."
    ),
    "importance_none": _text(
        "Aucune caractéristique n’aide à elle seule de façon visible : c’est leur ensemble qui aide.",
        "No characteristic visibly helps by itself: together they do.",
    ),
    "visit_reliability_title": _text("le modèle tient-il parole ?", "does the model keep its word?"),
    "visit_reliability_group": _text("Groupe {k} · n = {n}", "Group {k} · n = {n}"),
    "visit_reliability_people": _text("Personnes, par chance attendue", "People, by expected chance"),
    "visit_reliability_seen": _text("Part vue [intervalle]", "Share seen [interval]"),
    "visit_reliability_note": _text(
        "Personnes rangées par la chance que le modèle leur donnait sans avoir vu leur entreprise, de la plus basse "
        "à la plus haute. Losange proche du rond : ce qui était attendu est arrivé. Intervalle à {confidence} sur les "
        "entreprises.",
        "People in order of the chance that the model gave them without having seen their company, from the lowest. "
        "Diamond near the circle: what was expected came. Interval at {confidence} over companies.",
    ),
    "visit_reliability_hidden": _text(
        "Ce que le modèle attendait face à ce qui est arrivé : groupes trop petits pour être publiés.",
        "What the model expected against what came: groups too small to be published.",
    ),
    "alt_visit_reliability": _text(
        "Graphique en points : part attendue et part vue de chaque groupe de personnes.",
        "Dot plot: share expected and share seen of each group of people.",
    ),
    "reliability_ends": _text(
        "Là où le modèle attendait le moins, il attendait {low} de réponses plus favorables ; il y en a eu {low_seen}. "
        "Là où il attendait le plus : {high} attendus, {high_seen} vus.",
        "Where the model expected least, it expected {low} of answers more favourable; {low_seen} were. Where it "
        "expected most: {high} expected, {high_seen} seen.",
    ),
    "reliability_one": _text(
        "Le modèle attendait {low} de réponses plus favorables ; il y en a eu {low_seen}.",
        "The model expected {low} of answers more favourable; {low_seen} were.",
    ),
    "chances_title": _text("chance de devenir plus favorable", "chance of becoming more favourable"),
    "chances_axis": _text("part des personnes devenues plus favorables, en %", "share that became more favourable, %"),
    "chances_head": _text("{what} : {category}", "{what}: {category}"),
    "chance_seen": _text("vue", "seen"),
    "chance_expected": _text("attendue", "expected"),
    "chance_seen_long": _text("Part vue [intervalle]", "Share seen [interval]"),
    "chance_expected_long": _text("Chance attendue [intervalle]", "Chance expected [interval]"),
    "chances_note": _text(
        "Attendue : par le modèle, qui rapproche les petits groupes des autres, à 5 % près ; son intervalle vaut en "
        "moyenne sur les groupes, moins bien pour celui qui s’écarte le plus : la part vue se lit à côté. "
        "Intervalles à {confidence}. Ordre alphabétique : ne pas lire comme un classement.",
        "Expected: by the model, which draws small groups towards the others, to the nearest 5%; its interval holds on "
        "average over groups, less well for the one furthest apart: read the share seen beside it. Intervals at "
        "{confidence}. Alphabetical order: not to be read as a ranking.",
    ),
    "chances_caption": _text(
        "{item} : chance de devenir plus favorable, selon l’entreprise et la SIAE",
        "{item}: chance of becoming more favourable, by company and SIAE",
    ),
    "chances_hidden": _text(
        "Chances par entreprise et type de SIAE : groupes trop petits pour être publiés ; seul le tableau se lit.",
        "Chances by company and kind of SIAE: groups too small to be published; read the table alone.",
    ),
    "alt_chances": _text(
        "Graphique en points avec intervalles : part devenue plus favorable, vue et attendue par le modèle.",
        "Dot plot with intervals: share that became more favourable, seen and expected by the model.",
    ),
    "formats_where": _text(
        "Les autres questions sont dans le tableau à déplier ; action par action, dans 02_perception_shift.",
        "The other questions are in the table to unfold; action by action, in 02_perception_shift.",
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
        "{format} : l’entreprise et le type de SIAE aident à dire qui évolue pour {found} des {total} questions "
        "suivies (détail : page des formats).",
        "{format}: the company and the kind of SIAE help to tell who changes for {found} of the {total} questions "
        "followed (detail: page of formats).",
    ),
}
