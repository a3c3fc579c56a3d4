"""The sheets of `etude.xlsx` about questions answered by choosing among options."""

from __future__ import annotations

from declic_analysis.study.columns import ID, KEY, KEY2, KEY3, PARENT, VALUE, WORDING, Sheet, col, words

CHOICE_QUESTIONS = Sheet(
    "questions à choix",
    "rows",
    ("choice_questions",),
    (
        ID,
        *words("formulation", "wording", WORDING),
        col("plusieurs réponses", "multiple", "Oui si plusieurs options peuvent être choisies.", kind="yes"),
        col("publics", "audiences", "Ids des publics, séparés par | (obligatoire).", kind="list"),
        col("autre", "other", "Oui si l’on peut écrire une autre réponse (comptée, jamais recopiée).", kind="yes"),
    ),
    "Les questions à options sans ordre : une réponse, ou plusieurs.",
)
OPTIONS = Sheet(
    "options",
    "child_rows",
    ("choice_questions",),
    (
        col("question", PARENT, "Id de la question à choix (obligatoire).", refers="questions à choix"),
        ID,
        *words("libellé", "label", "Les mots du questionnaire (obligatoire)."),
        col("codes", "codes", "Autres écritures dans les fichiers, séparées par |.", kind="list"),
    ),
    "Les options de chaque question à choix.",
    field="options",
)
CHOICES = Sheet(
    "choix",
    "child_map",
    ("sources",),
    (
        col("source", PARENT, "Id de la source (obligatoire).", refers="sources"),
        col("temps", KEY, "Avant, Après, Avant, vu d’après, Suivi à 3 mois … (obligatoire).", kind="wave"),
        col("question", KEY2, "Id de la question à choix.", refers="questions à choix"),
        col("colonne", VALUE, "En-tête de la question dans le fichier, sans l’option."),
    ),
    "Quelle question du fichier est quelle question à choix. Les colonnes de ses options sont reconnues.",
    field="choices",
)
CHOICE_COLUMNS = Sheet(
    "colonnes de choix",
    "child_map",
    ("sources",),
    (
        col("source", PARENT, "Id de la source (obligatoire).", refers="sources"),
        col("temps", KEY, "Avant, Après, Avant, vu d’après, Suivi à 3 mois … (obligatoire).", kind="wave"),
        col("question", KEY2, "Id de la question à choix.", refers="questions à choix"),
        col("option", KEY3, "Id de l’option ; other = le texte « autre »."),
        col("colonne", VALUE, "En-tête de la colonne dans le fichier, mot pour mot."),
    ),
    "Seulement quand la colonne d’une option ne porte pas les mots de sa question (Typeform).",
    field="choice_columns",
)
CHOICE_SHEETS = (CHOICE_QUESTIONS, OPTIONS, CHOICES, CHOICE_COLUMNS)
