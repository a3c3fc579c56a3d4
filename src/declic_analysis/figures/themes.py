"""Themes of free answers: the change in the share of people who speak of each, with its interval."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.dots import Kind, dots, dots_alt, dots_table
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.template import sentence_figure
from declic_analysis.vocabulary import Valence
from declic_analysis.wording.formats import percent
from declic_analysis.wording.texts import say

CHANGE = Kind("change_short", "change", "low", "high", "diamond", palette.MOVED)
HEADERS = {"theme_change": CHANGE}
HEADS = {Valence.ASSET.value: "assets", Valence.OBSTACLE.value: "obstacles", Valence.OTHER.value: "others"}
TOGETHER = ("any_asset", "any_obstacle")


def themes_figure(
    themes: Published, *, labels: Mapping[str, str], names: Mapping[str, str], lang: str = "fr", together: bool = False
) -> Picture:
    """A published `theme_shift` as points with intervals, assets first.

    Parameters: labels, theme → label; names, audience → label; together: the two rows over all assets and over all
    obstacles, audience by audience, in place of the themes. Rows whose change is not published, and themes that nobody
    speaks of, have no line. Nothing to draw gives a sentence in place of a figure.
    Raises: ContractError, for a bare frame.
    """
    rows = require_published(themes, kind="themes").shown.dropna(subset=["change"])
    rows = rows[rows["theme"].isin(TOGETHER) == together]
    rows = rows if together else rows[rows["spoken"].astype(bool)]
    rows = _told(rows, labels=labels, names=names, together=together, lang=lang)
    title = say("themes_together_title" if together else "themes_title", lang=lang)
    table = dots_table(rows, kinds=HEADERS, head="audience" if together else "valence", label="theme", lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    words = "themes_together_note" if together else "themes_note"
    note = say(words, lang=lang, confidence=percent(rows["confidence"].iloc[0], lang=lang))
    kinds = list(HEADERS.values())
    figure = dots(rows, kinds=kinds, lang=lang, axis="themes_axis")
    return Picture(figure, title, dots_alt(rows, kinds=kinds, lang=lang), note, table)


def _told(
    rows: pd.DataFrame, *, labels: Mapping[str, str], names: Mapping[str, str], together: bool, lang: str
) -> pd.DataFrame:
    words = [say(t, lang=lang) if t in TOGETHER else labels[t] for t in rows["theme"]]
    if together:
        heads = [names.get(a, a) for a in rows["audience"]]
        order = list(rows["audience"])
    else:
        heads = [say(HEADS[v], lang=lang) for v in rows["valence"]]
        order = [list(HEADS).index(v) for v in rows["valence"]]
    told = rows.assign(
        head=pd.Series(heads, index=rows.index, dtype="str"), label=pd.Series(words, index=rows.index, dtype="str")
    )
    return told.assign(order=order).sort_values("order", kind="stable").drop(columns="order")
