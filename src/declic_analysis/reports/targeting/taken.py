"""Participation in detail, as a cell shows it: territory × format, period × format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import disclosure, ecosystem, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.ecosystem import participation
from declic_analysis.reports.blocks import Blocks, joined, paragraph, table
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.reports.participation import held_actions, of_audience
from declic_analysis.reports.partners.chosen import last_day
from declic_analysis.reports.results import View
from declic_analysis.tables.targeting import TOGETHER
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected


def territory_blocks(view: View) -> Blocks:
    """A row a territory and format."""
    if register_of(view.selected, "actions").empty:
        return Blocks([paragraph(say("taken_unknown", lang=view.lang), kind="absent")])
    keys = {"territory": say("taken_territory_col", lang=view.lang), "format": say("taken_format_col", lang=view.lang)}
    shown = _table(view, published_by_territory(view), keys=keys, caption="taken_territory")
    caveat = paragraph(wording.territory_caveat(lang=view.lang), kind="warning")
    return joined([caveat, shown, paragraph(_note(view), kind="note")])


def period_blocks(view: View) -> Blocks:
    """A row a period and format."""
    published = published_by_period(view)
    if published is None:
        return Blocks([paragraph(say("taken_unknown", lang=view.lang), kind="absent")])
    keys = {"period": say("period", lang=view.lang), "format": say("taken_format_col", lang=view.lang)}
    return joined([_table(view, published, keys=keys, caption="taken_period"), paragraph(_note(view), kind="note")])


def _table(view: View, published: Published, *, keys: dict[str, str], caption: str) -> Blocks:
    names = view.names | {kind.id: kind.label.of(view.lang) for kind in view.selected.study.formats}
    names |= {TOGETHER: say("reach_all", lang=view.lang)}
    frame = tables.taken_table(published, keys=keys, names=names, lang=view.lang)
    return Blocks([table(tables.to_html(frame, caption=say(caption, lang=view.lang)))])


def _note(view: View) -> str:
    level = wording.percent(view.selected.study.analysis.confidence, lang=view.lang)
    return say("taken_note", lang=view.lang, confidence=level)


def _held(view: View) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Actions of the period read, all territories; attendances of the audience."""
    selected = view.selected
    actions = held_actions(
        register_of(selected, "actions"), study=selected.study, audience=view.audience, period=selected.period,
        cutoff=selected.cutoff,
    )  # fmt: skip
    sheets, people = (register_of(selected, name) for name in ("attendances", "participants"))
    return actions, of_audience(sheets, people, audience=view.audience)


def published_by_territory(view: View) -> Published:
    """`participation` by territory, and by territory and format, behind the gate; of the territory read, its own."""
    held, level = _held(view), view.selected.study.analysis.confidence
    whole = participation(*held, by=["territory"], confidence=level)
    parts = participation(*held, by=["territory", "format"], confidence=level)
    rules = view.selected.rules
    together = disclosure.publish_participation(whole, rules=rules, by=["territory"])
    split = disclosure.publish_taken_part(parts, rules=rules, by=["territory", "format"], part="format")
    return _both(view.selected, together, split, by=["territory", "format"], name="taken_part_territory")


def published_by_period(view: View) -> Published | None:
    """The same by period, of the territory read; None where no dated action is listed."""
    selected, (actions, came) = view.selected, _held(view)
    spans = ecosystem.periods(actions, every=selected.study.analysis.partners.period, cutoff=last_day(selected))
    if spans.empty:
        return None
    place = ["territory"] if selected.territory else []
    whole = _by_span(view, actions, came, spans, split=place)
    parts = _by_span(view, actions, came, spans, split=[*place, "format"])
    together = disclosure.publish_taken_part(whole, rules=selected.rules, by=["period", *place], part="period")
    split = disclosure.publish_taken_part(
        parts, rules=selected.rules, by=["period", *place, "format"], part="format"
    )  # fmt: skip
    return _both(selected, together, split, by=["period", *place, "format"], name="taken_part_period")


def _by_span(
    view: View, actions: pd.DataFrame, came: pd.DataFrame, spans: pd.DataFrame, *, split: list[str]
) -> pd.DataFrame:
    level = view.selected.study.analysis.confidence
    parts = [
        participation(_between(actions, span), came, by=split, confidence=level).assign(period=span["period"])
        for _, span in spans.iterrows()
    ]
    return pd.concat(parts, ignore_index=True)


def _between(actions: pd.DataFrame, span: pd.Series) -> pd.DataFrame:
    return actions[actions["action_on"].dt.normalize().between(span["start"], span["end"])]


def _both(selected: Selected, together: Published, split: Published, *, by: list[str], name: str) -> Published:
    """The sums, marked by their format, above their parts."""
    rows = pd.concat([together.frame.assign(format=TOGETHER), split.frame], ignore_index=True)
    if selected.territory:
        rows = rows[rows["territory"].eq(selected.territory).fillna(False).astype(bool)]
    return selected.keep(name, disclosure.publish_taken_part(rows, rules=selected.rules, by=by, part="format"))
