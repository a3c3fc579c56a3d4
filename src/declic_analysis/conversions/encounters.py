"""Which actions stand before each hire: encounters, look-back, and the chain from prescriber to action."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from declic_analysis.conversions.known import Known, known_at
from declic_analysis.errors import ContractError, message
from declic_analysis.schemas import require
from declic_analysis.statistics.attribution import Touches, touches
from declic_analysis.statistics.interval import Ints
from declic_analysis.vocabulary import Attendance, AttendanceRole, Coded, EncounterDate, HireLink

NEVER = np.iinfo(np.int64).max // 4  # day of an encounter that nothing dates: after every hire
Mask = NDArray[np.bool_]


class Paths(NamedTuple):
    """hires: the known hires, numbered from 0, with `link` (code of `HireLink`); actions: ids, numbered from 0.

    touches: encounters on each path; path k below len(hires) is hire k, the others are people who were not hired.
    met: one row an encounter known at the cut-off: numbers of `candidate` and `action`.
    """

    hires: pd.DataFrame
    actions: pd.Index
    touches: Touches
    met: pd.DataFrame


class _Encounters(NamedTuple):
    """One entry an encounter, in order of candidate; days since 1970."""

    candidate: Ints
    action: Ints
    day: Ints


def hire_paths(
    events: pd.DataFrame,
    hires: pd.DataFrame,
    *,
    actions: pd.DataFrame,
    cutoff: dt.date,
    look_back_days: int,
    candidates: pd.DataFrame | None = None,
    attendances: pd.DataFrame | None = None,
    dated_by: str = "action",
    whole_chain: bool = True,
) -> Paths:
    """The actions that each known hire follows, and those met by people who were not hired.

    An encounter is a candidate and an action: named by a step of the candidate, by the hire itself, or by an attendance
    sheet where the same pseudonym was seen as a participant. `dated_by`, a code of `EncounterDate`: on the day of the
    action (where that is unknown, of the first step that names it; of the hire, where only the hire does), once
    whatever the number of steps; or on the day of each step that names it.
    A hire's path holds the encounters of its candidate from `look_back_days` before the day of the hire up to that day,
    both included. A hire is linked when its path is not empty and, with `whole_chain`, when the prescriber (of the
    candidate or of any of their steps) and the company are known too; a hire of which no day is known is not linked.
    Whoever has no known hire is a path without hire, with all their encounters up to the cut-off.
    Raises: ContractError, when a column is missing or an option is not possible.
    """
    require(actions, ["action", "action_on"], table="actions")
    _possible(look_back_days, dated_by)
    known = known_at(events, hires, cutoff=cutoff)
    people, codes = _numbered(known, attendances, candidates)
    ids, met = _encounters(known, codes, actions=actions, attendances=attendances, dated_by=dated_by)
    last = int(np.datetime64(cutoff, "D").astype(np.int64))
    path, where, inside = _before_hires(known.hires, codes.hires, met, look_back=look_back_days, last=last)
    told = _chain(known, codes, people, candidates) if whole_chain else np.ones(len(known.hires), dtype=bool)
    link = _links(path, inside, told)
    kept = inside & (link == HireLink.LINKED.value)[path]
    days = _days(known.hires["hired_on"])[path] - met.day[where]
    other_path, other = _not_hired(met, codes.hires, last=last, n_hires=len(known.hires), n_people=len(people))
    seen = touches(
        np.concatenate([path[kept], other_path]),
        np.concatenate([met.action[where[kept]], met.action[other]]),
        np.concatenate([days[kept], last - met.day[other]]),
    )
    heard = met.day <= last
    pairs = pd.DataFrame({"candidate": met.candidate[heard], "action": met.action[heard]})
    return Paths(known.hires.assign(link=pd.Series(link, dtype="string")), ids, seen, pairs)


def encounters(paths: Paths) -> pd.DataFrame:
    """The encounters credited with each linked hire, as a table.

    Returns: one row a hire × encounter: row (of `paths.hires`), hire, candidate, action, days (from the encounter to
    the hire).
    """
    own = paths.touches.path < len(paths.hires)
    row = paths.touches.path[own]
    return pd.DataFrame(
        {
            "row": row,
            "hire": paths.hires["hire"].to_numpy()[row],
            "candidate": paths.hires["candidate"].to_numpy()[row],
            "action": paths.actions.to_numpy()[paths.touches.place[own]],
            "days": paths.touches.days[own].astype(np.int64),
        }
    )


def one_of(value: str, codes: type[Coded], *, where: str) -> None:
    """Refuse a code that is not in the list. Raises: ContractError."""
    if value not in codes.codes():
        raise ContractError(
            message(fr="Ce choix n’est pas possible.", en="This choice is not possible."),
            where=where, found=value, allowed=", ".join(codes.codes()),
        )  # fmt: skip


def _possible(look_back_days: int, dated_by: str) -> None:
    one_of(dated_by, EncounterDate, where="dated_by")
    if look_back_days < 0:
        raise ContractError(
            message(fr="Durée impossible.", en="Impossible duration."),
            where="look_back_days",
            allowed=message(fr="un nombre de jours, zéro ou plus", en="a number of days, zero or more"),
        )


class _Codes(NamedTuple):
    """Numbers of the candidates of each frame."""

    events: Ints
    hires: Ints
    came: Ints


def _numbered(
    known: Known, attendances: pd.DataFrame | None, candidates: pd.DataFrame | None
) -> tuple[pd.Index, _Codes]:
    """Strings are compared once, here. An attendance of somebody who is no candidate has the number −1."""
    parts = [known.events["candidate"], known.hires["candidate"]]
    parts += [] if candidates is None else [candidates["candidate"]]
    numbers, people = pd.factorize(pd.concat(parts, ignore_index=True))
    ends = len(known.events), len(known.events) + len(known.hires)
    came = np.zeros(0, dtype=np.int64) if attendances is None else people.get_indexer(pd.Index(attendances["person"]))
    return people, _Codes(numbers[: ends[0]], numbers[ends[0] : ends[1]], came)


def _encounters(
    known: Known, codes: _Codes, *, actions: pd.DataFrame, attendances: pd.DataFrame | None, dated_by: str
) -> tuple[pd.Index, _Encounters]:
    """Encounters that any register tells, dated, each once."""
    named, of_hire = known.events["action"].notna().to_numpy(bool), known.hires["action"].notna().to_numpy(bool)
    came = _seen(attendances) & (codes.came >= 0) if attendances is not None else np.zeros(0, dtype=bool)
    texts = [known.events.loc[named, "action"], known.hires.loc[of_hire, "action"]]
    texts += [] if attendances is None else [attendances.loc[came, "action"]]
    action, ids = pd.factorize(pd.concat(texts, ignore_index=True))
    candidate = np.concatenate([codes.events[named], codes.hires[of_hire], codes.came[came]])
    told = np.concatenate([
        _days(known.events.loc[named, "event_on"]), _days(known.hires.loc[of_hire, "hired_on"]),
        np.full(int(came.sum()), NEVER),
    ])  # fmt: skip
    dates = actions.drop_duplicates("action").set_index("action")["action_on"].reindex(ids)
    held = _days(dates)[action] if len(ids) else told
    by_step = np.arange(len(told)) < int(named.sum())
    return ids, _dated(candidate * max(len(ids), 1) + action, told, held, by_step, n=len(ids), dated_by=dated_by)


def _dated(pair: Ints, told: Ints, held: Ints, by_step: Mask, *, n: int, dated_by: str) -> _Encounters:
    """`pair` numbers candidate × action; `told` is the day a register gives it, `held` that of the action."""
    known, by_action = held < NEVER, dated_by == EncounterDate.ACTION.value
    day = np.where(known & (by_action | ~by_step), held, told)
    if not by_action:  # a step tells the day better than the hire or the sheet that names the same action
        own = by_step | ~np.isin(pair, pair[by_step])
        pair, day = pair[own], day[own]
    pair, day = _in_order(pair, day)
    new = np.concatenate([[True], (pair[1:] != pair[:-1]) | ((day[1:] != day[:-1]) & (not by_action))])[: len(pair)]
    return _Encounters(pair[new] // max(n, 1), pair[new] % max(n, 1), day[new])


def _in_order(pair: Ints, day: Ints) -> tuple[Ints, Ints]:
    """By pair, then day. Both are packed into one number: sorting numbers is several times as fast as places."""
    if not len(day):
        return pair, day
    first = int(day.min())
    last = int(np.where(day < NEVER, day, first).max()) + 1
    span = last - first + 1
    packed = np.sort(pair * span + (np.minimum(day, last) - first))
    pair, after = np.divmod(packed, span)
    day = after + first
    return pair, np.where(day == last, NEVER, day)


def _seen(attendances: pd.DataFrame) -> Mask:
    require(attendances, ["action", "person", "identified", "attendance", "role"], table="attendances")
    here = attendances["attendance"].eq(Attendance.SEEN.value) & attendances["role"].eq(
        AttendanceRole.PARTICIPANT.value
    )
    return (here & attendances["identified"].astype("boolean")).fillna(False).to_numpy(bool)


def _before_hires(
    hires: pd.DataFrame, hired: Ints, met: _Encounters, *, look_back: int, last: int
) -> tuple[Ints, Ints, Mask]:
    """Hire × encounter of its candidate: number of the hire, place in `met`, whether it is in the look-back."""
    first, after = (np.searchsorted(met.candidate, hired, side=side) for side in ("left", "right"))
    times = after - first
    path = np.repeat(np.arange(len(hired)), times)
    where = np.arange(int(times.sum())) + np.repeat(first - np.cumsum(times) + times, times)
    days, day = _days(hires["hired_on"]), met.day[where]
    before = days[path] - day
    known = (days[path] < NEVER) & (day <= last)
    return path, where, known & (before >= 0) & (before <= look_back)


def _chain(known: Known, codes: _Codes, people: pd.Index, candidates: pd.DataFrame | None) -> Mask:
    """Hires of which prescriber and company are known."""
    told = np.zeros(len(people), dtype=bool)
    told[codes.events[known.events["prescriber"].notna().to_numpy(bool)]] = True
    if candidates is not None:
        require(candidates, ["candidate", "prescriber"], table="candidates")
        told[people.get_indexer(pd.Index(candidates.loc[candidates["prescriber"].notna(), "candidate"]))] = True
    return told[codes.hires] & known.hires["structure"].notna().to_numpy(bool)


def _links(path: Ints, inside: Mask, told: Mask) -> NDArray[Any]:
    n = len(told)
    any_action, in_time = np.bincount(path, minlength=n) > 0, np.bincount(path[inside], minlength=n) > 0
    cases = [~any_action, ~in_time, ~told]
    codes = [HireLink.NO_ACTION.value, HireLink.OUTSIDE.value, HireLink.BROKEN_CHAIN.value]
    return np.select(cases, codes, HireLink.LINKED.value).astype(object)


def _not_hired(met: _Encounters, hired: Ints, *, last: int, n_hires: int, n_people: int) -> tuple[Ints, Ints]:
    """Paths of the people without a known hire, numbered after the hires, and their encounters in `met`."""
    ever = np.zeros(n_people, dtype=bool)
    ever[hired] = True
    other = np.flatnonzero((met.day <= last) & ~ever[met.candidate])
    return n_hires + met.candidate[other], other


def _days(dates: pd.Series) -> Ints:
    """Days since 1970; a missing date is NEVER."""
    days = dates.to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(days), NEVER, days.astype(np.int64))
