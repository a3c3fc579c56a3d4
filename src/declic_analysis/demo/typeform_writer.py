"""The fiction as Typeform exports it: `,`, UTF-8, `#` first, dates in UTC last; an option's column is headed by the
option and holds its text; yes/no questions are 1 and 0.
"""

from __future__ import annotations

import hashlib

from declic_analysis.demo.cells import Cell
from declic_analysis.demo.columns import Column, columns_of, lines_of
from declic_analysis.demo.layout import CHANNELS, QUOTABLE, Export, answers_asked, context_asked, open_asked
from declic_analysis.demo.saving import delimited
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study

FIRST = {"system/id": "#"}
LAST = {"system/started": "Start Date (UTC)", "submitted": "Submit Date (UTC)", "system/network": "Network ID"}


def typeform_columns(export: Export, study: Study) -> list[Column]:
    """Typeform's columns."""
    answers = {key: f"{intro} [{text}]" for key, intro, text in answers_asked(export, study)}
    options = {f"channel/{option}": text for option, text in CHANNELS.items()}
    asked = {**context_asked(export), **answers, **open_asked(study), "quotable": QUOTABLE, **options}
    return columns_of({**FIRST, **asked, **LAST})


def typeform_bytes(sheets: list[Sheet], export: Export, study: Study) -> bytes:
    """The file's bytes, in the format that `export.variant` names."""
    columns = typeform_columns(export, study)
    lines = lines_of(sheets, columns, export=export, study=study, system=_system)
    return delimited(lines, separator=",", end="\n")


def _system(sheet: Sheet, number: int, export: Export) -> dict[str, Cell]:
    if sheet.sent_at is None:
        return dict.fromkeys((*FIRST, *LAST), "")
    digest = hashlib.sha256(f"{export.id}{number}".encode()).hexdigest()
    return {
        "system/id": digest[:32],
        "system/started": f"{sheet.started_at:%Y-%m-%d %H:%M:%S}",
        "submitted": f"{sheet.sent_at:%Y-%m-%d %H:%M:%S}",
        "system/network": digest[32:42],
    }
