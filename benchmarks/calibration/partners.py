"""Partners and ambassadors of the demonstration: is their truth recovered, do the intervals on structures hold?

Registers come from the generator, laid out as contract tables in memory. Partnerships are drawn apart, by a declared
law: after each presence a structure comes again with chance `AGAIN`, `GAPS` days later (each as often), or never.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd

from calibration.cell import CERTAIN, COVERAGE_SMALL, LEVEL, Cell, coverage_goal
from calibration.recovery import population, responses, study
from declic_analysis import ecosystem, perception
from declic_analysis.demo.partners import draw_volunteers, partners_truth
from declic_analysis.demo.people import Person
from declic_analysis.demo.registers import attendance_rows, hosts_of, seen_at
from declic_analysis.demo.scenario import GROUPS
from declic_analysis.demo.windows import quarter
from declic_analysis.vocabulary import Attendance, Grouping

SIZES = (21, 50)
AGAIN, GAPS, SILENCE = 0.8, range(20, 101), 120
FIRST, CUTOFF, ENTRIES = dt.date(2023, 1, 1), dt.date(2024, 12, 31), 500  # days over which structures arrive
MARKS = (90, 180, 365)
ACTIVE_ON, DRAWS_OF_TRUTH = dt.date(2024, 12, 10), 400_000


def cells(draws: int, seeds: int, rng: np.random.Generator) -> Iterator[Cell]:
    """Recovery over the seeds; coverage over a tenth of the draws, at most two thousand."""
    yield from _recovered(seeds)
    yield from _led(seeds)
    for n in SIZES:
        yield from _survival(n, min(2000, max(1, draws // 10)), rng)


def _recovered(seeds: int) -> Iterator[Cell]:
    found = [_exact(seed) for seed in range(seeds)]
    for k, measure in enumerate(("quarters of every structure", "ambassadors by stage", "actions led")):
        value = float(np.mean([one[k] for one in found]))
        yield Cell("registers of partners", "recovered", measure, 21, value, seeds, CERTAIN)


def _exact(seed: int) -> tuple[bool, bool, bool]:
    people, rng = population(seed), np.random.default_rng([seed, 1])
    rows, states = attendance_rows(people, rng)
    volunteers = draw_volunteers(people, rng=rng)
    actions = sorted({a.id: a for p in people for a in p.actions}.values(), key=lambda action: action.id)
    hosts = hosts_of(actions, study())
    truth = partners_truth(seen_at(people, states), volunteers, hosts, actions=actions)
    held = pd.DataFrame({"action": [a.id for a in actions], "format": [a.format for a in actions],
                         "territory": [a.territory for a in actions], "host": [hosts[a.id] or None for a in actions],
                         "action_on": pd.to_datetime([a.held_on for a in actions])})  # fmt: skip
    came = _sheets(rows, states, volunteers)
    roles = pd.DataFrame({"structure": [s.aliases[0] for s in study().structures if s.aliases],
                          "roles": ["|".join(map(str, s.roles)) for s in study().structures if s.aliases]})  # fmt: skip
    present = ecosystem.presence(held, came, structures=roles)
    quarters = {str(name): sorted({quarter(day.date()) for day in own}) for name, own in
                present.groupby("structure")["action_on"]}  # fmt: skip
    stages = ecosystem.ambassador_pipeline(ecosystem.ambassador_roster(
        _roster(volunteers), held, came, cutoff=ACTIVE_ON, active_months=6)).set_index("stage")["n"]  # fmt: skip
    led = ecosystem.led_actions(came)["action"].nunique()
    return (quarters == truth["quarters_seen"], stages.to_dict() == truth["ambassadors"], led == truth["actions_led"])


def _sheets(rows: list[dict], states: list[Attendance], volunteers: list) -> pd.DataFrame:
    people = [(r["référence de l’action"], r["code personnel"], r["structure"], s.value, "participant")
              for r, s in zip(rows, states, strict=True)]  # fmt: skip
    leading = [(a.id, v.person.code, v.person.structure, "seen", "ambassador") for v in volunteers for a in v.led]
    return pd.DataFrame(people + leading, columns=["action", "person", "structure", "attendance", "role"])


def _roster(volunteers: list) -> pd.DataFrame:
    trained = [None if v.stage == "volunteer" else "2024-02-08" for v in volunteers]
    frame = pd.DataFrame({"person": [v.person.code for v in volunteers], "volunteered_on": "2024-01-15",
                          "trained_on": trained, "retired": pd.array([False] * len(volunteers), dtype="boolean"),
                          "territory": None, "structure": None})  # fmt: skip
    return frame.assign(
        **{c: pd.to_datetime(frame[c]).astype("datetime64[ns]") for c in ("volunteered_on", "trained_on")}
    )


def _led(seeds: int) -> Iterator[Cell]:
    """False differences between actions led by an ambassador and others: nothing differs in the demonstration."""
    found = {audience: [] for audience in ("prescripteurs", "industriels")}
    for seed in range(seeds):
        people, rng = population(seed), np.random.default_rng([seed, 1])
        rows, states = attendance_rows(people, rng)
        sheets = _sheets(rows, states, draw_volunteers(people, rng=rng))
        for audience, p in _tested(people, sheets, rng):
            found[audience].append(p)
    for audience, ps in found.items():
        known = np.array([p for p in ps if not np.isnan(p)])
        value = float((known <= 0.05).mean())
        followed = sum(group.both for group in GROUPS if group.audience == audience)
        yield Cell("led by an ambassador or not", "false difference", audience, followed, value, len(known), LEVEL)


def _tested(people: list[Person], sheets: pd.DataFrame, rng: np.random.Generator) -> Iterator[tuple[str, float]]:
    frame = perception.heterogeneity(
        responses(people), codebook=study().codebook(), groupings=[Grouping.LEADING], rng=rng, attendances=sheets
    )
    for audience, own in frame.groupby("audience"):
        yield str(audience), float(own["heterogeneity_p"].iloc[0])


def _path(rng: np.random.Generator) -> list[int]:
    """Days of presence since the first."""
    days = [0]
    while rng.random() < AGAIN:
        days.append(days[-1] + int(rng.choice(GAPS)))
    return days


@cache
def _truth() -> np.ndarray:
    """Days from the first to the last presence, of many structures."""
    rng = np.random.default_rng(7)
    n = rng.geometric(1 - AGAIN, size=DRAWS_OF_TRUTH) - 1
    gaps = rng.choice(list(GAPS), size=int(n.sum()))
    return np.bincount(np.repeat(np.arange(len(n)), n), weights=gaps, minlength=len(n))


def _survival(n: int, draws: int, rng: np.random.Generator) -> Iterator[Cell]:
    shares = {mark: [] for mark in MARKS}
    medians, repeats = list[bool](), list[bool]()
    middle = float(np.median(_truth()))
    for _ in range(draws):
        present = _drawn(n, rng)
        rows = ecosystem.partnership_survival(present, silence_days=SILENCE, cutoff=CUTOFF, marks=MARKS)
        for mark, low, high in zip(rows["days"], rows["low"], rows["high"], strict=True):
            if pd.notna(low):
                truth = float((_truth() > mark).mean())
                shares[mark].append(low <= truth <= high)
        low, high = rows["median_low"].iloc[0], rows["median_high"].iloc[0]
        if rows["median_state"].iloc[0] == "known" and pd.notna(low):
            medians.append(low <= middle <= (np.inf if pd.isna(high) else high))
        row = ecosystem.repeat_participation(present, cutoff=CUTOFF, window_days=SILENCE).iloc[0]
        repeats.append(row["again_low"] <= AGAIN <= row["again_high"])
    for mark, held in shares.items():
        yield Cell("Kaplan–Meier, partnerships", "coverage", f"still active after {mark} days", n,
                   float(np.mean(held)), len(held), COVERAGE_SMALL)  # fmt: skip
    yield Cell("median partnership, log band", "coverage", "median", n, float(np.mean(medians)), len(medians),
               COVERAGE_SMALL)  # fmt: skip
    yield Cell("Wilson, structures that come again", "coverage", f"within {SILENCE} days", n, float(np.mean(repeats)),
               draws, coverage_goal(n))  # fmt: skip


def _drawn(n: int, rng: np.random.Generator) -> pd.DataFrame:
    rows = [
        (f"s{k}", FIRST + dt.timedelta(days=int(start) + day))
        for k, start in enumerate(rng.integers(ENTRIES, size=n))
        for day in _path(rng)
    ]
    frame = pd.DataFrame(rows, columns=["structure", "action_on"])
    return frame.assign(action_on=pd.to_datetime(frame["action_on"]).astype("datetime64[ns]"))
