"""A form as XLSForm (xlsx), for KoboToolbox, ODK and Enketo.

Source: xlsform.org, *XLSForm reference*; the files are converted by pyxform in the tests. One language a column.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from declic_analysis.instrument import texts
from declic_analysis.study import form_texts
from declic_analysis.study.base import Words
from declic_analysis.study.form import MARKER, Block, Form, Question, code_sentence
from declic_analysis.study.model import Study

if TYPE_CHECKING:
    from openpyxl import Workbook

LANGUAGES = {"fr": "Français (fr)", "en": "English (en)"}
PLAIN = ("type", "name", "appearance", "required", "constraint", "calculation")
SPOKEN = ("label", "hint", "constraint_message", "required_message")
Row = dict[str, str]


def xlsform(study: Study, form: Form) -> bytes:
    """The workbook of a form: sheets `survey`, `choices` and `settings`."""
    from openpyxl import Workbook

    langs = list(study.languages)
    book = Workbook()
    book.remove(book.active)
    _sheet(book, "survey", columns=_columns(langs), rows=list(_survey(study, form, langs)))
    labels = [f"label::{LANGUAGES[lang]}" for lang in langs]
    _sheet(book, "choices", columns=["list_name", "name", *labels], rows=list(_choices(form, langs)))
    settings = _settings(study, form, langs)
    _sheet(book, "settings", columns=list(settings), rows=[settings])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _columns(langs: Sequence[str]) -> list[str]:
    return [*PLAIN[:2], *(f"{name}::{LANGUAGES[lang]}" for name in SPOKEN for lang in langs), *PLAIN[2:]]


def _settings(study: Study, form: Form, langs: Sequence[str]) -> Row:
    return {
        "form_title": texts.title(study, form, langs[0]),
        "form_id": f"declic_{study.name}_{form.name}",
        "version": form.version,
        "default_language": LANGUAGES[langs[0]],
    }


def _survey(study: Study, form: Form, langs: Sequence[str]) -> Iterator[Row]:
    yield {"type": "start", "name": "start"}
    yield {"type": "end", "name": "end"}
    yield {"type": "calculate", "name": MARKER, "calculation": f"'{form.marker}'"}
    yield _note("welcome", {lang: texts.welcome(study, form, lang) for lang in langs})
    yield _note("notice", {lang: _notice(study, form, lang) for lang in langs})
    for block in form.blocks:
        yield from _group(study, form, block, langs)
    yield _note("thanks", {lang: texts.sentence("thanks", lang=lang) for lang in langs})


def _note(name: str, said: dict[str, str]) -> Row:
    return {"type": "note", "name": name} | {f"label::{LANGUAGES[lang]}": text for lang, text in said.items()}


def _notice(study: Study, form: Form, lang: str) -> str:
    """The information text in the little Markdown that form tools show."""
    head = texts.sentence("notice", "heading", lang=lang)
    return "\n\n".join([f"**{head}**", *(f"**{p.head}.** {p.text}" for p in texts.notice(study, form, lang))])


def _group(study: Study, form: Form, block: Block, langs: Sequence[str]) -> Iterator[Row]:
    label = block.introduction or block.title
    appearance = "table-list" if block.scale else "field-list"
    yield {"type": "begin_group", "name": f"page_{block.id}", "appearance": appearance, **_said("label", label, langs)}
    for question in block.questions:
        yield _question(study, form, block, question=question, langs=langs)
    yield {"type": "end_group", "name": f"page_{block.id}"}


def _question(study: Study, form: Form, block: Block, *, question: Question, langs: Sequence[str]) -> Row:
    row = {"type": _type(block, question), "name": question.name, **_said("label", question.wording, langs)}
    row |= _said("hint", question.hint, langs) if question.hint else {}
    row |= {"required": "yes"} if question.required else {}
    row |= {"appearance": "multiline"} if question.kind == "long_text" else {}
    if question.kind == "code":
        wrong = code_sentence(study, template=form_texts.CODE_WRONG)
        row |= {"constraint": f"regex(., '{form.code_pattern}')", **_said("constraint_message", wrong, langs)}
    return row


def _type(block: Block, question: Question) -> str:
    return {
        "scale": f"select_one scale_{block.scale}",
        "choice": f"select_one {question.name}",
        "date": "date",
    }.get(question.kind, "text")


def _said(column: str, words: Words, langs: Sequence[str]) -> Row:
    return {f"{column}::{LANGUAGES[lang]}": texts.spoken(words, lang) for lang in langs}


def _choices(form: Form, langs: Sequence[str]) -> Iterator[Row]:
    written = set()
    for block in form.blocks:
        for question in block.questions:
            name = f"scale_{block.scale}" if block.scale else question.name
            if name in written:
                continue
            written.add(name)
            for choice in question.choices:
                yield {"list_name": name, "name": choice.code, **_said("label", choice.label, langs)}


def _sheet(book: Workbook, title: str, *, columns: list[str], rows: list[Row]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(title)
    for k, column in enumerate(columns, start=1):
        page.cell(1, k, column).font = Font(bold=True)
        page.column_dimensions[get_column_letter(k)].width = 50 if column.startswith(("label", "hint")) else 22
    for row, record in enumerate(rows, start=2):
        for k, column in enumerate(columns, start=1):
            cell = page.cell(row, k)
            if column in record:
                cell.value, cell.data_type, cell.number_format = record[column], "s", "@"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "C2" if title != "settings" else "A2"
