"""Journeys group by group, and what a table of journeys must hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from declic_analysis.schemas import require


def require_journeys(journeys: pd.DataFrame, columns: Sequence[str]) -> None:
    """ContractError, when a column is missing. There is none of operators: each territory has its own."""
    require(journeys, list(columns), table="journeys")


def groups_of(journeys: pd.DataFrame, by: Sequence[str]) -> Iterator[tuple[dict[str, Any], pd.DataFrame]]:
    """Keys and rows of each group, in alphabetical order, unknown keys last; one group where `by` is empty."""
    if not by:
        return iter([({}, journeys)] if len(journeys) else [])
    found = journeys.groupby(list(by), sort=True, dropna=False, observed=True)
    return ((dict(zip(by, keys, strict=True)), own) for keys, own in found)
