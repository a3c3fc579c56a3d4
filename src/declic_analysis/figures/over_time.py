"""One key figure over time: points in order with their intervals, a gap where a report could not say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures.palette import GRID, MOVED, MUTED
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import SMALL_SIZE, template
from declic_analysis.vocabulary.history import KeyFigure
from declic_analysis.wording.formats import missing, percent, printed_points
from declic_analysis.wording.history import figure_name, figure_value
from declic_analysis.wording.texts import capital, say

HEIGHT, LEFT, MOST_TICKS = 190, 46, 4
SHARES = (KeyFigure.NET_SHIFT, KeyFigure.RESPONSE_RATE)


def over_time_figure(
    figures: Published, line: Mapping[str, str], *, labels: Sequence[str], names: Mapping[str, str], lang: str = "fr"
) -> Picture:
    """The points of one line of a published `over_time`.

    Parameters: line, the values of the columns that name it; labels, the words for each of its dates, in order; names,
    of audiences. Shares are drawn in points or per cent.
    Raises: ContractError, for a bare frame.
    """
    rows = require_published(figures, kind="over_time").frame
    for name, value in line.items():
        rows = rows[rows[name] == value]
    rows = rows.sort_values("at", kind="stable")
    title = figure_name(rows.iloc[0], names=names, lang=lang)
    told = [figure_value(row, lang=lang) for _, row in rows.iterrows()]
    points = [say("over_time_alt_point", lang=lang, at=at, value=v) for at, v in zip(labels, told, strict=True)]
    alt = say("over_time_alt", lang=lang, n=str(len(rows)), values=" ".join(points))
    table = pd.DataFrame({capital(say("over_time_at", lang=lang)): list(labels), title: told}, dtype="str")
    return Picture(_drawn(rows, list(labels), told, lang=lang), title, alt, _note(rows, lang=lang), table)


def _note(rows: pd.DataFrame, *, lang: str) -> str:
    level = rows["confidence"].dropna()
    return say("over_time_note", lang=lang, confidence=percent(level.iloc[-1], lang=lang)) if len(level) else ""


def _drawn(rows: pd.DataFrame, labels: list[str], told: list[str], *, lang: str) -> Sheet:
    figure = Sheet()
    name = str(rows["figure"].iloc[0])
    ys, lows, highs = ([_height(name, v) for v in rows[column]] for column in ("value", "low", "high"))
    for x, (low, high) in enumerate(zip(lows, highs, strict=True)):
        if low is not None and high is not None:
            figure.add_trace(_line([x, x], [low, high], width=2))
    figure.add_trace(
        go.Scatter(
            x=list(range(len(ys))), y=ys, mode="lines+markers", connectgaps=False, marker={"size": 9, "color": MOVED},
            line={"color": MOVED, "width": 1, "dash": "dot"}, cliponaxis=False,
            hovertext=_hover(labels, told), hoverinfo="text",
        )
    )  # fmt: skip
    figure.update_layout(
        template=template(lang=lang), autosize=True, height=HEIGHT, margin={"l": LEFT, "r": 14, "t": 10, "b": 34}
    )
    figure.update_xaxes(range=[-0.5, len(ys) - 0.5], tickfont={"size": SMALL_SIZE}, **_ticks(labels))
    axis = {"showgrid": True, "gridcolor": GRID, "nticks": 4, "tickfont": {"size": SMALL_SIZE, "color": MUTED}}
    figure.update_yaxes(**axis, zeroline=True, zerolinecolor=MUTED, **_range(name, [*ys, *highs]))
    return figure


def _line(x: list[int], y: list[float], *, width: int) -> go.Scatter:
    return go.Scatter(x=x, y=y, mode="lines", line={"color": MOVED, "width": width}, hoverinfo="skip")


def _hover(labels: list[str], told: list[str]) -> list[str]:
    return [f"{at}<br>{value}" for at, value in zip(labels, told, strict=True)]


def _height(name: str, value: object) -> float | None:
    if missing(value):
        return None
    return printed_points(value) if name in SHARES else float(value)  # type: ignore[arg-type]


def _ticks(labels: list[str]) -> dict[str, object]:
    """A few dates, the last one among them, so that none lies over its neighbour."""
    step = -(-len(labels) // MOST_TICKS)
    places = list(range(len(labels) - 1, -1, -step))[::-1]
    return {"tickvals": places, "ticktext": [labels[k] for k in places]}


def _range(name: str, values: Sequence[float | None]) -> dict[str, object]:
    """Net shifts and rates on their whole scale: a small change does not look like a large one."""
    if name == KeyFigure.NET_SHIFT:
        return {"range": [-105, 105], "tickvals": [-100, -50, 0, 50, 100]}
    if name == KeyFigure.RESPONSE_RATE:
        return {"range": [0, 105], "ticksuffix": "\u202f%"}
    most = max([1.0, *(v for v in values if v is not None)])
    return {"range": [0, most * 1.12], **({"dtick": 1} if most <= 3 else {})}
