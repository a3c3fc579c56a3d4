"""Expected hires among open applications, as a cell shows them: off without an impact assessment, a total only."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from declic_analysis import disclosure, tables, wording
from declic_analysis.conversions.outlook import outlook
from declic_analysis.reports.blocks import Blocks, bullets, drawing, joined, paragraph
from declic_analysis.vocabulary import OutlookState

if TYPE_CHECKING:
    from declic_analysis.reports.results import View

SEED = 20240102  # of the folds and of the interval, so that two runs print the same page


def outlook_blocks(view: View) -> Blocks:
    """Off: why, and what to do. On: the number or why there is none, its check; all territories together."""
    lang, selected = view.lang, view.selected
    chosen = selected.study.analysis.hiring
    if selected.journeys.empty:
        return Blocks([paragraph(view.say("hires_unknown"), kind="absent")])
    if chosen.assessment is None:
        return Blocks([paragraph(wording.outlook_off(lang=lang), kind="absent")])
    found = outlook(
        selected.applications,
        cutoff=selected.hires_cutoff or dt.date.min,
        window_days=max(chosen.windows_days),
        rng=np.random.default_rng(SEED),
        confidence=selected.study.analysis.confidence,
        minimum_base=selected.rules.base,
    )
    summary = selected.keep("outlook", disclosure.publish_outlook(found.summary, rules=selected.rules))
    first, *others = wording.outlook_sentences(summary, lang=lang)
    allowed = wording.outlook_assessment(chosen.assessment.reference, chosen.assessment.dated_on, lang=lang)
    shown = summary.frame["state"].iloc[0] == OutlookState.ESTIMATED and bool(summary.frame["published"].iloc[0])
    if not shown:
        return Blocks(
            [paragraph(first, kind="absent"), *(paragraph(line) for line in others), paragraph(allowed, kind="note")]
        )
    together = [paragraph(view.say("range_together"), kind="note")] if selected.territory else []
    points = selected.keep("reliability", disclosure.publish_reliability(found.reliability, rules=selected.rules))
    return joined([paragraph(first), *together, _check(view, points), bullets([*others, allowed], kind="note")])


def _check(view: View, points: disclosure.Published) -> Blocks:
    from declic_analysis.figures import reliability_figure

    picture = reliability_figure(points, lang=view.lang)
    return drawing(
        picture, title=picture.title, note=picture.note,
        table_html=tables.to_html(picture.table, caption=picture.title), summary=view.say("numbers"),
    )  # fmt: skip
