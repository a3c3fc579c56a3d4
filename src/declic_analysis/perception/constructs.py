"""Items of one construct that may stand together: one audience, one scale, all with a favourable side or neutral."""

from __future__ import annotations

import pandas as pd

from declic_analysis.perception.inputs import CODEBOOK, require_codebook, require_columns, require_responses
from declic_analysis.vocabulary import Direction

MEASURE = ("audience", "construct", "scale", "direction")


def construct_items(responses: pd.DataFrame, *, codebook: pd.DataFrame) -> pd.DataFrame:
    """Audience, construct, scale, direction, item: one row an item × audience, in the order of the codebook.

    direction is `favourable_high` for every item with a favourable side (their scores run the same way) or `neutral`.
    Raises: ContractError when a column is missing or an answered item is not in the codebook.
    """
    require_responses(responses)
    require_columns(codebook, (*CODEBOOK, "construct"), table="codebook")
    require_codebook(codebook, responses=responses)
    sided = codebook["direction"].where(codebook["direction"] == Direction.NEUTRAL, Direction.FAVOURABLE_HIGH.value)
    return codebook.assign(direction=sided.astype("str"))[[*MEASURE, "item"]].reset_index(drop=True)


def person_by_item(answers: pd.DataFrame, *, items: list[str], index: str = "response") -> pd.DataFrame:
    """Scores of answers on the scale: one row a submission, one column an item of `items`, NaN where unanswered."""
    wide = answers.pivot(index=index, columns="item", values="score")
    return wide.reindex(columns=items).astype("float64")
