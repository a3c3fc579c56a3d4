"""The fiction as Tally exports it: `,`, UTF-8, Submission ID, `Question [ligne]`, a summary and `Question (Option)`."""

from __future__ import annotations

import hashlib

from declic_analysis.demo.cells import Cell
from declic_analysis.demo.columns import Column, lines_of
from declic_analysis.demo.layout import CHANNEL, CHANNELS, QUOTABLE, Export, answers_asked, context_asked, open_asked
from declic_analysis.demo.saving import delimited
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study

SYSTEM = {"system/id": "Submission ID", "system/respondent": "Respondent ID", "submitted": "Submitted at"}
ENTITY = "&nbsp;?"  # titles typed with a no-break space leave Tally as HTML


def tally_columns(export: Export, study: Study) -> list[Column]:
    """Tally's columns, titles in HTML."""
    answers = {key: f"{intro} [{text}]" for key, intro, text in answers_asked(export, study)}
    options = {"channel": CHANNEL, **{f"channel/{o}": f"{CHANNEL} ({text})" for o, text in CHANNELS.items()}}
    asked = {**context_asked(export), **answers, **open_asked(study), "quotable": QUOTABLE, **options}
    return [
        Column(key, (text.replace(" ?", ENTITY) if key.startswith("open/") else text,), text)
        for key, text in {**SYSTEM, **asked}.items()
    ]


def tally_bytes(sheets: list[Sheet], export: Export, study: Study) -> bytes:
    """The file's bytes, in the format that `export.variant` names."""
    columns = tally_columns(export, study)
    lines = lines_of(sheets, columns, export=export, study=study, system=_system)
    return delimited(lines, separator=",", end="\n")


def _system(sheet: Sheet, number: int, export: Export) -> dict[str, Cell]:
    if sheet.sent_at is None:
        return dict.fromkeys(SYSTEM, "")
    digest = hashlib.sha256(f"{export.id}{number}".encode()).hexdigest()
    return {
        "system/id": digest[:6],
        "system/respondent": digest[6:12],
        "submitted": f"{sheet.sent_at:%Y-%m-%d %H:%M:%S}",
    }
