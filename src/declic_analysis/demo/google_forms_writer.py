"""The fiction as Google Forms exports it: `,`, UTF-8, Horodateur, whole questions as headers, e-mails."""

from __future__ import annotations

import csv
import io

from declic_analysis.demo.cells import cells
from declic_analysis.demo.layout import Export, headers
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study

FIRST_NAMES = ("camille", "dominique", "claude", "sacha", "alix", "noa", "charlie", "maxime")


def google_forms_bytes(sheets: list[Sheet], export: Export, study: Study) -> bytes:
    """The file's bytes. Addresses end in `.example`, a domain that nobody can own; they must never pass ingest."""
    header = headers(export, study)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=",", lineterminator="\r\n")
    writer.writerow(header.values())
    for sheet in sheets:
        row = {**_system(sheet), **cells(sheet, export, study)}
        writer.writerow([row[key] for key in header])
    return text.getvalue().encode("utf-8")


def _system(sheet: Sheet) -> dict[str, str]:
    if sheet.sent_at is None:
        return {"submitted": "", "email": ""}
    name = FIRST_NAMES[sheet.person % len(FIRST_NAMES)]
    return {"submitted": f"{sheet.sent_at:%d/%m/%Y %H:%M:%S}", "email": f"{name}.fictif{sheet.person}@usine.example"}
