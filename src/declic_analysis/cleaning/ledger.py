"""The ledger: where each raw row and each item cell went. The categories of a unit add up to its raw count.

Rows: every record below the header, blank lines included (they count as incomplete).
Cells: the mapped item columns (one per item and wave) and choice questions (one per question and wave, whatever the
number of its columns) of *accepted* rows only; a row that is set aside has its cells
neither counted nor quarantined. Dates, identities, territories and verbatims are no item cells: what happens to them is
told by notes (`vocabulary.NoteKind`), which take no part in the balance.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from declic_analysis.cleaning.answers import STATES
from declic_analysis.vocabulary import CellState, RowState

LINE = ["source", "file", "unit", "category", "n", "detail"]
RAW = "raw"


def row_lines(rows: pd.DataFrame, *, source: str, blank: dict[str, int]) -> pd.DataFrame:
    """Ledger lines of rows: one per file and state, and their raw count.

    Parameters: rows, with file and state; blank, per file (every file of the source is a key), its blank lines.
    """
    lines = []
    for file, n_blank in blank.items():
        counts = rows.loc[rows["file"] == file, "state"].value_counts().to_dict()
        counts[RowState.INCOMPLETE.value] = counts.get(RowState.INCOMPLETE.value, 0) + n_blank
        lines += _balanced(source, file, "row", {state: int(counts.get(state, 0)) for state in RowState.codes()})
    return ledger_frame(lines)


def cell_lines(states: pd.Series, *, source: str, file: str) -> pd.DataFrame:
    """Ledger lines of the cells of one file: one per state, and their raw count.

    Parameters: states, place in `STATES` of each item cell, and of each choice question of each submission.
    """
    counts = np.bincount(states.to_numpy(dtype="int64"), minlength=len(STATES))
    found = {state.value: int(n) for state, n in zip(STATES, counts, strict=True)}
    return ledger_frame(_balanced(source, file, "cell", {state: found[state] for state in CellState.codes()}))


def note_lines(notes: Iterable[tuple[str, int, str | None]], *, source: str, file: str) -> pd.DataFrame:
    """Ledger lines of notes: category, how many, what about."""
    return ledger_frame([(source, file, "note", *note) for note in notes])


def balanced(counts: dict[str, int], *, source: str, file: str, unit: str) -> pd.DataFrame:
    """Ledger lines of one unit: its raw count, which is the sum of `counts`, then each category."""
    return ledger_frame(_balanced(source, file, unit, counts))


def _balanced(source: str, file: str, unit: str, counts: dict[str, int]) -> list[tuple[object, ...]]:
    whole = (source, file, unit, RAW, sum(counts.values()), None)
    return [whole, *((source, file, unit, category, n, None) for category, n in counts.items())]


def ledger_frame(lines: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    """Lines in the columns of the contract."""
    return pd.DataFrame(list(lines), columns=LINE).astype({"detail": "string"})


def ledger_balances(ledger: pd.DataFrame) -> bool:
    """The conservation law: per source, file and unit, what came in equals the sum of where it went."""
    counted = ledger[ledger["unit"] != "note"]
    raw = counted["category"] == RAW
    keys = ["source", "file", "unit"]
    came, went = (part.groupby(keys)["n"].sum() for part in (counted[raw], counted[~raw]))
    return came.index.equals(went.index) and bool((came == went).all())
