"""The grid of who shared an action with whom: a cell a pair, read by name, never a ball of lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.disclosure import UNNAMED, Published, require_published
from declic_analysis.figures import palette
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.sheet import Sheet
from declic_analysis.figures.template import LINE, TEXT_SIZE, canvas, row_text, sentence_figure, wrapped
from declic_analysis.wording.formats import integer
from declic_analysis.wording.partners import structure_words
from declic_analysis.wording.texts import say

_RAMP = palette.level_colours(4, neutral=False)
_CELLS = (_RAMP[2], palette.MOVED, _RAMP[3])  # one action shared, two, three or more
CELL, HEAD_WRAP, SIGN = 24, 22, 7  # pixels a cell; characters a line of a column's head; pixels a character
PHONE, HEAD_LINE = 322, 14  # pixels: the columns together on a phone; a line of a column's head
COLUMNS, ROWS = 18, 40  # a grid that holds more cannot be read by name


def fits(n_prescribers: int, n_companies: int) -> bool:
    """Whether so many structures can be read by name in one grid, the fewer ones as columns."""
    return min(n_prescribers, n_companies) <= COLUMNS and max(n_prescribers, n_companies) <= ROWS


class _Side(NamedTuple):
    """labels: id → name, in the order of the grid; alone: no group of several among them."""

    labels: dict[str, str]

    @property
    def alone(self) -> bool:
        return not any(one.startswith(UNNAMED) for one in self.labels)


def links_figure(
    links: Published, *, prescribers: Sequence[str], companies: Sequence[str], names: Mapping[str, str],
    table: pd.DataFrame, note: str, place: str = "", lang: str = "fr",
) -> Picture:  # fmt: skip
    """A grid: a line a prescribing structure, a column a company (the fewer ones as columns where there are many), the
    number of actions they shared in the cell; at its edges how many each has met, where all are named.

    Parameters: links, published; prescribers, companies: ids in the order of the grid; names: id → name; table, its
    twin; place: the territory that it is about. Raises: ContractError, for a bare frame.
    """
    rows, title = require_published(links, kind="links").shown, _title(place, lang=lang)
    if rows.empty:
        text = say("network_hidden", lang=lang)
        return Picture(sentence_figure(text, lang=lang), title, text, "", table)
    first = _Side(_labels(rows, prescribers, "prescriber", names, lang))
    second = _Side(_labels(rows, companies, "company", names, lang))
    shared = {(str(r["prescriber"]), str(r["company"])): int(r["n_actions"]) for _, r in rows.iterrows()}
    alt = _alt(first.labels, second.labels, shared, lang=lang)
    if turned(len(first.labels), len(second.labels)):
        first, second, shared = second, first, {(c, p): n for (p, c), n in shared.items()}
    return Picture(_grid(first, second, shared, lang=lang), title, alt, note, table)


def turned(n_prescribers: int, n_companies: int) -> bool:
    """Companies stand as lines: there are too many of them for columns."""
    return n_companies > COLUMNS and n_companies > n_prescribers


def _title(place: str, *, lang: str) -> str:
    title = say("links_title", lang=lang)
    return say("links_title_place", lang=lang, title=title, place=place) if place else title


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


def _grid(first: _Side, second: _Side, shared: Mapping[tuple[str, str], int], *, lang: str) -> Sheet:
    edges = first.alone and second.alone
    labels = [*second.labels.values(), *([say("links_edge", lang=lang)] if edges else [])]
    heads = [_head(label, lines=PHONE // (HEAD_LINE * len(labels))) for label in labels]
    top = max(len(line) for lines in heads for line in lines) * SIGN + 10
    tops, y = list[float](), top
    for label in first.labels.values():
        tops.append(y)
        y += LINE * len(wrapped(label)) + CELL
    figure = canvas(height=y + (LINE + CELL if edges else 0), lang=lang, left=16, right=12)
    figure.update_xaxes(range=[-0.5, len(labels) - 0.5])
    _heads(figure, heads, y=top - 4)
    for (one, label), start in zip(first.labels.items(), tops, strict=True):
        middle = start + LINE * len(wrapped(label)) + CELL / 2
        row_text(figure, wrapped(label), y=start, middle=middle)
        _line(figure, one, label, middle, second=second.labels, shared=shared, lang=lang)
    if edges:
        _edges(figure, first, second, shared, tops=tops, y=y, lang=lang)
    return figure


def _heads(figure: Sheet, heads: Sequence[Sequence[str]], *, y: float) -> None:
    for k, lines in enumerate(heads):
        figure.add_annotation(
            text="<br>".join(lines), x=k, y=y, xanchor="center", yanchor="bottom", textangle=-90, align="left",
            showarrow=False, borderpad=0, font={"size": TEXT_SIZE},
        )  # fmt: skip


def _edges(
    figure: Sheet, first: _Side, second: _Side, shared: Mapping[tuple[str, str], int], *, tops: Sequence[float],
    y: float, lang: str,
) -> None:  # fmt: skip
    """How many structures of the other side each has met: at the end of its line, at the foot of its column."""
    met = {pair for pair, n in shared.items() if n}
    middles = [start + LINE * len(wrapped(label)) + CELL / 2
               for start, label in zip(tops, first.labels.values(), strict=True)]  # fmt: skip
    foot, text = y + LINE + CELL / 2, say("links_edge", lang=lang)
    row_text(figure, [f"<b>{text}</b>"], y=y, middle=foot)
    ends = [sum((one, other) in met for other in second.labels) for one in first.labels]
    feet = [sum((one, other) in met for one in first.labels) for other in second.labels]
    x = [len(second.labels)] * len(ends) + list(range(len(feet)))
    labels, met_by = [*first.labels.values(), *second.labels.values()], [*ends, *feet]
    told = [say("links_edge_told", lang=lang, label=label, n=str(n)) for label, n in zip(labels, met_by, strict=True)]
    figure.add_trace(
        go.Scatter(
            x=x, y=[*middles, *[foot] * len(feet)], mode="text", text=[f"<b>{n}</b>" for n in met_by],
            hovertext=told, hoverinfo="text", name="", cliponaxis=False, textfont={"size": TEXT_SIZE},
        )
    )  # fmt: skip


def _head(label: str, *, lines: int) -> list[str]:
    """The head of a column, in no more lines than stand beside one another on a phone."""
    widths = range(HEAD_WRAP, max(HEAD_WRAP, len(label)) + 1)
    return next((found for w in widths if len(found := wrapped(label, width=w)) <= lines), [label])


def _line(
    figure: Sheet, one: str, label: str, middle: float, *, second: Mapping[str, str],
    shared: Mapping[tuple[str, str], int], lang: str,
) -> None:  # fmt: skip
    counts = [shared.get((one, other), 0) for other in second]
    size = min(CELL - 4, PHONE // (len(counts) + 1) - 2)
    colours = [_CELLS[min(n, len(_CELLS)) - 1] if n else palette.BAND for n in counts]
    told = [
        say("links_cell", lang=lang, prescriber=label, company=company, n=integer(n, lang=lang))
        for company, n in zip(second.values(), counts, strict=True)
    ]
    figure.add_trace(
        go.Scatter(
            x=list(range(len(counts))), y=[middle] * len(counts), mode="markers+text", hovertext=told, hoverinfo="text",
            text=[str(n) if n else "" for n in counts], name="", cliponaxis=False,
            textfont={"size": TEXT_SIZE, "color": [palette.text_on(colour) for colour in colours]},
            marker={"symbol": "square", "size": size, "color": colours, "line": {"width": 0}},
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
