"""Formats question by question: the raw net shift of each and, below it, the mean over its actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures.dots import POOLED, RAW, dots, dots_alt, dots_table
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.template import sentence_figure
from declic_analysis.wording.formats import percent
from declic_analysis.wording.texts import say

HEADERS = {"raw_shift": RAW, "pooled_shift": POOLED}
KINDS = tuple(HEADERS.values())


def formats_figure(
    formats: Published,
    *,
    labels: Mapping[str, str],
    names: Mapping[str, str],
    lang: str = "fr",
    items: Sequence[str] | None = None,
) -> Picture:
    """Net shift of each format of a published `format_shift` of one audience, in points: raw above, by action below.

    Parameters: labels, item → question; names, format → label; items (optional): only these. Rows that are not
    published have no line here. Nothing to draw gives a sentence in place of a figure.
    Raises: ContractError, for a bare frame.
    """
    rows = require_published(formats, kind="formats").shown
    rows = rows if items is None else rows[rows["item"].isin(items)]
    told = {"head": [labels[item] for item in rows["item"]], "label": [names.get(f, f) for f in rows["format"]]}
    rows = rows.assign(**{name: pd.Series(values, index=rows.index, dtype="str") for name, values in told.items()})
    title, table = (
        say("formats_title", lang=lang),
        dots_table(rows, kinds=HEADERS, head="question", label="format", lang=lang),
    )
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    note = say("formats_note", lang=lang, confidence=percent(rows["confidence"].iloc[0], lang=lang))
    return Picture(dots(rows, kinds=KINDS, lang=lang), title, dots_alt(rows, kinds=KINDS, lang=lang), note, table)
