"""What KoboToolbox and LimeSurvey export once people have answered: made from the written instrument files alone.

KoboToolbox help, *Export and download your data*; LimeSurvey manual, *Export responses* and *Tab Separated Value
survey structure*. Nothing here knows how the instrument was made.
"""

from __future__ import annotations

import csv
import html
import io
import re
from typing import Any

import numpy as np
import openpyxl

KOBO_LANGUAGES = {"fr": "Français (fr)", "en": "English (en)"}
KOBO_SYSTEM = ("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
               "__version__", "_tags", "_index")  # fmt: skip
LIMESURVEY_SYSTEM = {
    "fr": ("ID de la réponse", "Date de soumission", "Dernière page", "Langue de départ", "Tête de série"),
    "en": ("Response ID", "Date submitted", "Last page", "Start language", "Seed"),
}
CODES = ("MA07LY", "él31SA", "JO15ST", "ZO01PA", "AN22LY", "FÉ09GR")
Record = dict[str, str]
Answers = list[dict[str, Any]]


def sheet_rows(content: bytes, sheet: str) -> list[Record]:
    rows = list(openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True))
    return [{str(h): str(v) for h, v in zip(rows[0], row, strict=True) if v is not None} for row in rows[1:]]


def answered(options: dict[str, list[str]], *, seed: int) -> Answers:
    """What six people answer: for each question, the number of the option taken, or nothing."""
    rng = np.random.default_rng(seed)
    return [
        {name: None if rng.random() < 0.1 else int(rng.integers(len(choices))) for name, choices in options.items()}
        for _ in CODES
    ]


# --- KoboToolbox ---------------------------------------------------------------------------------------------------


def kobo_options(xlsform: bytes) -> dict[str, list[str]]:
    """Closed question → its choices, by name."""
    lists: dict[str, list[str]] = {}
    for row in sheet_rows(xlsform, "choices"):
        lists.setdefault(row["list_name"], []).append(row["name"])
    return {
        row["name"]: lists[row["type"].split()[1]]
        for row in sheet_rows(xlsform, "survey")
        if row["type"].startswith("select_one")
    }


def kobo_table(xlsform: bytes, answers: Answers, *, lang: str | None, groups: bool) -> list[list[str]]:
    """Headers and lines. lang: labels in that language, or none = XML names and choice names."""
    survey, options = sheet_rows(xlsform, "survey"), kobo_options(xlsform)
    column = f"label::{KOBO_LANGUAGES[lang]}" if lang else ""
    labels = {(r["list_name"], r["name"]): r.get(column, r["name"]) for r in sheet_rows(xlsform, "choices")}
    fields, path = [], []
    for row in survey:
        if row["type"] == "begin_group":
            path.append(row.get(column, row["name"]))
        elif row["type"] == "end_group":
            path.pop()
        else:
            fields.append(
                (row, "/".join([*path, row.get(column, row["name"])]) if groups else row.get(column, row["name"]))
            )
    lines = [[header for _, header in fields] + list(KOBO_SYSTEM)]
    for k, answer in enumerate(answers):
        cells = [_kobo_cell(row, k, answer, options, labels) for row, _ in fields]
        system = [
            str(900 + k),
            f"uuid-{k}",
            f"2026-11-{k + 1:02d}T10:00:00",
            "",
            "",
            "submitted_via_web",
            "",
            "v1",
            "",
            str(k + 1),
        ]
        lines.append(cells + system)
    return lines


def _kobo_cell(row: Record, k: int, answer: dict[str, Any], options: dict[str, list[str]], labels: dict) -> str:
    kind = row["type"].split()[0]
    if kind == "calculate":
        return row["calculation"].strip("'")
    if kind == "select_one":
        chosen = answer[row["name"]]
        return "" if chosen is None else labels[row["type"].split()[1], options[row["name"]][chosen]]
    if kind == "date":
        return f"2026-10-{k + 1:02d}"
    if "constraint" in row:
        pattern = re.search(r"'(.*)'", row["constraint"])
        assert pattern and re.fullmatch(pattern[1], CODES[k]), "a well-formed code is accepted by the form"
        return CODES[k]
    return f"texte {k}" if kind == "text" else ""


# --- LimeSurvey ----------------------------------------------------------------------------------------------------


def limesurvey_rows(structure: bytes) -> list[Record]:
    assert structure.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(structure.decode("utf-8-sig"), newline=""), delimiter="\t"))


def limesurvey_questions(structure: bytes, lang: str) -> list[dict[str, Any]]:
    """Questions of a language, each with its subquestions and answers: those that follow it."""
    found: list[dict[str, Any]] = []
    for row in limesurvey_rows(structure):
        if row["language"] != lang:
            continue
        if row["class"] == "Q":
            found.append(row | {"SQ": [], "A": []})
        elif row["class"] in ("SQ", "A"):
            found[-1][row["class"]].append(row)
    return found


def limesurvey_options(structure: bytes) -> dict[str, list[str]]:
    found = {}
    for question in limesurvey_questions(structure, "fr"):
        codes = [answer["name"] for answer in question["A"]]
        for sub in question["SQ"] or ([None] if codes else []):
            found[f"{question['name']}[{sub['name']}]" if sub else question["name"]] = codes
    return found


def limesurvey_table(
    structure: bytes, answers: Answers, *, lang: str, headers: str, long_answers: bool
) -> list[list[str]]:
    """Headers and lines. headers: `code`, `full` or `codetext`; long_answers: words instead of codes."""
    columns = [
        (question, sub) for question in limesurvey_questions(structure, lang) for sub in question["SQ"] or [None]
    ]
    lines = [[*LIMESURVEY_SYSTEM[lang], *(_limesurvey_header(q, sub, headers) for q, sub in columns)]]
    for k, answer in enumerate(answers):
        system = [str(k + 1), f"2026-11-{k + 1:02d} 10:00:00", "4", lang, str(7919 * k)]
        lines.append(system + [_limesurvey_cell(q, sub, k, answer, long_answers) for q, sub in columns])
    return lines


def _shown(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def _limesurvey_header(question: dict[str, Any], sub: Record | None, style: str) -> str:
    code = f"{question['name']}[{sub['name']}]" if sub else question["name"]
    text = f"{_shown(question['text'])} [{_shown(sub['text'])}]" if sub else _shown(question["text"])
    return {"code": code, "full": text, "codetext": f"{code}. {text}"}[style]


def _limesurvey_cell(q: dict[str, Any], sub: Record | None, k: int, answer: dict[str, Any], long_answers: bool) -> str:
    if q["type/scale"] == "*":
        return q["equation"]
    if q["A"]:
        chosen = answer[f"{q['name']}[{sub['name']}]" if sub else q["name"]]
        return "" if chosen is None else _shown(q["A"][chosen]["text" if long_answers else "name"])
    if q["type/scale"] == "D":
        return f"2026-10-{k + 1:02d} 00:00:00"
    if q["validation"]:
        assert re.fullmatch(q["validation"].strip("/"), CODES[k]), "a well-formed code is accepted by the form"
        return CODES[k]
    return f"texte {k}"


# --- files -----------------------------------------------------------------------------------------------------------


def as_csv(lines: list[list[str]], *, encoding: str = "utf-8-sig", separator: str = ";") -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)
    return buffer.getvalue().encode(encoding)


def as_xlsx(lines: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
