"""Does a total say the same as its parts? Each group against the others, together and within strata (Simpson)."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from declic_analysis.conversions.reaching import reaching
from declic_analysis.schemas import require
from declic_analysis.statistics.proportions import newcombe_difference
from declic_analysis.statistics.stratified import Stratified, standardised_rate, stratified

NUMBERS = (
    *("rate", "rate_others", "crude_difference", "crude_low", "crude_high"),
    *("common_difference", "common_low", "common_high", "odds_ratio", "odds_low", "odds_high"),
    *("independence_p", "homogeneity_p", "standardised", "standardised_others"),
)
COUNTS = ("window_days", "n", "n_events", "n_others", "n_events_others", "n_left_out", "n_strata", "n_opposite")
COLUMNS = ("grouping", "group", "within", "event", *COUNTS, *NUMBERS, "direction", "confidence")
_TYPES = {
    **dict.fromkeys(("grouping", "group", "within", "event", "direction"), "string"),
    **dict.fromkeys(COUNTS, "Int64"),
    **dict.fromkeys((*NUMBERS, "confidence"), "Float64"),
}


def strata(
    journeys: pd.DataFrame,
    *,
    compare: str,
    within: str,
    event: str = "hired",
    window_days: int | None = None,
    cutoff: dt.date | None = None,
    structures: pd.DataFrame | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Each group of `compare` against all others, crude and within the strata of `within`.

    Parameters: two columns of `journeys`; see `conversions.reaching` for the rest. People without group or stratum are
    left out of both readings (n_left_out), so that they speak of the same people.
    Returns: one row a group (alphabetical; of two groups the first alone, the other is its mirror): n, n_events and the
    others'; crude_difference (Newcombe), common_difference (Mantel–Haenszel, Sato), odds_ratio (Robins, Breslow &
    Greenland), independence_p (Cochran–Mantel–Haenszel, continuity correction), homogeneity_p (Breslow–Day–Tarone),
    standardised and standardised_others (rates with everybody's spread over the strata); direction, see
    `statistics.stratified`; n_strata that hold both sides, n_opposite of them. No row with fewer than two groups or
    strata.
    Raises: ContractError, see `conversions.pooled_rates`.
    """
    require(journeys, [compare, within], table="journeys")
    kept = reaching(journeys, event=event, window_days=window_days, cutoff=cutoff, structures=structures)
    known = kept.dropna(subset=[compare, within])
    groups, levels = sorted(known[compare].unique()), known[within].nunique()
    chosen = [] if min(len(groups), levels) < 2 else groups[:1] if len(groups) == 2 else groups
    about = {"grouping": compare, "within": within, "event": event, "window_days": window_days}
    about["n_left_out"] = len(kept) - len(known)
    rows = [_row(known, known[compare] == group, within, confidence) | about | {"group": group} for group in chosen]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(_TYPES)


def _row(known: pd.DataFrame, own: pd.Series, within: str, confidence: float) -> dict[str, object]:
    counted = known.groupby([within, own.rename("own")])["reached"].agg(["size", "sum"]).unstack(fill_value=0)
    (n, m), (x, y) = ([counted[what].get(side, _none(counted.index)).to_numpy() for side in (True, False)]
                      for what in ("size", "sum"))  # fmt: skip
    found = stratified((x, n), (y, m), confidence=confidence)
    crude = newcombe_difference((int(x.sum()), int(n.sum())), (int(y.sum()), int(m.sum())), confidence=confidence)
    standard = [standardised_rate(*side, weights=n + m, confidence=confidence).estimate for side in ((x, n), (y, m))]
    return {
        "n": int(n.sum()), "n_events": int(x.sum()), "n_others": int(m.sum()), "n_events_others": int(y.sum()),
        "rate": x.sum() / n.sum(), "rate_others": y.sum() / m.sum(),
        "crude_difference": crude.estimate, "crude_low": crude.low, "crude_high": crude.high,
        "standardised": standard[0], "standardised_others": standard[1], "confidence": confidence, **_common(found),
    }  # fmt: skip


def _none(index: pd.Index) -> pd.Series:
    return pd.Series(0, index=index)


def _common(found: Stratified) -> dict[str, object]:
    difference, ratio = found.risk_difference, found.odds_ratio
    return {
        "common_difference": difference.estimate, "common_low": difference.low, "common_high": difference.high,
        "odds_ratio": ratio.estimate if np.isfinite(ratio.estimate) else np.nan,
        "odds_low": ratio.low, "odds_high": ratio.high,
        "independence_p": found.independence.p, "homogeneity_p": found.homogeneity.p,
        "direction": found.direction, "n_strata": found.n_strata, "n_opposite": found.n_opposite,
    }  # fmt: skip
