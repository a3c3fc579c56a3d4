"""Maximum of a smooth function with its gradient: BFGS with halved steps, and a Hessian from differences of gradients.

Written out because a log-likelihood may be −∞ on a trial step and must then simply be refused, without a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from declic_analysis.statistics.interval import Floats

Valued = Callable[[Floats], tuple[float, Floats]]


class Maximum(NamedTuple):
    """Where the climb ended; `reached` when no step promised more than the tolerance."""

    point: Floats
    value: float
    gradient: Floats
    iterations: int
    reached: bool


def bfgs(function: Valued, start: Floats, *, inverse: Floats, tolerance: float = 1e-9, steps: int = 200) -> Maximum:
    """Climb from `start`; `inverse` is a first guess of minus the inverse Hessian.

    Stops when half the squared Newton decrement, the gain still promised, falls under `tolerance`.
    References: Nocedal & Wright 2006, Numerical Optimization, algorithm 6.1 (doi:10.1007/978-0-387-40065-5).
    """
    point, guess = start, inverse
    value, gradient = function(point)
    for step in range(steps):
        direction = guess @ gradient
        promised = float(gradient @ direction)
        if promised < 2 * tolerance:
            return Maximum(point, value, gradient, step, True)
        found = _backtrack(function, point, value, direction=direction, promised=promised)
        if found is None:
            return Maximum(point, value, gradient, step, promised < 1e-6)
        guess = _updated(guess, found.point - point, gradient - found.gradient)
        point, value, gradient = found.point, found.value, found.gradient
    return Maximum(point, value, gradient, steps, False)


def hessian(function: Valued, point: Floats, *, width: float = 1e-4) -> Floats:
    """Symmetric matrix of second derivatives at `point`, by central differences of the gradient."""
    shifts = np.diag(width * np.maximum(1.0, np.abs(point)))
    rows = [(function(point + shift)[1] - function(point - shift)[1]) / (2 * shift.sum()) for shift in shifts]
    matrix = np.array(rows)
    return np.asarray((matrix + matrix.T) / 2)


def _backtrack(function: Valued, point: Floats, value: float, *, direction: Floats, promised: float) -> Maximum | None:
    """The first of the steps 1, ½, ¼ … that keeps a ten-thousandth of its promise (Armijo)."""
    for halvings in range(40):
        share = 0.5**halvings
        there = point + share * direction
        new, gradient = function(there)
        if new >= value + 1e-4 * share * promised:
            return Maximum(there, new, gradient, 0, False)
    return None


def _updated(guess: Floats, moved: Floats, bent: Floats) -> Floats:
    """The BFGS update, left out where the curvature along the step has the wrong sign."""
    along = float(moved @ bent)
    if along <= 1e-12 * float(np.linalg.norm(moved) * np.linalg.norm(bent)):
        return guess
    keep = np.eye(len(moved)) - np.outer(moved, bent) / along
    return np.asarray(keep @ guess @ keep.T + np.outer(moved, moved) / along)
