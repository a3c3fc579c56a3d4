"""The shared diagnosis: registers drawn at random, their states known from plain sets, found by the library?

Truth is written without pandas: for each job, public and side, who answered and who named what.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pandas as pd

from calibration.cell import CERTAIN, SEED, Cell
from declic_analysis import disclosure, ecosystem
from declic_analysis.disclosure import Rules
from declic_analysis.vocabulary.diagnosis import DiagnosisElement, Public, Sharing

SIDES = ("first", "second")
JOBS, PUBLICS, COMPANIES = ("H2901", "H2903", "H2909", "H3203"), Public.codes()[:3], 8
NAMED = [code for code in DiagnosisElement.codes() if code != DiagnosisElement.NOTHING.value]
RULES, ON = Rules(base=5), dt.date(2024, 12, 31)
MEASURES = ("state of every element", "jobs of which nobody speaks", "withheld where few answered", "posts to fill")
Said = dict[tuple[str, str], tuple[dict[str, set[str]], dict[str, set[str]]]]  # job, public → structure → elements


def cells(seeds: int) -> Iterator[Cell]:
    """How often everything is found, register by register."""
    found = np.array([_exact(np.random.default_rng([SEED, seed])) for seed in range(seeds)])
    for k, measure in enumerate(MEASURES):
        scenario = "registers drawn at random"
        yield Cell("shared diagnosis", measure, scenario, len(JOBS) * len(PUBLICS), found[:, k].mean(), seeds, CERTAIN)


def _exact(rng: np.random.Generator) -> tuple[bool, bool, bool, bool]:
    said = _drawn(rng)
    answers = pd.DataFrame(
        [(job, public, side, structure, element)
         for (job, public), sides in said.items()
         for side, told in zip(SIDES, sides, strict=True)
         for structure, elements in told.items()
         for element in elements or {DiagnosisElement.NOTHING.value}],
        columns=["rome", "concerned", "audience", "structure", "element"],
    )  # fmt: skip
    table = ecosystem.shared_diagnosis(answers, sides=SIDES, jobs=JOBS)
    spoken = table[table["sharing"] != Sharing.NOBODY.value]
    states = {(r.rome, r.concerned, r.element): r.sharing for r in spoken.itertuples()}
    silent = set(table.loc[table["sharing"] == Sharing.NOBODY.value, "rome"])
    shown = disclosure.publish_diagnosis(table, rules=RULES).shown
    pairs = {(r.rome, r.concerned) for r in shown.dropna(subset=["concerned"]).itertuples()}
    return (
        states == _states(said),
        silent == {j for j in JOBS if not _spoken(said, j)},
        pairs == _told(said),
        _posts(rng),
    )


def _drawn(rng: np.random.Generator) -> Said:
    """Of each side 0 to 6 structures answer; each names every element with the chance of its register."""

    def side(name: str) -> dict[str, set[str]]:
        chance = rng.choice((0.0, 0.1, 0.4))
        return {f"{name}{k}": {e for e in NAMED if rng.random() < chance} for k in range(rng.integers(0, 7))}

    quiet = set(rng.choice(JOBS, size=rng.integers(0, 3), replace=False))
    return {
        (job, public): ({}, {}) if job in quiet else (side("p"), side("i")) for job in JOBS for public in PUBLICS
    }  # fmt: skip


def _spoken(said: Said, job: str) -> bool:
    return any(told for (own, _), sides in said.items() if own == job for told in sides)


def _states(said: Said) -> dict[tuple[str, str, str], str]:
    found = {}
    for (job, public), (first, second) in said.items():
        names = [set().union(*told.values()) for told in (first, second)]
        if not names[0] | names[1] and (first or second):
            names = [{DiagnosisElement.NOTHING.value} if told else set() for told in (first, second)]
        for element in names[0] | names[1]:
            found[job, public, element] = _state(element, names, answered=(bool(first), bool(second)))
    return found


def _state(element: str, names: list[set[str]], *, answered: tuple[bool, bool]) -> str:
    if element in names[0] & names[1]:
        return "both"
    if element in names[0]:
        return "first" if answered[1] else "first_alone"
    return "second" if answered[0] else "second_alone"


def _told(said: Said) -> set[tuple[str, str]]:
    """Jobs and publics of which somebody spoke, and no side through one or two structures."""
    return {key for key, sides in said.items() if any(sides) and not any(0 < len(told) < 3 for told in sides)}


def _posts(rng: np.random.Generator) -> bool:
    """Posts of companies that say how many, one perhaps far above; shown where three say so and none has most."""
    posts = [
        (f"c{k}", int(rng.choice((1, 2, 5, 200))), bool(rng.random() < 0.7)) for k in range(rng.integers(1, COMPANIES))
    ]
    rows = pd.DataFrame({
        "rome": "H2901", "structure": [name for name, _, _ in posts],
        "posts": pd.array([n if says else None for _, n, says in posts], dtype="Int32"),
        "opened_on": pd.Timestamp("2024-01-01"), "filled_on": pd.Series(pd.NaT, index=range(len(posts))),
    })  # fmt: skip
    row = disclosure.publish_jobs(ecosystem.jobs_to_fill(rows, on=ON), rules=RULES).frame.iloc[0]
    stated = [n for _, n, says in posts if says]
    told = len(stated) >= 3 and max(stated) <= RULES.dominance * sum(stated)
    found = None if pd.isna(row["n_posts"]) else int(row["n_posts"])
    companies = None if pd.isna(row["n_companies"]) else int(row["n_companies"])
    return found == (sum(stated) if told else None) and companies == (len(posts) if len(posts) >= 3 else None)
