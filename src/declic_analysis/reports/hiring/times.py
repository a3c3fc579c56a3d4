"""Hires over time, as cells show them: fixed windows, curves and delays, cohorts, groups side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from declic_analysis import disclosure, tables, wording
from declic_analysis.conversions.landmark import from_landmark, meetings
from declic_analysis.conversions.speeds import speeds
from declic_analysis.conversions.times import delays, incidence_curve
from declic_analysis.conversions.windows import cohort_triangle, windows
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Block, Blocks, bullets, drawing, joined, paragraph, table
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.reports.hiring.steps import hires_withheld
from declic_analysis.vocabulary import FollowUp
from declic_analysis.wording.formats import percent
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    import pandas as pd

    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View

GROUPINGS = ("format", "territory")
MONTHS = 6


def windows_blocks(view: View) -> Blocks:
    """Hires within fixed times on people whose time has run out, together and format by format."""
    if _unstated(view):
        return _absent(view)
    lang, selected = view.lang, view.selected
    parts: list[Block | Blocks] = [_basis(view)]
    for by in ([], ["format"], ["territory"]):
        published = published_windows(selected, by=by)
        shown = tables.windows_table(published, names=_names(view), lang=lang)
        title = say("windows_by_title", lang=lang, by=wording.grouping_label(by[0], lang=lang)) if by else ""
        caption = title or say("windows_title", lang=lang)
        if by:
            parts.append(paragraph(wording.territory_caveat(lang=lang), kind="warning"))
        parts.append(table(tables.to_html(shown, caption=caption)))
        hidden = by and not published.frame["published"].astype(bool).all()
        parts += [paragraph(say("rows_beside", lang=lang), kind="note")] if hidden else []
    confidence = percent(selected.study.analysis.confidence, lang=lang)
    return joined([*parts, paragraph(say("windows_note", lang=lang, confidence=confidence), kind="note")])


def times_blocks(view: View) -> Blocks:
    """What becomes of the people met: the curve of each outcome, the delays in sentences."""
    from declic_analysis.figures import incidence_figure

    if _unstated(view):
        return _absent(view)
    lang, selected = view.lang, view.selected
    told = bullets(wording.delay_sentences(published_delays(selected), lang=lang))
    picture = incidence_figure(published_curve(selected), lang=lang)
    figure = drawing(
        picture, title=picture.title, note=picture.note,
        table_html=tables.to_html(picture.table, caption=picture.title), summary=view.say("numbers"),
    )  # fmt: skip
    return joined([_basis(view), told, *_together(view), figure])


def cohorts_blocks(view: View) -> Blocks:
    """Cohorts of encounter by months since; quarters where most months are too small to be shown."""
    if _unstated(view):
        return _absent(view)
    lang = view.lang
    title = say("triangle_title", lang=lang)
    shown = tables.triangle_table(published_triangle(view.selected), lang=lang)
    note = paragraph(say("triangle_note", lang=lang), kind="note")
    return joined([_basis(view), *_together(view), table(tables.to_html(shown, caption=title)), note])


def speeds_blocks(view: View) -> Blocks:
    """Formats, territories, first and repeated encounters side by side: shares, speeds, tests; never ranked."""
    if _unstated(view):
        return _absent(view)
    warning = paragraph(
        f"{wording.territory_caveat(lang=view.lang)} {say('groups_confounded', lang=view.lang)}", kind="warning"
    )
    return joined([_basis(view), warning, *_together(view), *(_speeds(view, by) for by in GROUPINGS), *_repeated(view)])


def _repeated(view: View) -> Iterator[Block | Blocks]:
    """First and repeated encounters, from a landmark on."""
    days = min(view.selected.study.analysis.hiring.windows_days)
    yield _speeds(view, "repeat", published=published_repeat(view.selected, days=days))
    yield paragraph(say("landmark_note", lang=view.lang, days=str(days)), kind="note")


def _speeds(view: View, by: str, *, published: Published | None = None) -> Blocks:
    lang, published = view.lang, published or published_speeds(view.selected, by=by)
    if published.frame.empty:
        return Blocks([paragraph(say("nothing_to_show", lang=lang), kind="absent")])
    sentence = paragraph(wording.speed_sentence(published, lang=lang))
    shown = tables.speeds_table(published, names=_names(view), lang=lang)
    if shown.empty:
        return Blocks([sentence])
    title = say("speeds_title", lang=lang, by=wording.grouping_label(by, lang=lang))
    n = int(published.frame["n_clusters"].iloc[0])
    method = say("speeds_robust" if n else "speeds_plain", lang=lang, n=str(n))
    note = paragraph(say("speeds_note", lang=lang, method=method), kind="note")
    return Blocks([table(tables.to_html(shown, caption=title)), sentence, note])


def published_windows(selected: Selected, *, by: list[str]) -> Published:
    """`windows` of the selection, behind the gate; a territory beside the others, of which it keeps its own."""
    territory = selected.territory
    keys = ["territory", *by] if territory and by != ["territory"] else by
    hidden = hires_withheld(selected, by=by[-1]) if by else []
    published = disclosure.publish_windows(_windows(selected, keys), rules=selected.rules, by=keys, withheld=hidden)
    name = f"windows_{'_'.join(by)}" if by else "windows"
    if keys == by:
        return selected.keep(name, published)
    own = published.frame
    own = own[own["territory"].eq(territory).fillna(False).astype(bool)].drop(columns="territory")
    return selected.keep(name, disclosure.publish_windows(own, rules=selected.rules, by=by))


def _windows(selected: Selected, by: list[str]) -> pd.DataFrame:
    chosen = selected.study.analysis
    return windows(
        selected.journeys, cutoff=_cutoff(selected), windows_days=chosen.hiring.windows_days, by=by,
        confidence=chosen.confidence,
    )  # fmt: skip


def published_curve(selected: Selected) -> Published:
    """`incidence_curve` of everybody, behind the gate."""
    frame = incidence_curve(selected.journeys, horizon=_horizon(selected), confidence=_confidence(selected))
    beside = disclosure.publish_windows(_windows(selected, []), rules=selected.rules)  # everybody's, on every page
    return selected.keep("curve", disclosure.publish_curve(frame, rules=selected.rules, windows=beside))


def published_delays(selected: Selected) -> Published:
    """`delays` of everybody, behind the gate."""
    frame = delays(selected.journeys, horizon=_horizon(selected), confidence=_confidence(selected))
    curve = incidence_curve(selected.journeys, horizon=_horizon(selected), confidence=_confidence(selected))
    return selected.keep("delays", disclosure.publish_delays(frame, rules=selected.rules, curve=curve))


def published_triangle(selected: Selected) -> Published:
    """`cohort_triangle` by month; by quarter where less than half of the mature cells by month may be shown."""
    months, quarters = (
        disclosure.publish_triangle(
            cohort_triangle(
                selected.journeys, cutoff=_cutoff(selected), months=MONTHS, every=every,
                confidence=_confidence(selected),
            ),
            rules=selected.rules,
        )
        for every in ("M", "Q")
    )  # fmt: skip
    return selected.keep("triangle", months if _mostly_shown(months.frame) else quarters)


def _mostly_shown(frame: pd.DataFrame) -> bool:
    mature = frame["state"] == FollowUp.KNOWN
    return bool(frame.loc[mature, "published"].astype(bool).mean() >= 0.5) if mature.any() else True


def published_speeds(selected: Selected, *, by: str) -> Published:
    """`speeds` of the groups of `by`, all territories together, behind the gate."""
    frame = speeds(selected.journeys, by=by, horizon=_horizon(selected), confidence=_confidence(selected))
    return selected.keep(f"speeds_{by}", disclosure.publish_speeds(frame, rules=selected.rules))


def published_repeat(selected: Selected, *, days: int) -> Published:
    """`speeds` of people met once and several times by the landmark, of those who then still wait."""
    met = meetings(
        register_of(selected, "events"), actions=register_of(selected, "actions"),
        attendances=register_of(selected, "attendances"),
    )  # fmt: skip
    later = from_landmark(selected.journeys, met, days=days)
    frame = speeds(later, by="repeat", horizon=_horizon(selected), confidence=_confidence(selected))
    left = int(selected.journeys["hired"].sum()) - int(later["hired"].sum())
    published = disclosure.publish_speeds(frame.assign(n_left_hired=left), rules=selected.rules)
    return selected.keep("speeds_repeat", published)


def _horizon(selected: Selected) -> int:
    return max(selected.study.analysis.hiring.windows_days)


def _confidence(selected: Selected) -> float:
    return selected.study.analysis.confidence


def _cutoff(selected: Selected) -> dt.date:
    return selected.hires_cutoff


def _names(view: View) -> dict[str, str]:
    repeat = {"first": say("repeat_first", lang=view.lang), "repeat": say("repeat_more", lang=view.lang)}
    return view.names | {kind.id: kind.label.of(view.lang) for kind in view.selected.study.formats} | repeat


def _unstated(view: View) -> bool:
    return view.selected.journeys.empty


def _absent(view: View) -> Blocks:
    return Blocks([paragraph(view.say("hires_unknown"), kind="absent")])


def _basis(view: View) -> Block:
    selected = view.selected
    origin = selected.study.analysis.hiring.origin.value
    return paragraph(wording.times_basis(cutoff=_cutoff(selected), origin=origin, lang=view.lang), kind="note")


def _together(view: View) -> Iterator[Block]:
    if view.selected.territory:
        yield paragraph(view.say("range_together"), kind="note")
