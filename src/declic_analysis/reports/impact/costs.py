"""What the programme cost, and over what: an average of what was done, never the price of one more."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from declic_analysis import tables, wording
from declic_analysis.disclosure import Published
from declic_analysis.reports import registers
from declic_analysis.reports.blocks import Block, Blocks, joined, paragraph, table
from declic_analysis.reports.hiring.followed import register_of
from declic_analysis.reports.hiring.jobs import published_cost
from declic_analysis.reports.results import View
from declic_analysis.vocabulary import Edition
from declic_analysis.wording.done import OF_ACTIONS
from declic_analysis.wording.formats import missing
from declic_analysis.wording.texts import say


def costs_blocks(view: View, *, taken: Published | None, edition: str) -> Blocks:
    """Full cost by heading (each line of the study in the full edition), then over actions, persons, attendances and,
    with its interval and caveat, over what followed; each with its n.

    Parameters: taken, the published `participation` of the selection; None where no action is listed.
    """
    if register_of(view.selected, "costs").empty:
        return Blocks([paragraph(say("costs_unknown", lang=view.lang), kind="absent")])
    total = registers.full_cost(view)
    whole = edition == Edition.COMMITTEE and total is not None
    spent = [_headings(view)] if whole else list(registers.cost_rows(view))
    if total is None:
        return joined([*spent, paragraph(say("costs_part", lang=view.lang), kind="note")])
    return joined([*spent, *_over(view, total, taken)])


def _headings(view: View) -> Block:
    lang = view.lang
    words = {c.heading.fr: c.heading.of(lang) for c in view.selected.study.framework.costs}
    costs = register_of(view.selected, "costs")
    sums = costs.assign(heading=costs["heading"].map(lambda one: words.get(one, one))).groupby("heading")["euros"].sum()
    rows = [[str(heading), wording.euros(euros, lang=lang)] for heading, euros in sums.items()]
    rows.append([view.say("total"), wording.euros(sums.sum(), lang=lang)])
    frame = pd.DataFrame(rows, columns=[view.say("heading"), view.say("amount")])
    return table(tables.to_html(frame, caption=view.say("costs_caption")))


def _over(view: View, total: float, taken: Published | None) -> Iterator[Block]:
    lang, followed = view.lang, published_cost(view.selected)
    rows = [*_of_actions(view, total, taken), *_of_outcomes(followed, lang=lang)]
    if rows:
        names = [say(f"cost_over_{key}", lang=lang) for key in ("what", "n", "mean")]
        frame = pd.DataFrame(rows, columns=names)
        yield table(tables.to_html(frame, caption=say("cost_over_caption", lang=lang)))
    confidence = wording.percent(view.selected.study.analysis.confidence, lang=lang)
    told = [say("cost_over_note", lang=lang)]
    told += [] if followed.frame.empty else [say("cost_over_outcomes", lang=lang, confidence=confidence)]
    yield paragraph(" ".join(told), kind="note")


def _of_actions(view: View, total: float, taken: Published | None) -> Iterator[list[str]]:
    if taken is None:
        return
    row = taken.frame.iloc[0]
    for measure in OF_ACTIONS:
        n = row[f"n_{measure.value}"]
        name = say(f"cost_over_{measure.value}", lang=view.lang)
        if missing(n):
            told = say("unknown" if bool(row["published"]) else "not_published", lang=view.lang)
            yield [name, told, told]
        elif int(n) > 0:
            yield [name, wording.integer(n, lang=view.lang), wording.euros(total / int(n), lang=view.lang)]


def _of_outcomes(followed: Published, *, lang: str) -> list[list[str]]:
    if followed.frame.empty:
        return []
    return [list(row) for row in tables.cost_table(followed, lang=lang).itertuples(index=False, name=None)]
