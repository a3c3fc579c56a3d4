"""People who answered before and were lost: how they differ, and how much they could change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from declic_analysis.perception.inputs import Span, require_codebook, require_columns, require_responses, require_waves
from declic_analysis.perception.pairs import pairs
from declic_analysis.perception.submissions import chosen_rows, substantive, wave_rows
from declic_analysis.statistics import attrition
from declic_analysis.statistics.attrition import Weights
from declic_analysis.statistics.interval import Floats
from declic_analysis.statistics.proportions import newcombe_difference
from declic_analysis.vocabulary import Answer, Direction

STAYERS = (
    *("audience", "item", "wave_from", "wave_to", "n_stayers", "n_leavers", "mean_stayers", "mean_leavers"),
    *("standardised_difference", "favourable_stayers", "favourable_leavers", "favourable_difference"),
    *("favourable_low", "favourable_high", "confidence", "method"),
)
WEIGHTED = (
    *("audience", "item", "wave_from", "wave_to", "n_pairs", "net_shift", "weighted_shift", "weighted_low"),
    *("weighted_high", "n_effective", "n_trimmed", "weighting", "reason", "confidence"),
)
BOUNDS = (
    *("audience", "item", "wave_from", "wave_to", "n_pairs", "n_up", "n_down", "net_shift", "n_missing", "worst"),
    *("best", "n_invited", "n_missing_invited", "worst_invited", "best_invited"),
)
REGRESSION = (
    *("audience", "item", "wave_from", "wave_to", "first_answer", "n", "mean_before", "mean_after", "change"),
    "expected_change",
)


def stayers_and_leavers(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """First answers of people who also answered later against those of people who did not, question by question.

    Only people who could be identified: of the others nobody knows whether they stayed.
    Returns: one row per audience × item answered first by anyone identified: n_stayers, n_leavers, mean scores,
    standardised_difference (stayers − leavers; beyond 0.1 it is looked at), favourable shares and their difference with
    Newcombe's interval. Empty where one side is.
    Raises: ContractError, when a column, a wave or an item of the codebook is not what it must be.
    References: see `statistics.attrition`.
    """
    span = _required(responses, codebook, wave_from=wave_from, wave_to=wave_to, month=month)
    rows = [
        {"audience": audience, "item": item, **_sides(own, confidence=confidence)}
        for audience, item, own in _by_item(_first_answers(responses, span), codebook)
    ]
    return _framed(rows, STAYERS, span).assign(confidence=confidence, method="newcombe")


def weighted_shift(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Net shift with each pair weighted by the inverse of the chance that such a person stayed.

    The chance comes from an unpenalised logistic regression, audience by audience, on what was known first: a person's
    mean favourable position over the questions with a favourable side (0 to 1), and their share of answers off the
    scale. It mends attrition that depends on these; not attrition that depends on the answer given later: see
    `shift_range`.
    Returns: one row per audience × item with a pair: net_shift, weighted_shift with a normal interval that takes the
    weights as given, n_effective (Kish), n_trimmed, weighting (`logistic` or `none`), reason where there is none.
    Raises: ContractError, as `stayers_and_leavers`.
    """
    span = _required(responses, codebook, wave_from=wave_from, wave_to=wave_to, month=month)
    both = pairs(responses, **span._asdict())
    weights = _weights(responses, codebook, span)
    rows = [
        {"audience": audience, "item": item, **_weighted(own, weights[audience], confidence=confidence)}
        for audience, item, own in _by_item(both, codebook)
    ]
    return _framed(rows, WEIGHTED, span).assign(confidence=confidence)


def shift_range(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    invited: pd.DataFrame | None = None,
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
) -> pd.DataFrame:
    """Worst and best case of the net shift: every missing person fallen, or risen. It assumes nothing.

    Parameters: invited, the contract table `invitations`, summed by audience.
    Returns: one row per audience × item answered first by anyone: n_missing = persons who answered first and have no
    pair; worst, best over pairs and missing; the same with everybody invited (empty where unknown).
    Raises: ContractError, as `stayers_and_leavers`.
    """
    span = _required(responses, codebook, wave_from=wave_from, wave_to=wave_to, month=month)
    both = pairs(responses, **span._asdict())
    asked = _invited(invited, span)
    first = substantive(chosen_rows(responses, span.wave_from, month=span.month))
    moves = {
        (audience, item): own["moved"].to_numpy(dtype=np.int64) for audience, item, own in _by_item(both, codebook)
    }
    rows = [
        {"audience": audience, "item": item}
        | _bounds(moves.get((audience, item), np.zeros(0)), len(own), asked.get(audience))
        for audience, item, own in _by_item(first, codebook)
    ]
    return _framed(rows, BOUNDS, span).astype({"n_invited": "Int64", "n_missing_invited": "Int64"})


