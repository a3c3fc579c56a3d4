"""What kind of job a hire is: lasting, transitional, positive outcome. The rule is printed wherever the figure is."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.statistics.proportions import wilson
from declic_analysis.vocabulary import Contract, JobQuality, Outcome

LASTING_MONTHS = 6  # public sources disagree at exactly 6 months: here it is lasting
_LASTING = (Contract.CDI.value, Contract.CREATION.value, Contract.TENURE.value)
_POSITIVE = (Contract.ALTERNANCE.value, Contract.INSERTION.value)


def job_quality(hires: pd.DataFrame, *, structures: pd.DataFrame | None = None) -> pd.Series:
    """Quality of each hire (`vocabulary.JobQuality`), on the index of `hires`.

    Parameters: hires, the contract table or `journeys` (contract, months, structure); structures, the contract table,
    which tells a SIAE from an ordinary company.
    Rule: CDI, business creation and tenure are lasting; fixed term and agency work are lasting from 6 months on, else
    transitional; a subsidised contract is transitional in an ordinary company, a positive outcome in a SIAE; work-study
    (qualifying training) and integration contracts (another SIAE) are positive outcomes. Unknown: agency work without
    a length, “autre”, no kind at all, and a length that contradicts the kind (a “CDD de 6 mois ou plus” of 3 months).
    Raises: ContractError, when a column is missing.
    """
    require(hires, ["contract", "months", "structure"], table="hires")
    kind, months = hires["contract"].astype("object"), pd.to_numeric(hires["months"]).astype("Float64")
    known, long = months.notna(), months.ge(LASTING_MONTHS).fillna(False).astype(bool)
    short = known & ~long
    fixed_long, fixed_short = (kind == Contract.CDD_LONG) & ~short, (kind == Contract.CDD_SHORT) & ~long
    agency, aided, siae = kind == Contract.INTERIM, kind == Contract.AIDED, _in_siae(hires, structures)
    cases = [
        (kind.isin(_LASTING) | fixed_long | (agency & long), JobQuality.DURABLE),
        (fixed_short | (agency & short) | (aided & ~siae), JobQuality.TRANSITION),
        (kind.isin(_POSITIVE) | (aided & siae), JobQuality.POSITIVE),
    ]
    found = np.select([np.asarray(mask, dtype=bool) for mask, _ in cases], [code.value for _, code in cases], "unknown")
    return pd.Series(found, index=hires.index, dtype="string", name="quality")


def _in_siae(hires: pd.DataFrame, structures: pd.DataFrame | None) -> pd.Series:
    if structures is None:
        return pd.Series(False, index=hires.index)
    return hires["structure"].isin(structures.loc[structures["siae_kind"].notna(), "structure"].tolist())


def quality_shares(
    journeys: pd.DataFrame, *, structures: pd.DataFrame | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """People hired, by quality of the job: one row a code of `JobQuality`.

    Parameters: `journeys` by person (one hire each, the first).
    Returns: quality, n, n_hired, share of those hired with its Wilson interval, n_persons (all who are followed).
    No row where nobody is known to be hired: a register that is empty is not a share of zero.
    Raises: ContractError, when a column is missing.
    """
    require(journeys, ["hired"], table="journeys")
    hired = journeys[journeys["hired"]]
    counts = job_quality(hired, structures=structures).value_counts()
    rows = []
    for code in JobQuality.codes() if len(hired) else ():
        n = int(counts.get(code, 0))
        share = wilson(n, len(hired), confidence=confidence)
        ends = {"share": share.estimate, "low": share.low, "high": share.high}
        rows.append({"quality": code, "n": n, "n_hired": len(hired), "n_persons": len(journeys), **ends})
    frame = pd.DataFrame(rows, columns=["quality", "n", "n_hired", "share", "low", "high", "n_persons"])
    return frame.assign(confidence=confidence).astype({"quality": "string"})


def exits(
    journeys: pd.DataFrame,
    *,
    candidates: pd.DataFrame,
    cutoff: dt.date,
    hires: pd.DataFrame | None = None,
    structures: pd.DataFrame | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """“Sorties dynamiques”: of the employees of a SIAE who left it by the cut-off, those hired since (or in training).

    Parameters: `journeys` by person; candidates, with siae_employee and siae_left_on: without both, nothing may be
    called so; hires, all that are known at the cut-off (`known.known_at`): without, the first hire of each journey.
    A job counts from the day of leaving on, read from the start of its contract, else from its acceptance: the contract
    by which the SIAE employed the person is no way out of it. A job or a training without a day does not count.
    Returns: one row: n_employees, n_left, n_dynamic (a lasting or transitional job, a positive outcome, or training as
    outcome), share of n_left with its Wilson interval; no row where no employee of a SIAE is known to have left.
    Raises: ContractError, when a column is missing.
    """
    require(candidates, ["candidate", "siae_employee", "siae_left_on"], table="candidates")
    require(journeys, ["candidate", "outcome", "outcome_on"], table="journeys")
    employees = candidates[candidates["siae_employee"].fillna(False).astype(bool)]
    left = employees[(employees["siae_left_on"] <= pd.Timestamp(cutoff)).fillna(False).astype(bool)]
    names = ["n_employees", "n_left", "n_dynamic", "share", "low", "high", "confidence"]
    if left.empty:
        return pd.DataFrame(columns=names)
    gone = left.set_index("candidate")["siae_left_on"].dt.normalize()
    n = len(_hired_since(_jobs(journeys, hires), gone, structures) | _trained_since(journeys, gone))
    share = wilson(n, len(left), confidence=confidence)
    row = [len(employees), len(left), n, share.estimate, share.low, share.high, confidence]
    return pd.DataFrame([row], columns=names)


def _jobs(journeys: pd.DataFrame, hires: pd.DataFrame | None) -> pd.DataFrame:
    """Jobs with the day on which they begin."""
    if hires is not None:
        return hires.assign(begun=hires["started_on"].fillna(hires["hired_on"]))
    require(journeys, ["hired", "hired_on", "contract_on"], table="journeys")
    return journeys[journeys["hired"]].assign(begun=journeys["contract_on"].fillna(journeys["hired_on"]))


def _hired_since(jobs: pd.DataFrame, gone: pd.Series, structures: pd.DataFrame | None) -> set[str]:
    good = job_quality(jobs, structures=structures) != JobQuality.UNKNOWN.value
    since = (jobs["begun"] >= gone.reindex(jobs["candidate"]).to_numpy()).fillna(False)
    return set(jobs.loc[(good & since).astype(bool), "candidate"])


def _trained_since(journeys: pd.DataFrame, gone: pd.Series) -> set[str]:
    since = (journeys["outcome_on"] >= gone.reindex(journeys["candidate"]).to_numpy()).fillna(False)
    trained = (journeys["outcome"] == Outcome.TRAINING.value) & since
    return set(journeys.loc[trained.astype(bool), "candidate"])
