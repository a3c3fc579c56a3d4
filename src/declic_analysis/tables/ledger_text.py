"""The ledger for a terminal: two lines a file, the sum written out, then what was counted beside."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from declic_analysis.vocabulary import (
    CellState,
    CorrectionState,
    FieldState,
    Label,
    NoteKind,
    QuarantineReason,
    RowState,
)
from declic_analysis.wording import integer

UNITS = {
    "row": (Label("lignes", "rows"), RowState),
    "cell": (Label("cellules", "cells"), CellState),
    "field": (Label("cellules", "cells"), FieldState),
}

WITH_DETAIL = (NoteKind.TOOL_RECOGNISED, NoteKind.TOOL_DOUBTED)  # their detail is headers, evidence for the reader


def ledger_lines(ledger: pd.DataFrame, *, lang: str = "fr") -> list[str]:
    """'lignes 78 = 71 acceptées + 2 doublons écartés + 5 …' per file, notes below; empty categories are left out."""
    lines = []
    for file, part in ledger.groupby("file", sort=False):
        lines += [str(file), *_balances(part, lang=lang), *_notes(part, lang=lang)]
    return lines


def _balances(part: pd.DataFrame, *, lang: str) -> Iterator[str]:
    for unit, (name, states) in UNITS.items():
        counts = part[part["unit"] == unit].groupby("category")["n"].sum()
        if "raw" in counts:
            kept = [state for state in states if counts.get(state.value)]
            terms = [f"{integer(counts[state.value], lang=lang)} {state.label.of(lang)}" for state in kept]
            yield f"  {name.of(lang)} {integer(counts['raw'], lang=lang)} = {' + '.join(terms) or '0'}"


def _notes(part: pd.DataFrame, *, lang: str) -> Iterator[str]:
    for category, notes in part[part["unit"] == "note"].groupby("category", sort=False):
        kind, colon = NoteKind.of(str(category)), "\u00a0: " if lang == "fr" else ": "
        shown = f" ({'; '.join(notes['detail'].dropna())})" if kind in WITH_DETAIL else ""
        yield f"  – {kind.label.of(lang)}{colon}{integer(notes['n'].sum(), lang=lang)}{shown}"


def quarantine_lines(quarantine: pd.DataFrame, *, lang: str = "fr", most: int = 30) -> list[str]:
    """'file, line 12, column: reason', so that a person can open the raw file there; the raw value is not repeated."""
    line = "ligne" if lang == "fr" else "line"
    kept = quarantine.sort_values(["file", "row"], kind="stable").head(most)
    rows = zip(kept["file"], kept["row"], kept["column"].fillna("–"), kept["reason"], strict=True)
    shown = [f"  {f}, {line} {n}, « {c} » : {QuarantineReason.of(str(r)).label.of(lang)}" for f, n, c, r in rows]
    return [*shown, "  …"] if len(quarantine) > most else shown


def correction_lines(corrections: pd.DataFrame, *, lang: str = "fr", most: int = 30) -> list[str]:
    """How many corrections had which effect, then each one without effect: 'file, line 12, column: why'."""
    states = [CorrectionState.of(state) for state in corrections["state"]]
    counted = {state: states.count(state) for state in CorrectionState}
    colon = "\u00a0: " if lang == "fr" else ": "
    head = [f"  {state.label.of(lang)}{colon}{integer(n, lang=lang)}" for state, n in counted.items() if n]
    line = "ligne" if lang == "fr" else "line"
    idle = corrections[[not state.took_effect for state in states]].head(most)
    rows = zip(idle["file"], idle["row"], idle["column"].fillna("–"), idle["state"], strict=True)
    return [
        *head,
        *(f"  ! {f}, {line} {n}, « {c} »{colon}{CorrectionState.of(s).label.of(lang)}" for f, n, c, s in rows),
    ]
