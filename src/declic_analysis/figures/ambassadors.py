"""Ambassadors from volunteer to active, and the views of the videos export by export."""

from __future__ import annotations

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.bars import Piece, Row, bars
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.template import sentence_figure
from declic_analysis.wording.ambassadors import count_words, stage_words
from declic_analysis.wording.formats import day, integer, missing
from declic_analysis.wording.texts import say


def pipeline_figure(pipeline: Published, *, table: pd.DataFrame, note: str, lang: str = "fr") -> Picture:
    """A bar a stage, as long as the people who reached it; none where the gate hides them.

    Parameters: pipeline, published; table, its twin; note. Raises: ContractError, for a bare frame.
    """
    found, title = require_published(pipeline, kind="ambassadors"), say("pipeline_title", lang=lang)
    if found.shown.empty:
        text = say("ambassadors_hidden", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    rows = [row for _, row in found.frame.iterrows()]
    told = [say("alt_pipeline_item", lang=lang, stage=stage_words(r["stage"], lang=lang),
                n=count_words(r["n"], lang=lang)) for r in rows]  # fmt: skip
    figure = bars([_stage(row, lang=lang) for row in rows], lang=lang, right=90)
    return Picture(figure, title, " ".join([say("alt_pipeline", lang=lang), *told]), note, table)


def _stage(row: pd.Series, *, lang: str) -> Row:
    label, n = stage_words(row["stage"], lang=lang), count_words(row["n"], lang=lang)
    pieces = [] if missing(row["n"]) or not row["n"] else [Piece(float(row["n"]), palette.MOVED, "", f"{label}<br>{n}")]
    return Row("", label, pieces, n)


def videos_figure(videos: Published, *, table: pd.DataFrame, lang: str = "fr") -> Picture:
    """A bar an export, as long as the total of views. Raises: ContractError, for a bare frame."""
    rows, title = require_published(videos, kind="videos").shown, say("videos_title", lang=lang)
    if rows.empty:
        text = say("videos_absent", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    lines = [_export(row, lang=lang) for _, row in rows.iterrows()]
    told = [say("alt_videos_item", lang=lang, date=line.label, views=line.text, n=integer(n, lang=lang))
            for line, n in zip(lines, rows["n_videos"], strict=True)]  # fmt: skip
    alt = " ".join([say("alt_videos", lang=lang), *told])
    return Picture(bars(lines, lang=lang), title, alt, say("videos_note", lang=lang), table)


def _export(row: pd.Series, *, lang: str) -> Row:
    date = day(row["measured_on"].date(), lang=lang)
    if missing(row["views"]):
        return Row("", date, [], say("unknown", lang=lang))
    views = integer(row["views"], lang=lang)
    return Row("", date, [Piece(float(row["views"]), palette.MOVED, "", f"{date}<br>{views}")], views)
