"""Figures of designs that follow nobody: gaps between two groups of respondents, and the level of one wave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.net_shift import Telling, forest, note_of
from declic_analysis.figures.picture import Picture, chosen, group_names, labels_of
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import LINE, SMALL_SIZE, canvas, row_text, sentence_figure, wrapped
from declic_analysis.vocabulary import Direction
from declic_analysis.wording import sentences
from declic_analysis.wording.designs import gap_label, share_interval
from declic_analysis.wording.formats import integer, percent, printed_points
from declic_analysis.wording.texts import say

RIGHT, STRIP, AFTER = 150, 20, 10  # pixels: kept for the numbers; height of a mark; after a question
_FOREST = {"delta": "net_shift", "delta_low": "net_low", "delta_high": "net_high"}


def unpaired_figure(
    unpaired: Published,
    *,
    codebook: pd.DataFrame,
    lang: str = "fr",
    items: Sequence[str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Picture:
    """Cliff's delta with its interval, in points, one line a question; suppressed rows keep a line that says so.

    Parameters: unpaired, a published `unpaired_shift`; items and names, as in `net_shift_figure`. Questions asked in
    one wave only have no line.
    Raises: ContractError, for a bare frame or a codebook without its columns.
    """
    published = require_published(unpaired, kind="unpaired")
    rows = chosen(published.frame, items)
    rows = rows[~rows["asked_once"].astype(bool)].rename(columns=_FOREST)
    note = " ".join([note_of(rows, key="unpaired_note", lang=lang), *sentences.notes(published, lang=lang)])
    telling = Telling(
        "unpaired_title", "unpaired_axis", "alt_unpaired", "n_sides",
        verdict=lambda row: gap_label(row, lang=lang),
        counted=lambda row: _sides(row, lang=lang),
    )  # fmt: skip
    rows = rows.assign(_group=group_names(rows, published.by, names or {}))
    return forest(rows, telling, labels=labels_of(codebook, lang=lang), note=note, lang=lang)


def _sides(row: pd.Series, *, lang: str) -> str:
    counts = {name: integer(row[f"n_{name}"], lang=lang) for name in ("before", "after")}
    return say("sides", lang=lang, **counts)


def level_figure(
    level: Published, *, codebook: pd.DataFrame, lang: str = "fr", items: Sequence[str] | None = None
) -> Picture:
    """Favourable share of one wave with Wilson's interval, in percent, one line a question of a published `wave_level`.

    Questions with a favourable side, then perceived constraints; a question whose share is withheld says so.
    Raises: ContractError, for a bare frame or a codebook without its columns.
    """
    published, labels = require_published(level, kind="level"), labels_of(codebook, lang=lang)
    rows = chosen(published.frame, items)
    rows = rows.assign(_neutral=rows["direction"] == Direction.NEUTRAL).sort_values("_neutral", kind="stable")
    title, table = say("level_title", lang=lang), _table(rows, labels, lang=lang)
    known = rows["confidence"].dropna()
    note = say("level_note", lang=lang, confidence=percent(known.iloc[0] if len(known) else 0.95, lang=lang))
    note = " ".join([note, *sentences.notes(published, lang=lang)])
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, note, table)
    return Picture(_drawn(rows, labels, lang=lang), title, _alt(rows, labels, lang=lang), note, table)


def _drawn(rows: pd.DataFrame, labels: Mapping[str, str], *, lang: str) -> Sheet:
    tops, y = [], 0.0
    for item in rows["item"]:
        tops.append(y)
        y += LINE * len(wrapped(labels[item])) + STRIP + AFTER
    figure = canvas(height=y, lang=lang, left=16, right=RIGHT, bottom=44)
    _axis(figure, height=y, lang=lang)
    for top, (_, row) in zip(tops, rows.iterrows(), strict=True):
        lines = wrapped(labels[row["item"]])
        middle = top + LINE * len(lines) + STRIP / 2
        row_text(figure, lines, y=top, middle=middle)
        _mark(figure, row, y=middle, lang=lang)
    # A figure without a trace is drawn as an empty frame by some viewers.
    figure.add_trace(go.Scatter(x=[], y=[], mode="markers", hoverinfo="skip"))
    return figure


def _axis(figure: Sheet, *, height: float, lang: str) -> None:
    ticks = [0, 25, 50, 75, 100]
    figure.update_xaxes(
        visible=True, range=[-2, 102], tickvals=ticks, ticktext=[percent(t / 100, lang=lang) for t in ticks],
        showgrid=True, tickfont={"size": SMALL_SIZE},
        title={"text": say("level_axis", lang=lang), "font": {"size": SMALL_SIZE}, "standoff": 6},
    )  # fmt: skip
    line = {"color": palette.MUTED, "width": 1}
    figure.add_shape(type="line", x0=50, x1=50, y0=0, y1=height, line=line, layer="below")


def _mark(figure: Sheet, row: pd.Series, *, y: float, lang: str) -> None:
    shown = bool(row["favourable_published"])
    if shown:
        names = ("favourable_low", "favourable_high", "favourable")
        low, high, middle = (printed_points(row[name]) for name in names)
        colour = palette.NEUTRAL_MOVED if row["direction"] == Direction.NEUTRAL else palette.MOVED
        figure.add_trace(
            go.Scatter(
                x=[low, high], y=[y, y], mode="lines", line={"color": palette.INK, "width": 2}, hoverinfo="skip",
                name="",
            )
        )  # fmt: skip
        figure.add_trace(
            go.Scatter(
                x=[middle], y=[y], mode="markers", marker={"symbol": "circle", "size": 12, "color": colour}, name="",
                hovertext=[_value(row, lang=lang)], hoverinfo="text", cliponaxis=False,
            )
        )  # fmt: skip
    text = _value(row, lang=lang) if shown else f"<i>{_value(row, lang=lang)}</i>"
    figure.add_annotation(
        text="<br>".join(wrapped(text, width=26)), x=1, y=y, xref="paper", xanchor="left", xshift=8, yanchor="middle",
        align="left", showarrow=False, borderpad=0, font={"size": SMALL_SIZE},
    )  # fmt: skip


def _value(row: pd.Series, *, lang: str) -> str:
    """The share with its interval and the number of respondents, or that it is not published."""
    if not bool(row["published"]):
        return sentences.suppressed_label(row["reason"], lang=lang)
    n = say("n_equals", lang=lang, n=integer(row["n"], lang=lang))
    return f"{share_interval(row, lang=lang)} · {n}"


def _alt(rows: pd.DataFrame, labels: Mapping[str, str], *, lang: str) -> str:
    n, published = integer(len(rows), lang=lang), integer(int(rows["published"].sum()), lang=lang)
    told = [say("alt_level", lang=lang, n=n, published=published)]
    told += [
        say("alt_shift_item", lang=lang, label=labels[row["item"]], value=_value(row, lang=lang))
        for _, row in rows.iterrows()
    ]
    return " ".join(told)


def _table(rows: pd.DataFrame, labels: Mapping[str, str], *, lang: str) -> pd.DataFrame:
    names = [say(key, lang=lang) for key in ("question", "level_title", "level_n")]
    hidden = say("not_published", lang=lang)
    cells = [
        (
            labels[row["item"]],
            share_interval(row, lang=lang),
            integer(row["n"], lang=lang) if bool(row["published"]) else hidden,
        )
        for _, row in rows.iterrows()
    ]
    return pd.DataFrame(cells, columns=names, dtype="str")
