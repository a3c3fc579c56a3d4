"""How many journeys reach each step, out of how many: from the step before, and from the start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from declic_analysis.conversions.journeys import KEYS, STEP_DATES
from declic_analysis.errors import ContractError, message
from declic_analysis.schemas import require
from declic_analysis.statistics.interval import Estimate
from declic_analysis.statistics.proportions import jeffreys, wilson
from declic_analysis.vocabulary import JourneyUnit, Step

INTERVALS: Mapping[str, Callable[..., Estimate]] = MappingProxyType({"wilson": wilson, "jeffreys": jeffreys})
BY = (*KEYS, "period", "contract")
LASTING = MappingProxyType({Step.EMPLOYED_3M.value: 3, Step.EMPLOYED_6M.value: 6})
OF_PERSONS = (Step.ORIENTED.value, Step.APPLIED.value)
START = "start"
STEPS = tuple(step.value for step in Step)
COUNTS = ("n_start", "n_at_risk", "n_reached", "n_from_previous", "n_skipped")
BEHIND = ("n_structures", "largest_structure")
PERSONS = ("n_persons", "n_persons_at_risk", "n_persons_reached")
RATES = ("rate", "low", "high", "start_rate", "start_low", "start_high")


def step_rates(
    journeys: pd.DataFrame,
    *,
    cutoff: dt.date,
    by: Sequence[str] = (),
    confidence: float = 0.95,
    interval: str = "wilson",
    recorded: Collection[str] | None = None,
) -> pd.DataFrame:
    """Steps of the journeys as they stand on the cut-off day, one row per `by` and step, in the order of the steps.

    Parameters: `journeys` of persons or of applications; by, any of territory, format, prescriber_kind, prescriber,
    structure, rome_domain, period, applied_by, action, contract (a missing key is a group of its own).
    recorded: steps that the register records, where `journeys` is a part of it; by default those of `journeys`.
    A step may be skipped or not noted: a hire without a recorded interview is a hire. So the rate from the step before
    (`rate`, with its interval) is over the journeys in which that step is recorded, and counts those of them that
    reached this one; journeys that reached this step without it are `n_skipped`: in n_reached, not in the rate. The
    step before is the last one that the register records at all. An application is a row because it was made: its steps
    begin with the interview. Still employed at 3 or 6 months: over the hires that
    began at least that long before the cut-off; what counts is that somebody noted it, so the rate is a lower bound.
    `start_rate` is over all journeys of the group, so far: recent ones have had less time (see `windows`).
    Returns: by + step, unit, previous (step code, `start` for the first), recorded, n_start, n_at_risk, n_reached,
    n_from_previous, n_skipped, rate, low, high, start_rate, start_low, start_high, confidence, interval, and n_persons,
    n_persons_at_risk, n_persons_reached (distinct candidates), n_structures, largest_structure (companies of the group
    and the share of the largest; a journey without a company is one of its own) for the gate. A step that is not
    recorded is not stated: recorded is false, its numbers are empty, never 0. No journey → no row.
    Raises: ContractError, when a column is missing, or `by` or `interval` is not in its list.
    """
    names = [_one_of(name, BY, where="by") for name in by]
    limits = INTERVALS[_one_of(interval, tuple(INTERVALS), where="interval")]
    needed = ["candidate", "application", "structure", "hired", "contract_on", *STEP_DATES.values(), *names]
    require(journeys, needed, table="journeys")
    known = recorded_steps(journeys) if recorded is None else frozenset(recorded)
    long = _long(journeys, names=names, last=pd.Timestamp(cutoff), recorded=known)
    rows = _counted(long, names=names).pipe(_with_structures, journeys=journeys, names=names)
    for name, successes, n in (("rate", "n_from_previous", "n_at_risk"), ("start_rate", "n_reached", "n_start")):
        rows = rows.join(_limits(rows[successes], rows[n], limits=limits, confidence=confidence, name=name))
    unit = JourneyUnit.APPLICATION if journeys["application"].notna().any() else JourneyUnit.PERSON
    told = rows.assign(unit=unit.value, confidence=confidence, interval=interval)
    return told[
        [*names, "step", "unit", "previous", "recorded", *COUNTS, *RATES, "confidence", "interval", *PERSONS, *BEHIND]
    ]


def recorded_steps(journeys: pd.DataFrame) -> frozenset[str]:
    """Steps that at least one of these journeys records."""
    found = {step for step, column in STEP_DATES.items() if journeys[column].notna().any()}
    return frozenset(found | ({Step.HIRED.value} if journeys["hired"].any() else set()))


def _one_of(value: str, allowed: Sequence[str], *, where: str) -> str:
    if value not in allowed:
        raise ContractError(
            message(fr="Ce choix n’est pas possible.", en="This choice is not possible."),
            where=where, found=value, allowed=", ".join(allowed),
        )  # fmt: skip
    return value


def _long(journeys: pd.DataFrame, *, names: list[str], last: pd.Timestamp, recorded: Collection[str]) -> pd.DataFrame:
    """One row a journey and step: was it at risk (the step before is recorded), did it reach the step?"""
    taken = OF_PERSONS if journeys["application"].notna().any() else ()
    keys = journeys[list(dict.fromkeys([*names, "candidate"]))]
    reached = {step: journeys[column].notna() for step, column in STEP_DATES.items() if step not in taken}
    reached[Step.HIRED.value] = journeys["hired"].astype(bool)  # also where no date is known
    before = {"": pd.Series(True, index=journeys.index)} | reached
    parts, previous = [], ""
    for step, here in reached.items():
        at_risk = _old_enough(journeys, months=LASTING[step], last=last) if step in LASTING else before[previous]
        counts = here & at_risk if step in LASTING else here
        parts.append(
            keys.assign(step=step, previous=Step.HIRED.value if step in LASTING else previous or START,
                        recorded=step in recorded, at_risk=at_risk, reached=counts)
        )  # fmt: skip
        previous = step if step in recorded and step not in LASTING else previous
    return pd.concat(parts, ignore_index=True)


def _old_enough(journeys: pd.DataFrame, *, months: int, last: pd.Timestamp) -> pd.Series:
    """Hires that began that many months before the cut-off, or earlier."""
    begun = journeys["contract_on"].fillna(journeys["hired_on"])
    return journeys["hired"].astype(bool) & (begun + pd.DateOffset(months=months) <= last).fillna(False)


def _counted(long: pd.DataFrame, *, names: list[str]) -> pd.DataFrame:
    """Journeys and persons by group and step; nothing is known of a step that nobody records."""
    both = long["at_risk"] & long["reached"]
    people = {"n_persons_at_risk": long["at_risk"], "n_persons_reached": long["reached"]}
    counted = long.assign(
        n_start=1, n_at_risk=long["at_risk"], n_reached=long["reached"], n_from_previous=both,
        n_persons=long["candidate"],
        **{name: long["candidate"].where(mask) for name, mask in people.items()},
    )  # fmt: skip
    keys = [*names, "step", "previous", "recorded"]
    how = dict.fromkeys(COUNTS[:4], "sum") | dict.fromkeys(PERSONS, "nunique")
    rows = counted.groupby(keys, dropna=False, sort=False).agg(how).astype("Int64").reset_index()
    rows = rows.assign(n_skipped=rows["n_reached"] - rows["n_from_previous"])
    untold = ~rows["recorded"].astype(bool)
    for name in ("n_at_risk", "n_reached", "n_from_previous", "n_skipped", *PERSONS[1:]):
        rows[name] = rows[name].mask(untold)
    order = pd.Categorical(rows["step"], STEPS, ordered=True)
    in_order = rows.assign(step=order).sort_values([*names, "step"], kind="stable", na_position="last")
    return in_order.astype({"step": "string", "previous": "string"}).reset_index(drop=True)


def _with_structures(rows: pd.DataFrame, *, journeys: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """How many companies stand behind each group, and the share of journeys that the largest holds."""
    alone = journeys["structure"].fillna("?" + journeys.index.to_series().astype("string"))
    keys = [journeys[name] for name in names] if names else [pd.Series(True, index=journeys.index, name="_all")]
    sizes = journeys.assign(_company=alone).groupby([*keys, "_company"], dropna=False).size()
    groups = sizes.groupby(level=list(range(len(keys))), dropna=False)
    told = pd.DataFrame({"n_structures": groups.size(), "largest_structure": groups.max() / groups.sum()})
    if not names:
        return rows.assign(**{name: told[name].max() for name in BEHIND})
    return rows.merge(told.reset_index(), on=names, how="left", validate="many_to_one")


def _limits(
    successes: pd.Series, n: pd.Series, *, limits: Callable[..., Estimate], confidence: float, name: str
) -> pd.DataFrame:
    """Share with its interval; empty where a count is not known or nobody is at risk."""
    columns = {"rate": ("rate", "low", "high"), "start_rate": ("start_rate", "start_low", "start_high")}[name]
    found = [
        limits(int(x), int(size), confidence=confidence)[:3]
        if pd.notna(x) and pd.notna(size) and size
        else (pd.NA,) * 3
        for x, size in zip(successes, n, strict=True)
    ]
    return pd.DataFrame(found, index=successes.index, columns=list(columns)).astype("Float64")
