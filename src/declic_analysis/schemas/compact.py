"""Tables whose texts are kept once each: the same rows in a quarter of the memory, until somebody reads them.

A compact table has categorical columns in place of text columns; its contract is the same.
"""

from __future__ import annotations

from collections import UserDict
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray
from pandas.api.types import union_categoricals


def stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames of the same columns one under the other; a categorical column stays one, over all its categories."""
    if len(frames) == 1:
        return frames[0].reset_index(drop=True)
    kept = [name for name in frames[0].columns if all(is_compact(frame[name]) for frame in frames)]
    others = pd.concat([frame.drop(columns=kept) for frame in frames], ignore_index=True)
    joined = {name: union_categoricals([frame[name] for frame in frames]) for name in kept}
    return others.assign(**joined)[list(frames[0].columns)]


def is_compact(column: pd.Series) -> bool:
    """Texts kept once each."""
    return isinstance(column.dtype, pd.CategoricalDtype)


def texts_of(column: pd.Series) -> ExtensionArray:
    """The texts of a categorical column, missing where it is."""
    kinds = pd.array(column.cat.categories.tolist(), dtype="str")
    return kinds.take(column.cat.codes.to_numpy(dtype=np.int64), allow_fill=True)


def expanded(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its texts written out; itself where nothing is compact."""
    compact = [name for name in frame.columns if is_compact(frame[name])]
    return frame.assign(**{name: texts_of(frame[name]) for name in compact}) if compact else frame


class Tables(UserDict[str, pd.DataFrame]):
    """Tables by name; one that is kept compact is written out when it is first asked for."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        super().__init__()
        self.data = dict(tables)

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.data[name] = expanded(self.data[name])
        return self.data[name]
