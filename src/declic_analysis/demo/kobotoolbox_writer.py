"""The fiction as KoboToolbox exports it: `;`, everything quoted, XLSForm names, `_uuid`, `_submission_time`.

A question with several answers has a summary, joined by spaces, and one 0/1 column an option: all empty when nobody
answered it. The form was deployed a second time on the way, without a change to its questions.
"""

from __future__ import annotations

import hashlib

from declic_analysis.demo.cells import Cell
from declic_analysis.demo.columns import Column, columns_of, lines_of
from declic_analysis.demo.layout import CHANNELS, Export, answers_asked, question_codes
from declic_analysis.demo.saving import delimited, workbook
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study

FIRST = {"system/start": "start", "system/end": "end"}
CONTEXT = {
    "code": "code_personnel",
    "territory": "territoire",
    "format": "format",
    "action": "action",
    "action_on": "date_action",
    "structure": "structure",
}
LAST = {
    "system/id": "_id",
    "system/uuid": "_uuid",
    "submitted": "_submission_time",
    "system/validation": "_validation_status",
    "system/notes": "_notes",
    "system/status": "_status",
    "system/by": "_submitted_by",
    "system/version": "__version__",
    "system/tags": "_tags",
    "system/index": "_index",
}
VERSIONS = ("vG7kdeclic1", "vT2mdeclic2")
REDEPLOYED_AFTER = 40  # submissions


def kobotoolbox_columns(export: Export, study: Study) -> list[Column]:
    """KoboToolbox' columns, by their XLSForm names."""
    names = {key: _name(code) for key, code in question_codes(export, study).items()}
    answers = {key: names[key] for key, _, _ in answers_asked(export, study)}
    context = {k: v for k, v in CONTEXT.items() if k != "territory" or export.territory is None}
    free = {f"open/{name}": name for name in study.open_questions}
    options = {"channel": "canal", **{f"channel/{option}": f"canal/{option}" for option in CHANNELS}}
    return columns_of({**FIRST, **context, **answers, **free, "quotable": "citation", **options, **LAST})


def _name(code: str) -> str:
    """`Q01[SQ002]` → `grille_q01/q01_002`: a group, then a question."""
    grid, number = code.lower().rstrip("]").split("[sq")
    return f"grille_{grid}/{grid}_{number}"


def kobotoolbox_bytes(sheets: list[Sheet], export: Export, study: Study) -> bytes:
    """The file's bytes, in the format that `export.variant` names."""
    columns = kobotoolbox_columns(export, study)
    lines = lines_of(sheets, columns, export=export, study=study, system=_system)
    if export.workbook:
        return workbook(lines, sheet="questionnaire")
    return delimited(lines, separator=";", quoted=True, end="\n")


def _system(sheet: Sheet, number: int, export: Export) -> dict[str, Cell]:
    if sheet.sent_at is None or sheet.started_at is None:
        return dict.fromkeys((*FIRST, *LAST), "")
    digest = hashlib.sha256(f"{export.id}{number}".encode()).hexdigest()
    return {
        "system/start": f"{sheet.started_at.isoformat()}.000+02:00",
        "system/end": f"{sheet.sent_at.isoformat()}.000+02:00",
        "system/id": str(300_000 + number),
        "system/uuid": f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}",
        "submitted": sheet.sent_at.isoformat(),
        "system/validation": "",
        "system/notes": "",
        "system/status": "submitted_via_web",
        "system/by": "",
        "system/version": VERSIONS[number > REDEPLOYED_AFTER],
        "system/tags": "",
        "system/index": str(number),
    }
