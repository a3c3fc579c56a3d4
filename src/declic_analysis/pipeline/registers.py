"""The registers of a study: found, taken in before the surveys, named with them, cleaned, added to the tables.

Structures and actions come first, for everything else refers to them; nobody is in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from declic_analysis import ingest
from declic_analysis.cleaning.actions import action_remarks, fill_from_actions
from declic_analysis.cleaning.ledger import note_lines
from declic_analysis.cleaning.registers import (
    clean_register,
    cross_checks,
    register_ledger,
    register_quarantine,
    register_tables,
)
from declic_analysis.cleaning.registers.declared import with_structures
from declic_analysis.errors import Message, message
from declic_analysis.ingest import Claims, Intake, Matched, Note, RawTable, Recognised, Taken, read_raw
from declic_analysis.ingest.corrections import Corrections, Overlaid, overlaid
from declic_analysis.ingest.registers import (
    Found,
    Known,
    RegisterFile,
    RegisterIntake,
    TakenRegister,
    named,
    take_register,
)
from declic_analysis.ingest.structures import Register, match_structures, unmatched
from declic_analysis.ingest.words import people_of
from declic_analysis.privacy import Key
from declic_analysis.study import Study
from declic_analysis.study.register_fields import FIRST as FIRST_NAME
from declic_analysis.study.register_fields import LAST as LAST_NAME
from declic_analysis.study.register_fields import has_people
from declic_analysis.vocabulary import RegisterKind, RowState

FIRST = (RegisterKind.STRUCTURES, RegisterKind.ACTIONS)


@dataclass(frozen=True)
class Sheets:
    """The sheets found, and how to read one: corrections are laid over it; done: what became of each correction;
    people: words of the names in the sheets read so far.
    """

    found: Found
    known: Corrections
    done: list[Overlaid] = field(default_factory=list)
    people: set[str] = field(default_factory=set)

    def taken(self, *, known: Known, kinds: Sequence[RegisterKind]) -> list[TakenRegister]:
        """The sheets of these kinds, read. Raises: SourceError, when one is not what its register says."""
        sheets = [sheet for sheet in self.found.sheets if sheet.register.kind in kinds]
        tables = [self._table(sheet) for sheet in sheets]
        told = [
            people_of(
                raw,
                also=[
                    sheet.register.columns[name] for name in (LAST_NAME, FIRST_NAME) if name in sheet.register.columns
                ],
            )
            for raw, sheet in zip(tables, sheets, strict=True)
            if has_people(sheet.register.kind)
        ]
        known = replace(known, people=known.people.union(*told))
        self.people.update(known.people)
        return [
            take_register(raw, register=sheet.register, known=known) for raw, sheet in zip(tables, sheets, strict=True)
        ]

    def _table(self, sheet: RegisterFile) -> RawTable:
        raw = read_raw(sheet.file.path, source=sheet.register, name=sheet.name)
        mended = overlaid(raw, lines=self.known.of(sheet.name), source=sheet.register.id)
        self.done.extend(mended.done)
        return mended.raw


@dataclass(frozen=True)
class Registers:
    """study: with the structures that its registers add; found: which sheets; names: of structures; actions: the
    contract table, or None where no register lists any; cleaned: kind → rows; first, later: sheets already cleaned,
    and those still to be.
    """

    study: Study
    found: Found
    names: Register
    actions: pd.DataFrame | None
    cleaned: dict[RegisterKind, pd.DataFrame]
    first: list[RegisterIntake]
    later: list[TakenRegister]

    def claims(self) -> list[Claims]:
        """Who the rows of every sheet claim to be, to be recognised with the answers of the surveys."""
        return [claims for taken in self.later for claims in taken.claims]


@dataclass(frozen=True)
class Added:
    """What the registers add to a build."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    ledger: list[pd.DataFrame] = field(default_factory=list)
    quarantine: list[pd.DataFrame] = field(default_factory=list)
    remarks: list[Message] = field(default_factory=list)
    names: list[pd.DataFrame] = field(default_factory=list)
    consents: list[pd.DataFrame] = field(default_factory=list)


