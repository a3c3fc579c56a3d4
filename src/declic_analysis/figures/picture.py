"""A figure with all that must stand beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

from declic_analysis.figures.sheet import Sheet
from declic_analysis.schemas import require


@dataclass(frozen=True, eq=False)
class Picture:
    """drawn, and as a figure; title and note for the page; alt, the figure in words; table, its twin for those who
    prefer numbers.
    """

    drawn: Sheet | go.Figure = field(repr=False)
    title: str
    alt: str
    note: str
    table: pd.DataFrame = field(repr=False)

    @cached_property
    def figure(self) -> go.Figure:
        return self.drawn.figure() if isinstance(self.drawn, Sheet) else self.drawn


def labels_of(codebook: pd.DataFrame, *, lang: str) -> Mapping[str, str]:
    """Item → label as figures write it.

    Raises: ContractError, when the codebook lacks a column.
    """
    require(codebook, ["item", f"label_{lang}"], table="codebook")
    first = codebook.drop_duplicates("item").set_index("item")
    return {str(item): str(label) for item, label in first[f"label_{lang}"].items()}


def chosen(rows: pd.DataFrame, items: Sequence[str] | None) -> pd.DataFrame:
    """The rows of the items to draw, all by default."""
    return rows if items is None else rows[rows["item"].isin(list(items))]


def group_names(rows: pd.DataFrame, by: Sequence[str], names: Mapping[str, str]) -> pd.Series:
    """What tells groups apart (audience, territory …) in words, for section headings; empty when there is one group."""
    keys = [name for name in by if name not in ("item", "wave", "month")]
    if not keys or len(rows[keys].drop_duplicates()) < 2:
        return pd.Series("", index=rows.index, dtype="str")
    told = rows[keys].astype("str").map(lambda code: names.get(code, code))
    return told.agg(" · ".join, axis=1)
