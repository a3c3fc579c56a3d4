"""Reliability of a prediction: share seen against share predicted, a point a group, beside the diagonal."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import SMALL_SIZE, canvas, sentence_figure
from declic_analysis.wording.formats import integer, percent
from declic_analysis.wording.texts import say

HEIGHT = 300


def reliability_figure(points: Published, *, lang: str = "fr") -> Picture:
    """Points of a published reliability with their intervals. Raises: ContractError, for a bare frame."""
    rows = require_published(points, kind="reliability").shown
    title, table = say("reliability_title", lang=lang), _table(rows, lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    note = say("reliability_note", lang=lang, confidence=percent(rows["confidence"].iloc[0], lang=lang))
    return Picture(_drawn(rows, lang=lang), title, _alt(rows, lang=lang), note, table)


def _drawn(rows: pd.DataFrame, *, lang: str) -> Sheet:
    figure = canvas(height=HEIGHT, lang=lang, left=52, right=16, bottom=44)
    top = min(1.0, 1.1 * float(rows[["predicted", "high"]].max().max()))
    axis = {
        "visible": True,
        "range": [0, top],
        "tickformat": ".0%",
        "showgrid": True,
        "nticks": 6,
        "tickfont": {"size": SMALL_SIZE},
    }
    for update, key in ((figure.update_xaxes, "reliability_predicted"), (figure.update_yaxes, "reliability_observed")):
        update(**axis, title={"text": say(key, lang=lang), "font": {"size": SMALL_SIZE}, "standoff": 6})
    figure.add_shape(type="line", x0=0, x1=top, y0=0, y1=top, line={"color": palette.MUTED, "width": 1, "dash": "dot"})
    for _, row in rows.iterrows():
        ends, place = [float(row["low"]), float(row["high"])], [float(row["predicted"])] * 2
        line = {"color": palette.MOVED, "width": 2}
        figure.add_trace(go.Scatter(x=place, y=ends, mode="lines", line=line, hoverinfo="skip", name=""))
    told = [
        f"{percent(x, lang=lang)} → {percent(y, lang=lang)}"
        for x, y in zip(rows["predicted"], rows["observed"], strict=True)
    ]
    figure.add_trace(
        go.Scatter(
            x=rows["predicted"].round(3).tolist(), y=rows["observed"].round(3).tolist(), mode="markers", name="",
            marker={"size": 10, "color": palette.MOVED}, hovertext=told, hoverinfo="text", cliponaxis=False,
        )
    )  # fmt: skip
    return figure


def _alt(rows: pd.DataFrame, *, lang: str) -> str:
    told = [say("alt_reliability", lang=lang)]
    for _, row in rows.iterrows():
        shares = {name: percent(row[name], lang=lang) for name in ("predicted", "observed")}
        told.append(say("alt_reliability_item", lang=lang, **shares))
    return " ".join(told)


def _table(rows: pd.DataFrame, *, lang: str) -> pd.DataFrame:
    columns = {
        say("reliability_predicted", lang=lang): [percent(x, lang=lang) for x in rows["predicted"]],
        say("reliability_observed", lang=lang): [percent(x, lang=lang) for x in rows["observed"]],
        say("reliability_n", lang=lang): [integer(n, lang=lang) for n in rows["n"]],
    }
    return pd.DataFrame(columns, dtype="str")
