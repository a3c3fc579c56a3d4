"""What the registers of steps and hires say as of the cut-off day: later facts are not known yet."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.vocabulary import ApplicationState, Outcome, RefusalReason, Step

EVENTS = (
    *("candidate", "step", "event_on", "action", "structure", "prescriber", "origin"),
    *("state", "state_on", "refusal_reason"),
)
HIRES = (
    *("hire", "candidate", "structure", "action", "accepted_on", "started_on"),
    *("contract", "months", "ended_on", "rome"),
)
DAY: Final = "datetime64[ns]"
# Les emplois de l'inclusion refuses by itself what has waited more than two months: nobody decided anything.
AUTO_REFUSAL_DAYS = 60
REASONS = {
    RefusalReason.HIRED_ELSEWHERE.value: Outcome.HIRED_ELSEWHERE.value,
    RefusalReason.TRAINING.value: Outcome.TRAINING.value,
    RefusalReason.DID_NOT_COME.value: Outcome.WITHDRAWN.value,
    RefusalReason.UNAVAILABLE.value: Outcome.WITHDRAWN.value,
    RefusalReason.AUTO.value: Outcome.OPEN.value,
}
STATES = {
    ApplicationState.OBSOLETE.value: Outcome.HIRED_ELSEWHERE.value,
    ApplicationState.CANCELLED.value: Outcome.REFUSED.value,
}


class Known(NamedTuple):
    """events, without what came later; hires, one row each with `hired_on` (missing where no date is known)."""

    events: pd.DataFrame
    hires: pd.DataFrame


def known_at(events: pd.DataFrame, hires: pd.DataFrame, *, cutoff: dt.date) -> Known:
    """Steps, states and hires that are known on the cut-off day, that day included.

    Hires: those of the register, then steps "embauche" and accepted applications that no hire of the register tells
    (same person, same company or none named). `hired_on` is the acceptance; else the day of that step or state; else
    the start of the contract; else missing: the hire is counted and has no delay. A start or an end that lies after
    the cut-off is missing.
    Raises: ContractError, when a column is missing.
    """
    require(events, EVENTS, table="events")
    require(hires, HIRES, table="hires")
    last = pd.Timestamp(cutoff)
    steps = _known_events(events, last=last)
    return Known(steps, _known_hires(hires, told_by_steps(steps), last=last))


def _known_events(events: pd.DataFrame, *, last: pd.Timestamp) -> pd.DataFrame:
    kept = events.loc[events["event_on"].dt.normalize() <= last, list(EVENTS)]
    later = (kept["state_on"].dt.normalize() > last).fillna(False)
    return kept.assign(
        event_on=kept["event_on"].dt.normalize(),
        state=kept["state"].mask(later),
        refusal_reason=kept["refusal_reason"].mask(later),
        state_on=kept["state_on"].dt.normalize().mask(later),
    ).reset_index(drop=True)


def told_by_steps(events: pd.DataFrame) -> pd.DataFrame:
    """Hires that the register of steps tells: candidate, structure, action, told_on (missing: accepted, no day)."""
    columns = ["candidate", "structure", "action"]
    step = events["step"].eq(Step.HIRED.value).fillna(False).astype(bool)
    accepted = events["state"].eq(ApplicationState.ACCEPTED.value).fillna(False).astype(bool) & ~step
    parts = [
        events.loc[step, columns].assign(told_on=events.loc[step, "event_on"]),
        events.loc[accepted, columns].assign(told_on=events.loc[accepted, "state_on"]),
    ]
    told = pd.concat(parts, ignore_index=True).sort_values("told_on", kind="stable", na_position="last")
    return told.drop_duplicates(["candidate", "structure"], ignore_index=True)


def _known_hires(hires: pd.DataFrame, told: pd.DataFrame, *, last: pd.Timestamp) -> pd.DataFrame:
    days = {name: hires[name].dt.normalize() for name in ("accepted_on", "started_on", "ended_on")}
    own = hires[list(HIRES)].assign(**days)
    dated = own.merge(
        told[["candidate", "structure", "told_on"]], on=["candidate", "structure"], how="left", validate="many_to_one"
    )
    both = pd.concat([dated, _only_told(told, own)], ignore_index=True)
    hired_on = both["accepted_on"].fillna(both["told_on"]).fillna(both["started_on"])
    kept = both.assign(hired_on=hired_on).drop(columns="told_on")[~(hired_on > last).fillna(False)]
    for name in ("started_on", "ended_on"):
        kept = kept.assign(**{name: kept[name].where(kept[name] <= last)})
    return kept.reset_index(drop=True)


def _only_told(told: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Hires of the register of steps that the register of hires does not hold, in the columns of the latter."""
    exact = pd.MultiIndex.from_frame(told[["candidate", "structure"]]).isin(
        pd.MultiIndex.from_frame(own[["candidate", "structure"]])
    )
    unnamed = told["candidate"].isin(own.loc[own["structure"].isna(), "candidate"])
    anywhere = told["structure"].isna() & told["candidate"].isin(own["candidate"])
    new = told[~(exact | unnamed | anywhere)]
    return new.reindex(columns=[*own.columns, "told_on"]).astype({**own.dtypes.to_dict(), "told_on": DAY})


def exits(events: pd.DataFrame) -> pd.DataFrame:
    """Applications that ended without a hire: the rows of `events` with `exit` (a code of `Outcome`) and `seen_on`.

    `exit` is `open` for a refusal of the platform itself: it ends the follow-up of the application, on `state_on` or,
    that day being unknown or impossible, 60 days after the application, before which no such refusal is made. Of every
    other undated exit the day is not known: `seen_on` is then the day of its application, at or after which it came.
    """
    states, reasons = events["state"], events["refusal_reason"]
    refused = states.eq(ApplicationState.REFUSED.value).fillna(False) | (states.isna() & reasons.notna())
    kinds = states.map(STATES).astype("string")
    kinds = kinds.mask(refused.astype(bool), reasons.map(REASONS).fillna(Outcome.REFUSED.value).astype("string"))
    left = events.assign(exit=kinds)[kinds.notna()]
    platform = left["exit"] == Outcome.OPEN.value
    earliest = (left["event_on"] + pd.Timedelta(days=AUTO_REFUSAL_DAYS)).where(platform.astype(bool))
    answered = left["state_on"].where(~(left["state_on"] < left["event_on"]).fillna(False))  # earlier: impossible
    ended = answered.fillna(earliest)
    return left.assign(state_on=ended, seen_on=ended.fillna(left["event_on"]))
