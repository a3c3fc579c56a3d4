"""Steps of journeys as bars that shorten from step to step, and what closed applications, reason by reason."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import LINE, SMALL_SIZE, canvas, left_text, row_text, sentence_figure, wrapped
from declic_analysis.wording.formats import integer, missing, percent, printed_points
from declic_analysis.wording.steps import (
    START,
    reason_group,
    reason_name,
    step_count,
    step_name,
    step_share,
    steps_alt,
    stop_name,
    stop_outcome,
)
from declic_analysis.wording.texts import capital, say

BAR, AFTER, RIGHT = 18, 10, 150  # pixels: height of a bar, space after it, kept for the numbers
FROM_START = ("start_rate", "start_low", "start_high")


class _Line(NamedTuple):
    """A bar: its name, its length and interval in percent (None: nothing to draw), what stands at its right."""

    name: str
    length: float | None
    ends: tuple[float, float] | None
    text: str
    full: bool = False


def steps_figure(steps: Published, *, table: pd.DataFrame, lang: str = "fr") -> Picture:
    """A bar a step, as long as its share of all those followed, with its interval and its number.

    Parameters: steps, a published `step_rates` of one group; table, its twin (`tables.steps_table`). A step that nobody
    records, or whose number is withheld, keeps its line and has no bar. Raises: ContractError, for a bare frame.
    """
    rows = require_published(steps, kind="steps").frame
    unit = str(rows["unit"].iloc[0]) if len(rows) else "person"
    title = say(f"steps_title_{unit}", lang=lang)
    if rows.empty or not rows["published"].astype(bool).any():
        text = say("nothing_to_show" if rows.empty else "steps_hidden", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    lines = [_start(rows.iloc[0], unit=unit, lang=lang), *(_step(row, lang=lang) for _, row in rows.iterrows())]
    confidence = percent(rows["confidence"].iloc[0], lang=lang)
    alt = steps_alt({line.name: line.text.replace("<br>", " ") for line in lines}, lang=lang)
    return Picture(_drawn(lines, lang=lang), title, alt, say("steps_note", lang=lang, confidence=confidence), table)


def _start(row: pd.Series, *, unit: str, lang: str) -> _Line:
    n = say("not_published", lang=lang) if missing(row["n_start"]) else integer(row["n_start"], lang=lang)
    return _Line(step_name(START, unit=unit, lang=lang), 100.0, None, n, full=True)


def _step(row: pd.Series, *, lang: str) -> _Line:
    name = step_name(str(row["step"]), unit=str(row["unit"]), lang=lang)
    count, share = step_count(row, "n_reached", lang=lang), step_share(row, FROM_START, lang=lang)
    text = f"{count}<br>{share}" if share else count
    if not share:
        return _Line(name, 95.0 if bool(row["nearly_all"]) else None, None, text)
    length, low, high = (printed_points(row[column]) for column in FROM_START)
    return _Line(name, length, (low, high), text)


def _drawn(lines: list[_Line], *, lang: str) -> Sheet:
    tops, y = [], 0.0
    for line in lines:
        tops.append(y)
        y += LINE * len(wrapped(capital(line.name))) + 2 + max(BAR, 30 if "<br>" in line.text else BAR) + AFTER
    figure = canvas(height=y, lang=lang, left=16, right=RIGHT)
    figure.update_xaxes(range=[0, 100])
    figure.update_layout(barmode="overlay")
    for line, top in zip(lines, tops, strict=True):
        _bar(figure, line, top=top)
    return figure


def _bar(figure: Sheet, line: _Line, *, top: float) -> None:
    label = wrapped(capital(line.name))
    middle = top + LINE * len(label) + 2 + BAR / 2
    row_text(figure, label, y=top, middle=middle)
    told = f"{capital(line.name)}<br>{line.text}"
    if line.length is not None:
        figure.add_trace(
            go.Bar(
                x=[line.length], y=[middle], width=[BAR], orientation="h", hovertext=[told], hoverinfo="text", name="",
                marker={"color": palette.MUTED if line.full else palette.MOVED, "line": {"width": 0}},
            )
        )  # fmt: skip
    if line.ends is not None:
        figure.add_trace(
            go.Scatter(
                x=list(line.ends), y=[middle + BAR / 2 + 4] * 2, mode="lines", hoverinfo="skip", name="",
                line={"color": palette.INK, "width": 2},
            )
        )  # fmt: skip
    figure.add_annotation(
        text=line.text, x=1, y=middle, xref="paper", xanchor="left", xshift=8, yanchor="middle", align="left",
        showarrow=False, borderpad=0, font={"size": SMALL_SIZE},
    )  # fmt: skip


def losses_figure(refusals: Published, *, table: pd.DataFrame, lang: str = "fr") -> Picture:
    """A bar a reason, as long as its share of the applications that were closed, under what may be said of it.

    Parameters: refusals, published; table, its twin (`tables.losses_table`). Raises: ContractError, for a bare frame.
    """
    rows, title = require_published(refusals, kind="refusals").shown, say("losses_title", lang=lang)
    if rows.empty:
        text = say("losses_none", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    lines = [(reason_group(str(row["group"]), lang=lang), _reason(row, lang=lang)) for _, row in rows.iterrows()]
    return Picture(_by_group(lines, lang=lang), title, _alt(lines, lang=lang), say("losses_note", lang=lang), table)


def stops_figure(stops: Published, *, table: pd.DataFrame, lang: str = "fr") -> Picture:
    """A bar an outcome, under the last step recorded of the people without a known hire.

    Parameters: stops, published; table, its twin (`tables.stops_table`). Raises: ContractError, for a bare frame.
    """
    rows, title = require_published(stops, kind="stops").shown, say("stops_title", lang=lang)
    if rows.empty:
        text = say("nothing_to_show", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    lines = [(stop_name(str(row["last"]), lang=lang), _stop(row, lang=lang)) for _, row in rows.iterrows()]
    return Picture(_by_group(lines, lang=lang), title, _alt(lines, lang=lang), say("stops_note", lang=lang), table)


def _stop(row: pd.Series, *, lang: str) -> _Line:
    share = percent(row["share"], lang=lang)
    text = say("step_line", lang=lang, n=integer(row["n"], lang=lang), share=share)
    return _Line(stop_outcome(row["outcome"], lang=lang), printed_points(row["share"]), None, text)


def _alt(lines: list[tuple[str, _Line]], *, lang: str) -> str:
    told = [
        say("alt_steps_item", lang=lang, step=f"{capital(group)}, {line.name}", value=line.text)
        for group, line in lines
    ]
    return " ".join([say("alt_losses", lang=lang), *told])


def _reason(row: pd.Series, *, lang: str) -> _Line:
    share = percent(row["share"], lang=lang)
    text = say("step_line", lang=lang, n=integer(row["n_applications"], lang=lang), share=share)
    return _Line(reason_name(str(row["reason"]), lang=lang), printed_points(row["share"]), None, text)


def _by_group(lines: list[tuple[str, _Line]], *, lang: str) -> Sheet:
    marks: list[tuple[_Line, float]] = []
    heads: list[tuple[str, float]] = []
    y, last = 0.0, ""
    for group, line in lines:
        if group != last:
            heads.append((capital(group), y))
            y, last = y + LINE + 6, group
        marks.append((line, y))
        y += LINE * len(wrapped(capital(line.name))) + 2 + BAR + AFTER
    figure = canvas(height=y, lang=lang, left=16, right=RIGHT)
    longest = max(line.length or 0 for line, _ in marks)
    figure.update_xaxes(range=[0, max(20.0, longest)])
    for text, top in heads:
        left_text(figure, f"<b>{text}</b>", y=top)
    for line, top in marks:
        _bar(figure, line, top=top)
    return figure
