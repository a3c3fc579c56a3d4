"""Where the raw rows and cells went. These count lines of files, not answers of persons."""

from __future__ import annotations

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.vocabulary import CellState, CorrectionState, FieldState, NoteKind, QuarantineReason, RowState
from declic_analysis.wording.formats import integer, missing
from declic_analysis.wording.texts import TEXTS, say

_CATEGORIES = {
    "row": {member.value: member.label for member in RowState},
    "cell": {member.value: member.label for member in CellState},
    "field": {member.value: member.label for member in FieldState},
    "note": {member.value: member.label for member in NoteKind},
}
_REASONS = {member.value: member.label for member in QuarantineReason}


def ledger_table(ledger: pd.DataFrame, *, lang: str = "fr") -> pd.DataFrame:
    """The contract table `ledger` with its words: source, file, unit, where they went, number, detail.

    Raises: ContractError, when a column is missing.
    """
    require(ledger, ["source", "file", "unit", "category", "n", "detail"], table="ledger")
    columns = {
        "source": ledger["source"],
        "file": ledger["file"],
        "unit": [_text(unit, lang=lang) for unit in ledger["unit"]],
        "category": [_category(u, c, lang=lang) for u, c in zip(ledger["unit"], ledger["category"], strict=True)],
        "n": [integer(n, lang=lang) for n in ledger["n"]],
        "detail": ["" if missing(text) else str(text) for text in ledger["detail"]],
    }
    return _titled(columns, lang=lang)


def quarantine_table(quarantine: pd.DataFrame, *, lang: str = "fr") -> pd.DataFrame:
    """Quarantined cells and rows, counted by file, column and reason: never a row's content.

    Raises: ContractError, when a column is missing.
    """
    keys = ["file", "column", "reason", "expected"]
    require(quarantine, keys, table="quarantine")
    counted = quarantine.groupby(keys, dropna=False, sort=True).size().rename("n").reset_index()
    columns = {
        "file": counted["file"],
        "column": [say("whole_row", lang=lang) if missing(c) else str(c) for c in counted["column"]],
        "reason": [_REASONS[r].of(lang) if r in _REASONS else str(r) for r in counted["reason"]],
        "expected": counted["expected"],
        "n": [integer(n, lang=lang) for n in counted["n"]],
    }
    return _titled(columns, lang=lang)


def corrections_table(corrections: pd.DataFrame, *, lang: str = "fr") -> pd.DataFrame:
    """What became of people's corrections, counted by file and effect: never a value, nor who decided.

    Raises: ContractError, when a column is missing.
    """
    require(corrections, ["file", "state"], table="corrections")
    counted = corrections.groupby(["file", "state"], sort=True).size().rename("n").reset_index()
    columns = {
        "file": counted["file"],
        "category": [CorrectionState.of(state).label.of(lang) for state in counted["state"]],
        "n": [integer(n, lang=lang) for n in counted["n"]],
    }
    return _titled(columns, lang=lang)


def _category(unit: str, category: str, *, lang: str) -> str:
    label = _CATEGORIES.get(unit, {}).get(category)
    return label.of(lang) if label else _text(category, lang=lang)


def _text(code: str, *, lang: str) -> str:
    return say(code, lang=lang) if code in TEXTS else str(code)


def _titled(columns: dict[str, object], *, lang: str) -> pd.DataFrame:
    return pd.DataFrame({say(name, lang=lang): list(values) for name, values in columns.items()}, dtype="str")  # type: ignore[call-overload]
