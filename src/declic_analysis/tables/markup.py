"""A display table as HTML that a screen reader can walk through."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd


def to_html(frame: pd.DataFrame, *, caption: str) -> str:
    """`frame` as one `<table>`: caption, column headers and row headers with `scope`, every cell escaped.

    The first column names the row. An empty frame keeps its header.
    """
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in frame.itertuples(index=False, name=None))
    return (
        f'<table class="declic-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cells(row: Iterable[object]) -> str:
    first, *others = (escape(str(cell)) for cell in row)
    return f'<th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in others)
