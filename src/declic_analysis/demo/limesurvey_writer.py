"""The fiction as LimeSurvey exports it: `;`, UTF-8 with BOM, CRLF, everything quoted, French system columns."""

from __future__ import annotations

import csv
import datetime as dt
import io

from declic_analysis.demo.cells import cells
from declic_analysis.demo.layout import LIMESURVEY_SYSTEM, Export, headers
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study

LAST_PAGE = 4
SEED = 1_740_000_000  # “Tête de série”: LimeSurvey's own column, a number without meaning here


class _LimeSurvey(csv.Dialect):
    delimiter, quotechar, doublequote, lineterminator = ";", '"', True, "\r\n"
    quoting = csv.QUOTE_ALL


class _Resaved(csv.Dialect):
    delimiter, quotechar, doublequote, lineterminator = ";", '"', True, "\r\n"
    quoting = csv.QUOTE_MINIMAL


def limesurvey_bytes(sheets: list[Sheet], export: Export, study: Study) -> bytes:
    """The file's bytes; `export.resaved`: as a French spreadsheet writes it back (cp1252, dd/mm/yyyy, few quotes)."""
    header = headers(export, study)
    text = io.StringIO(newline="")
    writer = csv.writer(text, _Resaved if export.resaved else _LimeSurvey)
    writer.writerow(header.values())
    for number, sheet in enumerate(sheets, start=1):
        row = {**_system(sheet, number, export), **cells(sheet, export, study)}
        writer.writerow([_unformula(row[key]) for key in header])
    return text.getvalue().encode("cp1252" if export.resaved else "utf-8-sig")


def _system(sheet: Sheet, number: int, export: Export) -> dict[str, str]:
    if sheet.kind == "empty_row":
        return dict.fromkeys(LIMESURVEY_SYSTEM, "")
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


def _unformula(text: str) -> str:
    """LimeSurvey puts an apostrophe before a cell that a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith("=") else text
