"""Participation in detail, as a cell shows it: by format, territory × format, format × period, against the targets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import disclosure, ecosystem, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.ecosystem import participation
from declic_analysis.reports.blocks import Block, Blocks, drawing, joined, paragraph
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.reports.participation import held_actions, of_audience, published_reach
from declic_analysis.reports.partners.chosen import last_day
from declic_analysis.reports.results import View
from declic_analysis.reports.targeting.planned import Targets, planned_for
from declic_analysis.tables.targeting import TOGETHER, laid_out
from declic_analysis.vocabulary import Measure
from declic_analysis.wording.formats import missing
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.figures import Picture
    from declic_analysis.reports.gated import Selected


def format_blocks(view: View, *, taken: Published | None) -> Blocks:
    """A bar a format and one for all of them, then the unexcused absences.

    Parameters: taken, the published `participation` of the selection; None where no action is listed.
    """

    def both() -> Published | None:
        if taken is None:
            return None
        whole = taken.frame.assign(format=TOGETHER).drop(columns="territory", errors="ignore")
        rows = pd.concat([published_reach(view).frame.drop(columns="territory", errors="ignore"), whole])
        return disclosure.publish_participation(
            rows.astype(published_reach(view).frame.dtypes.drop("territory", errors="ignore").to_dict()),
            rules=view.selected.rules, by=["format"],
        )  # fmt: skip

    return _shown(view, both, keys=("format",), caption="taken_formats", absences=True)


def territory_blocks(view: View) -> Blocks:
    """A bar a territory and format."""
    keys = ("territory", "format")
    shown = _shown(view, lambda: published_by_territory(view), keys=keys, caption="taken_territory", absences=True)
    return joined([paragraph(wording.territory_caveat(lang=view.lang), kind="warning"), shown])


def period_blocks(view: View) -> Blocks:
    """A bar a format and period."""
    return _shown(view, lambda: published_by_period(view), keys=("format", "period"), caption="taken_period")


def _shown(
    view: View, make: Callable[[], Published | None], *, keys: tuple[str, ...], caption: str, absences: bool = False
) -> Blocks:
    published = None if register_of(view.selected, "actions").empty else make()
    if published is None:
        return Blocks([paragraph(say("taken_unknown", lang=view.lang), kind="absent")])
    laid = laid_out(published, keys=keys, names=_names(view), lang=view.lang)
    told = laid.groupby("head")["published"].transform("any") | (laid["head"] == "")
    ordered, silent = laid[told].reset_index(drop=True), laid.loc[~told, "head"].unique().tolist()
    kept = _in_order(published, ordered.drop(columns=["head", "label"]))
    aims = [_aims(view, row) for _, row in kept.frame.iterrows()]
    heads, labels = ordered["head"].tolist(), ordered["label"].tolist()
    numbers = tables.taken_table(
        kept, heads=heads, labels=labels, planned=aims, headers=[say(f"taken_{k}_col", lang=view.lang) for k in keys],
        lang=view.lang,
    )  # fmt: skip
    parts = [_people(view, kept, heads, labels, aims, numbers, caption=caption)]
    if absences:
        parts.append(_absences(view, kept, heads, labels, numbers))
    return joined([*parts, *_remarks(view, kept, aims, silent=silent)])


def _in_order(published: Published, rows: pd.DataFrame) -> Published:
    """The same rows in another order, by the gate they came from."""
    rules, by = published.rules, list(published.by)
    if by == ["format"]:
        return disclosure.publish_participation(rows, rules=rules, by=by)
    return disclosure.publish_taken_part(rows, rules=rules, by=by, part="format")


def _people(
    view: View, kept: Published, heads: list[str], labels: list[str], aims: list[Targets], numbers: pd.DataFrame, *,
    caption: str,
) -> Blocks:  # fmt: skip
    from declic_analysis.figures import taken_figure

    people = [aim[Measure.PERSONS.value] for aim in aims]
    picture = taken_figure(kept, heads=heads, labels=labels, planned=people, table=numbers, lang=view.lang)
    return _drawing(view, picture, title=say(caption, lang=view.lang, title=picture.title))


def _absences(view: View, kept: Published, heads: list[str], labels: list[str], numbers: pd.DataFrame) -> Blocks:
    from declic_analysis.figures import absence_figure

    if kept.frame["noshow_rate"].isna().all():
        return Blocks([paragraph(say("absence_hidden", lang=view.lang), kind="absent")])
    level = view.selected.study.analysis.confidence
    picture = absence_figure(kept, heads=heads, labels=labels, table=numbers, confidence=level, lang=view.lang)
    return _drawing(view, picture, title=picture.title)


def _drawing(view: View, picture: Picture, *, title: str) -> Blocks:
    return drawing(
        picture, title=title, note=picture.note, summary=view.say("numbers"),
        table_html=tables.to_html(picture.table, caption=title), printed=False,
    )  # fmt: skip


def _names(view: View) -> dict[str, str]:
    formats = {kind.id: kind.label.of(view.lang) for kind in view.selected.study.formats}
    return view.names | formats | {TOGETHER: say("reach_all", lang=view.lang)}


def _aims(view: View, row: pd.Series) -> Targets:
    chosen = view.selected
    period = row["period"] if "period" in row.index else chosen.period.text if chosen.period else None
    territory = row["territory"] if "territory" in row.index else chosen.territory or None
    every = missing(row["format"]) or row["format"] == TOGETHER
    if missing(territory) and "territory" in row.index:  # actions of no known territory have no target
        return {measure.value: None for measure in Measure}
    return planned_for(
        chosen.study, format=None if every else str(row["format"]), territory=str(territory) if territory else None,
        period=str(period) if period else None,
    )  # fmt: skip


def _remarks(view: View, kept: Published, aims: list[Targets], *, silent: list[str]) -> list[Block]:
    """silent: groups of which no row may be shown."""
    lang, shown = view.lang, kept.frame["published"].astype(bool)
    told = [say("taken_note", lang=lang)]
    if silent:
        told.append(say("taken_silent", lang=lang, names=", ".join(silent)))
    told.append(say("aims_note" if any(any(aim.values()) for aim in aims) else "aims_none", lang=lang))
    if silent or not shown.all():
        told.append(say("taken_hidden", lang=lang))
    return [paragraph(" ".join(told), kind="note")]


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
