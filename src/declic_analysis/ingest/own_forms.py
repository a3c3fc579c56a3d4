"""Answers to the questionnaires that `declic questionnaire` wrote: recognised by their mark, mapped with no hand work.

Each form carries `declic:<study>:<audience>:<wave>:<version>`: as the value of a column that survey tools export, or in
a header of the sheet in which paper answers are typed. Its questions are then found by name (XLSForm), by code
(LimeSurvey) or by their words, in any language of the study.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from declic_analysis.errors import Message, SourceError, message
from declic_analysis.ingest.adapters import ADAPTERS, recognise_tool
from declic_analysis.ingest.files import RawFile, match_files
from declic_analysis.ingest.headers import Columns, HeaderForms
from declic_analysis.ingest.reading import RawTable, read_raw
from declic_analysis.study.form import (
    ENTRY_SHEET,
    FILLED_ON,
    Block,
    Form,
    Question,
    forms_of,
    long_code,
)
from declic_analysis.study.model import Assigned, Source, Study
from declic_analysis.vocabulary import Tool

MARK = re.compile(
    r"declic:(?P<study>[a-z0-9_]+):(?P<audience>[a-z0-9_]+):(?P<wave>[a-z0-9_]+):(?P<version>[0-9a-f]{8})"
)
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".ods")
MARKED = tuple("declic:".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
WRITES_FOR = (Tool.KOBOTOOLBOX, Tool.LIMESURVEY)
SENT = ("submitdate", "Date de soumission", "Date submitted", "SubmissionDate", "_submission_time", "end")
TOLD = ("territory", "format", "action", "action_on", "structure")
SEVERAL = "|"  # no file name holds it on any system


class Adopted(NamedTuple):
    """The study with a source for each export of its own questionnaires, and what a person should know of them."""

    study: Study
    remarks: tuple[Message, ...]


@dataclass(frozen=True)
class _Export:
    """One file, the form it answers, and which of its headers carries which question."""

    file: RawFile
    form: Form
    headers: dict[str, str]  # question → header as written
    sheet: str | None
    versions: frozenset[str]
    tool: Tool


def adopted(study: Study, *, raw: Path) -> Adopted:
    """Add to a study the sources that the files of its raw folder call for by themselves.

    A file that a declared source reads is left to it. Two exports of one form, alike in their headers, make one source,
    so that a person who stands in both is one.
    Raises: SourceError, when a file carries the mark of a form and none of its questions.
    """
    ignored = match_files(raw, sources=study.sources, aside=study.reference_files()).ignored
    marked = [file for file in ignored if _may_carry_a_mark(file.path)]
    if not marked:
        return Adopted(study, ())
    forms = {(form.audience, form.wave): form for form in forms_of(study)}
    exports = [export for file in marked if (export := _export(file, study=study, forms=forms)) is not None]
    sources = list(_sources(study, exports))
    if not sources:
        return Adopted(study, ())
    remarks = tuple(remark for export in exports for remark in _remarks(export))
    return Adopted(study.model_copy(update={"sources": [*study.sources, *sources]}), remarks)


def _may_carry_a_mark(path: Path) -> bool:
    """Cheap: the mark is looked for in the bytes, in those of a workbook's parts, before anything is parsed."""
    if path.suffix.casefold() not in ENDINGS:
        return False
    content = path.read_bytes()
    if not content.startswith(b"PK"):
        return any(mark in content for mark in MARKED)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return any(MARKED[0] in book.read(name) for name in book.namelist() if name.endswith(".xml"))
    except (zipfile.BadZipFile, OSError, RuntimeError, zlib.error):
        return False  # damaged or locked: left aside here, told of as a file that no source reads


def _export(file: RawFile, *, study: Study, forms: dict[tuple[str, str], Form]) -> _Export | None:
    found = _opened(file)
    if found is None:
        return None
    raw, sheet = found
    marks = [mark for mark in _marks(raw) if mark["study"] == study.name]
    named = {(mark["audience"], mark["wave"]) for mark in marks}
    form = forms.get(named.pop()) if len(named) == 1 else None
    if form is None:
        return None
    recognised = None if sheet else recognise_tool(raw).tool
    tool = recognised if recognised in WRITES_FOR else Tool.GENERIC
    forms_of_tool = ADAPTERS[tool].forms if tool in WRITES_FOR else HeaderForms(_last_part)
    columns = Columns(raw.headers, lines=raw.header_lines, file=raw.file, forms=forms_of_tool)
    headers = {q.name: header for block, q in _questions(form) if (header := _header(columns, raw, _names(block, q)))}
    if not headers:
        raise _no_question(raw, form)
    sent = (FILLED_ON.fr, FILLED_ON.of("en")) if sheet else SENT
    filled_on = _header(columns, raw, sent) if tool == Tool.GENERIC else None
    headers |= {"filled_on": filled_on} if filled_on else {}
    return _Export(file, form, headers, sheet, frozenset(mark["version"] for mark in marks), tool)


def _opened(file: RawFile) -> tuple[RawTable, str | None] | None:
    """The table of a file, and its sheet where it is one of ours for paper answers; nothing where it is unreadable."""
    for sheet in (ENTRY_SHEET, None):
        try:
            return read_raw(file.path, source=_looking(sheet), name=file.name), _sheet_of(file.path, sheet)
        except SourceError:
            continue
    return None


def _looking(sheet: str | None) -> Source:
    return Source(id="own_form", files="*", audience=Assigned(value="anyone"), answers={}, sheet=sheet)


def _sheet_of(path: Path, sheet: str | None) -> str | None:
    return sheet if path.read_bytes().startswith(b"PK") else None


