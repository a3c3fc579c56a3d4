"""One row a candidate, or a candidate × company: when each step was reached, and how the journey stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from declic_analysis.conversions.known import DAY, Known, exits, known_at
from declic_analysis.errors import ContractError, message
from declic_analysis.schemas import require
from declic_analysis.vocabulary import Coded, JourneyUnit, Outcome, Step, TimeOrigin

STEP_DATES = {
    Step.ORIENTED.value: "oriented_on",
    Step.APPLIED.value: "applied_on",
    Step.INTERVIEWED.value: "interviewed_on",
    Step.IMMERSED.value: "immersed_on",
    Step.HIRED.value: "hired_on",
    Step.EMPLOYED_3M.value: "employed_3m_on",
    Step.EMPLOYED_6M.value: "employed_6m_on",
}
KEYS = ("territory", "format", "action", "prescriber", "prescriber_kind", "applied_by", "structure", "rome_domain")
COLUMNS = (
    *("candidate", "application", *KEYS, "period", "zero_on"),
    *("oriented_on", "applied_on", "interviewed_on", "immersed_on", "hired", "hired_on", "contract_on"),
    *("employed_3m_on", "employed_6m_on", "contract", "months", "ended_on"),
    *("outcome", "outcome_on", "followed_until", "days", "linked"),
)
TYPES: dict[str, Any] = {
    **dict.fromkeys(("candidate", "application", *KEYS, "period", "contract", "outcome"), "string"),
    **dict.fromkeys((*STEP_DATES.values(), "zero_on", "contract_on", "ended_on", "outcome_on", "followed_until"), DAY),
    **dict.fromkeys(("hired", "linked"), "bool"),
    "months": "Float64",
    "days": "Int64",
}
# A company named at one of these makes an application; an orientation names none yet.
OF_A_COMPANY = (Step.APPLIED.value, Step.INTERVIEWED.value, Step.IMMERSED.value, Step.HIRED.value)
LEAVE = (Outcome.HIRED_ELSEWHERE.value, Outcome.TRAINING.value, Outcome.WITHDRAWN.value)
HIRE = ("structure", "hired_on", "started_on", "contract", "months", "ended_on", "rome")


class Rows(NamedTuple):
    """The facts of a register, each with the number `row` of the journey it belongs to; `keys`, one line a journey."""

    keys: pd.DataFrame
    events: pd.DataFrame
    hires: pd.DataFrame


def journeys(
    events: pd.DataFrame,
    hires: pd.DataFrame,
    *,
    cutoff: dt.date,
    candidates: pd.DataFrame | None = None,
    actions: pd.DataFrame | None = None,
    structures: pd.DataFrame | None = None,
    unit: str = "person",
    origin: str = "encounter",
) -> pd.DataFrame:
    """Journeys from the encounter to the contract, as they are known on the cut-off day (that day included).

    Parameters: the contract tables; `unit`, a code of `JourneyUnit`: person, or application = candidate × company (one
    row however often the person applied there; a company that is not named is one company). With `candidates`, people
    of whom no step is recorded are rows too, without dates. `origin`, a code of `TimeOrigin`, is time zero: the
    encounter is the date of the linked action, else the first dated step.
    Returns: one row a journey, in the order of candidate (and company): candidate, application (empty for persons),
    action (the earliest linked one; empty = non attribuée), territory (declared for that action, else the candidate's,
    else the one that the study declares for the prescriber), format, prescriber and applied_by (of the application
    where its export says it, else the candidate's), prescriber_kind, structure (company of the first hire, else the
    first one named), rome_domain (letter), period ("2024-03", month of time zero), zero_on; oriented_on, applied_on,
    interviewed_on, immersed_on, employed_3m_on, employed_6m_on (first recorded date); hired, hired_on (first
    acceptance; see `known.known_at`), contract_on (its start), contract, months, ended_on; outcome (a code of
    `Outcome`), outcome_on, followed_until, days, linked (prescriber, company and action are all known).
    The outcome: `hired` where any hire is known, also one without a date. Else an exit (embauché ailleurs, entré en
    formation, ne donne pas suite; for applications also closed without a hire), unless a dated step comes after it: the
    person is then still on the way. An application is `hired_elsewhere`, too, from the day of the person's hire by
    another company. Else `open`. An exit whose day is not known keeps its outcome and has no outcome_on: nothing is
    guessed. followed_until: the day up to which the journey is known (outcome_on; open: the cut-off, or the day of a
    refusal by the platform itself; undated exits: the last dated fact). days: from zero_on to outcome_on, or to
    followed_until when open; empty when a date is missing or the delay would be negative: `history` counts both.
    Empty registers of steps and hires → no row: not stated, which is not zero.
    Raises: ContractError, when a column is missing or unit or origin is not in its list.
    """
    _one_of(unit, JourneyUnit, where="unit")
    _one_of(origin, TimeOrigin, where="origin")
    known = known_at(events, hires, cutoff=cutoff)
    if events.empty and hires.empty:
        return _typed(pd.DataFrame(columns=list(COLUMNS)))
    unseen = _without_a_fact(candidates, events=events, hires=hires) if unit == JourneyUnit.PERSON else ()
    rows = _numbered(known, unit=unit, unseen=unseen)
    made = (
        rows.keys.join(_step_dates(rows, unit=unit))
        .join(_first_hire(rows.hires))
        .pipe(_with_company, rows=rows, unit=unit)
        .pipe(_with_action, rows=rows, actions=actions)
        .pipe(_with_people, rows=rows, candidates=candidates, structures=structures)
        .pipe(_with_zero, origin=origin)
        .pipe(_with_outcome, rows=rows, unit=unit, last=pd.Timestamp(cutoff))
    )
    return _typed(made.sort_values(["candidate", "application"], kind="stable", na_position="first"))


def _one_of(value: str, codes: type[Coded], *, where: str) -> None:
    if value not in codes.codes():
        raise ContractError(
            message(fr="Ce choix n’est pas possible.", en="This choice is not possible."),
            where=where, found=value, allowed=", ".join(codes.codes()),
        )  # fmt: skip


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.reindex(columns=list(COLUMNS)).astype(TYPES).reset_index(drop=True)


def _unknown(index: pd.Index) -> pd.Series:
    return pd.Series(pd.NA, index=index, dtype="string")


def _without_a_fact(candidates: pd.DataFrame | None, *, events: pd.DataFrame, hires: pd.DataFrame) -> Iterable[str]:
    """People listed of whom nothing is recorded, before the cut-off or after it."""
    if candidates is None:
        return ()
    # `isin` would turn the column of a million texts into a list.
    known = pd.concat([events["candidate"], hires["candidate"]], ignore_index=True).drop_duplicates()
    return candidates.loc[pd.Index(known).get_indexer(pd.Index(candidates["candidate"])) < 0, "candidate"]


def _numbered(known: Known, *, unit: str, unseen: Iterable[str]) -> Rows:
    """Facts and journeys under one number: strings are compared once, here."""
    events, hires = known
    if unit == JourneyUnit.APPLICATION:
        events = _with_hire_company(events, hires=hires)
    names = ["candidate"] if unit == JourneyUnit.PERSON else ["candidate", "structure"]
    makes = events if unit == JourneyUnit.PERSON else events[events["step"].isin(OF_A_COMPANY)]
    parts = [makes[names], hires[names], pd.DataFrame({"candidate": pd.Series(list(unseen), dtype="string")})]
    keys = pd.concat(parts, ignore_index=True).drop_duplicates(ignore_index=True)
    lines = keys.reset_index(names="row")
    events, hires = (frame.merge(lines, on=names, how="left", validate="many_to_one") for frame in (events, hires))
    if unit == JourneyUnit.PERSON:
        return Rows(keys.assign(application=_unknown(keys.index)), events, hires)
    company = keys["structure"].fillna("?")
    return Rows(keys.assign(application=keys["candidate"] + "|" + company), events, hires)


def _with_hire_company(events: pd.DataFrame, *, hires: pd.DataFrame) -> pd.DataFrame:
    """An employment at 3 or 6 months that names no company is that of the person's first hire."""
    first = hires.sort_values("hired_on", kind="stable", na_position="last").drop_duplicates("candidate")
    company = _of(events["candidate"], first.set_index("candidate")["structure"])
    later = events["step"].isin([Step.EMPLOYED_3M.value, Step.EMPLOYED_6M.value]) & events["structure"].isna()
    return events.assign(structure=events["structure"].mask(later, company))


