"""The fiction as Framaforms (Drupal webform) exports it: `Séquentiel`, `SID`, `Brouillon`, the IP address.

*Separate*: three header lines (title of the form; question; sub-question or option), `X` under each option that was
ticked. *Compact*: one header line, options joined by `,`. Comma or semicolon in UTF-8, tab in UTF-16LE.
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
)
from declic_analysis.demo.saving import delimited
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study

TITLE, DETAILS = "Votre regard sur l'industrie locale", "Détails de la soumission"
SYSTEM = {
    "system/number": "Séquentiel",
    "system/sid": "SID",
    "submitted": "Heure de soumission",
    "system/completed": "Heure de complétion",
    "system/touched": "Heure de modification",
    "system/draft": "Brouillon",
    "system/ip": "Adresse IP",
    "system/uid": "UID",
    "system/user": "Nom d'utilisateur",
}
FIRST_SID = 48_210


def framaforms_columns(export: Export, study: Study) -> list[Column]:
    """Framaforms' columns, with one or three header lines."""
    answers = answers_asked(export, study)
    if export.variant.startswith("compact"):
        flat = {key: f"{intro} [{text}]" for key, intro, text in answers}
        return columns_of(
            {**SYSTEM, **context_asked(export), **flat, **open_asked(study), "quotable": QUOTABLE, "channel": CHANNEL}
        )
    options = [(f"channel/{option}", CHANNEL, text) for option, text in CHANNELS.items()]
    return [
        *(Column(key, (TITLE if k == 0 else "", DETAILS if k == 0 else "", text), text)
          for k, (key, text) in enumerate(SYSTEM.items())),
        *(Column(key, ("", "", text), text) for key, text in context_asked(export).items()),
        *_grid(answers),
        *(Column(key, ("", "", text), text) for key, text in {**open_asked(study), "quotable": QUOTABLE}.items()),
        *_grid(options),
    ]  # fmt: skip


def _grid(parts: list[tuple[str, str, str]]) -> list[Column]:
    """Sub-questions or options under their question, which is written once, above the first of them.

    A column is called by its three lines, joined as ingest joins them.
    """
    intros = [intro for _, intro, _ in parts]
    return [
        Column(key, ("", intro if k == intros.index(intro) else "", text), f"{TITLE} / {intro} / {text}")
        for k, (key, intro, text) in enumerate(parts)
    ]


def framaforms_bytes(sheets: list[Sheet], export: Export, study: Study) -> bytes:
    """The file's bytes. IP addresses are of the range kept for documentation; they must never pass ingest."""
    columns = framaforms_columns(export, study)
    lines = lines_of(sheets, columns, export=export, study=study, system=_system)
    if export.variant == "separate_utf16":
        return b"\xff\xfe" + delimited(lines, separator="\t", encoding="utf-16-le", quoted=True, end="\n")
    if export.variant == "compact_utf16":
        return delimited(lines, separator="\t", encoding="utf-16-le", quoted=True, end="\n")
    separator = "," if export.variant == "separate" else ";"
    return delimited(lines, separator=separator, encoding="utf-8", quoted=True, end="\n")


def _system(sheet: Sheet, number: int, export: Export) -> dict[str, Cell]:
    if sheet.kind == "empty_row":
        return dict.fromkeys(SYSTEM, "")
    return {
        "system/number": str(number),
        "system/sid": str(FIRST_SID + number),
        "submitted": _moment(sheet.sent_at or sheet.started_at),
        "system/completed": _moment(sheet.sent_at),
        "system/touched": _moment(sheet.sent_at or sheet.started_at),
        "system/draft": "0" if sheet.sent_at else "1",
        "system/ip": f"192.0.2.{1 + sheet.person % 250}",
        "system/uid": "0",
        "system/user": "",
    }


def _moment(when: dt.datetime | None) -> str:
    """Drupal's short French date: no seconds."""
    return f"{when:%d/%m/%Y - %H:%M}" if when else ""
