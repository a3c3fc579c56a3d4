"""Are two groups alike, and do they overlap: differences before and after weighting, chances of being in one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import LINE, SMALL_SIZE, canvas, row_text, sentence_figure, template, wrapped
from declic_analysis.vocabulary import Group
from declic_analysis.wording.formats import decimal, integer, missing, percent
from declic_analysis.wording.hire_comparison import level_label
from declic_analysis.wording.texts import say

LOOK = 0.1  # Austin 2009: a standardised difference beyond is usually looked at
MARKS = {"before": "circle-open", "after": "circle"}


def balance_figure(balance: Published, *, names: Mapping[str, str], lang: str = "fr") -> Picture:
    """Standardised differences of each level of a published `hire_balance`, before (open) and after weighting (full).

    Raises: ContractError, for a bare frame.
    """
    rows = require_published(balance, kind="hire_balance").shown
    labels = [level_label(c, x, names=names, lang=lang) for c, x in zip(rows["covariate"], rows["level"], strict=True)]
    rows, title = rows.assign(label=pd.Series(labels, index=rows.index, dtype="str")), say("balance_title", lang=lang)
    table = _balance_table(rows, lang=lang)
    if rows.empty:
        text = say("balance_none", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    alt = " ".join([f"{title}", *(f"{a} : {b}, {c}." for a, b, c in table.itertuples(index=False, name=None))])
    return Picture(_balance(rows, lang=lang), title, alt, say("balance_note", lang=lang), table)


def _balance(rows: pd.DataFrame, *, lang: str) -> Sheet:
    y, texts, places = 0.0, [], []
    for label in rows["label"]:
        lines = wrapped(str(label))
        texts.append((lines, y))
        places.append(y + LINE * len(lines) + 8)
        y += LINE * len(lines) + 26
    figure = canvas(height=y, lang=lang, left=16, right=16, bottom=44)
    reach = 1.1 * max(0.25, float(rows[["difference_before", "difference_after"]].astype("float64").abs().max().max()))
    figure.update_xaxes(
        visible=True, range=[-reach, reach], showgrid=True, tickfont={"size": SMALL_SIZE}, nticks=7,
        title={"text": say("balance_axis", lang=lang), "font": {"size": SMALL_SIZE}, "standoff": 6},
    )  # fmt: skip
    for x, dash in ((-LOOK, "dot"), (0, "solid"), (LOOK, "dot")):
        line = {"color": palette.MUTED, "width": 1, "dash": dash}
        figure.add_shape(type="line", x0=x, x1=x, y0=0, y1=y, line=line, layer="below")
    for (lines, top), middle in zip(texts, places, strict=True):
        row_text(figure, lines, y=top, middle=middle)
    for when, symbol in MARKS.items():
        _marks(figure, rows, places, when=when, symbol=symbol, lang=lang)
    return figure


def _marks(figure: Sheet, rows: pd.DataFrame, places: list[float], *, when: str, symbol: str, lang: str) -> None:
    values = rows[f"difference_{when}"].astype("float64").round(2)
    named = say(f"balance_{when}", lang=lang)
    told = [f"{label}<br>{named} : {_number(x, lang=lang)}" for label, x in zip(rows["label"], values, strict=True)]
    known = values.notna().tolist()
    figure.add_trace(
        go.Scatter(
            x=[x for x, there in zip(values, known, strict=True) if there],
            y=[y for y, there in zip(places, known, strict=True) if there],
            mode="markers", marker={"symbol": symbol, "size": 11, "color": palette.MOVED, "line": {"width": 2}},
            hovertext=[t for t, there in zip(told, known, strict=True) if there], hoverinfo="text", name=named,
            cliponaxis=False,
        )
    )  # fmt: skip


def _number(value: object, *, lang: str) -> str:
    return "–" if missing(value) else decimal(value, digits=2, lang=lang)


def _balance_table(rows: pd.DataFrame, *, lang: str) -> pd.DataFrame:
    columns = {
        say("balance_characteristic", lang=lang): rows["label"].tolist(),
        say("balance_before", lang=lang): [_number(x, lang=lang) for x in rows["difference_before"]],
        say("balance_after", lang=lang): [_number(x, lang=lang) for x in rows["difference_after"]],
    }
    return pd.DataFrame(columns, dtype="str")


def overlap_figure(overlap: Published, *, lang: str = "fr") -> Picture:
    """Share of each group by the chance of being in the programme's, of a published `hire_overlap`: one above the
    other. Raises: ContractError, for a bare frame.
    """
    rows, title = require_published(overlap, kind="hire_overlap").shown, say("overlap_title", lang=lang)
    table = _overlap_table(rows, lang=lang)
    if rows.empty:
        text = say("overlap_none", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    note = say("overlap_note", lang=lang, outside=percent(rows["outside"].iloc[0], lang=lang))
    alt = " ".join([title, *(f"{a} : {b}, {c}." for a, b, c in table.itertuples(index=False, name=None))])
    return Picture(_overlap(rows, lang=lang), title, alt, note, table)


def _overlap(rows: pd.DataFrame, *, lang: str) -> Sheet:
    figure = Sheet()
    middle, width = (rows["chance_from"] + rows["chance_to"]) / 2, rows["chance_to"] - rows["chance_from"]
    sides = (("treated", Group.PROGRAMME, 1, palette.MOVED), ("control", Group.COMPARISON, -1, palette.UNDECIDED))
    for side, group, way, colour in sides:
        share = _shares(rows, side)
        told = [f"{group.label.of(lang)} : {percent(x, lang=lang)}" for x in share]
        figure.add_trace(
            go.Bar(
                x=middle.tolist(), y=(way * share).round(3).tolist(), width=(0.96 * width).tolist(), name=told[0],
                marker={"color": colour}, hovertext=told, hoverinfo="text", textposition="none",
            )
        )  # fmt: skip
        figure.add_annotation(
            text=group.label.of(lang), x=0, xref="paper", xanchor="left", y=1 if way > 0 else 0, yref="paper",
            yanchor="top" if way > 0 else "bottom", showarrow=False, font={"size": SMALL_SIZE, "color": colour},
        )  # fmt: skip
    axis = {"visible": True, "tickfont": {"size": SMALL_SIZE}, "range": [0, 1], "tickformat": ".0%"}
    title = {"text": say("overlap_axis", lang=lang), "font": {"size": SMALL_SIZE}, "standoff": 6}
    figure.update_layout(
        template=template(lang=lang), height=260, barmode="overlay", margin={"l": 12, "r": 12, "t": 8, "b": 44},
        xaxis=axis | {"title": title}, yaxis={"visible": False, "zeroline": True},
    )  # fmt: skip
    return figure


def _shares(rows: pd.DataFrame, side: str) -> pd.Series:
    counts = rows[f"n_{side}"].astype("float64")
    return counts / counts.sum()


def _overlap_table(rows: pd.DataFrame, *, lang: str) -> pd.DataFrame:
    ends = zip(rows["chance_from"], rows["chance_to"], strict=True)
    columns = {
        say("overlap_step", lang=lang): [f"{percent(a, lang=lang)} – {percent(b, lang=lang)}" for a, b in ends],
        Group.PROGRAMME.label.of(lang): [integer(n, lang=lang) for n in rows["n_treated"]],
        Group.COMPARISON.label.of(lang): [integer(n, lang=lang) for n in rows["n_control"]],
    }
    return pd.DataFrame(columns, dtype="str")
