"""What is said of designs that follow nobody, or not everybody, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


_LABELS = {
    "groups_insufficient": _text("trop peu de données pour conclure", "too little data to conclude"),
    "groups_no_change_observed": _text("aucun écart observé", "no gap observed"),
    "groups_improvement_notable": _text(
        "réponses nettement plus favorables après", "answers clearly more favourable after"
    ),
    "groups_improvement": _text("réponses plus favorables après", "answers more favourable after"),
    "groups_worsening": _text("réponses moins favorables après", "answers less favourable after"),
    "groups_worsening_notable": _text(
        "réponses nettement moins favorables après", "answers clearly less favourable after"
    ),
    "groups_perceived_more_notable": _text("nettement plus perçu après", "perceived clearly more after"),
    "groups_perceived_more": _text("perçu davantage après", "perceived more after"),
    "groups_perceived_less": _text("perçu moins après", "perceived less after"),
    "groups_perceived_less_notable": _text("nettement moins perçu après", "perceived clearly less after"),
    "groups_equivalent": _text("groupes équivalents", "equivalent groups"),
    "groups_inconclusive": _text("non concluant", "inconclusive"),
    "asked_once": _text("posée à un seul temps", "asked in one wave only"),
}

_SENTENCES = {
    "unpaired_people": _text(
        "Deux groupes de répondants, {before} avant et {after} après, que rien ne relie : un écart entre eux ne dit "
        "pas que ces personnes ont changé.",
        "Two groups of respondents, {before} before and {after} after, with nothing to link them: a gap between them "
        "does not say that these people changed.",
    ),
    "unpaired_counts": _text(
        "Questions {reading} ayant un sens favorable : {q} ; réponses plus favorables après : {more} ; moins "
        "favorables : {less} ; sans écart établi : {rest}.",
        "Questions ({reading}) with a favourable side: {q}; answers more favourable after: {more}; less favourable: "
        "{less}; no gap established: {rest}.",
    ),
    "unpaired_constraints": _text(
        "Contraintes perçues : {q} ; davantage après : {more} ; moins : {less} ; sans écart établi : {rest}.",
        "Perceived constraints: {q}; more after: {more}; less: {less}; no gap established: {rest}.",
    ),
    "unpaired_hidden": _text(
        "Trop peu de réponses à l’un des deux temps : résultat non publié pour protéger les personnes.",
        "Too few answers in one of both waves: result not published, to protect people.",
    ),
    "unpaired_once": _text(
        "Questions qui n’ont de réponses qu’à un seul temps : {n} ; aucun écart n’est calculé pour elles, les réponses "
        "de chaque temps sont montrées à part.",
        "Questions answered in one wave only: {n}; no gap is computed for them, the answers of each wave are shown "
        "apart.",
    ),
    "unpaired_recognised": _text(
        "Jusqu’à {n} personnes ont été reconnues aux deux temps : les deux groupes ne sont pas tout à fait "
        "indépendants.",
        "Up to {n} people were recognised in both waves: the two groups are not quite independent.",
    ),
    "level_people": _text(
        "Un seul temps de mesure, après ; répondants : {n}. C’est un niveau, jamais une évolution.",
        "One wave only, after; respondents: {n}. It is a level, never a change.",
    ),
    "level_counts": _text(
        "Questions ayant un sens favorable : {q} ; une majorité favorable est établie pour {more}, une minorité "
        "favorable pour {less}, ni l’une ni l’autre pour {rest}.",
        "Questions with a favourable side: {q}; a favourable majority is established for {more}, a favourable minority "
        "for {less}, neither for {rest}.",
    ),
    "level_hidden": _text(
        "Trop peu de réponses : résultat non publié pour protéger les personnes.",
        "Too few answers: result not published, to protect people.",
    ),
    "unpaired_answer": _text(
        "écart entre deux groupes de répondants, {answer} ({certainty})",
        "gap between two groups of respondents, {answer} ({certainty})",
    ),
    "unpaired_answer_more": _text(
        "réponses plus favorables après : {more} des {q} questions {reading}",
        "answers more favourable after: {more} of {q} {reading} questions",
    ),
    "unpaired_answer_less": _text("moins favorables : {less}", "less favourable: {less}"),
    "unpaired_reminder": _text(
        "Deux groupes de répondants : un écart entre eux ne dit pas que ces personnes ont changé.",
        "Two groups of respondents: a gap between them does not say that these people changed.",
    ),
    "unpaired_answer_none": _text("aucun écart établi", "no gap established"),
    "unpaired_answer_once": _text(
        "questions différentes d’un temps à l’autre, aucun écart calculé",
        "other questions in each wave, no gap computed",
    ),
    "level_answer": _text(
        "un niveau après l’action, pas une évolution ; majorité favorable établie : {more} sur {q} questions",
        "a level after the action, no change; favourable majority established: {more} of {q} questions",
    ),
    "audience_apart": _text("{audience} : {answer}", "{audience}: {answer}"),
    "less_after": _text(
        " ; réponses moins favorables après sur : {items}", "; answers less favourable after on: {items}"
    ),
    "not_linked": _text("{before} avant, {after} après, non appariés", "{before} before, {after} after, not paired"),
    "only_after": _text("après seulement", "after only"),
    "of_nobody": _text("sans objet", "not applicable"),
    "reading_of_confirmatory": _text("confirmatoires", "confirmatory"),
    "reading_of_exploratory": _text("exploratoires", "exploratory"),
}

_TABLES = {
    "unpaired_title": _text("Écarts entre deux groupes de répondants", "Gaps between two groups of respondents"),
    "unpaired_axis": _text("écart entre les groupes, en points", "gap between groups, in points"),
    "unpaired_note": _text(
        "Ce sont deux groupes de répondants : rien ne dit que ces personnes ont changé, ni que les deux groupes se "
        "ressemblaient. Écart (delta de Cliff) : en comparant chaque personne d’après à chaque personne d’avant, part "
        "des cas où celle d’après répond plus favorablement (contraintes : les perçoit davantage) − part des cas où "
        "elle répond moins favorablement ; intervalle à {confidence}. Bande grise : ±{margin}, en deçà desquels un "
        "écart est tenu pour petit. n : avant / après. Pour parler d’écart, l’intervalle doit exclure 0 et le test le "
        "confirmer.",
        "These are two groups of respondents: nothing says that these people changed, nor that both groups were alike. "
        "Gap (Cliff’s delta): comparing each person of after with each person of before, share of cases where the one "
        "of after answers more favourably (constraints: perceives them more) − share where they answer less "
        "favourably; {confidence} interval. Grey band: ±{margin}, below which a gap is held to be small; n: before "
        "/ after. To speak of a gap, the interval must exclude 0 and the test confirm it.",
    ),
    "unpaired_caption": _text(
        "{audience} : deux groupes de répondants, question par question. Dispositif : {design}",
        "{audience}: two groups of respondents, question by question. Design: {design}",
    ),
    "unpaired_gap": _text(
        "Écart entre groupes [intervalle à {confidence}]", "Gap between groups [{confidence} interval]"
    ),
    "share_gap": _text("Écart des parts favorables [intervalle]", "Difference of favourable shares [interval]"),
    "detectable_gap": _text("Plus petit écart détectable", "Smallest detectable gap"),
    "detectable_no_gap": _text("aucun avec ces effectifs", "none with so few people"),
    "n_sides": _text("Répondants avant / après", "Respondents before / after"),
    "share_sides": _text(
        "Favorables (contraintes : d’accord) avant / après", "Favourable (constraints: agreeing) before / after"
    ),
    "sides": _text("{before} / {after}", "{before} / {after}"),
    "groups_clustered": _text(
        "Intervalles et tests de l’écart tiennent compte des actions ; les parts tiennent les personnes pour "
        "indépendantes.",
        "Intervals and tests of the gap allow for actions; shares take people as independent.",
    ),
    "groups_partly_clustered": _text(
        "Intervalles et tests de l’écart tiennent compte des actions là où chaque temps en compte plusieurs ; "
        "ailleurs, et pour les parts, les personnes sont tenues pour indépendantes.",
        "Intervals and tests of the gap allow for actions where each wave has several; elsewhere, and for shares, "
        "people are taken as independent.",
    ),
    "no_table": _text(
        "Aucune question n’a de réponses aux deux temps : rien à comparer.",
        "No question has answers in both waves: nothing to compare.",
    ),
    "level_title": _text("Part favorable, après", "Favourable share, after"),
    "level_axis": _text("part favorable, en % des répondants", "favourable share, in % of respondents"),
    "level_note": _text(
        "Un niveau, jamais une évolution : rien ne dit ce que ces personnes pensaient avant. Point : part des réponses "
        "favorables (contraintes : d’accord) ; trait : intervalle à {confidence} (Wilson). Les réponses hors échelle "
        "ne comptent pas ; les personnes sont tenues pour indépendantes.",
        "A level, never a change: nothing says what these people thought before. Dot: share of favourable answers "
        "(constraints: agreeing); line: {confidence} interval (Wilson). Answers off the scale do not count; "
        "people are taken as independent.",
    ),
    "level_caption": _text(
        "{audience} : niveau après, question par question. Dispositif : {design}",
        "{audience}: level after, question by question. Design: {design}",
    ),
    "level_share": _text(
        "Favorables (contraintes : d’accord) [intervalle à {confidence}]",
        "Favourable (constraints: agreeing) [{confidence} interval]",
    ),
    "level_n": _text("Répondants", "Respondents"),
    "level_off": _text("Hors échelle", "Off the scale"),
    "partly_caption": _text(
        "{audience} : personnes reconnues aux deux temps, et les autres",
        "{audience}: people recognised in both waves, and the others",
    ),
    "partly_note": _text(
        "Deux lignes par question, jamais additionnées. Reconnues : le solde de leurs évolutions. Autres : un écart "
        "entre deux groupes de répondants (celles et ceux d’avant qui ne sont pas revenus, ceux d’après qu’on n’a pas "
        "reconnus) ; il ne dit pas que ces personnes ont changé. Quand les deux lignes divergent, les personnes "
        "suivies ne ressemblent peut-être pas aux autres.",
        "Two rows a question, never added up. Recognised: the net shift of their changes. Others: a gap between two "
        "groups of respondents (those of before who did not come back, those of after who were not recognised); it "
        "does not say that these people changed. Where both rows differ, the people followed may not be like the "
        "others.",
    ),
    "partly_none": _text(
        "{audience} : à aucune question il ne reste, aux deux temps, des personnes hors des paires ; rien à mettre à "
        "côté.",
        "{audience}: on no question are there people outside the pairs in both waves; nothing to set beside them.",
    ),
    "part": _text("Personnes", "People"),
    "part_paired": _text("reconnues aux deux temps", "recognised in both waves"),
    "part_unpaired": _text("les autres (deux groupes)", "the others (two groups)"),
    "part_shift": _text("Solde, ou écart entre groupes [intervalle]", "Net shift, or gap between groups [interval]"),
    "first_caption": _text(
        "{audience} : évolution moyenne selon la première réponse, en niveaux de l’échelle",
        "{audience}: mean change by first answer, in levels of the scale",
    ),
    "first_note": _text(
        "Qui part de bas remonte en moyenne et qui part de haut redescend, même si personne ne change d’avis : c’est "
        "la régression vers la moyenne. « Attendue » : ce qu’elle donnerait à elle seule. Seul l’écart entre "
        "l’évolution observée et cette attente peut dire quelque chose d’un groupe choisi par sa première réponse.",
        "Who starts low rises on average and who starts high falls, even if nobody changes their mind: this is "
        "regression to the mean. “Expected”: what it would give by itself. Only the difference between the change seen "
        "and this expectation can say anything of a group chosen by its first answer.",
    ),
    "first_answer": _text("Première réponse", "First answer"),
    "first_favourable": _text("favorable", "favourable"),
    "first_unfavourable": _text("pas favorable", "not favourable"),
    "first_agreeing": _text("d’accord", "agreeing"),
    "first_unagreeing": _text("pas d’accord", "not agreeing"),
    "first_change": _text("Évolution moyenne observée", "Mean change seen"),
    "first_expected": _text("Attendue par régression vers la moyenne", "Expected from regression to the mean"),
    "alt_unpaired": _text(
        "Graphique en points avec intervalles, écarts entre deux groupes de répondants ; questions : {n}, dont "
        "résultat publié : {published}.",
        "Dot plot with intervals, gaps between two groups of respondents; questions: {n}, of which published: "
        "{published}.",
    ),
    "alt_level": _text(
        "Graphique en points avec intervalles, parts favorables à un seul temps ; questions : {n}, dont résultat "
        "publié : {published}.",
        "Dot plot with intervals, favourable shares of one wave; questions: {n}, of which published: {published}.",
    ),
}

DESIGN_TEXTS: dict[str, Label] = {**_LABELS, **_SENTENCES, **_TABLES}
