"""What kind of job a hire is: lasting, transitional, positive outcome. The rule is printed wherever the figure is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.vocabulary import Contract, JobQuality

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
