"""What an interval estimate looks like, and the checks every method shares."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from declic_analysis.errors import ContractError, message

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Estimate(NamedTuple):
    """A number with its interval. `n` is its base; `method` names how low and high were made."""

    estimate: float
    low: float
    high: float
    confidence: float
    n: int
    method: str


def require_share(value: float, *, name: str) -> float:
    """`value` when it lies strictly between 0 and 1, else ContractError."""
    if not 0 < value < 1:
        raise ContractError(
            message(fr=f"« {name} » doit être une proportion.", en=f"“{name}” must be a proportion."),
            found=repr(value),
            allowed=message(fr="un nombre entre 0 et 1, bornes exclues", en="a number between 0 and 1, both excluded"),
            action=message(fr="écrire par exemple 0.95 et non 95", en="write for instance 0.95 and not 95"),
        )
    return float(value)


def counts(**named: ArrayLike) -> list[Ints]:
    """The named counts as integer arrays of one shape; ContractError when one is negative or not whole."""
    arrays = np.broadcast_arrays(*(np.asarray(value) for value in named.values()))
    for name, array in zip(named, arrays, strict=True):
        if not _whole(array):
            raise ContractError(
                message(fr=f"« {name} » doit compter quelque chose.", en=f"“{name}” must be a count."),
                allowed=message(fr="des entiers positifs ou nuls", en="whole numbers, zero or more"),
                action=message(fr="vérifier les effectifs donnés à la méthode", en="check the counts handed in"),
            )
    return [array.astype(np.int64) for array in arrays]


def require_within(part: Ints, whole: Ints, *, names: tuple[str, str]) -> None:
    """ContractError when a part is larger than its whole."""
    if (part > whole).any():
        raise ContractError(
            message(fr=f"« {names[0]} » dépasse « {names[1]} ».", en=f"“{names[0]}” is larger than “{names[1]}”."),
            allowed=message(fr=f"au plus « {names[1]} »", en=f"at most “{names[1]}”"),
            action=message(fr="vérifier les effectifs donnés à la méthode", en="check the counts handed in"),
        )


def _whole(array: NDArray[np.generic]) -> bool:
    numbers = np.asarray(array, dtype=np.float64)
    return bool(np.isfinite(numbers).all() and (numbers >= 0).all() and (numbers == np.floor(numbers)).all())
