"""Still employed 3 and 6 months after the start of the contract: known, ended, unknown, or too early to say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.statistics.proportions import wilson
from declic_analysis.vocabulary import EmploymentState as State

MARKS = (3, 6)
COUNTS = ("months", "n_hired", "n_undated", "n_too_early", "n_mature", "n_employed", "n_left", "n_unknown")
SHARES = ("rate", "low", "high", "lowest", "highest", "confidence")


def employment_states(journeys: pd.DataFrame, *, months: int, cutoff: dt.date) -> pd.Series:
    """State of each hire `months` after the start of its contract, on the index of those hired with a known start.

    Rule: too early where the mark lies after the cut-off, whatever is known already (else early departures would count
    and the others not yet). Else employed where the register says so at that mark, or the contract ended on or after
    it; left where it ended before and no later word says employed; unknown where nothing is said: no end is no proof
    that the contract lasts.
    Raises: ContractError, when a column is missing.
    """
    require(journeys, ["hired", "contract_on", "ended_on", f"employed_{months}m_on"], table="journeys")
    dated = journeys[journeys["hired"] & journeys["contract_on"].notna()]
    mark = dated["contract_on"] + pd.DateOffset(months=months)
    seen = dated[f"employed_{months}m_on"].notna() | (dated["ended_on"] >= mark)
    state = pd.Series(State.UNKNOWN.value, index=dated.index, dtype="string")
    state = state.mask((dated["ended_on"] < mark).astype(bool), State.LEFT.value)
    state = state.mask(seen.astype(bool), State.EMPLOYED.value)
    return state.mask((mark > pd.Timestamp(cutoff)).astype(bool), State.TOO_EARLY.value)


def still_employed(
    journeys: pd.DataFrame, *, cutoff: dt.date, marks: Sequence[int] = MARKS, confidence: float = 0.95
) -> pd.DataFrame:
    """How many of those hired are still employed at each mark: one row a mark, mature contracts only.

    Returns: months; n_hired; n_undated (start of contract not stated); n_too_early (mark after the cut-off); n_mature =
    n_employed + n_left + n_unknown; rate = n_employed / (n_employed + n_left) with its Wilson interval; lowest and
    highest, the rate if all unknown had left, or were employed. No row where nobody is known to be hired.
    Raises: ContractError, when a column is missing.
    """
    require(journeys, ["hired"], table="journeys")
    n_hired = int(journeys["hired"].sum())
    rows = [_row(journeys, months, cutoff, confidence) for months in marks] if n_hired else []
    frame = pd.DataFrame(rows, columns=[*COUNTS, *SHARES])
    return frame.astype({**dict.fromkeys(COUNTS, "Int64"), **dict.fromkeys(SHARES, "Float64")})


def _row(journeys: pd.DataFrame, months: int, cutoff: dt.date, confidence: float) -> dict[str, object]:
    state = employment_states(journeys, months=months, cutoff=cutoff)
    employed, left, unknown, early = (
        int((state == code).sum()) for code in (State.EMPLOYED, State.LEFT, State.UNKNOWN, State.TOO_EARLY)
    )
    n_hired, mature = int(journeys["hired"].sum()), employed + left + unknown
    found = wilson(employed, employed + left, confidence=confidence)
    ends = (employed / mature, (employed + unknown) / mature) if mature else (None, None)
    return {
        "months": months, "n_hired": n_hired, "n_undated": n_hired - len(state), "n_too_early": early,
        "n_mature": mature, "n_employed": employed, "n_left": left, "n_unknown": unknown,
        "rate": found.estimate, "low": found.low, "high": found.high,
        "lowest": ends[0], "highest": ends[1], "confidence": confidence,
    }  # fmt: skip