def _step_dates(rows: Rows, *, unit: str) -> pd.DataFrame:
    """First recorded date of each step; an orientation that names no company opens all of a person's applications."""
    firsts = rows.events.groupby(["row", "step"], observed=True)["event_on"].min().unstack("step")
    dates = firsts.rename(columns=STEP_DATES).reindex(index=rows.keys.index, columns=list(STEP_DATES.values()))
    dates = dates.astype(DAY).drop(columns="hired_on")
    if unit == JourneyUnit.APPLICATION:
        general = rows.events[rows.events["step"].eq(Step.ORIENTED.value) & rows.events["structure"].isna()]
        oriented = _of(rows.keys["candidate"], general.groupby("candidate")["event_on"].min())
        dates = dates.assign(oriented_on=dates["oriented_on"].fillna(oriented))
    return dates


def _first_hire(hires: pd.DataFrame) -> pd.DataFrame:
    """Of each journey, the hire that came first; one without a date stands only where no other is known."""
    ordered = hires.sort_values(["hired_on", "started_on"], kind="stable", na_position="last")
    first = ordered.drop_duplicates("row").set_index("row")[list(HIRE)]
    return first.rename(columns={"structure": "hire_structure", "started_on": "contract_on"}).assign(hired=True)


def _with_company(made: pd.DataFrame, *, rows: Rows, unit: str) -> pd.DataFrame:
    made = made.assign(hired=made["hired"].eq(True).fillna(False).astype(bool))
    if unit == JourneyUnit.APPLICATION:
        return made
    named = rows.events.dropna(subset=["structure"]).sort_values("event_on", kind="stable").drop_duplicates("row")
    return made.assign(structure=made["hire_structure"].fillna(named.set_index("row")["structure"]))


