"""The fiction as a hand-kept sheet: headers of its own, levels as decimal numbers with a comma, 999 where nothing was
said; or a workbook with real dates and labels.
"""

from __future__ import annotations

import datetime as dt

from declic_analysis.demo.cells import Cell
from declic_analysis.demo.columns import Column, columns_of, lines_of
from declic_analysis.demo.layout import CHANNELS, QUOTABLE, Export, answers_asked, context_asked, open_asked
from declic_analysis.demo.saving import delimited, workbook
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study

SUBMITTED = "Rempli le"


def generic_columns(export: Export, study: Study) -> list[Column]:
    """The columns of a sheet kept by hand."""
    answers = {key: f"{intro} {text}" for key, intro, text in answers_asked(export, study)}
    options = {f"channel/{option}": text for option, text in CHANNELS.items()}
    asked = {**context_asked(export), **answers, **open_asked(study), "quotable": QUOTABLE, **options}
    return columns_of({"submitted": SUBMITTED, **asked})


def generic_lines(sheets: list[Sheet], export: Export, study: Study) -> list[list[Cell]]:
    """Header and rows, before they are saved in one format or another."""
    return lines_of(sheets, generic_columns(export, study), export=export, study=study, system=_system)


def generic_bytes(sheets: list[Sheet], export: Export, study: Study) -> bytes:
    lines = generic_lines(sheets, export, study)
    if export.workbook:
        return workbook(lines, sheet="Réponses")
    return delimited(lines, separator=",", encoding="utf-8", end="\n")


def _system(sheet: Sheet, number: int, export: Export) -> dict[str, Cell]:
    return {"submitted": _moment(sheet.sent_at, export)}


def _moment(when: dt.datetime | None, export: Export) -> Cell:
    if when is None or export.workbook:
        return when or ""
    return f"{when:%d/%m/%Y %H:%M:%S}"
