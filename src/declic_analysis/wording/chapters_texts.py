"""What the chapters of the evaluation review say, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


CHAPTER_TEXTS = {
    "reached_shift": _text("{shift} ({n} paires)", "{shift} ({n} pairs)"),
    "reached_share": _text("{share} (n = {n})", "{share} (n = {n})"),
    "reached_gaps": _text("{n} sur {m}", "{n} of {m}"),
    "no_framework": _text(
        "L’étude n’a pas de cadre logique : ses questions évaluatives et ses indicateurs restent à écrire "
        "(rubrique « framework » de study.yaml, feuilles « cadre » et « indicateurs » de etude.xlsx).",
        "The study has no logical framework: its evaluation questions and indicators are still to be written "
        "(section `framework` of study.yaml, sheets « cadre » and « indicateurs » of etude.xlsx).",
    ),
    "no_indicator": _text("Sans indicateur : {question}", "Without an indicator: {question}"),
    "framework_caption": _text("Cadre logique : réalisé et prévu", "Logical framework: done and planned"),
    "framework_due": _text("{caption}, prévu pour le {day}", "{caption}, planned for {day}"),
    "framework_indicator": _text("indicateur", "indicator"),
    "framework_level": _text("niveau", "level"),
    "framework_baseline": _text("départ", "start"),
    "framework_done": _text("réalisé", "done"),
    "framework_target": _text("prévu", "planned"),
    "framework_target_on": _text("échéance", "due"),
    "framework_source": _text("source", "source"),
    "framework_count": _text(
        "Indicateurs : {n}, dont mesurés : {measured}, non publiés (protection des personnes) : {hidden}, non "
        "renseignés : {unknown}.",
        "Indicators: {n}, of which measured: {measured}, not published (protects people): {hidden}, not stated: "
        "{unknown}.",
    ),
    "framework_empty": _text(
        "Non renseigné pour tous les indicateurs : {columns}.", "Not stated for any of them: {columns}."
    ),
    "framework_part": _text(
        "« Prévu » vaut pour tout le programme ; « réalisé », pour la sélection de cette page.",
        "“Planned” is for the whole programme, “done” for this page’s selection.",
    ),
    "perceptions_of": _text(
        "{audience} : solde des évolutions, questions confirmatoires", "{audience}: net shift, confirmatory questions"
    ),
    "no_confirmatory": _text(
        "L’étude n’a désigné aucune question confirmatoire : toutes sont dans l’édition complète.",
        "The study named no confirmatory question: all of them are in the full edition.",
    ),
    "perceptions_others": _text(
        "Questions exploratoires, dans l’édition complète : {n}.", "Exploratory questions, in the full edition: {n}."
    ),
    "closer_title": _text(
        "Part favorable de chaque public, avant et après, questions confirmatoires communes",
        "Favourable share of each audience, before and after, shared confirmatory questions",
    ),
    "closer_first": _text(
        "Part favorable de chaque public, avant et après, premières questions communes",
        "Favourable share of each audience, before and after, first shared questions",
    ),
    "reach_unknown": _text(
        "Actions et participation : non renseigné (aucune action dans les registres).",
        "Actions and attendance: not stated (no action in the registers).",
    ),
    "reach_caption": _text(
        "Actions, personnes, participations, par format", "Actions, persons, attendances, by format"
    ),
    "reach_format": _text("format d’action", "action format"),
    "reach_actions": _text("actions", "actions"),
    "reach_persons": _text("personnes", "persons"),
    "reach_participations": _text("participations", "attendances"),
    "reach_all": _text("Ensemble", "Together"),
    "reach_planned": _text("Prévu, tout le programme", "Planned, whole programme"),
    "reach_note": _text(
        "Une personne présente à plusieurs formats compte une fois dans l’ensemble, et autant de participations que "
        "d’actions. Formats par ordre alphabétique.",
        "A person at several formats counts once in the total, and as many attendances as actions. Formats in "
        "alphabetical order.",
    ),
    "reach_sheets": _text(
        "Feuilles de présence : {with_sheet} actions sur {actions} ; des autres, ni personnes ni participations.",
        "Attendance sheets: {with_sheet} actions of {actions}; of the others, neither persons nor attendances.",
    ),
    "costs_unknown": _text("Coûts : non renseigné.", "Costs: not stated."),
    "costs_part": _text(
        "Coûts déclarés pour tout le programme : rapportés à rien sur la page d’une partie.",
        "Costs are declared for the whole programme: divided by nothing on the page of a part.",
    ),
    "cost_over_caption": _text("Coût complet rapporté à ce qui a été fait", "Full cost over what was done"),
    "cost_over_what": _text("rapporté à", "over"),
    "cost_over_n": _text("n", "n"),
    "cost_over_mean": _text("coût complet moyen", "average full cost"),
    "cost_over_actions": _text("action", "action"),
    "cost_over_persons": _text("personne touchée", "person reached"),
    "cost_over_participations": _text("participation", "attendance"),
    "cost_over_note": _text(
        "Chaque ligne divise tout le coût : elles ne s’additionnent pas, et ne disent pas le coût d’une de plus.",
        "Each line divides the whole cost: they do not add up, and do not say what one more would cost.",
    ),
    "cost_over_outcomes": _text(
        "Par suite : rien ne dit que la dépense l’a produite ; intervalle à {confidence}, celui du nombre.",
        "Per outcome: nothing says that the spending produced it; {confidence} interval, that of the number.",
    ),
    "unexpected_none": _text(
        "Effets inattendus : non renseigné. Personne n’en a noté dans l’étude, ce qui ne dit pas qu’il n’y en a pas.",
        "Unexpected effects: not stated. Nobody noted any in the study, which does not say that there are none.",
    ),
    "unexpected_source": _text("{told} (source : {source})", "{told} (source: {source})"),
    "unexpected_away": _text(
        "Dans les réponses, à rebours de ce qui était espéré, de façon établie : {items} ; questions jugées : {n}.",
        "In the answers, established and contrary to what was hoped: {items}; questions judged: {n}.",
    ),
    "unexpected_no_away": _text(
        "Dans les réponses, aucune évolution établie à rebours de ce qui était espéré ; questions jugées : {n}.",
        "In the answers, no established change contrary to what was hoped; questions judged: {n}.",
    ),
    "testimonies_none": _text(
        "Chiffres et témoignages : non renseigné. Personne n’a encore noté comment se lisent les témoignages "
        "(« testimonies » de study.yaml, feuille « témoignages » de etude.xlsx).",
        "Figures and testimonies: not stated. Nobody has noted yet how the testimonies read (`testimonies` of "
        "study.yaml, sheet « témoignages » of etude.xlsx).",
    ),
    "testimonies_chapter": _text("Chiffres et témoignages", "Figures and testimonies"),
    "testimonies_caption": _text("Chiffres et témoignages, côte à côte", "Figures and testimonies, side by side"),
    "testimonies_about": _text("sur quoi", "about"),
    "testimonies_told": _text("les témoignages", "testimonies"),
    "testimonies_figures": _text("les chiffres", "figures"),
    "testimonies_agreement": _text("ensemble", "together"),
    "testimonies_said": _text("{sense} : {told}", "{sense}: {told}"),
    "testimonies_unmeasured": _text("non mesuré ou non publié", "not measured or not published"),
    "testimonies_counts": _text(
        "évolution favorable établie : {up}, défavorable : {down}, sur {items}",
        "established favourable change: {up}, unfavourable: {down}, of {items}",
    ),
    "testimonies_note": _text(
        "« Concordent » : les évolutions établies vont dans le sens des témoignages. « Divergent » : l’une au moins va "
        "à rebours. « On ne sait pas » : aucune n’est établie, ou les témoignages sont partagés. Les témoignages sont "
        "lus par les évaluateurs ; ils ne comptent personne.",
        "“Agree”: the established changes go the way of the testimonies. “Diverge”: one at least goes the other way. "
        "“Not known”: none is established, or the testimonies are divided. Testimonies are read by the evaluators; "
        "they count nobody.",
    ),
    "testimonies_collected": _text(
        "Recueilli : {listed} ; avec accord pour être cité : {quotable}.",
        "Collected: {listed}; with consent to be quoted: {quotable}.",
    ),
    "quality_rows": _text("Lignes reçues : {raw}, soit {counts}.", "Rows received: {raw}, that is {counts}."),
    "quality_waiting": _text(
        "Cellules ou lignes non comprises, en attente hors de tout calcul : {n}.",
        "Cells or rows not understood, waiting outside all computations: {n}.",
    ),
    "answer_line": _text("{indicator} : {value}", "{indicator}: {value}"),
    "answer_missing": _text("Non renseigné : {missing}.", "Not stated: {missing}."),
    "no_question": _text(
        "L’étude ne pose aucune question évaluative sous ce critère.",
        "The study asks no evaluation question under this criterion.",
    ),
}
