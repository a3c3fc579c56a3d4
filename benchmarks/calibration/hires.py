"""The demonstration's known truth about hires: do the intervals of `conversions` hold it?

Registers come from the generator's persons (`demo.accompanied`), laid out as contract tables in memory: no file is
written and none of the dirt is there. The truth of a cohort is that of its formats (`demo.hiring`): for counts so far,
of the time that each person has had.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from calibration.cell import COVERAGE, COVERAGE_SMALL, Cell, Goal
from calibration.recovery import study
from declic_analysis import schemas
from declic_analysis.conversions.journeys import journeys
from declic_analysis.conversions.lasting import still_employed
from declic_analysis.conversions.pooling import pooled_rates
from declic_analysis.conversions.quality import quality_shares
from declic_analysis.conversions.steps import step_rates
from declic_analysis.conversions.times import delays, incidence_curve
from declic_analysis.conversions.windows import windows
from declic_analysis.demo.accompanied import Accompanied, draw_accompanied, ground_of, n_accompanied
from declic_analysis.demo.exports import draw_population
from declic_analysis.demo.hire_records import candidate_record, event_records, hire_records, known_persons
from declic_analysis.demo.hiring import (
    ELSEWHERE,
    HIRED,
    NO_ACTION,
    ORIENTATION,
    ROUTES,
    TRAINING,
    WINDOWS,
    WITHDRAWN,
    durable_share,
    incidence,
    lasting_share,
    step_incidence,
)
from declic_analysis.statistics.survival import followed, kaplan_meier, survival_at
from declic_analysis.vocabulary import JobQuality, Step

KNOWN_ON = dt.date(2024, 12, 12)
HORIZON = 182
CURVE_DAYS = (28, 91, HORIZON)
FATES = (HIRED, ELSEWHERE, TRAINING, WITHDRAWN)
STEPS = (Step.APPLIED, Step.INTERVIEWED, Step.IMMERSED, Step.HIRED)
CHECKS = {3: Step.EMPLOYED_3M, 6: Step.EMPLOYED_6M}
EVERYBODY = "everybody"


class Held(NamedTuple):
    """One estimate of one seed beside its truth."""

    method: str
    measure: str
    scenario: str
    n: int
    low: float
    high: float
    truth: float


@dataclass(frozen=True)
class Cohort:
    """The persons known on the day, and the tables of a study that the analysis reads."""

    people: list[Accompanied]
    tables: Mapping[str, pd.DataFrame]
    on: dt.date = KNOWN_ON

    @property
    def journeys(self) -> pd.DataFrame:
        tables = {name: self.tables[name] for name in ("candidates", "actions")}
        return journeys(self.tables["events"], self.tables["hires"], cutoff=self.on, **tables)

    def formats(self, *, older_than: int = 0, of: str | None = None) -> dict[str, int]:
        """Persons by format, of those met so many days before the day."""
        last = self.on - dt.timedelta(older_than)
        return Counter(p.format for p in self.people if p.zero_on <= last and of in (None, p.format))


def cohort(seed: int) -> Cohort:
    rng = np.random.default_rng(seed)
    ground = ground_of(study(), people=draw_population(study(), rng=rng))
    codes = [f"{k:03d}" for k in range(n_accompanied())]
    known = known_persons(draw_accompanied(ground, codes=codes, rng=rng), on=KNOWN_ON)
    events = (record for person in known for record in event_records(person, on=KNOWN_ON))
    actions = [{"action": a.id, "format": a.format, "territory": a.territory, "action_on": a.held_on}
               for a in ground.actions]  # fmt: skip
    rows = {"events": events, "hires": hire_records(known, on=KNOWN_ON), "actions": actions,
            "candidates": map(candidate_record, known)}  # fmt: skip
    return Cohort(known, {name: _table(records, name) for name, records in rows.items()})


def _table(records: Iterable[Mapping[str, Any]], name: str) -> pd.DataFrame:
    """A contract table: the columns that nothing fills stay empty."""
    empty = schemas.empty(name)
    return pd.DataFrame(list(records)).reindex(columns=list(empty)).astype(empty.dtypes.to_dict())


def held(seed: int) -> list[Held]:
    """Every estimate of one seed."""
    return list(beside_truth(cohort(seed)))


def beside_truth(own: Cohort) -> Iterator[Held]:
    found = own.journeys
    yield from _windows(found, own)
    yield from _curves(found, own)
    yield from _naive(found, own)
    yield from _mean_days(found, own)
    yield from _steps(found, own)
    yield from _pooled(found, own)
    yield from _contracts(found, own)


def _named(formats: pd.Series) -> pd.Series:
    return formats.astype("object").fillna(NO_ACTION)


def _label(name: str) -> str:
    return name or "no action known"


def _windows(found: pd.DataFrame, own: Cohort) -> Iterator[Held]:
    everybody = windows(found, cutoff=own.on, windows_days=WINDOWS).assign(format=EVERYBODY)
    each = windows(found, cutoff=own.on, windows_days=WINDOWS, by=["format"])
    for row in pd.concat([everybody, each.assign(format=_named(each["format"]))]).itertuples():
        if not row.n_mature:
            continue
        of = None if row.format == EVERYBODY else row.format
        base = own.formats(older_than=row.window, of=of)
        truth = incidence(base, fate=HIRED, days=row.window)
        text = f"{_label(row.format)}, within {row.window} days"
        yield Held("Wilson, mature cohorts", "coverage", text, row.n_mature, row.low, row.high, truth)


def _curves(found: pd.DataFrame, own: Cohort) -> Iterator[Held]:
    everybody = incidence_curve(found, horizon=HORIZON).assign(format=EVERYBODY)
    each = incidence_curve(found, horizon=HORIZON, by=["format"])
    both = pd.concat([everybody, each.assign(format=_named(each["format"]))])
    for row in both[both["day"].isin(CURVE_DAYS) & both["outcome"].isin(FATES)].itertuples():
        if row.format != EVERYBODY and row.outcome != HIRED:
            continue
        formats = own.formats(of=None if row.format == EVERYBODY else row.format)
        truth = incidence(formats, fate=row.outcome, days=row.day)
        text = f"{_label(row.format)}, {row.outcome} by day {row.day}"
        yield Held("cumulative incidence, by action", "coverage", text, row.n, row.low, row.high, truth)


def _naive(found: pd.DataFrame, own: Cohort) -> Iterator[Held]:
    """What reading the other fates as mere ends of follow-up would say."""
    known = found[found["days"].notna()]
    waited, hired = followed(known["days"], known["outcome"] == HIRED)
    read = survival_at(kaplan_meier(waited, hired), HORIZON)
    truth = incidence(own.formats(), fate=HIRED, days=HORIZON)
    text = f"{EVERYBODY}, hired by day {HORIZON}"
    yield Held("1 − Kaplan–Meier (not used)", "coverage", text, len(known), 1 - read.high, 1 - read.low, truth)


def _mean_days(found: pd.DataFrame, own: Cohort) -> Iterator[Held]:
    row = delays(found, horizon=HORIZON).set_index("measure").loc["mean_days"]
    truth = sum(1 - incidence(own.formats(), fate=HIRED, days=day) for day in range(HORIZON))
    text = f"{EVERYBODY}, up to day {HORIZON}"
    yield Held("mean days without a hire, by action", "coverage", text, int(row["n"]), row["low"], row["high"], truth)


def _steps(found: pd.DataFrame, own: Cohort) -> Iterator[Held]:
    rows = step_rates(found, cutoff=own.on).set_index("step")
    for step in STEPS:
        row = rows.loc[step.value]
        truth = float(np.mean([_so_far(p.format, step, (own.on - p.steps[Step.ORIENTED]).days) for p in own.people]))
        text = f"{step.value}, of everybody so far"
        yield Held("Wilson, steps", "coverage", text, int(row["n_start"]), row["start_low"], row["start_high"], truth)


@cache
def _so_far(name: str, step: Step, days: int) -> float:
    return step_incidence({name: 1}, step=step, days=days, origin=ORIENTATION)


def _pooled(found: pd.DataFrame, own: Cohort) -> Iterator[Held]:
    days = 180
    rows = pooled_rates(found, by="format", window_days=days, cutoff=own.on)
    for row in rows[rows["group"].isin([name for name in ROUTES if name])].itertuples():
        truth = incidence({row.group: 1}, fate=HIRED, days=days)
        text = f"four formats, within {days} days"
        yield Held("partial pooling", "coverage", text, row.n, row.shrunken_low, row.shrunken_high, truth)


def _contracts(found: pd.DataFrame, own: Cohort) -> Iterator[Held]:
    lasting = quality_shares(found).set_index("quality").loc[JobQuality.DURABLE.value]
    n = int(lasting["n_hired"])
    yield Held("Wilson, contracts", "coverage", "lasting jobs", n, lasting["low"], lasting["high"], durable_share())
    for row in still_employed(found, cutoff=own.on).itertuples():
        text, truth = f"still employed at {row.months} months", lasting_share(CHECKS[row.months])
        n = row.n_employed + row.n_left
        yield Held("Wilson, contracts", "coverage", text, n, row.low, row.high, truth)


def judged(estimates: Iterable[Held]) -> pd.DataFrame:
    """Estimates that an interval goes with, and whether it holds the truth; a group without anybody has none."""
    frame = pd.DataFrame(estimates, columns=list(Held._fields)).dropna(subset=["low", "high"])
    return frame.assign(held=(frame["low"] <= frame["truth"]) & (frame["truth"] <= frame["high"]))


def cells(seeds: int) -> Iterator[Cell]:
    """Draws are the seeds in which the group has an interval."""
    frame = pd.concat([judged(held(seed)).assign(seed=seed) for seed in range(seeds)], ignore_index=True)
    for (method, measure, scenario), own in frame.groupby(["method", "measure", "scenario"], sort=False):
        by_seed = own.groupby("seed")["held"].mean()
        error = float(by_seed.std(ddof=1) / np.sqrt(len(by_seed))) if len(by_seed) > 1 else 0.0
        value, size = float(own["held"].mean()), round(float(own["n"].mean()))
        yield Cell(method, measure, scenario, size, value, len(by_seed), _goal(method), error)


def _goal(method: str) -> Goal | None:
    """No upper limit where an interval counts the likeness of people of one action: the fiction has none."""
    if method.endswith("(not used)"):
        return None
    return COVERAGE_SMALL if method.endswith("by action") else COVERAGE
