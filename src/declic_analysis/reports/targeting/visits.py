"""Visitors, their company and the place visited, as a cell shows them: the plain table, the model, the objections."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis import disclosure, ecosystem, perception, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Block, Blocks, drawing, folded, heading, joined, paragraph, table
from declic_analysis.reports.gated import SEED, STARTS
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.reports.partners.chosen import remembered
from declic_analysis.vocabulary import Profile, Standpoint
from declic_analysis.vocabulary.targeting import objection
from declic_analysis.wording.texts import say

OF_PEOPLE = (Profile.SIZE.value, Profile.ACTIVITY.value, Profile.HR_CAPACITY.value, Profile.PAST_ANSWER.value)
OF_COMPANIES = (Profile.SIZE, Profile.ACTIVITY, Profile.HR_CAPACITY, Profile.SIAE_KIND)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View


def profile_blocks(view: View) -> Blocks:
    """The plain table of the questions that a visit may change, with a figure by kind of SIAE."""
    return told(view, lambda: _profiles(view))


def objection_blocks(view: View) -> Blocks:
    """The objections as outcomes, then as what is known of visitors before."""
    if not view.selected.study.analysis.targeting.objections:
        return Blocks([paragraph(say("objections_none", lang=view.lang), kind="absent")])
    return told(view, lambda: _objections(view))


def told(view: View, shown: Callable[[], Blocks]) -> Blocks:
    """The blocks, or why there is none."""
    selected, lang, chosen = view.selected, view.lang, view.selected.study.analysis.targeting
    if chosen.format is None:
        return Blocks([paragraph(say("targeting_unstated", lang=lang), kind="absent")])
    if not (chosen.items or chosen.objections):
        return Blocks([paragraph(say("targeting_no_item", lang=lang), kind="absent")])
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
    own = [*OF_PEOPLE, *(objection(k) for k in range(len(objections_of(view))))]  # kinds stand in the figure
    tabled = plain_tables(view, items, characteristics=own)
    return joined([caveat, *_figure(view, items), *tabled, *_notes(view)])


def _hidden(view: View) -> Block:
    rules, lang = view.selected.rules, view.lang
    limits = {name: wording.integer(getattr(rules, name), lang=lang) for name in ("base", "structures")}
    return paragraph(say("visits_hidden", lang=lang, format=format_name(view), **limits), kind="withheld")


def _notes(view: View) -> list[Block]:
    lang, published = view.lang, published_profiles(view.selected)
    level = wording.percent(view.selected.study.analysis.confidence, lang=lang)
    texts = [say("visits_note", lang=lang, confidence=level)]
    if missing_of(view):
        texts.append(say("visits_unknown", lang=lang, names=", ".join(missing_of(view))))
    if len(published.shown) < len(published.frame):
        texts.append(say("visits_some_hidden", lang=lang))
    return [paragraph(text, kind="note") for text in texts]


def missing_of(view: View) -> list[str]:
    """Characteristics of companies that are known of nobody who visited, in words."""
    visits = visits_of(view.selected)
    known = [member for member in OF_COMPANIES if (visits[member.value] == Standpoint.UNKNOWN.value).all()]
    return sorted(member.label.of(view.lang) for member in known)


def _figure(view: View, items: list[str]) -> Blocks:
    from declic_analysis.figures import visits_figure

    lang, published = view.lang, published_profiles(view.selected)
    own = disclosure.publish_visit_profiles(
        published.frame[published.frame["item"].isin(items)], rules=published.rules
    )  # fmt: skip
    kinds = [Profile.SIAE_KIND.value]
    if own.shown[own.shown["characteristic"].isin(kinds)].empty:
        return Blocks([])
    numbers = tables.visits_table(
        own, labels=labels_of(view), objections=objections_of(view), items=items, characteristics=kinds, lang=lang
    )  # fmt: skip
    picture = visits_figure(own, labels=labels_of(view), table=numbers, note="", lang=lang)
    title = view.say("figure_title", audience=format_name(view), title=picture.title, part="")
    return drawing(
        picture, title=title, note=picture.note, summary=view.say("numbers"),
        table_html=tables.to_html(picture.table, caption=title),
    )  # fmt: skip


def plain_tables(
    view: View, items: Iterable[str], *, characteristics: Iterable[str] = (), unfold: bool = False
) -> list[Block]:
    """A table a question over all kinds of SIAE, and one kind by kind that unfolds; unfold: both do."""
    published, lang = published_profiles(view.selected), view.lang
    shown, kept = list[Block](), list(characteristics)
    for item in items:
        for crossed in (False, True):
            if tables.visit_rows(published, items=[item], characteristics=kept, crossed=crossed).empty:
                continue
            frame = tables.visits_table(
                published, labels=labels_of(view), objections=objections_of(view), items=[item], characteristics=kept,
                crossed=crossed, lang=lang,
            )  # fmt: skip
            words = {"format": format_name(view), "item": labels_of(view).get(item, item)}
            caption = say("visits_caption_crossed" if crossed else "visits_caption", lang=lang, **words)
            markup = tables.to_html(frame, caption=caption)
            shown.append(folded(caption, markup) if crossed or unfold else table(markup))
    return shown


def _objections(view: View) -> Blocks:
    from declic_analysis.reports.targeting.model import models

    lang, chosen = view.lang, view.selected.study.analysis.targeting
    asked = [paragraph(say("objections_intro", lang=lang)), heading(say("objections_outcome", lang=lang), level=4)]
    outcome = [*_figure(view, chosen.objections), *plain_tables(view, chosen.objections, unfold=True)] or [
        _hidden(view)
    ]
    before = [objection(k) for k in range(len(chosen.objections))]
    beside = plain_tables(view, chosen.items, characteristics=before) or [_hidden(view)]
    caveat = paragraph(say("visits_caveat", lang=lang), kind="warning")
    second = heading(say("objections_predictor", lang=lang), level=4)
    return joined([*asked, *outcome, models(view, chosen.objections), second, *beside, caveat])


def objections_of(view: View) -> tuple[str, ...]:
    """Items on objections to visits, in the study's order."""
    return tuple(view.selected.study.analysis.targeting.objections)


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


class Shown(NamedTuple):
    """What is shown of `visit_targeting`, behind the gate."""

    targeting: Published
    visit_importance: Published
    visit_chances: Published
    visit_reliability: Published


def published_targeting(selected: Selected) -> Shown:
    """Summary, importance, chances, reliability of `visit_targeting`, behind the gate."""
    kept, rules = selected.kept, selected.rules
    if "targeting" not in kept:
        chosen = selected.study.analysis
        found = ecosystem.visit_targeting(
            visits_of(selected), minimum_visits=chosen.targeting.minimum_visits, rng=np.random.default_rng(SEED),
            minimum_base=rules.base, confidence=chosen.confidence,
        )  # fmt: skip
        selected.keep("targeting", disclosure.publish_targeting(found.summary, rules=rules))
        selected.keep("visit_importance", disclosure.publish_visit_importance(found.importance, rules=rules))
        beside = published_profiles(selected)
        chances = disclosure.publish_visit_chances(found.chances, rules=rules, profiles=beside)
        selected.keep("visit_chances", chances)
        selected.keep("visit_reliability", disclosure.publish_visit_reliability(found.reliability, rules=rules))
    return Shown(*(kept[name] for name in Shown._fields))
