"""Where only one wave was asked: where people stand, and no change."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from declic_analysis.perception.inputs import require_by, require_codebook, require_columns, require_responses
from declic_analysis.perception.shift import item_rows
from declic_analysis.perception.submissions import chosen_rows, group_sizes, substantive
from declic_analysis.statistics.mean_change import t_interval
from declic_analysis.statistics.proportions import wilson
from declic_analysis.vocabulary import Answer, Design

COLUMNS = (
    *("direction", "confirmatory", "design", "wave", "n", "n_non_substantive", "favourable", "favourable_low"),
    *("favourable_high", "mean", "mean_low", "mean_high", "confidence", "method"),
)


def wave_level(
    responses: pd.DataFrame,
    *,
    codebook: pd.DataFrame,
    by: Sequence[str] = ("audience", "item"),
    wave: str = "after",
    month: int | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Favourable share (Wilson's interval) and mean (t) of one wave: the design `post_only`. No change is computed.

    Returns: one row per `by` answered in that wave: n persons on the scale, n_non_substantive off it, favourable, mean
    in levels of score. Empty numbers where nobody is on the scale.
    Raises: ContractError, when a column, an item of the codebook or a grouping is not what it must be.
    """
    names = require_by(by, needed=("audience", "item"))
    require_responses(responses)
    require_codebook(codebook, responses=responses)
    require_columns(codebook, ("direction", "confirmatory"), table="codebook")
    asked = chosen_rows(responses, wave, month=month)
    rows = item_rows(asked, codebook, by=names)
    off = group_sizes(asked[asked["answer"] == Answer.NON_SUBSTANTIVE], by=names, name="n_non_substantive")
    rows = rows.merge(off, on=names, how="left", validate="one_to_one").fillna({"n_non_substantive": 0})
    measured = [_measured(own, confidence=confidence) for own in _groups(substantive(asked), rows, by=names)]
    numbers = pd.DataFrame(measured, index=rows.index, columns=[*_MADE])
    told = rows.assign(design=Design.POST_ONLY.value, wave=wave, confidence=confidence, method="wilson+t")
    return told.assign(**numbers).astype({"n": "int64", "n_non_substantive": "int64"})[[*names, *COLUMNS]]


_MADE = ("n", "favourable", "favourable_low", "favourable_high", "mean", "mean_low", "mean_high")


def _groups(answers: pd.DataFrame, rows: pd.DataFrame, *, by: list[str]) -> list[pd.DataFrame]:
    numbered = rows[by].assign(_row=np.arange(len(rows)))
    placed = answers.merge(numbered, on=by, how="left", validate="many_to_one")
    groups = dict(iter(placed.groupby("_row")))
    return [groups.get(k, placed.iloc[0:0]) for k in range(len(rows))]


def _measured(own: pd.DataFrame, *, confidence: float) -> tuple[float, ...]:
    favourable = own["favourable"].to_numpy(dtype=np.float64, na_value=np.nan)
    known = favourable[~np.isnan(favourable)]
    share = wilson(int(known.sum()), len(known), confidence=confidence)
    mean = t_interval(own["score"].to_numpy(dtype=np.float64, na_value=np.nan), confidence=confidence)
    return len(own), share.estimate, share.low, share.high, mean.estimate, mean.low, mean.high
