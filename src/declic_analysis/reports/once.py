"""An analysis of one selection, made once for each grouping: the gate and several cells ask for the same frames."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected

Analysis = Callable[["Selected", list[str]], pd.DataFrame]


def once(analysis: Analysis) -> Analysis:
    """`analysis`, its frame remembered in the selection by its grouping. Frames are never changed in place."""

    @wraps(analysis)
    def remembered(selected: Selected, by: list[str]) -> pd.DataFrame:
        key = (analysis.__name__, *by)
        if key not in selected.made:
            selected.made[key] = analysis(selected, by)
        return selected.made[key]

    return remembered
