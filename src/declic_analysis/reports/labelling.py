"""Words beside the ids and codes of a result table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import vocabulary as v

if TYPE_CHECKING:
    from declic_analysis.study import Study

Labels = Mapping[str, Mapping[str, str]]  # column → id or code → words
CODES: dict[str, tuple[type[v.Coded], ...]] = {
    "verdict": (v.Verdict, v.GroupVerdict), "wave": (v.Wave,), "wave_from": (v.Wave,), "wave_to": (v.Wave,),
    "direction": (v.Direction,), "design": (v.Design,), "design_first": (v.Design,), "design_second": (v.Design,),
    "reason": (v.Suppression, v.RefusalReason), "unit": (v.JourneyUnit,), "step": (v.Step,), "previous": (v.Step,),
    "last": (v.Step,), "status": (v.GapStatus, v.EffectOutcome), "movement": (v.GapMovement,),
    "fault": (v.JourneyFault,),
    "quality": (v.JobQuality,), "treatment": (v.FaultTreatment,), "outcome": (v.Outcome, v.FitOutcome),
    "ratio_outcome": (v.FitOutcome,), "test_outcome": (v.FitOutcome,), "state": (v.FollowUp, v.OutlookState),
    "share_state": (v.FollowUp,), "model": (v.AttributionModel,), "dated_by": (v.EncounterDate,),
    "applied_by": (v.ApplicationOrigin,), "prescriber_kind": (v.PrescriberKind,), "grouping": (v.Grouping,),
    "decision": (v.ScaleDecision,), "method": (v.EffectMethod,),
}  # fmt: skip


def labels_of(study: Study, *, structures: pd.DataFrame, lang: str) -> Labels:
    """Words by column: what the study names, and the closed lists."""
    codebook = study.codebook()
    items = dict(zip(codebook["item"], codebook[f"label_{lang}"], strict=True))
    audiences, houses = (
        _named(study.audiences, lang),
        dict(zip(structures["structure"], structures["name"], strict=True)),
    )
    told = {
        "audience": audiences, "audience_first": audiences, "audience_second": audiences,
        "territory": _named(study.territories, lang), "format": _named(study.formats, lang),
        "construct": _named(study.constructs, lang), "item": items, "item_second": items,
        "structure": houses, "prescriber": houses,
    }  # fmt: skip
    coded = {name: {m.value: m.label.of(lang) for one in lists for m in one} for name, lists in CODES.items()}
    return told | coded


def _named(things: object, lang: str) -> dict[str, str]:
    return {one.id: one.label.of(lang) for one in things}  # type: ignore[attr-defined]


def with_labels(frame: pd.DataFrame, *, labels: Labels) -> pd.DataFrame:
    """A copy with `<column>_label` after each column of ids or codes; of `group`, where `grouping` says which."""
    told = frame.copy()
    for name in frame.columns:
        words = _words(frame, name, labels)
        if words is not None and words.notna().any():
            told.insert(list(told.columns).index(name) + 1, f"{name}_label", words)
    return told


def _words(frame: pd.DataFrame, name: str, labels: Labels) -> pd.Series | None:
    if name in labels:
        return frame[name].map(labels[name]).astype("string")
    if name not in ("group", "reference") or "grouping" not in frame.columns:
        return None
    pairs = zip(frame["grouping"], frame[name], strict=True)
    return pd.Series([labels.get(str(by), {}).get(one) for by, one in pairs], index=frame.index, dtype="string")
