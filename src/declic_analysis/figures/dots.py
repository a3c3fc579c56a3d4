"""Two marks with intervals for each row, one above the other, their numbers at the right; shared by figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.figures import palette
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import LINE, SMALL_SIZE, canvas, left_text, row_text, wrapped
from declic_analysis.wording.formats import (
    decimal,
    integer,
    interval,
    missing,
    points,
    printed_interval,
    printed_points,
)
from declic_analysis.wording.texts import say

RIGHT, BETWEEN, AFTER = 150, 16, 10  # pixels: kept for the numbers, between both marks, after a row


class Kind(NamedTuple):
    """A mark: the key of its word, columns of its value and limits, and how it is drawn."""

    word: str
    value: str
    low: str
    high: str
    symbol: str
    colour: str


RAW = Kind("raw_short", "net_shift", "net_low", "net_high", "circle-open", palette.MUTED)
SHRUNKEN = Kind("shrunken_short", "shrunken_shift", "shrunken_low", "shrunken_high", "diamond", palette.MOVED)
POOLED = Kind("pooled_short", "pooled_shift", "low", "high", "diamond", palette.MOVED)


def dots(rows: pd.DataFrame, *, kinds: Sequence[Kind], lang: str, axis: str = "shift_axis") -> Sheet:
    """Rows under their heads; columns head, label, n_pairs and those of the kinds (proportions, drawn in points).

    axis: key of the words below the scale.
    """
    y, last, marks = 0.0, "", []
    heads: list[tuple[str, float]] = []
    labels: list[tuple[list[str], float, float]] = []
    for _, row in rows.iterrows():
        if row["head"] != last:
            last = str(row["head"])
            lines = wrapped(last)
            heads.append(("<br>".join(f"<b>{line}</b>" for line in lines), y))
            y += LINE * len(lines) + 6
        lines = wrapped(f"{row['label']} · {say('n_equals', lang=lang, n=integer(row['n_pairs'], lang=lang))}")
        own = [kind for kind in kinds if not missing(row[kind.value])]
        top, y = y, y + LINE * len(lines) + BETWEEN / 2
        labels.append((lines, top, y + BETWEEN * (len(kinds) - 1) / 2))
        marks += [(row, kind, y + BETWEEN * k) for k, kind in enumerate(kinds) if kind in own]
        y += len(kinds) * BETWEEN + AFTER
    figure = canvas(height=y, lang=lang, left=16, right=RIGHT, bottom=44)
    _axis(figure, rows, kinds=kinds, height=y, title=say(axis, lang=lang), lang=lang)
    for text, top in heads:
        left_text(figure, text, y=top)
    for lines, top, middle in labels:
        row_text(figure, lines, y=top, middle=middle)
    for row, kind, height in marks:
        _mark(figure, row, kind, height, lang=lang)
    return figure


def _axis(figure: Sheet, rows: pd.DataFrame, *, kinds: Sequence[Kind], height: float, title: str, lang: str) -> None:
    columns = [name for kind in kinds for name in (kind.value, kind.low, kind.high)]
    ends = rows[columns].astype("float64").abs().max().max()
    reach = min(100.0, max(20.0, 100 * float(ends))) * 1.04
    step = 10 if reach <= 32 else 20 if reach <= 70 else 50
    ticks = [k * step for k in range(-int(reach // step), int(reach // step) + 1)]
    figure.update_xaxes(
        visible=True, range=[-reach, reach], tickvals=ticks, showgrid=True, tickfont={"size": SMALL_SIZE},
        ticktext=[("+" if tick > 0 else "") + decimal(tick, digits=0, lang=lang) for tick in ticks],
        title={"text": title, "font": {"size": SMALL_SIZE}, "standoff": 6},
    )  # fmt: skip
    figure.add_shape(type="line", x0=0, x1=0, y0=0, y1=height, line={"color": palette.MUTED, "width": 1}, layer="below")


def _mark(figure: Sheet, row: pd.Series, kind: Kind, y: float, *, lang: str) -> None:
    middle, ends = printed_points(row[kind.value]), _ends(row, kind)
    told = f"{say(kind.word, lang=lang)} {numbers(row, kind, lang=lang)}"
    if ends:
        figure.add_trace(
            go.Scatter(
                x=ends, y=[y, y], mode="lines", line={"color": kind.colour, "width": 2}, hoverinfo="skip", name=""
            )
        )
    figure.add_trace(
        go.Scatter(
            x=[middle], y=[y], mode="markers", marker={"symbol": kind.symbol, "size": 11, "color": kind.colour},
            hovertext=[f"{row['label']}<br>{told}"], hoverinfo="text", cliponaxis=False, name="",
        )
    )  # fmt: skip
    figure.add_annotation(
        text=told, x=1, y=y, xref="paper", xanchor="left", xshift=8, yanchor="middle", showarrow=False, borderpad=0,
        font={"size": SMALL_SIZE},
    )  # fmt: skip


def _ends(row: pd.Series, kind: Kind) -> list[float]:
    ends = row[kind.low], row[kind.high]
    return [] if any(map(missing, ends)) else list(printed_interval(*ends))


def numbers(row: pd.Series, kind: Kind, *, lang: str) -> str:
    """Value and interval in points; the value alone where there is no interval."""
    if missing(row[kind.value]):
        return say("not_published", lang=lang)
    value = points(row[kind.value], lang=lang)
    return f"{value} {interval(row[kind.low], row[kind.high], lang=lang)}" if _ends(row, kind) else value


def dots_alt(rows: pd.DataFrame, *, kinds: Sequence[Kind], lang: str) -> str:
    """The figure in words: each row (head, label) with the numbers of its marks."""
    told = [say("alt_groups", lang=lang)]
    for _, row in rows.iterrows():
        value = ", ".join(f"{say(kind.word, lang=lang)} {numbers(row, kind, lang=lang)}" for kind in kinds)
        told.append(say("alt_groups_item", lang=lang, group=f"{row['head']}, {row['label']}", value=value))
    return " ".join(told)


def dots_table(rows: pd.DataFrame, *, kinds: Mapping[str, Kind], head: str, label: str, lang: str) -> pd.DataFrame:
    """The figure in numbers. `head`, `label` and the keys of `kinds` are texts of the headers."""
    columns = {
        say(head, lang=lang): rows["head"].tolist(),
        say(label, lang=lang): rows["label"].tolist(),
        say("n_pairs", lang=lang): [integer(n, lang=lang) for n in rows["n_pairs"]],
    }
    columns |= {
        say(text, lang=lang): [numbers(row, kind, lang=lang) for _, row in rows.iterrows()]
        for text, kind in kinds.items()
    }
    return pd.DataFrame(columns, dtype="str")