def first_answer_groups(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
) -> pd.DataFrame:
    """Change of people grouped by their first answer, beside what regression to the mean alone would give.

    Who answered low at first rises on average, and who answered high falls, even if nobody changed their mind.
    Returns: one row per audience × item × first_answer (`favourable`, `unfavourable`): n, mean scores, change,
    expected_change = (r − 1) × (mean of the group − mean of all).
    Raises: ContractError, as `stayers_and_leavers`.
    """
    span = _required(responses, codebook, wave_from=wave_from, wave_to=wave_to, month=month)
    both = pairs(responses, **span._asdict())
    rows = [
        {"audience": audience, "item": item, **group}
        for audience, item, own in _by_item(both, codebook)
        for group in _first_groups(own)
    ]
    return _framed(rows, REGRESSION, span)


def _required(
    responses: pd.DataFrame, codebook: pd.DataFrame, *, wave_from: str, wave_to: str, month: int | None
) -> Span:
    require_responses(responses)
    require_codebook(codebook, responses=responses)
    return require_waves(wave_from, wave_to, month=month)


def _framed(rows: list[dict[str, Any]], columns: tuple[str, ...], span: Span) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns)).assign(wave_from=span.wave_from, wave_to=span.wave_to)


def _by_item(rows: pd.DataFrame, codebook: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Rows of each audience and item, in the order of the codebook."""
    groups = dict(iter(rows.groupby(["audience", "item"], observed=True, sort=False)))
    for audience, item in codebook[["audience", "item"]].drop_duplicates().itertuples(index=False, name=None):
        if (audience, item) in groups:
            yield audience, item, groups[audience, item]


def _first_answers(responses: pd.DataFrame, span: Span) -> pd.DataFrame:
    """First answers on the scale of identified people, with `stayed`: they answered the later wave."""
    known = responses[responses["identified"].fillna(False).astype(bool)]
    first = chosen_rows(known, span.wave_from, month=span.month)
    return _with_stayed(substantive(first), known, span)


def _with_stayed(rows: pd.DataFrame, known: pd.DataFrame, span: Span) -> pd.DataFrame:
    keys = ["person", "audience"]
    later = wave_rows(known, span.wave_to, month=span.month)[keys].drop_duplicates()
    joined = rows[keys].merge(later, on=keys, how="left", indicator=True, validate="many_to_one")
    return rows.assign(stayed=(joined["_merge"] == "both").to_numpy())


def _sides(own: pd.DataFrame, *, confidence: float) -> dict[str, Any]:
    stayed = own["stayed"].to_numpy(dtype=bool)
    score = own["score"].to_numpy(dtype=np.float64)
    favourable = own["favourable"].to_numpy(dtype=np.float64, na_value=np.nan)
    share = newcombe_difference(_tally(favourable[stayed]), _tally(favourable[~stayed]), confidence=confidence)
    return {
        **{"n_stayers": int(stayed.sum()), "n_leavers": int((~stayed).sum())},
        **{"mean_stayers": _mean(score[stayed]), "mean_leavers": _mean(score[~stayed])},
        "standardised_difference": attrition.standardised_difference(score[stayed], score[~stayed]),
        **{"favourable_stayers": _mean(favourable[stayed]), "favourable_leavers": _mean(favourable[~stayed])},
        **{"favourable_difference": share.estimate, "favourable_low": share.low, "favourable_high": share.high},
    }


def _tally(favourable: Floats) -> tuple[int, int]:
    known = favourable[~np.isnan(favourable)]
    return int(known.sum()), len(known)


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else np.nan


def _weights(responses: pd.DataFrame, codebook: pd.DataFrame, span: Span) -> dict[str, tuple[Weights, pd.Series]]:
    """Audience → weights, and their index by person."""
    known = responses[responses["identified"].fillna(False).astype(bool)]
    first = chosen_rows(known, span.wave_from, month=span.month)
    found: dict[str, tuple[Weights, pd.Series]] = {}
    for audience, own in first.groupby("audience", observed=True):
        people = _with_stayed(_profiles(own, codebook).assign(audience=audience), known, span)
        weights = attrition.stay_weights(people[["level", "off_scale"]].to_numpy(np.float64), people["stayed"])
        stayers = people.loc[people["stayed"], "person"]
        found[str(audience)] = weights, pd.Series(weights.weights, index=stayers.to_numpy())
    return found


def _profiles(own: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """What was known of each person first: level (0 to 1), share of answers off the scale."""
    sides = codebook.drop_duplicates(["audience", "item"])[["audience", "item", "direction", "n_levels"]]
    rows = own.merge(sides, on=["audience", "item"], how="left", validate="many_to_one")
    score = rows["score"].astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    level = np.where(rows["direction"] == Direction.NEUTRAL, np.nan, (score - 1) / (rows["n_levels"] - 1))
    off = (rows["answer"] == Answer.NON_SUBSTANTIVE).astype("float64")
    people = rows.assign(level=level, off_scale=off).groupby("person", observed=True)[["level", "off_scale"]].mean()
    return people.reset_index()


def _weighted(own: pd.DataFrame, found: tuple[Weights, pd.Series], *, confidence: float) -> dict[str, Any]:
    weights, by_person = found
    moved = own["moved"].to_numpy(dtype=np.float64)
    w = by_person.reindex(own["person"]).to_numpy(dtype=np.float64)
    estimate, error = attrition.weighted_mean(moved, w)
    half = error * attrition.normal_quantile(confidence)
    return {
        **{"n_pairs": len(moved), "net_shift": float(moved.mean()), "weighted_shift": estimate},
        **{"weighted_low": max(-1.0, estimate - half), "weighted_high": min(1.0, estimate + half)},
        **{"n_effective": float(w.sum() ** 2 / (w**2).sum()), "n_trimmed": weights.n_trimmed},
        **{"weighting": weights.method, "reason": weights.reason},
    }


def _bounds(moved: np.ndarray, n_first: int, n_invited: int | None) -> dict[str, Any]:
    up, down, n = int((moved > 0).sum()), int((moved < 0).sum()), len(moved)
    known = attrition.shift_bounds(up, down, n, n_missing=n_first - n)
    row = {
        **{"n_pairs": n, "n_up": up, "n_down": down, "net_shift": (up - down) / n if n else np.nan},
        **{"n_missing": n_first - n, "worst": known.low, "best": known.high, "n_invited": n_invited},
    }
    if n_invited is None or n_invited < n:
        return row
    wide = attrition.shift_bounds(up, down, n, n_missing=n_invited - n)
    return row | {"n_missing_invited": n_invited - n, "worst_invited": wide.low, "best_invited": wide.high}


def _invited(invited: pd.DataFrame | None, span: Span) -> dict[str, int]:
    if invited is None or invited.empty:
        return {}
    require_columns(invited, ["audience", "n_invited"], table="invitations")
    told = invited[invited["wave"] == span.wave_from] if "wave" in invited.columns else invited
    sums = told.groupby("audience", observed=True)["n_invited"].sum()
    return {str(audience): int(n) for audience, n in sums.items()}


def _first_groups(own: pd.DataFrame) -> Iterator[dict[str, Any]]:
    before, after = (own[f"{side}_score"].to_numpy(dtype=np.float64) for side in ("before", "after"))
    favourable = own["before_favourable"].to_numpy(dtype=np.float64, na_value=np.nan)
    for name, chosen in (("unfavourable", favourable == 0), ("favourable", favourable == 1)):
        if chosen.any():
            yield {
                **{"first_answer": name, "n": int(chosen.sum()), "mean_before": _mean(before[chosen])},
                **{"mean_after": _mean(after[chosen]), "change": _mean(after[chosen] - before[chosen])},
                "expected_change": attrition.expected_regression(before, after, chosen),
            }
