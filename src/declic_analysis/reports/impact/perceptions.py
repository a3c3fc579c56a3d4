"""Have minds changed, audience by audience, on the questions named beforehand: a short figure each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from declic_analysis import disclosure, tables
from declic_analysis.disclosure import Published
from declic_analysis.reports import designs, results
from declic_analysis.reports.blocks import Block, Blocks, drawing, heading, joined, paragraph
from declic_analysis.reports.gated import STARTS
from declic_analysis.reports.results import SHIFTS_A_PAGE, View
from declic_analysis.study.model import Audience
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.figures import Picture


def perceptions_blocks(view: View) -> Blocks:
    """Confirmatory questions: a figure an audience that is followed; the others by their own design."""
    answered = set(view.selected.responses["audience"])
    here = [a for a in view.audiences if a.id in answered]
    followed = [a for a in here if a.design in STARTS]
    others = [a for a in here if a.design not in STARTS]
    shown = joined([*_followed(view, followed), *(_other(view, audience) for audience in others)])
    return shown  # without an answer the results of persons, just above, have said so


def _followed(view: View, audiences: list[Audience]) -> Iterator[Block | Blocks]:
    chosen = [(a, found) for a in audiences if not (found := _chosen(view, [a])).frame.empty]
    if audiences and not chosen:
        yield paragraph(say("no_confirmatory", lang=view.lang), kind="absent")
        return
    for audience, found in chosen:
        yield _figure(view, audience, found)
    if chosen:
        yield paragraph(_picture(view, _chosen(view, audiences)).note, kind="note")
        yield from _left_out(view, audiences, shown=sum(len(found.frame) for _, found in chosen))


def _picture(view: View, chosen: Published) -> Picture:
    from declic_analysis.figures import net_shift_figure

    return net_shift_figure(chosen, codebook=view.selected.study.codebook(), lang=view.lang)


def _figure(view: View, audience: Audience, chosen: Published) -> Blocks:
    """Small enough to end a sheet; what all of them need to be read is said once, below them."""
    picture = _picture(view, chosen)
    title = say("perceptions_of", lang=view.lang, audience=audience.label.of(view.lang))
    return drawing(
        picture, title=title, note="",
        table_html=tables.to_html(picture.table, caption=title), summary=view.say("numbers"), printed=False,
    )  # fmt: skip


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
