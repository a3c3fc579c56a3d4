"""What each indicator of the logical framework has reached: counted in the registers, or measured on the answers."""

from __future__ import annotations

import pandas as pd

from declic_analysis import disclosure, perception, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.gated import Selected, gated, wave_gate
from declic_analysis.reports.registers import counted_measures, stated
from declic_analysis.reports.results import View
from declic_analysis.study.model import Indicator
from declic_analysis.vocabulary import Wave
from declic_analysis.wording import formats
from declic_analysis.wording.done import OF_ANSWERS


class Achieved:
    """The value of every indicator of a study, in the reader's words; results are computed once."""

    def __init__(self, view: View, *, taken: Published | None) -> None:
        self._view, self._stated = view, stated(view)
        self._counted = counted_measures(view, taken=taken)
        self._levels = published_levels(view.selected)

    def of(self, indicator: Indicator) -> str:
        """What is computed for it; else what a register states; else "non renseigné"."""
        lang, selected = self._view.lang, self._view.selected
        value = self._stated.get(indicator.id)
        if indicator.measure is None:
            return self._view.say("unknown") if value is None else formats.quantity(value, indicator.unit, lang=lang)
        if indicator.measure in OF_ANSWERS:
            return wording.answered(
                indicator, persons=selected.persons, levels=self._levels, gaps=selected.gaps, names=self._view.names,
                lang=lang,
            )  # fmt: skip
        return self._counted[indicator.measure]


def published_levels(selected: Selected) -> Published:
    """`wave_level` afterwards of everybody who answered, for the items that an indicator reads."""
    read = {i for q in selected.study.framework.questions for indicator in q.indicators for i in indicator.items}
    answers, confidence = selected.responses, selected.study.analysis.confidence
    own, codebook = answers[answers["item"].isin(read)], selected.study.codebook()

    def levels(by: list[str]) -> pd.DataFrame:
        return perception.wave_level(own, codebook=codebook, by=by, wave=Wave.AFTER.value, confidence=confidence)

    gate = wave_gate(selected, disclosure.publish_level)
    return selected.keep("indicator_levels", gated(selected, levels, by=["audience", "item"], publish=gate))