def take_structures(study: Study, *, sheets: Sheets) -> tuple[Study, list[RegisterIntake]]:
    """The study with the structures that its registers list, and their sheets: every other file refers to them.

    Raises: SourceError, when a sheet cannot be read as its register says, or contradicts the study.
    """
    known = Known.of(study)
    found = [named(taken, []) for taken in sheets.taken(known=known, kinds=(RegisterKind.STRUCTURES,))]
    rows = _accepted(_cleaned(found, study=study)).get(RegisterKind.STRUCTURES)
    return study if rows is None else with_structures(study, rows), found


def take_registers(study: Study, *, sheets: Sheets, structures: Sequence[RegisterIntake], names: Register) -> Registers:
    """Read the actions, and take in every other sheet, whoever its rows are about.

    Parameters: study and structures, as `take_structures` gives them; names, of the structures, with a person's
    decisions. Raises: SourceError, when a sheet cannot be read as its register says.
    """
    known = Known.of(study, structures=names)
    actions = [named(taken, []) for taken in sheets.taken(known=known, kinds=(RegisterKind.ACTIONS,))]
    first = [*structures, *actions]
    cleaned = _cleaned(first, study=study)
    table = register_tables(_accepted(cleaned), actions=None).get("actions")
    known = Known.of(study, structures=names, actions=table)
    others = tuple(kind for kind in RegisterKind if kind not in FIRST)
    later = sheets.taken(known=known, kinds=others)
    return Registers(
        study=study, found=sheets.found, names=names, actions=table, cleaned=cleaned, first=first, later=later
    )


def add_registers(registers: Registers, *, people: Sequence[Recognised], extracted_on: pd.Timestamp | None) -> Added:
    """Name the people of the sheets, clean every sheet, and make their tables, ledger, quarantine and remarks.

    Parameters: people, as `ingest.recognise` names `registers.claims()`, in order.
    """
    told = iter(people)
    sheets = [*registers.first, *(named(taken, [next(told) for _ in taken.claims]) for taken in registers.later)]
    later = sheets[len(registers.first) :]
    cleaned = registers.cleaned | _cleaned(later, study=registers.study)
    accepted = _accepted(cleaned)
    tables = register_tables(accepted, actions=registers.actions)
    said = tables.pop("consents", None)  # with those of the surveys: the last word counts, wherever it stands
    added = Added(tables, consents=[] if said is None else [said])
    for sheet in sheets:
        if len(sheet.rows) or sheet.n_blank:
            _account(added, sheet, rows=cleaned.get(sheet.register.kind), names=registers.names)
    added.ledger.extend(_empty_sheets(sheets, registers.found))
    for finding in cross_checks(accepted, study=registers.study, extracted_on=extracted_on):
        added.ledger.append(_note(finding.source, finding.file, finding.note, finding.n))
        added.remarks.append(finding.sentence)
    for file, title in registers.found.unread:
        added.ledger.append(_note("–", f"{file} [{title}]", "sheet_not_used", 1))
    added.remarks[:0] = evidence(registers.found)
    return added


def name_everyone(
    taken: Sequence[Taken], registers: Registers, *, study: str, key: Key
) -> tuple[Iterator[Intake], list[Recognised]]:
    """Answers and registers named together: surveys with their people, people of the registers."""
    found = ingest.recognise([*(one.claims for one in taken), *registers.claims()], key=key, study=study)
    surveys = zip(taken, found[: len(taken)], strict=True)
    return (ingest.named(one, who) for one, who in surveys), found[len(taken) :]


def completed(one: Intake, *, actions: pd.DataFrame | None) -> tuple[Intake, list[Message]]:
    """Answers of one file with what the register of actions says of their action; what disagrees is told."""
    if actions is None or one.rows["action"].isna().all():
        return one, []
    done = fill_from_actions(one.rows, actions=actions)
    notes = [Note("action_filled", done.n_filled), Note("unknown_action", done.n_unknown)]
    notes += [Note("action_disagrees", n, what) for what, n in done.differing.items()]
    kept = [*one.notes, *(note for note in notes if note.n)]
    return replace(one, rows=done.rows, notes=kept), action_remarks(done, file=one.file)


def latest_answer(responses: Sequence[pd.DataFrame]) -> pd.Timestamp | None:
    """When the last answer came."""
    days = [rows["answered_on"].max() for rows in responses if len(rows)]
    known = [day for day in days if not pd.isna(day)]
    return max(known) if known else None


