"""The fiction as Qualtrics exports it: `,`, UTF-8, three header lines (name, question, ImportId), drafts too."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

from declic_analysis.demo.cells import Cell
from declic_analysis.demo.columns import Column, lines_of
from declic_analysis.demo.layout import (
    CHANNEL,
    PLAIN,
    QUOTABLE,
    Export,
    answers_asked,
    context_asked,
    open_asked,
    question_codes,
)
from declic_analysis.demo.saving import delimited
from declic_analysis.demo.sheets import Sheet
from declic_analysis.study import Study

# layout key → name, text and ImportId of the columns that Qualtrics adds
SYSTEM = {
    "system/started": ("StartDate", "Start Date", "startDate"),
    "system/ended": ("EndDate", "End Date", "endDate"),
    "system/status": ("Status", "Response Type", "status"),
    "system/ip": ("IPAddress", "IP Address", "ipAddress"),
    "system/progress": ("Progress", "Progress", "progress"),
    "system/duration": ("Duration (in seconds)", "Duration (in seconds)", "duration"),
    "system/finished": ("Finished", "Finished", "finished"),
    "submitted": ("RecordedDate", "Recorded Date", "recordedDate"),
    "system/id": ("ResponseId", "Response ID", "_recordId"),
    "system/last_name": ("RecipientLastName", "Recipient Last Name", "recipientLastName"),
    "system/first_name": ("RecipientFirstName", "Recipient First Name", "recipientFirstName"),
    "system/email": ("RecipientEmail", "Recipient Email", "recipientEmail"),
    "system/reference": ("ExternalReference", "External Data Reference", "externalDataReference"),
    "system/latitude": ("LocationLatitude", "Location Latitude", "locationLatitude"),
    "system/longitude": ("LocationLongitude", "Location Longitude", "locationLongitude"),
    "system/channel": ("DistributionChannel", "Distribution Channel", "distributionChannel"),
    "system/language": ("UserLanguage", "User Language", "userLanguage"),
}


def qualtrics_columns(export: Export, study: Study) -> list[Column]:
    """Qualtrics' columns, called by their names (first header line)."""
    codes = question_codes(export, study)
    grids = {key: _name(codes[key]) for key, _, _ in answers_asked(export, study)}
    texts = {key: f"{intro} - {text}" for key, intro, text in answers_asked(export, study)}
    asked = {
        **{key: (f"Q1{k}", PLAIN[key]) for k, key in enumerate(context_asked(export))},
        **{key: (grids[key], texts[key]) for key in grids},
        **{key: (f"Q4{k}", text) for k, (key, text) in enumerate(open_asked(study).items())},
        "quotable": ("Q50", QUOTABLE),
        "channel": ("Q60", f"{CHANNEL} - Selected Choice"),
    }
    system = [_column(key, name, text, name_of_import) for key, (name, text, name_of_import) in SYSTEM.items()]
    return system + [_column(key, name, text, f"QID{name[1:]}") for key, (name, text) in asked.items()]


def _column(key: str, name: str, text: str, imported: str) -> Column:
    zone = {"timeZone": "Europe/Paris"} if imported.endswith("Date") else {}
    return Column(key, (name, text, json.dumps({"ImportId": imported, **zone}, separators=(",", ":"))), name)


def _name(code: str) -> str:
    """`Q01[SQ002]` → `Q2_2`: matrices of questions 2 to 4, and 7 to 9 looking back."""
    grid, number = code.rstrip("]").split("[SQ")
    return f"Q{int(grid[1:]) + (1 if grid[0] == 'Q' else 6)}_{int(number)}"


def qualtrics_bytes(sheets: list[Sheet], export: Export, study: Study) -> bytes:
    """The file's bytes, in the format that `export.variant` names."""
    columns = qualtrics_columns(export, study)
    lines = lines_of(sheets, columns, export=export, study=study, system=_system)
    return delimited(lines, separator=",", encoding="utf-8-sig", end="\n")


def _system(sheet: Sheet, number: int, export: Export) -> dict[str, Cell]:
    """A questionnaire left on the way is recorded a week later, as Qualtrics closes it."""
    if sheet.started_at is None:
        return dict.fromkeys(SYSTEM, "")
    ended = sheet.sent_at or sheet.started_at + dt.timedelta(minutes=4)
    recorded = sheet.sent_at or ended + dt.timedelta(days=7)
    digest = hashlib.sha256(f"{export.id}{number}".encode()).hexdigest()
    return {
        **dict.fromkeys(SYSTEM, ""),
        "system/started": _moment(sheet.started_at),
        "system/ended": _moment(ended),
        "system/status": "IP Address",
        "system/ip": f"192.0.2.{1 + sheet.person % 250}",
        "system/progress": "100" if sheet.sent_at else "45",
        "system/duration": str(int((ended - sheet.started_at).total_seconds())),
        "system/finished": "True" if sheet.sent_at else "False",
        "submitted": _moment(recorded),
        "system/id": f"R_{digest[:15]}",
        "system/channel": "anonymous",
        "system/language": "FR",
    }


def _moment(when: dt.datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M:%S}"
