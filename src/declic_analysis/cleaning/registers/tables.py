"""Accepted rows of the registers → contract tables. A kind without a register stays absent: unknown is not zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256

import pandas as pd

from declic_analysis import schemas
from declic_analysis.cleaning.labels import label_key
from declic_analysis.cleaning.registers.declared import slug
from declic_analysis.study.model import parse_wave
from declic_analysis.vocabulary import ApplicationState, Attendance, AttendanceRole, RegisterKind, Step, Wave

Kind = RegisterKind
Accepted = Mapping[RegisterKind, pd.DataFrame]


def register_tables(accepted: Accepted, *, actions: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    """Contract tables that the registers fill, each held to its contract; what no register lists is absent.

    Parameters: accepted, kind → its accepted rows, all sheets; actions, the contract table of actions, where there is
    one: what an invitation leaves out is taken from its action.
    """
    makers: dict[str, tuple[tuple[Kind, ...], Callable[[Accepted], pd.DataFrame]]] = {
        "actions": ((Kind.ACTIONS,), actions_of),
        "attendances": ((Kind.ATTENDANCES,), attendances_of),
        "invitations": ((Kind.INVITATIONS,), lambda rows: invitations_of(rows, actions=actions)),
        "candidates": ((Kind.CANDIDATES, Kind.APPLICATIONS), candidates_of),
        "events": ((Kind.EVENTS, Kind.APPLICATIONS, Kind.IMMERSIONS), events_of),
        "hires": ((Kind.HIRES, Kind.APPLICATIONS, Kind.IMMERSIONS), hires_of),
        "ambassadors": ((Kind.AMBASSADORS,), lambda rows: _contract(rows[Kind.AMBASSADORS], "ambassadors")),
        "videos": ((Kind.VIDEOS,), videos_of),
        "recommendations": ((Kind.RECOMMENDATIONS,), recommendations_of),
        "indicators": ((Kind.INDICATORS,), lambda rows: _contract(rows[Kind.INDICATORS], "indicators")),
        "costs": ((Kind.COSTS,), lambda rows: _contract(rows[Kind.COSTS], "costs")),
        "qualitative_sources": ((Kind.QUALITATIVE,), qualitative_of),
        "diagnosis": ((Kind.DIAGNOSIS,), lambda rows: _contract(rows[Kind.DIAGNOSIS], "diagnosis")),
        "openings": ((Kind.OPENINGS,), lambda rows: _contract(rows[Kind.OPENINGS], "openings")),
        "consents": ((Kind.CONSENTS,), lambda rows: _contract(rows[Kind.CONSENTS], "consents")),
    }
    return {name: make(accepted) for name, (kinds, make) in makers.items() if any(kind in accepted for kind in kinds)}


def _contract(rows: pd.DataFrame, table: str, **columns: pd.Series) -> pd.DataFrame:
    """The contract's columns of a table: those of `rows`, what `columns` puts in their place, else empty."""
    made = rows.assign(**columns)
    names = list(schemas.empty(table).columns)
    absent = {name: pd.Series(pd.NA, index=made.index, dtype="object") for name in names if name not in made}
    return schemas.check(made.assign(**absent)[names].reset_index(drop=True), table)


def _column(rows: pd.DataFrame, name: str, *, dtype: str = "string") -> pd.Series:
    return rows[name] if name in rows else pd.Series(pd.NA, index=rows.index, dtype=dtype)


def _ids(rows: pd.DataFrame, name: str) -> pd.Series:
    """Ids as given, else the register's own and the line, with the file where the register has several."""
    several = rows["file"].nunique() > 1
    middle = ":" + rows["file"] if several else ""
    return _column(rows, name).fillna(rows["source"] + middle + ":" + rows["source_row"].astype("string"))


def actions_of(accepted: Accepted) -> pd.DataFrame:
    return _contract(accepted[Kind.ACTIONS], "actions")


def attendances_of(accepted: Accepted) -> pd.DataFrame:
    """A state that nobody wrote is unknown; who came without a role took part."""
    rows = accepted[Kind.ATTENDANCES]
    state = _column(rows, "attendance").fillna(Attendance.UNKNOWN.value)
    role = _column(rows, "role").fillna(AttendanceRole.PARTICIPANT.value)
    return _contract(rows, "attendances", attendance=state, role=role)


def invitations_of(accepted: Accepted, *, actions: pd.DataFrame | None) -> pd.DataFrame:
    """A row with a number is a group; a row without one is a person, and counts for one."""
    rows = accepted[Kind.INVITATIONS]
    waves = _column(rows, "wave").fillna(Wave.BEFORE.value).map(_wave)
    counted = _column(rows, "n_invited", dtype="Int64")
    territory = _column(rows, "territory")
    if actions is not None:
        by_action = dict(zip(actions["action"], actions["territory"], strict=True))
        territory = territory.fillna(_column(rows, "action").map(by_action).astype("string"))
    return _contract(
        rows,
        "invitations",
        territory=territory,
        wave=waves.map(lambda wave: wave[0]).astype("string"),
        month=pd.Series([wave[1] for wave in waves], index=rows.index, dtype="Int16"),
        n_invited=counted.fillna(1),
        person=_column(rows, "person").where(counted.isna()),
    )


