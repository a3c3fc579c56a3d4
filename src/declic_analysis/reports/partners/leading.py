"""Ambassadors: roster, actions led, change in these actions beside the others, as a cell shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from declic_analysis import disclosure, ecosystem, perception, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Block, Blocks, bullets, drawing, joined, paragraph, table
from declic_analysis.reports.gated import SEED, STARTS
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.reports.partners.chosen import actions_of, last_day, remembered
from declic_analysis.statistics.multiplicity import holm
from declic_analysis.vocabulary import Grouping
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View
    from declic_analysis.study.model import Audience


def ambassador_blocks(view: View) -> Blocks:
    """Roster: volunteers, trained, first action, active; retired or working."""
    if no_roster(view.selected):
        return Blocks([paragraph(say("ambassadors_absent", lang=view.lang), kind="absent")])
    lang, published = view.lang, published_pipeline(view.selected)
    told = paragraph(wording.roster_sentence(published, lang=lang))
    if published.shown.empty:
        return joined([told])
    return joined([*_everywhere(view), told, pipeline_drawing(view)])


def _everywhere(view: View) -> list[Block]:
    """Said where a territory is read."""
    return [paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []


def pipeline_drawing(view: View) -> Blocks:
    """The figure alone."""
    from declic_analysis.figures import pipeline_figure

    lang, selected, published = view.lang, view.selected, published_pipeline(view.selected)
    notes = wording.pipeline_notes(
        published, months=selected.study.analysis.partners.active_months, cutoff=last_day(selected), lang=lang,
    )  # fmt: skip
    numbers = tables.roster_table(published, lang=lang)
    picture = pipeline_figure(published, table=numbers, note=" ".join(notes), lang=lang)
    return drawing(
        picture, title=picture.title, note=picture.note, summary=view.say("numbers"),
        table_html=tables.to_html(picture.table, caption=picture.title),
    )  # fmt: skip


def led_blocks(view: View) -> Blocks:
    """Actions led by an ambassador and people met, together and by format."""
    lang, selected = view.lang, view.selected
    if register_of(selected, "attendances").empty:
        return Blocks([paragraph(say("ambassadors_absent", lang=lang), kind="absent")])
    together = published_led(selected)
    formats = {kind.id: kind.label.of(lang) for kind in selected.study.formats}
    by_format = tables.led_table(published_led(selected, by="format"), by="format", names=formats, lang=lang)
    unlisted = together.frame["n_outside_roster"].dropna()
    notes = [paragraph(say("led_note", lang=lang), kind="note")]
    if len(unlisted) and unlisted.iloc[0]:
        notes.append(
            paragraph(say("led_unlisted", lang=lang, n=wording.integer(unlisted.iloc[0], lang=lang)), kind="note")
        )
    shown = [table(tables.to_html(by_format, caption=say("led_caption", lang=lang)))] if len(by_format) else []
    return joined([paragraph(wording.led_sentence(together, lang=lang)), *shown, *notes])


def shift_blocks(view: View, audience: Audience) -> Blocks:
    """Change in the actions that an ambassador led beside the others: an association, never a verdict."""
    from declic_analysis.figures import groups_figure

    lang, published = view.lang, published_led_shift(view.selected)
    label = audience.label.of(lang)
    own = published.frame[published.frame["audience"] == audience.id]
    if audience.design not in STARTS or own["group"].nunique() < 2:
        return Blocks([paragraph(say("led_shift_absent", lang=lang), kind="absent")])
    groups = disclosure.publish_heterogeneity(own, rules=published.rules)
    told = bullets(wording.grouping_sentences(groups, alpha=view.selected.study.analysis.alpha, lang=lang))
    caveat = paragraph(say("led_shift_caveat", lang=lang), kind="warning")
    picture = groups_figure(groups, names={}, lang=lang)
    title = view.say("figure_title", audience=label, title=say("led_shift_title", lang=lang).lower(), part="")
    figure = drawing(
        picture, title=title, note=picture.note, summary=view.say("numbers"),
        table_html=tables.to_html(picture.table, caption=picture.title),
    )  # fmt: skip
    return joined([caveat, *_everywhere(view), told, figure])


def no_roster(selected: Selected) -> bool:
    """No register of ambassadors."""
    return register_of(selected, "ambassadors").empty


def roster_of(selected: Selected) -> pd.DataFrame:
    """`ambassador_roster`, all territories together: a territory has few, and total minus the others would tell of
    them. Never shown as it is.
    """
    return ecosystem.ambassador_roster(
        register_of(selected, "ambassadors"), register_of(selected, "actions"), register_of(selected, "attendances"),
        cutoff=last_day(selected), active_months=selected.study.analysis.partners.active_months,
    )  # fmt: skip


def published_pipeline(selected: Selected) -> Published:
    """`ambassador_pipeline`, behind the gate."""

    def made() -> Published:
        pipeline = ecosystem.ambassador_pipeline(roster_of(selected))
        return disclosure.publish_ambassadors(pipeline, rules=selected.rules)

    return remembered(selected, "ambassadors", made)


def published_led(selected: Selected, *, by: str = "") -> Published:
    """`ambassador_actions` of the period, together or by format, behind the gate; a territory beside the others."""
    keys = [by] if by else []
    return remembered(selected, "_".join(["led", *keys]), lambda: _led(selected, keys))


def _led(selected: Selected, keys: list[str]) -> Published:
    split = ["territory", *keys] if selected.territory else keys
    frame = ecosystem.ambassador_actions(
        actions_of(selected, whole=False, everywhere=True), register_of(selected, "attendances"),
        ambassadors=register_of(selected, "ambassadors"), by=split,
    )  # fmt: skip
    published = disclosure.publish_led(frame, rules=selected.rules, by=split)
    if not selected.territory:
        return published
    own = published.frame
    own = own[own["territory"].eq(selected.territory).fillna(False).astype(bool)].drop(columns="territory")
    if own.empty and not keys:
        own = frame.iloc[:0].reindex([0]).drop(columns="territory").fillna(0)
    return disclosure.publish_led(own, rules=selected.rules, by=keys)


def published_led_shift(selected: Selected) -> Published:
    """`heterogeneity` by whether an ambassador led the action, all territories together, behind the gate."""
    return remembered(selected, "led_shift", lambda: _led_shift(selected))


def _led_shift(selected: Selected) -> Published:
    codebook, level = selected.study.codebook(), selected.study.analysis.confidence
    starts = {a.id: STARTS[a.design] for a in selected.study.audiences if a.design in STARTS}
    parts = [
        perception.heterogeneity(
            selected.responses[selected.responses["audience"] == audience], codebook=codebook,
            groupings=[Grouping.LEADING], rng=np.random.default_rng(SEED), wave_from=wave,
            attendances=register_of(selected, "attendances"), confidence=level,
        )
        for audience, wave in starts.items()
    ]  # fmt: skip
    filled = [part for part in parts if len(part)]
    empty = perception.heterogeneity(
        selected.responses.iloc[:0], codebook=codebook, groupings=[Grouping.LEADING], rng=np.random.default_rng(SEED),
        attendances=register_of(selected, "attendances"), confidence=level,
    )  # fmt: skip
    frame = pd.concat(filled, ignore_index=True) if filled else empty
    return disclosure.publish_heterogeneity(_of_all_audiences(frame), rules=selected.rules)


def _of_all_audiences(frame: pd.DataFrame) -> pd.DataFrame:
    """The audiences stand on one page: their tests are corrected (Holm) together."""
    tests = frame.drop_duplicates("audience").dropna(subset=["heterogeneity_p"])
    together = dict(zip(tests["audience"], holm(tests["heterogeneity_p"].astype("float64")), strict=True))
    kept = {name: frame[name].dtype for name in ("p_adjusted", "n_looks")}
    return frame.assign(p_adjusted=frame["audience"].map(together), n_looks=len(tests)).astype(kept)
