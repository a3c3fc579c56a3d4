"""A raw table and its register → typed cells, row by row, with the people its rows claim kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.identity import Claims
from declic_analysis.ingest.intake import Note
from declic_analysis.ingest.people import Recognised
from declic_analysis.ingest.reading import RawTable
from declic_analysis.ingest.registers.cells import expected, read_cells
from declic_analysis.ingest.registers.codes import UNKNOWN
from declic_analysis.ingest.registers.known import Known
from declic_analysis.ingest.registers.people import audiences_of, claims_of_register
from declic_analysis.study.model import Register
from declic_analysis.study.register_fields import FIELDS, Field, has_people
from declic_analysis.vocabulary import FieldState, RegisterKind

TOTAL = frozenset(("total", "totaux", "totals"))
EXPORT_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class RegisterIntake:
    """What one sheet says, ready for cleaning; nobody's identity is in it.

    rows: one per raw row, with source, file (and sheet), source_row, wrong_width, total (a line that sums the others)
    and, for registers of people, person, identity, identified. values, states, reasons: one column per field the sheet
    has (names of `register_fields`), index of `rows`; states hold codes of FieldState, identities have no value.
    organisations: field → texts, of those that name a structure. headers: field → header in the sheet. expected:
    field → what may stand there, in French.
    """

    register: Register
    file: str
    rows: pd.DataFrame
    values: pd.DataFrame
    states: pd.DataFrame
    reasons: pd.DataFrame
    organisations: dict[str, pd.Series]
    headers: dict[str, str]
    expected: dict[str, str]
    n_blank: int
    notes: list[Note]


class TakenRegister(NamedTuple):
    """A sheet after the first phase: its rows still without `person`, and who they claim to be."""

    unnamed: RegisterIntake
    claims: list[Claims]


def take_register(raw: RawTable, *, register: Register, known: Known) -> TakenRegister:
    """Read a raw table as its register says, whoever its rows are about.

    Raises: SourceError, when a declared or needed header is absent, or stands twice.
    """
    headers = _headers(raw, register)
    fields = [field for field in FIELDS[register.kind] if field.name in headers]
    texts = {field.name: _texts(raw, headers[field.name], missing=register.missing) for field in fields}
    rows = _rows(raw, register=register, texts=texts)
    cells = {f.name: read_cells(texts[f.name], field=f, known=known, order=register.date_order) for f in fields}
    index = raw.frame.index
    kept = {name: cell.values for name, cell in cells.items() if name not in _identity(fields)}
    values = _dated(pd.DataFrame(kept, index=index), register=register, file=raw.file)
    if "audience" in {field.name for field in FIELDS[register.kind]}:
        values = values.assign(audience=audiences_of(values, known=known))
    intake = RegisterIntake(
        register=register,
        file=raw.file,
        rows=rows,
        values=values,
        states=pd.DataFrame({name: cell.state for name, cell in cells.items()}, index=index),
        reasons=pd.DataFrame({name: cell.reason for name, cell in cells.items()}, index=index),
        organisations={field.name: texts[field.name] for field in fields if field.kind == "structure"},
        headers=headers,
        expected={field.name: expected(field, known=known) for field in FIELDS[register.kind]},
        n_blank=_blank_lines(raw, register=register),
        notes=[*_notes(raw, headers=headers, fields=fields, states=cells), *_export_notes(values, rows, register)],
    )
    return TakenRegister(intake, _claims(raw, intake, texts=texts, known=known))


def named(taken: TakenRegister, people: Sequence[Recognised]) -> RegisterIntake:
    """The sheet with its people: `people` as `ingest.recognise` returns them, one per claim, in order."""
    if not taken.claims:
        return taken.unnamed
    unnamed = taken.unnamed
    found = pd.concat([who.people for who in people]).reindex(unnamed.rows.index)
    notes = [*unnamed.notes, *(Note(*note) for who in people for note in who.notes)]
    return replace(unnamed, rows=unnamed.rows.join(found), notes=notes)


def _headers(raw: RawTable, register: Register) -> dict[str, str]:
    """Field → the header it is read under; what the study declares goes before the template's own headers."""
    found = dict(register.columns)
    for field in FIELDS[register.kind]:
        if field.name not in found:
            header = raw.columns.first_known((field.header, *field.also))
            found |= {field.name: header} if header else {field.name: field.header} if field.needed else {}
    raw.columns.require({f"{register.kind.value}.{name}": header for name, header in found.items()}, coalesce=False)
    order = {field.name: None for field in FIELDS[register.kind]}
    return {name: raw.headers[raw.columns.positions(found[name])[0]] for name in order if name in found}


