"""Where each row and each cell of a register went, and what could not be understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from declic_analysis.cleaning.ledger import balanced, note_lines, row_lines
from declic_analysis.cleaning.quarantine import COLUMNS
from declic_analysis.vocabulary import FieldState, NoteKind, QuarantineReason, RowState

FIELD = "field"
SAME_WIDTH = "autant de cellules que d’en-têtes"
DECLARED = "les mêmes valeurs que study.yaml, ou une seule des deux déclarations"
FIRST_OF_ALL = "une ligne par objet : voir la ligne {row}"


def register_ledger(
    rows: pd.DataFrame, *, source: str, file: str, n_blank: int, notes: Sequence[tuple[str, int, str | None]]
) -> pd.DataFrame:
    """Ledger lines of one sheet: its rows, the cells of its accepted rows, its notes.

    Parameters: rows, of that sheet, as `clean_register` returns them.
    """
    accepted = rows[rows["row_state"] == RowState.ACCEPTED.value]
    found = accepted[[name for name in rows if str(name).endswith(":state")]].melt()["value"].dropna().value_counts()
    cells = {state: int(found.get(state, 0)) for state in FieldState.codes()}
    told = [*notes, (NoteKind.TOTAL_ROW.value, int(rows["total"].sum()), None), *_people(accepted)]
    return pd.concat(
        [
            row_lines(rows.assign(state=rows["row_state"]), source=source, blank={file: n_blank}),
            balanced(cells, source=source, file=file, unit=FIELD),
            note_lines([note for note in told if note[1]], source=source, file=file),
        ],
        ignore_index=True,
    )


def _people(accepted: pd.DataFrame) -> list[tuple[str, int, str | None]]:
    if "identified" not in accepted:
        return []
    unknown = accepted.loc[~accepted["identified"].fillna(True).astype(bool), "identity"].value_counts(sort=False)
    return [(NoteKind.UNIDENTIFIED.value, int(n), str(state)) for state, n in unknown.items()]


def register_quarantine(rows: pd.DataFrame, *, headers: Mapping[str, str], expected: Mapping[str, str]) -> pd.DataFrame:
    """What of one sheet could not be understood: whole rows, then cells of accepted rows."""
    whole = rows[rows["row_state"] == RowState.QUARANTINED.value]
    records = whole.to_dict("records") if len(whole) else []
    told = [_of_row(row, headers=headers, expected=expected) for row in records]
    accepted = rows[rows["row_state"] == RowState.ACCEPTED.value]
    for name, header in headers.items():
        reason = f"{name}:reason"
        if reason in accepted:
            wrong = accepted.loc[accepted[reason].notna(), ["source", "file", "source_row", reason]]
            told += [(*place, header, why, expected[name]) for *place, why in wrong.itertuples(index=False, name=None)]
    return pd.DataFrame(told, columns=COLUMNS)


def _of_row(row: Mapping, *, headers: Mapping[str, str], expected: Mapping[str, str]) -> tuple[object, ...]:
    name = row["fault_column"] if isinstance(row["fault_column"], str) else None
    reasons = {
        QuarantineReason.WRONG_WIDTH.value: SAME_WIDTH,
        QuarantineReason.CONFLICTING_DECLARATION.value: DECLARED,
        QuarantineReason.CONFLICTING_ROWS.value: FIRST_OF_ALL.format(row=row["first_row"]),
    }
    wanted = expected.get(name or "", "") or reasons.get(row["fault"], "–")
    return row["source"], row["file"], row["source_row"], headers.get(name or "", name), row["fault"], wanted
