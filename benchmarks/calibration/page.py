"""Cells → `docs/calibration.md`, and the file of all cells that stands behind it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from itertools import groupby

from calibration.cell import GOALS, Cell, Goal
from calibration.sections import REMARKS, SECTIONS

FIELDS = ("section", "method", "measure", "scenario", "n", "value", "draws", "goal", "spread", "group")
HEAD = """# Calibration: does the honesty hold?

Written by `benchmarks/calibrate.py` (`make calibration`); every figure stands in `benchmarks/calibration.csv`.

Promised: coverage of 95 % intervals at least 93 % and, from 26 people on, at most 97 %; exact tests at most 5 %; a
false “improvement” at most 2.5 % in every case where nothing moves; any false claim among the confirmatory
items at most 5 %; bounds that hold the truth when leaving depends on the answer.

*Held*: inside the goal. *At the edge*: outside by at most 2 Monte Carlo errors. *Missed*: outside by more. Without a
goal: for comparison. Enumerated figures (0 draws) have no error. Seed {seed} (`calibration.cell.SEED`).
"""
RULE = "|---|---|---|---|---|---|"


def written(results: Mapping[str, list[Cell]]) -> str:
    """All cells as csv."""
    out = StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(FIELDS)
    for title, cells in results.items():
        for c in cells:
            goal, spread = c.goal.text if c.goal else "", "" if c.spread is None else f"{c.spread:.6f}"
            lines.writerow(
                [title, c.method, c.measure, c.scenario, c.n, f"{c.value:.6f}", c.draws, goal, spread, c.group]
            )
    return out.getvalue()


def read(text: str) -> dict[str, list[Cell]]:
    """What `written` wrote. Two goals may share a text: they are then one and the same range."""
    results: dict[str, list[Cell]] = {}
    for row in csv.DictReader(StringIO(text)):
        spread = float(row["spread"]) if row["spread"] else None
        size, value, draws = int(row["n"]), float(row["value"]), int(row["draws"])
        cell = Cell(
            row["method"], row["measure"], row["scenario"], size, value, draws, _goal(row), spread, row["group"]
        )
        results.setdefault(row["section"], []).append(cell)
    return results


def _goal(row: Mapping[str, str]) -> Goal | None:
    return next((goal for goal in GOALS if goal.text == row["goal"]), None)


def unexplained(results: Mapping[str, list[Cell]]) -> set[tuple[str, str]]:
    """Promises not kept that `REMARKS` says nothing of."""
    return {(c.method, c.measure) for c in _all(results) if c.state == "missed"} - set(REMARKS)


def rendered(results: Mapping[str, list[Cell]], *, seed: int) -> str:
    parts = [HEAD.format(seed=seed), *_misses(results)]
    for section in (own for own in SECTIONS if own.title in results):  # one not measured yet has no place
        lines = _grouped if section.grouped else _full
        parts += [f"## {section.title}", section.text + "\n", *lines(results[section.title]), ""]
    return "\n".join(parts).rstrip() + "\n"


def _all(results: Mapping[str, list[Cell]]) -> Iterator[Cell]:
    return (cell for cells in results.values() for cell in cells)


def _misses(results: Mapping[str, list[Cell]]) -> Iterator[str]:
    with_goal = [cell for cell in _all(results) if cell.goal]
    states = [cell.state for cell in with_goal]
    counted = ", ".join(f"{states.count(state)} {state}" for state in ("held", "at the edge", "missed"))
    yield f"## Where a promise is not kept\n\n{len(with_goal)} figures with a goal: {counted}.\n"
    yield f"| method | measure | missed | range of the missed | where it is worst | what is done |\n{RULE}"
    for (method, measure), own in _by_method(with_goal):
        missed = [cell for cell in own if cell.state == "missed"]
        if missed:
            worst = max(missed, key=_distance)
            told = REMARKS.get((method, measure), "")
            share = f"{len(missed)} of {len(own)}"
            yield f"| {method} | {measure} | {share} | {_range(missed)} | n = {worst.n}: {worst.scenario} | {told} |"
    yield ""


def _distance(cell: Cell) -> float:
    low, high = (cell.goal.low, cell.goal.high) if cell.goal else (0.0, 1.0)
    return max(low - cell.value, cell.value - high)


def _by_method(cells: Iterable[Cell]) -> Iterator[tuple[tuple[str, str], list[Cell]]]:
    found: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        found.setdefault((cell.method, cell.measure), []).append(cell)
    return iter(found.items())


def _grouped(cells: list[Cell]) -> Iterator[str]:
    """One line a method, measure and group: range over its scenarios."""
    yield "| method | measure | group | scenarios | lowest to highest | goal | outcome |\n|---|---|---|---|---|---|---|"
    for (method, measure), own in _by_method(cells):
        ordered = sorted(own, key=_group_order)
        for group, members in groupby(ordered, key=_group):
            some = list(members)
            goals = " / ".join(dict.fromkeys(c.goal.text for c in some if c.goal))
            yield f"| {method} | {measure} | {group} | {len(some)} | {_range(some)} | {goals} | {_outcome(some)} |"
    draws = sorted({cell.draws for cell in cells})
    if draws != [0]:
        error = max(cell.error for cell in cells)
        yield f"\nDraws a figure: {', '.join(map(str, draws))}; largest Monte Carlo error {_percent(error)} %."


def _group(cell: Cell) -> str:
    return cell.group or f"n = {cell.n}"


def _group_order(cell: Cell) -> tuple[str, int]:
    return (cell.group, cell.n if not cell.group else 0)


def _full(cells: list[Cell]) -> Iterator[str]:
    yield "| method | measure | scenario | n | % | ± | draws | goal | outcome |\n|---|---|---|---|---|---|---|---|---|"
    for c in cells:
        goal = c.goal.text if c.goal else ""
        numbers = f"{c.n} | {_percent(c.value)} | {_percent(c.error)} | {c.draws}"
        yield f"| {c.method} | {c.measure} | {c.scenario} | {numbers} | {goal} | {c.state} |"


def _outcome(cells: list[Cell]) -> str:
    states = [cell.state for cell in cells if cell.goal]
    told = [f"{states.count(state)} {state}" for state in ("at the edge", "missed") if state in states]
    return ", ".join(told) or ("held" if states else "")


def _range(cells: list[Cell]) -> str:
    low, high = (_percent(function(cell.value for cell in cells)) for function in (min, max))
    return f"{low} %" if low == high else f"{low} to {high} %"


def _percent(value: float) -> str:
    return f"{100 * value:.1f}"
