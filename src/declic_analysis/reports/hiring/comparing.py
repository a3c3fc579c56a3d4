"""Hires beside a comparison group → what a cell shows; without a group, one sentence that says what would be needed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from declic_analysis import disclosure, tables, wording
from declic_analysis.conversions.comparison import hire_balance, hire_comparison, hire_overlap
from declic_analysis.reports.blocks import Blocks, bullets, drawing, joined, paragraph, table
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.vocabulary import Group, PrescriberKind
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.disclosure import Published
    from declic_analysis.figures import Picture
    from declic_analysis.reports.gated import Selected
    from declic_analysis.reports.results import View
    from declic_analysis.study.model import ComparisonGroup

SEED = 20240101  # of the splits into folds, so that two runs print the same page


def hire_comparison_blocks(view: View) -> Blocks:
    """The groups, the difference, how solid it is, balance, overlap, what it cannot rule out."""
    selected, lang = view.selected.both or view.selected, view.lang
    group = selected.study.comparison_group
    intro = paragraph(wording.hires_intro(group, lang=lang), kind="absent" if group is None else "note")
    if group is None:
        return Blocks([intro])
    if selected.journeys.empty:
        return Blocks([intro, paragraph(view.say("hires_unknown"), kind="absent")])
    treated = in_programme(selected)
    if treated.empty:
        return Blocks([intro, paragraph(say("hires_group_nobody", lang=lang), kind="absent")])
    origin = selected.study.analysis.hiring.origin.value
    limits = bullets(wording.hires_limits(group, origin=origin, lang=lang), kind="note")
    together = [paragraph(view.say("range_together"), kind="note")] if view.selected.territory else []
    return joined([intro, *together, *_results(view, group, treated=treated, origin=origin), limits])


def in_programme(selected: Selected) -> pd.Series:
    """True or false by candidate, as the register tells; those of no known group are left out."""
    people = register_of(selected, "candidates")
    known = people[people["group"].notna()].set_index("candidate")["group"]
    return known == Group.PROGRAMME.value


def _results(view: View, group: ComparisonGroup, *, treated: pd.Series, origin: str) -> list[Blocks]:
    """One window, the longest: two windows side by side would tell the hires between them one by one."""
    selected, lang, rules = view.selected.both or view.selected, view.lang, view.selected.rules
    told: dict[str, Any] = {
        "treated": treated,
        "covariates": [str(name) for name in group.adjust_for],
        "window_days": selected.study.analysis.hiring.windows_days[-1],
        "cutoff": selected.hires_cutoff or dt.date.min,
    }
    confidence, rng = selected.study.analysis.confidence, np.random.default_rng(SEED)
    frame = hire_comparison(selected.journeys, rng=rng, confidence=confidence, **told)
    compared = selected.keep("hire_comparison", disclosure.publish_hire_comparison(frame, rules=rules))
    sentences = wording.hire_comparison_sentences(compared, group=group, origin=origin, lang=lang)
    if not bool(compared.frame["published"].all()):
        return [Blocks([paragraph(line, kind="withheld") for line in sentences])]
    caption = say("hires_compare_caption", lang=lang, days=str(told["window_days"]))
    shown = tables.hire_comparison_table(compared, group=group, lang=lang)
    balance = disclosure.publish_hire_balance(hire_balance(selected.journeys, **told), rules=rules)
    overlap = disclosure.publish_hire_overlap(hire_overlap(selected.journeys, **told), rules=rules)
    selected.keep("hire_balance", balance)
    selected.keep("hire_overlap", overlap)
    return [
        Blocks([bullets(sentences), table(tables.to_html(shown, caption=caption))]),
        *_pictures(view, balance=balance, overlap=overlap),
    ]


def _pictures(view: View, *, balance: Published, overlap: Published) -> list[Blocks]:
    from declic_analysis.figures import balance_figure, overlap_figure

    names = view.names | {kind.value: kind.label.of(view.lang) for kind in PrescriberKind}
    found = [balance_figure(balance, names=names, lang=view.lang), overlap_figure(overlap, lang=view.lang)]
    return [_drawn(view, picture) for picture in found]


def _drawn(view: View, picture: Picture) -> Blocks:
    html = tables.to_html(picture.table, caption=picture.title)
    return drawing(picture, title=picture.title, note=picture.note, table_html=html, summary=view.say("numbers"))
