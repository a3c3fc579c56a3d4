"""Groups side by side: the raw net shift of each and, below it, the shrunken one, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.template import LINE, SMALL_SIZE, canvas, left_text, sentence_figure, wrapped
from declic_analysis.wording.formats import decimal, integer, interval, missing, percent, points
from declic_analysis.wording.heterogeneity import group_name, grouping_name
from declic_analysis.wording.texts import say

RIGHT, BETWEEN, AFTER = 150, 18, 12  # pixels: kept for the numbers, between both marks, after a group
KINDS = {
    "raw_short": ("net_shift", "net_low", "net_high", "circle-open", palette.MUTED),
    "shrunken_short": ("shrunken_shift", "shrunken_low", "shrunken_high", "diamond", palette.MOVED),
}


def groups_figure(groups: Published, *, names: Mapping[str, str], lang: str = "fr") -> Picture:
    """Net shift of each group of a published `heterogeneity` of one audience, in points: raw above, shrunken below.

    Parameters: names: id → label of territories and formats. Groupings that are not published have no line here: their
    sentence says why. Nothing to draw gives a sentence in place of a figure.
    Raises: ContractError, for a bare frame.
    """
    rows = require_published(groups, kind="heterogeneity").shown
    rows = rows[rows["n_groups"] > 1]
    labels = [group_name(g, k, names=names, lang=lang) for g, k in zip(rows["grouping"], rows["group"], strict=True)]
    rows = rows.assign(label=pd.Series(labels, index=rows.index, dtype="str"))
    title, table = say("groups_title", lang=lang), _table(rows, lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    confidence = percent(rows["confidence"].iloc[0], lang=lang)
    note = f"{say('groups_note', lang=lang, confidence=confidence)} {say('territory_caveat', lang=lang)}"
    return Picture(_drawn(rows, lang=lang), title, _alt(rows, lang=lang), note, table)


def _drawn(rows: pd.DataFrame, *, lang: str) -> go.Figure:
    y, last, marks = 0.0, "", []
    texts: list[tuple[str, float]] = []
    for _, row in rows.iterrows():
        if row["grouping"] != last:
            last = str(row["grouping"])
            texts.append((f"<b>{grouping_name(last, lang=lang)}</b>", y))
            y += LINE + 6
        lines = wrapped(f"{row['label']} · {say('n_equals', lang=lang, n=integer(row['n_pairs'], lang=lang))}")
        texts.append(("<br>".join(lines), y))
        y += LINE * len(lines) + BETWEEN / 2
        marks += [(row, kind, y + BETWEEN * k) for k, kind in enumerate(KINDS)]
        y += 2 * BETWEEN + AFTER
    figure = canvas(height=y, lang=lang, left=16, right=RIGHT, bottom=44)
    _axis(figure, rows, height=y, lang=lang)
    for text, top in texts:
        left_text(figure, text, y=top)
    for row, kind, height in marks:
        _mark(figure, row, kind, height, lang=lang)
    return figure


def _axis(figure: go.Figure, rows: pd.DataFrame, *, height: float, lang: str) -> None:
    ends = rows[["net_low", "net_high", "shrunken_low", "shrunken_high"]].astype("float64").abs().max().max()
    reach = min(100.0, max(20.0, 100 * float(ends))) * 1.04
    step = 10 if reach <= 32 else 20 if reach <= 70 else 50
    ticks = [k * step for k in range(-int(reach // step), int(reach // step) + 1)]
    figure.update_xaxes(
        visible=True, range=[-reach, reach], tickvals=ticks, showgrid=True, tickfont={"size": SMALL_SIZE},
        ticktext=[("+" if tick > 0 else "") + decimal(tick, digits=0, lang=lang) for tick in ticks],
        title={"text": say("shift_axis", lang=lang), "font": {"size": SMALL_SIZE}, "standoff": 6},
    )  # fmt: skip
    figure.add_shape(type="line", x0=0, x1=0, y0=0, y1=height, line={"color": palette.MUTED, "width": 1}, layer="below")


def _mark(figure: go.Figure, row: pd.Series, kind: str, y: float, *, lang: str) -> None:
    name, low, high, symbol, colour = KINDS[kind]
    middle, first, last = (round(100 * float(row[column])) for column in (name, low, high))
    told = f"{say(kind, lang=lang)} {_numbers(row, kind, lang=lang)}"
    figure.add_trace(
        go.Scatter(
            x=[first, last], y=[y, y], mode="lines", line={"color": colour, "width": 2}, hoverinfo="skip", name=""
        )
    )
    figure.add_trace(
        go.Scatter(
            x=[middle], y=[y], mode="markers", marker={"symbol": symbol, "size": 11, "color": colour},
            hovertext=[f"{row['label']}<br>{told}"], hoverinfo="text", cliponaxis=False, name="",
        )
    )  # fmt: skip
    figure.add_annotation(
        text=told, x=1, y=y, xref="paper", xanchor="left", xshift=8, yanchor="middle", showarrow=False, borderpad=0,
        font={"size": SMALL_SIZE},
    )  # fmt: skip


def _numbers(row: pd.Series, kind: str, *, lang: str) -> str:
    name, low, high, *_ = KINDS[kind]
    if missing(row[name]):
        return say("not_published", lang=lang)
    return f"{points(row[name], lang=lang)} {interval(row[low], row[high], lang=lang)}"


def _alt(rows: pd.DataFrame, *, lang: str) -> str:
    told = [say("alt_groups", lang=lang)]
    for _, row in rows.iterrows():
        value = ", ".join(f"{say(kind, lang=lang)} {_numbers(row, kind, lang=lang)}" for kind in KINDS)
        who = f"{grouping_name(str(row['grouping']), lang=lang)}, {row['label']}"
        told.append(say("alt_groups_item", lang=lang, group=who, value=value))
    return " ".join(told)


def _table(rows: pd.DataFrame, *, lang: str) -> pd.DataFrame:
    columns = {
        say("grouping", lang=lang): [grouping_name(str(name), lang=lang) for name in rows["grouping"]],
        say("group", lang=lang): rows["label"].tolist(),
        say("n_pairs", lang=lang): [integer(n, lang=lang) for n in rows["n_pairs"]],
        say("raw_shift", lang=lang): [_numbers(row, "raw_short", lang=lang) for _, row in rows.iterrows()],
        say("shrunken_shift", lang=lang): [_numbers(row, "shrunken_short", lang=lang) for _, row in rows.iterrows()],
    }
    return pd.DataFrame(columns, dtype="str")