def _wave(text: str) -> tuple[str, int | None]:
    return (text, None) if text == Wave.FOLLOWUP.value else parse_wave(text)


def candidates_of(accepted: Accepted) -> pd.DataFrame:
    """The register of candidates, then those whom an export of applications adds: each person's first row, with the
    territory and the job of a later one where it says none. Prescriber and origin go together and stay as they are.
    """
    parts = [accepted[kind] for kind in (Kind.CANDIDATES, Kind.APPLICATIONS) if kind in accepted]
    rows = pd.concat(parts, ignore_index=True)
    once = rows.drop_duplicates("person").set_index("person")
    known = rows.groupby("person", sort=False)[[name for name in ("territory", "rome") if name in rows]].first()
    made = once.assign(**{str(name): known[name].astype("string") for name in known}).reset_index()
    return _contract(made, "candidates", candidate=made["person"])


def events_of(accepted: Accepted) -> pd.DataFrame:
    """Steps as listed; an application is one step, an immersion another. See `answered_on` for the day of a state."""
    steps = {Kind.APPLICATIONS: Step.APPLIED.value, Kind.IMMERSIONS: Step.IMMERSED.value}
    parts = [accepted[Kind.EVENTS]] if Kind.EVENTS in accepted else []
    parts += [accepted[kind].assign(step=step) for kind, step in steps.items() if kind in accepted]
    rows = pd.concat(parts, ignore_index=True)
    return _contract(rows, "events", candidate=rows["person"], state_on=answered_on(rows))


ANSWERS = (ApplicationState.ACCEPTED.value, ApplicationState.REFUSED.value)


def answered_on(rows: pd.DataFrame) -> pd.Series:
    """Day an application reached its state: the date that says so, else the application's and the days to the answer.

    An export's delay runs to the acceptance or the refusal: of any other state (embauché ailleurs, vivier …) it says
    nothing, and the day stays unknown.
    """
    told = _column(rows, "state_on", dtype="datetime64[ns]")
    days = pd.to_timedelta(_column(rows, "answer_days", dtype="Float64").astype("float64"), unit="D")
    answered = _column(rows, "state").isin(ANSWERS)
    return told.fillna((rows["event_on"].dt.normalize() + days).where(answered))


def hires_of(accepted: Accepted) -> pd.DataFrame:
    """Contracts as listed; accepted applications; immersions that ended with a job. One told twice counts once."""
    rows = told_hires(accepted)
    once = rows[~rows["again"]]
    return _contract(once, "hires", hire=_ids(once, "hire"), candidate=once["person"])


def told_hires(accepted: Accepted) -> pd.DataFrame:
    """Every hire that a register or an export tells, and `again`: true where an earlier one tells the same contract,
    by person and start date.
    """
    parts = [accepted[Kind.HIRES]] if Kind.HIRES in accepted else []
    if Kind.APPLICATIONS in accepted:
        rows = accepted[Kind.APPLICATIONS]
        parts.append(rows[(_column(rows, "state") == ApplicationState.ACCEPTED.value).fillna(False)])
    if Kind.IMMERSIONS in accepted:
        rows = accepted[Kind.IMMERSIONS]
        parts.append(rows[_column(rows, "hired", dtype="boolean").fillna(False).astype(bool)])
    if not parts:
        return pd.DataFrame({"again": pd.Series(dtype="bool")})
    rows = pd.concat(parts, ignore_index=True)
    started = _column(rows, "started_on", dtype="datetime64[ns]")
    again = rows.assign(started_on=started).duplicated(["person", "started_on"]) & started.notna()
    return rows.assign(again=again)


def videos_of(accepted: Accepted) -> pd.DataFrame:
    rows = accepted[Kind.VIDEOS]
    return _contract(rows, "videos", title=_column(rows, "title").fillna(rows["video"]))


def recommendations_of(accepted: Accepted) -> pd.DataFrame:
    rows = accepted[Kind.RECOMMENDATIONS]
    given = _column(rows, "recommendation").map(slug, na_action="ignore").astype("string")
    return _contract(rows, "recommendations", recommendation=given.fillna(_of_words(rows["wording"])))


def _of_words(wordings: pd.Series) -> pd.Series:
    """An id of the words themselves: a line put above does not make another recommendation of it."""
    ids = wordings.map(lambda text: "preconisation_" + sha256(label_key(text).encode()).hexdigest()[:8])
    again = ids.groupby(ids).cumcount()
    return ids.where(again == 0, ids + "_" + (again + 1).astype("string")).astype("string")


def qualitative_of(accepted: Accepted) -> pd.DataFrame:
    """Who was heard, how and when, and what was noted, redacted as it was read."""
    rows = accepted[Kind.QUALITATIVE]
    may_quote = _column(rows, "may_quote", dtype="boolean").fillna(False)
    notes = _column(rows, "notes")
    return _contract(
        rows,
        "qualitative_sources",
        record=_ids(rows, "record"),
        may_quote=may_quote,
        redacted=notes,
        characters=notes.str.len().astype("Int64"),
    )
