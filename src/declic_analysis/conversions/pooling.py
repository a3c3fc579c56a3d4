"""Rates of formats, structures, actions side by side: each group's own, and the same drawn towards the others."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from declic_analysis.conversions.reaching import reaching
from declic_analysis.schemas import require
from declic_analysis.statistics import beta_binomial
from declic_analysis.statistics.proportions import wilson

COLUMNS = (
    *("grouping", "group", "event", "window_days", "n", "n_events", "rate", "low", "high"),
    *("shrunken", "shrunken_low", "shrunken_high", "n_groups", "n_immature", "confidence", "method"),
)
_TYPES = {
    **dict.fromkeys(("grouping", "group", "event", "method"), "string"),
    **dict.fromkeys(("window_days", "n", "n_events", "n_groups", "n_immature"), "Int64"),
    **dict.fromkeys(("rate", "low", "high", "shrunken", "shrunken_low", "shrunken_high", "confidence"), "Float64"),
}


def pooled_rates(
    journeys: pd.DataFrame,
    *,
    by: str,
    event: str = "hired",
    window_days: int | None = None,
    cutoff: dt.date | None = None,
    structures: pd.DataFrame | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Share of people (or applications) who reached `event`, one row a group of the column `by`.

    Parameters: see `conversions.reaching` for event, window_days and cutoff.
    Returns: grouping (= by), group (alphabetical; last, empty, those of no known group: not pooled), n, n_events; rate
    with its Wilson interval; shrunken with its equal-tailed posterior interval (beta-binomial, μ and ρ uniform), empty
    where fewer than two groups have anybody; n_groups; n_immature, people left out: their window had not closed, or
    the event has no day on or after time zero.
    No row where nobody is followed. Shares, 0.1 = 10 %.
    Raises: ContractError, for a missing column, another event, a window without its cut-off.
    """
    require(journeys, [by], table="journeys")
    kept = reaching(journeys, event=event, window_days=window_days, cutoff=cutoff, structures=structures)
    counted = kept.groupby(by, dropna=False, sort=True)["reached"].agg(["size", "sum"]).reset_index()
    told = counted[by].notna()
    rows = pd.concat([counted[told], counted[~told]], ignore_index=True)
    early = journeys.groupby(by, dropna=False).size().reindex(rows[by]).to_numpy() - rows["size"].to_numpy()
    raw = [wilson(int(x), int(n), confidence=confidence) for x, n in zip(rows["sum"], rows["size"], strict=True)]
    frame = pd.DataFrame(
        {
            "grouping": by, "group": rows[by].astype("string"), "event": event,
            "window_days": pd.NA if window_days is None else window_days, "n": rows["size"], "n_events": rows["sum"],
            "rate": [found.estimate for found in raw], "low": [found.low for found in raw],
            "high": [found.high for found in raw], **_shrunken(rows, rows[by].notna(), confidence=confidence),
            "n_groups": int(told.sum()), "n_immature": early, "confidence": confidence,
            "method": "beta_binomial_hierarchical",
        }
    )  # fmt: skip
    return frame[list(COLUMNS)].astype(_TYPES)


def _shrunken(rows: pd.DataFrame, told: pd.Series, *, confidence: float) -> dict[str, np.ndarray]:
    names, own = ("shrunken", "shrunken_low", "shrunken_high"), told.to_numpy(dtype=bool)
    columns = {name: np.full(len(rows), np.nan) for name in names}
    if own.sum() > 1:
        found = beta_binomial.pooled_rates(rows["sum"][own], rows["size"][own], confidence=confidence)
        for name, values in zip(names, (found.mean, found.low, found.high), strict=True):
            columns[name][own] = values
    return columns
