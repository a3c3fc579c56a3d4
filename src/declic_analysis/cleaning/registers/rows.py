"""Which rows of the registers of one kind count: each is accepted, a duplicate, incomplete or in quarantine.

A row that says again what an earlier row says is a duplicate; one that says something else of the same object is in
quarantine, for nobody but its author knows which is right.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

import pandas as pd

from declic_analysis.cleaning.registers.declared import completed, declared_rows
from declic_analysis.study import Study
from declic_analysis.study.register_fields import FIELDS
from declic_analysis.vocabulary import FieldState, QuarantineReason, RegisterKind, RowState

log = logging.getLogger(__name__)
PERSON = "person"
# What makes two rows speak of the same object; a row with an empty key, or of an unrecognised person, stands alone.
KEYS: dict[RegisterKind, tuple[tuple[str, ...], ...]] = {
    RegisterKind.STRUCTURES: (("structure",),),
    RegisterKind.ACTIONS: (("action",),),
    RegisterKind.ATTENDANCES: (("action", PERSON),),
    RegisterKind.INVITATIONS: (("action", "wave", PERSON),),
    RegisterKind.CANDIDATES: ((PERSON,),),
    RegisterKind.EVENTS: ((PERSON, "step", "event_on", "structure"),),
    RegisterKind.HIRES: (("hire",), (PERSON, "structure", "started_on")),
    RegisterKind.AMBASSADORS: ((PERSON,),),
    RegisterKind.VIDEOS: (("video", "measured_on"),),
    RegisterKind.RECOMMENDATIONS: (("recommendation",),),
    RegisterKind.INDICATORS: (("indicator",),),
    RegisterKind.COSTS: (("heading", "territory", "period"),),
    RegisterKind.QUALITATIVE: (("record",),),
    RegisterKind.DIAGNOSIS: (
        ("rome", "concerned", "audience", "element", "structure", "action", "territory", "named_on"),
    ),
    RegisterKind.OPENINGS: (("rome", "structure", "territory", "opened_on"),),
    RegisterKind.CONSENTS: ((PERSON, "purpose", "given_on"),),
    RegisterKind.APPLICATIONS: ((PERSON, "event_on", "structure"),),
    RegisterKind.IMMERSIONS: ((PERSON, "event_on", "structure"),),
}
MAY_BE_EMPTY = (
    "concerned",
    "named_on",
    "opened_on",
    "action",
    "wave",
    "structure",
    "territory",
    "period",
    "measured_on",
    "event_on",
    "started_on",
    "given_on",
)
# Beside the key, what must agree for a row to be a repetition; by default every column.
AGREE = {RegisterKind.ATTENDANCES: ("attendance", "role"), RegisterKind.INVITATIONS: ("audience",)}
NAMES_OF_ROWS = ("hire", "record", "recommendation")  # a number of its own does not make a row another one


def clean_register(rows: pd.DataFrame, *, kind: RegisterKind, study: Study) -> pd.DataFrame:
    """The rows of every sheet of one kind, with `row_state`, `fault`, `fault_column` (a field's name) and `first_row`.

    Parameters: rows, `RegisterIntake.rows`, `values`, and for each field of the sheet `<field>:state` and
    `<field>:reason`, all sheets together. Returns: the same rows and order.
    """
    started = completed(rows, kind=kind, study=study).assign(
        row_state=pd.Series(RowState.ACCEPTED.value, index=rows.index, dtype="string"),
        fault=pd.Series(pd.NA, index=rows.index, dtype="string"),
        fault_column=pd.Series(pd.NA, index=rows.index, dtype="string"),
        first_row=pd.Series(pd.NA, index=rows.index, dtype="Int32"),
    )
    return (
        started.pipe(_quarantined, started["wrong_width"], reason=QuarantineReason.WRONG_WIDTH.value)
        .pipe(set_aside_totals)
        .pipe(set_aside_blank, kind=kind)
        .pipe(quarantine_needed, needed=needed_fields(kind, study=study))
        .pipe(quarantine_unlinked, kind=kind)
        .pipe(set_aside_repeated, kind=kind)
        .pipe(set_aside_declared, kind=kind, study=study)
    )


def needed_fields(kind: RegisterKind, *, study: Study) -> list[str]:
    """Fields without which a row says nothing; what a study does not declare is not asked."""
    needed = [field.name for field in FIELDS[kind] if field.needed]
    if kind == RegisterKind.ACTIONS:
        needed += ["format"] if study.formats else []
        needed += ["territory"] if study.territories else []
    return needed + (["question", "criterion", "level", "label"] if kind == RegisterKind.INDICATORS else [])


def _moved(rows: pd.DataFrame, where: pd.Series, *, to: RowState) -> pd.DataFrame:
    moving = where.astype(bool) & (rows["row_state"] == RowState.ACCEPTED.value)
    log.info("%s: %d of %d rows", to.value, int(moving.sum()), len(rows))
    return rows.assign(row_state=rows["row_state"].mask(moving, to.value))


def _quarantined(rows: pd.DataFrame, where: pd.Series, *, reason: str, column: str | None = None) -> pd.DataFrame:
    moving = where.fillna(False).astype(bool) & (rows["row_state"] == RowState.ACCEPTED.value)
    told = rows.assign(fault=rows["fault"].mask(moving, reason), fault_column=rows["fault_column"].mask(moving, column))
    return _moved(told, moving, to=RowState.QUARANTINED)


def set_aside_totals(rows: pd.DataFrame) -> pd.DataFrame:
    """A line of totals repeats what the other lines say."""
    return _moved(rows, rows["total"], to=RowState.DUPLICATE)


def set_aside_blank(rows: pd.DataFrame, *, kind: RegisterKind) -> pd.DataFrame:
    """Rows with nothing under any column that the register reads."""
    names = [f"{field.name}:state" for field in FIELDS[kind] if f"{field.name}:state" in rows]
    blank = (rows[names].fillna(FieldState.EMPTY.value) == FieldState.EMPTY.value).all(axis="columns")
    return _moved(rows, blank, to=RowState.INCOMPLETE)


def quarantine_needed(rows: pd.DataFrame, *, needed: Sequence[str]) -> pd.DataFrame:
    """Rows whose needed cell is empty, or cannot be read."""
    for name in needed:
        if f"{name}:reason" not in rows:
            rows = rows.assign(**{f"{name}:reason": pd.Series(pd.NA, index=rows.index, dtype="string")})
        for reason in rows[f"{name}:reason"].dropna().unique():
            rows = _quarantined(rows, rows[f"{name}:reason"] == reason, reason=str(reason), column=name)
        empty = rows[name].isna() if name in rows else pd.Series(True, index=rows.index)
        rows = _quarantined(rows, empty, reason=QuarantineReason.MISSING_VALUE.value, column=name)
    return rows


def quarantine_unlinked(rows: pd.DataFrame, *, kind: RegisterKind) -> pd.DataFrame:
    """Invitations that name neither an audience nor an action that tells one, or neither a person nor a number."""
    if kind != RegisterKind.INVITATIONS:
        return rows
    missing = QuarantineReason.MISSING_VALUE.value
    rows = _quarantined(rows, rows["audience"].isna(), reason=missing, column="audience")
    counted = rows["n_invited"].notna() if "n_invited" in rows else pd.Series(False, index=rows.index)
    return _quarantined(rows, ~counted & ~named_person(rows), reason=missing, column="n_invited")


def named_person(rows: pd.DataFrame) -> pd.Series:
    """True where the row is about a person: recognised, or at least written with something."""
    return rows["identity"] != "empty" if "identity" in rows else pd.Series(False, index=rows.index)


def set_aside_repeated(rows: pd.DataFrame, *, kind: RegisterKind) -> pd.DataFrame:
    """Rows about the object of an earlier row: duplicates where they agree with it, else in quarantine."""
    for key in KEYS[kind]:
        present = [name for name in key if name in rows]
        if len(present) < len([name for name in key if name not in MAY_BE_EMPTY]) or not present:
            continue
        rows = _repeated(rows, key=present, kind=kind)
    return rows


def _repeated(rows: pd.DataFrame, *, key: list[str], kind: RegisterKind) -> pd.DataFrame:
    alone = rows[[name for name in key if name not in MAY_BE_EMPTY]].isna().any(axis="columns")
    if PERSON in key:
        alone |= ~rows["identified"].fillna(False).astype(bool)
    candidates = rows[(rows["row_state"] == RowState.ACCEPTED.value) & ~alone]
    groups = candidates.groupby(key, dropna=False, sort=False)
    again = candidates[groups.cumcount() > 0]
    if again.empty:
        return rows
    compared = _compared(rows, key=key, kind=kind)
    first = groups[compared].transform("first") if compared else candidates[[]]
    agrees = _same(candidates[compared], first).loc[again.index] if compared else pd.Series(True, index=again.index)
    lines = groups["source_row"].transform("first").loc[again.index]
    rows = rows.assign(first_row=rows["first_row"].fillna(lines.reindex(rows.index).astype("Int32")))
    same = agrees.reindex(rows.index, fill_value=False)
    other = (~agrees).reindex(rows.index, fill_value=False)
    kept = _moved(rows, same, to=RowState.DUPLICATE)
    return _quarantined(kept, other, reason=QuarantineReason.CONFLICTING_ROWS.value)


def _compared(rows: pd.DataFrame, *, key: list[str], kind: RegisterKind) -> list[str]:
    names = AGREE.get(kind, (PERSON, *(field.name for field in FIELDS[kind])))
    return [name for name in names if name in rows and name not in (*key, *NAMES_OF_ROWS)]


def set_aside_declared(rows: pd.DataFrame, *, kind: RegisterKind, study: Study) -> pd.DataFrame:
    """Rows about what study.yaml declares too: duplicates where they agree with it, else in quarantine."""
    declared = declared_rows(kind, study=study)
    if declared.empty or not len(rows):
        return rows
    key = [name for name in KEYS[kind][0] if name in rows]
    known = (
        rows[key]
        .astype("string")
        .merge(
            declared.astype(dict.fromkeys(key, "string")),
            on=key,
            how="left",
            validate="many_to_one",
            indicator=True,
        )
    )
    both = (known.pop("_merge") == "both").set_axis(rows.index)
    compared = [name for name in known if name not in key and name in rows]
    agrees = _same(rows[compared], known[compared].set_axis(rows.index)) if compared else both
    kept = _moved(rows, both & agrees, to=RowState.DUPLICATE)
    return _quarantined(kept, both & ~agrees, reason=QuarantineReason.CONFLICTING_DECLARATION.value)


def _same(left: pd.DataFrame, right: pd.DataFrame) -> pd.Series:
    """An empty cell contradicts nothing."""
    agreeing = [(left[name] == right[name]).fillna(False) | left[name].isna() | right[name].isna() for name in left]
    return pd.concat(agreeing, axis="columns").all(axis="columns").astype(bool)