def _with_action(made: pd.DataFrame, *, rows: Rows, actions: pd.DataFrame | None) -> pd.DataFrame:
    """The earliest linked action with what is declared for it. A person's link without a company holds for all."""
    held = _declared(actions)
    links = _links(rows).merge(held, on="action", how="left", validate="many_to_one")
    ordered = links.sort_values(["action_on", "on"], kind="stable", na_position="last")
    own = ordered.dropna(subset=["row"]).drop_duplicates("row").set_index("row")
    shared = ordered[ordered["row"].isna()].drop_duplicates("candidate").set_index("candidate")
    action = own["action"].reindex(made.index).fillna(_of(made["candidate"], shared["action"]))
    told = held.set_index("action")
    return made.assign(action=action, **{str(name): _of(action, told[name]) for name in told})


def _of(keys: pd.Series, told: pd.Series) -> pd.Series:
    """What `told` says of each key; missing where it says nothing."""
    return told.reindex(keys).set_axis(keys.index)


def _declared(actions: pd.DataFrame | None) -> pd.DataFrame:
    columns = ["action", "territory", "format", "action_on"]
    if actions is None:
        texts = {name: pd.Series(dtype="string") for name in columns[:3]}
        return pd.DataFrame({**texts, "action_on": pd.Series(dtype=DAY)})
    require(actions, columns, table="actions")
    return actions[columns].assign(action_on=actions["action_on"].dt.normalize())


def _links(rows: Rows) -> pd.DataFrame:
    names = ["row", "candidate", "action", "on"]
    facts = [rows.events.assign(on=rows.events["event_on"]), rows.hires.assign(on=rows.hires["hired_on"])]
    return pd.concat([fact[names] for fact in facts], ignore_index=True).dropna(subset=["action"])


def _with_people(
    made: pd.DataFrame, *, rows: Rows, candidates: pd.DataFrame | None, structures: pd.DataFrame | None
) -> pd.DataFrame:
    listed = _of_candidates(made["candidate"], candidates)
    told = rows.events.sort_values("event_on", kind="stable").groupby("row")[["prescriber", "origin"]].first()
    own = told.reindex(made.index)
    if made["application"].notna().any():  # what the export says of an application goes before the candidate's
        prescriber, applied_by = own["prescriber"].fillna(listed["prescriber"]), own["origin"].fillna(listed["origin"])
    else:
        prescriber, applied_by = listed["prescriber"].fillna(own["prescriber"]), listed["origin"].fillna(own["origin"])
    rome = listed["rome"].fillna(made["rome"].astype("string"))
    return made.assign(
        prescriber=prescriber,
        applied_by=applied_by,
        prescriber_kind=_told_of(prescriber, structures, "prescriber_kind"),
        rome_domain=rome.str[0],
        territory=made["territory"]
        .astype("string")
        .fillna(listed["territory"])
        .fillna(_told_of(prescriber, structures, "territory")),
        linked=prescriber.notna() & made["structure"].notna() & made["action"].notna(),
    )


def _of_candidates(people: pd.Series, candidates: pd.DataFrame | None) -> pd.DataFrame:
    names = ["territory", "prescriber", "origin", "rome"]
    if candidates is None:
        return pd.DataFrame({name: _unknown(people.index) for name in names})
    require(candidates, ["candidate", *names], table="candidates")
    return candidates.set_index("candidate")[names].reindex(people).set_axis(people.index)


