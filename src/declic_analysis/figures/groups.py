"""Groups side by side: the raw net shift of each and, below it, the shrunken one, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures.dots import RAW, SHRUNKEN, dots, dots_alt, dots_table
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.template import sentence_figure
from declic_analysis.wording.formats import percent
from declic_analysis.wording.heterogeneity import group_name, grouping_name
from declic_analysis.wording.texts import say

HEADERS = {"raw_shift": RAW, "shrunken_shift": SHRUNKEN}
KINDS = tuple(HEADERS.values())


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
    title, table = (
        say("groups_title", lang=lang),
        dots_table(rows, kinds=HEADERS, head="grouping", label="group", lang=lang),
    )
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    confidence = percent(rows["confidence"].iloc[0], lang=lang)
    note = f"{say('groups_note', lang=lang, confidence=confidence)} {say('territory_caveat', lang=lang)}"
    return Picture(dots(rows, kinds=KINDS, lang=lang), title, dots_alt(rows, kinds=KINDS, lang=lang), note, table)