def _marks(raw: RawTable) -> list[re.Match[str]]:
    """The marks in headers, else those of the column that holds nothing else."""
    in_headers = [mark for header in raw.headers if (mark := MARK.search(header))]
    if in_headers:
        return in_headers
    for position in raw.frame:
        texts = [text.strip() for text in raw.frame[position].unique() if text.strip()]
        marks = [mark for text in texts if (mark := MARK.fullmatch(text))]
        if marks and len(marks) == len(texts):
            return marks
    return []


def _last_part(header: str) -> Iterator[str]:
    """ODK Central writes `group-question`, others `group/question` or `group.question`; our names hold none of it."""
    yield re.split(r"[/.-]", header)[-1]


def _questions(form: Form) -> Iterator[tuple[Block, Question]]:
    for block in form.blocks:
        for question in block.questions:
            yield block, question


def _names(block: Block, question: Question) -> Iterator[str]:
    """How exports call a question, surest first: its name, LimeSurvey's code, its words."""
    yield question.name
    yield f"{long_code(block.id)}[{long_code(str(question.of))}]" if block.scale else long_code(question.name)
    introduction = block.introduction or block.title
    for lang in ("fr", "en"):
        if block.scale:
            yield f"{introduction.of(lang)} [{question.wording.of(lang)}]"
        yield question.wording.of(lang)


def _header(columns: Columns, raw: RawTable, names: Iterable[str]) -> str | None:
    """The header, as written, of the one column that goes by one of these names."""
    for name in names:
        positions = columns.positions(name)
        if len(positions) == 1:
            return raw.headers[positions[0]]
    return None


def _sources(study: Study, exports: Sequence[_Export]) -> Iterator[Source]:
    groups: dict[tuple[str, str, str | None, tuple[tuple[str, str], ...]], list[_Export]] = {}
    for export in exports:
        key = (export.form.audience, export.form.wave, export.sheet, tuple(export.headers.items()))
        groups.setdefault(key, []).append(export)
    taken = {source.id for source in study.sources}
    for group in groups.values():
        identifier = _free(f"questionnaire_{group[0].form.name}", taken)
        taken.add(identifier)
        yield _source(group, identifier=identifier)


def _free(wanted: str, taken: set[str]) -> str:
    numbered = (f"{wanted}_{k}" for k in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)


def _source(group: Sequence[_Export], *, identifier: str) -> Source:
    """What a person would write under `sources` for these files."""
    first = group[0]
    form, headers = first.form, first.headers
    asked = [(question, headers[question.name]) for question in form.questions if question.name in headers]
    answers: dict[str, dict[str, str]] = {}
    for question, header in asked:
        if question.about == "item":
            answers.setdefault(str(question.wave), {})[str(question.of)] = header
    about = {question.about: header for question, header in asked}
    person = {"columns": [about["code"]], "pattern": form.code_pattern} if "code" in about else None
    return Source.model_validate(
        {
            "id": identifier,
            "files": SEVERAL.join(_literal(export.file.name) for export in group),
            "tool": first.tool,
            "audience": form.audience,
            "answers": answers,
            "person": person,
            "verbatims": {str(q.of): header for q, header in asked if q.about == "open"},
            "consents": {str(q.of): header for q, header in asked if q.about == "consent"},
            "answered_on": headers.get("filled_on"),
            "sheet": first.sheet,
            "date_order": None if first.tool in WRITES_FOR else "dmy" if first.sheet else "ymd",
            "all_levels_offered": True,
            **_assigned(form, about),
        }
    )


def _assigned(form: Form, about: dict[str, str]) -> dict[str, object]:
    """What is the same for everyone, and what a column tells."""
    told = {name: {"column": about[name]} for name in TOLD if name in about}
    return {**form.fixed, **told}


def _literal(name: str) -> str:
    """A file name as a pattern that matches nothing else."""
    return re.sub(r"([*?\[])", r"[\1]", name)


def _remarks(export: _Export) -> Iterator[Message]:
    form, name = export.form, export.file.name
    yield message(
        fr=f"{name} : réponses au questionnaire « {form.name} », reconnu à sa marque.",
        en=f"{name}: answers to the questionnaire '{form.name}', recognised by its mark.",
    )
    absent = [question.name for question in form.questions if question.name not in export.headers]
    if export.versions - {form.version}:
        yield message(
            fr=f"{name} : le questionnaire « {form.name} » a changé dans l’étude depuis que ce formulaire a été posé.",
            en=f"{name}: the questionnaire '{form.name}' has changed in the study since this form was handed out.",
        )
    if absent:
        yield message(
            fr=f"{name} : {len(absent)} question(s) de « {form.name} » absentes du fichier : {', '.join(absent[:5])}.",
            en=f"{name}: {len(absent)} question(s) of '{form.name}' absent from the file: {', '.join(absent[:5])}.",
        )


def _no_question(raw: RawTable, form: Form) -> SourceError:
    return SourceError(
        message(
            fr="Ce fichier porte la marque d’un questionnaire de l’étude, mais aucune de ses questions.",
            en="This file carries the mark of a questionnaire of the study, but none of its questions.",
        ),
        where=raw.file,
        found=message(fr=f"{len(raw.headers)} colonnes", en=f"{len(raw.headers)} columns"),
        allowed=message(
            fr=f"les questions de « {form.name} », par leur nom, leur code ou leurs mots",
            en=f"the questions of '{form.name}', by name, by code or by their words",
        ),
        action=message(
            fr="Exportez de nouveau avec les codes (LimeSurvey) ou les noms XML (Kobo) en en-tête.",
            en="Export again with codes (LimeSurvey) or XML names (Kobo) as headers.",
        ),
    )
