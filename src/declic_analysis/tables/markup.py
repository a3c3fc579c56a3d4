"""A display table as HTML that a screen reader can walk through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

import pandas as pd

NUMBER = re.compile(r"[\d\s.,+−–%€/±<>≤≥-]*\d[\d\s.,+−–%€/±-]*")
LONG, LONG_HEAD, WITHHELD = 24, 48, 16  # characters: what takes lines, and what may stand in a column of numbers


def to_html(frame: pd.DataFrame, *, caption: str, groups: Sequence[str] = ()) -> str:
    """`frame` as one `<table>`: caption, column headers and row headers with `scope`, every cell escaped.

    The first column names the row. Columns are marked for the style sheet: `number` where they hold numbers, `words`
    where a cell is long. `groups`: one heading a row; rows that follow one another under the same heading stand in one
    group. An empty frame keeps its header.
    """
    columns = [(str(name), [str(cell) for cell in frame.iloc[:, k]]) for k, name in enumerate(frame.columns)]
    kinds = [_kind(name, cells) if k else "" for k, (name, cells) in enumerate(columns)]
    head = "".join(
        f'<th scope="col"{kind}>{escape(str(name))}</th>' for name, kind in zip(frame.columns, kinds, strict=True)
    )
    rows = [f"<tr>{_cells(row, kinds)}</tr>" for row in frame.itertuples(index=False, name=None)]
    body = "".join(_grouped(rows, groups, width=len(frame.columns))) if groups else f"<tbody>{''.join(rows)}</tbody>"
    return (
        f'<table class="declic-table"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>{body}</table>'
    )


def _grouped(rows: Sequence[str], groups: Sequence[str], *, width: int) -> Iterator[str]:
    for heading, own in groupby(zip(groups, rows, strict=True), key=lambda pair: pair[0]):
        title = f'<tr class="group"><th scope="rowgroup" colspan="{width}">{escape(heading)}</th></tr>'
        yield f"<tbody>{title}{''.join(row for _, row in own)}</tbody>"


def _kind(name: str, cells: Sequence[str]) -> str:
    """The class attribute of a column."""
    long = len(name) > LONG_HEAD or any(len(cell) > LONG for cell in cells)
    kinds = ["number"] * _is_number(cells) + ["words"] * long
    return f' class="{" ".join(kinds)}"' if kinds else ""


def _is_number(cells: Sequence[str]) -> bool:
    """Whether cells hold numbers, or words that stand for one ("non publié")."""
    numbers = [NUMBER.fullmatch(cell) is not None for cell in cells]
    others = [cell for cell, number in zip(cells, numbers, strict=True) if not number]
    return any(numbers) and all(len(cell) <= WITHHELD and not re.search(r"\d", cell) for cell in others)


def _cells(row: Iterable[object], kinds: Sequence[str]) -> str:
    first, *others = (escape(str(cell)) for cell in row)
    cells = (f"<td{kind}>{cell}</td>" for cell, kind in zip(others, kinds[1:], strict=True))
    return f'<th scope="row">{first}</th>' + "".join(cells)
