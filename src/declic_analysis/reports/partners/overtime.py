"""Structures over time and their loyalty, as a cell shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis import disclosure, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.ecosystem import partnership_survival, period_counts, repeat_participation, trajectories
from declic_analysis.reports.blocks import Block, Blocks, drawing, joined, paragraph, table
from declic_analysis.reports.partners.chosen import actions_of, known_actions, last_day, present_of, remembered
from declic_analysis.vocabulary import Side
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    import pandas as pd

    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View


def periods_blocks(view: View) -> Blocks:
    """Structures new, back, not seen any more, period by period: a figure with its table."""
    if absent(view):
        return not_stated(view)
    return joined([periods_drawing(view), paragraph(wording.territory_caveat(lang=view.lang), kind="warning")])


def periods_drawing(view: View) -> Blocks:
    """The figure alone."""
    from declic_analysis.figures import periods_figure

    chosen, lang, published = view.selected.study.analysis.partners, view.lang, published_periods(view.selected)
    notes = wording.periods_notes(published, every=chosen.period, look_back=chosen.look_back,
                                  cutoff=last_day(view.selected), lang=lang)  # fmt: skip
    numbers = tables.periods_table(published, lang=lang)
    picture = periods_figure(published, table=numbers, note=" ".join(notes), lang=lang)
    return drawing(
        picture, title=picture.title, note=picture.note, summary=view.say("numbers"),
        table_html=tables.to_html(picture.table, caption=picture.title),
    )  # fmt: skip


def loyalty_blocks(view: View) -> Blocks:
    """Repeat participation and survival of partnerships, in sentences and tables."""
    if absent(view):
        return not_stated(view)
    lang, selected = view.lang, view.selected
    told = [paragraph(text) for text in wording.loyalty_sentences(published_loyalty(selected), lang=lang)]
    by_side = tables.loyalty_table(published_loyalty(selected, by=["side"]), lang=lang)
    return joined([*told, table(tables.to_html(by_side, caption=say("loyalty_caption", lang=lang))), *_survival(view)])


def _survival(view: View) -> list[Block]:
    lang, published = view.lang, published_survival(view.selected)
    middle, *notes = wording.survival_sentences(published, cutoff=last_day(view.selected), lang=lang)
    shown = tables.to_html(tables.survival_table(published, lang=lang), caption=say("survival_caption", lang=lang))
    return [paragraph(middle), table(shown), *(paragraph(text, kind="note") for text in notes)]


def published_periods(selected: Selected) -> Published:
    """`period_counts` by side of the periods read, behind the gate."""
    return remembered(selected, "partner_periods", lambda: _periods(selected))


def _periods(selected: Selected) -> Published:
    chosen = selected.study.analysis.partners
    paths = trajectories(
        present_of(selected), actions_of(selected), every=chosen.period, look_back=chosen.look_back,
        cutoff=last_day(selected),
    )  # fmt: skip
    counts = period_counts(paths)
    counts = counts[counts["side"] != Side.OTHER.value]
    if selected.period:
        counts = counts[counts["start"] >= str(selected.period.start)]
    return disclosure.publish_partner_periods(counts, rules=selected.rules)


def published_loyalty(selected: Selected, *, by: list[str] | None = None) -> Published:
    """`repeat_participation` of both sides, together or each, behind the gate."""
    keys = by or []
    return remembered(selected, "_".join(["loyalty", *keys]), lambda: _loyalty(selected, keys))


def _loyalty(selected: Selected, keys: list[str]) -> Published:
    chosen = selected.study.analysis
    frame = repeat_participation(
        _of_both_sides(selected), cutoff=last_day(selected), window_days=chosen.partners.silence_days, by=keys,
        confidence=chosen.confidence,
    )  # fmt: skip
    return disclosure.publish_loyalty(frame, rules=selected.rules, by=keys)


def published_survival(selected: Selected) -> Published:
    """`partnership_survival` of both sides together, behind the gate."""
    chosen = selected.study.analysis
    frame = partnership_survival(
        _of_both_sides(selected), silence_days=chosen.partners.silence_days, cutoff=last_day(selected),
        actions=known_actions(selected), confidence=chosen.confidence,
    )  # fmt: skip
    return selected.keep("partner_survival", disclosure.publish_partner_survival(frame, rules=selected.rules))


def absent(view: View) -> bool:
    """Nothing says which structure was where."""
    return nobody(view.selected)


def nobody(selected: Selected) -> bool:
    """No structure of either side was seen at a dated action."""
    return bool(_of_both_sides(selected)["action_on"].isna().all())


def _of_both_sides(selected: Selected) -> pd.DataFrame:
    present = present_of(selected)
    return present[present["side"] != Side.OTHER.value]


def not_stated(view: View) -> Blocks:
    return Blocks([paragraph(say("partners_absent", lang=view.lang), kind="absent")])
