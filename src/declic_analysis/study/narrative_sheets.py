"""The sheets of `etude.xlsx` about what people say: decisions, effects nobody expected, how testimonies read."""

from __future__ import annotations

from declic_analysis import vocabulary as v
from declic_analysis.study.columns import AUDIENCE, Sheet, col, of, pick, words

DECISIONS = Sheet(
    "décisions",
    "rows",
    ("narrative", "decisions"),
    (col("décision", "fr", "Ce que le comité doit décider."), col("décision (anglais)", "en", "En anglais.")),
    "À décider : une ligne par décision.",
)
UNEXPECTED = Sheet(
    "effets inattendus",
    "rows",
    ("narrative", "unexpected"),
    (
        *words("effet", "effect", "Ce qui a été vu sans être visé, bon ou mauvais (obligatoire)."),
        col("source", "source", "Qui l’a vu, dans quel document ou quelle réunion."),
    ),
    "Ce que le programme ne visait pas.",
)
TESTIMONIES = Sheet(
    "témoignages",
    "rows",
    ("narrative", "testimonies"),
    (
        AUDIENCE,
        col("items", "items", "Ids des questions dont ils parlent, séparés par | (obligatoire).", kind="list"),
        pick("sens", "sense", "Ce que disent la plupart (obligatoire).", choices=of(v.TestimonySense)),
        *words("dit", "told", "Ce qu’ils disent, dans vos mots : ni nom, ni citation (obligatoire)."),
        col("source", "source", "Entretiens, notes ou réunions."),
    ),
    "Comment se lisent les témoignages, à côté des chiffres.",
)
NARRATIVE_SHEETS = (DECISIONS, UNEXPECTED, TESTIMONIES)
