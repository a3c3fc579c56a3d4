"""Visitors, their company and the place visited, as a cell shows them: the plain table, the model, the objections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from declic_analysis import disclosure, ecosystem, perception, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Block, Blocks, bullets, drawing, heading, joined, paragraph, table
from declic_analysis.reports.gated import SEED, STARTS
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.reports.partners.chosen import remembered
from declic_analysis.vocabulary import Profile
from declic_analysis.wording.targeting import targeting_sentences
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View


def profile_blocks(view: View) -> Blocks:
    """The plain table of the questions that a visit may change, with a figure by kind of SIAE."""
    return _told(view, lambda: _profiles(view))


def model_blocks(view: View) -> Blocks:
    """What became of the model, question by question; importance where one stands."""
    return _told(view, lambda: _model(view, view.selected.study.analysis.targeting.items))


def objection_blocks(view: View) -> Blocks:
    """The objections as outcomes, then as what is known of visitors before."""
    if not view.selected.study.analysis.targeting.objections:
        return Blocks([paragraph(say("objections_none", lang=view.lang), kind="absent")])
    return _told(view, lambda: _objections(view))


def _told(view: View, shown: Callable[[], Blocks]) -> Blocks:
    """The blocks, or why there is none."""
    selected, lang, chosen = view.selected, view.lang, view.selected.study.analysis.targeting
    if chosen.format is None:
        return Blocks([paragraph(say("targeting_unstated", lang=lang), kind="absent")])
    if visits_of(selected).empty:
        needed, base = (wording.integer(n, lang=lang) for n in (chosen.minimum_visits, selected.rules.base))
        text = say("targeting_nobody", lang=lang, format=format_name(view), needed=needed, base=base)
        return Blocks([paragraph(text, kind="absent")])
    return joined([*_everywhere(view), shown()])


def _everywhere(view: View) -> list[Block]:
    return [paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []


def _profiles(view: View) -> Blocks:
    lang, items = view.lang, view.selected.study.analysis.targeting.items
    caveat = paragraph(say("visits_caveat", lang=lang), kind="warning")
    published = published_profiles(view.selected)
    if published.shown[published.shown["item"].isin(items)].empty:
        return Blocks([caveat, _hidden(view)])
    return joined([caveat, *_figure(view, items), _table(view, items=items), *_notes(view)])


def _hidden(view: View) -> Block:
    rules, lang = view.selected.rules, view.lang
    told = {name: wording.integer(getattr(rules, name), lang=lang) for name in ("base", "structures")}
    return paragraph(say("visits_hidden", lang=lang, format=format_name(view), **told), kind="withheld")


def _notes(view: View) -> list[Block]:
    lang, published = view.lang, published_profiles(view.selected)
    level = wording.percent(view.selected.study.analysis.confidence, lang=lang)
    told = [say("visits_note", lang=lang, confidence=level)]
    if len(published.shown) < len(published.frame):
        told.append(say("visits_some_hidden", lang=lang))
    return [paragraph(text, kind="note") for text in told]


def _figure(view: View, items: list[str]) -> Blocks:
    from declic_analysis.figures import visits_figure

    lang, published = view.lang, published_profiles(view.selected)
    own = disclosure.publish_visit_profiles(
        published.frame[published.frame["item"].isin(items)], rules=published.rules
    )  # fmt: skip
    kinds = [Profile.SIAE_KIND.value]
    if own.shown[own.shown["characteristic"].isin(kinds)].empty:
        return Blocks([])
    numbers = tables.visits_table(own, labels=labels_of(view), items=items, characteristics=kinds, lang=lang)
    picture = visits_figure(own, labels=labels_of(view), table=numbers, note="", lang=lang)
    title = view.say("figure_title", audience=format_name(view), title=picture.title, part="")
    return drawing(
        picture, title=title, note=picture.note, summary=view.say("numbers"),
        table_html=tables.to_html(picture.table, caption=title),
    )  # fmt: skip


def _table(view: View, *, items: Iterable[str], characteristics: Iterable[str] = ()) -> Block:
    frame = tables.visits_table(
        published_profiles(view.selected), labels=labels_of(view), items=items, characteristics=characteristics,
        objections=tuple(view.selected.study.analysis.targeting.objections), lang=view.lang,
    )  # fmt: skip
    return table(tables.to_html(frame, caption=say("visits_caption", lang=view.lang, format=format_name(view))))


def _model(view: View, items: Iterable[str]) -> Blocks:
    lang, kept = view.lang, list(items)
    summary, importance = (_items(published, kept) for published in published_targeting(view.selected))
    told = bullets(targeting_sentences(summary, labels=labels_of(view), lang=lang))
    notes = [paragraph(say("model_method", lang=lang), kind="note")]
    if importance.shown.empty:
        return joined([told, *notes])
    frame = tables.importance_table(importance, labels=labels_of(view), lang=lang)
    shown = table(tables.to_html(frame, caption=say("importance_caption", lang=lang)))
    notes.append(paragraph(say("importance_note", lang=lang), kind="note"))
    return joined([told, paragraph(say("visits_caveat", lang=lang), kind="warning"), shown, *notes])


def _items(published: Published, items: list[str]) -> Published:
    gates = {"targeting": disclosure.publish_targeting, "visit_importance": disclosure.publish_visit_importance}
    frame = published.frame
    return gates[published.kind](frame[frame["item"].isin(items)], rules=published.rules)


def _objections(view: View) -> Blocks:
    lang, chosen = view.lang, view.selected.study.analysis.targeting
    shown = published_profiles(view.selected).shown
    asked = [paragraph(say("objections_intro", lang=lang)), heading(say("objections_outcome", lang=lang), level=4)]
    own = shown[shown["item"].isin(chosen.objections)]
    asked.append(_hidden(view) if own.empty else _table(view, items=chosen.objections))
    models = _model(view, chosen.objections)
    beside = shown[shown["item"].isin(chosen.items) & (shown["characteristic"] == Profile.OBJECTIONS.value)]
    told = Profile.OBJECTIONS.value
    last = _hidden(view) if beside.empty else _table(view, items=chosen.items, characteristics=[told])
    caveat = paragraph(say("visits_caveat", lang=lang), kind="warning")
    return joined([*asked, models, heading(say("objections_predictor", lang=lang), level=4), last, caveat])


def labels_of(view: View) -> dict[str, str]:
    codebook = view.selected.study.codebook().drop_duplicates("item")
    return dict(zip(codebook["item"], codebook[f"label_{view.lang}"], strict=True))


def format_name(view: View) -> str:
    """The format of the visits in words."""
    chosen = view.selected.study.analysis.targeting.format
    return next((f.label.of(view.lang) for f in view.selected.study.formats if f.id == chosen), chosen or "")


def pairs_of(selected: Selected) -> pd.DataFrame:
    """Pairs of everybody who visited, all territories: those of the audiences that are followed."""
    starts = {a.id: STARTS[a.design] for a in selected.study.audiences if a.design in STARTS}
    answers, format = selected.responses, selected.study.analysis.targeting.format
    found = [perception.pairs(answers[answers["audience"] == a], wave_from=wave) for a, wave in starts.items()]
    filled = [part for part in found if len(part)]
    every = pd.concat(filled, ignore_index=True) if filled else perception.pairs(answers.iloc[:0])
    return every[every["format"].eq(format or "").fillna(False).astype(bool)]


def visits_of(selected: Selected) -> pd.DataFrame:
    """`visit_answers`. Never shown as it is."""
    chosen = selected.study.analysis.targeting
    return ecosystem.visit_answers(
        pairs_of(selected), actions=register_of(selected, "actions"), structures=register_of(selected, "structures"),
        format=chosen.format or "", items=chosen.items, objections=chosen.objections,
    )  # fmt: skip


def published_profiles(selected: Selected) -> Published:
    """`visit_profiles`, all territories together, behind the gate."""
    return remembered(selected, "visit_profiles", lambda: _published_profiles(selected))


def _published_profiles(selected: Selected) -> Published:
    visits, pairs = visits_of(selected), pairs_of(selected)
    left = pairs["item"].value_counts().sub(visits["item"].value_counts(), fill_value=0)
    frame = ecosystem.visit_profiles(visits, confidence=selected.study.analysis.confidence)
    unplaced = {str(item): int(n) for item, n in left.items()}
    return disclosure.publish_visit_profiles(frame, rules=selected.rules, unplaced=unplaced)


def published_targeting(selected: Selected) -> tuple[Published, Published]:
    """Summary and importance of `visit_targeting`, behind the gate."""
    kept = selected.kept
    if "targeting" not in kept:
        chosen = selected.study.analysis
        found = ecosystem.visit_targeting(
            visits_of(selected), minimum_visits=chosen.targeting.minimum_visits, rng=np.random.default_rng(SEED),
            confidence=chosen.confidence,
        )  # fmt: skip
        selected.keep("targeting", disclosure.publish_targeting(found.summary, rules=selected.rules))
        importance = disclosure.publish_visit_importance(found.importance, rules=selected.rules)
        selected.keep("visit_importance", importance)
    return kept["targeting"], kept["visit_importance"]
