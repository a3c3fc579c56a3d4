"""Formats question by question: the raw net shift of each and, below it, the mean over its actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures.dots import POOLED, RAW, dots, numbers
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.template import sentence_figure
from declic_analysis.wording.formats import integer, percent
from declic_analysis.wording.texts import say

KINDS = (RAW, POOLED)


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
    title, table = say("formats_title", lang=lang), _table(rows, lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    note = say("formats_note", lang=lang, confidence=percent(rows["confidence"].iloc[0], lang=lang))
    return Picture(dots(rows, kinds=KINDS, lang=lang), title, _alt(rows, lang=lang), note, table)


def _alt(rows: pd.DataFrame, *, lang: str) -> str:
    told = [say("alt_groups", lang=lang)]
    for _, row in rows.iterrows():
        value = ", ".join(f"{say(kind.word, lang=lang)} {numbers(row, kind, lang=lang)}" for kind in KINDS)
        told.append(say("alt_groups_item", lang=lang, group=f"{row['head']} {row['label']}", value=value))
    return " ".join(told)


def _table(rows: pd.DataFrame, *, lang: str) -> pd.DataFrame:
    columns = {
        say("question", lang=lang): rows["head"].tolist(),
        say("format", lang=lang): rows["label"].tolist(),
        say("n_pairs", lang=lang): [integer(n, lang=lang) for n in rows["n_pairs"]],
        say("raw_shift", lang=lang): [numbers(row, RAW, lang=lang) for _, row in rows.iterrows()],
        say("pooled_shift", lang=lang): [numbers(row, POOLED, lang=lang) for _, row in rows.iterrows()],
    }
    return pd.DataFrame(columns, dtype="str")
