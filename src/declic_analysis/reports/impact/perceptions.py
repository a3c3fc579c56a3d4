"""Have minds changed, audience by audience, on the questions named beforehand: one short figure."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from declic_analysis import disclosure, tables
from declic_analysis.disclosure import Published
from declic_analysis.reports import designs, results
from declic_analysis.reports.blocks import Block, Blocks, drawing, heading, joined, paragraph
from declic_analysis.reports.gated import STARTS
from declic_analysis.reports.results import SHIFTS_A_PAGE, View
from declic_analysis.study.model import Audience
from declic_analysis.wording.texts import say


def perceptions_blocks(view: View) -> Blocks:
    """Confirmatory questions: one figure of all audiences that are followed; the others by their own design."""
    answered = set(view.selected.responses["audience"])
    here = [a for a in view.audiences if a.id in answered]
    followed = [a for a in here if a.design in STARTS]
    others = [a for a in here if a.design not in STARTS]
    shown = joined([*_followed(view, followed), *(_other(view, audience) for audience in others)])
    return shown or Blocks([paragraph(view.say("no_answers"), kind="absent")])


def _followed(view: View, audiences: list[Audience]) -> Iterator[Block | Blocks]:
    from declic_analysis.figures import net_shift_figure

    chosen = _chosen(view, audiences)
    if chosen.frame.empty:
        if audiences:
            yield paragraph(say("no_confirmatory", lang=view.lang), kind="absent")
        return
    several = chosen.frame["audience"].nunique() > 1
    picture = net_shift_figure(
        chosen, codebook=view.selected.study.codebook(), lang=view.lang, names=view.names if several else None
    )
    yield drawing(
        picture, title=say("perceptions_title", lang=view.lang), note=picture.note,
        table_html=tables.to_html(picture.table, caption=picture.title), summary=view.say("numbers"), printed=False,
    )  # fmt: skip
    yield from _left_out(view, audiences, shown=len(chosen.frame))


def _chosen(view: View, audiences: list[Audience]) -> Published:
    """The confirmatory questions of these audiences, as many as a figure takes."""
    items = view.selected.items
    frame = items.frame
    confirmatory = frame["confirmatory"].fillna(False).astype(bool) & frame["audience"].isin([a.id for a in audiences])
    asked = [(a.id, item) for a in audiences for item in results.asked_twice(view, a)]
    keys = pd.Series(list(zip(frame["audience"], frame["item"], strict=True)), index=frame.index, dtype="object")
    own = frame[confirmatory & keys.isin(asked)].groupby("audience", sort=False).head(SHIFTS_A_PAGE)
    # Rows that the gate has emptied stay empty: their marks travel with them.
    return disclosure.publish_shift(own, rules=items.rules, by=items.by)


def _left_out(view: View, audiences: list[Audience], *, shown: int) -> Iterator[Block]:
    asked = sum(len(results.asked_twice(view, audience)) for audience in audiences)
    if asked > shown:
        yield paragraph(say("perceptions_others", lang=view.lang, n=str(asked - shown)), kind="note")


def _other(view: View, audience: Audience) -> Blocks:
    return joined([heading(audience.label.of(view.lang), level=4), designs.shifts(view, audience)])
