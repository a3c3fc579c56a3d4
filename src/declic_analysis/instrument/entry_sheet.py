"""The sheet in which paper answers are typed: one line a form, drop-down lists, read back as it is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from declic_analysis.instrument import texts
from declic_analysis.study.form import ENTRY_SHEET, FILLED_ON, Form, Question
from declic_analysis.study.model import Study

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LINES = 500
LISTS, READ_ME = "listes", "lisez-moi"
ADVICE = {
    "fr": (
        "Une ligne par questionnaire papier, dans la feuille « saisie ». Écrivez le numéro aussi sur le papier.",
        "Case non cochée : laissez vide. Deux cases cochées : laissez vide aussi, et notez le numéro à part.",
        "Ne changez pas les en-têtes : ils disent de quel formulaire il s’agit.",
        "Enregistrez ce classeur dans data/raw/{study}/ puis lancez : declic build {study}",
    ),
    "en": (
        "One line a paper form, in the sheet “saisie”. Write the number on the paper too.",
        "Box not ticked: leave empty. Two boxes ticked: leave empty too, and note the number apart.",
        "Do not change the headers: they say which form this is.",
        "Save this workbook in data/raw/{study}/, then run: declic build {study}",
    ),
}


def entry_sheet(study: Study, form: Form, *, lang: str) -> bytes:
    """The workbook: sheet `saisie`, its hidden lists, and what to do."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = ENTRY_SHEET
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    _head(page, form, lang)
    for k, question in enumerate(form.questions, start=3):
        _column(book, page, question, position=k, lang=lang)
    page.freeze_panes = "C2"
    page.row_dimensions[1].height = 92
    _read_me(book, study, lang)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _head(page: Worksheet, form: Form, lang: str) -> None:
    number = {"fr": "N° du questionnaire", "en": "No. of the form"}[lang]
    headers = [f"{number} [{form.marker}]", texts.typeset(FILLED_ON.of(lang), lang)]
    headers += [texts.spoken(question.wording, lang) for question in form.questions]
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for k, header in enumerate(headers, start=1):
        cell = page.cell(1, k, header)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6EE")
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
        page.column_dimensions[get_column_letter(k)].width = 20 if k > 1 else 16
    for row in range(2, LINES + 2):
        page.cell(row, 2).number_format = "dd/mm/yyyy"


def _column(book: Workbook, page: Worksheet, question: Question, *, position: int, lang: str) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(position)
    for row in range(2, LINES + 2):
        page.cell(row, position).number_format = "dd/mm/yyyy" if question.kind == "date" else "@"
    if not question.choices:
        return
    labels = [texts.spoken(choice.label, lang) for choice in question.choices]
    offered = DataValidation(
        type="list",
        formula1=_range(book[LISTS], labels),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle={"fr": "Réponse inconnue", "en": "Unknown answer"}[lang],
        error={"fr": "Choisissez dans la liste.", "en": "Choose from the list."}[lang],
    )
    page.add_data_validation(offered)
    offered.add(f"{letter}2:{letter}{LINES + 1}")


def _range(lists: Worksheet, labels: list[str]) -> str:
    """Where these labels stand on the sheet of lists; they are written there once."""
    from openpyxl.utils import get_column_letter

    for column in lists.iter_cols():
        if [cell.value for cell in column if cell.value is not None] == labels:
            letter = column[0].column_letter
            break
    else:
        k = lists.max_column + (lists["A1"].value is not None)
        for row, label in enumerate(labels, start=1):
            lists.cell(row, k, label)
        letter = get_column_letter(k)
    return f"'{LISTS}'!${letter}$1:${letter}${len(labels)}"


def _read_me(book: Workbook, study: Study, lang: str) -> None:
    page = book.create_sheet(READ_ME)
    page.column_dimensions["A"].width = 110
    for row, line in enumerate(ADVICE[lang], start=1):
        page.cell(row, 1, texts.filled(line, lang=lang, study=study.name))
