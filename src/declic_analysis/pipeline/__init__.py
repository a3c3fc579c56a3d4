"""Raw files → contract tables: match files, lay corrections over them, take all of them in, name their people, clean
rows and answers, balance, check, write.
"""

from __future__ import annotations

import json
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd

from declic_analysis import schemas, workplace
from declic_analysis.cleaning import clean_answers, clean_rows, middle_use, refuse_missing_middle, refuse_other_scales
from declic_analysis.cleaning.choices import choices_of, clean_choices
from declic_analysis.cleaning.consents import given, last_said, unclear_notes
from declic_analysis.cleaning.declared import study_tables, with_declared
from declic_analysis.cleaning.ledger import cell_lines, ledger_balances, ledger_frame, note_lines, row_lines
from declic_analysis.cleaning.quarantine import (
    quarantined_cells,
    quarantined_choices,
    quarantined_dates,
    quarantined_rows,
    unknown_label_remarks,
    unknown_labels,
    unknown_option_remarks,
    unknown_options,
)
from declic_analysis.cleaning.responses import in_both_groups, participants_of, responses_of
from declic_analysis.cleaning.words import kept_words, verbatims_of, word_notes
from declic_analysis.errors import ContractError, Message, message
from declic_analysis.ingest import (
    Intake,
    Matched,
    RawFile,
    Taken,
    adopted,
    match_files,
    read_raw,
    take_in,
)
from declic_analysis.ingest import corrections as mending
from declic_analysis.ingest import structures as names
from declic_analysis.ingest.files import CORRECTIONS
from declic_analysis.ingest.places import Places, places_of, read_communes
from declic_analysis.ingest.registers import find_registers
from declic_analysis.pipeline.identity import identity_of, list_identity, sha256_of, study_hash, versions
from declic_analysis.pipeline.registers import (
    Added,
    Sheets,
    add_registers,
    completed,
    latest_answer,
    name_everyone,
    take_registers,
    take_structures,
    with_registers,
)
from declic_analysis.pipeline.storing import MANIFEST, refuse_target, write_build
from declic_analysis.pipeline.words import codings_book, codings_identity, lines_of, with_codings
from declic_analysis.privacy import Key
from declic_analysis.schemas.compact import Tables, stacked
from declic_analysis.study import Study
from declic_analysis.study.model import Source
from declic_analysis.vocabulary import RowState, StructureMatch
from declic_analysis.wording.evidence import leads_nowhere

__all__ = [
    "Build",
    "build",
    "codings_book",
    "corrections_book",
    "is_stale",
    "ledger_balances",
    "load",
    "matched_files",
    "read",
    "study_hash",
    "versions",
]

Progress = Callable[[str, int, int], None]
NO_SOURCE = "–"
STRUCTURE_NOTES = (
    ("unknown_structure", StructureMatch.UNKNOWN.value),
    ("structure_decided", StructureMatch.DECIDED.value),
    ("structure_new", StructureMatch.NEW.value),
    ("structure_ignored", StructureMatch.IGNORED.value),
)


@dataclass(frozen=True)
class Build:
    """tables: every contract table by name; manifest: inputs with SHA-256, study hash, extraction date, versions;
    remarks: sentences for the person at the screen (unknown labels, names), never written; offered: lines that
    `build` adds to the decision file of structure names, and `read` does not.
    """

    tables: MutableMapping[str, pd.DataFrame]
    manifest: dict[str, Any]
    remarks: tuple[Message, ...] = ()
    offered: pd.DataFrame = field(default_factory=pd.DataFrame)


@dataclass(frozen=True)
class _Part:
    """What the files of one source, or of the whole study, give."""

    rows: list[pd.DataFrame] = field(default_factory=list)
    responses: list[pd.DataFrame] = field(default_factory=list)
    choices: list[pd.DataFrame] = field(default_factory=list)
    quarantine: list[pd.DataFrame] = field(default_factory=list)
    ledger: list[pd.DataFrame] = field(default_factory=list)
    middles: list[pd.DataFrame] = field(default_factory=list)
    remarks: list[Message] = field(default_factory=list)
    names: list[pd.DataFrame] = field(default_factory=list)
    consents: list[pd.DataFrame] = field(default_factory=list)
    words: list[pd.DataFrame] = field(default_factory=list)


