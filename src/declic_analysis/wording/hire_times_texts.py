"""What is said of hires over time, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


HIRE_TIMES_TEXTS = {
    "times_basis": _text(
        "Arrêté au {date}. Les délais se comptent en jours depuis {origin}. Personnes, et non candidatures ; date "
        "d’acceptation, à défaut début du contrat.",
        "As of {date}. Delays are counted in days from {origin}. Persons, not applications; date of acceptance, else "
        "start of the contract.",
    ),
    "windows_title": _text("Embauches connues à délai fixe", "Known hires within a fixed time"),
    "windows_by_title": _text("Embauches connues à délai fixe, {by}", "Known hires within a fixed time, {by}"),
    "by_format": _text("format par format", "format by format"),
    "by_repeat": _text("première rencontre et rencontres répétées", "first and repeated encounters"),
    "repeat_first": _text("une rencontre", "one encounter"),
    "repeat_more": _text("plusieurs rencontres", "several encounters"),
    "landmark_note": _text(
        "Rencontres comptées jusqu’à {days} jours après le point de départ ; seules les personnes qui attendent encore "
        "ce jour-là sont comparées, et suivies à partir de lui : sinon qui est embauché tard aurait eu plus de temps "
        "pour revenir. Qui revient n’est pas tiré au sort.",
        "Encounters count up to {days} days after time zero; only people who still wait on that day are compared, and "
        "followed from it on: otherwise whoever is hired late would have had more time to come back. Who comes back is "
        "not drawn by lot.",
    ),
    "by_territory": _text("territoire par territoire", "territory by territory"),
    "grouped_format": _text("Format", "Format"),
    "grouped_territory": _text("Territoire", "Territory"),
    "windows_note": _text(
        "Base : les personnes dont le délai est écoulé à la date d’arrêté, qu’elles aient été embauchées ou non ; les "
        "autres attendent leur tour. Intervalle de Wilson à {confidence}. Chaque délai a sa propre base : d’une ligne "
        "à l’autre, ce ne sont pas les mêmes personnes.",
        "Base: people whose time has run out at the cut-off, hired or not; the others wait for their turn. Wilson's "
        "{confidence} interval. Each delay has its own base: from one line to the next the people differ.",
    ),
    "rows_beside": _text(
        "Une ligne non publiée protège un petit groupe ; une autre est alors masquée aussi, pour qu’une soustraction "
        "ne le redonne pas.",
        "A line that is not published protects a small group; another is then hidden too, so that no subtraction gives "
        "it back.",
    ),
    "window": _text("Délai", "Within"),
    "window_days": _text("{n}\u00a0jours", "{n}\u00a0days"),
    "n_mature": _text("Délai écoulé (base)", "Time has run out (base)"),
    "n_immature": _text("Trop récentes", "Too recent"),
    "n_undated": _text("Sans date utilisable", "No usable date"),
    "hires_known": _text("Embauches connues", "Known hires"),
    "hire_share": _text("Part [intervalle]", "Share [interval]"),
    "not_mature": _text("pas encore mûr", "not mature yet"),
    "curve_title": _text(
        "Ce que deviennent les personnes rencontrées, au fil des jours", "What becomes of the people met, day by day"
    ),
    "curve_note": _text(
        "Part de toutes les personnes rencontrées, y compris celles qui attendent encore (Aalen–Johansen : les autres "
        "issues font sortir de l’attente, sans compter comme embauche). Bande : intervalle à {confidence}, {method}. "
        "Chaque marche regroupe au moins {cell} personnes, placée à la fin de sa semaine ; la courbe s’arrête à sa "
        "dernière marche, ou quand moins de {base} personnes sont encore suivies. Sous l’axe : personnes encore "
        "suivies et sans issue.",
        "Share of all people met, those who still wait included (Aalen–Johansen: other outcomes end the wait and do "
        "not count as a hire). Band: {confidence} interval, {method}. Each step holds at least {cell} people and "
        "stands at the end of its week; the curve ends at its last step, or where fewer than {base} people are still "
        "followed. Below the axis: people still followed and without an outcome.",
    ),
    "curve_alone": _text(
        "score de Wilson sur l’effectif que vaut la variance", "Wilson's score on the people the variance is worth"
    ),
    "curve_clustered": _text(
        "score de Wilson sur l’effectif que vaut la variance, qui tient compte de la ressemblance des personnes d’une "
        "même action ({n} actions ou personnes seules)",
        "Wilson's score on the people the variance is worth, which allows for the likeness of people of one action "
        "({n} actions or people alone)",
    ),
    "curve_axis": _text("jours depuis le point de départ", "days from time zero"),
    "outcome": _text("Issue", "Outcome"),
    "curve_day": _text("Jour", "Day"),
    "still_followed": _text("Encore suivies, sans issue", "Still followed, no outcome"),
    "n_had": _text("Personnes", "People"),
    "alt_curve": _text(
        "Courbes en escalier : part des personnes rencontrées par issue.",
        "Step curves: share of the people met, by outcome.",
    ),
    "alt_curve_item": _text("{outcome} : {share} au jour {day}.", "{outcome}: {share} by day {day}."),
    "nobody_followed": _text(
        "Aucune personne n’a de délai utilisable : pas de courbe.", "Nobody has a usable delay: no curve."
    ),
    "followed_counts": _text(
        "{n} personnes suivies : {hired} embauches connues, {other} autres issues (embauché ailleurs, formation, ne "
        "donne pas suite), {open} encore en attente à la date d’arrêté.",
        "{n} people followed: {hired} known hires, {other} other outcomes (hired elsewhere, training, withdrawn), "
        "{open} still waiting at the cut-off.",
    ),
    "followed_hires": _text("{n} personnes suivies, {hired} embauches connues.", "{n} people followed, {hired} hires."),
    "followed_only": _text("{n} personnes suivies.", "{n} people followed."),
    "left_undated": _text(
        "{n} personnes sans date utilisable n’entrent pas dans ces délais.",
        "{n} people without a usable date are not in these delays.",
    ),
    "delay_share": _text(
        "À {horizon} jours, {value} {interval} des personnes rencontrées ont une embauche connue.",
        "By day {horizon}, {value} {interval} of the people met have a known hire.",
    ),
    "delay_day": _text(
        "Une personne sur {one} a une embauche connue au bout de {value} jours {interval}.",
        "One person in {one} has a known hire after {value} days {interval}.",
    ),
    "delay_not_reached": _text(
        "Le délai au bout duquel une personne sur {one} a une embauche connue n’est pas atteint à la date d’arrêté.",
        "The delay after which one person in {one} has a known hire is not reached at the cut-off.",
    ),
    "delay_mean": _text(
        "Sur les {horizon} premiers jours, une personne en passe en moyenne {value} {interval} sans embauche connue, "
        "celles qui n’en ont jamais comprises (moyenne restreinte).",
        "Of the first {horizon} days a person spends {value} {interval} without a known hire on average, those who "
        "never have one included (restricted mean).",
    ),
    "delay_any": _text(
        "La moitié des personnes ont une issue connue, quelle qu’elle soit, au bout de {value} jours {interval} "
        "(Kaplan–Meier, intervalle log-log).",
        "Half of the people have a known outcome, whichever it is, after {value} days {interval} (Kaplan–Meier, "
        "log-log interval).",
    ),
    "delay_too_short": _text(
        "Personne n’est encore suivi pendant {horizon} jours : ni part ni moyenne à ce délai.",
        "Nobody has been followed for {horizon} days yet: neither share nor mean at that delay.",
    ),
    "open_end": _text("au-delà du suivi", "beyond the follow-up"),
    "times_hidden": _text(
        "Trop peu de personnes ou d’embauches : délais non publiés pour protéger les personnes.",
        "Too few people or hires: delays not published, to protect people.",
    ),
    "triangle_title": _text(
        "Part embauchée selon les mois écoulés, par cohorte", "Share hired by months elapsed, by cohort"
    ),
    "triangle_note": _text(
        "Une ligne par période de rencontre, cumul. « pas encore mûr » : la dernière personne de la ligne n’a pas eu "
        "autant de mois. D’une ligne à l’autre les personnes, les formats et la saison changent.",
        "One line a period of encounter, cumulative. “not mature yet”: the last person of the line has not had that "
        "many months. From one line to the next people, formats and season change.",
    ),
    "cohort": _text("Rencontres de", "Encounters of"),
    "people_met": _text("Personnes", "People"),
    "since_months": _text("{n} mois", "{n} months"),
    "since_month": _text("1 mois", "1 month"),
    "speeds_title": _text("Embauches connues et vitesse, {by}", "Known hires and speed, {by}"),
    "speeds_group": _text("Groupe", "Group"),
    "speeds_share": _text("Part à {horizon} jours [intervalle]", "Share by day {horizon} [interval]"),
    "speeds_ratio": _text("Vitesse rapportée à « {reference} » [intervalle]", "Speed against “{reference}” [interval]"),
    "speeds_reference": _text("référence", "reference"),
    "speeds_note": _text(
        "Vitesse : rapport des risques instantanés d’embauche parmi celles et ceux qui attendent encore (modèle de "
        "Cox, {method}) ; 1 : même vitesse. Groupes par ordre alphabétique. Lecture exploratoire, sans groupe de "
        "comparaison : publics et périodes diffèrent.",
        "Speed: ratio of the hazards of being hired among those who still wait (Cox model, {method}); 1: the same "
        "speed. Groups in alphabetical order. Exploratory, no comparison group: people and periods differ.",
    ),
    "speeds_robust": _text(
        "erreurs qui tiennent compte des actions, {n} en tout", "errors that allow for the actions, {n} in all"
    ),
    "speeds_plain": _text("personnes prises comme indépendantes", "people taken as independent"),
    "speeds_tests": _text(
        "Tests : parts (Gray) p {gray}, vitesses (log-rank) p {rank}{caution}. {hazards}",
        "Tests: shares (Gray) p {gray}, speeds (log-rank) p {rank}{caution}. {hazards}",
    ),
    "speeds_caution": _text(
        ", trop assurés ici : ils prennent les personnes d’une même action comme indépendantes",
        ", too sure here: they take people of one action as independent",
    ),
    "hazards_hold": _text(
        "Rien n’indique que le rapport change avec le temps (p {p}).",
        "Nothing says that the ratio changes over time (p {p}).",
    ),
    "hazards_change": _text(
        "Le rapport change avec le temps (p {p}) : lisez les parts, pas la vitesse.",
        "The ratio changes over time (p {p}): read the shares, not the speed.",
    ),
    "speeds_none": _text(
        "{by} : {why}, vitesses non comparées.",
        "{by}: {why}, speeds not compared.",
    ),
    "speeds_hidden": _text(
        "{by} : un groupe compte trop peu de personnes ou d’embauches, comparaison non publiée pour protéger les "
        "personnes.",
        "{by}: one group has too few people or hires, comparison not published, to protect people.",
    ),
    "speeds_few_hires": _text("moins de 5 embauches connues dans un groupe", "fewer than 5 known hires in one group"),
    "speeds_one_group": _text("un seul groupe", "a single group"),
    "speeds_no_fit": _text("le calcul n’aboutit pas", "the computation does not end"),
    "unattributed": _text("non attribuée", "not attributed"),
}
