"""The workbook in which people code free answers: its file, its sheet, its columns."""

from __future__ import annotations

CODINGS = "themes.xlsx"
SHEET = "réponses"
HEADERS = {
    "verbatim": "identifiant",
    "audience": "public",
    "wave": "temps",
    "question": "question",
    "redacted": "réponse",
    "proposed": "thèmes proposés",
    "words": "mots reconnus",
    "unsure": "à décider",
    "themes": "vos thèmes",
    "second": "second codage",
    "quote": "à citer",
    "comment": "commentaire",
    "state": "état",
}
