"""What is said of who was asked, who answered and who was lost, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


ATTRITION_TEXTS = {
    "flow_title": _text("De l’invitation à la paire", "From invitation to pair"),
    "flow_step": _text("Étape", "Step"),
    "flow_pairs": _text("Reconnues avant et après (paires)", "Recognised before and after (pairs)"),
    "flow_lost_n_invited": _text("{n} sans réponse avant", "{n} did not answer before"),
    "flow_lost_n_before": _text("{n} sans paire : sans réponse après, ou non reconnues", "{n} without a pair"),
    "flow_note": _text(
        "« Ont répondu après » compte aussi des personnes qui n’avaient pas répondu avant. Le nombre d’invités n’est "
        "montré que s’il est connu.",
        "“Answered after” also counts people who had not answered before. The number invited is shown only where it is "
        "known.",
    ),
    "alt_flow": _text("Diagramme de flux, des invités aux paires.", "Flow diagram, from invited to pairs."),
    "alt_flow_item": _text("{audience} : {value}.", "{audience}: {value}."),
    "n_missing": _text("Perdues de vue", "Lost"),
    "range": _text("Solde, du pire au meilleur cas", "Net shift, worst to best case"),
    "range_invited": _text("Le même, sur tous les invités", "The same, over all invited"),
    "range_withheld": _text(
        "La fourchette n’est pas donnée là où peu de personnes ont été perdues de vue.",
        "The range is not given where few people were lost.",
    ),
}
