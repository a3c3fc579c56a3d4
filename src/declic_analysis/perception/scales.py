"""Do the items of a construct hang together well enough to be read as one, and do they in both waves?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.perception.constructs import MEASURE, construct_items, person_by_item
from declic_analysis.perception.inputs import require_waves
from declic_analysis.perception.pairs import pairs
from declic_analysis.perception.submissions import chosen_rows, substantive
from declic_analysis.statistics import one_factor, reliability
from declic_analysis.statistics.interval import Floats, require_share
from declic_analysis.vocabulary import ScaleDecision, ScaleStability, Wave

LEAST_ITEMS = 3
RELIABILITY = (
    *(*MEASURE, "wave", "n_items", "items", "n_persons", "n_complete", "alpha", "alpha_low", "alpha_high"),
    *("alpha_boot_low", "alpha_boot_high", "omega", "omega_low", "omega_high", "omega_correlation", "confidence"),
    *("reversed_items", "decision", "method"),
)
ITEMS = (
    *(*MEASURE, "wave", "item", "n_complete", "mean", "item_rest", "item_rest_low", "item_rest_high"),
    *("alpha_if_dropped", "loading", "reversed", "confidence", "method"),
)
STABILITY = (
    *(*MEASURE, "wave_from", "wave_to", "n_items_from", "n_items_to", "n_items", "n_pairs", "alpha_from", "alpha_to"),
    *("alpha_change", "low", "high", "confidence", "congruence", "stability", "method"),
)


class _Battery(NamedTuple):
    """The items of one construct in one wave: their keys, names and scores (submissions × items)."""

    keys: dict[str, Any]
    items: list[str]
    scores: Floats


def scale_reliability(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    month: int | None = None,
    confidence: float = 0.95,
    threshold: float = 0.60,
    minimum_base: int = 5,
    rng: np.random.Generator | None = None,
    resamples: int = 1999,
) -> pd.DataFrame:
    """Cronbach's alpha and McDonald's omega of each construct in each wave, and whether a composite may be made.

    Parameters: `responses`, the contract table (scores: reversed items are already turned); `threshold`, what the low
    end of Feldt's interval must reach; `minimum_base`, fewest complete answers; `rng`, for the bootstrap interval,
    empty without it; `month` keeps one follow-up. Items of different scales, and neutral items beside those with a
    favourable side, are never put together. One submission a person and wave, identified or not.
    Returns: one row per audience × construct × scale × direction × wave that has answers: n_items, items (names),
    n_persons (answered any item on the scale), n_complete (all items: the base of every number), alpha with Feldt's
    interval and alpha_boot_ (BCa), omega (maximum likelihood, covariances) with its interval, omega_correlation
    (minimum residuals, correlations), reversed_items (names of items that run against the others), decision
    (`composite`, or why not), method.
    Raises: ContractError, as `paired_shift`.
    References: see `statistics.reliability` and `statistics.one_factor`; held to R's psych in tests/parity.
    """
    require_share(threshold, name="threshold")
    rows = []
    for battery in _batteries(responses, codebook=codebook, month=month):
        row = _consistency(battery, confidence=confidence) | _bootstrap(battery, confidence, rng, resamples)
        rows.append(row | {"decision": _decision(row, threshold=threshold, minimum_base=minimum_base)})
    return _frame(rows, RELIABILITY)


def scale_items(
    responses: pd.DataFrame, *, codebook: pd.DataFrame, month: int | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """What each item does to its construct in each wave: what is shown where no composite may be made.

    Returns: one row per item of the rows of `scale_reliability`: n_complete, mean (levels, as scored), item_rest
    (correlation with the sum of the others, Fisher's interval), alpha_if_dropped, loading (standardised, one factor by
    minimum residuals; empty below 3 items), reversed (true: it runs against the others and should be declared so).
    Raises: ContractError, as `scale_reliability`.
    """
    rows: list[dict[str, Any]] = []
    for battery in _batteries(responses, codebook=codebook, month=month):
        rows.extend(_item_rows(battery, confidence=confidence))
    return _frame(rows, ITEMS)


def scale_stability(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    wave_from: str = "before",
    wave_to: str = "after",
    month: int | None = None,
    confidence: float = 0.95,
    minimum_base: int = 5,
    rng: np.random.Generator | None = None,
    resamples: int = 1999,
) -> pd.DataFrame:
    """Is a construct the same measure in both waves? On the people who answered all its items in both.

    Returns: one row per audience × construct × scale × direction: n_items_from, n_items_to (asked in each wave),
    n_items (in both), n_pairs, alpha_from, alpha_to, alpha_change with the percentile interval of persons resampled
    (empty without `rng`), congruence (Tucker's, of the one-factor loadings), stability: `same` (same items, congruence
    at least 0.95), `fair` (at least 0.85, or some item asked in one wave only), `different`, `not_measurable` (fewer
    than 3 items in both waves, fewer than `minimum_base` pairs, or no variation). Congruence is an estimate: below
    about 50 pairs it is read as an indication.
    Raises: ContractError, as `paired_shift`.
    References: Lorenzo-Seva & ten Berge 2006 (doi:10.1027/1614-2241.2.2.57).
    """
    span = require_waves(wave_from, wave_to, month=month)
    described = construct_items(responses, codebook=codebook)
    asked = {wave: _asked(chosen_rows(responses, wave, month=month), described) for wave in (wave_from, wave_to)}
    both = pairs(responses, **span._asdict())
    rows = []
    for keys, items in _groups(described):
        sides = [[item for item in items if (keys["audience"], item) in asked[wave]] for wave in asked]
        if not any(sides):
            continue
        row = _stability(both, keys, sides, confidence=confidence, minimum_base=minimum_base)
        low, high = _change_limits(row.pop("scores"), confidence, rng, resamples)
        rows.append(row | {"wave_from": wave_from, "wave_to": wave_to, "low": low, "high": high})
    return _frame(rows, STABILITY)


def _batteries(responses: pd.DataFrame, *, codebook: pd.DataFrame, month: int | None) -> Iterator[_Battery]:
    described = construct_items(responses, codebook=codebook)
    waves = [wave for wave in Wave.codes() if (responses["wave"] == wave).any()]
    answers = {wave: chosen_rows(responses, wave, month=month) for wave in waves}
    asked = {wave: _asked(rows, described) for wave, rows in answers.items()}
    for (keys, items), wave in product(list(_groups(described)), waves):
        here = [item for item in items if (keys["audience"], item) in asked[wave]]
        if here:
            rows = substantive(answers[wave])
            own = rows[(rows["audience"] == keys["audience"]) & rows["item"].isin(here)]
            yield _Battery(keys | {"wave": wave}, here, person_by_item(own, items=here).to_numpy())


def _groups(described: pd.DataFrame) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Keys and items of each construct, in the order of the codebook, audience by audience."""
    audiences = {name: place for place, name in enumerate(described["audience"].drop_duplicates())}
    ordered = described.sort_values("audience", key=lambda column: column.map(audiences), kind="stable")
    for values, group in ordered.groupby(list(MEASURE), sort=False, observed=True):
        yield dict(zip(MEASURE, values, strict=True)), group["item"].tolist()


