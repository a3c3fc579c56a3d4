"""What is said of expected hires among open applications, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


OUTLOOK_TEXTS = {
    "outlook_off": _text(
        "Prévision désactivée. Estimer ce que deviendront des candidatures ouvertes demande d’abord une analyse "
        "d’impact relative à la protection des données (AIPD). Quand elle est faite, notez sa référence et sa "
        "date dans l’étude : analysis, hiring, assessment (reference, dated_on) de study.yaml, ou « AIPD : "
        "référence » et « AIPD : date » de la feuille « seuils » d’etude.xlsx.",
        "Outlook off. Estimating what will become of open applications first takes a data protection impact "
        "assessment. Once it is done, write its reference and date into the study: analysis, hiring, assessment "
        "(reference, dated_on) of study.yaml, or “AIPD : référence” and “AIPD : date” on the sheet “seuils” of "
        "etude.xlsx.",
    ),
    "outlook_assessment": _text(
        "Analyse d’impact relative à la protection des données (AIPD) : {reference}, du {date}.",
        "Data protection impact assessment: {reference}, of {date}.",
    ),
    "outlook_estimated": _text(
        "Parmi {n_open} candidatures ouvertes au {date}, environ {expected} embauches sont attendues dans les "
        "{window} jours de leur candidature (intervalle à {confidence} : de {low} à {high}), si la suite "
        "ressemble au passé.",
        "Among {n_open} applications open on {date}, about {expected} hires are expected within {window} days of "
        "the application ({confidence} interval: {low} to {high}), if what comes is like what was.",
    ),
    "outlook_not_stated": _text(
        "Candidatures : non renseigné. Aucune n’est enregistrée ; inconnu ne veut pas dire zéro.",
        "Applications: not stated. None is recorded; unknown does not mean zero.",
    ),
    "outlook_nobody_open": _text(
        "Aucune candidature de moins de {window} jours n’est ouverte au {date} : rien à prévoir.",
        "No application younger than {window} days is open on {date}: nothing to expect.",
    ),
    "outlook_few_open": _text(
        "Moins de {base} candidatures ouvertes : prévision non publiée, pour protéger les personnes.",
        "Fewer than {base} open applications: outlook not published, to protect people.",
    ),
    "outlook_too_few": _text(
        "Pas de prévision : le passé connu est trop court pour la fonder. Candidatures arrivées au bout de "
        "{window} jours : {n_mature}, dont suivies d’une embauche : {n_hired}.",
        "No outlook: the known past is too short to base one on. Applications that are {window} days old: "
        "{n_mature}, of which followed by a hire: {n_hired}.",
    ),
    "outlook_separated": _text(
        "Pas de prévision : une variable sépare entièrement les candidatures suivies d’une embauche des autres, "
        "le modèle n’a pas de solution.",
        "No outlook: one variable separates applications followed by a hire from all others, the model has no "
        "solution.",
    ),
    "outlook_miscalibrated": _text(
        "Pas de prévision : sur les candidatures dont l’issue est connue, le modèle se trompe trop (pente "
        "{slope}, embauches constatées pour une attendue {ratio} ; il faut entre 0,8 et 1,25).",
        "No outlook: on applications whose outcome is known the model is too far off (slope {slope}, hires seen "
        "per hire expected {ratio}; both must lie between 0.8 and 1.25).",
    ),
    "outlook_rule": _text(
        "Règle : au moins {n_hired_needed} embauches (50, et 10 par variable du modèle, qui en a {n_variables}), "
        "au moins 10 autres issues par variable, et {n_needed} candidatures arrivées au bout du délai (Riley et "
        "autres 2020).",
        "Rule: at least {n_hired_needed} hires (50, and 10 a variable of the model, which has {n_variables}), at "
        "least 10 other outcomes a variable, and {n_needed} applications whose time has run out (Riley and "
        "others 2020).",
    ),
    "outlook_checked": _text(
        "Vérifié sur des candidatures que le modèle n’avait pas vues : pente {slope} (de {slope_low} à "
        "{slope_high} ; 1 = juste), embauches constatées pour une attendue {ratio}, score de Brier {brier} "
        "(moyenne seule : {brier_mean}).",
        "Checked on applications that the model had not seen: slope {slope} ({slope_low} to {slope_high}; 1 = "
        "right), hires seen per hire expected {ratio}, Brier score {brier} (the mean alone: {brier_mean}).",
    ),
    "outlook_how": _text(
        "Le modèle connaît l’âge de la candidature, si un entretien et une immersion ont eu lieu, et le format ; "
        "rien d’autre sur la personne. Il ne donne qu’un nombre d’ensemble, jamais une chance pour une personne. "
        "Candidatures ouvertes plus anciennes que le délai, non prévues : {n_too_old}.",
        "The model knows the age of the application, whether an interview and an immersion took place, and the "
        "format; nothing else about the person. It gives an overall number only, never a chance for a person. "
        "Open applications older than the time limit, not predicted: {n_too_old}.",
    ),
    "reliability_title": _text(
        "Embauches prévues et constatées, sur des candidatures que le modèle n’avait pas vues",
        "Hires predicted and seen, on applications that the model had not seen",
    ),
    "reliability_predicted": _text(
        "Part prévue",
        "Share predicted",
    ),
    "reliability_observed": _text(
        "Part constatée",
        "Share seen",
    ),
    "reliability_n": _text(
        "Candidatures, à six âges",
        "Applications, at six ages",
    ),
    "reliability_note": _text(
        "Sur la diagonale, la part prévue est la part constatée. Une candidature compte à chacun des âges où "
        "elle était encore ouverte. Traits : intervalles à {confidence}, qui tiennent ces lignes pour "
        "indépendantes.",
        "On the diagonal the share predicted is the share seen. An application counts at each age at which it "
        "was still open. Lines: {confidence} intervals, which take these rows as independent.",
    ),
    "alt_reliability": _text(
        "Nuage de points, part constatée selon la part prévue.",
        "Scatter, share seen by share predicted.",
    ),
    "alt_reliability_item": _text(
        "Prévu {predicted}, constaté {observed}.",
        "Predicted {predicted}, seen {observed}.",
    ),
}
