"""Shares with their intervals, a row each under its head, their numbers at the right; shared by figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.figures import palette
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import LINE, SMALL_SIZE, canvas, left_text, row_text, wrapped
from declic_analysis.wording.formats import decimal, missing, percent, printed_points
from declic_analysis.wording.rates import share_words
from declic_analysis.wording.texts import say

STEPS = (2, 5, 10, 20, 50, 100, 200, 500)  # percent between two ticks
RIGHT, BETWEEN, AFTER = 150, 16, 10  # pixels: kept for the numbers, between both marks, after a row


class Mark(NamedTuple):
    """Key of its word (empty: none), columns of the share and its limits, and how it is drawn."""

    word: str
    value: str
    low: str
    high: str
    symbol: str
    colour: str


def shares(rows: pd.DataFrame, *, marks: Sequence[Mark], lang: str, axis: str) -> Sheet:
    """Rows with columns head, label and those of the marks (proportions, drawn in percent); a mark that is empty has
    no line. axis: key of the words below the scale.
    """
    y, last = 0.0, ""
    heads: list[tuple[str, float]] = []
    labels: list[tuple[list[str], float, float]] = []
    drawn: list[tuple[pd.Series, Mark, float]] = []
    for _, row in rows.iterrows():
        if row["head"] and row["head"] != last:
            lines = wrapped(str(row["head"]))
            heads.append(("<br>".join(f"<b>{line}</b>" for line in lines), y))
            y += LINE * len(lines) + 6
        last = str(row["head"])
        own = [mark for mark in marks if not missing(row[mark.value])]
        lines = wrapped(str(row["label"]))
        top, y = y, y + LINE * len(lines) + BETWEEN / 2
        labels.append((lines, top, y + BETWEEN * (max(len(own), 1) - 1) / 2))
        drawn += [(row, mark, y + BETWEEN * k) for k, mark in enumerate(own)]
        y += BETWEEN * max(len(own), 1) + AFTER
    figure = canvas(height=y, lang=lang, left=16, right=RIGHT, bottom=44)
    _axis(figure, rows, marks=marks, height=y, title=say(axis, lang=lang), lang=lang)
    for text, top in heads:
        left_text(figure, text, y=top)
    for lines, top, middle in labels:
        row_text(figure, lines, y=top, middle=middle)
    for row, mark, place in drawn:
        _drawn(figure, row, mark, place, lang=lang)
    return figure


def _axis(figure: Sheet, rows: pd.DataFrame, *, marks: Sequence[Mark], height: float, title: str, lang: str) -> None:
    ends = rows[[name for mark in marks for name in (mark.value, mark.low, mark.high)]].astype("float64")
    low, high = min(0.0, 100 * float(ends.min().min())), max(10.0, 100 * float(ends.max().max()))
    spread = high - low
    step = next(size for size in STEPS if spread <= 6 * size or size == STEPS[-1])
    ticks = [k * step for k in range(int(low // step), int(high // step) + 1)]
    figure.update_xaxes(
        visible=True, range=[low - 0.02 * spread, high + 0.04 * spread], tickvals=ticks, showgrid=True,
        ticktext=[decimal(tick, digits=0, lang=lang) for tick in ticks], tickfont={"size": SMALL_SIZE},
        title={"text": title, "font": {"size": SMALL_SIZE}, "standoff": 6},
    )  # fmt: skip
    if low < 0:
        line = {"color": palette.MUTED, "width": 1}
        figure.add_shape(type="line", x0=0, x1=0, y0=0, y1=height, line=line, layer="below")


def _drawn(figure: Sheet, row: pd.Series, mark: Mark, y: float, *, lang: str) -> None:
    told = mark_words(row, mark, lang=lang)
    ends = [printed_points(row[name]) for name in (mark.low, mark.high) if not missing(row[name])]
    line = {"color": mark.colour, "width": 2}
    if len(ends) == 2:
        figure.add_trace(go.Scatter(x=ends, y=[y, y], mode="lines", line=line, hoverinfo="skip", name=""))
    figure.add_trace(
        go.Scatter(
            x=[printed_points(row[mark.value])], y=[y], mode="markers", hovertext=[f"{row['label']}<br>{told}"],
            marker={"symbol": mark.symbol, "size": 11, "color": mark.colour}, hoverinfo="text", cliponaxis=False,
            name="",
        )
    )  # fmt: skip
    figure.add_annotation(
        text=told, x=1, y=y, xref="paper", xanchor="left", xshift=8, yanchor="middle", showarrow=False, borderpad=0,
        font={"size": SMALL_SIZE},
    )  # fmt: skip


def mark_words(row: pd.Series, mark: Mark, *, lang: str) -> str:
    """The word of the mark, its share and its interval."""
    if missing(row[mark.value]):
        return say("not_published", lang=lang)
    known = not missing(row[mark.low]) and not missing(row[mark.high])
    share = (
        share_words(row[mark.value], row[mark.low], row[mark.high], lang=lang)
        if known
        else percent(row[mark.value], lang=lang)
    )
    return f"{say(mark.word, lang=lang)} {share}" if mark.word else share


def shares_alt(rows: pd.DataFrame, *, marks: Sequence[Mark], start: str, lang: str) -> str:
    """The figure in words: each row with the numbers of its marks. start: key of the first sentence."""
    told = [say(start, lang=lang)]
    for _, row in rows.iterrows():
        group = f"{row['head']}, {row['label']}" if row["head"] else str(row["label"])
        value = ", ".join(mark_words(row, mark, lang=lang) for mark in marks if not missing(row[mark.value]))
        told.append(say("alt_groups_item", lang=lang, group=group, value=value or say("not_published", lang=lang)))
    return " ".join(told)
