"""Did two audiences come closer? The change of their gap on the people seen in both waves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.perception import clustering
from declic_analysis.perception.inputs import require_codebook, require_responses
from declic_analysis.perception.mirrors import KEYS, mirror_items
from declic_analysis.perception.pairs import pairs
from declic_analysis.perception.shift import DESIGNS
from declic_analysis.statistics import gaps, paired_proportions
from declic_analysis.statistics.interval import Estimate, Floats, Ints
from declic_analysis.statistics.mean_change import t_interval
from declic_analysis.statistics.proportions import newcombe_difference
from declic_analysis.vocabulary import ClusterMethod, Design, Direction, GapMovement, GapStatus, Wave

SIDES = ("first", "second")
COLUMNS = (
    *("direction", "confirmatory", "design_first", "design_second", "wave_to", "month", "n_first", "n_second"),
    *("favourable_before_first", "favourable_after_first", "favourable_before_second", "favourable_after_second"),
    *("change_first", "change_first_low", "change_first_high"),
    *("change_second", "change_second_low", "change_second_high"),
    *("gap_before", "gap_before_low", "gap_before_high", "gap_after", "gap_after_low", "gap_after_high"),
    *("gap_change", "gap_change_low", "gap_change_high", "gap_change_low_90", "gap_change_high_90"),
    *("gap_total_low", "gap_total_high", "mean_gap_before", "mean_gap_after", "mean_gap_change"),
    *("mean_gap_change_low", "mean_gap_change_high", "status", "movement", "cluster_method_first"),
    *("cluster_method_second", "confidence", "margin", "n_looks", "method"),
)


class Side(NamedTuple):
    """One audience's pairs on one item: favourable (1, 0) and score before and after, and the action of each."""

    favourable_before: Floats
    favourable_after: Floats
    score_before: Floats
    score_after: Floats
    action: Ints

    @property
    def change(self) -> Floats:
        return self.favourable_after - self.favourable_before


NOBODY = Side(np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64))
Sides = Mapping[tuple[str, str], Side]


class Limits(NamedTuple):
    """What intervals are read against. Margin is a proportion, base counts the pairs of each audience."""

    confidence: float
    alpha: float
    margin: float
    minimum_base: int


def gap_change(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    wave_from: str | Mapping[str, str] = "before",
    wave_to: str = "after",
    month: int | None = None,
    confidence: float = 0.95,
    margin: float = 0.10,
    alpha: float = 0.05,
    minimum_base: int = 5,
) -> pd.DataFrame:
    """Gap between two audiences before and after, on the people of each seen in both waves, and what became of it.

    Parameters: codebook with mirror_item; wave_from, one wave or the wave of each audience (audiences it does not name
    have no pairs): an audience asked in retrospect keeps its own design; margin, a change of gap held to be small.
    Returns: one row per mirror question with a pair on either side. gap = first − second, in share of favourable
    answers (Newcombe's interval); gap_change, with the two paired changes (Tango, or CR2 by action where
    cluster_method says so) joined by MOVER; status (`GapStatus`) and movement (`GapMovement`): see
    `statistics.gaps.gap_status`. Empty numbers and `insufficient` where an audience has fewer than minimum_base pairs.
    Every row is exploratory; n_looks = rows of this frame.
    Raises: ContractError, when a column, a wave or an item of the codebook is not what it must be.
    References: Zou & Donner 2008 (doi:10.1002/sim.3095); coverage and false claims in docs/calibration.md.
    """
    require_responses(responses)
    require_codebook(codebook, responses=responses)
    limits = Limits(confidence, alpha, margin, minimum_base)
    starts = _starts(wave_from, codebook)
    sides = _sides(responses, starts, wave_to=wave_to, month=month)
    rows = [
        {**mirror, **_row(mirror, sides, limits=limits), **_designs(mirror, starts)}
        for mirror in mirror_items(codebook).to_dict("records")
        if any(len(side.action) for side in _both(mirror, sides))
    ]
    frame = pd.DataFrame(rows, columns=[*KEYS, *COLUMNS])
    months = pd.array([month] * len(frame), dtype="Int16")
    return frame.assign(wave_to=wave_to, month=months, margin=margin, confidence=confidence, n_looks=len(frame))


def _starts(wave_from: str | Mapping[str, str], codebook: pd.DataFrame) -> dict[str, str]:
    if isinstance(wave_from, str):
        return dict.fromkeys(codebook["audience"].drop_duplicates(), wave_from)
    return dict(wave_from)


def _designs(mirror: Mapping[Any, Any], starts: Mapping[str, str]) -> dict[str, str]:
    asked = {side: starts.get(mirror[f"audience_{side}"], "") for side in SIDES}
    return {f"design_{side}": DESIGNS.get(wave, Design.POST_ONLY.value) for side, wave in asked.items()}


def _sides(responses: pd.DataFrame, starts: Mapping[str, str], *, wave_to: str, month: int | None) -> Sides:
    found: dict[tuple[str, str], Side] = {}
    for audience, start in starts.items():
        own = responses[responses["audience"] == audience]
        both = pairs(own, wave_from=start, wave_to=wave_to, month=month if wave_to == Wave.FOLLOWUP else None)
        actions = both.assign(_action=pd.factorize(both["action"])[0])
        found |= {(audience, str(item)): _side(rows) for item, rows in actions.groupby("item", observed=True)}
    return found


