"""Attribution of hires and fixed windows, as ratios inside one run to one sort + groupby on the same string ids.

`python benchmarks/attribution_speed.py`: 1 million events of 100 thousand candidates, then ten times as many.
Repeats are interleaved and the shortest counts, in processor time, since other work may share the machine.
"""

from __future__ import annotations

import datetime as dt
import resource
from collections.abc import Callable
from time import process_time
from typing import NamedTuple

import numpy as np
import pandas as pd

from declic_analysis import schemas
from declic_analysis.conversions.attribution import attribution
from declic_analysis.conversions.journeys import journeys
from declic_analysis.conversions.windows import windows
from declic_analysis.statistics.attribution import RULES

SEED, REPEATS, GOAL = 20240617, 2, 5
GROWTH, LINEAR = 10, 12
EVENTS, ACTIONS, FORMATS, DAYS = 1_000_000, 200, 6, 900
START, CUTOFF = pd.Timestamp("2022-01-01"), dt.date(2024, 12, 31)


class Registers(NamedTuple):
    events: pd.DataFrame
    hires: pd.DataFrame
    actions: pd.DataFrame
    candidates: pd.DataFrame


def laid_out(table: str, **columns: object) -> pd.DataFrame:
    empty = schemas.empty(table)
    frame = pd.DataFrame(columns)
    blank = {name: pd.Series(pd.NA, index=frame.index, dtype="object") for name in empty if name not in frame}
    return frame.assign(**blank)[list(empty)].astype(empty.dtypes.to_dict())


def made(n_events: int, rng: np.random.Generator) -> Registers:
    """Ten events a candidate, nine in ten naming one of 200 actions; one candidate in five is hired."""
    n = n_events // 10
    people = pd.array([f"{k:032x}" for k in rng.permutation(n) + (1 << 60)], dtype="string")
    codes = pd.array([f"LY-2024-{k:03d}" for k in range(ACTIONS)], dtype="string")
    steps = pd.array(["oriented", "applied", "interviewed", "immersed"], dtype="string")
    days = rng.integers(0, DAYS, n_events)
    events = laid_out(
        "events", candidate=people.take(rng.integers(0, n, n_events)), step=steps.take(rng.integers(0, 4, n_events)),
        event_on=START + pd.to_timedelta(days, unit="D"),
        action=pd.Series(codes.take(rng.integers(0, ACTIONS, n_events))).mask(rng.random(n_events) < 0.1),
    )  # fmt: skip
    hired = people[: n // 5]
    hires = laid_out(
        "hires", hire=pd.array([f"h{k}" for k in range(len(hired))], dtype="string"), candidate=hired,
        structure=pd.array(["company"] * len(hired), dtype="string"),
        accepted_on=START + pd.to_timedelta(rng.integers(150, DAYS, len(hired)), unit="D"),
    )  # fmt: skip
    actions = laid_out(
        "actions", action=codes, format=pd.array([f"format {k % FORMATS}" for k in range(ACTIONS)], dtype="string"),
        territory=pd.array([f"territory {k % 2}" for k in range(ACTIONS)], dtype="string"),
        action_on=START + pd.to_timedelta(rng.integers(0, DAYS, ACTIONS), unit="D"),
    )  # fmt: skip
    candidates = laid_out("candidates", candidate=people, prescriber=pd.array(["prescriber"] * n, dtype="string"))
    return Registers(events, hires, actions, candidates)


def credited(held: Registers, models: tuple[str, ...]) -> pd.DataFrame:
    return attribution(
        held.events, held.hires, actions=held.actions, candidates=held.candidates, cutoff=CUTOFF, look_back_days=180,
        by="format", models=models,
    )  # fmt: skip


def sorted_and_grouped(held: Registers) -> pd.Series:
    return held.events.sort_values("candidate").groupby("candidate").size()


def windowed(held: Registers) -> pd.DataFrame:
    """From the registers to the shares hired within 30, 90 and 180 days, by format."""
    made_first = journeys(held.events, held.hires, cutoff=CUTOFF, candidates=held.candidates, actions=held.actions)
    return windows(made_first, cutoff=CUTOFF, windows_days=(30, 90, 180), by=("format",))


WORK: dict[str, Callable[[Registers], object]] = {
    "one sort + groupby on the candidates": sorted_and_grouped,
    "five rule models": lambda held: credited(held, RULES),
    "Shapley values": lambda held: credited(held, ("shapley",)),
    "Markov removal": lambda held: credited(held, ("markov",)),
    "fixed windows, journeys made first": windowed,
}


def taken(work: Callable[[Registers], object], held: Registers) -> float:
    """Seconds of processor: other work on the machine counts less than on the clock."""
    start = process_time()
    work(held)
    return process_time() - start


def main() -> None:
    """One million events and ten times as many, in turn: time must grow in proportion."""
    rng = np.random.default_rng(SEED)
    small, large = made(EVENTS, rng), made(EVENTS * GROWTH, rng)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in WORK}
    for _ in range(REPEATS):
        for name, work in WORK.items():
            times[name].append((taken(work, small), taken(work, large)))
    best = {name: np.min(own, axis=0) for name, own in times.items()}
    base, *_ = best.values()
    for k, held in enumerate((small, large)):
        print(f"hires: {len(held.events):,} events of {len(held.candidates):,} candidates")
        for name, own in best.items():
            print(f"  {name}: {own[k]:.2f} s = {own[k] / base[k]:.2f} ×; goal {GOAL}")
    for name, own in best.items():
        grown = own[1] / own[0]
        told = f"{grown:.1f} times as long, {grown / (base[1] / base[0]):.2f} × the growth of the sort + groupby"
        print(f"  {GROWTH} times the events, {name}: {told}; goal {LINEAR}")
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.1f} GiB")


if __name__ == "__main__":
    main()