def build(
    study: Study,
    *,
    raw: Path,
    processed: Path,
    key: Key,
    beside: Path | None = None,
    communes: Path | None = None,
    progress: Progress | None = None,
    overwrite: bool = True,
) -> Build:
    """Raw files → contract tables, written whole to the folder `processed`, or not at all.

    What is in quarantine is then added to the workbook of corrections beside the raw files, and names of structures
    that nobody has decided on to the decision file.
    Parameters: raw, folder of the raw files; beside, the study's folder, where the decision file lies (`raw` by
    default); communes, file of the list of communes that the study names; progress, called with a file's name, how
    many are done, of how many; overwrite, replace an earlier build.
    Raises: SourceError, when a file cannot be read as the study says, or the workbook of corrections is damaged or open
    in a spreadsheet; StudyError, when a decision cannot be obeyed; UsageError, when `processed` may not be replaced.
    """
    refuse_target(processed, overwrite=overwrite)
    book = corrections_book(study, raw=raw)
    mending.refuse_open_book(book)
    done, mended = _read(study, raw=raw, key=key, beside=beside, communes=communes, progress=progress)
    write_build(processed, tables=done.tables, manifest=done.manifest)
    asked = adopted(study, raw=raw).study
    unwritten = mending.offer(book, study=asked, raw=raw, quarantine=done.tables["quarantine"], mended=mended)
    return replace(done, remarks=(*done.remarks, *unwritten, *names.offer(beside or raw, done.offered)))


def read(
    study: Study,
    *,
    raw: Path,
    key: Key,
    beside: Path | None = None,
    communes: Path | None = None,
    progress: Progress | None = None,
) -> Build:
    """The same, in memory: nothing is written. See `build`."""
    return _read(study, raw=raw, key=key, beside=beside, communes=communes, progress=progress)[0]


def corrections_book(study: Study, *, raw: Path) -> Path | None:
    """Where the workbook of corrections is, or would be; none for public data, which are read in place."""
    return None if study.data_folder else raw / CORRECTIONS


def _read(
    study: Study, *, raw: Path, key: Key, beside: Path | None, communes: Path | None, progress: Progress | None
) -> tuple[Build, mending.Mended]:
    """The build, and the corrections with what became of each."""
    if study.fictitious:
        from declic_analysis.demo import refuse_foreign_files

        refuse_foreign_files(raw)
    study, told = adopted(study, raw=raw)  # answers to our own questionnaires need no source
    matched = _matched(study, raw)
    found = find_registers(matched.ignored, registers=study.registers)
    known = mending.read_corrections(corrections_book(study, raw=raw))
    sheets = Sheets(found, known)
    wider, structures = take_structures(study, sheets=sheets)
    register, decisions = _register(wider, beside or raw)
    communes = communes or workplace.communes_file(study, beside or raw, environment={})
    places = _places(wider, communes)
    registers = take_registers(wider, sheets=sheets, structures=structures, names=register)
    taken, laid = _taken_in(wider, matched=matched, register=register, places=places, sheets=sheets, progress=progress)
    named, people = name_everyone(taken, registers, study=study.name, key=key)
    part = _Part(remarks=list(told))
    for source in study.sources:
        files = matched.by_source[source.id]
        its = [_completed(part, next(named), actions=registers.actions) for _ in files]
        _add_source(part, wider, source=source, files=files, taken=its)
    part.ledger.append(_ignored_lines(found.others))
    latest = latest_answer(part.responses)
    added = add_registers(registers, people=people, extracted_on=latest)
    _include(part, added)
    done = _settle(part, laid)
    tables = _tables(part, wider, added=added)
    tables["corrections"] = _checked(mending.corrections_table(done), "corrections")
    codings = lines_of(study, raw=raw)
    tables, unused = with_codings(tables, codings, study=study)
    identity = identity_of(
        study, matched=with_registers(matched, found), register=register, known=known
    ) | list_identity(communes)
    manifest = identity | codings_identity(codings) | _facts(study, tables, latest)
    undecided = names.all_unmatched(part.names)
    remarks = [
        *names.structure_remarks(wider, places=places),
        *names.name_remarks(undecided, register=register),
        *names.waiting(undecided, decisions=decisions),
        *names.saved_elsewhere(beside or raw),
        *leads_nowhere(tables["recommendations"], study=study),
        *unused,
    ]
    offered = names.offers(undecided, register=register, decisions=decisions)
    return Build(Tables(tables), manifest, (*part.remarks, *remarks), offered), mending.Mended(known, tuple(done))