def _side(rows: pd.DataFrame) -> Side:
    names = ("before_favourable", "after_favourable", "before_score", "after_score")
    before, after, first, last = (rows[name].to_numpy(dtype=np.float64) for name in names)
    return Side(before, after, first, last, rows["_action"].to_numpy(dtype=np.int64))


def _both(mirror: Mapping[Any, Any], sides: Sides) -> tuple[Side, Side]:
    first = sides.get((mirror["audience_first"], mirror["item"]), NOBODY)
    return first, sides.get((mirror["audience_second"], mirror["item_second"]), NOBODY)


def _row(mirror: Mapping[Any, Any], sides: Sides, *, limits: Limits) -> dict[str, Any]:
    first, second = _both(mirror, sides)
    counted = {"n_first": len(first.action), "n_second": len(second.action)}
    if min(counted.values()) < max(limits.minimum_base, 1):
        told = {"status": GapStatus.INSUFFICIENT.value, "movement": GapMovement.NONE.value}
        methods = {f"cluster_method_{side}": ClusterMethod.INDEPENDENT.value for side in SIDES}
        return {**counted, **told, **methods, "method": "none"}
    evidence = _evidence(first, second, limits=limits)
    status = gaps.gap_status(evidence, margin=limits.margin)
    movement = gaps.gap_movement(evidence, status, neutral=mirror["direction"] == Direction.NEUTRAL)
    return {
        **counted,
        **_levels(first, second, confidence=limits.confidence),
        **_changes(evidence),
        **_mean_gaps(first, second, confidence=limits.confidence),
        **{"status": status.value, "movement": movement.value, "method": "newcombe+mover"},
        **{f"cluster_method_{side}": _method(own) for side, own in zip(SIDES, (first, second), strict=True)},
    }


def _evidence(first: Side, second: Side, *, limits: Limits) -> gaps.GapEvidence:
    one, other = (_change(side, confidence=limits.confidence) for side in (first, second))
    narrow = [_change(side, confidence=1 - 2 * limits.alpha) for side in (first, second)]
    totals = [_total(side, confidence=limits.confidence) for side in (first, second)]
    return gaps.GapEvidence(gaps.difference(one, other), gaps.difference(*narrow), gaps.difference(*totals), one, other)


def _change(side: Side, *, confidence: float) -> Estimate:
    """Change of the favourable share: clustered by action where actions are recorded, else Tango."""
    clustered = clustering.interval(side.change, side.action, confidence=confidence)
    gained, lost = int((side.change > 0).sum()), int((side.change < 0).sum())
    return clustered or paired_proportions.tango(gained, lost, len(side.change), confidence=confidence)


def _total(side: Side, *, confidence: float) -> Estimate:
    both = side.favourable_before + side.favourable_after
    clustered = clustering.interval(both, side.action, confidence=confidence)
    return clustered or gaps.paired_sum(side.favourable_before, side.favourable_after, confidence=confidence)


def _method(side: Side) -> str:
    clustered = clustering.interval(side.change, side.action, confidence=0.95)
    return ClusterMethod.INDEPENDENT.value if clustered is None else clustered.method


def _levels(first: Side, second: Side, *, confidence: float) -> dict[str, float]:
    found: dict[str, float] = {}
    for moment in ("before", "after"):
        sides = [getattr(side, f"favourable_{moment}") for side in (first, second)]
        found |= {f"favourable_{moment}_{name}": float(v.mean()) for name, v in zip(SIDES, sides, strict=True)}
        tallies = [(int(values.sum()), len(values)) for values in sides]
        found |= _limits(newcombe_difference(tallies[0], tallies[1], confidence=confidence), f"gap_{moment}")
    return found


def _changes(evidence: gaps.GapEvidence) -> dict[str, float]:
    return {
        **_limits(evidence.first, "change_first"),
        **_limits(evidence.second, "change_second"),
        **_limits(evidence.change, "gap_change"),
        **{"gap_change_low_90": evidence.narrow.low, "gap_change_high_90": evidence.narrow.high},
        **{"gap_total_low": evidence.total.low, "gap_total_high": evidence.total.high},
    }


def _mean_gaps(first: Side, second: Side, *, confidence: float) -> dict[str, float]:
    """The same in mean levels; the change joins the two t intervals (MOVER)."""
    before, after = (
        float(getattr(first, name).mean() - getattr(second, name).mean()) for name in ("score_before", "score_after")
    )
    change = gaps.difference(
        *(t_interval(side.score_after - side.score_before, confidence=confidence) for side in (first, second))
    )
    return {"mean_gap_before": before, "mean_gap_after": after, **_limits(change, "mean_gap_change")}


def _limits(estimate: Estimate, name: str) -> dict[str, float]:
    return {name: estimate.estimate, f"{name}_low": estimate.low, f"{name}_high": estimate.high}
