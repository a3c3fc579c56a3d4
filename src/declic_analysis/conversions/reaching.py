"""Who reached a step, and who was followed long enough to tell: `journeys` → rows that count in a rate."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from declic_analysis.conversions.quality import job_quality
from declic_analysis.errors import ContractError, message
from declic_analysis.schemas import require
from declic_analysis.vocabulary import JobQuality

STEPS = ("oriented", "applied", "interviewed", "immersed", "hired", "employed_3m", "employed_6m")
EVENTS = (*STEPS, JobQuality.DURABLE.value)


def reaching(
    journeys: pd.DataFrame,
    *,
    event: str = "hired",
    window_days: int | None = None,
    cutoff: dt.date | None = None,
    structures: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The rows of `journeys` that may count in a rate, with `reached`: the event happened (within the window).

    Parameters: event, a step, or `durable` (a hire into a lasting job); window_days, days from time zero: only journeys
    whose window had closed at the cut-off stay, whatever happened to them; a hire without a day and an event before
    time zero leave the base, as in `windows` and `hire_comparison`; None: everybody, whatever the time they had.
    Raises: ContractError, for another event, a missing column, or a window without its cut-off.
    """
    if event not in EVENTS:
        raise _refused("event", found=event, allowed=", ".join(EVENTS))
    step = "hired" if event == JobQuality.DURABLE else event
    require(journeys, ["zero_on", f"{step}_on", "hired"], table="journeys")
    when = journeys[f"{step}_on"]
    reached = journeys["hired"] if step == "hired" else when.notna()
    if event == JobQuality.DURABLE:
        reached &= job_quality(journeys, structures=structures) == JobQuality.DURABLE.value
    if window_days is None:
        return journeys.assign(reached=reached.astype(bool))
    if cutoff is None:
        raise _refused("cutoff", found="None", allowed="date")
    span, zero = pd.Timedelta(days=window_days), journeys["zero_on"]
    mature = (zero + span <= pd.Timestamp(cutoff)).fillna(False).astype(bool)
    inside = (when - zero <= span).fillna(False).astype(bool)
    kept = mature & ~_misplaced(journeys, when, zero, hire=step == "hired")
    return journeys.assign(reached=(reached & inside).astype(bool))[kept]


def _misplaced(journeys: pd.DataFrame, when: pd.Series, zero: pd.Series, *, hire: bool) -> pd.Series:
    """The event is on no day, or on one before time zero: nobody knows on which side of the window it lies."""
    early = (when < zero).fillna(False).astype(bool)
    return early | (journeys["hired"].astype(bool) & when.isna()) if hire else early


def _refused(where: str, *, found: str, allowed: str) -> ContractError:
    return ContractError(
        message(fr="Ce taux ne peut pas être calculé.", en="This rate cannot be computed."),
        where=where,
        found=found,
        allowed=allowed,
        action=message(
            fr="corriger l’argument ; une fenêtre demande sa date d’arrêt",
            en="mend the argument; a window needs its cut-off",
        ),
    )
