"""Rates of groups side by side, and whether a total says the same as its parts, as cells show them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypedDict

from declic_analysis import disclosure, tables, wording
from declic_analysis.conversions.control import control_chart
from declic_analysis.conversions.pooling import pooled_rates
from declic_analysis.conversions.strata import strata
from declic_analysis.disclosure import UNNAMED, Published
from declic_analysis.reports.blocks import Block, Blocks, bullets, drawing, joined, paragraph, table
from declic_analysis.reports.hiring.followed import register_of, told_outside
from declic_analysis.reports.hiring.steps import hires_withheld
from declic_analysis.vocabulary import JourneyUnit
from declic_analysis.wording.rates import grouping_words
from declic_analysis.wording.texts import capital, say

if TYPE_CHECKING:
    from declic_analysis.figures import Picture
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View

# A company has its hires among the applications sent to it; formats and actions have theirs among people met.
UNITS = {
    "format": JourneyUnit.PERSON,
    "action": JourneyUnit.PERSON,
    "prescriber": JourneyUnit.PERSON,
    "structure": JourneyUnit.APPLICATION,
}
# Compared × within what: readings that a total is most likely to hide.
COMPARED = (
    ("format", "territory"),
    ("format", "prescriber_kind"),
    ("format", "rome_domain"),
    ("territory", "format"),
    ("territory", "rome_domain"),
)


def rates_blocks(view: View, *, by: str) -> Blocks:
    """Raw and shrunken share of known hires, group by group: what counts, the figure, what is withheld."""
    from declic_analysis.figures import rates_figure

    lang, unit = view.lang, UNITS[by]
    told = {"grouping": capital(grouping_words(by, lang=lang))}
    rates = published_rates(view.selected, by=by)
    if rates.frame.empty:
        return Blocks([paragraph(say("rates_absent", lang=lang, **told), kind="absent")])
    units = _units(unit, lang=lang)
    picture = rates_figure(rates, names=group_names(view), units=units, lang=lang)
    lines = [paragraph(line, kind="note") for line in wording.rates_sentences(rates, units=units, lang=lang)]
    return joined([window_note(view, unit), *_together(view), _figure(view, picture), *lines])


def control_blocks(view: View) -> Blocks:
    """Companies against the limits of chance."""
    from declic_analysis.figures import control_figure

    chart = published_control(view.selected)
    if chart.frame.empty:
        return Blocks([paragraph(view.say("hires_unstated"), kind="absent")])
    lines = [paragraph(line) for line in wording.control_sentences(chart, lang=view.lang)]
    shown = chart.frame["rate_published"] & chart.frame["group"].notna()
    if not shown.any():
        return joined(lines)
    picture = control_figure(chart, names=group_names(view), lang=view.lang)
    return joined([*lines, _figure(view, picture)])


def strata_blocks(view: View) -> Blocks:
    """A warning where a total and its parts point in opposite directions; the comparisons, in full."""
    lang, names = view.lang, group_names(view)
    if view.selected.journeys.empty:
        return Blocks([paragraph(view.say("hires_unknown"), kind="absent")])
    found = {pair: published_strata(view.selected, *pair) for pair in COMPARED}
    warned = [line for one in found.values() for line in wording.strata_warnings(one, names=names, lang=lang)]
    quiet = [
        wording.strata_sentence(one, compare=compare, within=within, lang=lang)
        for (compare, within), one in found.items()
    ]
    shown = [_strata_table(view, one, pair) for pair, one in found.items() if len(one.frame)]
    return joined(
        [
            *(paragraph(line, kind="warning") for line in warned),
            bullets([line for line in quiet if line]),
            *_together(view),
            paragraph(wording.territory_caveat(lang=lang), kind="warning"),
            *shown,
            paragraph(say("strata_note", lang=lang), kind="note"),
        ]
    )


def published_rates(selected: Selected, *, by: str) -> Published:
    """`pooled_rates` by one column, in the longest window of the study, behind the gate."""
    rows = selected.journeys if UNITS[by] is JourneyUnit.PERSON else selected.applications
    rows = told_outside(selected, rows, by=by)
    confidence, window = selected.study.analysis.confidence, _window_of(selected)
    frame = pooled_rates(rows, by=by, confidence=confidence, **window)
    hidden = hires_withheld(selected, by=by) if by in ("format", "prescriber") else []
    return selected.keep(f"rates_{by}", disclosure.publish_rates(frame, rules=selected.rules, withheld=hidden))


def published_control(selected: Selected) -> Published:
    frame = control_chart(
        told_outside(selected, selected.applications, by="structure"), by="structure", **_window_of(selected)
    )
    return selected.keep("control", disclosure.publish_control(frame, rules=selected.rules))


def published_strata(selected: Selected, compare: str, within: str) -> Published:
    confidence, window = selected.study.analysis.confidence, _window_of(selected)
    frame = strata(selected.journeys, compare=compare, within=within, confidence=confidence, **window)
    return selected.keep(f"strata_{compare}_{within}", disclosure.publish_strata(frame, rules=selected.rules))


def group_names(view: View) -> dict[str, str]:
    """Labels of territories, formats and structures by id."""
    formats = {kind.id: kind.label.of(view.lang) for kind in view.selected.study.formats}
    listed = register_of(view.selected, "structures")
    structures = dict(zip(listed["structure"], listed["name"], strict=True))
    return view.names | formats | structures | {UNNAMED: say("structures_unnamed", lang=view.lang)}


class _Window(TypedDict):
    window_days: int
    cutoff: dt.date


def _window_of(selected: Selected) -> _Window:
    return {"window_days": selected.study.analysis.hiring.windows_days[-1], "cutoff": selected.hires_cutoff}


def window_note(view: View, unit: JourneyUnit) -> Block:
    """Until when a hire counts, from what, for whom."""
    chosen = view.selected.study.analysis.hiring
    return paragraph(
        say(
            "rates_window", lang=view.lang, days=str(chosen.windows_days[-1]), origin=chosen.origin.label.of(view.lang),
            unit=_units(unit, lang=view.lang), cutoff=wording.day(view.selected.hires_cutoff, lang=view.lang),
        )
    )  # fmt: skip


def _units(unit: JourneyUnit, *, lang: str) -> str:
    return say("rates_persons" if unit is JourneyUnit.PERSON else "rates_applications", lang=lang)


def _together(view: View) -> list[Block]:
    return [paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []


def _figure(view: View, picture: Picture) -> Blocks:
    return drawing(
        picture, title=picture.title, note=picture.note, summary=view.say("numbers"),
        table_html=tables.to_html(picture.table, caption=picture.title),
    )  # fmt: skip


def _strata_table(view: View, found: Published, pair: tuple[str, str]) -> Block:
    compare, within = (grouping_words(name, lang=view.lang) for name in pair)
    frame = tables.strata_table(found, within=pair[1], names=group_names(view), lang=view.lang)
    caption = say("strata_caption", lang=view.lang, within=within, grouping=capital(compare))
    return table(tables.to_html(frame, caption=caption))
