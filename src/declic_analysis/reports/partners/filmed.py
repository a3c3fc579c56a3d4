"""Videos over time, by company, around the actions where they were shown, as a cell shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import disclosure, ecosystem, tables, wording
from declic_analysis.disclosure import UNNAMED, Published
from declic_analysis.reports.blocks import Block, Blocks, bullets, drawing, joined, paragraph, table
from declic_analysis.reports.hiring.followed import nameable, register_of
from declic_analysis.reports.partners.chosen import last_day, structure_names
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View


def videos_blocks(view: View) -> Blocks:
    """Views, hours and share watched, export by export."""
    from declic_analysis.figures import videos_figure

    lang, published = view.lang, published_videos(view.selected)
    if published.frame.empty:
        return no_videos(view)
    numbers = tables.videos_table(published, lang=lang)
    picture = videos_figure(published, table=numbers, lang=lang)
    figure = drawing(
        picture, title=picture.title, note=picture.note, summary=view.say("numbers"),
        table_html=tables.to_html(picture.table, caption=picture.title),
    )  # fmt: skip
    return joined([*everywhere(view), paragraph(wording.videos_sentence(published, lang=lang)), figure])


def companies_blocks(view: View, *, diffusion: str) -> Blocks:
    """The same at the last export, company by company."""
    lang, published = view.lang, published_companies(view.selected, diffusion=diffusion)
    if published.frame.empty:
        return no_videos(view)
    frame = tables.video_companies_table(published, names=structure_names(view), lang=lang)
    note = paragraph(say("videos_note", lang=lang), kind="note")
    return joined([*everywhere(view), table(tables.to_html(frame, caption=say("videos_by_caption", lang=lang))), note])


def showings_blocks(view: View) -> Blocks:
    """Views a day where videos were shown at an action, format by format, and elsewhere: an association."""
    lang, selected = view.lang, view.selected
    if register_of(selected, "videos").empty:
        return no_videos(view)
    published = published_showings(selected)
    if not published.frame["n_spans"].sum():
        return Blocks([paragraph(say("showings_none", lang=lang), kind="absent")])
    formats = {kind.id: kind.label.of(lang) for kind in selected.study.formats}
    told = wording.showings_sentences(published, formats=formats, alpha=selected.study.analysis.alpha, lang=lang)
    numbers = tables.showings_table(published, formats=formats, lang=lang)
    level = wording.percent(selected.study.analysis.confidence, lang=lang)
    caveat = say("showings_caveat", lang=lang, confidence=level, least=str(ecosystem.LEAST_VIDEOS))
    shown = table(tables.to_html(numbers, caption=say("showings_caption", lang=lang)))
    return joined([*everywhere(view), bullets(told), shown, paragraph(caveat, kind="warning")])


def everywhere(view: View) -> list[Block]:
    """The channel is one: said where a territory is read."""
    return [paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []


def no_videos(view: View) -> Blocks:
    """No figures at all, or none of a known day."""
    if register_of(view.selected, "videos")["views"].notna().any():
        return Blocks([paragraph(say("videos_undated", lang=view.lang), kind="absent")])
    return Blocks([paragraph(say("videos_absent", lang=view.lang), kind="absent")])


def published_videos(selected: Selected) -> Published:
    """`videos_over_time`, behind the gate."""
    frame = ecosystem.videos_over_time(register_of(selected, "videos"), cutoff=last_day(selected))
    return selected.keep("videos", disclosure.publish_videos(frame, rules=selected.rules))


def published_companies(selected: Selected, *, diffusion: str) -> Published:
    """`videos_by_company`, those that may not be named together, behind the gate."""
    videos, named = register_of(selected, "videos"), nameable(selected, diffusion=diffusion)
    if named is not None:
        videos = videos.assign(structure=_told(videos["structure"], named))
    frame = ecosystem.videos_by_company(videos, cutoff=last_day(selected))
    return selected.keep("video_companies", disclosure.publish_video_companies(frame, rules=selected.rules))


def _told(structures: pd.Series, named: frozenset[str]) -> pd.Series:
    return structures.where(structures.isna() | structures.isin(list(named)), UNNAMED)


def published_showings(selected: Selected) -> Published:
    """`views_around_showings`, behind the gate."""
    spans = ecosystem.video_spans(
        register_of(selected, "videos"), register_of(selected, "actions"), cutoff=last_day(selected)
    )
    frame = ecosystem.views_around_showings(spans, confidence=selected.study.analysis.confidence)
    return selected.keep("showings", disclosure.publish_showings(frame, rules=selected.rules))
