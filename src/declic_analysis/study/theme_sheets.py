"""The sheet of `etude.xlsx` about themes of free answers."""

from __future__ import annotations

from declic_analysis import vocabulary as v
from declic_analysis.study.columns import ID, Sheet, col, of, pick, words

THEMES = Sheet(
    "thèmes des réponses libres",
    "rows",
    ("themes",),
    (
        ID,
        *words("libellé", "label", "Nom du thème sur les pages (obligatoire)."),
        *words("définition", "definition", "Quand le donner, pour les personnes qui codent."),
        pick("valeur", "valence", "Atout, obstacle perçu ou autre (obligatoire).", choices=of(v.Valence)),
        col("publics", "audiences", "Ids des publics, séparés par | ; vide = tous.", kind="list"),
        col("thème du questionnaire", "construct", "Id du thème dont il parle.", refers="thèmes"),
        col("expressions", "expressions", "Mots ou tournures, séparés par | ; * à la fin d’un mot.", kind="list"),
        col("sauf", "except", "Tournures où une expression ne compte pas, séparées par |.", kind="list"),
    ),
    "Ce que l’on reconnaît dans les réponses libres.",
)
