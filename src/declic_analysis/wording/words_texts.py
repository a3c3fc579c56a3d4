"""What is said of what people write, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


WORDS_TEXTS = {
    "theme": _text(
        "Thème",
        "Theme",
    ),
    "valence": _text(
        "Nature",
        "Nature",
    ),
    "any_asset": _text(
        "Au moins un atout",
        "At least one asset",
    ),
    "any_obstacle": _text(
        "Au moins un obstacle perçu",
        "At least one perceived obstacle",
    ),
    "assets": _text(
        "Atouts",
        "Assets",
    ),
    "obstacles": _text(
        "Obstacles perçus",
        "Perceived obstacles",
    ),
    "others": _text(
        "Autres thèmes",
        "Other themes",
    ),
    "themes_title": _text(
        "Ce dont les personnes parlent davantage, ou moins, après",
        "What people speak of more, or less, afterwards",
    ),
    "themes_together_title": _text(
        "Personnes qui parlent d’atouts et d’obstacles, avant et après",
        "People who speak of assets and obstacles, before and after",
    ),
    "themes_note": _text(
        "Évolution, en points, de la part des personnes qui parlent du thème, parmi celles qui ont répondu "
        "par écrit avant et après ; intervalles à {confidence}. Parler davantage d’un obstacle n’est ni mieux"
        " ni moins bien. Thèmes dans l’ordre du lexique de l’étude ; ceux dont personne ne parle n’y sont "
        "pas.",
        "Change, in points, of the share of people who speak of the theme, among those who wrote before and "
        "after; {confidence} intervals. Speaking more of an obstacle is neither better nor worse. Themes in "
        "the order of the study's codebook; those that nobody speaks of are left out.",
    ),
    "themes_axis": _text(
        "évolution, en points",
        "change, in points",
    ),
    "change_short": _text(
        "évolution",
        "change",
    ),
    "theme_change": _text(
        "Évolution [intervalle]",
        "Change [interval]",
    ),
    "said_before": _text(
        "En parlent avant",
        "Speak of it before",
    ),
    "said_after": _text(
        "En parlent après",
        "Speak of it after",
    ),
    "themes_caption": _text(
        "{audience} : thèmes, avant et après",
        "{audience}: themes, before and after",
    ),
    "themes_sentence": _text(
        "{audience} : sur {n} personnes qui ont répondu par écrit avant et après, {before} parlent d’au moins"
        " un atout avant, {after} après (évolution {change} {interval}).",
        "{audience}: of {n} people who wrote before and after, {before} speak of at least one asset before, "
        "{after} after (change {change} {interval}).",
    ),
    "themes_sentence_short": _text(
        "{audience} : sur {n} personnes qui ont répondu par écrit avant et après, la part de celles qui "
        "parlent d’au moins un atout évolue de {change} {interval}.",
        "{audience}: of {n} people who wrote before and after, the share of those who speak of at least one "
        "asset changes by {change} {interval}.",
    ),
    "themes_hidden": _text(
        "{audience} : trop peu de personnes ont répondu par écrit avant et après : résultat non publié pour "
        "protéger les personnes.",
        "{audience}: too few people wrote both before and after: result not published, to protect people.",
    ),
    "words_dash": _text(
        "Tiret : non publié, trop peu de personnes en parlent (ou n’en parlent pas). Les thèmes dont personne"
        " ne parle n’y sont pas.",
        "Dash: not published, too few people speak of it (or do not). Themes that nobody speaks of are left out.",
    ),
    "themes_looks": _text(
        "p ajusté : test exact des signes, corrigé (Benjamini–Hochberg) pour les {n} thèmes, tous publics, dont "
        "quelqu’un parle ; exploratoire.",
        "Adjusted p: exact sign test, corrected (Benjamini–Hochberg) for the {n} themes of all audiences that somebody "
        "speaks of; exploratory.",
    ),
    "words_withheld": _text(
        "Trop peu de réponses écrites : résultat non publié pour protéger les personnes.",
        "Too few written answers: result not published, to protect people.",
    ),
    "words_absent": _text(
        "Réponses libres : non renseigné. Aucune réponse à une question ouverte n’est dans les fichiers de l’étude.",
        "Free answers: not stated. No answer to an open question is in the study's files.",
    ),
    "themes_absent": _text(
        "Des réponses libres existent, mais l’étude ne déclare aucun thème (rubrique « themes » de "
        "study.yaml, feuille « thèmes des réponses libres » du classeur).",
        "There are free answers, but the study declares no theme (section `themes` of study.yaml, sheet « "
        "thèmes des réponses libres » of the workbook).",
    ),
    "words_caveat": _text(
        "N’écrivent que celles et ceux qui le veulent ; un thème est reconnu à des mots, listés par l’étude "
        "et corrigés par une personne. Ce sont des signes, pas une mesure.",
        "Only those who wish to do write; a theme is recognised by words, listed by the study and corrected "
        "by a person. These are signs, not a measure.",
    ),
    "words_pooled": _text(
        "{audience} : une partie des territoires a trop peu de réponses écrites ; tous les territoires sont réunis.",
        "{audience}: part of the territories has too few written answers; all territories are together.",
    ),
    "words_together": _text(
        "Tous territoires réunis.",
        "All territories together.",
    ),
    "words_level_note": _text(
        "Les thèmes dont trop peu de personnes parlent, ou dont personne ne parle, n’y sont pas.",
        "Themes that too few people speak of, or nobody, are left out.",
    ),
    "words_level_caption": _text(
        "{audience} : thèmes après l’action",
        "{audience}: themes after the action",
    ),
    "words_level_share": _text(
        "Part des personnes [intervalle]",
        "Share of people [interval]",
    ),
    "n_writing": _text(
        "Personnes ayant écrit",
        "People who wrote",
    ),
    "coded_caption": _text(
        "D’où viennent les thèmes",
        "Where the themes come from",
    ),
    "coded_sentence": _text(
        "{n} réponses libres de {persons} personnes ; {people} codées par une personne, les autres par {machine}.",
        "{n} free answers of {persons} people; {people} coded by a person, the others by {machine}.",
    ),
    "coded_by_dictionary": _text(
        "les mots du lexique de l’étude",
        "the words of the study's codebook",
    ),
    "coded_by_model": _text(
        "les mots du lexique de l’étude ou, là où il fait mieux, un modèle appris sur les réponses codées",
        "the words of the study's codebook or, where it does better, a model learnt from the coded answers",
    ),
    "coded_unsure": _text(
        "{n} fois, le modèle hésite : le thème n’est pas compté et attend une personne.",
        "{n} times the model hesitates: the theme is not counted and waits for a person.",
    ),
    "quality_absent_words": _text(
        "Personne n’a encore codé de réponses : la qualité du repérage n’est pas mesurée. « declic themes » "
        "écrit le classeur où le faire.",
        "Nobody has coded answers yet: how well themes are recognised is not measured. `declic themes` writes"
        " the workbook to do it in.",
    ),
    "quality_mean": _text(
        "F1 moyen du lexique sur les {themes} thèmes donnés par une personne : {dictionary} ; {twice} réponses codées "
        "par deux personnes.",
        "Mean F1 of the codebook over the {themes} themes that a person gave: {dictionary}; {twice} answers coded by "
        "two people.",
    ),
    "quality_mean_learnt": _text(
        "Sur les {themes} thèmes que le modèle a pu apprendre : lexique {dictionary}, modèle {model}. Chaque thème "
        "garde le meilleur des deux.",
        "Over the {themes} themes that the model could learn: codebook {dictionary}, model {model}. Each theme keeps "
        "the better of the two.",
    ),
    "quality_mean_unlearnt": _text(
        "Le modèle n’est essayé qu’à partir de 40 réponses codées et de 10 qui ont le thème.",
        "The model is tried from 40 coded answers and 10 that have the theme only.",
    ),
    "quality_words_caption": _text(
        "Le repérage des thèmes, jugé sur les réponses codées par une personne",
        "How themes are recognised, judged on the answers that a person coded",
    ),
    "n_coded": _text(
        "Réponses codées",
        "Coded answers",
    ),
    "n_given": _text(
        "Ont le thème",
        "Have the theme",
    ),
    "dictionary_f1": _text(
        "F1 du lexique",
        "F1 of the codebook",
    ),
    "model_f1": _text(
        "F1 du modèle",
        "F1 of the model",
    ),
    "chosen": _text(
        "Retenu",
        "Used",
    ),
    "chosen_dictionary": _text(
        "lexique",
        "codebook",
    ),
    "chosen_model": _text(
        "modèle",
        "model",
    ),
    "alpha_machine": _text(
        "Alpha, personne et lexique",
        "Alpha, person and codebook",
    ),
    "alpha_people": _text(
        "Alpha, deux personnes",
        "Alpha, two people",
    ),
    "quality_words_note": _text(
        "F1 : moyenne de ce qui est trouvé à raison et de ce qui devait l’être (1 = tout) ; celui du modèle "
        "porte sur des réponses de personnes qu’il n’a pas lues. Alpha de Krippendorff : 1 = même lecture, 0 = hasard.",
        "F1: balance of what is rightly found and of what was to be found (1 = all); the model's is on "
        "answers of people that it has not read. Krippendorff's alpha: 1 = same reading, 0 = chance.",
    ),
    "words_caption": _text(
        "Mots employés par plus de personnes d’un côté",
        "Words used by more people on one side",
    ),
    "word": _text(
        "Mot",
        "Word",
    ),
    "side_share": _text(
        "{audience} : l’emploient",
        "{audience}: use it",
    ),
    "log_ratio": _text(
        "Rapport (log2)",
        "Ratio (log2)",
    ),
    "g2": _text(
        "G²",
        "G²",
    ),
    "p_adjusted_word": _text(
        "p ajusté",
        "adjusted p",
    ),
    "words_note": _text(
        "Mots ramenés à leur forme du dictionnaire, après l’action ; une personne compte une fois. Rapport : "
        "+1 = deux fois plus de personnes chez {first}, −1 = chez {second}. p exact, {n} mots "
        "comparés (Benjamini–Hochberg) ; exploratoire.",
        "Words in their dictionary form, after the action; a person counts once. Ratio: +1 = twice as many "
        "people among {first}, −1 = among {second}. Exact p, {n} words compared "
        "(Benjamini–Hochberg); exploratory.",
    ),
    "words_none_stands_out": _text(
        "Aucun mot ne se détache : {n} mots comparés entre les publics, aucun écart établi (G², Benjamini–Hochberg).",
        "No word stands out: {n} words compared between audiences, no difference established (G², Benjamini–Hochberg).",
    ),
    "words_none": _text(
        "Aucun mot n’est employé par assez de personnes pour être comparé.",
        "No word is used by enough people to be compared.",
    ),
    "quote_marked": _text(
        "« {quote} »",
        "“{quote}”",
    ),
    "quote_by": _text(
        "{audience}, {theme}",
        "{audience}, {theme}",
    ),
    "quotes_none": _text(
        "Aucune citation : il faut l’accord de la personne, et un thème dont assez de personnes parlent.",
        "No quotation: it needs the person's permission, and a theme that enough people speak of.",
    ),
    "quotes_rule": _text(
        "Règle : pour chaque thème dont assez de personnes parlent, la réponse la plus proche de l’ensemble "
        "des réponses du thème, parmi celles dont l’auteur accepte d’être cité, où rien n’a dû être retiré, "
        "qui ne nomment aucune structure (sauf relecture), de 25 à 280 caractères ; une personne n’est citée "
        "qu’une fois. Personne ne choisit.",
        "Rule: for each theme that enough people speak of, the answer nearest to all answers of the theme, "
        "among those whose author agrees to be quoted, from which nothing had to be removed and that name no structure "
        "(unless somebody has read them), 25 to 280 "
        "characters long; nobody is quoted twice. Nobody chooses.",
    ),
    "beside_caption": _text(
        "Chiffres et paroles, côte à côte",
        "Figures and words, side by side",
    ),
    "in_words": _text(
        "Dans les réponses libres",
        "In free answers",
    ),
    "in_figures": _text(
        "Dans les questions",
        "In the questions",
    ),
    "together": _text(
        "Ensemble",
        "Together",
    ),
    "beside_note": _text(
        "Les paroles augmentent ou diminuent quand l’intervalle de leur évolution exclut zéro et que le test "
        "exact des signes le confirme, les chiffres d’après leur verdict. « Concordent » : les deux vont dans"
        " le même sens ; « divergent » : en sens contraire ; sinon on ne sait pas, et ce n’est pas une "
        "absence d’évolution. Le tableau ne montre que ce qui est établi.",
        "Words rise or fall when the interval of their change excludes zero and the exact sign test agrees, "
        "figures by their verdict. “Agree”: both go the same way; “diverge”: opposite ways; otherwise it is "
        "not known, which is not an absence of change. The table shows only what is established.",
    ),
    "beside_sentence": _text(
        "Chiffres et paroles, sujet par sujet : concordent {agree}, divergent {diverge}, on ne sait pas {unknown}.",
        "Figures and words, subject by subject: agree {agree}, diverge {diverge}, not known {unknown}.",
    ),
    "themes_together_note": _text(
        "Évolution, en points, de la part des personnes qui en parlent, parmi celles qui ont répondu par "
        "écrit avant et après ; intervalles à {confidence}. Parler davantage d’un obstacle n’est ni mieux ni "
        "moins bien.",
        "Change, in points, of the share of people who speak of it, among those who wrote before and after; "
        "{confidence} intervals. Speaking more of an obstacle is neither better nor worse.",
    ),
    "testimony_caption": _text(
        "Entretiens, groupes et observations",
        "Interviews, groups and observations",
    ),
    "testimony_design": _text(
        "Dispositif : témoignages, sans échelle ni mesure avant. Une conversation compte une fois, quel que "
        "soit le nombre de personnes : ce ne sont pas des parts de personnes.",
        "Design: testimonies, without a scale or a measure beforehand. A conversation counts once, whoever "
        "takes part: these are no shares of people.",
    ),
    "testimony_absent": _text(
        "Entretiens et observations : non renseigné (feuille « entretiens et observations » des registres).",
        "Interviews and observations: not stated (sheet « entretiens et observations » of the registers).",
    ),
    "method": _text(
        "Méthode",
        "Method",
    ),
    "n_records": _text(
        "Conversations",
        "Conversations",
    ),
    "n_with_notes": _text(
        "Avec notes",
        "With notes",
    ),
    "n_quotable": _text(
        "Citation autorisée",
        "May be quoted",
    ),
    "n_said_records": _text(
        "En parlent",
        "Speak of it",
    ),
    "record_quote_by": _text(
        "Témoignage ({method}) · {by}",
        "Testimony ({method}) · {by}",
    ),
    "record_quotes_rule": _text(
        "Phrases des notes dont la source autorise la citation, choisies par la même règle que les réponses libres ; "
        "une par conversation au plus, rien n’a dû en être retiré.",
        "Sentences of notes whose source allows a quotation, chosen by the same rule as free answers; one a "
        "conversation at most, nothing had to be removed from them.",
    ),
    "record_quotes_none": _text(
        "Aucune phrase d’entretien citée : il faut l’autorisation de la source et assez de conversations.",
        "No sentence of a conversation quoted: it needs the source's permission and enough conversations.",
    ),
    "record_themes_caption": _text(
        "{audience} : thèmes des conversations",
        "{audience}: themes of the conversations",
    ),
}
