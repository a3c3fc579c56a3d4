"""What is said of earlier reports, of the period before, and on the index of all reports."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


HISTORY_TEXTS = {
    "first_report": _text(
        "Premier rapport : aucun rapport plus ancien, sur les mêmes territoires, les mêmes publics et pour les mêmes "
        "lecteurs, auquel le comparer.",
        "First report: no earlier one, about the same territories and audiences and for the same readers, to compare "
        "it with.",
    ),
    "last_report": _text("Dernier rapport : {cutoff}, fait le {made}.", "Last report: {cutoff}, made on {made}."),
    "last_report_period": _text(
        "Dernier rapport : {period}, {cutoff}, fait le {made}.", "Last report: {period}, {cutoff}, made on {made}."
    ),
    "report_of": _text("rapport du {made}", "report of {made}"),
    "this_report": _text("ce rapport", "this report"),
    "since": _text("Depuis le dernier rapport", "Since the last report"),
    "since_new": _text("nouvelle", "new"),
    "since_same": _text("inchangée", "unchanged"),
    "since_moved": _text("{then} → {now}", "{then} → {now}"),
    "since_due": _text("échéance : {then} → {now}", "due date: {then} → {now}"),
    "since_gone": _text(
        "Préconisations retirées depuis : {n} ({names}).", "Recommendations withdrawn since: {n} ({names})."
    ),
    "since_caption": _text("Chiffres clés : {then}, puis {now}", "Key figures: {then}, then {now}"),
    "since_nothing": _text(
        "Aucune action et aucune réponse pour {then} : pas de période précédente à comparer.",
        "No action and no answer in {then}: no previous period to compare with.",
    ),
    "since_no_period": _text(
        "Sans période choisie, la comparaison se fait avec le dernier rapport : il n’y en a pas encore.",
        "Without a chosen period the comparison is with the last report: there is none yet.",
    ),
    "since_periods_note": _text(
        "Actions, publics et questionnaires diffèrent d’une période à l’autre : un écart n’est ni un progrès ni un "
        "recul du programme. L’intervalle de l’écart tient les deux périodes pour deux groupes distincts, alors qu’une "
        "même personne peut avoir répondu dans les deux. Les suites de la période précédente ont eu plus de temps "
        "pour venir.",
        "Actions, audiences and questionnaires differ from one period to the next: a difference is neither progress "
        "nor decline of the programme. Its interval takes the two periods as two separate groups, while one person "
        "may have answered in both. What followed the previous period has had more time to come.",
    ),
    "since_reports_note": _text(
        "Les personnes du dernier rapport sont comptées dans celui-ci : l’écart n’a pas d’intervalle, et il n’est pas "
        "publié quand il tiendrait à trop peu de personnes.",
        "The people of the last report are counted in this one: the difference has no interval, and it is not "
        "published where it would rest on too few people.",
    ),
    "since_elsewhere": _text(
        "Tous territoires ensemble, dans l’un des deux au moins : {names}.",
        "All territories together, in at least one of the two: {names}.",
    ),
    "key_figure": _text("chiffre clé", "key figure"),
    "difference": _text("écart", "difference"),
    "of_persons": _text("{value} (n\u00a0=\u00a0{n})", "{value} (n\u00a0=\u00a0{n})"),
    "of_audience": _text("{audience} : {figure}", "{audience}: {figure}"),
    "cutoff_on": _text("arrêté au {date}", "as of {date}"),
    "cutoff_none": _text("sans réponse", "without answers"),
    "over_time_alt": _text("Courbe de {n} points. {values}", "Line of {n} points. {values}"),
    "over_time_alt_point": _text("{at} : {value}.", "{at}: {value}."),
    "over_time_note": _text("Trait vertical : intervalle à {confidence}.", "Vertical line: {confidence} interval."),
    "over_time_at": _text("rapport", "report"),
    "index_title": _text("Tous les rapports", "All reports"),
    "index_internal": _text("usage interne : ne pas transmettre", "internal use: do not pass on"),
    "index_external": _text("rapports à diffusion externe", "reports for outside"),
    "index_internal_note": _text(
        "Cette page réunit des rapports internes et externes. Pour un comité ou un partenaire, transmettez "
        "index_externe.html : elle ne contient que les rapports à diffusion externe et leurs chiffres.",
        "This page holds internal and external reports. For a committee or a partner, pass on index_externe.html: it "
        "holds nothing but the reports for outside and their figures.",
    ),
    "index_studies": _text("Toutes les études", "All studies"),
    "index_reports_many": _text("{n} rapports", "{n} reports"),
    "index_reports_one": _text("{n} rapport", "{n} report"),
    "index_list": _text("Les rapports", "The reports"),
    "index_over_time": _text("Les chiffres clés dans le temps", "Key figures over time"),
    "index_kind": _text("{diffusion}, {kind}", "{diffusion}, {kind}"),
    "index_filters": _text("Choisir les rapports", "Choose reports"),
    "index_any": _text("tous", "all"),
    "index_whole_territory": _text("tous territoires ensemble", "all territories together"),
    "index_whole_period": _text("toute l’étude", "whole study"),
    "index_whole_audience": _text("tous publics", "all audiences"),
    "index_territory": _text("Territoire", "Territory"),
    "index_period": _text("Période", "Period"),
    "index_audience": _text("Public", "Audience"),
    "index_diffusion": _text("Diffusion", "Circulation"),
    "index_count_many": _text("rapports affichés", "reports shown"),
    "index_count_one": _text("rapport affiché", "report shown"),
    "index_made": _text("fait le {made}", "made on {made}"),
    "index_none": _text("Aucun rapport pour l’instant.", "No report so far."),
    "index_one_date": _text(
        "Les courbes viennent avec le deuxième rapport d’un même territoire, à une autre date d’arrêt ou sur une autre "
        "période.",
        "Lines come with the second report of a territory, at another cut-off or about another period.",
    ),
    "index_note": _text(
        "Chaque point est ce qu’un rapport a publié. Un point manque quand le chiffre n’a pas été publié, ou quand il "
        "ne différerait du suivant que par trop peu de personnes.",
        "Each dot is what a report published. A dot is missing where the figure was not published, or where it would "
        "differ from the next one by too few people.",
    ),
    "index_recent": _text(
        "D’une période à l’autre, publics, actions et effectifs changent, et les suites (mises en relation, "
        "immersions, embauches) des périodes récentes ont eu moins de temps pour venir : la pente d’une courbe n’est "
        "pas une évolution.",
        "From one period to the next audiences, actions and numbers change, and what follows recent encounters "
        "(introductions, immersions, hires) has had less time to come: the slope of a line is not a change.",
    ),
    "index_damaged": _text(
        "Lignes illisibles dans historique.jsonl, laissées de côté : {n}.",
        "Unreadable lines in historique.jsonl, left aside: {n}.",
    ),
    "index_page": _text("page", "page"),
    "index_colophon": _text(
        "Liste des rapports présents dans ce dossier ; un rapport supprimé la quitte au passage suivant.",
        "The reports in this folder; one that is deleted leaves the list at the next run.",
    ),
}
