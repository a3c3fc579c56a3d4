"""Sentences of the report's frame (what stands around the results), in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def phrase(key: str, *, lang: str, **values: object) -> str:
    """The sentence `key` in the language, its {names} filled in."""
    return PHRASES[key].of(lang).format(**values)


def _said(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


PHRASES: dict[str, Label] = {
    "unknown": _said("non renseigné", "not stated"),
    "numbers": _said("Les chiffres de cette figure", "The numbers of this figure"),
    "figure_title": _said("{audience} : {title}{part}", "{audience}: {title}{part}"),
    "whole": _said("tous territoires", "all territories"),
    "cutoff": _said("arrêté au {date}", "as of {date}"),
    "card_built": _said(
        "Les fichiers bruts ou l’étude ont changé : les tables viennent d’être reconstruites. Voici le registre.",
        "The raw files or the study have changed: the tables have just been rebuilt. This is the ledger.",
    ),
    "card_loaded": _said(
        "Les fichiers bruts n’ont pas changé : les tables déjà construites sont reprises.",
        "The raw files have not changed: the tables already built are used.",
    ),
    "card_selection": _said("Étude « {study} » · {selection}.", "Study “{study}” · {selection}."),
    "card_nothing": _said(
        "Étude « {study} » · {selection} · aucune réponse.", "Study “{study}” · {selection} · no answer."
    ),
    "no_answers": _said(
        "Aucune réponse pour cette sélection : les résultats sont « non renseignés », ce qui ne veut pas dire zéro.",
        "No answer for this selection: results are “not stated”, which does not mean zero.",
    ),
    "nobody_followed": _said(
        "Des réponses existent, mais personne n’est suivi d’un temps à l’autre : aucune évolution n’est calculée.",
        "There are answers, but nobody is followed from one wave to the next: no change is computed.",
    ),
    "no_answers_audience": _said(
        "{audience} : aucune réponse, résultat non renseigné.", "{audience}: no answer, result not stated."
    ),
    "not_paired": _said(
        "{audience} : le dispositif ({design}) ne suit pas les mêmes personnes ; ce calcul ne s’applique pas.",
        "{audience}: the design ({design}) does not follow the same people; this does not apply.",
    ),
    "likert_everybody": _said(
        "Tous les répondants de chaque temps : rien ne relie les réponses d’une même personne.",
        "All respondents of each wave: nothing links the answers of one person.",
    ),
    "nothing_quarantined": _said("Rien n’est en quarantaine.", "Nothing is in quarantine."),
    "no_files": _said(
        "Aucun fichier d’enquête n’a encore été déposé pour cette étude.",
        "No survey file has been dropped for this study yet.",
    ),
    "rows_caption": _said("Lignes lues, fichier par fichier", "Rows read, file by file"),
    "cells_caption": _said("Cellules lues, fichier par fichier", "Cells read, file by file"),
    "fields_caption": _said("Cellules lues, registre par registre", "Cells read, register by register"),
    "notes_caption": _said("Remarques de lecture", "Reading notes"),
    "quarantine_caption": _said(
        "En quarantaine, par fichier, colonne et motif", "In quarantine, by file, column and reason"
    ),
    "quarantine_total": _said(
        "{n} cellules ou lignes n’ont pas pu être comprises et sont en quarantaine, hors de tous les calculs.",
        "{n} cells or rows could not be understood and are in quarantine, outside all computations.",
    ),
    "all_files": _said("tous les fichiers", "all files"),
    "quarantine_how": _said(
        "Le contenu des cellules reste à côté des fichiers bruts, dans corrections.xlsx : corrigez-y une cellule ou "
        "une ligne, ou décidez de la laisser de côté. Pour un libellé qui revient, complétez plutôt les « codes » de "
        "l’échelle dans study.yaml.",
        "The content of cells stays beside the raw files, in corrections.xlsx: correct a cell or a row there, or "
        "decide to leave it out. For a label that comes back, complete the `codes` of the scale in study.yaml instead.",
    ),
    "corrections_caption": _said("Corrections, par fichier et effet", "Corrections, by file and effect"),
    "flow_caption": _said("De l’invitation à la paire avant / après", "From invitation to before / after pair"),
    "off_scale_caption": _said(
        "{audience} : réponses hors échelle (« je ne sais pas », « non concerné »…)",
        "{audience}: answers off the scale (“don’t know”, “not applicable”…)",
    ),
    "off_scale": _said("Hors échelle", "Off the scale"),
    "on_scale": _said("Sur l’échelle", "On the scale"),
    "shift_caption": _said(
        "{audience} : évolution question par question. Dispositif : {design}",
        "{audience}: change question by question. Design: {design}",
    ),
    "persons_caption": _said(
        "Personnes suivies : plus favorables, moins, inchangées", "People followed: more favourable, less, unchanged"
    ),
    "range_caption": _said(
        "{audience} : ce que les personnes perdues de vue pourraient changer",
        "{audience}: what the people lost could change",
    ),
    "no_other_wave": _said(
        "{audience} : personne n’a été suivi plus tard ; rien ne dit encore si l’évolution dure.",
        "{audience}: nobody was followed later; nothing says yet whether the change lasts.",
    ),
    "waves_caption": _said(
        "{audience} : de « {start} » à « {end} ». Dispositif : {design}",
        "{audience}: from “{start}” to “{end}”. Design: {design}",
    ),
    "asked_once": _said(
        "Questions qui n’ont de réponses qu’à un seul temps de mesure : {n} ; aucune évolution n’est calculée pour "
        "elles, leurs réponses sont montrées avec la qualité des données.",
        "Questions answered in one wave only: {n}; no change is computed for them, their answers are shown with the "
        "quality of the data.",
    ),
    "wave_soon": _said("{wave}, moins d’un mois après", "{wave}, less than a month later"),
    "wave_month": _said("{wave}, mois {month}", "{wave}, month {month}"),
    "side_share": _said("Favorables, {wave}", "Favourable, {wave}"),
    "response_shift_note": _said(
        "Ce tableau ne mesure pas une évolution : il compare ce que les personnes avaient répondu avant à ce qu’elles "
        "disent, de mémoire, avoir pensé avant.",
        "This table measures no change: it compares what people had answered before with what they recall having "
        "thought before.",
    ),
    "no_groups": _said(
        "{audience} : ni territoire, ni format, ni participation connus ; rien à comparer.",
        "{audience}: no territory, format or participation known; nothing to compare.",
    ),
    "range_together": _said("Tous territoires ensemble.", "All territories together."),
    "no_mirror": _said(
        "Aucune question n’est posée aux deux publics : leurs regards ne peuvent pas être comparés.",
        "No question is asked of both audiences: their views cannot be compared.",
    ),
    "gaps_together": _said("Regards croisés : tous territoires ensemble.", "Both views: all territories together."),
    "gap_one_audience": _said(
        "Cette page porte sur un seul public : les regards ne sont pas croisés.",
        "This page is about one audience only: views are not compared.",
    ),
    "gap_caption": _said("{first} et {second} : évolution de l’écart", "{first} and {second}: change of the gap"),
    "gap_waves_caption": _said(
        "{first} et {second} : écart à chaque temps de mesure, sur toutes les réponses",
        "{first} and {second}: gap in each wave, over all answers",
    ),
    "gap_sign": _said(
        "Écart : part favorable de « {first} » moins celle de « {second} », en points. Un écart négatif veut dire que "
        "« {second} » est plus favorable. Lecture exploratoire.",
        "Gap: favourable share of “{first}” less that of “{second}”, in points. A negative gap means that “{second}” "
        "is more favourable. Exploratory reading.",
    ),
    "gap_terms": _said(
        "Accord interne : 1, tous du même avis ; 0, deux camps opposés. Distance au-delà du hasard : écart entre les "
        "réponses des deux publics, en niveaux, moins celui qu’on verrait s’ils ne faisaient qu’un ; p, la chance "
        "d’une distance au moins aussi grande dans ce cas.",
        "Internal agreement: 1, all of one mind; 0, two opposite camps. Distance beyond chance: how far apart the "
        "answers of both audiences are, in levels, less what would be seen if they were one; p, the chance of a "
        "distance at least as large in that case.",
    ),
    "figures_caption": _said(
        "Chiffres publiés ailleurs (jamais mêlés aux résultats calculés ici)",
        "Figures published elsewhere (never mixed with the results computed here)",
    ),
    "claims_caption": _said(
        "Affirmations publiées, et ce que disent les données de cette étude",
        "Published claims, and what the data of this study say",
    ),
    "recommendations_caption": _said(
        "Préconisations du comité de parrainage", "Recommendations of the sponsoring committee"
    ),
    "questionnaire_caption": _said("Questionnaire", "Questionnaire"),
    "costs_caption": _said("Coûts déclarés", "Declared costs"),
    "total": _said("Coût complet", "Full cost"),
    "amount": _said("Montant", "Amount"),
    "heading": _said("Poste", "Heading"),
    "territory": _said("Territoire", "Territory"),
    "period": _said("Période", "Period"),
    "wave": _said("Temps de mesure", "Wave"),
    "number": _said("N°", "No."),
    "question": _said("Question", "Question"),
    "audience": _said("Public", "Audience"),
    "asked_of": _said("Posée à", "Asked of"),
    "kind": _said("Sens", "Sense"),
    "reading": _said("Lecture", "Reading"),
    "confirmatory": _said("confirmatoire", "confirmatory"),
    "stable_needs": _said(
        "Pour dire « stable » à ±{margin} près, là où rien ne change, avec 8 chances sur 10, il faudrait environ "
        "{n_30}, {n_45} ou {n_60} paires selon que 30, 45 ou 60 % des personnes bougent (approximation normale ; "
        "davantage si les personnes d’une même action se ressemblent). En dessous, ne pas conclure ne veut pas dire "
        "que rien n’a changé.",
        "To say “stable” within ±{margin}, where nothing changes, 8 times out of 10, about {n_30}, {n_45} or {n_60} "
        "pairs would be needed as 30, 45 or 60% of people move (normal approximation; more where people of one action "
        "are alike). Below that, no conclusion does not mean that nothing changed.",
    ),
    "exploratory": _said("exploratoire", "exploratory"),
    "recommendation": _said("Préconisation", "Recommendation"),
    "owner": _said("Porteur", "Owner"),
    "state": _said("État", "State"),
    "due": _said("Échéance", "Due"),
    "overdue": _said("{due} (dépassée)", "{due} (overdue)"),
    "evidence": _said("Preuve", "Evidence"),
    "not_published": _said("non publié", "not published"),
    "hires_unknown": _said(
        "Mises en relation, immersions, embauches : non renseigné. Aucun registre des suites n’accompagne cette "
        "étude ; inconnu ne veut pas dire zéro.",
        "Contacts, immersions, hires: not stated. No register of what followed comes with this study; unknown does not "
        "mean zero.",
    ),
    "hires_unstated": _said("Suites : non renseigné.", "What followed: not stated."),
    "no_figures": _said("Aucun chiffre publié n’est repris ici.", "The study quotes no published figure."),
    "no_claims": _said("Aucune affirmation publiée n’est reprise ici.", "The study quotes no published claim."),
    "no_register": _said("Ce registre est vide : non renseigné.", "This register is empty: not stated."),
    "explanations_unknown": _said("Propres à cette étude : non renseigné.", "Specific to this study: not stated."),
    "explanations": _said("Propres à cette étude : {told}.", "Specific to this study: {told}."),
    "method_confidence": _said("Intervalles", "Intervals"),
    "method_confidence_is": _said(
        "à {confidence}, intervalle score pour proportions appariées (Tango, 1998) ; là où plusieurs actions sont "
        "connues, variance robuste CR2 par action",
        "{confidence}, score interval for paired proportions (Tango, 1998); where several actions are known, CR2 "
        "robust variance by action",
    ),
    "method_test": _said("« Statistiquement significatif »", "“Statistically significant”"),
    "method_test_is": _said(
        "test exact, bilatéral, au seuil de {alpha} (du signe ; action par action là où plusieurs actions sont "
        "connues), et intervalle qui exclut zéro ; il faut au moins 6 "
        "changements. Questions confirmatoires : correction de Holm",
        "exact two-sided test at {alpha} (sign test; action by action where several actions are known), and an "
        "interval that excludes zero; at least 6 changes are needed. "
        "Confirmatory questions: Holm’s correction",
    ),
    "method_margin": _said("Plus petite évolution d’intérêt", "Smallest change of interest"),
    "method_pair": _said("Une personne, une paire", "One person, one pair"),
    "method_pair_is": _said(
        "première réponse « avant », dernière réponse « après »", "first answer “before”, last answer “after”"
    ),
    "method_pair_first_action": _said(
        "première réponse « avant » et dernière réponse « après » au sujet de sa première action",
        "first answer “before” and last answer “after” about the person’s first action",
    ),
    "pair_later_actions": _said(
        "réponses au sujet d’une action suivante (seule la première action d’une personne compte)",
        "answers about a later action (only a person’s first action counts)",
    ),
    "method_duplicates": _said("Doublons", "Duplicates"),
    "method_base": _said("Seuil de publication", "Publication threshold"),
    "method_base_is": _said(
        "{base} personnes (diffusion {diffusion}) ; à l’intérieur, pas de case de 1 à {cell} personnes. Aucune "
        "autorité ne fixe ces seuils : ils sont le choix de cette étude",
        "{base} persons ({diffusion} circulation); inside, no cell of 1 to {cell} persons. No authority sets these "
        "thresholds: they are this study’s choice",
    ),
    "method_hire_unit": _said("Ce que l’on compte", "What is counted"),
    "method_hire_unit_is": _said(
        "des personnes, ou des candidatures (une personne × une entreprise) quand le tableau le dit ; le partage entre "
        "actions compte chaque embauche",
        "persons, or applications (one person × one company) where the table says so; the shares between actions count "
        "each hire",
    ),
    "method_hire_shares": _said("Intervalles des parts", "Intervals of shares"),
    "method_hire_shares_is": _said(
        "à {confidence}, score de Wilson ; parts resserrées : modèle bêta-binomial",
        "at {confidence}, Wilson’s score; shares drawn closer: beta-binomial model",
    ),
    "method_hire_times": _said("Délais", "Times"),
    "method_hire_times_is": _said(
        "taux à date fixe sur les seules personnes dont le délai est écoulé ; courbes d’Aalen–Johansen, où les autres "
        "issues font sortir de l’attente ; vitesses : modèle de Cox",
        "rates at a fixed time on those people only whose time has run out; Aalen–Johansen curves, where other "
        "outcomes end the wait; speeds: Cox’s model",
    ),
    "method_looks": _said("Comparaisons affichées", "Comparisons shown"),
    "method_looks_is": _said("évolutions de questions calculées : {n}", "changes of questions computed: {n}"),
    "method_design": _said("Dispositif, {audience}", "Design, {audience}"),
    "method_software": _said("Logiciel", "Software"),
    "method_software_is": _said(
        "declic_analysis {version}, graine des tirages {seed}", "declic_analysis {version}, seed of the draws {seed}"
    ),
    "plan_none": _said(
        "Plan d’analyse : aucun plan n’a été figé ; rien ne prouve que les choix précèdent les résultats.",
        "Analysis plan: none was frozen; nothing shows that the choices came before the results.",
    ),
    "plan_frozen": _said(
        "Plan d’analyse figé le {date}, {stamp} (empreinte {digest}).",
        "Analysis plan frozen on {date}, {stamp} (digest {digest}).",
    ),
    "plan_before": _said("avant réception des réponses d’après l’action", "before any answer of a later wave came in"),
    "plan_after": _said("après réception", "after reception"),
    "plan_kept": _said("Aucun écart à ce plan.", "No deviation from this plan."),
    "plan_deviations": _said(
        "Écarts à ce plan : {n}, détaillés avec la méthode.", "Deviations from this plan: {n}, listed with the method."
    ),
    "plan_touched": _said(
        "Attention : ce fichier a été modifié depuis (l’empreinte ne correspond plus).",
        "Caution: this file was changed afterwards (the digest no longer fits).",
    ),
    "plan_later": _said(
        "Plans figés ensuite : {dates}. C’est au premier plan nommé que ce rapport est comparé.",
        "Plans frozen afterwards: {dates}. This report is held against the plan named first.",
    ),
    "plan_caption": _said("Écarts au plan d’analyse", "Deviations from the analysis plan"),
    "plan_choice": _said("Choix", "Choice"),
    "plan_then": _said("Prévu", "Planned"),
    "plan_now": _said("Appliqué", "Applied"),
    "plan_confirmatory": _said("questions confirmatoires", "confirmatory questions"),
    "plan_items": _said("question", "question"),
    "plan_designs": _said("dispositif", "design"),
    "plan_waves": _said("temps de mesure", "waves"),
    "plan_analysis": _said("analyse", "analysis"),
    "plan_exclusions": _said("exclusion", "exclusion"),
    "plan_duplicates": _said("doublons", "duplicates"),
    "plan_thresholds": _said("seuil de publication", "publication threshold"),
    "plan_field_wording": _said("formulation", "wording"),
    "plan_field_direction": _said("sens favorable", "favourable side"),
    "plan_field_levels": _said("nombre de niveaux", "number of levels"),
    "plan_field_favourable_from": _said("premier niveau favorable", "lowest favourable level"),
    "plan_field_audiences": _said("publics", "audiences"),
    "plan_field_mirror": _said("question miroir", "mirror question"),
    "plan_field_confidence": _said("confiance des intervalles", "confidence of intervals"),
    "plan_field_alpha": _said("seuil des tests", "level of tests"),
    "plan_field_smallest_change": _said("plus petite évolution d’intérêt", "smallest change of interest"),
    "plan_field_pair": _said("choix de la paire", "choice of the pair"),
    "plan_field_cutoff": _said("date d’arrêt", "cut-off date"),
    "plan_left_out": _said("Réponses exclues de tous les résultats :", "Answers left out of every result:"),
    "plan_left_out_n": _said("{reason} : {n} personnes.", "{reason}: {n} persons."),
    "plan_left_out_few": _said(
        "{reason} : effectif trop petit pour être publié.", "{reason}: too few persons for the count to be published."
    ),
    "scales_none": _said(
        "Aucun thème n’est mesuré par plusieurs questions de même échelle.",
        "No construct is measured by several questions on one scale.",
    ),
    "no_notes": _said("Aucune remarque de lecture.", "No reading note."),
    "method_protocol": _said("Confidentialité", "Confidentiality"),
    "colophon": _said(
        "Page produite par declic_analysis {version} à partir de l’étude « {study} » ; notebook exécuté, paramètres et "
        "empreintes des fichiers lus sont dans le même dossier.",
        "Page made by declic_analysis {version} from the study “{study}”; the executed notebook, the parameters and "
        "the digests of the files read are in the same folder.",
    ),
    "external": _said("diffusion externe", "external circulation"),
    "internal": _said("diffusion interne", "internal circulation"),
}
