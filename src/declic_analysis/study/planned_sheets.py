"""The sheet of `etude.xlsx` that says what was planned, format by format."""

from __future__ import annotations

from declic_analysis.study.columns import TERRITORY, Sheet, col

PLANNED = Sheet(
    "objectifs",
    "rows",
    ("framework", "planned"),
    (
        col("format", "format", "Id du format d’action ; vide = tous ensemble.", refers="formats"),
        TERRITORY,
        col("période", "period", "2024, 2024-S1, 2024-T2 ou 2024-03 ; vide = tout le programme."),
        col(
            "actions", "actions", "Nombre d’actions prévu ; vide = non renseigné, ce qui n’est pas zéro.", kind="whole"
        ),
        col("personnes", "persons", "Personnes à toucher, chacune comptée une fois.", kind="whole"),
        col("participations", "participations", "Participations à atteindre.", kind="whole"),
    ),
    "Ce qui était prévu, par format, territoire et période : une ligne par objectif.",
)
