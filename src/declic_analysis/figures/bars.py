"""Horizontal bars of several pieces, a row each, its total in words at the right; shared by figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from declic_analysis.figures import palette
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import LINE, SMALL_SIZE, canvas, flowed, left_text, legend_text, row_text, wrapped
from declic_analysis.wording.formats import NBSP

BAR, AFTER = 18, 8  # pixels: height of a bar, space after it
_FITS = 5  # a piece narrower than this share (in percent) of the longest bar has no number inside


class Piece(NamedTuple):
    """value: its length; text: what stands inside where there is room; told: the hover."""

    value: float
    colour: str
    text: str
    told: str


class Row(NamedTuple):
    """head: heading under which the row stands (empty: none); label; pieces from the left; text at the right."""

    head: str
    label: str
    pieces: Sequence[Piece]
    text: str


def bars(
    rows: Sequence[Row], *, lang: str, legend: Sequence[tuple[str, str]] = (), beside: int = 0, right: int = 120
) -> Sheet:
    """The rows in their order, under their heads, below the legend (word, colour).

    beside: pixels kept at the left for labels of a few signs; 0: labels stand above their bars.
    """
    longest = max((sum(piece.value for piece in row.pieces) for row in rows), default=0.0) or 1.0
    lines = flowed([_entry(word, colour) for word, colour in legend])
    tops, heads, y = list[float](), list[tuple[str, float]](), LINE * len(lines) + (8 if lines else 0)
    for k, row in enumerate(rows):
        if row.head and (k == 0 or row.head != rows[k - 1].head):
            heads.append((row.head, y + (4 if k else 0)))
            y += LINE + 6 + (4 if k else 0)
        tops.append(y)
        y += (0 if beside else LINE * len(wrapped(row.label)) + 2) + BAR + AFTER
    figure = canvas(height=y, lang=lang, left=beside or 16, right=right)
    figure.update_xaxes(range=[0, longest])
    figure.update_layout(barmode="stack")
    if lines:
        legend_text(figure, lines, y=0)
    for head, top in heads:
        left_text(figure, f"<b>{head}</b>", y=top)
    for row, top in zip(rows, tops, strict=True):
        _row(figure, row, top=top, beside=beside, longest=longest)
    return figure


def _entry(word: str, colour: str) -> tuple[str, int]:
    square = f'<span style="color:{colour};font-size:17px">■</span>'
    return f"{square}{NBSP}{word.replace(' ', NBSP)}", len(word) + 3


def _row(figure: Sheet, row: Row, *, top: float, beside: int, longest: float) -> None:
    label = wrapped(row.label)
    middle = top + BAR / 2 + (0 if beside else LINE * len(label) + 2)
    if beside:
        figure.add_annotation(
            text=row.label, x=0, y=middle, xref="paper", xanchor="right", xshift=-8, yanchor="middle", showarrow=False,
            borderpad=0,
        )  # fmt: skip
    else:
        row_text(figure, label, y=top, middle=middle)
    for piece in row.pieces:
        _piece(figure, piece, middle, inside=100 * piece.value >= _FITS * longest)
    figure.add_annotation(
        text=row.text, x=1, y=middle, xref="paper", xanchor="left", xshift=8, yanchor="middle", align="left",
        showarrow=False, borderpad=0, font={"size": SMALL_SIZE},
    )  # fmt: skip


def _piece(figure: Sheet, piece: Piece, middle: float, *, inside: bool) -> None:
    font = {"size": SMALL_SIZE, "color": palette.text_on(piece.colour)}
    figure.add_trace(
        go.Bar(
            x=[piece.value], y=[middle], width=[BAR], orientation="h", hovertext=[piece.told], hoverinfo="text",
            text=[piece.text if inside else ""], textposition="inside", insidetextanchor="middle", textangle=0,
            insidetextfont=font, constraintext="none", name="",
            marker={"color": piece.colour, "line": {"width": 1, "color": palette.PAPER}},
        )
    )  # fmt: skip
