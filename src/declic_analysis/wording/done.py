"""What the registers count for an indicator of the logical framework, in words."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import JobQuality, Measure, Step
from declic_analysis.wording.formats import euros, integer, missing
from declic_analysis.wording.texts import say

OF_ACTIONS = (Measure.ACTIONS, Measure.PERSONS, Measure.PARTICIPATIONS)
_STEPS = {Measure.IMMERSIONS: Step.IMMERSED.value, Measure.HIRES: Step.HIRED.value}


def reached(
    measure: Measure,
    *,
    taken: Published | None = None,
    steps: Published | None = None,
    quality: Published | None = None,
    cost: float | None = None,
    lang: str = "fr",
) -> str:
    """The number reached, "non renseigné" where no register tells, "non publié" where the gate withholds it.

    Parameters: taken, a published `participation` of one row; steps, `step_rates` of persons, all together; quality,
    `quality_shares`; cost, euros of the whole study, None where nobody states it.
    Raises: ContractError, for a bare frame.
    """
    if measure == Measure.COST:
        return euros(cost, lang=lang)
    if measure in OF_ACTIONS:
        return _of_actions(measure, taken, lang=lang)
    if measure in _STEPS:
        rows = None if steps is None else require_published(steps, kind="steps").frame
        own = None if rows is None else rows[(rows["step"] == _STEPS[measure]) & rows["recorded"].astype(bool)]
        return _number(own, "n_reached", lang=lang)
    rows = None if quality is None else require_published(quality, kind="quality").frame
    return _number(None if rows is None else rows[rows["quality"] == JobQuality.DURABLE.value], "n", lang=lang)


def _of_actions(measure: Measure, taken: Published | None, *, lang: str) -> str:
    if taken is None:
        return say("unknown", lang=lang)
    row = require_published(taken, kind="participation").frame.iloc[0]
    if measure != Measure.ACTIONS and not bool(row["published"]):
        return say("not_published", lang=lang)
    n = row[f"n_{measure.value}"]
    return say("unknown", lang=lang) if missing(n) else integer(n, lang=lang)


def _number(rows: pd.DataFrame | None, name: str, *, lang: str) -> str:
    if rows is None or rows.empty:
        return say("unknown", lang=lang)
    n = rows[name].iloc[0]
    return say("not_published", lang=lang) if missing(n) else integer(n, lang=lang)
