"""Full cost over what is known to have followed: an average, not the cost of one more."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.statistics.poisson import garwood

COLUMNS = ("outcome", "n", "euros", "cost", "low", "high", "n_persons", "confidence", "method")
_TYPES = {
    **dict.fromkeys(("outcome", "method"), "string"),
    **dict.fromkeys(("n", "n_persons"), "Int64"),
    **dict.fromkeys(("euros", "cost", "low", "high", "confidence"), "Float64"),
}


def cost_per_outcome(
    costs: pd.DataFrame, *, outcomes: Mapping[str, int], n_persons: int, territory: str = "", confidence: float = 0.95
) -> pd.DataFrame:
    """Full cost divided by the number of each outcome.

    Parameters: the contract table of costs; outcomes, code → number known; n_persons, people followed, whom the gate
    asks for; territory, whose costs alone count: then costs shared by several territories must not exist.
    Returns: one row an outcome: euros, cost = euros / n, with the limits that Garwood's exact Poisson interval of the
    number gives (cost itself is taken as exact); cost and high are empty where the number is 0, low too where nothing
    is spent. No row where no cost is stated, or where a territory's share of common costs is not known.
    Raises: ContractError, when a column is missing.
    """
    require(costs, ["territory", "euros"], table="costs")
    shared = costs["territory"].isna()
    kept = costs if not territory else costs[(costs["territory"] == territory).fillna(False).astype(bool)]
    if kept.empty or (territory and shared.any()):
        return pd.DataFrame(columns=list(COLUMNS)).astype(_TYPES)
    euros = float(kept["euros"].sum())
    rows = [
        _row(code, n, euros=euros, confidence=confidence) | {"n_persons": n_persons} for code, n in outcomes.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(_TYPES)


def _row(code: str, n: int, *, euros: float, confidence: float) -> dict[str, object]:
    number = garwood(n, confidence=confidence)
    ends = {"cost": number.estimate, "low": number.high, "high": number.low}
    found = {name: euros / value if value else math.nan for name, value in ends.items()}
    return {"outcome": code, "n": n, "euros": euros, **found, "confidence": confidence, "method": "garwood"}
