"""Every sentence and heading a reader sees, in French and English. `say` fills one in."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label
from declic_analysis.wording.ambassador_texts import AMBASSADOR_TEXTS
from declic_analysis.wording.attribution_texts import ATTRIBUTION_TEXTS
from declic_analysis.wording.attrition_texts import ATTRITION_TEXTS
from declic_analysis.wording.chapters_texts import CHAPTER_TEXTS
from declic_analysis.wording.comparison_texts import COMPARISON_TEXTS, EFFECT_TEXTS
from declic_analysis.wording.convergence_texts import CONVERGENCE_TEXTS
from declic_analysis.wording.designs_texts import DESIGN_TEXTS
from declic_analysis.wording.diagnosis_texts import DIAGNOSIS_TEXTS
from declic_analysis.wording.evidence_texts import EVIDENCE_TEXTS
from declic_analysis.wording.formats import language
from declic_analysis.wording.heterogeneity_texts import HETEROGENEITY_TEXTS
from declic_analysis.wording.hire_times_texts import HIRE_TIMES_TEXTS
from declic_analysis.wording.history_texts import HISTORY_TEXTS
from declic_analysis.wording.method_texts import METHOD_SENTENCES
from declic_analysis.wording.model_texts import MODEL_TEXTS
from declic_analysis.wording.outlook_texts import OUTLOOK_TEXTS
from declic_analysis.wording.panel_texts import PANEL_TEXTS
from declic_analysis.wording.partner_texts import PARTNER_TEXTS
from declic_analysis.wording.rates_texts import RATES_TEXTS
from declic_analysis.wording.steps_texts import STEP_TEXTS
from declic_analysis.wording.targeting_texts import TARGETING_TEXTS
from declic_analysis.wording.trend_texts import TREND_TEXTS
from declic_analysis.wording.words_texts import WORDS_TEXTS


def say(key: str, *, lang: str = "fr", **values: str) -> str:
    """The text `key` in the language, its {names} filled in."""
    return TEXTS[key].of(language(lang)).format(**values)


def capital(text: str) -> str:
    """First letter upper-case, the others as they are."""
    return text[:1].upper() + text[1:]


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


_COMMON = {
    "unknown": _text("non renseigné", "not stated"),
    "not_published": _text("non publié", "not published"),
    "too_few": _text("non publié : protection des personnes", "not published: protects people"),
    "protected": _text("non publié : protection des personnes", "not published: protects people"),
    "pairs": _text("paires", "pairs"),
    "one_pair": _text("paire", "pair"),
    "persons": _text("personnes suivies", "people followed"),
    "one_person": _text("personne suivie", "person followed"),
    "fiction": _text("[DONNÉES FICTIVES]", "[FICTITIOUS DATA]"),
    "suppressed": _text(
        "Trop peu de réponses appariées : résultat non publié pour protéger les personnes.",
        "Too few paired answers: result not published, to protect people.",
    ),
    # The same sentence for every other reason: a second one would say that everybody answered alike.
    "suppressed_otherwise": _text(
        "Trop peu de réponses appariées : résultat non publié pour protéger les personnes.",
        "Too few paired answers: result not published, to protect people.",
    ),
    "territory_caveat": _text(
        "Opérateurs, publics et actions diffèrent : ne pas lire comme un classement.",
        "Operators, audiences and actions differ: not to be read as a ranking.",
    ),
    "pooled": _text(
        "Tous territoires ensemble : un territoire seul compte trop peu de réponses appariées pour être publié.",
        "All territories together: one territory alone has too few paired answers to be published.",
    ),
    "confidential": _text(
        "Réponses confidentielles : les deux questionnaires d’une même personne sont rapprochés par un code.",
        "Confidential answers: a code links the two questionnaires of one person.",
    ),
    "confirmatory": _text("confirmatoire", "confirmatory"),
    "exploratory": _text("exploratoire", "exploratory"),
    "design_named": _text("dispositif : {design}", "design: {design}"),
    "flow_withheld": _text(
        "Hausses, baisses et stables ne sont pas détaillées là où l’un des trois effectifs est petit.",
        "Rises, falls and unchanged are not detailed where one of the three counts is small.",
    ),
    "favourable_withheld": _text(
        "Certaines parts favorables ne sont pas publiées (petits effectifs).",
        "Some favourable shares are not published (small counts).",
    ),
    "merged": _text(
        "Des réponses voisines sont regroupées là où un effectif est petit.",
        "Neighbouring answers are grouped where a count is small.",
    ),
    "clustered": _text(
        "Intervalles et tests tiennent compte des actions : les personnes d’une même action peuvent se ressembler "
        "(corrélation intra-action {icc}).",
        "Intervals and tests allow for actions: people of one action may be alike (within-action correlation {icc}).",
    ),
    "not_clustered": _text(
        "Intervalles et tests tiennent les personnes pour indépendantes : les actions ne sont pas connues, ou une "
        "seule l’est.",
        "Intervals and tests take people as independent: actions are not known, or only one is.",
    ),
    "partly_clustered": _text(
        "Intervalles et tests tiennent compte des actions là où plusieurs sont connues (corrélation intra-action "
        "{icc}) ; ailleurs, les personnes sont tenues pour indépendantes.",
        "Intervals and tests allow for actions where several are known (within-action correlation {icc}); elsewhere "
        "people are taken as independent.",
    ),
    "icc_unknown": _text("non calculable", "not computable"),
    "icc_range": _text("de {low} à {high} selon la question", "{low} to {high} depending on the question"),
    "rows_withheld": _text(
        "« Non publié » : trop peu de réponses, ou un chiffre qui en ferait retrouver un autre.",
        "“Not published”: too few answers, or a figure that would give another one back.",
    ),
    "low_rate": _text("signaux parmi les répondants", "signals among the respondents"),
    "middle_rate": _text("tendances à interpréter avec prudence", "trends to be read with caution"),
    "high_rate": _text("tendances plus robustes", "more robust trends"),
    "unknown_rate": _text(
        "taux de réponse inconnu (nombre d’invités non renseigné) : les résultats décrivent les seuls répondants",
        "response rate unknown (number invited not stated): results describe the respondents only",
    ),
}

_VERDICTS = {
    "gate": _text(
        "{verdict} : solde de {shift} {interval} sur {n}, statistiquement significatif ({reading}).",
        "{verdict}: net shift of {shift} {interval} on {n}, statistically significant ({reading}).",
    ),
    "reading_confirmatory": _text(
        "question confirmatoire, corrigée des comparaisons multiples",
        "confirmatory question, corrected for multiple comparisons",
    ),
    "reading_exploratory": _text("lecture exploratoire", "exploratory reading"),
    "reading_persons": _text("test du signe exact", "exact sign test"),
    "reading_persons_clustered": _text("test exact, action par action", "exact test, action by action"),
    "no_change_observed": _text(
        "Aucun changement observé sur {n} ; intervalle du solde {interval}.",
        "No change observed on {n}; interval of the net shift {interval}.",
    ),
    "insufficient": _text(
        "Trop peu de données pour conclure : moins de 6 changements sur {n}.",
        "Too little data to conclude: fewer than 6 changes on {n}.",
    ),
    "equivalent": _text(
        "Stable : solde de {shift} sur {n}, son intervalle à 90 % tient dans ±{margin}.",
        "Stable: net shift of {shift} on {n}, its 90% interval lies within ±{margin}.",
    ),
    "inconclusive": _text(
        "Non concluant : solde de {shift} {interval} sur {n}. {smallest}",
        "Inconclusive: net shift of {shift} {interval} on {n}. {smallest}",
    ),
    "smallest": _text(
        "Avec {n}, seule une évolution d’au moins {points} avait 8 chances sur 10 d’être détectée "
        "(si {moving} des personnes changent de réponse).",
        "With {n}, only a change of at least {points} had an 8 in 10 chance of being detected "
        "(if {moving} of people change their answer).",
    ),
    "smallest_none": _text(
        "Avec {n}, même une forte évolution n’avait pas 8 chances sur 10 d’être détectée.",
        "With {n}, even a large change did not have an 8 in 10 chance of being detected.",
    ),
    "brief_gate": _text(
        "{verdict} : solde de {shift} {interval}, statistiquement significatif ({reading}).",
        "{verdict}: net shift of {shift} {interval}, statistically significant ({reading}).",
    ),
    "brief_no_change_observed": _text(
        "Aucun changement observé ; intervalle du solde {interval}.",
        "No change observed; interval of the net shift {interval}.",
    ),
    "brief_insufficient": _text(
        "Trop peu de données pour conclure : moins de 6 changements.",
        "Too little data to conclude: fewer than 6 changes.",
    ),
    "brief_equivalent": _text(
        "Stable : solde de {shift}, son intervalle à 90 % tient dans ±{margin}.",
        "Stable: net shift of {shift}, its 90% interval lies within ±{margin}.",
    ),
    "brief_inconclusive": _text(
        "Non concluant : solde de {shift} {interval} ; {brief_smallest}",
        "Inconclusive: net shift of {shift} {interval}; {brief_smallest}",
    ),
    "brief_smallest": _text(
        "plus petite évolution détectable à cet effectif : {points}.",
        "smallest change detectable with this number: {points}.",
    ),
    "brief_smallest_none": _text(
        "à cet effectif, même une forte évolution pouvait passer inaperçue.",
        "with this number, even a large change could go unnoticed.",
    ),
    "certainty_good": _text("certitude assez bonne", "fairly good certainty"),
    "certainty_middle": _text("certitude moyenne", "moderate certainty"),
    "certainty_limited": _text("certitude limitée", "limited certainty"),
    "certainty_none": _text("certitude insuffisante pour conclure", "not certain enough to conclude"),
}

_FIRST_PAGE = {
    "title": _text("Bilan évaluatif", "Evaluation review"),
    "cutoff": _text("arrêté au {date}", "as of {date}"),
    "cutoff_unknown": _text("date d’arrêt non renseignée", "cut-off date not stated"),
    "by_line": _text(
        "Réalisé par {evaluators}. Liens d’intérêts : {interests}",
        "Made by {evaluators}. Interests: {interests}",
    ),
    "by_line_unknown": _text(
        "Réalisé par : non renseigné. Liens d’intérêts : {interests}",
        "Made by: not stated. Interests: {interests}",
    ),
    "one_sentence": _text("EN UNE PHRASE", "IN ONE SENTENCE"),
    "observed": _text("CE QUE NOUS OBSERVONS", "WHAT WE OBSERVE"),
    "sheets_kept": _text("feuilles de présence de {kept} actions sur {held}", "sheets of {kept} actions out of {held}"),
    "counted_on_spot": _text("\u202f; comptées sur place : {n}", "; counted on the spot: {n}"),
    "done_planned": _text("RÉALISÉ / PRÉVU", "DONE / PLANNED"),
    "respondents": _text("RÉPONDANTS", "RESPONDENTS"),
    "not_known": _text("CE QUE NOUS NE SAVONS PAS", "WHAT WE DO NOT KNOW"),
    "went_wrong": _text("CE QUI N’A PAS MARCHÉ OU A SURPRIS", "WHAT DID NOT WORK, OR SURPRISED"),
    "voice": _text("UNE VOIX", "ONE VOICE"),
    "recommendations": _text("PRÉCONISATIONS", "RECOMMENDATIONS"),
    "to_decide": _text("À DÉCIDER", "TO DECIDE"),
    "audience_answer": _text("{audience} : {answer} ({certainty})", "{audience}: {answer} ({certainty})"),
    "pooled_audience": _text("{audience} (tous territoires ensemble)", "{audience} (all territories together)"),
    "audience_withheld": _text("{audience} : résultat non publié", "{audience}: result not published"),
    "audience_unmeasured": _text("{audience} : pas de mesure avant / après", "{audience}: no before / after measure"),
    "answer_shift": _text("{verdict}, solde de {shift}", "{verdict}, net shift of {shift}"),
    "answer_none": _text("pas d’évolution établie", "no change established"),
    "persons_flow": _text(
        "{audience} : sur {k} personnes suivies, {up} plus favorables (davantage de questions en hausse qu’en "
        "baisse), {down} moins, {same} inchangées. {verdict}",
        "{audience}: of {k} people followed, {up} more favourable (more questions up than down), "
        "{down} less, {same} unchanged. {verdict}",
    ),
    "persons_no_flow": _text(
        "{audience} : {k} personnes suivies (détail non publié : petits effectifs ; plus favorable : davantage de "
        "questions en hausse qu’en baisse). {verdict}",
        "{audience}: {k} people followed (detail not published: small counts; more favourable: more questions up "
        "than down). {verdict}",
    ),
    "persons_no_pair": _text(
        "{audience} : personne n’a pu être reconnu aux deux temps ; vérifiez les codes, ou attendez le second "
        "questionnaire",
        "{audience}: nobody could be recognised in both waves; check the codes, or wait for the second questionnaire",
    ),
    "persons_withheld": _text(
        "{audience} : {suppressed} Voir témoignages, chapitre « Chiffres et témoignages ».",
        "{audience}: {suppressed} See testimonies, chapter “Figures and testimonies”.",
    ),
    "persons_testimony": _text(
        "{audience} : aucun questionnaire. Voir témoignages, chapitre « Chiffres et témoignages ».",
        "{audience}: no questionnaire. See testimonies, chapter “Figures and testimonies”.",
    ),
    "persons_absent": _text("{audience} : non renseigné", "{audience}: not stated"),
    "common_questions": _text("{m} questions communes", "{m} common questions"),
    "one_common_question": _text("1 question commune", "1 common question"),
    "follow_ups": _text(
        "Suites : mises en relation, immersions, embauches : non renseigné",
        "What followed: contacts, immersions, hires: not stated",
    ),
    "done_line": _text(
        "actions : {actions} · personnes : {persons} · participations : {attendances} · coût complet : {cost}",
        "actions: {actions} · persons: {persons} · attendances: {attendances} · full cost: {cost}",
    ),
    "respondents_line": _text(
        "{audience} : {answered}/{invited} ({rate}), {pairs}, dispositif {design} → {prudence}",
        "{audience}: {answered}/{invited} ({rate}), {pairs}, design {design} → {prudence}",
    ),
    "respondents_unknown": _text(
        "{audience} : {answered} répondants, {pairs}, dispositif {design} → {prudence}",
        "{audience}: {answered} respondents, {pairs}, design {design} → {prudence}",
    ),
    "respondents_withheld": _text(
        "{audience} : effectifs non publiés, dispositif {design} → {prudence}",
        "{audience}: counts not published, design {design} → {prudence}",
    ),
    "no_comparison": _text(
        "La part due au programme : pas de groupe de comparaison ; autres explications : {others}",
        "The programme’s own share: no comparison group; other explanations: {others}",
    ),
    "with_lots": _text(
        "La part due au programme : estimée face à un groupe tiré au sort, dans les pages qui comparent les deux "
        "groupes ; autres explications : {others}",
        "The programme’s own share: estimated against a group drawn by lot, on the pages that compare both "
        "groups; other explanations: {others}",
    ),
    "with_comparison": _text(
        "La part due au programme : le groupe de comparaison n’a pas été tiré au sort, un écart entre les groupes peut "
        "tenir à autre chose ; autres explications : {others}",
        "The programme’s own share: the comparison group was not drawn by lot, a difference between the groups may "
        "come from something else; other explanations: {others}",
    ),
    "territory_share": _text(
        "La part du territoire et de l’opérateur : ils vont ensemble, rien ne les sépare ici",
        "The share of the territory and of the operator: they go together, nothing here separates them",
    ),
    "independence": _text(
        "La part de l’action : les intervalles supposent des personnes indépendantes, or celles d’une même action se "
        "ressemblent peut-être",
        "The share of the action: intervals take people as independent, yet those of one action may be alike",
    ),
    "independence_structure": _text(
        "La part de la structure : les intervalles tiennent compte des actions, pas du fait que des collègues se "
        "ressemblent peut-être",
        "The share of the structure: intervals allow for actions, not for colleagues who may be alike",
    ),
    "worsened": _text(" ; mais évolution défavorable sur : {items}", "; but unfavourable change on: {items}"),
    "main_limit": _text("Limite la plus gênante : {limit}", "Most troublesome limit: {limit}"),
    "done_one": _text("réalisée", "done"),
    "done_many": _text("réalisées", "done"),
    "not_started_one": _text("non engagée", "not started"),
    "not_started_many": _text("non engagées", "not started"),
    "recommendation_counts": _text(
        "{done} {done_word}, {ongoing} en cours, {not_started} {not_started_word}",
        "{done} {done_word}, {ongoing} under way, {not_started} {not_started_word}",
    ),
    "heading_line": _text("{heading} : {line}", "{heading}: {line}"),
}

_TABLES = {
    "audience": _text("Public", "Audience"),
    "territory": _text("Territoire", "Territory"),
    "format": _text("Format d’action", "Action format"),
    "action": _text("Action", "Action"),
    "structure": _text("Structure", "Structure"),
    "wave": _text("Temps de mesure", "Wave"),
    "number": _text("N°", "No."),
    "question": _text("Question", "Question"),
    "n_pairs": _text("Paires", "Pairs"),
    "favourable_before": _text(
        "Favorables (contraintes : d’accord) avant", "Favourable (constraints: agreeing) before"
    ),
    "favourable_after": _text("Favorables (contraintes : d’accord) après", "Favourable (constraints: agreeing) after"),
    "net_shift": _text("Solde [intervalle à {confidence}]", "Net shift [{confidence} interval]"),
    "verdict": _text("Verdict", "Verdict"),
    "reading": _text("Lecture", "Reading"),
    "exploratory_p": _text(
        "p corrigé du nombre de questions explorées (petit : le hasard seul l’explique mal)",
        "p corrected for the number of questions explored (small: chance alone explains it badly)",
    ),
    "detectable": _text("Plus petite évolution détectable", "Smallest detectable change"),
    "detectable_range": _text("de {low} à {high}", "{low} to {high}"),
    "detectable_none": _text("aucune avec {n}", "none with {n}"),
    "design": _text("Dispositif", "Design"),
    "n_invited": _text("Invitées", "Invited"),
    "n_before": _text("Ont répondu avant", "Answered before"),
    "n_after": _text("Ont répondu après", "Answered after"),
    "n_persons": _text("Personnes", "Persons"),
    "n_identified": _text("Reconnues d’un temps à l’autre", "Recognised across waves"),
    "response_rate": _text("Taux de réponse", "Response rate"),
    "prudence": _text("Prudence", "Caution"),
    "source": _text("Source", "Source"),
    "file": _text("Fichier", "File"),
    "unit": _text("Unité", "Unit"),
    "row": _text("lignes", "rows"),
    "cell": _text("cellules", "cells"),
    "note": _text("remarque", "note"),
    "raw": _text("lues dans le fichier", "read in the file"),
    "category": _text("Devenir", "Where they went"),
    "n": _text("Nombre", "Number"),
    "detail": _text("Précision", "Detail"),
    "column": _text("Colonne", "Column"),
    "whole_row": _text("(ligne entière)", "(whole row)"),
    "reason": _text("Motif", "Reason"),
    "expected": _text("Attendu", "Expected"),
    "evaluation_question": _text("Question évaluative", "Evaluation question"),
    "criterion": _text("Critère", "Criterion"),
    "level": _text("Niveau", "Level"),
    "indicator": _text("Indicateur", "Indicator"),
    "baseline": _text("Départ", "Baseline"),
    "target": _text("Cible", "Target"),
    "target_on": _text("Échéance", "By"),
    "value": _text("Valeur publiée", "Published value"),
    "words": _text("Termes de la source", "Words of the source"),
    "doubt": _text("Réserve", "Doubt"),
    "claim": _text("Affirmation publiée", "Published claim"),
    "status": _text("Selon les données", "According to the data"),
    "basis": _text("Sur quoi", "On what"),
    "basis_none": _text("aucune question de l’étude", "no question of the study"),
    "basis_unmeasured": _text("aucun résultat publiable", "no result that may be published"),
    "basis_counts": _text("{k} sur {m} en évolution favorable", "{k} of {m} with a favourable change"),
    "basis_counts_neutral": _text("{k} sur {m} en évolution", "{k} of {m} with a change"),
    "all_territories": _text("tous", "all"),
    "answer": _text("Réponse", "Answer"),
    "share": _text("Part", "Share"),
    "respondents_n": _text("Répondants", "Respondents"),
}

_FIGURES = {
    "likert_title": _text("Réponses avant et après", "Answers before and after"),
    "likert_title_one": _text("Réponses par question", "Answers by question"),
    "likert_note": _text(
        "Part des répondants. La réponse du milieu est à part, à droite : les deux côtés partent du même zéro. "
        "Les réponses hors échelle ne sont pas dans les parts.",
        "Share of respondents. The middle answer is set apart, on the right: both sides start from the same zero. "
        "Answers off the scale are not in the shares.",
    ),
    "middle": _text("milieu", "middle"),
    "favourable_right": _text("côté favorable ▶", "favourable side ▶"),
    "constraints": _text("Contraintes perçues (sans sens favorable)", "Perceived constraints (no favourable side)"),
    "shift_title": _text("Solde des évolutions", "Net shift"),
    "looks_note": _text(
        "Nombre de lectures : {n} évolutions de questions calculées pour ce rapport ; ici {k} confirmatoires, "
        "corrigées ensemble (Holm), les autres exploratoires.",
        "Number of looks: {n} changes of questions computed for this report; here {k} confirmatory, corrected together "
        "(Holm), the others exploratory.",
    ),
    "shift_note": _text(
        "Solde = part des personnes devenues plus favorables (contraintes : qui les perçoivent davantage) − part de "
        "celles qui le sont devenues moins, intervalle à {confidence}. "
        "Bande grise : ±{margin}, en deçà desquels une évolution est tenue pour petite. "
        "Pour parler d’évolution, l’intervalle doit exclure 0 et le test exact le confirmer.",
        "Net shift = share of people who became more favourable (constraints: who perceive them more) − share who "
        "became less so, {confidence} interval. "
        "Grey band: ±{margin}, below which a change is held to be small. "
        "To speak of a change, the interval must exclude 0 and the exact test confirm it.",
    ),
    "shift_axis": _text("solde, en points", "net shift, in points"),
    "group_confirmatory": _text("Questions confirmatoires", "Confirmatory questions"),
    "group_exploratory": _text("Questions exploratoires", "Exploratory questions"),
    "group_neutral": _text("Contraintes perçues", "Perceived constraints"),
    "less_favourable": _text("◀ moins favorable", "◀ less favourable"),
    "more_favourable": _text("plus favorable ▶", "more favourable ▶"),
    "perceived_less": _text("◀ perçu moins", "◀ perceived less"),
    "perceived_more": _text("perçu davantage ▶", "perceived more ▶"),
    "n_equals": _text("n\u00a0=\u00a0{n}", "n\u00a0=\u00a0{n}"),
    "share_of": _text("{share} ({n} sur {base})", "{share} ({n} of {base})"),
    "reversed_mark": _text(
        "◀ question inversée : le côté favorable est à gauche",
        "◀ reversed question: the favourable side is on the left",
    ),
    "followup_label": _text("{wave} à {month} mois", "{wave} at {month} months"),
    "nothing_to_show": _text(
        "Rien à montrer ici : aucune réponse, ou trop peu pour être publiées.",
        "Nothing to show here: no answer, or too few to be published.",
    ),
    "alt_likert": _text(
        "Graphique en barres divergentes, réponses par temps de mesure ; questions : {n}.",
        "Diverging bar chart, answers by wave; questions: {n}.",
    ),
    "alt_likert_item": _text("« {label} » : {values}.", "“{label}”: {values}."),
    "alt_share": _text("{wave} {share} {side}", "{wave} {share} {side}"),
    "alt_favourable": _text("de réponses favorables", "favourable answers"),
    "alt_agreeing": _text("de réponses en accord", "agreeing answers"),
    "alt_answered": _text("{wave} réponses regroupées", "{wave} answers grouped"),
    "alt_not_published": _text("{wave} non publié", "{wave} not published"),
    "alt_shift": _text(
        "Graphique en points avec intervalles ; questions : {n}, dont résultat publié : {published}.",
        "Dot plot with intervals; questions: {n}, of which published: {published}.",
    ),
    "alt_shift_item": _text("« {label} » : {value}.", "“{label}”: {value}."),
}

_OWN: dict[str, Label] = {**_COMMON, **_VERDICTS, **_FIRST_PAGE, **_TABLES, **_FIGURES}
TEXTS: dict[str, Label] = {
    **_OWN,
    **COMPARISON_TEXTS,
    **EFFECT_TEXTS,
    **ATTRIBUTION_TEXTS,
    **OUTLOOK_TEXTS,
    **CONVERGENCE_TEXTS,
    **ATTRITION_TEXTS,
    **HETEROGENEITY_TEXTS,
    **MODEL_TEXTS,
    **WORDS_TEXTS,
    **PANEL_TEXTS,
    **HIRE_TIMES_TEXTS,
    **CHAPTER_TEXTS,
    **PARTNER_TEXTS,
    **AMBASSADOR_TEXTS,
    **RATES_TEXTS,
    **DESIGN_TEXTS,
    **STEP_TEXTS,
    **EVIDENCE_TEXTS,
    **HISTORY_TEXTS,
    **METHOD_SENTENCES,
    **TREND_TEXTS,
    **TARGETING_TEXTS,
    **DIAGNOSIS_TEXTS,
}
