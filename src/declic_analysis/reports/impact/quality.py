"""The quality of the data in a few lines: who answered, who can be followed, where the rows went."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from declic_analysis import wording
from declic_analysis.reports import results
from declic_analysis.reports.blocks import Block, Blocks, joined, paragraph
from declic_analysis.reports.results import View
from declic_analysis.vocabulary import RowState
from declic_analysis.wording.texts import say


def quality_blocks(view: View, *, ledger: pd.DataFrame, quarantine: pd.DataFrame) -> Blocks:
    """The table of the collection, then the ledger in one sentence: all rows of all files, which add up.

    Parameters: the contract tables `ledger` and `quarantine` of the build.
    """
    return joined([results.flow_blocks(view), *_rows(view, ledger), *_waiting(view, quarantine)])


def _rows(view: View, ledger: pd.DataFrame) -> Iterator[Block]:
    rows = ledger[ledger["unit"] == "row"].groupby("category", sort=False)["n"].sum()
    if rows.empty:
        return
    names = {state.value: state.label.of(view.lang) for state in RowState}
    raw = wording.integer(rows.get("raw", 0), lang=view.lang)
    parts = [
        f"{names.get(str(category), str(category))}\u00a0: {wording.integer(n, lang=view.lang)}"
        for category, n in rows.items()
        if category != "raw" and n
    ]
    yield paragraph(say("quality_rows", lang=view.lang, raw=raw, counts=", ".join(parts)))


def _waiting(view: View, quarantine: pd.DataFrame) -> Iterator[Block]:
    if len(quarantine):
        n = wording.integer(len(quarantine), lang=view.lang)
        yield paragraph(say("quality_waiting", lang=view.lang, n=n), kind="note")
