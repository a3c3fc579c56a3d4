"""The fiction as Google Forms exports it: `,`, UTF-8, Horodateur, whole questions as headers, e-mails.

Written in full, a form asks its territory first and sends each territory to a section of its own: the same questions
stand twice, one of them filled. Several answers are joined by `, ` (the linked sheet) or `;` (the form's own csv).
"""

from __future__ import annotations

from collections.abc import Iterator

from declic_analysis.demo.cells import Cell
from declic_analysis.demo.columns import Column, columns_of, lines_of
from declic_analysis.demo.layout import CHANNEL, QUOTABLE, Export, answers_asked, context_asked, open_asked
from declic_analysis.demo.saving import delimited
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study

FIRST_NAMES = ("camille", "dominique", "claude", "sacha", "alix", "noa", "charlie", "maxime")
SYSTEM = {"submitted": "Horodateur", "email": "Adresse e-mail"}
BRANCHED = ("action", "structure", "after/diversite", "before/diversite")


def google_forms_columns(export: Export, study: Study) -> list[Column]:
    """Google Forms' columns; a question of a branch stands once a territory."""
    answers = {key: f"{intro} [{text}]" for key, intro, text in answers_asked(export, study)}
    several = {"channel": CHANNEL} if export.full else {}
    asked = columns_of(
        {**SYSTEM, **context_asked(export), **answers, **open_asked(study), "quotable": QUOTABLE, **several}
    )
    return [column for one in asked for column in _branches(one, export, study)]


def _branches(column: Column, export: Export, study: Study) -> Iterator[Column]:
    if not export.full or export.territory is not None or column.key not in BRANCHED:
        yield column
        return
    for territory in study.territories:
        yield Column(column.key, column.lines, column.name, branch=territory.id)


def google_forms_bytes(sheets: list[Sheet], export: Export, study: Study) -> bytes:
    """The file's bytes. Addresses end in `.example`, a domain that nobody can own; they must never pass ingest."""
    columns = google_forms_columns(export, study)
    lines = lines_of(sheets, columns, export=export, study=study, system=_system)
    return delimited(lines, separator=",")


def _system(sheet: Sheet, number: int, export: Export) -> dict[str, Cell]:
    if sheet.sent_at is None:
        return {"submitted": "", "email": ""}
    name = FIRST_NAMES[sheet.person % len(FIRST_NAMES)]
    return {"submitted": f"{sheet.sent_at:%d/%m/%Y %H:%M:%S}", "email": f"{name}.fictif{sheet.person}@usine.example"}
