"""What each method is, in one sentence with its unit and what it leaves out, in French and English."""

from __future__ import annotations

from typing import NamedTuple

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


class MethodWords(NamedTuple):
    """Name of a method, and its sentence."""

    name: Label
    text: Label


def _method(name: tuple[str, str], text: tuple[str, str]) -> MethodWords:
    return MethodWords(Label(nbsp(name[0]), name[1]), Label(nbsp(text[0]), text[1]))


METHOD_TEXTS: dict[str, MethodWords] = {
    "net_shift": _method(
        ("Solde des évolutions", "Net shift"),
        (
            "Part des paires plus favorables moins part des paires moins favorables, en points, sur les personnes "
            "reconnues aux deux temps ; « je ne sais pas » et les personnes vues une seule fois n’y entrent pas.",
            "Share of pairs more favourable minus share less favourable, in points, on people recognised in both "
            "waves; “don’t know” and people seen once take no part.",
        ),
    ),
    "clusters": _method(
        ("Ressemblance au sein d’une action", "Likeness within an action"),
        (
            "L’intervalle est élargi parce que les personnes d’une même action se ressemblent ; une paire sans "
            "action connue compte pour elle seule.",
            "The interval is widened because people of one action are alike; a pair of no known action counts by "
            "itself.",
        ),
    ),
    "gate": _method(
        ("Évolution établie ou non", "Change established or not"),
        (
            "Test exact des signes (action par action quand elles sont connues), sur les seules paires qui ont "
            "bougé ; seuil corrigé du nombre de questions confirmatoires, les autres sont exploratoires.",
            "Exact sign test (action by action where they are known), on the pairs that moved; the threshold allows "
            "for the number of confirmatory questions, the others are exploratory.",
        ),
    ),
    "favourable_change": _method(
        ("Réponses favorables avant et après", "Favourable answers before and after"),
        (
            "Différence, en points, entre deux parts mesurées sur les mêmes paires, et test exact des paires qui "
            "changent de côté.",
            "Difference, in points, between two shares of the same pairs, and the exact test of pairs that change "
            "side.",
        ),
    ),
    "ranks": _method(
        ("Ampleur de l’évolution", "Size of the change"),
        (
            "Rangs signés des changements de niveau, réponses inchangées comprises dans les rangs ; sans unité, de "
            "−1 à +1.",
            "Signed ranks of the changes of level, unchanged answers ranked too; no unit, from −1 to +1.",
        ),
    ),
    "mean_change": _method(
        ("Changement moyen", "Mean change"),
        (
            "Moyenne des changements, en niveaux de l’échelle, avec son intervalle (par rééchantillonnage à partir "
            "de 50 paires) et sa taille en écarts-types ; jamais le seul appui d’un verdict.",
            "Mean of the changes, in levels of the scale, with its interval (by resampling from 50 pairs on) and "
            "its size in standard deviations; never the only ground of a verdict.",
        ),
    ),
    "marginal": _method(
        ("Toutes les réponses à la fois", "All answers at once"),
        (
            "Compare la répartition entière des réponses, avant et après, sur les mêmes paires ; les personnes y "
            "sont tenues pour indépendantes.",
            "Compares the whole distribution of answers, before and after, on the same pairs; people are taken as "
            "independent.",
        ),
    ),
    "gap": _method(
        ("Écart entre deux publics", "Gap between two audiences"),
        (
            "Part favorable d’un public moins celle de l’autre, en points, aux questions posées dans les mêmes "
            "termes, puis variation de cet écart sur les personnes suivies de chaque côté.",
            "Favourable share of one audience minus that of the other, in points, on questions asked in the same "
            "words, then the change of that gap among people followed on each side.",
        ),
    ),
    "agreement": _method(
        ("Accord au sein d’un public", "Agreement within an audience"),
        (
            "Concentration des réponses sur l’échelle, de −1 (deux camps) à +1 (une seule réponse), et distance "
            "entre les deux répartitions ; toutes les réponses sur l’échelle comptent.",
            "Concentration of answers on the scale, from −1 (two camps) to +1 (one answer), and distance between "
            "the two distributions; every answer on the scale counts.",
        ),
    ),
    "unpaired": _method(
        ("Deux groupes de répondants", "Two groups of respondents"),
        (
            "Là où personne n’est suivi : comparaison de deux groupes, pas d’une évolution de personnes ; delta de "
            "Cliff, sans unité, de −1 à +1, et différence de parts en points.",
            "Where nobody is followed: two groups compared, not a change of persons; Cliff’s delta, no unit, from "
            "−1 to +1, and a difference of shares in points.",
        ),
    ),
    "level": _method(
        ("Niveau à un seul temps", "Level in one wave"),
        (
            "Part favorable et son intervalle, en pourcentage, parmi les personnes qui ont répondu sur l’échelle ; "
            "ne dit rien d’une évolution.",
            "Favourable share with its interval, in per cent, among people who answered on the scale; says nothing "
            "of a change.",
        ),
    ),
    "range": _method(
        ("Bornes sans hypothèse", "Bounds without assumption"),
        (
            "Le solde, en points, si toutes les personnes perdues de vue avaient évolué dans un sens, puis dans "
            "l’autre.",
            "The net shift, in points, had everybody lost moved one way, then the other.",
        ),
    ),
    "stayers": _method(
        ("Personnes restées et perdues de vue", "People who stayed and people lost"),
        (
            "Écart de première réponse entre les deux, en écarts-types, et solde redressé en points ; ne corrige "
            "pas un départ lié à ce qui a été répondu plus tard.",
            "Difference of their first answers, in standard deviations, and weighted net shift in points; does not "
            "mend a departure tied to a later answer.",
        ),
    ),
    "first_answers": _method(
        ("Retour vers la moyenne", "Regression to the mean"),
        (
            "Changement attendu, en niveaux, du seul fait d’avoir choisi un groupe par sa première réponse.",
            "Change expected, in levels, from the mere choice of a group by its first answer.",
        ),
    ),
    "scales": _method(
        ("Cohérence d’un thème", "Consistency of a construct"),
        (
            "Alpha et oméga, sans unité, sur les personnes qui ont répondu à toutes les questions du thème ; "
            "décident s’il peut être lu comme une seule mesure.",
            "Alpha and omega, no unit, on people who answered every question of the construct; they decide whether "
            "it may be read as one measure.",
        ),
    ),
    "groups": _method(
        ("Différences entre groupes", "Differences between groups"),
        (
            "Solde de chaque groupe, en points, et le même resserré vers l’ensemble ; les personnes sont "
            "redistribuées au hasard entre les groupes pour savoir si l’écart dépasse la chance.",
            "Net shift of each group, in points, and the same drawn towards the whole; people are dealt to the "
            "groups anew to know whether the difference exceeds chance.",
        ),
    ),
    "pooling": _method(
        ("Petites actions mises ensemble", "Small actions taken together"),
        (
            "Solde d’un format, en points, chaque action comptant selon ce qu’elle peut dire ; aucune action n’est "
            "écartée parce qu’elle est petite.",
            "Net shift of a format, in points, each action counting for what it can say; none is left out for being "
            "small.",
        ),
    ),
    "model": _method(
        ("Modèle des réponses ordonnées", "Model of ordered answers"),
        (
            "Rapport de cotes d’une réponse plus favorable après qu’avant, personnes et actions ayant leur propre "
            "niveau ; en appui, sans verdict.",
            "Odds ratio of a more favourable answer after than before, people and actions having their own level; "
            "in support, no verdict.",
        ),
    ),
    "comparison": _method(
        ("Groupe de comparaison", "Comparison group"),
        (
            "Évolution du groupe du programme moins celle du groupe de comparaison, en points ou niveaux, et avec "
            "le niveau de départ pris en compte ; personnes suivies seulement.",
            "Change of the programme’s group minus that of the comparison group, in points or levels, and with the "
            "starting level allowed for; people followed only.",
        ),
    ),
    "shares": _method(
        ("Parts d’un effectif", "Shares of a count"),
        (
            "Part et intervalle, en pourcentage, des personnes (ou candidatures) dont l’étape est connue ; un "
            "registre absent se lit « non renseigné ».",
            "Share and interval, in per cent, of people (or applications) whose step is known; an absent register "
            "reads “not stated”.",
        ),
    ),
    "times": _method(
        ("Délai jusqu’à l’embauche", "Time to a hire"),
        (
            "Part embauchée jour après jour, en pourcentage, les autres issues faisant sortir de l’attente ; "
            "personne n’est écarté pour avoir été rencontré récemment.",
            "Share hired day by day, in per cent, other outcomes ending the wait; nobody is left out for having "
            "been met recently.",
        ),
    ),
    "speeds": _method(
        ("Délais comparés", "Times compared"),
        (
            "Test de l’égalité de deux courbes d’embauche, et temps moyen en jours avant un horizon commun.",
            "Test that two curves of hires are equal, and mean time in days before a common horizon.",
        ),
    ),
    "rates": _method(
        ("Taux de petits groupes", "Rates of small groups"),
        (
            "Taux brut, en pourcentage, et le même resserré vers l’ensemble selon l’effectif du groupe.",
            "Crude rate, in per cent, and the same drawn towards the whole by the size of the group.",
        ),
    ),
    "control": _method(
        ("Limites du hasard", "Limits of chance"),
        (
            "Bornes entre lesquelles le hasard seul laisse un groupe de cette taille, en pourcentage ; un point "
            "dehors est à examiner, ce n’est pas un jugement.",
            "Limits within which chance alone leaves a group of that size, in per cent; a point outside is to be "
            "looked at, it is no judgement.",
        ),
    ),
    "strata": _method(
        ("Total et parties", "Total and parts"),
        (
            "Différence, en points, entre groupes à composition égale ; les parties sans vis-à-vis sont comptées à "
            "part.",
            "Difference, in points, between groups of equal make-up; parts without a counterpart are counted apart.",
        ),
    ),
    "attribution": _method(
        ("Rattachement des embauches", "Linking of hires"),
        (
            "Partage de chaque embauche entre les actions qui l’ont précédée, en embauches ; décrit une "
            "contribution et laisse de côté les embauches sans chaîne complète.",
            "Sharing of each hire between the actions before it, in hires; describes a contribution and leaves "
            "aside hires without a whole chain.",
        ),
    ),
    "hire_comparison": _method(
        ("Embauches et groupe de comparaison", "Hires and comparison group"),
        (
            "Différence de parts embauchées dans le délai fixé, en points, à profils rendus comparables ; les "
            "personnes trop récentes n’y entrent pas.",
            "Difference of shares hired within the set time, in points, profiles made comparable; people met too "
            "recently take no part.",
        ),
    ),
    "outlook": _method(
        ("Candidatures encore ouvertes", "Open applications"),
        (
            "Nombre d’embauches attendu parmi les candidatures ouvertes, jamais personne par personne ; éteint si "
            "les données sont trop peu nombreuses.",
            "Number of hires expected among open applications, never person by person; off where the data are too few.",
        ),
    ),
    "loyalty": _method(
        ("Fidélité des structures", "Loyalty of structures"),
        (
            "Part des structures revenues, et part encore présente tant de jours après la première venue, en "
            "pourcentage ; une structure trop récente n’est pas comptée comme perdue.",
            "Share of structures that came again, and share still there so many days after the first time, in per "
            "cent; a structure too recent is not counted as lost.",
        ),
    ),
    "ambassadors": _method(
        ("Ambassadeurs", "Ambassadors"),
        (
            "Personnes du registre qui ont atteint chaque étape, en nombre ; une action est animée par un ambassadeur "
            "quand sa feuille de présence le dit.",
            "People of the roster who reached each stage, in number; an action is led by an ambassador when its "
            "attendance sheet says so.",
        ),
    ),
    "videos": _method(
        ("Vues des vidéos et projections", "Views of the videos and showings"),
        (
            "Vues par jour d’un relevé au suivant, chaque vidéo comparée à elle-même avec et sans projection ; "
            "intervalle de Student sur les vidéos et test des signes exact.",
            "Views a day from one export to the next, each video compared with itself with and without a showing; "
            "Student's interval over the videos and exact sign test.",
        ),
    ),
    "network": _method(
        ("Liens entre structures", "Links between structures"),
        (
            "Actions où deux structures étaient ensemble, en nombre d’actions ; une structure est dite passage "
            "obligé quand, sans elle, deux parties du réseau ne seraient plus reliées.",
            "Actions where two structures were together, in number of actions; a structure is a bridge where, "
            "without it, two parts of the network would no longer be linked.",
        ),
    ),
    "absences": _method(
        ("Absences non excusées", "Unexcused absences"),
        (
            "Part des présences dont l’issue est connue (présent, excusé, absent sans excuse), en pourcentage ; une "
            "présence sans issue notée n’y entre pas.",
            "Share of attendances whose outcome is known (present, excused, absent without excuse), in per cent; an "
            "attendance of unknown outcome takes no part.",
        ),
    ),
    "visits": _method(
        ("Visites selon l’entreprise et la SIAE", "Visits by company and SIAE"),
        (
            "Solde des évolutions des personnes qui ont visité, en points, par caractéristique de leur entreprise et "
            "type de SIAE ; les personnes d’une même entreprise y comptent comme indépendantes.",
            "Net shift of the people who visited, in points, by characteristic of their company and kind of SIAE; "
            "people of one company count as independent.",
        ),
    ),
    "visit_model": _method(
        ("Modèle des visites", "Model of visits"),
        (
            "Régression logistique pénalisée, jugée sur des entreprises entières mises de côté : perte logarithmique "
            "par réponse face à la seule réponse d’avant ; pas de modèle sous un nombre de visites fixé par l’étude.",
            "Penalised logistic regression, judged on whole companies held out: log loss per answer against the "
            "earlier answer alone; no model below a number of visits that the study sets.",
        ),
    ),
    "visit_chances": _method(
        ("Chances attendues et part vue", "Chances expected and share seen"),
        (
            "Chance de devenir plus favorable, en pourcentage, attendue par le modèle et vue dans les réponses ; "
            "l’intervalle du modèle vaut en moyenne sur les groupes, celui de la part vue pour chacun.",
            "Chance of becoming more favourable, in per cent, expected by the model and seen in the answers; the "
            "model’s interval holds on average over groups, that of the share seen for each.",
        ),
    ),
    "themes": _method(
        ("Thèmes avant et après", "Themes before and after"),
        (
            "Évolution, en points, de la part des personnes qui parlent d’un thème, parmi celles qui ont écrit aux "
            "deux temps ; un thème nié n’est pas compté, et qui n’écrit pas n’y entre pas.",
            "Change, in points, of the share of people who speak of a theme, among those who wrote both times; a theme "
            "that is denied is not counted, and who does not write takes no part.",
        ),
    ),
    "theme_level": _method(
        ("Thèmes après l’action", "Themes after the action"),
        (
            "Part, en pourcentage, des personnes qui parlent d’un thème parmi celles qui ont écrit après l’action, "
            "suivies ou non.",
            "Share, in per cent, of people who speak of a theme among those who wrote after the action, followed or "
            "not.",
        ),
    ),
    "key_words": _method(
        ("Mots des uns et des autres", "Words of either side"),
        (
            "Personnes, et non occurrences, qui emploient un mot, un public contre l’autre ; les mots d’un seul petit "
            "nombre de personnes n’y entrent pas.",
            "People, not occurrences, who use a word, one audience against the other; words of few people take no "
            "part.",
        ),
    ),
    "coding": _method(
        ("Qualité du repérage des thèmes", "How well themes are recognised"),
        (
            "F1 du lexique et du modèle (de 0 à 1) contre le codage d’une personne, le modèle jugé sur des personnes "
            "qu’il n’a pas lues ; alpha de Krippendorff entre personnes, réponses codées deux fois seulement.",
            "F1 of codebook and model (0 to 1) against a person’s coding, the model judged on people it has not read; "
            "Krippendorff’s alpha between people, on answers coded twice only.",
        ),
    ),
    "since_last": _method(
        ("Depuis le dernier rapport", "Since the last report"),
        (
            "Écart entre deux rapports, en points, sur des personnes différentes ; les résultats dont la méthode ou le "
            "périmètre a changé ne sont pas comparés.",
            "Difference between two reports, in points, on different people; results whose method or range has changed "
            "are not compared.",
        ),
    ),
}
METHOD_SENTENCES: dict[str, Label] = {
    **{f"method_name_{key}": words.name for key, words in METHOD_TEXTS.items()},
    **{f"method_text_{key}": words.text for key, words in METHOD_TEXTS.items()},
}
