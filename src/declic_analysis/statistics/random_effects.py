"""Crossed or nested random intercepts: their design, and the matrix whose inverse and determinant Laplace needs.

The penalised information of the standardised effects u is H = I + Λ Z' W Z Λ. The largest effect's block is diagonal:
it is eliminated (Schur complement) and only the remaining effects, a few dozen actions or items, meet a dense matrix.
Memory: largest number of groups × number of all the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import cho_solve, cholesky

from declic_analysis.statistics.interval import Floats, Ints


@dataclass(frozen=True)
class Effects:
    """Column of each answer in each effect (n × K, the largest effect first) in one numbering of all groups.

    `sizes`: groups of each effect; `order`: place of each effect in the caller's list.
    """

    columns: Ints
    sizes: tuple[int, ...]
    order: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.sizes)

    def spread(self, modes: Floats) -> Floats:
        """Each answer's value of each effect: n × K."""
        return np.asarray(modes[self.columns])

    def gather(self, values: Floats) -> Floats:
        """Sums by group of n × K values: one vector over all groups."""
        return np.asarray(
            np.bincount(self.columns.ravel(), weights=values.ravel(), minlength=self.total), dtype=np.float64
        )

    def in_callers_order(self, values: Sequence[Floats] | Floats) -> list[Floats]:
        return [values[self.order.index(place)] for place in range(len(self.order))]

    def by_effect(self, modes: Floats) -> list[Floats]:
        return np.split(modes, np.cumsum(self.sizes)[:-1])


def effects(groups: Sequence[ArrayLike]) -> Effects:
    """The design of these groupings, one array of labels an effect, all of one length."""
    codes = [np.unique(np.asarray(labels), return_inverse=True)[1].ravel() for labels in groups]
    sizes = [int(code.max(initial=-1)) + 1 for code in codes]
    order = sorted(range(len(codes)), key=lambda place: -sizes[place])
    starts = np.concatenate([[0], np.cumsum([sizes[place] for place in order])[:-1]])
    columns = np.column_stack([codes[place] + start for place, start in zip(order, starts, strict=True)])
    return Effects(columns.astype(np.int64), tuple(sizes[place] for place in order), tuple(order))


@dataclass(frozen=True)
class Curvature:
    """H factored: `diagonal` of the largest block, `bridge` = diagonal⁻¹ × off-diagonal block, `inner` = Schur⁻¹."""

    design: Effects
    diagonal: Floats
    bridge: Floats
    inner: Floats
    log_det: float

    def solve(self, right: Floats) -> Floats:
        """H⁻¹ right."""
        first = self.design.sizes[0]
        rest = self.inner @ (right[first:] - self.bridge.T @ right[:first])
        return np.concatenate([right[:first] / self.diagonal - self.bridge @ rest, rest])

    def blocks(self) -> Floats:
        """The entries of H⁻¹ among the K groups of each answer: n × K × K."""
        first, columns = self.design.sizes[0], self.design.columns
        rest = columns[:, 1:] - first
        found = np.empty((len(columns), columns.shape[1], columns.shape[1]))
        across = self.bridge @ self.inner
        own = 1 / self.diagonal + (across * self.bridge).sum(axis=1)
        found[:, 0, 0] = own[columns[:, 0]]
        found[:, 0, 1:] = found[:, 1:, 0] = -across[columns[:, :1], rest]
        found[:, 1:, 1:] = self.inner[rest[:, :, None], rest[:, None, :]]
        return found


def curvature(design: Effects, weights: Floats, sds: Floats) -> Curvature:
    """H for these answer weights (not negative) and standard deviations, factored."""
    first, columns = design.sizes[0], design.columns
    others = design.total - first
    diagonal = 1 + sds[0] ** 2 * np.bincount(columns[:, 0], weights=weights, minlength=first)
    rest, scaled = columns[:, 1:] - first, weights[:, None] * sds[1:]
    off = _cells(columns[:, :1], rest, sds[0] * scaled, shape=(first, others))
    block = np.eye(others)
    for place in range(rest.shape[1]):
        block += _cells(rest[:, [place]], rest, sds[1 + place] * scaled, shape=(others, others))
    bridge = off / diagonal[:, None]
    factor = cholesky(block - off.T @ bridge, lower=True) if others else np.zeros((0, 0))
    inner = cho_solve((factor, True), np.eye(others)) if others else np.zeros((0, 0))
    log_det = float(np.log(diagonal).sum() + 2 * np.log(np.diag(factor)).sum())
    return Curvature(design, diagonal, bridge, inner, log_det)


def _cells(rows: Ints, columns: Ints, values: Floats, *, shape: tuple[int, int]) -> Floats:
    """A dense matrix of the sums of `values` by row and column."""
    if 0 in shape:
        return np.zeros(shape)
    flat = (rows * shape[1] + columns).ravel()
    sums = np.bincount(flat, weights=values.ravel(), minlength=shape[0] * shape[1])
    return np.asarray(sums, dtype=np.float64).reshape(shape)
