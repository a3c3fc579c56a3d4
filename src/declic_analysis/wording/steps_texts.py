"""What is said of journeys: steps, chain, refusals, contradictions of the registers, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


STEP_TEXTS = {
    "person_start": _text("personnes suivies", "people followed"),
    "person_oriented": _text("orientées vers une action ou une entreprise", "oriented to an action or a company"),
    "person_applied": _text("mises en relation (candidature)", "put in touch (application)"),
    "person_interviewed": _text("reçues en entretien", "interviewed"),
    "person_immersed": _text("en immersion (PMSMP)", "in immersion (PMSMP)"),
    "person_hired": _text("embauches connues", "known hires"),
    "person_employed_3m": _text("en emploi à 3 mois, constaté", "employed at 3 months, as noted"),
    "person_employed_6m": _text("en emploi à 6 mois, constaté", "employed at 6 months, as noted"),
    "application_start": _text("candidatures suivies (personne × entreprise)", "applications (person × company)"),
    "application_interviewed": _text("suivies d’un entretien", "followed by an interview"),
    "application_immersed": _text("suivies d’une immersion (PMSMP)", "followed by an immersion (PMSMP)"),
    "application_hired": _text("suivies d’une embauche connue", "followed by a known hire"),
    "application_employed_3m": _text("en emploi à 3 mois, constaté", "employed at 3 months, as noted"),
    "application_employed_6m": _text("en emploi à 6 mois, constaté", "employed at 6 months, as noted"),
    "steps_title_person": _text("Étapes du parcours, en personnes", "Steps of the way, in people"),
    "steps_title_application": _text("Étapes du parcours, en candidatures", "Steps of the way, in applications"),
    "steps_basis": _text(
        "Au {date}, faits enregistrés jusqu’à ce jour inclus. Point de départ : {origin}. Une embauche compte à la "
        "date de l’accord (à défaut, au début du contrat).",
        "As of {date}, facts recorded up to that day included. Time zero: {origin}. A hire counts from its acceptance "
        "(else from the start of the contract).",
    ),
    "steps_note": _text(
        "Barre : part de l’ensemble de départ, à ce jour ; trait : intervalle à {confidence}. Les rencontres récentes "
        "ont eu moins de temps : ces parts ne sont pas des taux à date fixe. Une étape peut être sautée ou ne pas "
        "avoir été notée. « Non renseigné » : personne ne note cette étape, ce qui n’est pas zéro.",
        "Bar: share of all those followed, so far; line: {confidence} interval. Recent encounters have had less time: "
        "these shares are no rates at a fixed date. A step may be skipped, or not have been noted. “Not stated”: "
        "nobody records this step, which is not zero.",
    ),
    "step": _text("Étape", "Step"),
    "step_reached": _text("Nombre", "Number"),
    "step_start_share": _text("Part du départ [intervalle]", "Share of the start [interval]"),
    "step_previous": _text("Depuis l’étape notée avant", "From the step noted before"),
    "step_previous_share": _text("Part [intervalle]", "Share [interval]"),
    "step_skipped": _text("Sans l’étape d’avant", "Without the step before"),
    "step_of": _text("{n} sur {whole} ({previous})", "{n} of {whole} ({previous})"),
    "step_of_lasting": _text(
        "{n} sur {whole} (embauches d’au moins {months} mois à ce jour)",
        "{n} of {whole} (hires that began at least {months} months ago)",
    ),
    "step_share": _text("{share} [{low} ; {high}]", "{share} [{low}; {high}]"),
    "nearly_all": _text("95 % ou plus", "95% or more"),
    "step_line": _text("{n} · {share}", "{n} · {share}"),
    "alt_steps": _text("Barres horizontales, une par étape, du départ à l’emploi qui dure.",
                       "Horizontal bars, one a step, from the start to lasting employment."),
    "alt_steps_item": _text("{step} : {value}.", "{step}: {value}."),
    "steps_hidden": _text(
        "Étapes du parcours : trop peu de personnes, ou une seule entreprise domine ; résultat non publié pour "
        "protéger les personnes.",
        "Steps of the way: too few people, or one company dominates; not published, to protect people.",
    ),
    "by_territory": _text("Par territoire", "By territory"),
    "by_format": _text("Par format d’action", "By action format"),
    "by_prescriber_kind": _text("Par type de prescripteur (au sens de l’IAE)", "By kind of prescriber (of the IAE)"),
    "by_applied_by": _text("Selon qui a proposé la candidature", "By who proposed the application"),
    "by_prescriber": _text("Par structure prescriptrice", "By prescribing structure"),
    "by_structure": _text("Par entreprise", "By company"),
    "by_rome_domain": _text("Par domaine de métier (ROME)", "By job domain (ROME)"),
    "by_period": _text("Par mois de la rencontre", "By month of the encounter"),
    "by_caption": _text("{by}, {unit}", "{by}, {unit}"),
    "group_missing": _text("non renseigné", "not stated"),
    "group_unattributed": _text("non attribuée (aucune action liée)", "not attributed (no action linked)"),
    "missing_joined": _text(
        "La ligne « {group} » comprend aussi les cas, trop rares pour une ligne à part, dont le groupe n’est pas "
        "renseigné.",
        "The line “{group}” also holds the cases, too few for a line of their own, whose group is not stated.",
    ),
    "hired_share": _text("Part embauchée, à ce jour [intervalle]", "Share hired, so far [interval]"),
    "followed": _text("Au départ", "At the start"),
    "rome_A": _text("A · agriculture, espaces verts, animaux", "A · agriculture, green spaces, animals"),
    "rome_B": _text("B · arts, façonnage d’ouvrages d’art", "B · arts and crafts"),
    "rome_C": _text("C · banque, assurance, immobilier", "C · banking, insurance, property"),
    "rome_D": _text("D · commerce, vente, grande distribution", "D · trade and retail"),
    "rome_E": _text("E · communication, média, multimédia", "E · communication and media"),
    "rome_F": _text("F · construction, bâtiment, travaux publics", "F · construction and public works"),
    "rome_G": _text("G · hôtellerie, restauration, tourisme, loisirs", "G · hotels, catering, tourism, leisure"),
    "rome_H": _text("H · industrie", "H · industry"),
    "rome_I": _text("I · installation et maintenance", "I · installation and maintenance"),
    "rome_J": _text("J · santé", "J · health"),
    "rome_K": _text("K · services à la personne et à la collectivité", "K · services to people and communities"),
    "rome_L": _text("L · spectacle", "L · performing arts"),
    "rome_M": _text("M · support à l’entreprise", "M · business support"),
    "rome_N": _text("N · transport et logistique", "N · transport and logistics"),
    "chain_caption": _text(
        "La chaîne personne → prescripteur → entreprise → action", "The chain person → prescriber → company → action"
    ),
    "chain_of": _text("Ensemble", "Of"),
    "chain_journeys": _text("parcours suivis", "journeys followed"),
    "chain_hires": _text("embauches connues", "known hires"),
    "chain_linked": _text("chaîne complète", "whole chain"),
    "chain_unlinked": _text("non attribuées", "not attributed"),
    "chain_no_prescriber": _text("sans prescripteur", "without prescriber"),
    "chain_no_company": _text("sans entreprise", "without company"),
    "chain_no_action": _text("sans action", "without action"),
    "chain_note": _text(
        "Une embauche dont un maillon manque reste « non attribuée » : elle est comptée, et n’est portée au compte "
        "d’aucune action. Plusieurs maillons peuvent manquer à la fois.",
        "A hire of which a link is missing stays “not attributed”: it is counted, and credited to no action. Several "
        "links may be missing at once.",
    ),
    "losses_title": _text(
        "Ce qui a clos des candidatures sans embauche", "What closed applications without a hire"
    ),
    "losses_basis": _text(
        "{n} candidatures closes sans embauche connue au {date} ({persons} personnes).",
        "{n} applications closed without a known hire as of {date} ({persons} people).",
    ),
    "losses_note": _text(
        "Motifs tels que les codes publics les nomment. Deux des freins que le programme vise ont un code : la "
        "mobilité et les compétences, tels que le recruteur les déclare. « Un des freins à l’emploi » ne dit pas "
        "lequel. Aucun code public ne désigne la maîtrise du français ni les horaires : ces freins ne peuvent pas "
        "être comptés ici, ce qui ne veut pas dire qu’ils n’ont pas joué. Être embauché ailleurs ou entrer en "
        "formation est une autre issue, pas un échec. La clôture administrative n’est la décision de personne.",
        "Reasons as the public codes name them. Two of the obstacles that the programme aims at have a code: "
        "mobility and skills, as the recruiter declares them. “One of the obstacles to employment” does not say "
        "which. No public code stands for French or for working hours: these obstacles cannot be counted here, "
        "which does not mean that they played no part. Being hired elsewhere or entering training is another way "
        "out, not a failure. An administrative closing is nobody’s decision.",
    ),
    "losses_none": _text(
        "Aucune candidature close sans embauche n’est enregistrée : motifs non renseignés.",
        "No application closed without a hire is recorded: reasons not stated.",
    ),
    "losses_hidden": _text(
        "Trop peu de personnes concernées : motifs non publiés pour protéger les personnes.",
        "Too few people concerned: reasons not published, to protect people.",
    ),
    "loss_reason": _text("Motif", "Reason"),
    "loss_group": _text("Ce que l’on peut en dire", "What may be said of it"),
    "loss_applications": _text("Candidatures", "Applications"),
    "loss_share": _text("Part", "Share"),
    "alt_losses": _text("Barres horizontales, une par motif.", "Horizontal bars, one a reason."),
    "stops_title": _text(
        "Où en sont les personnes sans embauche connue", "Where the people without a known hire stand"
    ),
    "stops_note": _text(
        "Par dernière étape notée, puis par issue ; part de toutes les personnes suivies. « En cours » : rien ne "
        "dit que le parcours s’est arrêté, il peut encore aboutir. Une étape non notée ne veut pas dire qu’elle "
        "n’a pas eu lieu.",
        "By last step recorded, then by outcome; share of all people followed. “Still open”: nothing says that "
        "the way has ended, it may still lead to a job. A step that was not recorded may have taken place.",
    ),
    "stop_last": _text("Dernière étape notée", "Last step recorded"),
    "stop_start": _text("aucune étape notée", "no step recorded"),
    "stop_outcome": _text("Issue", "Outcome"),
    "stop_together": _text("sans embauche connue, toutes issues", "without a known hire, all outcomes"),
    "stop_share": _text("Part des personnes suivies", "Share of the people followed"),
    "history_caption": _text(
        "Ce que les registres disent d’impossible, ou sans date",
        "What the registers say that cannot be, or without a day",
    ),
    "fault": _text("Constat", "Finding"),
    "fault_rows": _text("Lignes", "Rows"),
    "fault_persons": _text("Personnes", "People"),
    "fault_treatment": _text("Ce qui en est fait", "What is done with it"),
    "history_clean": _text(
        "Étapes et embauches : {n} contrôles, aucune contradiction.", "Steps and hires: {n} checks, no contradiction."
    ),
    "history_others": _text(
        "{n} autres contrôles n’ont rien trouvé. Rien n’est corrigé : les lignes restent ce que les registres disent.",
        "{n} other checks found nothing. Nothing is mended: rows stay what the registers say.",
    ),
    "late_advice": _text(
        "Des faits sont postérieurs à la date d’arrêté et n’entrent dans aucun chiffre : donnez une date d’arrêté plus "
        "tardive (cutoff) pour les compter.",
        "Some facts are later than the cut-off and enter no number: give a later cut-off date to count them.",
    ),
    "register_holds": _text(
        "Au {date} : {persons} personnes suivies et {applications} candidatures (personne × entreprise).",
        "As of {date}: {persons} people followed and {applications} applications (person × company).",
    ),
    "register_hidden": _text(
        "Au {date} : trop peu de personnes suivies pour publier leur nombre.",
        "As of {date}: too few people followed to publish their number.",
    ),
    "follow_ups_line": _text(
        "Suites : {applied}, {immersed}, {hired}{durable}", "What followed: {applied}, {immersed}, {hired}{durable}"
    ),
    "applied_many": _text("{n} mises en relation", "{n} people put in touch"),
    "applied_one": _text("{n} mise en relation", "{n} person put in touch"),
    "applied_text": _text("mises en relation : {n}", "people put in touch: {n}"),
    "immersed_many": _text("{n} immersions", "{n} immersions"),
    "immersed_one": _text("{n} immersion", "{n} immersion"),
    "immersed_text": _text("immersions : {n}", "immersions: {n}"),
    "hired_many": _text("{n} embauches connues", "{n} known hires"),
    "hired_one": _text("{n} embauche connue", "{n} known hire"),
    "hired_text": _text("embauches connues : {n}", "known hires: {n}"),
    "durable_many": _text(" dont {n} durables", " of which {n} lasting"),
    "durable_one": _text(" dont {n} durable", " of which {n} lasting"),
    "durable_text": _text(", durables : {n}", ", lasting: {n}"),
}  # fmt: skip
