"""What the registers say of a published claim: its status, and the number that says so."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import ClaimStatus, Measure
from declic_analysis.wording.formats import integer, missing
from declic_analysis.wording.rates import share_words
from declic_analysis.wording.texts import capital, say

MAJORITY = 0.5


class Measured(NamedTuple):
    status: ClaimStatus
    basis: str


def measured_claim(measure: Measure, *, told: str, loyalty: Published | None = None, lang: str = "fr") -> Measured:
    """What a measure of the registers says of a claim that names it.

    Parameters: told, the number reached as `reached` writes it; loyalty, a published `repeat_participation` of one row,
    for `Measure.LOYAL`.
    Returns: confirmed where the register counts at least one (also where the gate withholds how many); for structures
    that come again, where the whole interval of their share lies above one half; for the shared diagnosis, where both
    sides agree on one job and public at least. Not confirmed: counted, and not so.
    Not measurable: no register tells, or the number is a cost.
    Raises: ContractError, for a bare frame.
    """
    label = capital(measure.label.of(lang))
    if measure == Measure.LOYAL:
        rows = None if loyalty is None else require_published(loyalty, kind="loyalty").shown
        return _loyal(rows, label=label, lang=lang)
    withheld = measure == Measure.SHARED and told == say("not_published", lang=lang)  # it may well be none
    if measure == Measure.COST or withheld or told == say("unknown", lang=lang):
        return Measured(ClaimStatus.NOT_MEASURABLE, say("basis_unknown", lang=lang, label=label))
    none = told.split()[0] == integer(0, lang=lang)  # « 0 sur 3 » too
    status = ClaimStatus.NOT_CONFIRMED if none else ClaimStatus.CONFIRMED
    return Measured(status, say("basis_measure", lang=lang, label=label, told=told))


def _loyal(rows: pd.DataFrame | None, *, label: str, lang: str) -> Measured:
    if rows is None or rows.empty or missing(rows["repeat_rate"].iloc[0]):
        return Measured(ClaimStatus.NOT_MEASURABLE, say("basis_unknown", lang=lang, label=label))
    row = rows.iloc[0]
    status = ClaimStatus.CONFIRMED if row["low"] > MAJORITY else ClaimStatus.NOT_CONFIRMED
    share = share_words(row["repeat_rate"], row["low"], row["high"], lang=lang)
    counts = {"k": integer(row["n_repeat"], lang=lang), "n": integer(row["n_structures"], lang=lang)}
    return Measured(status, say("basis_loyal", lang=lang, label=label, share=share, **counts))
