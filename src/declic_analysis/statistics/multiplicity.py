"""p values adjusted for the number of looks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from declic_analysis.statistics.interval import Floats


def holm(p_values: ArrayLike) -> Floats:
    """Holm's step-down p (family-wise error); NaN stay NaN and do not count. R: `p.adjust(p, "holm")`.

    References: Holm 1979, A simple sequentially rejective multiple test procedure.
    """
    return _adjusted(p_values, step=_step_down)


def benjamini_hochberg(p_values: ArrayLike) -> Floats:
    """Benjamini & Hochberg's step-up p (false discovery rate); NaN stay NaN. R: `p.adjust(p, "BH")`.

    References: Benjamini & Hochberg 1995 (doi:10.1111/j.2517-6161.1995.tb02031.x).
    """
    return _adjusted(p_values, step=_step_up)


def _step_down(ascending: Floats) -> Floats:
    left = len(ascending) - np.arange(len(ascending))
    return np.asarray(np.maximum.accumulate(left * ascending))


def _step_up(ascending: Floats) -> Floats:
    scaled = ascending * len(ascending) / np.arange(1, len(ascending) + 1)
    return np.asarray(np.minimum.accumulate(scaled[::-1])[::-1])


def _adjusted(p_values: ArrayLike, *, step: Callable[[Floats], Floats]) -> Floats:
    p = np.array(p_values, dtype=np.float64)
    known: NDArray[np.intp] = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    p[order] = np.minimum(1.0, step(p[order]))
    return p
