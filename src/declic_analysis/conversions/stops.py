"""Where journeys without a known hire stand: the last step recorded, and what became of the person."""

from __future__ import annotations

import pandas as pd

from declic_analysis.conversions.journeys import STEP_DATES
from declic_analysis.conversions.steps import START
from declic_analysis.schemas import require
from declic_analysis.vocabulary import Outcome, Step

ON_THE_WAY = (Step.ORIENTED.value, Step.APPLIED.value, Step.INTERVIEWED.value, Step.IMMERSED.value)
ORDER = (START, *ON_THE_WAY)


def stops(journeys: pd.DataFrame) -> pd.DataFrame:
    """Journeys without a known hire, by the last step recorded and by outcome; `open` ones may still go on.

    Returns: one row a step and outcome that occur, in their order: last (a code of `Step`, or `start` where no step is
    recorded), outcome (a code of `Outcome`), n, n_start (all journeys, the hired ones too), share (n of n_start).
    No journey → no row.
    Raises: ContractError, when a column is missing.
    """
    require(journeys, ["hired", "outcome", *STEP_DATES.values()], table="journeys")
    last = pd.Series(START, index=journeys.index, dtype="string")
    for step in ON_THE_WAY:
        last = last.mask(journeys[STEP_DATES[step]].notna(), step)
    left = journeys.assign(last=last)[~journeys["hired"].astype(bool)]
    counts = left.groupby(["last", "outcome"]).size().rename("n").reset_index()
    rank = counts["last"].map({step: k for k, step in enumerate(ORDER)}) * 100
    rank = rank + counts["outcome"].map({code: k for k, code in enumerate(Outcome.codes())})
    rows = counts.iloc[rank.argsort(kind="stable")].reset_index(drop=True)
    made = rows.assign(n_start=len(journeys), share=rows["n"] / max(len(journeys), 1))
    kinds = {"last": "string", "outcome": "string", "n": "Int64", "n_start": "Int64", "share": "Float64"}
    return made[list(kinds)].astype(kinds)