def _asked(answers: pd.DataFrame, described: pd.DataFrame) -> set[tuple[str, str]]:
    """Audience and item of everything answered, on the scale or off it."""
    there = answers[["audience", "item"]].drop_duplicates()
    kept = there.merge(described[["audience", "item"]], on=["audience", "item"], how="inner", validate="one_to_one")
    return set(kept.itertuples(index=False, name=None))


def _consistency(battery: _Battery, *, confidence: float) -> dict[str, Any]:
    alpha = reliability.cronbach_alpha(battery.scores, confidence=confidence)
    omega = one_factor.omega_total(battery.scores, confidence=confidence)
    turned = reliability.item_analysis(battery.scores, confidence=confidence).reversed
    return battery.keys | {
        "n_items": len(battery.items),
        "items": ", ".join(battery.items),
        "n_persons": len(battery.scores),
        "n_complete": alpha.n,
        **{"alpha": alpha.estimate, "alpha_low": alpha.low, "alpha_high": alpha.high},
        **{"omega": omega.estimate, "omega_low": omega.low, "omega_high": omega.high},
        "omega_correlation": one_factor.omega_correlation(battery.scores),
        "confidence": confidence,
        "reversed_items": ", ".join(item for item, back in zip(battery.items, turned, strict=True) if back),
        "method": f"{alpha.method}+{omega.method}",
    }


def _bootstrap(
    battery: _Battery, confidence: float, rng: np.random.Generator | None, resamples: int
) -> dict[str, float]:
    if rng is None:
        return {"alpha_boot_low": np.nan, "alpha_boot_high": np.nan}
    found = reliability.bootstrap_alpha(battery.scores, rng=rng, confidence=confidence, resamples=resamples)
    return {"alpha_boot_low": found.low, "alpha_boot_high": found.high}


