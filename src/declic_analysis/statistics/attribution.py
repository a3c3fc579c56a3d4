"""Sharing each outcome between the touches before it: rules, Shapley values, removal effects of a Markov chain.

A path is a number, its touches are rows with the same number; `days` counts from the touch to the outcome, so the
larger the earlier. Touches of one day have no order: they share what their rank would earn, and renaming or reordering
rows changes nothing. All arrays have one entry a touch; a path's touches stand together. Nothing loops over paths.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from declic_analysis.errors import ContractError, message
from declic_analysis.statistics.interval import Floats, Ints

RULES = ("first", "last", "linear", "position", "decay")
ENDS = 0.4  # of position: each end; the rest lies between


class Touches(NamedTuple):
    """Touches of all paths: `path` and `place` are whole numbers from 0, `days` before the outcome (zero or more).

    `rows` holds the first row of each path that has touches, `sizes` how many touches it has.
    """

    path: Ints
    place: Ints
    days: Floats
    rows: Ints
    sizes: Ints


def touches(path: ArrayLike, place: ArrayLike, days: ArrayLike) -> Touches:
    """The arrays, checked: same length, whole numbers from 0, `days` finite and never negative, paths in one piece.

    Raises: ContractError.
    """
    paths, places, ages = _whole(path, name="path"), _whole(place, name="place"), np.asarray(days, dtype=np.float64)
    if not len(paths) == len(places) == len(ages):
        raise _refused("path, place, days", fr="des tableaux de même longueur", en="arrays of one length")
    if not bool(np.isfinite(ages).all() and (ages >= 0).all()):
        raise _refused("days", fr="des nombres de jours positifs ou nuls", en="numbers of days, zero or more")
    starts = np.concatenate([[True], paths[1:] != paths[:-1]]) if len(paths) else np.zeros(0, dtype=bool)
    rows = np.flatnonzero(starts)
    heads = paths[rows]
    if bool((heads[1:] < heads[:-1]).any()):
        raise _refused("path", fr="des chemins rangés par numéro croissant", en="paths in rising order of their number")
    return Touches(paths, places, ages, rows, np.diff(np.append(rows, len(paths))))


def rule_credits(seen: Touches, *, model: str, half_life: float = 30.0) -> Floats:
    """Credit of each touch under a rule; those of a path sum to 1.

    first, last: the touches of the first (last) day, in equal parts. linear: equal parts. position: 40 % to the first
    day, 40 % to the last, 20 % to the days between, in equal parts inside each; with two days only, half and half; with
    one, equal parts. decay: 2^(−days / half_life), scaled to 1.
    Raises: ContractError, for an unknown model or a half-life that is not positive.
    """
    if model not in RULES:
        raise _refused(f"model={model}", fr=", ".join(RULES), en=", ".join(RULES))
    if model == "linear":
        return 1.0 / _spread(seen.sizes.astype(np.float64), seen)
    if model == "decay":
        return _decay(seen, half_life=half_life)
    first, last = seen.days == _of(np.maximum, seen), seen.days == _of(np.minimum, seen)
    if model == "position":
        return _position(seen, first, last)
    return _shared((first if model == "first" else last).astype(np.float64), seen)


def shapley_credits(seen: Touches) -> Floats:
    """Shapley value of each place in each path, in equal parts on its touches there; those of a path sum to 1.

    The worth of a set S of places is the number of outcomes whose own places all lie in S. Each outcome is then a
    unanimity game on its distinct places, and the Shapley value of a sum of unanimity games is, for each, an equal
    split between them: no coalition has to be enumerated.
    References: Shapley 1953, A value for n-person games.
    """
    if not len(seen.path):
        return np.zeros(0)
    pairs = seen.path * (int(seen.place.max()) + 1) + seen.place
    order = np.argsort(pairs)
    group = np.cumsum(np.concatenate([[0], pairs[order][1:] != pairs[order][:-1]]))
    times = np.empty(len(pairs), dtype=np.int64)
    times[order] = np.bincount(group)[group]
    return _shared(1.0 / times, seen)


def removal_credits(seen: Touches, outcome: ArrayLike, *, n_places: int) -> Floats:
    """Outcomes credited to each place by its removal effect in a first-order Markov chain; the credits sum to the
    number of outcomes among paths with touches.

    Parameters: outcome, one entry a path with touches, in order: true where it led to the outcome; paths that did not
    take part too. n_places, so that a place without touches keeps its entry, 0.
    The chain goes from a start through the places to one of two ends. The effect of a place is the share of the chance
    of an outcome that is lost when the chain ends without outcome on reaching it: P(reach it) × P(outcome from it) /
    P(outcome). One inverse serves all places: memory grows with the square of their number.
    Raises: ContractError.
    References: Anderl, Becker, von Wangenheim & Schumann 2016, doi:10.1016/j.ijresmar.2016.03.001.
    """
    won = np.asarray(outcome, dtype=bool)
    if len(won) != len(seen.rows):
        raise _refused("outcome", fr="une valeur par chemin", en="one value a path")
    if not won.any():
        return np.zeros(n_places)
    used = np.flatnonzero(np.bincount(seen.place, minlength=n_places))
    number = np.zeros(n_places, dtype=np.int64)
    number[used] = np.arange(len(used))
    moves, ends = _transitions(seen._replace(place=number[seen.place]), won, n=len(used))
    effects = np.zeros(n_places)
    effects[used] = _removal(moves, ends)
    return effects / effects.sum() * int(won.sum())


def _removal(moves: Floats, ends: Floats) -> Floats:
    """Row 0 of `moves` is the start; `ends`: chance of the outcome straight from each place."""
    stay = np.linalg.inv(np.eye(len(ends)) - moves[1:])
    visits = moves[0] @ stay  # expected visits from the start; divided by those from itself: chance to reach
    return visits / np.diag(stay) * (stay @ ends)


class _Days(NamedTuple):
    """Touches in order of time, cut into blocks of one path and day: in a block every order is as likely."""

    path: Ints
    place: Ints
    block: Ints  # of each touch
    head: Ints  # first touch of each block
    size: Ints
    follows: NDArray[np.bool_]  # another block of the same path comes after


def _in_days(seen: Touches) -> _Days:
    order = np.lexsort((-seen.days, seen.path))
    path, place, days = seen.path[order], seen.place[order], seen.days[order]
    same = (path[1:] == path[:-1]) & (days[1:] == days[:-1])
    block = np.cumsum(np.concatenate([[0], ~same]))
    size = np.bincount(block)
    head = np.cumsum(size) - size
    follows = np.concatenate([path[head[1:]] == path[head[:-1]], [False]])
    return _Days(path, place, block, head, size, follows)


def _transitions(seen: Touches, won: NDArray[np.bool_], *, n: int) -> tuple[Floats, Floats]:
    """Chances from the start and from each place to each place, and from each place to the outcome."""
    held = _in_days(seen)
    share, closing = 1.0 / held.size[held.block], ~held.follows[held.block]
    opening = np.concatenate([[True], closing[:-1]])[held.head][held.block]
    gained = closing & np.repeat(won, seen.sizes)

    def counted(which: NDArray[np.bool_]) -> Floats:
        return np.bincount(held.place[which], weights=share[which], minlength=n).astype(np.float64, copy=False)

    onward = _onward(held, n=n)
    left = onward.sum(axis=1) + counted(closing)
    return np.vstack([counted(opening) / len(won), onward / left[:, None]]), counted(gained) / left


def _onward(held: _Days, *, n: int) -> Floats:
    """Expected moves from place to place: to each touch of the next day, and to each other of the same day."""
    own, size, place = held.block, held.size, held.place
    leaving, sharing = np.flatnonzero(held.follows[own]), np.flatnonzero(size[own] > 1)
    nxt, same = own[leaving] + 1, own[sharing]
    times = np.concatenate([size[nxt], size[same]])
    source = np.repeat(np.concatenate([leaving, sharing]), times)
    target = _runs(np.concatenate([held.head[nxt], held.head[same]]), times)
    weight = np.repeat(np.concatenate([1.0 / (size[own[leaving]] * size[nxt]), 1.0 / size[same]]), times)
    other = source != target  # a touch does not follow itself
    moves = np.bincount(place[source[other]] * n + place[target[other]], weights=weight[other], minlength=n * n)
    return moves.reshape(n, n).astype(np.float64, copy=False)


def _runs(starts: Ints, lengths: Ints) -> Ints:
    """start, start + 1 … for each start, `length` of them."""
    return np.arange(int(lengths.sum())) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)


def _position(seen: Touches, first: NDArray[np.bool_], last: NDArray[np.bool_]) -> Floats:
    between = (~first & ~last).astype(np.float64)
    inner = np.add.reduceat(between, seen.rows) if len(seen.rows) else np.zeros(0)
    end = _spread(np.where(inner > 0, ENDS, 0.5), seen)  # one day is first and last at once
    middle = _spread((1 - 2 * ENDS) / np.maximum(inner, 1), seen)
    ends = _shared(first.astype(np.float64), seen) + _shared(last.astype(np.float64), seen)
    return end * ends + middle * between


def _decay(seen: Touches, *, half_life: float) -> Floats:
    if not half_life > 0:
        raise _refused("half_life", fr="un nombre de jours positif", en="a positive number of days")
    # Counted from the last touch: a path of old touches does not vanish to 0 / 0.
    return _shared(np.exp2(-(seen.days - _of(np.minimum, seen)) / half_life), seen)


def _shared(weights: Floats, seen: Touches) -> Floats:
    """Weights scaled so that those of a path sum to 1."""
    return weights / _of(np.add, seen, values=weights)


def _of(function: np.ufunc, seen: Touches, *, values: Floats | None = None) -> Floats:
    """The function over each path, repeated for each of its touches."""
    held = seen.days if values is None else values
    found: Floats = _spread(function.reduceat(held, seen.rows), seen) if len(held) else np.zeros(0)
    return found


def _spread(one_a_path: Floats, seen: Touches) -> Floats:
    return np.repeat(one_a_path, seen.sizes)


def _whole(values: ArrayLike, *, name: str) -> Ints:
    array = np.asarray(values)
    if array.size and (array.dtype.kind not in "iu" or int(array.min()) < 0):
        raise _refused(name, fr="des entiers positifs ou nuls", en="whole numbers, zero or more")
    return array.astype(np.int64)


def _refused(where: str, *, fr: str, en: str) -> ContractError:
    return ContractError(
        message(fr="Ces touches ne peuvent être partagées.", en="These touches cannot be shared."),
        where=where,
        allowed=message(fr=fr, en=en),
    )
