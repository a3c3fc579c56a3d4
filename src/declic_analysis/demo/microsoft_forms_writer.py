"""The fiction as Microsoft Forms exports it: a workbook with real dates, a column per statement, `A;B;`, “anonymous”;
or the same opened and saved as csv: `;`, cp1252, American dates.
"""

from __future__ import annotations

import datetime as dt

from declic_analysis.demo.cells import Cell
from declic_analysis.demo.columns import Column, columns_of, lines_of
from declic_analysis.demo.layout import CHANNEL, QUOTABLE, Export, answers_asked, context_asked, open_asked
from declic_analysis.demo.saving import delimited, workbook
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study

SYSTEM = {
    "system/id": "ID",
    "system/started": "Heure de début",
    "submitted": "Heure de fin",
    "system/email": "Adresse de messagerie",
    "system/name": "Nom",
}
TOUCHED = {"system/touched": "Heure de la dernière modification"}
NO_BREAK = "\u00a0"


def microsoft_forms_columns(export: Export, study: Study) -> list[Column]:
    """A statement asked twice in one form gets the suffix 2; a title typed with a space at its end keeps it."""
    answers: dict[str, str] = {}
    for key, _, text in answers_asked(export, study):
        answers[key] = f"{text}2" if text in answers.values() else text
    open_texts = {key: f"{text}{NO_BREAK}" for key, text in open_asked(study).items()}
    asked = {**context_asked(export), **answers, **open_texts, "quotable": f"{QUOTABLE} ", "channel": CHANNEL}
    return columns_of({**SYSTEM, **asked, **TOUCHED})


def microsoft_forms_bytes(sheets: list[Sheet], export: Export, study: Study) -> bytes:
    columns = microsoft_forms_columns(export, study)
    lines = lines_of(sheets, columns, export=export, study=study, system=_system)
    if export.workbook:
        return workbook(lines, sheet="Sheet1")
    return delimited(lines, separator=";", encoding="cp1252")


def _system(sheet: Sheet, number: int, export: Export) -> dict[str, Cell]:
    if sheet.kind == "empty_row":
        return dict.fromkeys((*SYSTEM, *TOUCHED), "")
    return {
        "system/id": number if export.workbook else str(number),
        "system/started": _moment(sheet.started_at, export),
        "submitted": _moment(sheet.sent_at, export),
        "system/email": "anonymous",
        "system/name": "",
        "system/touched": "",
    }


def _moment(when: dt.datetime | None, export: Export) -> Cell:
    if when is None or export.workbook:
        return when or ""
    return f"{when.month}/{when.day}/{when:%y} {when.hour}:{when:%M:%S}"
