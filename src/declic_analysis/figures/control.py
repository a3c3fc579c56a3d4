"""Structures and the limits that chance alone would keep them in, by size."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import SMALL_SIZE, sentence_figure, template
from declic_analysis.wording.formats import decimal, integer, missing, percent
from declic_analysis.wording.rates import grouping_words, labelled
from declic_analysis.wording.texts import capital, say

HEIGHT = 380
LIMITS = {"low_95": "dash", "high_95": "dash", "low_998": "dot", "high_998": "dot"}


def control_figure(chart: Published, *, names: Mapping[str, str], lang: str = "fr") -> Picture:
    """Share of each structure of a published `control_chart` against its size, numbered in alphabetical order.

    Raises: ContractError, for a bare frame.
    """
    frame = require_published(chart, kind="control").frame
    rows = labelled(frame[(frame["part"] == "group") & frame["group"].notna()], names=names, lang=lang)
    numbers = pd.Series(range(1, len(rows) + 1), index=rows.index)
    rows = rows.assign(label=numbers.astype("str") + ". " + rows["label"], number=numbers)
    shown, title = rows[rows["rate_published"].astype(bool)], say("control_title", lang=lang)
    table = _table(rows, lang=lang)
    if shown.empty or missing(shown["target"].iloc[0]):
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    drawn = _drawn(shown, frame[frame["part"] == "limit"], lang=lang)
    return Picture(drawn, title, _alt(shown, lang=lang), say("control_note", lang=lang), table)


def _drawn(rows: pd.DataFrame, curve: pd.DataFrame, *, lang: str) -> Sheet:
    figure = Sheet()
    sizes, target = curve["n"].astype("float64").tolist(), 100 * float(rows["target"].iloc[0])
    for name, dash in LIMITS.items():
        ends = (100 * curve[name].astype("float64")).round(1).tolist()
        _line(figure, sizes, ends, dash=dash, colour=palette.MUTED)
    _line(figure, sizes, [round(target)] * len(sizes), dash="solid", colour=palette.INK)
    shares = (100 * rows["rate"].astype("float64")).round().tolist()
    # Neighbours in size often have neighbouring rates: numbers above and below overlap less.
    above = ["top center" if k % 2 else "bottom center" for k in rows["number"]]
    figure.add_trace(
        go.Scatter(
            x=rows["n"].astype("float64").tolist(), y=shares, mode="markers+text",
            text=[str(k) for k in rows["number"]], textposition=above, textfont={"size": SMALL_SIZE},
            marker={"size": 9, "color": palette.MOVED}, hoverinfo="text", cliponaxis=False, name="",
            hovertext=[_point(row, lang=lang) for _, row in rows.iterrows()],
        )
    )  # fmt: skip
    figure.update_layout(
        template=template(lang=lang), autosize=True, height=HEIGHT, margin={"l": 52, "r": 16, "t": 14, "b": 48}
    )
    for axis, key in ((figure.update_xaxes, "control_x"), (figure.update_yaxes, "control_y")):
        axis(visible=True, tickfont={"size": SMALL_SIZE}, showgrid=True,
             title={"text": say(key, lang=lang), "font": {"size": SMALL_SIZE}, "standoff": 6})  # fmt: skip
    figure.update_xaxes(range=[0, max(sizes) * 1.06])
    figure.update_yaxes(range=[-2, min(102, max(*shares, target * 2, 30) * 1.25)])
    return figure


def _line(figure: Sheet, x: list[float], y: list[float], *, dash: str, colour: str) -> None:
    line = {"color": colour, "width": 1.5, "dash": dash}
    figure.add_trace(go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", name=""))


def _point(row: pd.Series, *, lang: str) -> str:
    n = say("n_equals", lang=lang, n=integer(row["n"], lang=lang))
    return (
        f"{row['label']}<br>{percent(row['rate'], lang=lang)}, {n}<br>{say('position_' + row['position'], lang=lang)}"
    )


def _alt(rows: pd.DataFrame, *, lang: str) -> str:
    told = [_point(row, lang=lang).replace("<br>", ", ") + "." for _, row in rows.iterrows()]
    return " ".join([say("alt_control", lang=lang), *told])


def _table(rows: pd.DataFrame, *, lang: str) -> pd.DataFrame:
    hidden = say("not_published", lang=lang)
    grouping = (
        grouping_words(str(rows["grouping"].iloc[0]), lang=lang) if len(rows) else say("column_structure", lang=lang)
    )
    columns = {
        capital(grouping): rows["label"].tolist(),
        say("control_n", lang=lang): [hidden if missing(n) else integer(n, lang=lang) for n in rows["n"]],
        say("rates_events", lang=lang): [hidden if missing(n) else integer(n, lang=lang) for n in rows["n_events"]],
        say("control_limits", lang=lang): [_limits(row, lang=lang) for _, row in rows.iterrows()],
        say("control_position", lang=lang): [
            hidden if missing(code) else say(f"position_{code}", lang=lang) for code in rows["position"]
        ],
    }
    return pd.DataFrame(columns, dtype="str")


def _limits(row: pd.Series, *, lang: str) -> str:
    if missing(row["low_95"]):
        return say("not_published", lang=lang)
    ends = {n: [decimal(100 * float(row[f"{side}_{n}"]), digits=0, lang=lang) for side in ("low", "high")]
            for n in ("95", "998")}  # fmt: skip
    return " ; ".join(f"{low}–{high}" for low, high in ends.values())