def _register(study: Study, folder: Path) -> tuple[names.Register, names.Decisions]:
    """The study's structures, and what a person decided of other names."""
    declared = names.register_of(study)
    decisions = names.read_decisions(folder, register=declared)
    return names.register_of(study, decisions=decisions.decided), decisions


def _places(study: Study, communes: Path | None) -> Places:
    """Where communes lie; a list that the study names is read where it is."""
    columns = study.references.communes
    listed = read_communes(communes, columns=columns) if communes is not None and columns is not None else None
    return places_of(study, communes=listed)


def _matched(study: Study, raw: Path) -> Matched:
    """The raw files by source; a list of communes among them is no answer file."""
    return match_files(raw, sources=study.sources, aside=study.reference_files())


def _completed(part: _Part, one: Intake, *, actions: pd.DataFrame | None) -> Intake:
    done, told = completed(one, actions=actions)
    part.remarks.extend(told)
    return done


def _include(part: _Part, added: Added) -> None:
    part.remarks.extend(added.remarks)
    part.ledger.extend(added.ledger)
    part.quarantine.extend(added.quarantine)
    part.names.extend(added.names)
    part.consents.extend(added.consents)


def _taken_in(
    study: Study,
    *,
    matched: Matched,
    register: names.Register,
    places: Places,
    sheets: Sheets,
    progress: Progress | None,
) -> tuple[list[Taken], list[mending.Overlaid]]:
    """Every file of every source, corrections laid over it, in their order: nobody is named before all are read."""
    files = [(source, file) for source in study.sources for file in matched.by_source[source.id]]
    known, others = sheets.known, [sheet.name for sheet in sheets.found.sheets]
    its = partial(take_in, study=study, register=register, places=places, people=frozenset(sheets.people))
    taken, laid = [], mending.without_file(known, files=[*(file.name for _, file in files), *others])
    laid += sheets.done
    for done, (source, file) in enumerate(files, start=1):
        raw = read_raw(file.path, source=source, name=file.name)
        mended = mending.overlaid(raw, lines=known.of(file.name), source=source.id)
        taken.append(its(mended.raw, source=source, released=mended.released))
        laid += mended.done
        if progress:
            progress(file.name, done, len(files))
    return taken, laid


def _settle(part: _Part, laid: list[mending.Overlaid]) -> list[mending.Overlaid]:
    """Corrections with their last state; the quarantine says what was decided, the ledger counts it."""
    if not laid:
        return []
    kept = [frame for frame in part.quarantine if len(frame)]
    quarantine = pd.concat(kept, ignore_index=True) if kept else _empty("quarantine")
    done = mending.settled(laid, quarantine=quarantine)
    part.quarantine[:] = [mending.with_decisions(quarantine, done=done)]
    for (source, file), notes in mending.correction_notes(done).items():
        part.ledger.append(note_lines(notes, source=source or NO_SOURCE, file=file))
    return done


def load(processed: Path) -> Build:
    """The tables and manifest of the last build."""
    manifest = json.loads((processed / MANIFEST).read_text(encoding="utf-8"))
    return Build({name: pd.read_parquet(processed / f"{name}.parquet") for name in schemas.TABLES}, manifest)


def is_stale(
    study: Study, *, raw: Path, processed: Path, beside: Path | None = None, communes: Path | None = None
) -> bool:
    """True when no build is whole, or the study, a raw file, a decision, a correction or this software has changed."""
    if not all((processed / name).is_file() for name in (MANIFEST, *(f"{table}.parquet" for table in schemas.TABLES))):
        return True
    known = json.loads((processed / MANIFEST).read_text(encoding="utf-8"))
    study = adopted(study, raw=raw).study
    matched = _matched(study, raw)
    found = find_registers(matched.ignored, registers=study.registers)
    book = mending.read_corrections(corrections_book(study, raw=raw))
    register, _ = _register(take_structures(study, sheets=Sheets(found, book))[0], beside or raw)
    identity = identity_of(study, matched=with_registers(matched, found), register=register, known=book)
    listed = communes or workplace.communes_file(study, beside or raw, environment={})
    identity |= list_identity(listed) | codings_identity(lines_of(study, raw=raw))
    return {name: known.get(name) for name in identity} != identity