def _decision(row: dict[str, Any], *, threshold: float, minimum_base: int) -> str:
    refusals = {
        ScaleDecision.TOO_FEW_ITEMS: row["n_items"] < LEAST_ITEMS,
        ScaleDecision.TOO_FEW_PERSONS: row["n_complete"] < max(minimum_base, 2),
        ScaleDecision.NO_VARIATION: np.isnan(row["alpha"]),
        ScaleDecision.REVERSED_ITEM: row["reversed_items"] != "",
        ScaleDecision.LOW_RELIABILITY: not row["alpha_low"] >= threshold,
    }
    return next((code.value for code, refused in refusals.items() if refused), ScaleDecision.COMPOSITE.value)


def _item_rows(battery: _Battery, *, confidence: float) -> list[dict[str, Any]]:
    analysis = reliability.item_analysis(battery.scores, confidence=confidence)
    complete = reliability.complete_cases(battery.scores)
    loadings = one_factor.loadings_of(battery.scores)
    shared = battery.keys | {"n_complete": len(complete), "confidence": confidence, "method": "item_rest+minres"}
    columns = {
        "item": battery.items,
        "mean": complete.mean(axis=0) if len(complete) else np.full(len(battery.items), np.nan),
        "loading": np.full(len(battery.items), np.nan) if loadings is None else loadings,
        **analysis._asdict(),
    }
    return [shared | {name: values[place] for name, values in columns.items()} for place in range(len(battery.items))]


def _stability(
    both: pd.DataFrame,
    keys: dict[str, Any],
    sides: list[list[str]],
    *,
    confidence: float,
    minimum_base: int,
) -> dict[str, Any]:
    items = [item for item in sides[0] if item in sides[1]]
    own = both[(both["audience"] == keys["audience"]) & both["item"].isin(items)]
    scores = _scores_of_pairs(own, items)
    first, second = np.hsplit(scores, 2)
    alphas = [reliability.cronbach_alpha(side).estimate for side in (first, second)]
    loadings = [one_factor.loadings_of(side) for side in (first, second)]
    known = [found for found in loadings if found is not None]
    alike = one_factor.congruence(*known) if len(known) == 2 and len(scores) >= minimum_base else np.nan
    return keys | {
        **{"n_items_from": len(sides[0]), "n_items_to": len(sides[1]), "n_items": len(items), "n_pairs": len(scores)},
        **{"alpha_from": alphas[0], "alpha_to": alphas[1], "alpha_change": alphas[1] - alphas[0]},
        **{"confidence": confidence, "congruence": alike, "scores": scores},
        "stability": _stability_word(alike, same_items=sides[0] == sides[1]).value,
        "method": "tucker_congruence+percentile",
    }


def _scores_of_pairs(both: pd.DataFrame, items: list[str]) -> Floats:
    """Persons complete in both waves: scores before, then scores after, in one row."""
    wide = both.pivot(index="person", columns="item", values=["before_score", "after_score"])
    wanted = pd.MultiIndex.from_product([["before_score", "after_score"], items])
    return reliability.complete_cases(wide.reindex(columns=wanted).astype("float64").to_numpy())


def _stability_word(congruence: float, *, same_items: bool) -> ScaleStability:
    if np.isnan(congruence):
        return ScaleStability.NOT_MEASURABLE
    if congruence < 0.85:
        return ScaleStability.DIFFERENT
    return ScaleStability.SAME if congruence >= 0.95 and same_items else ScaleStability.FAIR


def _change_limits(
    scores: Floats, confidence: float, rng: np.random.Generator | None, resamples: int
) -> tuple[float, float]:
    tail = (1 - require_share(confidence, name="confidence")) / 2
    if rng is None or len(scores) < 3 or scores.shape[1] < 4:
        return np.nan, np.nan
    changes = reliability.resampled_alpha_changes(*np.hsplit(scores, 2), rng=rng, resamples=resamples)
    if not len(changes):
        return np.nan, np.nan
    low, high = np.quantile(changes, [tail, 1 - tail])
    return float(low), float(high)


def _frame(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    """Rows as a frame whose types do not depend on the rows."""
    frame = pd.DataFrame(rows, columns=list(columns))
    whole = {name: "int64" for name in columns if name.startswith("n_")}
    words = {name: "str" for name in columns if name in _WORDS}
    flags = {name: "bool" for name in columns if name == "reversed"}
    numbers = {name: "float64" for name in columns if name not in {*whole, *words, *flags}}
    return frame.astype(whole | words | flags | numbers)


_WORDS = {
    *(*MEASURE, "wave", "wave_from", "wave_to", "item", "items", "reversed_items", "decision", "stability", "method"),
}
