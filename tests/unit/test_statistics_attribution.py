"""Shares of an outcome between the touches before it, held to enumerations: coalitions, orders, chains solved anew."""

from __future__ import annotations

from itertools import permutations, product
from math import factorial

import numpy as np
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.statistics.attribution import (
    RULES,
    Touches,
    removal_credits,
    rule_credits,
    shapley_credits,
    touches,
)

A, B, C, D = range(4)
Path = tuple[list[list[int]], bool]  # days in order of time, places of each; whether it led to the outcome


def laid(paths: list[Path]) -> tuple[Touches, list[bool]]:
    rows = [
        (number, place, len(days) - k) for number, (days, _) in enumerate(paths)
        for k, day in enumerate(days) for place in day
    ]  # fmt: skip
    path, place, days = (np.array(column) for column in zip(*rows, strict=True))
    return touches(path, place, days), [won for _, won in paths]


GOLDEN: list[Path] = [([[A], [B]], True), ([[A]], False), ([[B]], True)]


def test_golden_removal_and_shapley() -> None:
    seen, won = laid(GOLDEN)
    assert removal_credits(seen, won, n_places=2) == pytest.approx([2 / 3, 4 / 3])
    hired = np.repeat(won, seen.sizes)
    assert np.bincount(seen.place, weights=shapley_credits(seen) * hired) == pytest.approx([0.5, 1.5])


@pytest.mark.parametrize(
    ("model", "days", "expected"),
    [
        ("first", [9, 5, 2], [1, 0, 0]),
        ("last", [9, 5, 2], [0, 0, 1]),
        ("linear", [9, 5, 2], [1 / 3] * 3),
        ("position", [9, 5, 2], [0.4, 0.2, 0.4]),
        ("position", [9, 5, 4, 2], [0.4, 0.1, 0.1, 0.4]),
        ("position", [9, 2], [0.5, 0.5]),
        ("position", [3], [1]),
        ("decay", [60, 30, 0], [1 / 7, 2 / 7, 4 / 7]),
        ("decay", [40030, 40000], [1 / 3, 2 / 3]),  # 2^(-1333) is zero: the path must not vanish
        # touches of one day share what their rank earns
        ("first", [9, 9, 2], [0.5, 0.5, 0]),
        ("last", [9, 2, 2], [0, 0.5, 0.5]),
        ("position", [9, 9, 5, 2], [0.2, 0.2, 0.2, 0.4]),
        ("position", [9, 9, 2], [0.25, 0.25, 0.5]),
        ("position", [4, 4], [0.5, 0.5]),
    ],
)
def test_rules(model: str, days: list[float], expected: list[float]) -> None:
    seen = touches([0] * len(days), range(len(days)), days)
    assert rule_credits(seen, model=model, half_life=30) == pytest.approx(expected)


def _worth(sets: list[set[int]], coalition: set[int]) -> int:
    return sum(own <= coalition for own in sets)


def _shapley(sets: list[set[int]], players: list[int]) -> list[float]:
    """Mean marginal worth over all orders of the players."""
    value = dict.fromkeys(players, 0.0)
    for order in permutations(players):
        for k, player in enumerate(order):
            value[player] += _worth(sets, set(order[: k + 1])) - _worth(sets, set(order[:k]))
    return [value[p] / factorial(len(players)) for p in players]


def test_shapley_equals_the_enumeration_of_all_coalitions() -> None:
    rng = np.random.default_rng(5)
    for _ in range(15):
        paths = [rng.integers(0, 4, size=rng.integers(1, 6)).tolist() for _ in range(6)]  # places may come again
        seen, _ = laid([([[place] for place in path], True) for path in paths])
        ours = np.bincount(seen.place, weights=shapley_credits(seen), minlength=4)
        assert ours == pytest.approx(_shapley([set(path) for path in paths], [A, B, C, D]))


def _chance(paths: list[tuple[float, list[int], bool]], removed: int | None) -> float:
    """Chance of the outcome in the chain counted from weighted paths, a place turned into an end without outcome."""
    moves: dict[object, dict[object, float]] = {}
    for weight, path, won in paths:
        for here, there in zip(["start", *path], [*path, "won" if won else "lost"], strict=True):
            moves.setdefault(here, {}).setdefault(there, 0.0)
            moves[here][there] += weight
    chance = dict.fromkeys(moves, 0.0) | {"won": 1.0, "lost": 0.0}
    for _ in range(400):  # power iteration: nothing of the closed form is used
        for state, onward in moves.items():
            if state != removed:
                chance[state] = sum(n * chance[to] for to, n in onward.items()) / sum(onward.values())
        if removed is not None:
            chance[removed] = 0.0
    return chance["start"]


def _orders(paths: list[Path]) -> list[tuple[float, list[int], bool]]:
    """Every order of the touches of one day, equally weighted."""
    found = []
    for days, won in paths:
        each = list(product(*(permutations(day) for day in days)))
        found += [(1 / len(each), [p for day in order for p in day], won) for order in each]
    return found


def test_removal_equals_the_chain_solved_without_each_place() -> None:
    rng = np.random.default_rng(11)
    for _ in range(12):
        paths: list[Path] = [
            ([rng.integers(0, 4, size=rng.integers(1, 4)).tolist() for _ in range(rng.integers(1, 4))],
             bool(rng.random() < 0.5)) for _ in range(7)
        ]  # fmt: skip
        paths.append(([[A], [C]], True))
        seen, won = laid(paths)
        whole = _chance(_orders(paths), None)
        lost = np.array([whole - _chance(_orders(paths), place) for place in (A, B, C, D)]) / whole
        expected = lost / lost.sum() * sum(won)
        assert removal_credits(seen, won, n_places=4) == pytest.approx(expected, abs=1e-9)


def test_places_without_touches_and_paths_without_outcome() -> None:
    seen, _ = laid([([[A]], False), ([[C]], False)])
    assert removal_credits(seen, [False, False], n_places=4).tolist() == [0, 0, 0, 0]
    assert removal_credits(seen, [False, True], n_places=4).tolist() == [0, 0, 1, 0]


def test_nothing_to_share() -> None:
    seen = touches([], [], [])
    assert all(len(rule_credits(seen, model=model)) == 0 for model in RULES)
    assert len(shapley_credits(seen)) == 0
    assert removal_credits(seen, [], n_places=2).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("path", "place", "days"),
    [([0, 1], [0, 0], [1.0]), ([0], [0], [-1.0]), ([0], [0], [np.nan]), ([1, 0], [0, 0], [1, 1]), ([-1], [0], [1])],
)
def test_touches_that_cannot_be_shared_are_refused(path: list[int], place: list[int], days: list[float]) -> None:
    with pytest.raises(ContractError):
        touches(path, place, days)


def test_unknown_rule_and_half_life_are_refused() -> None:
    seen, _ = laid(GOLDEN)
    with pytest.raises(ContractError, match="position"):
        rule_credits(seen, model="best")
    with pytest.raises(ContractError):
        rule_credits(seen, model="decay", half_life=0)
    with pytest.raises(ContractError):
        removal_credits(seen, [True], n_places=2)
