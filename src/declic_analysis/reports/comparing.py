"""Changes beside a comparison group → what a cell shows: how it was formed, sentences, figures, tables, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from declic_analysis import disclosure, perception, schemas, tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports.blocks import Blocks, bullets, drawing, joined, paragraph, table
from declic_analysis.vocabulary import Group
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View
    from declic_analysis.study.model import Audience, ComparisonGroup

A_FIGURE = 8  # questions a figure, so that it fits a sheet of A4


def compared(selected: Selected, *, starts: dict[str, str], seed: int) -> Published:
    """`group_comparison` of the audiences that are followed, all territories together, behind the gate."""
    answers, chosen = selected.responses, selected.study.analysis
    parts = [
        perception.group_comparison(
            answers[answers["audience"] == audience],
            codebook=selected.study.codebook(),
            treated=in_programme(selected, audience),
            wave_from=start,
            confidence=chosen.confidence,
            alpha=chosen.alpha,
            minimum_base=selected.rules.base,
            rng=np.random.default_rng(seed),
        )
        for audience, start in starts.items()
    ]
    filled = [part for part in parts if len(part)] or parts[:1]
    return disclosure.publish_group_comparison(pd.concat(filled, ignore_index=True), rules=selected.rules)


def in_programme(selected: Selected, audience: str) -> pd.Series:
    """True or false by person of an audience, as `participants.group` tells; those of no known group are left out."""
    people = selected.registers.get("participants", schemas.empty("participants"))
    known = people[people["group"].notna() & (people["audience"] == audience)].set_index("person")["group"]
    return known == Group.PROGRAMME.value


def comparison_blocks(view: View) -> Blocks:
    """One sentence where the study has no comparison group; else each audience under its own heading."""
    from declic_analysis.reports.results import by_audience

    group, lang = view.selected.study.comparison_group, view.lang
    told = paragraph(wording.comparison_intro(group, lang=lang), kind="absent" if group is None else "note")
    if group is None:
        return Blocks([told])
    found = view.selected.comparison
    limits = bullets(wording.comparison_limits(group, lang=lang), kind="note")
    return joined([told, by_audience(view, lambda v, a: _audience(v, a, found, group)), limits])


def _audience(view: View, audience: Audience, found: Published | None, group: ComparisonGroup) -> Blocks:
    rows = None if found is None else found.frame[found.frame["audience"] == audience.id]
    if rows is None or rows.empty:
        return Blocks([paragraph(say("group_nobody", lang=view.lang), kind="absent")])
    own, lang, name = disclosure.publish_group_comparison(rows, rules=view.selected.rules), view.lang, audience.label
    labels = _labels(view)
    shown = tables.comparison_table(own, group=group, labels=labels, lang=lang)
    lost = tables.lost_table(own, labels=labels, lang=lang)
    captions = [say(key, lang=lang, audience=name.of(lang)) for key in ("group_caption", "lost_caption")]
    return joined(
        [
            *([paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []),
            bullets(wording.comparison_sentences(own, group=group, labels=labels, lang=lang)),
            *_figures(view, own, group=group, labels=labels),
            table(tables.to_html(shown, caption=captions[0])),
            table(tables.to_html(lost, caption=captions[1])),
            paragraph(" ".join([say("lost_note", lang=lang), *wording.clustered_note(own, lang=lang)]), kind="note"),
        ]
    )


def _labels(view: View) -> dict[str, str]:
    codebook = view.selected.study.codebook().drop_duplicates("item")
    return dict(zip(codebook["item"], codebook[f"label_{view.lang}"], strict=True))


def _figures(view: View, own: Published, *, group: ComparisonGroup, labels: dict[str, str]) -> list[Blocks]:
    """A figure a scale, in portions that fit a page."""
    from declic_analysis.figures import comparison_figure

    sizes = {item.id: len(view.selected.study.scale(item.scale).levels) for item in view.selected.study.items}
    made = []
    for n_levels, rows in own.frame.groupby(own.frame["item"].map(sizes), sort=False):
        for first in range(0, len(rows), A_FIGURE):
            part = disclosure.publish_group_comparison(rows.iloc[first : first + A_FIGURE], rules=own.rules)
            picture = comparison_figure(part, group=group, labels=labels, n_levels=int(n_levels), lang=view.lang)
            html = tables.to_html(picture.table, caption=picture.title)
            summary = view.say("numbers")
            made.append(drawing(picture, title=picture.title, note=picture.note, table_html=html, summary=summary))
    return made
