"""A raw table and its source → submissions without identities, and the texts of their item cells.

Two phases: `take_in` reads one file and keeps apart who its rows claim to be; `name` gives the rows of every file their
pseudonyms, together. `intake` does both for a file alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from declic_analysis.errors import SourceError, message
from declic_analysis.ingest.adapters import adapter_for, recognise_tool
from declic_analysis.ingest.assigning import assigned_column, assigned_ids, assigned_structures
from declic_analysis.ingest.cells import Reader
from declic_analysis.ingest.choosing import Chosen, choice_positions, chosen
from declic_analysis.ingest.consents import statements
from declic_analysis.ingest.corrections.overlay import taken_back
from declic_analysis.ingest.dates import contradicted, read_dates
from declic_analysis.ingest.grouping import with_group
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.identity import Claims, claims_of
from declic_analysis.ingest.lookalikes import refuse_submission_number
from declic_analysis.ingest.people import Recognised, recognise
from declic_analysis.ingest.places import Places
from declic_analysis.ingest.reading import RawTable
from declic_analysis.ingest.structures import Register, register_of
from declic_analysis.ingest.words import free_answers
from declic_analysis.privacy import Key
from declic_analysis.study.model import Source, Study, parse_wave
from declic_analysis.vocabulary import QuarantineReason, Tool

FAULTS = {
    "audience": QuarantineReason.UNKNOWN_AUDIENCE.value,
    "territory": QuarantineReason.UNKNOWN_TERRITORY.value,
    "format": QuarantineReason.UNKNOWN_FORMAT.value,
}


class Note(NamedTuple):
    """A remark for the ledger: a category, how many, and what it is about (a header, never an answer)."""

    category: str
    n: int
    detail: str | None = None


@dataclass(frozen=True)
class Intake:
    """What one file says, ready for cleaning; nobody's identity is in it.

    rows: one per raw row, with source, file, source_row, person, identified, identity, match, match_score, audience,
    territory, format, action, structure, group, action_on, answered_on, wrong_width, complete, filled, fault,
    fault_column, answered_on_unreadable, action_on_unreadable, and structure_match, structure_text: a name that nobody
    has decided on, kept for `structure_matches.csv` alone.
    cells: one column per mapped item and wave, index of `rows`; text, `""` where empty, missing where two branches
    of one question are both filled. columns: for each column of `cells`, wave, month, item, header.
    choices: the choice questions, see `choosing.Chosen`.
    dates: where `answered_on` and `action_on` come from (header). n_blank: lines without any text.
    structure_header: the column of structure names, if any. consents: as `consents.statements` returns;
    words: as `words.free_answers`, redacted already.
    notes: for the ledger.
    """

    file: str
    rows: pd.DataFrame
    cells: pd.DataFrame
    columns: pd.DataFrame
    choices: Chosen
    dates: dict[str, str]
    structure_header: str | None
    n_blank: int
    notes: list[Note]
    consents: pd.DataFrame
    words: pd.DataFrame


class Taken(NamedTuple):
    """A file after the first phase: what it says, its rows still without `person`, and who they claim to be."""

    unnamed: Intake
    claims: Claims


def intake(raw: RawTable, *, source: Source, study: Study, key: Key) -> Intake:
    """Read a raw table as its source says, its people recognised among themselves only. See `take_in` and `name`."""
    return name([take_in(raw, source=source, study=study)], study=study, key=key)[0]


def name(taken: Sequence[Taken], *, study: Study, key: Key) -> list[Intake]:
    """The files of a study with their people named, in order: identities end here. See `people.recognise`."""
    found = recognise([one.claims for one in taken], key=key, study=study.name)
    return [named(one, who) for one, who in zip(taken, found, strict=True)]


def named(taken: Taken, who: Recognised) -> Intake:
    """One file with its people: columns person, identity, identified, match, match_score, and what there is to note."""
    unnamed = taken.unnamed
    notes = [*unnamed.notes, *(Note(*note) for note in who.notes)]
    return replace(unnamed, rows=unnamed.rows.join(who.people), notes=notes)


def take_in(
    raw: RawTable,
    *,
    source: Source,
    study: Study,
    register: Register | None = None,
    places: Places | None = None,
    released: Collection[int] = (),
    people: frozenset[str] = frozenset(),
) -> Taken:
    """Read a raw table as its source says, whoever its rows come from.

    Parameters: register, the study's structures with a person's decisions, its names alone by default; places, where
    communes lie, what the study declares by default; released, lines that a person has decided to take as they are
    (`ingest.corrections`); people, words of names that the registers hold, taken out of free answers.
    Raises: SourceError, when the file is not of the declared tool, or mapped headers are absent or ambiguous.
    """
    adapter = adapter_for(raw, source.tool)
    reader = Reader(raw, source=source, adapter=adapter)
    reader.columns.require(reader.wanted(), coalesce=adapter.repeated_headers)
    columns = _item_columns(reader)
    cells = pd.DataFrame({k: reader.text(header) for k, header in enumerate(columns["mapped"])}, index=raw.frame.index)
    rows, notes = _rows(reader, study=study, places=places, cells=cells)
    rows, unclear = with_group(rows, reader)
    rows = taken_back(rows, released=released) if released else rows
    rows, structures = _with_structure(rows, reader, register=register or register_of(study))
    unnamed = Intake(
        file=raw.file,
        rows=rows,
        cells=cells,
        columns=columns.drop(columns="mapped"),
        choices=chosen(reader, study=study),
        dates={name: header for name, header in reader.date_headers().items() if header},
        structure_header=structures,
        n_blank=raw.n_blank,
        notes=[
            *_tool_notes(reader),
            *notes,
            *([Note("unknown_group", unclear)] if unclear else []),
            *_column_notes(reader, study=study),
        ],
        consents=statements(reader),
        words=free_answers(reader, study=study, people=people),
    )
    return Taken(unnamed, _claims(reader, rows=rows))


def _item_columns(reader: Reader) -> pd.DataFrame:
    rows = [
        (*parse_wave(wave), wave, item, reader.header(header), header)
        for wave, items in reader.source.answers.items()
        for item, header in items.items()
    ]
    frame = pd.DataFrame(rows, columns=["wave", "month", "wave_key", "item", "header", "mapped"])
    return frame.astype({"month": "Int16"})


def _rows(
    reader: Reader, *, study: Study, places: Places | None, cells: pd.DataFrame
) -> tuple[pd.DataFrame, list[Note]]:
    source, raw = reader.source, reader.raw
    rows = pd.DataFrame({"source_row": raw.rows}, index=raw.frame.index).astype("int32")
    rows.insert(0, "source", pd.Series(source.id, index=rows.index, dtype="string"))
    rows.insert(1, "file", pd.Series(raw.file, index=rows.index, dtype="string"))
    rows["wrong_width"] = raw.wrong_width
    rows["filled"] = (cells != "").sum(axis="columns") if len(cells.columns) else 0
    rows = _with_dates(rows, reader)
    rows["complete"] = _complete(reader)
    rows = _with_assigned(rows, reader, study=study, places=places).pipe(_with_rejected, reader=reader)
    anonymised = reader.adapter.anonymised_on
    return rows, [Note("dates_anonymised", int(rows.pop("anonymised").sum()), str(anonymised))] if anonymised else []


def _with_dates(rows: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    order = reader.source.date_order or reader.adapter.date_order
    found: dict[str, pd.Series] = {}
    for name, header in reader.date_headers().items():
        texts = _date_texts(reader, name, header, index=rows.index)
        if reader.source.date_order is None and contradicted(texts.dropna(), order=order):
            raise _other_order(reader.raw.file, header or "", order=order)
        moments = read_dates(texts.fillna(""), order=order)
        found |= {name: moments, f"{name}_unreadable": texts.isna() | (moments.isna() & (texts.fillna("") != ""))}
    if (day := reader.adapter.anonymised_on) is not None:
        anonymised = found["answered_on"].dt.date == day
        found |= {"answered_on": found["answered_on"].mask(anonymised), "anonymised": anonymised}
    return rows.assign(**found)


def _other_order(file: str, header: str, *, order: str) -> SourceError:
    read, likely = ("jour/mois", "mdy") if order == "dmy" else ("mois/jour", "dmy")
    return SourceError(
        message(
            fr="L’ordre des dates de ce fichier n’est pas celui de l’outil.",
            en="The order of this file’s dates is not the tool’s.",
        ),
        where=f"{file}, « {header} »",
        found=message(
            fr=f"des dates impossibles en {read}, toutes possibles dans l’autre ordre",
            en=f"dates impossible as `{order}`, all of them possible the other way round",
        ),
        allowed="dmy, mdy, ymd",
        action=message(
            fr=f"Écrivez « date_order: {likely} » pour cette source dans study.yaml si c’est le bon ordre.",
            en=f"Write `date_order: {likely}` for this source in study.yaml if that is the right order.",
        ),
    )


def _date_texts(reader: Reader, name: str, header: str | None, *, index: pd.Index) -> pd.Series:
    if header is not None:
        return reader.text(header)
    fixed = reader.source.action_on.value if name == "action_on" and reader.source.action_on else None
    return pd.Series(fixed or "", index=index, dtype="str")


def _complete(reader: Reader) -> pd.Series:
    rule = reader.source.complete
    if rule is not None:
        values = reader.text(rule.column).fillna("")
        wanted = {header_key(value) for value in rule.equals}
        finished = {v: header_key(v) in wanted if wanted else v != "" for v in values.unique()}
        return values.map(finished).astype(bool)
    return ~reader.told_by(reader.adapter.drafts)


def _with_assigned(rows: pd.DataFrame, reader: Reader, *, study: Study, places: Places | None) -> pd.DataFrame:
    faults = pd.DataFrame({"fault": None, "fault_column": None}, index=rows.index, dtype="string")
    found: dict[str, pd.Series] = {}
    for field in ("action", "format", "territory", "audience"):  # of two faults, the later is told
        header = assigned_column(reader.source, field)
        texts = reader.text(header) if header else pd.Series("", index=rows.index, dtype="str")
        found[field], unknown = assigned_ids(reader.source, field, study=study, texts=texts.fillna(""), places=places)
        found[f"{field}_unknown"] = unknown
        reasons = _field_faults(field, ids=found[field], unknown=unknown, conflict=texts.isna())
        faults["fault"] = reasons.fillna(faults["fault"])
        faults["fault_column"] = faults["fault_column"].mask(reasons.notna(), reader.header(header) if header else None)
    return rows.assign(**found, **faults)


def _with_rejected(rows: pd.DataFrame, *, reader: Reader) -> pd.DataFrame:
    """Submissions that somebody reviewed in the tool and did not approve."""
    rule = reader.adapter.rejected
    if rule is None:
        return rows
    rejected, header = reader.told_by([rule]), reader.columns.first_known(rule.columns)
    return rows.assign(
        fault=rows["fault"].mask(rejected, QuarantineReason.NOT_APPROVED.value),
        fault_column=rows["fault_column"].mask(rejected, header),
    )


def _with_structure(rows: pd.DataFrame, reader: Reader, *, register: Register) -> tuple[pd.DataFrame, str | None]:
    """A structure may be unknown: only two filled branches of its question send a row to quarantine."""
    header = assigned_column(reader.source, "structure")
    texts = reader.text(header) if header else pd.Series("", index=rows.index, dtype="str")
    found = assigned_structures(reader.source, register=register, texts=texts.fillna(""))
    two = texts.isna() & rows["fault"].isna()
    written = reader.header(header) if header else None
    faults = {
        "fault": rows["fault"].mask(two, QuarantineReason.CONFLICTING_BRANCHES.value),
        "fault_column": rows["fault_column"].mask(two, written),
    }
    return rows.assign(**found, **faults), written


def _field_faults(field: str, *, ids: pd.Series, unknown: pd.Series, conflict: pd.Series) -> pd.Series:
    """Why a row goes to quarantine for a field, missing where it does not."""
    reasons = pd.Series(pd.NA, index=ids.index, dtype="string")
    if field in FAULTS:
        reasons = reasons.mask(ids.isna() if field == "audience" else unknown, FAULTS[field])
    return reasons.mask(conflict, QuarantineReason.CONFLICTING_BRANCHES.value)


def _claims(reader: Reader, *, rows: pd.DataFrame) -> Claims:
    rule, source = reader.source.person, reader.source
    kept = rows["complete"] | bool(source.complete and source.complete.action == "keep")
    if rule:
        refuse_submission_number(rule, tool=reader.adapter.tool, file=reader.raw.file)
    return claims_of(
        _texts(reader, rule.columns if rule else [], index=rows.index),
        rule=rule,
        source=source.id,
        file=reader.raw.file,
        lines=rows["source_row"],
        audience=rows["audience"],
        waves=list(source.answers),
        constants=_texts(reader, rule.constant if rule else [], index=rows.index),
        counts=kept & rows["fault"].isna() & ~rows["wrong_width"],
    )


def _texts(reader: Reader, headers: Sequence[str], *, index: pd.Index) -> pd.DataFrame:
    return pd.DataFrame({k: _somebody(reader, header) for k, header in enumerate(headers)}, index=index)


def _somebody(reader: Reader, header: str) -> pd.Series:
    """An identifying column, empty where the tool writes that it knows nobody ("anonymous")."""
    texts, nobody = reader.text(header), {header_key(word) for word in reader.adapter.nobody}
    if not nobody:
        return texts
    unknown = [text for text in texts.dropna().unique() if header_key(text) in nobody]
    return texts.where(~texts.isin(unknown), "")


def _tool_notes(reader: Reader) -> list[Note]:
    """The tool the file was read as, and the columns that show it; another tool that it looks like."""
    found = recognise_tool(reader.raw)
    tool = reader.adapter.tool
    notes = (
        [Note("tool_recognised", len(shown), f"{tool} : {', '.join(shown)}")] if (shown := found.shown_of(tool)) else []
    )
    other = found.tool if found.tool not in (None, Tool.GENERIC, tool) else None
    return notes + ([Note("tool_doubted", len(found.shown), f"{other} : {', '.join(found.shown)}")] if other else [])


def _column_notes(reader: Reader, *, study: Study) -> list[Note]:
    mapped = {position for header in reader.wanted().values() for position in reader.positions(header)}
    mapped |= set(reader.columns.positions(reader.submitted)) if reader.submitted else set()
    mapped |= choice_positions(reader, study=study)
    mapped |= {k for name in reader.adapter.system for k in reader.columns.positions(name)}
    others = [k for k in range(len(reader.raw.headers)) if k not in mapped]
    notes = [Note("columns_not_mapped", len(others))]
    return [note for note in notes if note.n]
