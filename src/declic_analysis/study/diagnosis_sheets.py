"""The sheets of `etude.xlsx` about what may be named in the shared diagnosis."""

from __future__ import annotations

from declic_analysis.study.columns import ID, Sheet, col, of, pick, words
from declic_analysis.vocabulary.diagnosis import DiagnosisKind

BUILT_IN = col(
    "diagnostic : liste du logiciel", "diagnosis.built_in", "Non : seulement ce que l’étude déclare.", kind="yes"
)
DIAGNOSIS_SHEETS = (
    Sheet(
        "diagnostic éléments", "rows", ("diagnosis", "elements"),
        (ID, *words("libellé", "label", "Ce que l’on peut nommer (obligatoire)."),
         pick("sorte", "kind", "Obstacle perçu, formation ou adaptation (obligatoire).", choices=of(DiagnosisKind))),
        "Ce que chaque côté peut nommer, en plus de la liste du logiciel. Facultatif.",
    ),
    Sheet(
        "diagnostic personnes", "rows", ("diagnosis", "publics"),
        (ID, *words("libellé", "label", "Personnes concernées (obligatoire).")),
        "Pour qui sont les postes, en plus de la liste du logiciel. Facultatif.",
    ),
    Sheet(
        "diagnostic métiers", "rows", ("diagnosis", "jobs"),
        (col("code ROME", "id", "Une lettre et quatre chiffres, par exemple H2901 (obligatoire)."),
         *words("nom", "label", "Nom du métier sur les pages (obligatoire).")),
        "Noms des métiers, écrits à côté de leur code. Facultatif.",
    ),
)  # fmt: skip