def with_registers(matched: Matched, found: Found) -> Matched:
    """Every file that is read, those of the registers too, and what then is left aside."""
    return Matched(matched.by_source | {"": found.files()}, found.others)


def _cleaned(sheets: Sequence[RegisterIntake], *, study: Study) -> dict[RegisterKind, pd.DataFrame]:
    kinds = dict.fromkeys(sheet.register.kind for sheet in sheets)
    found = {}
    for kind in kinds:
        parts = [_wide(sheet) for sheet in sheets if sheet.register.kind == kind and len(sheet.rows)]
        if parts:
            found[kind] = clean_register(pd.concat(parts, ignore_index=True), kind=kind, study=study)
    return found


def _wide(sheet: RegisterIntake) -> pd.DataFrame:
    return pd.concat(
        [sheet.rows, sheet.values, sheet.states.add_suffix(":state"), sheet.reasons.add_suffix(":reason")],
        axis="columns",
    )


def _accepted(cleaned: Mapping[RegisterKind, pd.DataFrame]) -> dict[RegisterKind, pd.DataFrame]:
    """Rows that count. A register without any stays absent: unknown, not zero."""
    kept = {kind: rows[rows["row_state"] == RowState.ACCEPTED.value] for kind, rows in cleaned.items()}
    return {kind: rows for kind, rows in kept.items() if len(rows)}


def _account(added: Added, sheet: RegisterIntake, *, rows: pd.DataFrame | None, names: Register) -> None:
    """Ledger and quarantine of one sheet, and the names of structures that nobody has decided on."""
    whole = _wide(sheet).assign(row_state=pd.Series(dtype="string")) if rows is None else rows
    own = whole[(whole["source"] == sheet.register.id) & (whole["file"] == sheet.file)]
    added.ledger.append(
        register_ledger(own, source=sheet.register.id, file=sheet.file, n_blank=sheet.n_blank, notes=sheet.notes)
    )
    added.quarantine.append(register_quarantine(own, headers=sheet.headers, expected=sheet.expected))
    added.names.extend(_undecided(sheet, rows=own, names=names))


def _undecided(sheet: RegisterIntake, *, rows: pd.DataFrame, names: Register) -> list[pd.DataFrame]:
    accepted = (rows["row_state"] == RowState.ACCEPTED.value).to_numpy()
    persons = rows.loc[accepted, "person"] if "person" in rows else None
    lines = rows.loc[accepted, "source_row"]
    return [
        unmatched(
            texts[accepted].set_axis(lines.index),
            matches=match_structures(texts[accepted].set_axis(lines.index), register=names),
            rows=lines,
            persons=persons,
            file=sheet.file,
            column=sheet.headers[name],
        )
        for name, texts in sheet.organisations.items()
        if len(lines)
    ]


def _note(source: str, file: str, category: str, n: int) -> pd.DataFrame:
    return note_lines([(category, n, None)], source=source, file=file)


def _empty_sheets(sheets: Sequence[RegisterIntake], found: Found) -> list[pd.DataFrame]:
    """One note a file: its sheets without any row, named. What they would list is unknown, not zero."""
    files = {sheet.name: sheet.file.name for sheet in found.sheets}
    names: dict[str, list[str]] = {}
    for sheet in sheets:
        if not len(sheet.rows):
            names.setdefault(files[sheet.file], []).append(sheet.register.sheet or sheet.register.id)
    return [
        note_lines([("empty_register", len(titles), ", ".join(titles))], source="–", file=file)
        for file, titles in names.items()
    ]


def evidence(found: Found) -> list[Message]:
    """Which sheets were read as which register, and what told."""
    names: dict[str, list[str]] = {}
    for sheet in found.sheets:
        title = sheet.register.sheet or sheet.register.kind.label.fr
        names.setdefault(sheet.file.name, []).append(title)
    return [
        message(
            fr=f"{file} : registres reconnus à leurs feuilles ou déclarés : {', '.join(titles)}.",
            en=f"{file}: registers recognised by their sheets or declared: {', '.join(titles)}.",
        )
        for file, titles in names.items()
    ]
