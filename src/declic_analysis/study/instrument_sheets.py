"""The sheets of `etude.xlsx` about the questionnaire itself."""

from __future__ import annotations

from declic_analysis.study.columns import ID, KEY, PARENT, WORDS_BELOW, Sheet, col, pick, words

LEGAL_BASIS = {
    "consent": "consentement",
    "public_task": "mission d’intérêt public",
    "legitimate_interest": "intérêt légitime",
}
ASKED = {
    "territory": "territoire", "format": "format", "action": "action", "action_on": "date de l’action",
    "structure": "structure",
}  # fmt: skip
MOMENTS = {"before": "avant", "after": "après (J+2)", "reminder": "relance (J+7)", "followup": "suivi (M+3)"}
CONSENTS = Sheet(
    "accords",
    "child_map",
    ("sources",),
    (
        col("source", PARENT, "Id de la source (obligatoire).", refers="sources"),
        col("usage", KEY, "Ce que la personne permet : quote = être citée."),
        col("colonne", "column", "En-tête de la colonne dans le fichier, mot pour mot (obligatoire)."),
        col("réponses oui", "granted", "Réponses qui permettent, séparées par | ; vide = oui, yes, Y, 1.", kind="list"),
    ),
    "Quelle colonne dit ce que la personne permet.",
    field="consents",
)
INSTRUMENT = Sheet(
    "questionnaire",
    "fields",
    (),
    (
        col("responsable de traitement", "instrument.controller", "Qui répond des données (RGPD)."),
        col("contact", "instrument.contact", "Où exercer ses droits : courriel, adresse ou téléphone."),
        col("conservation", "instrument.retention", "Par exemple : jusqu’au 31 décembre 2027."),
        col("finalité", "instrument.purpose", "À quoi servent les réponses ; vide = une phrase est proposée."),
        col("destinataires", "instrument.recipients", "Qui lit les réponses ; vide = une phrase est proposée."),
        pick("base légale", "instrument.legal_basis", "RGPD, article 6.", choices=LEGAL_BASIS),
        col("code demandé", "instrument.code_asked", "Non : les temps de mesure ne s’apparient pas.", kind="yes"),
        col("introduction", "instrument.introduction", "Avant les questions ; vide = une phrase est proposée."),
        col("rétrospectif", "instrument.retrospective", "Avant les mêmes questions posées de mémoire."),
        col("citation", "instrument.quote", "La question qui demande la permission de citer."),
        col("hors échelle proposés", "instrument.off_scale", "Ids proposés, séparés par |.", kind="list"),
        pick(
            "questions posées",
            "instrument.ask",
            "Sur l’action et la structure ; ou : aucun.",
            choices=ASKED,
            kind="picks",
        ),
        col("suivis", "instrument.followups", "Mois après l’action, séparés par | ; ou : aucun.", kind="wholes"),
    ),
    "Le questionnaire que « declic questionnaire » écrit. Ce qui manque est marqué « à compléter ».",
)
CODE_PARTS = Sheet(
    "code personnel",
    "rows",
    ("instrument", "code"),
    (
        *words("à écrire", "wording", "Ce que la personne écrit (obligatoire)."),
        pick(
            "sorte", "kind", "Lettres ou chiffres (obligatoire).", choices={"letters": "lettres", "digits": "chiffres"}
        ),
        col("longueur", "length", "Combien (obligatoire).", kind="whole"),
        col("exemple", "example", "Par exemple MA."),
    ),
    "Les morceaux du code que chacun se compose, dans l’ordre.",
)
ACTIONS = Sheet(
    "actions proposées",
    "rows",
    ("instrument", "actions"),
    (ID, *words("libellé", "label", "Ce que la personne reconnaît : quoi, où, quand (obligatoire).")),
    "Les actions offertes en liste dans le questionnaire ; vide = champ libre.",
)
WELCOMES = Sheet(
    "accueil",
    "map",
    ("instrument", "welcome"),
    (pick("moment", KEY, "Avant, après ou suivi (obligatoire).", choices=MOMENTS), *WORDS_BELOW),
    "Première phrase du questionnaire, si celle proposée ne convient pas.",
)
MESSAGES = Sheet(
    "messages",
    "map",
    ("instrument", "messages"),
    (pick("moment", KEY, "Avant, après, relance ou suivi (obligatoire).", choices=MOMENTS), *WORDS_BELOW),
    "Textes d’invitation, si ceux proposés ne conviennent pas.",
)
INSTRUMENT_SHEETS = (INSTRUMENT, CODE_PARTS, ACTIONS, WELCOMES, MESSAGES)
