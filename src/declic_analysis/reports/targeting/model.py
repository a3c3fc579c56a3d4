"""The model of who gains from which visit, as a cell shows it: its state, what helps, whether it holds, chances."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict

from declic_analysis import disclosure, tables
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Block, Blocks, bullets, drawing, folded, heading, joined, paragraph
from declic_analysis.reports.targeting.visits import (
    format_name,
    labels_of,
    objections_of,
    published_targeting,
    told,
)
from declic_analysis.vocabulary import Profile, TargetingState
from declic_analysis.wording.targeting import helping_sentence, reliability_sentence, targeting_sentences
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.figures import Picture
    from declic_analysis.reports.results import View


class Words(TypedDict):
    """What figures, tables and sentences need to name what they show."""

    labels: dict[str, str]
    objections: tuple[str, ...]
    lang: str


def model_blocks(view: View) -> Blocks:
    """What became of the model, question by question; where one stands, what it says."""
    return told(view, lambda: models(view, view.selected.study.analysis.targeting.items))


def models(view: View, items: Iterable[str]) -> Blocks:
    """The state of the model of each question; below, those that stand."""
    kept, lang = list(items), view.lang
    whole = published_targeting(view.selected).targeting
    own = disclosure.publish_targeting(whole.frame[whole.frame["item"].isin(kept)], rules=whole.rules)
    states = dict(zip(own.frame["item"], own.frame["state"], strict=True))
    standing = [item for item in kept if states.get(item) == TargetingState.ESTIMATED.value]
    method = [paragraph(say("model_method", lang=lang), kind="note")]
    said = bullets(targeting_sentences(own, labels=labels_of(view), lang=lang))
    caveat = [paragraph(say("model_caveat", lang=lang), kind="warning")] if standing else []
    return joined([said, *caveat, *(_standing(view, item) for item in standing), *method])


def _standing(view: View, item: str) -> Blocks:
    found = published_targeting(view.selected)
    title = heading(labels_of(view).get(item, item), level=4)
    return joined(
        [
            title, *_importance(view, found.visit_importance, item), *_reliability(view, found.visit_reliability, item),
            *_chances(view, found.visit_chances, item),
        ]
    )  # fmt: skip


def _importance(view: View, importance: Published, item: str) -> list[Block | Blocks]:
    from declic_analysis.figures import importance_figure

    if importance.shown[importance.shown["item"] == item].empty:
        return []
    words = Words(labels=labels_of(view), objections=objections_of(view), lang=view.lang)
    picture = importance_figure(importance, item=item, **words)
    return [paragraph(helping_sentence(importance, item=item, **words)), _drawing(view, picture, item)]


def _reliability(view: View, points: Published, item: str) -> list[Block | Blocks]:
    from declic_analysis.figures import visit_reliability_figure

    if points.shown[points.shown["item"] == item].empty:
        return [paragraph(say("visit_reliability_hidden", lang=view.lang), kind="absent")]
    picture = visit_reliability_figure(points, item=item, lang=view.lang)
    return [paragraph(reliability_sentence(points, item=item, lang=view.lang)), _drawing(view, picture, item)]


def _chances(view: View, chances: Published, item: str) -> list[Block | Blocks]:
    from declic_analysis.figures import chances_figure

    rows = tables.visit_rows(chances, items=[item])
    if rows.empty:
        return [paragraph(say("chances_hidden", lang=view.lang), kind="absent")]
    words = Words(labels=labels_of(view), objections=objections_of(view), lang=view.lang)
    numbers = tables.chances_table(chances, items=[item], **words)
    drawn = [
        chances_figure(chances, item=item, characteristics=[one], table=numbers, **words)
        for one in _helping(view, item, among=rows["characteristic"].unique().tolist())
    ]
    whole = say("chances_caption", lang=view.lang, item=labels_of(view).get(item, item))
    unfolded = folded(whole, tables.to_html(numbers, caption=whole))
    return [*(_drawing(view, picture, item, beside=False) for picture in drawn), unfolded]


def _helping(view: View, item: str, *, among: list[str]) -> list[str]:
    """Characteristics that bring something, of those that may be shown; the kind of SIAE where none does."""
    found = published_targeting(view.selected).visit_importance.shown
    own = found[(found["item"] == item) & (found["low"] > 0)]
    helping = [one for one in among if one in set(own["characteristic"])]
    return helping or [one for one in among if one == Profile.SIAE_KIND.value]


def _drawing(view: View, picture: Picture, item: str, *, beside: bool = True) -> Blocks:
    label = labels_of(view).get(item, item)
    title = view.say("figure_title", audience=f"{format_name(view)}, {label}", title=picture.title, part="")
    numbers = tables.to_html(picture.table, caption=title) if beside else ""
    return drawing(
        picture, title=title, note=picture.note, summary=view.say("numbers"), table_html=numbers, printed=False
    )
