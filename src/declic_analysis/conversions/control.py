"""Structures against control limits: which rates are further from the common one than their size explains.

A point outside the limits is to be looked at together, with what is known of publics and jobs; it is no verdict.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from declic_analysis.conversions.reaching import reaching
from declic_analysis.schemas import require
from declic_analysis.statistics.control import control_limits, dispersion

LIMITS = {"95": 0.95, "998": 0.998}
CURVE_POINTS = 120
COLUMNS = (
    *("part", "grouping", "group", "event", "window_days", "n", "n_events", "rate", "target"),
    *("low_95", "high_95", "low_998", "high_998", "position", "n_groups", "largest", "dispersion", "dispersion_p"),
)
_TYPES = {
    **dict.fromkeys(("part", "grouping", "group", "event", "position"), "string"),
    **dict.fromkeys(("window_days", "n", "n_events", "n_groups"), "Int64"),
    **dict.fromkeys(("rate", "target", "low_95", "high_95", "low_998", "high_998", "largest"), "Float64"),
    **dict.fromkeys(("dispersion", "dispersion_p"), "Float64"),
}


def control_chart(
    journeys: pd.DataFrame,
    *,
    by: str = "structure",
    event: str = "hired",
    window_days: int | None = None,
    cutoff: dt.date | None = None,
    structures: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Rate of each structure (alphabetical) with exact binomial limits around the rate of all, at 95 and 99.8 %.

    Parameters: see `conversions.reaching`; `by` may be `prescriber`.
    Returns: part = `group`: n, n_events, rate; target, the rate of all; limits at the structure's own n; position:
    `inside`, `outside_95`, `outside_998`; n_groups; largest, share that the largest structure holds; dispersion
    (Pearson's χ² / df) with its p: well above 1, limits drawn for chance alone are too narrow. Last, an empty group:
    those of no known structure, part of the target, without limits. Then part = `limit`: the limits at sizes from 1 to
    the largest, to be drawn as curves.
    Raises: ContractError, see `conversions.pooled_rates`.
    """
    require(journeys, [by], table="journeys")
    kept = reaching(journeys, event=event, window_days=window_days, cutoff=cutoff, structures=structures)
    rows = kept.groupby(by, sort=True, dropna=False)["reached"].agg(["size", "sum"]).reset_index()
    rows = rows.sort_values(by, kind="stable", na_position="last")
    known, n, x = rows[by].notna().to_numpy(dtype=bool), rows["size"].to_numpy(), rows["sum"].to_numpy()
    rate, target = x / np.maximum(n, 1), x.sum() / max(n.sum(), 1)
    limits = {name: np.where(known, ends, np.nan) for name, ends in limits_at(n, target=target).items()}
    spread, own = dispersion(x[known], n[known]), n[known]
    frame = pd.DataFrame(
        {
            "part": "group", "grouping": by, "group": rows[by].astype("string"), "event": event,
            "window_days": pd.NA if window_days is None else window_days, "n": n, "n_events": x, "rate": rate,
            "target": target, **limits, "position": _positions(rate, limits), "n_groups": len(own),
            "largest": own.max() / own.sum() if len(own) else np.nan,
            "dispersion": spread.ratio, "dispersion_p": spread.p,
        }
    )  # fmt: skip
    return pd.concat([frame[list(COLUMNS)].astype(_TYPES), _curve(frame)], ignore_index=True)


def _curve(frame: pd.DataFrame) -> pd.DataFrame:
    """Limits at sizes spread over those of the structures."""
    largest = frame.loc[frame["group"].notna(), "n"].max()
    if pd.isna(largest):
        return pd.DataFrame(columns=list(COLUMNS)).astype(_TYPES)
    n = np.unique(np.linspace(1, largest, CURVE_POINTS).round().astype(int))
    target = float(frame["target"].iloc[0])
    curve = pd.DataFrame({"part": "limit", "n": n, "target": target, **limits_at(n, target=target)})
    return curve.assign(grouping=frame["grouping"].iloc[0]).reindex(columns=list(COLUMNS)).astype(_TYPES)


def limits_at(n: np.ndarray, *, target: float) -> dict[str, np.ndarray]:
    """Both pairs of limits at each n, by the names of their columns."""
    found = {}
    for name, confidence in LIMITS.items():
        found[f"low_{name}"], found[f"high_{name}"] = control_limits(n, target=target, confidence=confidence)
    return found


def _positions(rate: np.ndarray, limits: dict[str, np.ndarray]) -> list[str | None]:
    far = (rate < limits["low_998"]) | (rate > limits["high_998"])
    out = (rate < limits["low_95"]) | (rate > limits["high_95"])
    found = ["outside_998" if f else "outside_95" if o else "inside" for f, o in zip(far, out, strict=True)]
    return [None if np.isnan(low) else place for low, place in zip(limits["low_95"], found, strict=True)]
