"""Two groups before and after, and the difference of their changes with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import LINE, SMALL_SIZE, canvas, row_text, sentence_figure, wrapped
from declic_analysis.vocabulary import Group
from declic_analysis.wording.comparison import difference_header, difference_name, levels, levels_interval
from declic_analysis.wording.formats import decimal, integer, percent
from declic_analysis.wording.texts import say

if TYPE_CHECKING:
    from declic_analysis.study.model import ComparisonGroup

BETWEEN, AFTER = 24, 16  # pixels: between both groups, after a question
LEFT, RIGHT = (0.0, 0.56), (0.64, 1.0)  # shares of the width: levels, differences
SIDES = {"treated": (Group.PROGRAMME, palette.MOVED), "control": (Group.COMPARISON, palette.UNDECIDED)}


def comparison_figure(
    compared: Published, *, group: ComparisonGroup, labels: Mapping[str, str], n_levels: int, lang: str = "fr"
) -> Picture:
    """Means of both groups before and after, question by question, and the difference of their changes.

    Parameters: a published `group_comparison` of questions on one scale of `n_levels` levels. Questions that are not
    published have no line here: the table beside says so.
    Raises: ContractError, for a bare frame.
    """
    rows = require_published(compared, kind="group_comparison").shown
    rows = rows[rows["did_low"].notna()]
    title, table = say("comparison_title", lang=lang), _table(rows, group=group, labels=labels, lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    name, confidence = difference_name(group, lang=lang), percent(rows["confidence"].iloc[0], lang=lang)
    ends = {"low": integer(1, lang=lang), "high": integer(n_levels, lang=lang)}
    note = say("comparison_note", lang=lang, name=name, confidence=confidence, **ends)
    figure = _drawn(rows, labels=labels, n_levels=n_levels, lang=lang)
    return Picture(figure, title, _alt(rows, labels=labels, lang=lang), note, table)


def _drawn(rows: pd.DataFrame, *, labels: Mapping[str, str], n_levels: int, lang: str) -> Sheet:
    y, texts, marks = 0.0, [], []
    for _, row in rows.iterrows():
        value = _value(row, lang=lang)
        lines = [*(f"<b>{line}</b>" for line in wrapped(labels[row["item"]])), value]
        texts.append((lines, y))
        y += LINE * len(lines) + BETWEEN / 2
        marks.append((row, y))
        y += 2 * BETWEEN + AFTER
    figure = canvas(height=y, lang=lang, left=16, right=16, bottom=70)
    _axes(figure, rows, n_levels=n_levels, height=y, lang=lang)
    for (lines, top), (_, at) in zip(texts, marks, strict=True):
        row_text(figure, lines, y=top, middle=at + BETWEEN / 2)
    for row, top in marks:
        for k, side in enumerate(SIDES):
            _group(figure, row, side, top + BETWEEN * k, lang=lang)
        _difference(figure, row, top + BETWEEN / 2, lang=lang)
    _legend(figure, lang=lang)
    return figure


def _axes(figure: Sheet, rows: pd.DataFrame, *, n_levels: int, height: float, lang: str) -> None:
    steps = list(range(1, n_levels + 1)) if n_levels <= 7 else [1, *range(0, n_levels + 1, max(1, n_levels // 4))[1:]]
    font, axis = {"size": SMALL_SIZE}, {"visible": True, "showgrid": True, "tickfont": {"size": SMALL_SIZE}}
    reach = 1.1 * float(rows[["did_low", "did_high"]].astype("float64").abs().max().max())
    figure.update_layout(
        xaxis={
            **axis, "domain": LEFT, "range": [1 - 0.04 * n_levels, 1.04 * n_levels], "tickvals": steps,
            "title": {"text": say("comparison_axis", lang=lang), "font": font, "standoff": 6},
        },
        xaxis2={
            **axis, "domain": RIGHT, "range": [-reach, reach], "nticks": 5, "anchor": "y", "fixedrange": True,
            "title": {"text": say("difference_axis", lang=lang), "font": font, "standoff": 6},
        },
    )  # fmt: skip
    figure.add_shape(
        type="line", xref="x2", x0=0, x1=0, y0=0, y1=height, line={"color": palette.MUTED, "width": 1}, layer="below"
    )


def _group(figure: Sheet, row: pd.Series, side: str, y: float, *, lang: str) -> None:
    group, colour = SIDES[side]
    ends = [round(float(row[f"mean_{when}_{side}"]), 2) for when in ("before", "after")]
    told = f"{group.label.of(lang)} : {' → '.join(decimal(end, digits=2, lang=lang) for end in ends)}"
    figure.add_trace(
        go.Scatter(
            x=ends, y=[y, y], mode="lines+markers", line={"color": colour, "width": 2}, name="", cliponaxis=False,
            marker={"symbol": ["circle-open", "circle"], "size": 11, "color": colour, "line": {"width": 2}},
            hovertext=[told, told], hoverinfo="text",
        )
    )  # fmt: skip


def _difference(figure: Sheet, row: pd.Series, y: float, *, lang: str) -> None:
    low, middle, high = (round(float(row[name]), 2) for name in ("did_low", "did", "did_high"))
    told = _value(row, lang=lang)
    figure.add_trace(
        go.Scatter(
            x=[low, high], y=[y, y], xaxis="x2", mode="lines", line={"color": palette.INK, "width": 2},
            hoverinfo="skip", name="",
        )
    )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=[middle], y=[y], xaxis="x2", mode="markers",
            marker={"symbol": "diamond", "size": 11, "color": palette.INK},
            hovertext=[told], hoverinfo="text", cliponaxis=False, name="",
        )
    )  # fmt: skip


def _value(row: pd.Series, *, lang: str) -> str:
    return f"{levels(row['did'], lang=lang)} {levels_interval(row['did_low'], row['did_high'], lang=lang)}"


def _legend(figure: Sheet, *, lang: str) -> None:
    told = "   ".join(
        f'<span style="color:{colour}">●</span> {group.label.of(lang)}' for group, colour in SIDES.values()
    )
    figure.add_annotation(
        text=told, x=0, y=0, xref="paper", yref="paper", xanchor="left", yanchor="top", yshift=-44, showarrow=False,
        font={"size": SMALL_SIZE},
    )  # fmt: skip


def _alt(rows: pd.DataFrame, *, labels: Mapping[str, str], lang: str) -> str:
    told = [say("alt_comparison", lang=lang, n=integer(len(rows), lang=lang))]
    for _, row in rows.iterrows():
        names = [f"mean_{when}_{side}" for side in SIDES for when in ("before", "after")]
        means = dict(zip("abcd", (decimal(row[name], digits=2, lang=lang) for name in names), strict=True))
        value = _value(row, lang=lang)
        told.append(say("alt_comparison_item", lang=lang, label=labels[row["item"]], value=value, **means))
    return " ".join(told)


def _table(rows: pd.DataFrame, *, group: ComparisonGroup, labels: Mapping[str, str], lang: str) -> pd.DataFrame:
    columns = {say("question", lang=lang): [labels[item] for item in rows["item"]]}
    for side, (named, _) in SIDES.items():
        ends = rows[[f"mean_before_{side}", f"mean_after_{side}"]].to_numpy(dtype=float)
        columns[named.label.of(lang)] = [" → ".join(decimal(x, digits=2, lang=lang) for x in pair) for pair in ends]
    columns[difference_header(group, lang=lang)] = [_value(row, lang=lang) for _, row in rows.iterrows()]
    return pd.DataFrame(columns, dtype="str")