def matched_files(study: Study, *, raw: Path) -> list[tuple[Source, Path]]:
    """Each source with the files its pattern matches, in alphabetical order; exports of our own questionnaires too.

    Raises: SourceError, when two sources claim one file.
    """
    study = adopted(study, raw=raw).study
    matched = _matched(study, raw)
    return [(source, file.path) for source in study.sources for file in matched.by_source[source.id]]


def _add_source(part: _Part, study: Study, *, source: Source, files: list[RawFile], taken: list[Intake]) -> None:
    """All files of a source: rows together, for a person may stand in two of them; answers file by file."""
    if not taken:
        part.ledger.append(note_lines([("no_file", 0, source.files)], source=source.id, file=source.files))
        return
    copies = _copies(files)
    numbered = [one.rows.assign(copy_of=copies.get(one_file.name)) for one, one_file in zip(taken, files, strict=True)]
    rows = pd.concat(numbered, ignore_index=True).pipe(
        clean_rows,
        duplicates=study.duplicates.value,
        keep_incomplete=source.complete is not None and source.complete.action == "keep",
        by_action=source.action is not None,
    )
    part.rows.append(rows)
    part.quarantine.append(quarantined_rows(rows, study=study))
    blank = {file.name: one.n_blank for file, one in zip(files, taken, strict=True)}
    part.ledger.append(row_lines(rows, source=source.id, blank=blank))
    for file, one in zip(files, taken, strict=True):
        prefix = source.id if len(files) == 1 else f"{source.id}:{file.name}"
        its_rows = rows[rows["file"] == file.name].set_axis(one.rows.index)
        _add_file(part, study, source=source, one=one, rows=its_rows, prefix=prefix)
        part.ledger.append(note_lines(_copy_note(copies, file), source=source.id, file=file.name))


def _add_file(part: _Part, study: Study, *, source: Source, one: Intake, rows: pd.DataFrame, prefix: str) -> None:
    accepted = rows[rows["state"] == RowState.ACCEPTED]
    file = one.file
    answers = clean_answers(
        one.cells.loc[accepted.index], audiences=accepted["audience"], columns=one.columns, study=study
    ).pipe(refuse_other_scales, columns=one.columns, study=study, file=file)
    headers = one.columns["header"]
    dates = quarantined_dates(rows, dates=one.dates)
    unknown = unknown_labels(answers, persons=accepted["person"], headers=headers)
    part.quarantine.extend([dates, quarantined_cells(answers, rows=accepted, headers=headers, study=study)])
    part.responses.append(responses_of(answers, rows=accepted, columns=one.columns, prefix=prefix))
    part.middles.append(
        middle_use(answers, rows=accepted, columns=one.columns, study=study, source=source.id, file=file)
    )
    chosen = _add_choices(part, study, one=one, accepted=accepted, prefix=prefix)
    states = pd.concat([answers["state"], *chosen], ignore_index=True)
    part.ledger.append(cell_lines(states, source=source.id, file=file))
    notes = [*one.notes, *_row_notes(accepted, source), *_unknown_notes(unknown), ("unreadable_date", len(dates), None)]
    notes += unclear_notes(one.consents, rows=accepted)
    part.words.append(kept_words(one.words, rows=accepted, prefix=prefix))
    notes += word_notes(one.words, kept=part.words[-1])
    part.consents.append(given(one.consents, rows=accepted))
    part.ledger.append(note_lines([note for note in notes if note[1]], source=source.id, file=file))
    part.remarks.extend(unknown_label_remarks(unknown, file=file, study=study))
    if one.structure_header:
        part.names.append(_undecided(accepted, file=file, column=one.structure_header))


def _undecided(accepted: pd.DataFrame, *, file: str, column: str) -> pd.DataFrame:
    return names.unmatched(
        accepted["structure_text"],
        matches=pd.DataFrame({"match": accepted["structure_match"]}),
        rows=accepted["source_row"],
        persons=accepted["person"],
        file=file,
        column=column,
    )


def _add_choices(part: _Part, study: Study, *, one: Intake, accepted: pd.DataFrame, prefix: str) -> list[pd.Series]:
    """Choice questions of one file; returns the states of their cells, nothing where the file has none."""
    columns = one.choices.columns
    if columns.empty:
        return []
    cleaned = clean_choices(one.choices.cells, columns=columns, audiences=accepted["audience"], study=study)
    asked = cleaned.asked
    part.choices.append(choices_of(cleaned, rows=accepted, columns=columns, prefix=prefix))
    part.quarantine.append(quarantined_choices(asked, rows=accepted, columns=columns, study=study))
    unknown = unknown_options(cleaned.unknown, persons=accepted["person"], headers=columns["header"])
    notes = [("other_texts", int(asked["other"].sum()), None), ("unknown_option", int(unknown["n"].sum()), None)]
    source = str(accepted["source"].iloc[0]) if len(accepted) else ""
    part.ledger.append(note_lines([note for note in notes if note[1]], source=source, file=one.file))
    part.remarks.extend(unknown_option_remarks(unknown, file=one.file))
    return [asked["state"]]


