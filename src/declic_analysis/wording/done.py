"""What the registers count for an indicator of the logical framework, in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary import AmbassadorStage, JobQuality, Measure, Step
from declic_analysis.wording.diagnosis import agreed_words
from declic_analysis.wording.formats import euros, integer, missing
from declic_analysis.wording.texts import say

OF_PARTNERS = {
    Measure.STRUCTURES: ("loyalty", "n_structures"),
    Measure.LOYAL: ("loyalty", "n_repeat"),
    Measure.TRAINED: ("ambassadors", "n"),
    Measure.LED: ("led", "n_led"),
}
OF_ACTIONS = (Measure.ACTIONS, Measure.PERSONS, Measure.PARTICIPATIONS)
OF_ANSWERS = (Measure.NET_SHIFT, Measure.FAVOURABLE, Measure.GAPS)
_STEPS = {Measure.IMMERSIONS: Step.IMMERSED.value, Measure.HIRES: Step.HIRED.value}


def reached(
    measure: Measure,
    *,
    taken: Published | None = None,
    steps: Published | None = None,
    quality: Published | None = None,
    cost: float | None = None,
    partners: Mapping[str, Published] | None = None,
    lang: str = "fr",
) -> str:
    """The number reached, "non renseigné" where no register tells, "non publié" where the gate withholds it.

    Parameters: taken, a published `participation` of one row; steps, `step_rates` of persons, all together; quality,
    `quality_shares`; cost, euros of the whole study, None where nobody states it; partners, by kind: loyalty of one
    row, ambassadors (of which the row of those trained), led of one row, diagnosis; a kind that no register tells is
    absent. What the answers give is in `wording.answered`.
    Raises: ContractError, for a bare frame.
    """
    if measure == Measure.COST:
        return euros(cost, lang=lang)
    if measure == Measure.SHARED:
        told = (partners or {}).get("diagnosis")
        return say("unknown", lang=lang) if told is None else agreed_words(told, lang=lang)
    if measure in OF_PARTNERS:
        return _of_partners(*OF_PARTNERS[measure], partners or {}, lang=lang)
    if measure in OF_ACTIONS:
        return _of_actions(measure, taken, lang=lang)
    if measure in _STEPS:
        rows = None if steps is None else require_published(steps, kind="steps").frame
        own = None if rows is None else rows[(rows["step"] == _STEPS[measure]) & rows["recorded"].astype(bool)]
        return _number(own, "n_reached", lang=lang)
    if measure in OF_ANSWERS:
        return say("unknown", lang=lang)
    rows = None if quality is None else require_published(quality, kind="quality").frame
    return _number(None if rows is None else rows[rows["quality"] == JobQuality.DURABLE.value], "n", lang=lang)


def _of_partners(kind: str, name: str, partners: Mapping[str, Published], *, lang: str) -> str:
    if kind not in partners:
        return say("unknown", lang=lang)
    rows = require_published(partners[kind], kind=kind).frame
    return _number(rows[rows["stage"] == AmbassadorStage.TRAINED.value] if "stage" in rows else rows, name, lang=lang)


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
