"""The fiction as LimeSurvey exports it: `;`, UTF-8 with BOM, CRLF, everything quoted, French system columns; or its
tab-separated text, or its workbook, where every cell is text.
"""

from __future__ import annotations

import datetime as dt

from declic_analysis.demo.cells import Cell
from declic_analysis.demo.columns import Column, columns_of, lines_of
from declic_analysis.demo.layout import (
    CHANNEL,
    CHANNELS,
    QUOTABLE,
    Export,
    answers_asked,
    context_asked,
    open_asked,
    question_codes,
)
from declic_analysis.demo.saving import delimited, workbook
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study

LAST_PAGE = 4
SEED = 1_740_000_000  # “Tête de série”: LimeSurvey's own column, a number without meaning here
SYSTEM = {
    "system/id": "ID de la réponse",
    "submitted": "Date de soumission",
    "system/page": "Dernière page",
    "system/language": "Langue de départ",
    "system/seed": "Tête de série",
    "system/started": "Date de lancement",
    "system/touched": "Date de la dernière action",
}


def limesurvey_columns(export: Export, study: Study) -> list[Column]:
    """LimeSurvey's columns: question codes or whole questions."""
    coded = export.questions == "codes"
    codes = question_codes(export, study)
    answers = {key: codes[key] if coded else f"{intro} [{text}]" for key, intro, text in answers_asked(export, study)}
    free = {key: f"Q{4 + k:02d}" if coded else text for k, (key, text) in enumerate(open_asked(study).items())}
    quotable = {"quotable": "Q06" if coded else QUOTABLE}
    options = {f"channel/{o}": f"Q07[{o}]" if coded else f"{CHANNEL} [{text}]" for o, text in CHANNELS.items()}
    return columns_of(
        {**SYSTEM, **context_asked(export), **answers, **free, **quotable, **(options if export.full else {})}
    )


def limesurvey_bytes(sheets: list[Sheet], export: Export, study: Study) -> bytes:
    """The file's bytes; `export.resaved`: as a French spreadsheet writes it back (cp1252, dd/mm/yyyy, few quotes)."""
    columns = limesurvey_columns(export, study)
    lines = lines_of(sheets, columns, export=export, study=study, system=_system)
    lines = [[_unformula(cell) for cell in line] for line in lines]
    if export.workbook:
        return workbook(lines, sheet="Feuil1")
    if export.file.endswith(".tsv"):
        return delimited(lines, separator="\t", encoding="utf-8-sig")
    encoding = "cp1252" if export.resaved else "utf-8-sig"
    return delimited(lines, separator=";", encoding=encoding, quoted=not export.resaved)


def _system(sheet: Sheet, number: int, export: Export) -> dict[str, Cell]:
    if sheet.kind == "empty_row":
        return dict.fromkeys(SYSTEM, "")
    return {
        "system/id": str(100 + number),
        "submitted": _moment(sheet.sent_at, export),
        "system/page": str(LAST_PAGE if sheet.sent_at else 2),
        "system/language": "fr",
        "system/seed": str(SEED + 7919 * number),
        "system/started": _moment(sheet.started_at, export),
        "system/touched": _moment(sheet.sent_at or sheet.started_at, export),
    }


def _moment(when: dt.datetime | None, export: Export) -> str:
    if when is None:
        return ""
    return f"{when:%d/%m/%Y %H:%M}" if export.resaved else f"{when:%Y-%m-%d %H:%M:%S}"


def _unformula(cell: Cell) -> Cell:
    """LimeSurvey puts an apostrophe before a cell that a spreadsheet would run as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith("=") else cell
