"""What is said of rates side by side, of strata, of the jobs found and of their cost, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


RATES_TEXTS = {
    "column_format": _text("format d’action", "action format"),
    "column_structure": _text("entreprise", "company"),
    "column_prescriber": _text("structure prescriptrice", "prescribing structure"),
    "column_action": _text("action", "action"),
    "column_territory": _text("territoire", "territory"),
    "column_prescriber_kind": _text("type de prescripteur", "kind of prescriber"),
    "column_applied_by": _text("origine de la candidature", "origin of the application"),
    "column_rome_domain": _text("domaine de métiers (ROME)", "domain of jobs (ROME)"),
    "column_period": _text("mois de la rencontre", "month of the encounter"),
    "group_unlinked": _text("non attribuée", "not attributed"),
    "group_unknown": _text("non renseigné", "not stated"),
    "rates_title": _text("Embauches connues, par {grouping}", "Known hires, by {grouping}"),
    "rates_raw": _text("brut", "raw"),
    "rates_shrunken": _text("resserré", "shrunken"),
    "rates_raw_long": _text("Part brute [intervalle]", "Raw share [interval]"),
    "rates_shrunken_long": _text("Part resserrée [intervalle]", "Shrunken share [interval]"),
    "rates_n": _text("{unit} suivies", "{unit} followed"),
    "rates_events": _text("Embauches connues", "Known hires"),
    "rates_axis": _text("part ayant une embauche connue, en %", "share with a known hire, %"),
    "rates_note": _text(
        "Cercle : part du groupe seul, intervalle de Wilson à {confidence}. Losange : la même, rapprochée de ce que "
        "les groupes ont en commun, d’autant plus que le groupe est petit (modèle bêta-binomial) ; c’est elle qu’il "
        "faut lire. Groupes par ordre alphabétique.",
        "Circle: share of the group alone, {confidence} Wilson interval. Diamond: the same, drawn towards what the "
        "groups have in common, the more so the smaller the group (beta-binomial model); it is the one to read. Groups "
        "in alphabetical order.",
    ),
    "rates_window": _text(
        "Embauches connues dans les {days} jours à partir de {origin}, parmi les {unit} suivies au moins aussi "
        "longtemps à la date d’arrêté ({cutoff}).",
        "Known hires within {days} days from {origin}, among the {unit} followed at least that long at the cut-off "
        "({cutoff}).",
    ),
    "rates_immature": _text(
        "Trop récentes ou sans date utilisable pour entrer dans ces parts : {n} {unit}.",
        "Too recent, or without a usable date, to count in these shares: {n} {unit}.",
    ),
    "rates_hidden": _text(
        "{grouping} : groupes dont le taux est publié : {k} sur {m} ; pour les autres, petits effectifs : non publié "
        "pour protéger les personnes.",
        "{grouping}: groups whose rate is published: {k} of {m}; for the others, small numbers: not published, to "
        "protect people.",
    ),
    "rates_all_hidden": _text(
        "{grouping} : aucun taux publié pour protéger les personnes (petits effectifs ou trop peu de structures).",
        "{grouping}: no rate published, to protect people (small numbers or too few structures).",
    ),
    "rates_absent": _text(
        "{grouping} : aucun parcours suivi assez longtemps à la date d’arrêté, non renseigné (ce qui n’est pas zéro).",
        "{grouping}: no journey followed long enough at the cut-off, not stated (which is not zero).",
    ),
    "alt_rates": _text("Graphique en points avec intervalles.", "Dot plot with intervals."),
    "control_title": _text(
        "Entreprises : part d’embauches connues selon le nombre de candidatures",
        "Companies: share of known hires by number of applications",
    ),
    "control_n": _text("Candidatures", "Applications"),
    "control_x": _text("candidatures suivies", "applications followed"),
    "control_y": _text("embauches connues, en %", "known hires, %"),
    "control_limits": _text("Limites à 95 % ; à 99,8 %", "95% limits; 99.8% limits"),
    "control_position": _text("Position", "Position"),
    "position_inside": _text("dans les limites", "inside the limits"),
    "position_outside_95": _text("hors de la limite à 95 % : à examiner ensemble", "outside 95%: to look at together"),
    "position_outside_998": _text(
        "hors de la limite à 99,8 % : à examiner ensemble", "outside 99.8%: to look at together"
    ),
    "control_note": _text(
        "Chaque point est une entreprise, numérotée par ordre alphabétique. Trait plein : part commune. Tirets : entre "
        "eux, 95 % des entreprises si seul le hasard les séparait ; pointillés : 99,8 % (limites binomiales exactes).",
        "Each point is a company, numbered in alphabetical order. Full line: common share. Dashes: between them 95% of "
        "companies if chance alone set them apart; dots: 99.8% (exact binomial limits).",
    ),
    "control_target": _text(
        "Part commune : {target}. Entreprises montrées : {k}, dont hors des limites à 95 % : {out}. Une sur vingt en "
        "sort par hasard. Un point dehors est à examiner ensemble (publics, postes, saison) ; ce n’est pas un jugement "
        "sur l’entreprise.",
        "Common share: {target}. Companies shown: {k}, outside the 95% limits: {out}. One in twenty is outside by "
        "chance. A point outside is to be looked at together (publics, jobs, season); it is no judgement on the "
        "company.",
    ),
    "control_spread": _text(
        "Les entreprises s’écartent plus entre elles que par hasard (dispersion {ratio}, p = {p}) : les limites sont "
        "alors trop étroites, un point dehors n’a rien d’exceptionnel.",
        "Companies differ by more than chance (dispersion {ratio}, p = {p}): the limits are then too narrow, a point "
        "outside is nothing out of the ordinary.",
    ),
    "control_no_spread": _text(
        "Pas de dispersion établie au-delà du hasard (dispersion {ratio}, p = {p}).",
        "No dispersion established beyond chance (dispersion {ratio}, p = {p}).",
    ),
    "alt_control": _text(
        "Nuage de points, une entreprise chacun, avec les limites autour de la part commune.",
        "Scatter plot, a company each, with the limits around the common share.",
    ),
    "rates_persons": _text("personnes", "people"),
    "rates_applications": _text("candidatures", "applications"),
    "strata_caption": _text(
        "{grouping} : chaque groupe face aux autres, au total puis à {within} égal",
        "{grouping}: each group against the others, in all then within {within}",
    ),
    "strata_group": _text("Groupe", "Group"),
    "strata_n": _text("Personnes ; autres", "People; others"),
    "strata_crude": _text("Écart au total [intervalle]", "Difference in all [interval]"),
    "strata_common": _text("Écart à {within} égal [intervalle]", "Difference within {within} [interval]"),
    "strata_direction": _text("Sens", "Direction"),
    "direction_same": _text("le même", "the same"),
    "direction_opposite": _text("opposé : lire les parties", "opposite: read the parts"),
    "direction_opposite_in_most": _text("opposé dans la plupart des parties", "opposite in most parts"),
    "direction_undecided": _text("indécidable", "undecided"),
    "strata_warning": _text(
        "Attention, {grouping} « {group} » : au total {crude} d’embauches connues par rapport aux autres, mais "
        "{common} à {within} égal. Le total et ses parties vont en sens opposé ({k} parties sur {n} contre le total) : "
        "lire les parties, pas le total.",
        "Caution, {grouping} “{group}”: in all {crude} of known hires compared with the others, but {common} within "
        "{within}. The total and its parts point in opposite directions ({k} parts of {n} against the total): read the "
        "parts, not the total.",
    ),
    "strata_warning_most": _text(
        "Attention, {grouping} « {group} » : à {within} égal, {k} parties sur {n} vont contre le total : lire les "
        "parties, pas le total.",
        "Caution, {grouping} “{group}”: within {within}, {k} parts of {n} point away from the total: read the parts, "
        "not the total.",
    ),
    "strata_warning_hidden": _text(
        "Attention, {grouping} « {group} » : à {within} égal, l’écart va en sens opposé du total (chiffres non publiés "
        "pour protéger les personnes) : lire les parties, pas le total.",
        "Caution, {grouping} “{group}”: within {within}, the difference points away from the total (numbers not "
        "published, to protect people): read the parts, not the total.",
    ),
    "strata_same": _text(
        "{grouping}, à {within} égal : total et parties vont dans le même sens.",
        "{grouping}, within {within}: the total and its parts point the same way.",
    ),
    "strata_hidden": _text(
        "{grouping}, à {within} égal : petits effectifs, comparaison non publiée pour protéger les personnes.",
        "{grouping}, within {within}: small numbers, comparison not published, to protect people.",
    ),
    "strata_none": _text(
        "{grouping}, à {within} égal : rien à comparer (il faut deux groupes et deux parties au moins).",
        "{grouping}, within {within}: nothing to compare (it takes two groups and two parts at least).",
    ),
    "strata_note": _text(
        "Écart à territoire (format, domaine…) égal : Mantel–Haenszel, intervalle de Sato. "
        "Avertissement quand les deux écarts sont de signe contraire, ou quand plus de la moitié des parties qui "
        "diffèrent vont contre le total. Le signe seul : "
        "il ne dit pas que l’écart est établi.",
        "Difference within parts: Mantel–Haenszel, Sato’s interval. A warning where both differences have opposite "
        "signs, or where more than half of the parts that differ point away from the total. The sign alone: it does "
        "not say that the difference is established.",
    ),
    "quality_caption": _text("Embauches connues, selon la nature de l’emploi", "Known hires, by kind of job"),
    "quality_kind": _text("Emploi", "Job"),
    "quality_n": _text("Personnes", "People"),
    "quality_share": _text("Part des embauches connues [intervalle]", "Share of known hires [interval]"),
    "quality_rule": _text(
        "Durable : CDI, création d’entreprise, titularisation, CDD ou intérim de 6 mois ou plus (6 mois compris). "
        "Transition : CDD ou intérim plus court, contrat aidé dans une entreprise ordinaire. Sortie positive : "
        "alternance (formation qualifiante), contrat d’insertion ou contrat aidé dans une SIAE. Un intérim sans durée, "
        "un contrat « autre » ou une durée qui contredit le contrat restent non renseignés. Premier contrat de chaque "
        "personne, intervalle de Wilson.",
        "Lasting: permanent contract, business creation, tenure, fixed term or agency work of 6 months or more (6 "
        "months included). Transitional: shorter fixed term or agency work, subsidised contract in an ordinary "
        "company. Positive outcome: work-study (qualifying training), integration or subsidised contract in a SIAE. "
        "Agency work without a length, “other” contracts and a length that contradicts the contract remain not "
        "stated. First contract of each person, Wilson interval.",
    ),
    "quality_total": _text(
        "Embauches connues : {n} personnes sur {m} suivies, à la date d’arrêté.",
        "Known hires: {n} people of {m} followed, at the cut-off.",
    ),
    "quality_hidden": _text(
        "Embauches connues : trop peu de personnes, non publié pour les protéger.",
        "Known hires: too few people, not published, to protect them.",
    ),
    "quality_absent": _text(
        "Aucune embauche connue n’est inscrite au registre : nature des emplois non renseignée, ce qui n’est pas zéro.",
        "No known hire stands in the register: kind of jobs not stated, which is not zero.",
    ),
    "exits_absent": _text(
        "« Sortie dynamique » ne se dit que des salariés qui quittent une SIAE. Non renseigné : le registre des "
        "candidats ne dit pas qui l’est ni quand (colonnes « salarié d’une SIAE » et « sorti de la SIAE le »). Pour "
        "toutes les autres personnes : accès à l’emploi durable ou de transition.",
        "“Sortie dynamique” is said of employees leaving a SIAE only. Not stated: the register of candidates does not "
        "say who they are nor when they left (columns « salarié d’une SIAE » and « sorti de la SIAE le »). For "
        "everybody else: access to lasting or transitional employment.",
    ),
    "exits_told": _text(
        "Sorties dynamiques : {n} sur {left} salariés sortis d’une SIAE, {share} {interval} (emploi durable, de "
        "transition, sortie positive ou formation).",
        "“Sorties dynamiques”: {n} of {left} employees who left a SIAE, {share} {interval} (lasting or transitional "
        "job, positive outcome or training).",
    ),
    "exits_hidden": _text(
        "Sorties dynamiques : petits effectifs, non publié pour protéger les personnes.",
        "“Sorties dynamiques”: small numbers, not published, to protect people.",
    ),
    "lasting_caption": _text("Encore en emploi après le début du contrat", "Still employed after the contract began"),
    "lasting_mark": _text("Échéance", "Mark"),
    "lasting_months": _text("{n} mois", "{n} months"),
    "lasting_mature": _text("Contrats assez anciens", "Contracts old enough"),
    "lasting_employed": _text("En emploi", "Employed"),
    "lasting_left": _text("Terminés avant", "Ended before"),
    "lasting_unknown": _text("Non renseignés", "Not stated"),
    "lasting_early": _text("Trop récents", "Too recent"),
    "lasting_rate": _text("En emploi, parmi les renseignés [intervalle]", "Employed, among those stated [interval]"),
    "lasting_range": _text("Selon les non renseignés", "Depending on those not stated"),
    "lasting_between": _text("de {low} à {high}", "{low} to {high}"),
    "lasting_note": _text(
        "Seuls comptent les contrats commencés depuis assez longtemps à la date d’arrêté ; les plus récents sont à "
        "part, quoi qu’on sache déjà d’eux. Sans date de fin, un contrat ne dure pas forcément : sans mention "
        "« en emploi » ni fin connue, la situation est non renseignée. Dernière colonne : la part si toutes ces "
        "personnes étaient parties, puis si toutes étaient en emploi.",
        "Only contracts that began long enough before the cut-off count; more recent ones stand apart, whatever is "
        "known of them already. No end date is no sign that a contract lasts: with neither “employed” nor a known end, "
        "the situation is not stated. Last column: the share if all those people had left, then if all were employed.",
    ),
    "cost_caption": _text("Coût complet rapporté à ce qui est connu", "Full cost over what is known"),
    "cost_outcome": _text("Ce qui a suivi", "What followed"),
    "cost_n": _text("Personnes", "People"),
    "cost_mean": _text("Coût complet moyen [intervalle]", "Average full cost [interval]"),
    "cost_hired": _text("embauche connue", "known hire"),
    "cost_durable": _text("accès à l’emploi durable", "access to lasting employment"),
    "cost_immersed": _text("immersion (PMSMP)", "immersion (PMSMP)"),
    "cost_total": _text("Coût complet : {euros}.", "Full cost: {euros}."),
    "cost_at_least": _text("au moins {low}", "at least {low}"),
    "cost_note": _text(
        "Coût complet de tout le programme divisé par le nombre de personnes : une moyenne, qui ne dit pas ce que "
        "coûterait une embauche de plus, ni que la dépense l’a produite. Intervalle à {confidence} : celui du nombre "
        "(Poisson exact, Garwood) ; le coût est pris tel que déclaré.",
        "Full cost of the whole programme divided by the number of people: an average, which says neither what one "
        "more hire would cost nor that the spending produced it. {confidence} interval: that of the number (exact "
        "Poisson, Garwood); the cost is taken as declared.",
    ),
    "cost_absent": _text(
        "Coût par embauche connue : non renseigné (aucun coût déclaré, ou aucun parcours suivi).",
        "Cost per known hire: not stated (no cost declared, or no journey followed).",
    ),
    "cost_period": _text(
        "Coût par embauche connue : non calculé pour une période, les coûts déclarés couvrant tout le programme.",
        "Cost per known hire: not computed for a period, the declared costs cover the whole programme.",
    ),
}
