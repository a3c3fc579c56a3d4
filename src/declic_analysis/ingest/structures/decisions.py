"""`structure_matches.csv`: what a person decided for each name that the register does not know.

The file lies beside the raw files, out of git. A person edits it in a spreadsheet; this software only ever adds lines
at its end, in the encoding, separator and column order that it finds there.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from declic_analysis.errors import Message, StudyError, message
from declic_analysis.ingest.files import DECISIONS as FILE
from declic_analysis.ingest.headers import header_key
from declic_analysis.ingest.sniffing import decoded, is_blank, records_of, separator_of
from declic_analysis.ingest.structures.register import Decision, Register
from declic_analysis.naming import organisation_key
from declic_analysis.vocabulary import StructureMatch

HOW = "décision (id d’une structure, nouvelle, ignorer)"
HEADERS = (
    *("nom écrit", "lignes", "proche 1", "score 1", "proche 2", "score 2", "proche 3", "score 3"),
    *(HOW, "décidé par", "décidé le"),
)
NAME, DECISION = ("nom écrit", "name"), ("décision", "decision")
WORDS = {
    **dict.fromkeys(("nouvelle", "nouveau", "new"), Decision(StructureMatch.NEW)),
    **dict.fromkeys(("ignorer", "ignorée", "ignore"), Decision(StructureMatch.IGNORED)),
}
COPIED = re.compile(r"([a-z][a-z0-9_]*)(?: \(.*\))?", re.DOTALL)  # a suggestion's cell, copied: « steec (STEEC) »
FORMULA = ("=", "+", "-", "@", "\t", "\r")
APPENDED_AS = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}


@dataclass(frozen=True)
class Decisions:
    """decided: key of a name → what a person decided; listed: keys that have a line, decided or not."""

    decided: Mapping[str, Decision] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()


class _Line(NamedTuple):
    number: int  # as a spreadsheet shows it
    key: str
    decision: str


class _Sheet(NamedTuple):
    """The file as it is: how to read it, and how to write one more line."""

    encoding: str
    separator: str
    headers: list[str]
    lines: list[_Line]


def read_decisions(folder: Path, *, register: Register) -> Decisions:
    """What a person decided, nothing where there is no file.

    Parameters: register, the study's own names: a decision names one of its ids.
    Raises: StudyError, with every faulty line: unknown id, two decisions for one name, a decision against the register,
    or a file without the columns of a name and a decision.
    """
    path = folder / FILE
    if not path.is_file():
        return Decisions()
    sheet = _sheet(path)
    decided: dict[str, Decision] = {}
    faults: list[Message] = []
    for line in sheet.lines:
        decision = _decision(line, register=register)
        if isinstance(decision, Decision) and decided.setdefault(line.key, decision) != decision:
            decision = message(
                fr="ce nom a déjà une autre décision plus haut", en="this name has another decision above"
            )
        if isinstance(decision, Message):
            faults.append(_at(line.number, decision))
    if faults:
        raise _refused(faults, register=register)
    return Decisions(decided, frozenset(line.key for line in sheet.lines))


def _decision(line: _Line, *, register: Register) -> Decision | Message | None:
    """What the line says, nothing when it is still to be decided, a sentence when it cannot be."""
    text = line.decision.strip()
    if not text or not line.key:
        return None
    found = WORDS.get(header_key(text)) or _structure(text, register=register)
    if found is None:
        near = difflib.get_close_matches(header_key(text), register.labels, n=1, cutoff=0.5)
        fr, en = (f" ; vouliez-vous dire « {near[0]} » ?", f"; did you mean '{near[0]}'?") if near else ("", "")
        return message(fr=f"ce n’est pas une structure de l’étude{fr}", en=f"this is no structure of the study{en}")
    known = register.names.get(line.key)
    if known and found.match != StructureMatch.NEW and found.structure != known:
        return message(
            fr=f"ce nom est celui de « {known} » dans l’étude ; retirez cette décision ou corrigez l’étude",
            en=f"the study gives this name to '{known}'; remove this decision or correct the study",
        )
    return found


def _structure(text: str, *, register: Register) -> Decision | None:
    """An id, a suggestion copied whole, or the name of a structure."""
    copied = COPIED.fullmatch(text)
    identifier = copied[1] if copied and copied[1] in register.labels else register.names.get(organisation_key(text))
    return Decision(StructureMatch.DECIDED, identifier) if identifier else None


def _at(number: int, sentence: Message) -> Message:
    return Message(fr=f"{FILE}, ligne {number}\u00a0: {sentence.fr}", en=f"{FILE}, line {number}: {sentence.en}")


def _refused(faults: list[Message], *, register: Register | None = None) -> StudyError:
    ids = ", ".join(sorted(register.labels)) if register else ""
    return StudyError(
        message(
            fr="Des décisions sur les noms de structures sont à corriger.",
            en="Decisions about names of structures have to be corrected.",
        ),
        where=Message(*("\n      ".join(said) for said in zip(*faults, strict=True))),
        allowed=message(
            fr=f"nouvelle, ignorer, rien, ou un id de l’étude : {ids}",
            en=f"nouvelle, ignorer, nothing, or an id: {ids}",
        )
        if ids
        else None,
        action=message(
            fr=f"Corrigez ces lignes de {FILE}, ou videz leur décision, puis relancez.",
            en=f"Correct these lines of {FILE}, or empty their decision, then run again.",
        ),
    )


def _sheet(path: Path) -> _Sheet:
    text, encoding = decoded(path.read_bytes(), encoding=None, file=FILE)
    text = text.removeprefix("\ufeff")
    separator = separator_of(text) if text.strip() else ";"
    records = records_of(text, separator=separator, file=FILE)
    start = next((k for k, record in enumerate(records) if not is_blank(record)), None)
    headers = records[start] if start is not None else []
    name, decision = _column(headers, NAME), _column(headers, DECISION)
    if name is None or decision is None:
        raise _refused([_at(1 + (start or 0), _headless())])
    lines = [
        _Line(number, organisation_key(_cell(record, name)), _cell(record, decision))
        for number, record in enumerate(records[(start or 0) + 1 :], start=(start or 0) + 2)
        if not is_blank(record)
    ]
    return _Sheet(encoding, separator, headers, lines)


def _headless() -> Message:
    return message(
        fr=f"colonnes « {NAME[0]} » et « {DECISION[0]} » attendues ; gardez l’en-tête, ou déplacez ce fichier : "
        "« declic build » en écrira un autre",
        en=f"columns « {NAME[0]} » and « {DECISION[0]} » expected; keep the header, or move this file: "
        "`declic build` will write another one",
    )


def _column(headers: list[str], names: tuple[str, ...]) -> int | None:
    return next((k for k, header in enumerate(headers) if header_key(header).startswith(names)), None)


def _cell(record: list[str], k: int) -> str:
    return record[k] if k < len(record) else ""


def add_lines(folder: Path, offered: pd.DataFrame) -> int:
    """Put names to be decided at the end of the file, made if need be. What stands there is not touched, byte for byte.

    Parameters: offered, columns of `HEADERS`, as `offers` makes it.
    Returns: how many lines were added; names that the file's encoding cannot write are left out.
    Raises: OSError, when the file may not be written (a spreadsheet has it open).
    """
    if offered.empty:
        return 0
    path = folder / FILE
    if not path.is_file():
        head = _joined([list(HEADERS)], separator=";", end="\r\n")
        path.write_bytes(("\ufeff" + head).encode())
    content, sheet = path.read_bytes(), _sheet(path)
    encoding = "utf-16-be" if content.startswith(b"\xfe\xff") else APPENDED_AS.get(sheet.encoding, sheet.encoding)
    end = "\r\n" if "\r\n".encode(encoding) in content else "\n"
    text = [_joined([record], separator=sheet.separator, end=end) for record in _records(offered, sheet.headers)]
    written = [line for line in text if _can_be_written(line, encoding)]
    gap = "" if content.endswith("\n".encode(encoding)) else end
    with path.open("ab") as file:
        file.write((gap + "".join(written)).encode(encoding))  # one write: never half a line
    return len(written)


def _records(offered: pd.DataFrame, headers: list[str]) -> Iterator[list[str]]:
    """The lines in the order of the file's own columns; a column that a person added stays empty."""
    known = {header_key(name): name for name in offered.columns}
    named = [known.get(header_key(header)) or _renamed(header) for header in headers]
    for row in offered.to_dict("records"):
        yield [_safe(str(row[name])) if name else "" for name in named]


def _renamed(header: str) -> str | None:
    return HEADERS[0] if header_key(header).startswith(NAME) else None


def _safe(text: str) -> str:
    """A cell that a spreadsheet shows and does not run, on one line."""
    plain = " ".join(text.split())
    return f"'{plain}" if plain.startswith(FORMULA) else plain


def _joined(records: list[list[str]], *, separator: str, end: str) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator=end).writerows(records)
    return buffer.getvalue()


def _can_be_written(line: str, encoding: str) -> bool:
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
