"""The parts of `etude.xlsx` about partners: how they are followed, and who may be named outside."""

from __future__ import annotations

from declic_analysis import vocabulary as v
from declic_analysis.study.columns import Column, col, of, pick

PARTNER_CHOICES: tuple[Column, ...] = (
    pick("partenaires : périodes", "analysis.partners.period", "Où les structures sont comptées.",
         choices=of(v.PeriodLength)),
    col("partenaires : recul", "analysis.partners.look_back", "Périodes sans être vue : plus là.", kind="whole"),
    col("partenaires : silence", "analysis.partners.silence_days", "Jours qui closent un partenariat.", kind="whole"),
    col("ambassadeurs : actifs", "analysis.partners.active_months", "Mois depuis la dernière action.", kind="whole"),
)  # fmt: skip
NAMED = col("nommée à l’extérieur", "named_outside", "oui : elle l’accepte, ou c’est déjà public.", kind="yes")
CLAIM_MEASURE = pick("mesure", "measure", "Ce que les registres comptent et qui pourrait le montrer.",
                     choices=of(v.Measure))  # fmt: skip
