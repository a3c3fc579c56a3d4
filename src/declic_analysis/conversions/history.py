"""What the registers say of journeys that cannot be, or that leaves a day unknown: told and counted, never mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from declic_analysis.conversions.known import DAY, EVENTS, HIRES, Known, exits, known_at
from declic_analysis.schemas import require
from declic_analysis.vocabulary import ApplicationState, FaultTreatment, JourneyFault, Outcome, Step

Fault, Treatment = JourneyFault, FaultTreatment
TREATMENTS = {
    Fault.AFTER_CUTOFF: Treatment.CUT,
    Fault.HIRED_BEFORE_APPLIED: Treatment.NO_DELAY,
    Fault.HIRED_BEFORE_ENCOUNTER: Treatment.NO_DELAY,
    Fault.STEP_BEFORE_ENCOUNTER: Treatment.NO_DELAY,
    Fault.OVERLAPPING_CONTRACTS: Treatment.KEPT,
    Fault.ACCEPTED_TWICE: Treatment.KEPT,
    Fault.STARTED_BEFORE_ACCEPTED: Treatment.KEPT,
    Fault.ENDED_BEFORE_STARTED: Treatment.NO_DELAY,
    Fault.STEP_AFTER_EXIT: Treatment.KEPT_OPEN,
    Fault.STATE_BEFORE_APPLIED: Treatment.NO_DELAY,
    Fault.EMPLOYED_WITHOUT_HIRE: Treatment.NOT_COUNTED,
    Fault.EMPLOYED_TOO_EARLY: Treatment.KEPT,
    Fault.ACCEPTED_WITHOUT_HIRE: Treatment.NO_DELAY,
    Fault.HIRE_WITHOUT_DATE: Treatment.NO_DELAY,
    Fault.EXIT_WITHOUT_DATE: Treatment.NO_DELAY,
}
EMPLOYED = {Step.EMPLOYED_3M.value: 90, Step.EMPLOYED_6M.value: 180}  # days after which it can be true
LEAVE = (Outcome.HIRED_ELSEWHERE.value, Outcome.TRAINING.value, Outcome.WITHDRAWN.value)
DAYS_A_MONTH = 365.25 / 12


class _Facts(NamedTuple):
    """Steps and hires known at the cut-off, each with `action_on`, the day of the action it names."""

    events: pd.DataFrame
    hires: pd.DataFrame


def history(
    events: pd.DataFrame, hires: pd.DataFrame, *, cutoff: dt.date, actions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Illegal moves of the journeys, and facts without the day they need: how many, of how many people, what is done.

    Parameters: the contract tables; facts after the cut-off are counted once, as such, and not looked at further.
    Returns: one row a code of `JourneyFault`, in its order, found or not: fault, n_rows (rows of the registers),
    n_persons, treatment (a code of `FaultTreatment`). Empty registers → no row: nothing was checked.
    Raises: ContractError, when a column is missing.
    """
    found = fault_rows(events, hires, cutoff=cutoff, actions=actions)
    if events.empty and hires.empty:
        return _counted(found, faults=())
    return _counted(found, faults=tuple(Fault))


def _counted(found: pd.DataFrame, *, faults: tuple[JourneyFault, ...]) -> pd.DataFrame:
    groups = found.groupby("fault")["candidate"]
    counted = pd.DataFrame({"n_rows": groups.size(), "n_persons": groups.nunique()})
    codes = [fault.value for fault in faults]
    rows = counted.reindex(codes).fillna(0).astype("Int64").rename_axis("fault").reset_index()
    treatments = [TREATMENTS[fault].value for fault in faults]
    return rows.assign(treatment=treatments).astype({"fault": "string", "treatment": "string"})


