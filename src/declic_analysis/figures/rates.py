"""Shares of groups side by side: each group's own and, below it, the same drawn towards the others."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import LINE, SMALL_SIZE, canvas, row_text, sentence_figure, wrapped
from declic_analysis.wording.formats import integer, missing, percent, printed_points
from declic_analysis.wording.rates import grouping_words, labelled, share_words
from declic_analysis.wording.texts import capital, say

RIGHT, BETWEEN, AFTER = 150, 16, 10  # pixels: kept for the numbers, between both marks, after a group
KINDS = {
    "rates_raw": ("rate", "low", "high", "circle-open", palette.MUTED),
    "rates_shrunken": ("shrunken", "shrunken_low", "shrunken_high", "diamond", palette.MOVED),
}


def rates_figure(rates: Published, *, names: Mapping[str, str], units: str, lang: str = "fr") -> Picture:
    """Raw and shrunken share of each group of one grouping of a published `pooled_rates`; groups without a published
    rate have no line.

    Parameters: names: id → label of groups; units, what is counted, e.g. "personnes".
    Raises: ContractError, for a bare frame.
    """
    rows = require_published(rates, kind="rates").frame
    grouping = grouping_words(str(rows["grouping"].iloc[0]), lang=lang)
    title = say("rates_title", lang=lang, grouping=grouping)
    rows = labelled(rows, names=names, lang=lang)
    table, shown = _table(rows, grouping=grouping, units=units, lang=lang), rows[rows["rate_published"].astype(bool)]
    if shown.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    note = say("rates_note", lang=lang, confidence=percent(rows["confidence"].iloc[0], lang=lang))
    return Picture(_drawn(shown, lang=lang), title, _alt(shown, lang=lang), note, table)


def _drawn(rows: pd.DataFrame, *, lang: str) -> Sheet:
    y, marks = 0.0, []
    labels: list[tuple[list[str], float, float]] = []
    for _, row in rows.iterrows():
        lines = wrapped(f"{row['label']} · {say('n_equals', lang=lang, n=integer(row['n'], lang=lang))}")
        kinds = [kind for kind, (name, *_) in KINDS.items() if not missing(row[name])]
        top, y = y, y + LINE * len(lines) + BETWEEN / 2
        labels.append((lines, top, y + BETWEEN * (len(kinds) - 1) / 2))
        marks += [(row, kind, y + BETWEEN * k) for k, kind in enumerate(kinds)]
        y += BETWEEN * len(kinds) + AFTER
    figure = canvas(height=y, lang=lang, left=16, right=RIGHT, bottom=44)
    _axis(figure, rows, lang=lang)
    for lines, top, middle in labels:
        row_text(figure, lines, y=top, middle=middle)
    for row, kind, height in marks:
        _mark(figure, row, kind, height, lang=lang)
    return figure


def _axis(figure: Sheet, rows: pd.DataFrame, *, lang: str) -> None:
    ends = rows[["high", "shrunken_high"]].astype("float64").max().max()
    reach = min(100.0, max(20.0, 100 * float(ends)))
    step = 10 if reach <= 50 else 20
    figure.update_xaxes(
        visible=True, range=[-1, reach * 1.04], tickvals=list(range(0, 101, step)), showgrid=True,
        tickfont={"size": SMALL_SIZE},
        title={"text": say("rates_axis", lang=lang), "font": {"size": SMALL_SIZE}, "standoff": 6},
    )  # fmt: skip


def _mark(figure: Sheet, row: pd.Series, kind: str, y: float, *, lang: str) -> None:
    name, low, high, symbol, colour = KINDS[kind]
    middle, first, last = (printed_points(row[column]) for column in (name, low, high))
    told = f"{say(kind, lang=lang)} {_numbers(row, kind, lang=lang)}"
    line = {"color": colour, "width": 2}
    figure.add_trace(go.Scatter(x=[first, last], y=[y, y], mode="lines", line=line, hoverinfo="skip", name=""))
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
    return share_words(row[name], row[low], row[high], lang=lang)


def _alt(rows: pd.DataFrame, *, lang: str) -> str:
    told = [say("alt_rates", lang=lang)]
    for _, row in rows.iterrows():
        kinds = [kind for kind, (name, *_) in KINDS.items() if not missing(row[name])]
        value = ", ".join(f"{say(kind, lang=lang)} {_numbers(row, kind, lang=lang)}" for kind in kinds)
        told.append(say("alt_groups_item", lang=lang, group=str(row["label"]), value=value))
    return " ".join(told)


def _table(rows: pd.DataFrame, *, grouping: str, units: str, lang: str) -> pd.DataFrame:
    def count(n: object) -> str:
        return say("not_published", lang=lang) if missing(n) else integer(n, lang=lang)

    def shrunken(row: pd.Series) -> str:
        alone = row["rate_published"] and missing(row["shrunken"])
        return "–" if alone else _numbers(row, "rates_shrunken", lang=lang)

    columns = {
        capital(grouping): rows["label"].tolist(),
        capital(say("rates_n", lang=lang, unit=units)): [count(n) for n in rows["n"]],
        say("rates_events", lang=lang): [count(n) for n in rows["n_events"]],
        say("rates_raw_long", lang=lang): [_numbers(row, "rates_raw", lang=lang) for _, row in rows.iterrows()],
        say("rates_shrunken_long", lang=lang): [shrunken(row) for _, row in rows.iterrows()],
    }
    return pd.DataFrame(columns, dtype="str")
