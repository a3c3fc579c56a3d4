"""Structures present period by period, and the grid of who shared an action with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.bars import Piece, Row, bars
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import LINE, SMALL_SIZE, canvas, row_text, sentence_figure, wrapped
from declic_analysis.vocabulary import Partnership
from declic_analysis.wording.ambassadors import count_words
from declic_analysis.wording.formats import integer
from declic_analysis.wording.partners import side_words, structure_words
from declic_analysis.wording.texts import say

_SHOWN = (Partnership.STAYED, Partnership.BACK, Partnership.NEW)
_RAMP = palette.level_colours(4, neutral=False)
_COLOURS = dict(zip(_SHOWN, (_RAMP[3], _RAMP[2], _RAMP[1]), strict=True))
_CELLS = (_RAMP[2], palette.MOVED, _RAMP[3])  # one action shared, two, three or more
CELL, HEAD_WRAP, SIGN = 24, 22, 6.4  # pixels a cell; characters a line of a column's head; pixels a character
PHONE, HEAD_LINE = 322, 15  # pixels: the columns together on a phone; a line of a column's head


def periods_figure(periods: Published, *, table: pd.DataFrame, note: str, lang: str = "fr") -> Picture:
    """A bar a period, side by side of the network: structures already there, back, new; those gone in words.

    Parameters: periods, published; table, its twin; note, the definitions. Raises: ContractError, for a bare frame.
    """
    rows, title = require_published(periods, kind="partner_periods").shown, say("periods_title", lang=lang)
    if rows.empty:
        text = say("loyalty_hidden", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    lines = [_period(row, lang=lang) for _, row in rows.iterrows()]
    legend = [(say(f"state_{s.value}", lang=lang), _COLOURS[s]) for s in _SHOWN]
    alt = " ".join([say("alt_periods", lang=lang), *(_said(row, lang=lang) for _, row in rows.iterrows())])
    return Picture(bars(lines, lang=lang, legend=legend, beside=72, right=130), title, alt, note, table)


def _period(row: pd.Series, *, lang: str) -> Row:
    pieces = [
        Piece(
            float(row[f"n_{s.value}"]), _COLOURS[s], integer(row[f"n_{s.value}"], lang=lang), _hover(row, s, lang=lang)
        )
        for s in _SHOWN
        if row[f"n_{s.value}"]
    ]
    return Row(side_words(row["side"], lang=lang), str(row["period"]), pieces, _gone(row, lang=lang))


def _hover(row: pd.Series, state: Partnership, *, lang: str) -> str:
    return (
        f"{row['period']}<br>{say(f'state_{state.value}', lang=lang)} : {integer(row[f'n_{state.value}'], lang=lang)}"
    )


def _gone(row: pd.Series, *, lang: str) -> str:
    if not bool(row["complete"]):
        return say("periods_open", lang=lang)
    return say("periods_gone", lang=lang, gone=integer(row["n_lapsed"], lang=lang))


def _said(row: pd.Series, *, lang: str) -> str:
    n = {s.value: integer(row[f"n_{s.value}"], lang=lang) for s in _SHOWN}
    return say("alt_periods_item", lang=lang, side=side_words(row["side"], lang=lang), period=str(row["period"]),
               present=count_words(row["n_present"], lang=lang), gone=_gone(row, lang=lang), **n)  # fmt: skip


def links_figure(
    links: Published, *, prescribers: Sequence[str], companies: Sequence[str], names: Mapping[str, str],
    table: pd.DataFrame, note: str, lang: str = "fr",
) -> Picture:  # fmt: skip
    """A grid: a line a prescribing structure, a column a company, the number of actions they shared in the cell.

    Parameters: links, published; prescribers, companies: ids in the order of the grid; names: id → name; table, its
    twin. Raises: ContractError, for a bare frame.
    """
    rows, title = require_published(links, kind="links").shown, say("links_title", lang=lang)
    if rows.empty:
        text = say("network_hidden", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    first, second = (
        _labels(rows, prescribers, "prescriber", names, lang),
        _labels(rows, companies, "company", names, lang),
    )
    shared = {(str(r["prescriber"]), str(r["company"])): int(r["n_actions"]) for _, r in rows.iterrows()}
    return Picture(_grid(first, second, shared, lang=lang), title, _alt(first, second, shared, lang=lang), note, table)


def _labels(
    rows: pd.DataFrame, order: Sequence[str], column: str, names: Mapping[str, str], lang: str
) -> dict[str, str]:
    sizes = rows.drop_duplicates(column).set_index(column)
    n = sizes["n_prescribers" if column == "prescriber" else "n_companies"]
    return {one: structure_words(one, names=names, n=n[one], lang=lang) for one in order if one in n.index}


def links_table(
    links: Published, *, prescribers: Sequence[str], companies: Sequence[str], names: Mapping[str, str],
    lang: str = "fr",
) -> pd.DataFrame:  # fmt: skip
    """The grid in numbers, in the same order. Raises: ContractError, for a bare frame."""
    rows = require_published(links, kind="links").shown
    if rows.empty:
        return pd.DataFrame({say("structure", lang=lang): []}, dtype="str")
    first, second = (
        _labels(rows, prescribers, "prescriber", names, lang),
        _labels(rows, companies, "company", names, lang),
    )
    shared = {(str(r["prescriber"]), str(r["company"])): int(r["n_actions"]) for _, r in rows.iterrows()}
    columns = {say("structure", lang=lang): list(first.values())}
    columns |= {label: [integer(shared.get((p, c), 0), lang=lang) for p in first] for c, label in second.items()}
    return pd.DataFrame(columns, dtype="str")


def _grid(
    first: Mapping[str, str], second: Mapping[str, str], shared: Mapping[tuple[str, str], int], *, lang: str
) -> Sheet:
    heads = [_head(label, lines=PHONE // (HEAD_LINE * len(second))) for label in second.values()]
    top = max(len(line) for lines in heads for line in lines) * SIGN + 10
    tops, y = list[float](), top
    for label in first.values():
        tops.append(y)
        y += LINE * len(wrapped(label)) + CELL
    figure = canvas(height=y, lang=lang, left=16, right=12)
    figure.update_xaxes(range=[-0.5, len(second) - 0.5])
    for k, lines in enumerate(heads):
        figure.add_annotation(
            text="<br>".join(lines), x=k, y=top - 4, xanchor="center", yanchor="bottom", textangle=-90, align="left",
            showarrow=False, borderpad=0, font={"size": SMALL_SIZE},
        )  # fmt: skip
    for (one, label), start in zip(first.items(), tops, strict=True):
        middle = start + LINE * len(wrapped(label)) + CELL / 2
        row_text(figure, wrapped(label), y=start, middle=middle)
        _line(figure, one, label, middle, second=second, shared=shared, lang=lang)
    return figure


def _head(label: str, *, lines: int) -> list[str]:
    """The head of a column, in no more lines than stand beside one another on a phone."""
    widths = range(HEAD_WRAP, max(HEAD_WRAP, len(label)) + 1)
    return next((found for w in widths if len(found := wrapped(label, width=w)) <= lines), [label])


def _line(
    figure: Sheet, one: str, label: str, middle: float, *, second: Mapping[str, str],
    shared: Mapping[tuple[str, str], int], lang: str,
) -> None:  # fmt: skip
    counts = [shared.get((one, other), 0) for other in second]
    colours = [_CELLS[min(n, len(_CELLS)) - 1] if n else palette.BAND for n in counts]
    told = [
        say("links_cell", lang=lang, prescriber=label, company=company, n=integer(n, lang=lang))
        for company, n in zip(second.values(), counts, strict=True)
    ]
    figure.add_trace(
        go.Scatter(
            x=list(range(len(counts))), y=[middle] * len(counts), mode="markers+text", hovertext=told, hoverinfo="text",
            text=[str(n) if n else "" for n in counts], name="", cliponaxis=False,
            textfont={"size": SMALL_SIZE, "color": [palette.text_on(colour) for colour in colours]},
            marker={"symbol": "square", "size": CELL - 4, "color": colours, "line": {"width": 0}},
        )
    )  # fmt: skip


def _alt(
    first: Mapping[str, str], second: Mapping[str, str], shared: Mapping[tuple[str, str], int], *, lang: str
) -> str:
    told = [say("alt_links", lang=lang)]
    for one, label in first.items():
        met = [f"{company} ({shared[one, other]})" for other, company in second.items() if shared.get((one, other))]
        companies = ", ".join(met) or say("alt_links_none", lang=lang)
        told.append(say("alt_links_item", lang=lang, prescriber=label, companies=companies))
    return " ".join(told)