def fault_rows(
    events: pd.DataFrame, hires: pd.DataFrame, *, cutoff: dt.date, actions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The rows behind `history`: fault, candidate, table (events or hires), row (index label in that table)."""
    require(events, EVENTS, table="events")
    require(hires, HIRES, table="hires")
    numbered = (frame.assign(label=range(len(frame))) for frame in (events, hires))
    steps, signed = (frame.reset_index(drop=True) for frame in numbered)
    late = list(_late(steps, signed, last=pd.Timestamp(cutoff)))
    gone = {table: set(rows["label"]) for table, rows in late}
    known = known_at(events, hires, cutoff=cutoff)
    facts = _Facts(
        _placed(_days(steps[~steps["label"].isin(gone["events"])], cutoff=cutoff), actions),
        _placed(_days(signed[~signed["label"].isin(gone["hires"])], cutoff=cutoff), actions),
    )
    parts = [
        rows.assign(fault=fault.value, table=table)
        for fault, table, rows in [*((Fault.AFTER_CUTOFF, *one) for one in late), *_checks(facts, known)]
    ]
    columns = ["fault", "candidate", "table", "label"]
    told = pd.concat([part[columns] for part in parts], ignore_index=True)
    labels = {"events": events.index.to_numpy(), "hires": hires.index.to_numpy()}
    told["row"] = [labels[table][k] for table, k in zip(told["table"], told.pop("label"), strict=True)]
    return told


Found = Iterator[tuple[JourneyFault, str, pd.DataFrame]]


def _checks(facts: _Facts, known: Known) -> Found:
    yield from _of_hires(facts)
    yield from _of_steps(facts)
    yield from _of_contracts(facts.hires)
    yield from _of_employment(facts, known)
    yield from _of_exits(facts)


def _late(events: pd.DataFrame, hires: pd.DataFrame, *, last: pd.Timestamp) -> Iterator[tuple[str, pd.DataFrame]]:
    """Facts that are not known yet on the cut-off day."""
    yield "events", events[_true(events["event_on"].dt.normalize() > last)]
    agreed = hires["accepted_on"].fillna(hires["started_on"]).dt.normalize()
    yield "hires", hires[_true(agreed > last)]


def _days(frame: pd.DataFrame, *, cutoff: dt.date) -> pd.DataFrame:
    """Dates without their hour; those after the cut-off are not known."""
    names = [name for name in frame if str(name).endswith("_on")]
    days = {str(name): frame[name].dt.normalize() for name in names}
    return frame.assign(**{name: day.where(day <= pd.Timestamp(cutoff)) for name, day in days.items()})


def _placed(frame: pd.DataFrame, actions: pd.DataFrame | None) -> pd.DataFrame:
    if actions is None:
        return frame.assign(action_on=pd.Series(pd.NaT, index=frame.index, dtype=DAY))
    days = actions.set_index("action")["action_on"].dt.normalize()
    return frame.assign(action_on=days.reindex(frame["action"]).to_numpy())


def _true(mask: pd.Series) -> pd.Series:
    return mask.fillna(False).astype(bool)


def _of_hires(facts: _Facts) -> Found:
    hires = facts.hires.assign(hired_on=facts.hires["accepted_on"].fillna(facts.hires["started_on"]))
    told = facts.events[facts.events["step"] == Step.HIRED.value].assign(hired_on=lambda rows: rows["event_on"])
    applied = facts.events[facts.events["step"] == Step.APPLIED.value]
    for table, rows in (("hires", hires), ("events", told)):
        yield Fault.HIRED_BEFORE_APPLIED, table, _before_applying(rows, applied)
        yield Fault.HIRED_BEFORE_ENCOUNTER, table, rows[_true(rows["hired_on"] < rows["action_on"])]
    yield Fault.STARTED_BEFORE_ACCEPTED, "hires", hires[_true(hires["started_on"] < hires["accepted_on"])]
    yield Fault.ENDED_BEFORE_STARTED, "hires", hires[_true(hires["ended_on"] < hires["started_on"])]
    dated = told.dropna(subset=["hired_on"])["candidate"]
    yield Fault.HIRE_WITHOUT_DATE, "hires", hires[hires["hired_on"].isna() & ~hires["candidate"].isin(dated)]


def _before_applying(hires: pd.DataFrame, applied: pd.DataFrame) -> pd.DataFrame:
    """Hires earlier than the first application of the person to that company; a company not named may be any."""
    others = applied[["candidate", "structure", "event_on"]]
    pairs = hires.merge(others, on="candidate", suffixes=("", "_applied"), validate="many_to_many")
    same = _true(pairs["structure"] == pairs["structure_applied"])
    same |= pairs["structure"].isna() | pairs["structure_applied"].isna()
    first = pairs[same].groupby("label")["event_on_applied" if "event_on" in hires else "event_on"].min()
    return hires[_true(hires["hired_on"] < first.reindex(hires["label"]).set_axis(hires.index))]


def _of_steps(facts: _Facts) -> Found:
    steps = facts.events[facts.events["step"] != Step.HIRED.value]
    yield Fault.STEP_BEFORE_ENCOUNTER, "events", steps[_true(steps["event_on"] < steps["action_on"])]
    yield Fault.STATE_BEFORE_APPLIED, "events", steps[_true(steps["state_on"] < steps["event_on"])]


def _of_contracts(hires: pd.DataFrame) -> Found:
    """A contract that starts while an earlier one runs; a second acceptance by a company whose contract is not over."""
    runs = hires.dropna(subset=["started_on"]).sort_values(["candidate", "started_on"], kind="stable")
    ends = _ends(runs)
    until = ends.groupby(runs["candidate"]).cummax().groupby(runs["candidate"]).shift()
    overlapping = runs[_true(runs["started_on"] <= until)]
    yield Fault.OVERLAPPING_CONTRACTS, "hires", overlapping
    rest = hires[~hires["label"].isin(overlapping["label"])].dropna(subset=["accepted_on", "structure"])
    keys = ["candidate", "structure"]
    ordered = rest.sort_values([*keys, "accepted_on"], kind="stable")
    over = _ends(ordered).groupby([ordered[key] for key in keys]).shift()
    second = ordered.duplicated(keys)
    yield Fault.ACCEPTED_TWICE, "hires", ordered[second & ~_true(ordered["accepted_on"] > over)]


def _ends(hires: pd.DataFrame) -> pd.Series:
    """Last day of each contract: its end, else its planned length after its start, else far away."""
    length = pd.to_timedelta((hires["months"].astype("float64") * DAYS_A_MONTH).round(), unit="D")
    planned = hires["started_on"] + length
    possible = hires["ended_on"].where(~_true(hires["ended_on"] < hires["started_on"]))
    return possible.fillna(planned).fillna(pd.Timestamp.max.normalize()).astype(DAY)


def _of_employment(facts: _Facts, known: Known) -> Found:
    later = facts.events[facts.events["step"].isin(list(EMPLOYED))]
    hired = later["candidate"].isin(known.hires["candidate"])
    yield Fault.EMPLOYED_WITHOUT_HIRE, "events", later[~hired]
    begun = known.hires.assign(on=known.hires["started_on"].fillna(known.hires["hired_on"]))
    first = begun.groupby("candidate")["on"].min()
    since = later["event_on"] - first.reindex(later["candidate"]).set_axis(later.index)
    yield Fault.EMPLOYED_TOO_EARLY, "events", later[_true(since.dt.days < later["step"].map(EMPLOYED).astype("Int64"))]
    untold = known.hires[known.hires["hire"].isna() & known.hires["hired_on"].isna()]
    accepted = facts.events[facts.events["state"].eq(ApplicationState.ACCEPTED.value).fillna(False).astype(bool)]
    named = accepted.merge(untold[["candidate", "structure"]], on=["candidate", "structure"], validate="many_to_one")
    yield Fault.ACCEPTED_WITHOUT_HIRE, "events", named


def _of_exits(facts: _Facts) -> Found:
    left = exits(facts.events)
    undated = left["state_on"].isna() & ~_true(facts.events["state_on"].reindex(left.index) < left["event_on"])
    yield Fault.EXIT_WITHOUT_DATE, "events", left[undated]
    gone = left[left["exit"].isin(LEAVE)]
    signed = facts.hires.assign(event_on=facts.hires["accepted_on"].fillna(facts.hires["started_on"]))
    moves = pd.concat([frame[["candidate", "event_on"]] for frame in (facts.events, signed)], ignore_index=True)
    latest = moves.groupby("candidate")["event_on"].max().reindex(gone["candidate"]).set_axis(gone.index)
    yield Fault.STEP_AFTER_EXIT, "events", gone[_true(gone["seen_on"] < latest)]
