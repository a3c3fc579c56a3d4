"""The part of `etude.xlsx` about which visits are held against which answers."""

from __future__ import annotations

from declic_analysis.study.columns import Column, col

TARGETING: tuple[Column, ...] = (
    col("ciblage : format", "analysis.targeting.format", "Id du format des visites ; vide = pas de ciblage."),
    col("ciblage : questions", "analysis.targeting.items", "Que la visite peut changer, séparées par |.", kind="list"),
    col("ciblage : objections", "analysis.targeting.objections", "Questions sur les objections.", kind="list"),
    col("ciblage : visites", "analysis.targeting.minimum_visits", "Sous ce nombre, pas de modèle.", kind="whole"),
)
