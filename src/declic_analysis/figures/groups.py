"""Groups side by side: the raw net shift of each and, below it, the shrunken one, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures.dots import RAW, SHRUNKEN, dots, numbers
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.template import sentence_figure
from declic_analysis.wording.formats import integer, percent
from declic_analysis.wording.heterogeneity import group_name, grouping_name
from declic_analysis.wording.texts import say

KINDS = (RAW, SHRUNKEN)


def groups_figure(groups: Published, *, names: Mapping[str, str], lang: str = "fr") -> Picture:
    """Net shift of each group of a published `heterogeneity` of one audience, in points: raw above, shrunken below.

    Parameters: names: id → label of territories and formats. Groupings that are not published have no line here: their
    sentence says why. Nothing to draw gives a sentence in place of a figure.
    Raises: ContractError, for a bare frame.
    """
    rows = require_published(groups, kind="heterogeneity").shown
    rows = rows[rows["n_groups"] > 1]
    labels = [group_name(g, k, names=names, lang=lang) for g, k in zip(rows["grouping"], rows["group"], strict=True)]
    heads = [grouping_name(str(name), lang=lang) for name in rows["grouping"]]
    rows = rows.assign(
        head=pd.Series(heads, index=rows.index, dtype="str"), label=pd.Series(labels, index=rows.index, dtype="str")
    )
    title, table = say("groups_title", lang=lang), _table(rows, lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    confidence = percent(rows["confidence"].iloc[0], lang=lang)
    note = f"{say('groups_note', lang=lang, confidence=confidence)} {say('territory_caveat', lang=lang)}"
    return Picture(dots(rows, kinds=KINDS, lang=lang), title, _alt(rows, lang=lang), note, table)


def _alt(rows: pd.DataFrame, *, lang: str) -> str:
    told = [say("alt_groups", lang=lang)]
    for _, row in rows.iterrows():
        value = ", ".join(f"{say(kind.word, lang=lang)} {numbers(row, kind, lang=lang)}" for kind in KINDS)
        who = f"{row['head']}, {row['label']}"
        told.append(say("alt_groups_item", lang=lang, group=who, value=value))
    return " ".join(told)


def _table(rows: pd.DataFrame, *, lang: str) -> pd.DataFrame:
    columns = {
        say("grouping", lang=lang): rows["head"].tolist(),
        say("group", lang=lang): rows["label"].tolist(),
        say("n_pairs", lang=lang): [integer(n, lang=lang) for n in rows["n_pairs"]],
        say("raw_shift", lang=lang): [numbers(row, RAW, lang=lang) for _, row in rows.iterrows()],
        say("shrunken_shift", lang=lang): [numbers(row, SHRUNKEN, lang=lang) for _, row in rows.iterrows()],
    }
    return pd.DataFrame(columns, dtype="str")
