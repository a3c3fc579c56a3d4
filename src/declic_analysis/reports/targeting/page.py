"""The place of formats and targeting in the impact report: one figure, one sentence, one caveat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis import tables, wording
from declic_analysis.reports.blocks import Blocks, drawing, joined, paragraph
from declic_analysis.reports.hiring.rates import group_names, published_rates, window_note
from declic_analysis.reports.targeting.visits import format_name, published_targeting, visits_of
from declic_analysis.vocabulary import JourneyUnit, TargetingState
from declic_analysis.wording.formats import missing
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.reports.results import View


def targeting_blocks(view: View) -> Blocks:
    """Known hires by format, and whether visits are enough to tell which companies gain."""
    told = paragraph(_sentence(view), kind="" if view.selected.study.analysis.targeting.format else "absent")
    figure = _figure(view)
    together = [paragraph(view.say("range_together"), kind="note")] if view.selected.territory and figure else []
    basis = [window_note(view, JourneyUnit.PERSON)] if figure else []
    caveat = paragraph(say("formats_caveat" if figure else "visits_caveat", lang=view.lang), kind="warning")
    return joined([told, *basis, *together, figure, caveat])


def _figure(view: View) -> Blocks:
    from declic_analysis.figures import rates_figure

    rates = published_rates(view.selected, by="format")
    if rates.shown.empty:
        return Blocks([])
    units = say("rates_persons", lang=view.lang)
    picture = rates_figure(rates, names=group_names(view), units=units, lang=view.lang)
    return drawing(
        picture, title=picture.title, note=picture.note, summary=view.say("numbers"),
        table_html=tables.to_html(picture.table, caption=picture.title),
    )  # fmt: skip


def _sentence(view: View) -> str:
    lang, chosen = view.lang, view.selected.study.analysis.targeting
    if chosen.format is None:
        return say("targeting_unstated", lang=lang)
    told = {"format": format_name(view), "needed": wording.integer(chosen.minimum_visits, lang=lang)}
    if visits_of(view.selected).empty:
        return say("targeting_nobody", lang=lang, base=wording.integer(view.selected.rules.base, lang=lang), **told)
    rows = published_targeting(view.selected)[0].frame
    rows = rows[rows["item"].isin(chosen.items)]
    if rows.empty or (rows["state"] == TargetingState.TOO_FEW_VISITS.value).all():
        most = rows["n_visits"].max()
        if rows.empty or missing(most):
            return say("targeting_page_hidden", lang=lang, **told)
        return say("targeting_page_visits", lang=lang, n=wording.integer(most, lang=lang), **told)
    found = int((rows["state"] == TargetingState.ESTIMATED.value).sum())
    counts = {"found": wording.integer(found, lang=lang), "total": wording.integer(len(rows), lang=lang)}
    return say("targeting_page_model", lang=lang, format=told["format"], **counts)
