"""The demonstration's known truth: do the printed intervals hold it, does any verdict contradict it?

Answers come from the generator's people (`demo.exports.draw_population`), laid out as the contract table in memory: no
file is written and none of the dirt of the exports (drafts, doubles, slips in codes) is there. Leaving is by chance in
the demonstration; a second run lets those stay whose answers rose most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import count
from typing import Any

import numpy as np
import pandas as pd

from calibration.cell import COVERAGE, FALSE_CLAIM, LEVEL, Cell, Goal
from declic_analysis.demo.exports import draw_population
from declic_analysis.demo.people import DONT_KNOW_SCORE, NO_SCORE, Person
from declic_analysis.demo.scenario import GROUPS, expected_shifts
from declic_analysis.demo.study_file import demo_study
from declic_analysis.perception import paired_shift
from declic_analysis.perception.attrition import shift_range
from declic_analysis.study import Study
from declic_analysis.vocabulary import Verdict

SEEDS = 200
MARGIN = 0.10
UP = (Verdict.IMPROVEMENT, Verdict.IMPROVEMENT_NOTABLE, Verdict.PERCEIVED_MORE, Verdict.PERCEIVED_MORE_NOTABLE)
DOWN = (Verdict.WORSENING, Verdict.WORSENING_NOTABLE, Verdict.PERCEIVED_LESS, Verdict.PERCEIVED_LESS_NOTABLE)
LEAVING = {"leaving by chance": False, "those whose answers rose least leave": True}


@cache
def study() -> Study:
    return demo_study()


def population(seed: int, *, answer_dependent: bool = False) -> list[Person]:
    rng = np.random.default_rng(seed)
    people = draw_population(study(), rng=rng)
    return _leaving(people, rng) if answer_dependent else people


def _leaving(people: list[Person], rng: np.random.Generator) -> list[Person]:
    """As many stay in each group as before; who stays follows the net number of items that rose, and chance."""
    told = {person.id: person for person in people}
    for group in GROUPS:
        first = [p for p in people if (p.audience, p.territory) == (group.audience, group.territory)]
        first = [p for p in first if "before" in p.waves]
        gains = np.array([_gain(p) for p in first]) + 3 * rng.standard_normal(len(first))
        for rank, k in enumerate(np.argsort(-gains, kind="stable")):
            waves = {"before", "after"} if rank < group.both else {"before"}
            told[first[k].id] = replace(first[k], waves=frozenset(waves))
    return list(told.values())


def _gain(person: Person) -> int:
    before, after = person.scores["before"], person.scores["after"]
    return sum(np.sign(after[k] - before[k]) for k in before if min(before[k], after[k]) > DONT_KNOW_SCORE)


def responses(people: list[Person]) -> pd.DataFrame:
    """The contract table, as the columns of `perception` need it: one row an answer."""
    line = count(2)
    rows = [row for person in people for row in _answers(person, line)]
    names = ("person", "audience", "territory", "format", "action", "structure", "wave", "answered_on", "response")
    frame = pd.DataFrame(rows, columns=[*names, "source_row", "item", "score"])
    on_scale = frame["score"] > DONT_KNOW_SCORE
    score = frame["score"].astype("Int16").where(on_scale)
    return frame.assign(
        identified=True,
        month=pd.array([None] * len(frame), dtype="Int16"),
        answered_on=pd.to_datetime(frame["answered_on"]).astype("datetime64[ns]"),
        answer=np.where(on_scale, "substantive", "non_substantive"),
        score=score,
        position=score,
        favourable=(score >= 4).astype("boolean"),
    )


def _answers(person: Person, line: Iterator[int]) -> Iterator[tuple]:
    for wave in sorted(person.waves, reverse=True):
        for k, action in enumerate(person.actions[:1] if wave == "before" else person.actions):
            number = next(line)
            who = (str(person.id), person.audience, person.territory, action.format, action.id, person.structure)
            what = (*who, wave, action.held_on, f"{person.id}:{wave}:{k}", number)
            scores = person.scores["after_again" if wave == "after" and k else wave]
            yield from ((*what, item, score) for item, score in scores.items() if score != NO_SCORE)


def rows(seed: int, *, answer_dependent: bool = False, by_action: bool = True) -> pd.DataFrame:
    """`paired_shift` of one seed beside the truth: its columns, true_shift, latent_shift, worst, best."""
    table = responses(population(seed, answer_dependent=answer_dependent))
    if not by_action:
        table = table.assign(action=pd.Series([None] * len(table), dtype="str"))
    return beside_truth(table, study().codebook())


def beside_truth(
    table: pd.DataFrame, codebook: pd.DataFrame, *, shifts: list[dict[str, Any]] | None = None
) -> pd.DataFrame:  # fmt: skip
    """`paired_shift` with true_shift, latent_shift, worst, best. shifts: the truth; by default that of the people drawn
    here, who are those of the demonstration but its visitors of SIAE.
    """
    truth = pd.DataFrame(shifts or expected_shifts())[["audience", "item", "net_shift", "latent_shift"]]
    truth = truth.rename(columns={"net_shift": "true_shift"})
    bounds = shift_range(table, codebook=codebook)[["audience", "item", "worst", "best"]]
    found = paired_shift(table, codebook=codebook, margin=MARGIN)
    keys = ["audience", "item"]
    return found.merge(truth, on=keys, validate="one_to_one").merge(bounds, on=keys, validate="one_to_one")


def judged(frame: pd.DataFrame) -> pd.DataFrame:
    """What is true of each row: interval and bounds hold the truth, verdicts that contradict it."""
    truth, word = frame["true_shift"], frame["verdict"]
    up, down = word.isin([w.value for w in UP]), word.isin([w.value for w in DOWN])
    notable = word.str.endswith("_notable")
    return frame.assign(
        covered=(frame["net_low"] <= truth) & (truth <= frame["net_high"]),
        bounded=(frame["worst"] <= truth) & (truth <= frame["best"]),
        up=up,
        contradicted=(up & (truth <= 1e-9)) | (down & (truth >= -1e-9)),
        too_notable=notable & (truth.abs() <= MARGIN),
        not_equivalent=(word == Verdict.EQUIVALENT.value) & (truth.abs() >= MARGIN),
    )


def _cell(method: str, measure: str, text: str, goal: Goal | None, *, own: pd.DataFrame, name: str) -> Cell:
    """Items of one seed go together: the error is that of the means of seeds."""
    by_seed = own.groupby("seed")[name].mean()
    error = float(by_seed.std(ddof=1) / np.sqrt(len(by_seed))) if len(by_seed) > 1 else 0.0
    size = round(float(own["n_pairs"].mean()))
    return Cell(method, measure, text, size, float(own[name].mean()), len(by_seed), goal, error)


def recovered(seeds: int, *, answer_dependent: bool, by_action: bool) -> pd.DataFrame:
    found = (rows(s, answer_dependent=answer_dependent, by_action=by_action).assign(seed=s) for s in range(seeds))
    return judged(pd.concat(found, ignore_index=True))


def cells(seeds: int) -> Iterator[Cell]:
    for (leaving, dependent), by_action in ((case, way) for case in LEAVING.items() for way in (True, False)):
        everything = recovered(seeds, answer_dependent=dependent, by_action=by_action)
        method = f"demo_declic, {'by action' if by_action else 'independent people'}"
        for audience, own in everything.groupby("audience", sort=False):
            text, null = f"{audience}, {leaving}", own[own["latent_shift"] == 0]
            goal = None if dependent else COVERAGE
            yield _cell(method, "coverage of the true net shifts", text, goal, own=own, name="covered")
            goals = (None, None, None) if dependent else (FALSE_CLAIM, FALSE_CLAIM, LEVEL)
            yield _cell(method, "false improvement, items that do not move", text, goals[0], own=null, name="up")
            yield _cell(method, "verdict against the truth", text, goals[0], own=own, name="contradicted")
            yield _cell(method, "false “notable”", text, goals[1], own=own, name="too_notable")
            yield _cell(method, "false “equivalent”", text, goals[2], own=own, name="not_equivalent")
            bounds = Goal(0.93, 1.0, "at least 93 %")
            yield _cell(method, "bounds hold the true net shift", text, bounds, own=own, name="bounded")
