"""Wide item cells → one line per cell."""

from __future__ import annotations

import numpy as np
import pandas as pd


def to_long(cells: pd.DataFrame) -> pd.DataFrame:
    """One line per cell, column after column.

    Parameters: cells, texts; columns 0 … m−1, any index. Returns: row (label of the index), column (0 … m−1), text.
    """
    n, m = cells.shape
    texts = pd.concat([cells[k] for k in cells.columns], ignore_index=True) if m else pd.Series([], dtype="str")
    return pd.DataFrame(
        {"row": np.tile(cells.index.to_numpy(), m), "column": np.repeat(np.arange(m, dtype="int32"), n), "text": texts}
    )