def _row_notes(accepted: pd.DataFrame, source: Source) -> list[tuple[str, int, str | None]]:
    unidentified = accepted.loc[~accepted["identified"], "identity"].value_counts(sort=False)
    return [
        *(("unidentified", int(n), str(state)) for state, n in unidentified.items()),
        *((note, int((accepted["structure_match"] == match).sum()), None) for note, match in STRUCTURE_NOTES),
        ("incomplete_kept", int((~accepted["complete"]).sum()), source.complete.column if source.complete else None),
    ]


def _unknown_notes(unknown: pd.DataFrame) -> list[tuple[str, int, str | None]]:
    return [
        ("unknown_label", int(n), str(column)) for column, n in unknown.groupby("column", sort=False)["n"].sum().items()
    ]


def _copies(files: list[RawFile]) -> dict[str, str]:
    """File → the file before it of which it is a copy, byte for byte."""
    first: dict[str, str] = {}
    found = {file.name: first.setdefault(sha256_of(file.path), file.name) for file in files}
    return {name: origin for name, origin in found.items() if name != origin}


def _copy_note(copies: dict[str, str], file: RawFile) -> list[tuple[str, int, str | None]]:
    return [("copied_file", 1, copies[file.name])] if file.name in copies else []


def _ignored_lines(ignored: list[RawFile]) -> pd.DataFrame:
    return ledger_frame((NO_SOURCE, file.name, "note", "file_not_used", 1, None) for file in ignored)


def _tables(part: _Part, study: Study, *, added: Added) -> dict[str, pd.DataFrame]:
    if part.middles:
        trusted = frozenset(source.id for source in study.sources if source.all_levels_offered)
        refuse_missing_middle(part.middles, study=study, trusted=trusted)
    responses = _joined(part.responses, "responses")
    rows = pd.concat(part.rows) if part.rows else pd.DataFrame({"state": []})
    if both := in_both_groups(rows):
        part.ledger.append(note_lines([("two_groups", both, None)], source=NO_SOURCE, file=NO_SOURCE))
    consents = last_said(part.consents)
    found = {
        "responses": responses,
        "choices": _joined(part.choices, "choices"),
        "quarantine": _joined(part.quarantine, "quarantine"),
        "ledger": _joined(part.ledger, "ledger"),
        "participants": participants_of(rows, responses),
        "consents": consents,
        "verbatims": verbatims_of(part.words, consents=consents),
    }
    if not ledger_balances(found["ledger"]):
        raise ContractError(
            message(fr="Le registre des lignes ne s’équilibre pas.", en="The ledger of rows does not balance."),
            where="ledger",
            action=message(
                fr="C’est un défaut du logiciel : signalez-le.", en="This is a fault of the software: report it."
            ),
        )
    declared, told = with_declared(study_tables(study), added.tables)
    part.remarks.extend(told)
    return {name: _empty(name) for name in schemas.TABLES} | declared | found


@cache
def _columns(table: str) -> pd.DataFrame:
    return schemas.empty(table)


def _empty(table: str) -> pd.DataFrame:
    return _columns(table).copy()


def _joined(frames: list[pd.DataFrame], table: str) -> pd.DataFrame:
    kept = [frame for frame in frames if len(frame)]
    return _checked(stacked(kept), table) if kept else _empty(table)


def _checked(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """A frame in the columns of its contract; columns that it lacks are empty."""
    return schemas.check(frame.reindex(columns=list(_empty(table).columns)), table) if len(frame) else _empty(table)


def _facts(study: Study, tables: dict[str, pd.DataFrame], extracted_on: pd.Timestamp | None) -> dict[str, Any]:
    """What the manifest says of the tables."""
    return {
        "study": study.name,
        "fictitious": study.fictitious,
        "extracted_on": None if extracted_on is None else extracted_on.date().isoformat(),
        "tables": {name: len(table) for name, table in tables.items() if len(table)},
    }
