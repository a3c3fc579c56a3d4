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
    "since": _text("depuis le dernier rapport", "since the last report"),
    "since_new": _text("nouvelle", "new"),
    "since_same": _text("inchangée", "unchanged"),
    "since_moved": _text("{then} → {now}", "{then} → {now}"),
    "since_gone": _text("préconisations retirées depuis : {n}", "recommendations withdrawn since: {n}"),
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
}
