"""How far apart two audiences stand on the questions they share, wave by wave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.perception.inputs import require_codebook, require_responses
from declic_analysis.perception.mirrors import KEYS, mirror_items
from declic_analysis.perception.submissions import chosen_rows, substantive
from declic_analysis.statistics import gaps, ordinal_agreement, ordinal_distance
from declic_analysis.statistics.interval import Floats, Ints
from declic_analysis.statistics.proportions import newcombe_difference
from declic_analysis.vocabulary import Design, Wave

SIDES = ("first", "second")
WAVES = (Wave.BEFORE, Wave.RETRO_BEFORE, Wave.AFTER, Wave.FOLLOWUP)
COLUMNS = (
    *("direction", "confirmatory", "design", "n_levels", "n_first", "n_second", "favourable_first"),
    *("favourable_second", "gap", "gap_low", "gap_high", "mean_first", "mean_second", "mean_gap", "mean_gap_low"),
    *("mean_gap_high", "agreement_first", "agreement_second", "consensus_first", "consensus_second", "distance"),
    *("distance_null", "distance_excess", "distance_p", "confidence", "method"),
)


class Answers(NamedTuple):
    """Scores and favourable answers (1, 0) of the people of one audience to one item in one wave."""

    score: Floats
    favourable: Floats

    def levels(self, n_levels: int) -> Ints:
        return np.bincount(self.score.astype(np.int64) - 1, minlength=n_levels)


NOBODY = Answers(np.zeros(0), np.zeros(0))


def audience_gap(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    rng: np.random.Generator,
    month: int | None = None,
    confidence: float = 0.95,
    permutations: int = ordinal_distance.PERMUTATIONS,
) -> pd.DataFrame:
    """Gap between two audiences on each mirror question, in each wave, over everybody who answered on the scale.

    Parameters: codebook with mirror_item; month keeps one follow-up; rng deals persons out to the audiences at random
    for the p of the distance. Audiences are different people: the groups are not paired.
    Returns: one row per mirror question and wave that either audience answered: item, item_second, audience_first,
    audience_second, wave, n_first, n_second, favourable shares, gap = first − second with Newcombe's interval, means in
    levels of score with Welch's, agreement (van der Eijk's A) and consensus (Tastle & Wierman) inside each audience,
    distance (Wasserstein-1 in levels), its mean if both audiences were one, the excess and its permutation p. Empty
    where an audience has no answer.
    Raises: ContractError, when a column or an item of the codebook is missing.
    References: see `statistics.gaps`, `ordinal_agreement`, `ordinal_distance`.
    """
    require_responses(responses)
    require_codebook(codebook, responses=responses)
    mirrors: list[dict[str, Any]] = mirror_items(codebook).to_dict("records")  # type: ignore[assignment]
    rows: list[dict[str, Any]] = []
    for wave in WAVES:
        answers = _answers(responses, wave=wave, month=month)
        for mirror in mirrors:
            one, other = (answers.get((mirror[f"audience_{side}"], item), NOBODY) for side, item in _sides(mirror))
            if len(one.score) or len(other.score):
                measured = _measured(one, other, mirror, rng=rng, confidence=confidence, permutations=permutations)
                rows.append({**mirror, "wave": wave.value, **measured})
    return pd.DataFrame(rows, columns=[*KEYS, "wave", *COLUMNS])


def _sides(mirror: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("first", mirror["item"]), ("second", mirror["item_second"]))


def _answers(responses: pd.DataFrame, *, wave: str, month: int | None) -> dict[tuple[str, str], Answers]:
    rows = substantive(chosen_rows(responses, wave, month=month))
    found: dict[tuple[str, str], Answers] = {}
    for audience, item in rows[["audience", "item"]].drop_duplicates().itertuples(index=False):
        own = rows[(rows["audience"] == audience) & (rows["item"] == item)]
        found[audience, item] = Answers(own["score"].to_numpy(np.float64), own["favourable"].to_numpy(np.float64))
    return found


def _measured(
    one: Answers,
    other: Answers,
    mirror: Mapping[str, Any],
    *,
    rng: np.random.Generator,
    confidence: float,
    permutations: int,
) -> dict[str, Any]:
    gap = newcombe_difference(_tally(one), _tally(other), confidence=confidence)
    mean = gaps.mean_difference(one.score, other.score, confidence=confidence)
    first, second = (side.levels(int(mirror["n_levels"])) for side in (one, other))
    distance = ordinal_distance.wasserstein(first, second, rng=rng, permutations=permutations)
    return {
        "design": Design.UNPAIRED.value,
        **{f"n_{side}": len(own.score) for side, own in zip(SIDES, (one, other), strict=True)},
        **{f"favourable_{side}": _share(own) for side, own in zip(SIDES, (one, other), strict=True)},
        **{"gap": gap.estimate, "gap_low": gap.low, "gap_high": gap.high},
        **{f"mean_{side}": _mean(own) for side, own in zip(SIDES, (one, other), strict=True)},
        **{"mean_gap": mean.estimate, "mean_gap_low": mean.low, "mean_gap_high": mean.high},
        **{f"agreement_{side}": ordinal_agreement.agreement(n) for side, n in zip(SIDES, (first, second), strict=True)},
        **{f"consensus_{side}": ordinal_agreement.consensus(n) for side, n in zip(SIDES, (first, second), strict=True)},
        **{"distance": distance.distance, "distance_null": distance.null_mean},
        **{"distance_excess": distance.excess, "distance_p": distance.p, "confidence": confidence},
        "method": "newcombe+welch+wasserstein_permutation",
    }


def _tally(answers: Answers) -> tuple[int, int]:
    return int(answers.favourable.sum()), len(answers.favourable)


def _share(answers: Answers) -> float:
    return float(answers.favourable.mean()) if len(answers.favourable) else np.nan


def _mean(answers: Answers) -> float:
    return float(answers.score.mean()) if len(answers.score) else np.nan