def _told_of(prescriber: pd.Series, structures: pd.DataFrame | None, name: str) -> pd.Series:
    if structures is None:
        return _unknown(prescriber.index)
    require(structures, ["structure", "prescriber_kind", "territory"], table="structures")
    return _of(prescriber, structures.set_index("structure")[name])


def _with_zero(made: pd.DataFrame, *, origin: str) -> pd.DataFrame:
    dates = list(STEP_DATES.values())
    days = {
        TimeOrigin.ENCOUNTER.value: made["action_on"].astype(DAY).fillna(made[dates].astype(DAY).min(axis="columns")),
        TimeOrigin.ORIENTATION.value: made["oriented_on"],
        TimeOrigin.APPLICATION.value: made["applied_on"],
    }
    zero = days[origin].astype(DAY)
    return made.assign(zero_on=zero, period=zero.dt.strftime("%Y-%m"))


def _with_outcome(made: pd.DataFrame, *, rows: Rows, unit: str, last: pd.Timestamp) -> pd.DataFrame:
    left = _last_word(exits(rows.events), events=rows.events)
    if unit == JourneyUnit.PERSON:
        left = left[left["exit"].isin(LEAVE)]
    first = left.sort_values("state_on", kind="stable", na_position="last").drop_duplicates("row").set_index("row")
    found = first[["exit", "state_on", "event_on"]].reindex(made.index)
    outcome = found["exit"].astype("string").fillna(Outcome.OPEN.value)
    when = found["state_on"].astype(DAY)
    stopped = when.where((outcome == Outcome.OPEN.value).astype(bool))  # refused by the platform itself
    when = when.where((outcome != Outcome.OPEN.value).astype(bool))
    if unit == JourneyUnit.APPLICATION:
        outcome, when = _hired_by_another(made, outcome, when, hires=rows.hires, sent_on=found["event_on"])
    outcome = outcome.mask(made["hired"], Outcome.HIRED.value)
    when = when.mask(made["hired"], made["hired_on"])
    until = _followed(made, rows=rows, outcome=outcome, when=when, stopped=stopped.where(stopped <= last, last))
    days = (when.where((outcome != Outcome.OPEN.value).astype(bool), until) - made["zero_on"]).dt.days
    return made.assign(outcome=outcome, outcome_on=when, followed_until=until, days=days.where(days >= 0))


def _last_word(left: pd.DataFrame, *, events: pd.DataFrame) -> pd.DataFrame:
    """Exits after which nothing dated was recorded in the same journey."""
    latest = _of(left["row"], events.groupby("row")["event_on"].max())
    return left[(left["seen_on"] >= latest) & left["row"].notna()]


def _hired_by_another(
    made: pd.DataFrame, outcome: pd.Series, when: pd.Series, *, hires: pd.DataFrame, sent_on: pd.Series
) -> tuple[pd.Series, pd.Series]:
    """Applications still open, or lost to another hire on an unknown day, of people hired by another company."""
    own = [name for name in STEP_DATES.values() if name != "oriented_on"]  # an orientation is the person's
    begun = sent_on.astype(DAY).fillna(made[own].astype(DAY).min(axis="columns"))
    mine = made[["candidate"]].assign(row=made.index, begun=begun)
    others = hires[["candidate", "row", "hired_on"]]
    pairs = mine.merge(others, on="candidate", suffixes=("", "_other"), validate="many_to_many")
    other = pairs[(pairs["row"] != pairs["row_other"]) & (pairs["hired_on"] >= pairs["begun"])]
    taken_on = other.groupby("row")["hired_on"].min().reindex(made.index).astype(DAY)
    lost = (outcome == Outcome.HIRED_ELSEWHERE.value).astype(bool) & when.isna()
    moved = taken_on.notna() & (lost | (outcome == Outcome.OPEN.value).astype(bool))
    return outcome.mask(moved, Outcome.HIRED_ELSEWHERE.value), when.mask(moved, taken_on)


def _followed(made: pd.DataFrame, *, rows: Rows, outcome: pd.Series, when: pd.Series, stopped: pd.Series) -> pd.Series:
    """Up to which day the journey is known."""
    seen = made[[*STEP_DATES.values(), "zero_on"]].astype(DAY).max(axis="columns")
    latest = rows.events.groupby("row")["event_on"].max().reindex(made.index).astype(DAY)
    dated = when.fillna(latest.where(latest >= seen.fillna(latest), seen))
    return dated.where((outcome != Outcome.OPEN.value).astype(bool), stopped)
