"""What the fiction's truth implies for the claims it publishes and the recommendations it lists."""

from __future__ import annotations

import datetime as dt
from typing import Any

from declic_analysis.demo.scenario import TRUTH
from declic_analysis.study import Study
from declic_analysis.study.model import PublishedClaim
from declic_analysis.vocabulary import ClaimStatus, Direction, Measure, RecommendationState


def declared_truth(study: Study, *, hires: int, on: dt.date) -> dict[str, Any]:
    """Claim → what the laws of the fiction make of it; recommendation of the study → its state on that day.

    Parameters: hires, contracts that the registers truly hold. A claim is true where every question that bears on it
    moves to the favourable side (a perceived constraint: to either), and where hires exist if it speaks of them.
    """
    return {
        "claims": {claim.id: claim_truth(study, claim, hires=hires).value for claim in study.published_claims},
        "recommendations": {
            one.id: {"state": one.state.value, "overdue": bool(one.due_on and one.due_on < on and _open(one.state))}
            for one in study.recommendations
        },
    }


def claim_truth(study: Study, claim: PublishedClaim, *, hires: int) -> ClaimStatus:
    """What unlimited data would say of one claim of the fiction."""
    parts = [_moves(study, claim.audience, item) for item in claim.items]
    parts += [hires > 0] if claim.measure is Measure.HIRES else []
    if not parts:
        return ClaimStatus.NOT_MEASURABLE
    return ClaimStatus.CONFIRMED if all(parts) else ClaimStatus.NOT_CONFIRMED


def _moves(study: Study, audience: str | None, item: str) -> bool:
    shifts = [items[item][1] for name, items in TRUTH.items() if audience in (None, name) and item in items]
    neutral = study.item(item).direction == Direction.NEUTRAL
    return all(shift != 0 if neutral else shift > 0 for shift in shifts)


def _open(state: RecommendationState) -> bool:
    return state is not RecommendationState.DONE
