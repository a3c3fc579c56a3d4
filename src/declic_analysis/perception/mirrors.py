"""Questions that two audiences answer about the same thing."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pandas as pd

from declic_analysis.perception.inputs import CODEBOOK, require_columns
from declic_analysis.vocabulary import Direction

KEYS = ("item", "item_second", "audience_first", "audience_second")
DESCRIBED = (*KEYS, "direction", "confirmatory", "n_levels")


def mirror_items(codebook: pd.DataFrame) -> pd.DataFrame:
    """One row per question and pair of audiences asked it, in the same words or through `mirror_item`.

    Parameters: codebook, with mirror_item; audiences are taken in its order.
    Returns: item, item_second (the same id where both are asked in the same words), audience_first, audience_second,
    direction (neutral where either is), confirmatory (either is), n_levels. Questions on scales of different lengths
    are no mirrors.
    Raises: ContractError, when a column is missing.
    """
    require_columns(codebook, (*CODEBOOK, "mirror_item"), table="codebook")
    rows = codebook.drop_duplicates(["item", "audience"]).to_dict("records")
    order = {name: place for place, name in enumerate(codebook["audience"].drop_duplicates())}
    ordered = sorted(rows, key=lambda row: order[row["audience"]])
    found = [_mirror(a, b) for a, b in combinations(ordered, 2) if _alike(a, b)]
    return pd.DataFrame(found, columns=list(DESCRIBED)).astype({"confirmatory": "bool"})


def _alike(first: dict[Any, Any], second: dict[Any, Any]) -> bool:
    same = first["item"] == second["item"]
    told = second["item"] == first["mirror_item"] or first["item"] == second["mirror_item"]
    return first["audience"] != second["audience"] and (same or told) and first["n_levels"] == second["n_levels"]


def _mirror(first: dict[Any, Any], second: dict[Any, Any]) -> dict[str, Any]:
    neutral = Direction.NEUTRAL in (first["direction"], second["direction"])
    return {
        "item": first["item"],
        "item_second": second["item"],
        "audience_first": first["audience"],
        "audience_second": second["audience"],
        "direction": Direction.NEUTRAL.value if neutral else first["direction"],
        "confirmatory": bool(first["confirmatory"]) or bool(second["confirmatory"]),
        "n_levels": int(first["n_levels"]),
    }