def _texts(raw: RawTable, header: str, *, missing: list[str]) -> pd.Series:
    column = raw.frame[raw.columns.positions(header)[0]].str.strip()
    return column.mask(column.isin(missing), "") if missing else column


def _rows(raw: RawTable, *, register: Register, texts: dict[str, pd.Series]) -> pd.DataFrame:
    rows = pd.DataFrame({"source_row": raw.rows}, index=raw.frame.index).astype("int32")
    first = next(iter(texts.values()), pd.Series("", index=raw.frame.index, dtype="str"))
    total = first.map(header_key).isin(TOTAL) & (register.kind == RegisterKind.VIDEOS)
    source = pd.Series(register.id, index=rows.index, dtype="string")
    file = pd.Series(raw.file, index=rows.index, dtype="string")
    return rows.assign(source=source, file=file, wrong_width=raw.wrong_width, total=total)


def _blank_lines(raw: RawTable, *, register: Register) -> int:
    """Blank lines above the last filled one; below it, a sheet has as many as its format reaches."""
    if raw.sheet is None:
        return raw.n_blank
    return max(0, min(raw.n_blank, int(raw.rows[-1]) - register.header_rows - len(raw.rows))) if len(raw.rows) else 0


def _identity(fields: list[Field]) -> list[str]:
    return [field.name for field in fields if field.kind == "identity"]


def _dated(values: pd.DataFrame, *, register: Register, file: str) -> pd.DataFrame:
    """Videos: the date of the export where no column says it: declared, else the period in the file's name."""
    if register.kind != RegisterKind.VIDEOS:
        return values
    period = EXPORT_DATE.search(file)
    declared = str(register.measured_on or (period[2] if period else ""))
    column = values.get("measured_on", pd.Series(pd.NaT, index=values.index, dtype="datetime64[ns]"))
    dated = column.fillna(pd.Timestamp(declared)) if declared else column
    return values.assign(measured_on=dated.astype("datetime64[ns]"))


def _export_notes(values: pd.DataFrame, rows: pd.DataFrame, register: Register) -> list[Note]:
    """What the figures of an export cannot say: since when they count, and of which day they are."""
    if register.kind != RegisterKind.VIDEOS:
        return []
    counted = values.get("views", pd.Series(pd.NA, index=values.index)).notna() & ~rows["total"]
    undated = int((counted & values["measured_on"].isna()).sum())
    period = EXPORT_DATE.search(str(rows["file"].iloc[0])) if len(rows) else None
    published = values.get("published_on", pd.Series(pd.NaT, index=values.index))
    earlier = int((counted & (published < pd.Timestamp(period[1]))).sum()) if period else 0
    return [note for note in (Note("export_of_a_period", earlier), Note("undated_export", undated)) if note.n]


def _notes(raw: RawTable, *, headers: dict[str, str], fields: list[Field], states: dict) -> list[Note]:
    used = {position for header in headers.values() for position in raw.columns.positions(header)}
    others = sum(1 for k, header in enumerate(raw.headers) if header and k not in used)
    free = [f.name for f in fields if f.kind == "free"]
    texts = sum(int((states[name].state == FieldState.SUBSTANTIVE.value).sum()) for name in free)
    notes = [Note("columns_not_mapped", others), Note("notes_redacted", texts)]
    return [note for note in notes if note.n]


def _claims(raw: RawTable, intake: RegisterIntake, *, texts: dict[str, pd.Series], known: Known) -> list[Claims]:
    if not has_people(intake.register.kind):
        return []
    plain = {name: column.where(~column.map(header_key).isin(UNKNOWN), "") for name, column in texts.items()}
    return claims_of_register(raw, intake.register, texts=plain, values=intake.values, known=known)
