"""Who took part: people reached against the target, and the share of unexcused absences."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.bars import Piece, Row, bars
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.shares import Mark, shares, shares_alt
from declic_analysis.figures.template import sentence_figure
from declic_analysis.wording.formats import integer, missing, percent
from declic_analysis.wording.targeting import reached_words
from declic_analysis.wording.texts import say

RIGHT = 190  # pixels kept for "72 sur 80 prévues (90 %)"
ABSENT = Mark("", "noshow_rate", "noshow_low", "noshow_high", "circle", palette.MOVED)


def taken_figure(
    taken: Published, *, heads: Sequence[str], labels: Sequence[str], planned: Sequence[int | None],
    table: pd.DataFrame, note: str = "", lang: str = "fr",
) -> Picture:  # fmt: skip
    """People reached, a bar a row of a published `participation`, and what is left to the target.

    Parameters: heads, labels, planned (people; None: no target), one a row; table, its twin. A row that is not
    published keeps its line, without a bar. Raises: ContractError, for a bare frame.
    """
    frame = require_published(taken, kind="participation").frame
    numbers = [None if missing(n) else int(n) for n in frame["n_persons"]]
    said = [
        reached_words(n, aim, published=bool(shown), lang=lang)
        for n, aim, shown in zip(numbers, planned, frame["published"], strict=True)
    ]
    title = say("taken_title_aims" if any(aim is not None for aim in planned) else "taken_title", lang=lang)
    if not any(numbers) and not any(planned):
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    rows = [
        Row(head, label, _pieces(n, aim, told, lang=lang), told)
        for head, label, n, aim, told in zip(heads, labels, numbers, planned, said, strict=True)
    ]
    legend = [(say("taken_reached", lang=lang), palette.MOVED)]
    if any(aim is not None and n is not None and aim > n for n, aim in zip(numbers, planned, strict=True)):
        legend.append((say("taken_left", lang=lang), palette.GRID))
    names = [f"{head}, {label}" if head else label for head, label in zip(heads, labels, strict=True)]
    alt = [say("alt_groups_item", lang=lang, group=name, value=told) for name, told in zip(names, said, strict=True)]
    words = " ".join([say("alt_taken", lang=lang), *alt])
    return Picture(bars(rows, lang=lang, legend=legend, right=RIGHT), title, words, note, table)


def _pieces(n: int | None, aim: int | None, told: str, *, lang: str) -> list[Piece]:
    if n is None:
        return []
    reached = Piece(float(n), palette.MOVED, integer(n, lang=lang), told)
    left = (aim or 0) - n
    return [reached, Piece(float(left), palette.GRID, "", told)] if left > 0 else [reached]


def absence_figure(
    taken: Published, *, heads: Sequence[str], labels: Sequence[str], table: pd.DataFrame, confidence: float,
    lang: str = "fr",
) -> Picture:  # fmt: skip
    """Unexcused absences among attendances whose outcome is known, a row each with its Wilson interval.

    Raises: ContractError, for a bare frame.
    """
    frame = require_published(taken, kind="participation").frame
    told = frame.assign(head=list(heads), label=list(labels))
    rows = told[~told["noshow_rate"].isna()]
    title = say("absence_title", lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    counted = [
        say("taken_of_n", lang=lang, label=label, n=integer(n, lang=lang))
        for label, n in zip(rows["label"], rows["n_resolved"], strict=True)
    ]
    drawn = rows.assign(label=counted)
    note = say("absence_note", lang=lang, confidence=percent(confidence, lang=lang))
    return Picture(
        shares(drawn, marks=[ABSENT], lang=lang, axis="absence_axis"), title,
        shares_alt(drawn, marks=[ABSENT], start="alt_absence", lang=lang), note, table,
    )  # fmt: skip
