"""Small tables written as each survey tool documents its export: the other side of the adapters, for property tests.

One table: a personal code, a moment, three questions on a scale of four levels, a free comment. A layout says which
columns the tool adds, how it heads questions, how it writes a moment and a level, and what it can be saved as.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

LEVELS = ("Pas du tout d'accord", "Plutôt pas d'accord", "Plutôt d'accord", "Tout à fait d'accord")
DONT_KNOW = "Je ne sais pas"
ITEMS = ("emplois", "metiers", "sens")
WORDS = ("L'industrie recrute", "Les métiers sont variés", "Le travail a du sens, ici")
GRID = "Êtes-vous d'accord ?"


class Sheet(NamedTuple):
    """One questionnaire. levels: 1 … 4, 0 = don't know, None = left empty."""

    code: str
    sent: dt.datetime
    draft: bool
    levels: tuple[int | None, ...]
    comment: str


Header = tuple[str, ...]  # one text a header line
Cell = str | dt.datetime | int


def _label(level: int) -> str:
    return LEVELS[level - 1] if level else DONT_KNOW


@dataclass(frozen=True)
class Layout:
    """system: columns the tool adds, with the value of a sheet; items: headers of the three questions and how the study
    calls them; moment: how a date and time are written; minutes: seconds are not written; drafts: are exported.
    """

    tool: str
    system: dict[Header, Callable[[Sheet, int], Cell]]
    items: tuple[Header, ...]
    names: tuple[str, ...]
    code: Header = ("Votre code",)
    comment: Header = ("Un commentaire ?",)
    level: Callable[[int], Cell] = _label
    empty: str = ""
    minutes: bool = False
    drafts: bool = False
    workbook: bool = False
    said: dict[str, str] = field(default_factory=dict)  # further lines of the study's source


def _one_line(*texts: str) -> tuple[Header, ...]:
    return tuple((text,) for text in texts)


def _iso(when: dt.datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M:%S}"


def _if_sent(form: Callable[[dt.datetime], Cell]) -> Callable[[Sheet, int], Cell]:
    return lambda sheet, n: "" if sheet.draft else form(sheet.sent)


def _always(form: Callable[[dt.datetime], Cell]) -> Callable[[Sheet, int], Cell]:
    return lambda sheet, n: form(sheet.sent)


def _drupal(when: dt.datetime) -> str:
    return f"{when:%d/%m/%Y - %H:%M}"


def _american(when: dt.datetime) -> str:
    return f"{when.month}/{when.day}/{when:%y} {when.hour}:{when:%M:%S}"


def _same(when: dt.datetime) -> dt.datetime:
    return when


def _constant(text: Cell) -> Callable[[Sheet, int], Cell]:
    return lambda sheet, n: text


BRACKETS = tuple(f"{GRID} [{text}]" for text in WORDS)
LIMESURVEY = {
    ("ID de la réponse",): lambda sheet, n: str(n + 10),
    ("Date de soumission",): _if_sent(_iso),
    ("Dernière page",): _constant("3"),
    ("Langue de départ",): _constant("fr"),
    ("Date de lancement",): _always(_iso),
}
FRAMAFORMS = {
    "Séquentiel": lambda sheet, n: str(n),
    "SID": lambda sheet, n: str(9000 + n),
    "Heure de soumission": _always(_drupal),
    "Heure de complétion": _if_sent(_drupal),
    "Heure de modification": _always(_drupal),
    "Brouillon": lambda sheet, n: "1" if sheet.draft else "0",
    "Adresse IP": _constant("192.0.2.7"),
    "UID": _constant("0"),
    "Nom d'utilisateur": _constant(""),
}
MICROSOFT = ("ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom")
KOBO = {
    ("_id",): lambda sheet, n: str(700 + n),
    ("_uuid",): lambda sheet, n: f"{n:08x}-aaaa-4bbb-8ccc-000000000000",
    ("_submission_time",): _always(lambda when: when.isoformat()),
    ("_validation_status",): _constant(""),
    ("__version__",): lambda sheet, n: f"v{n % 2}",
    ("_index",): lambda sheet, n: str(n),
}
QUALTRICS = {
    ("StartDate", "Start Date", '{"ImportId":"startDate"}'): _always(_iso),
    ("EndDate", "End Date", '{"ImportId":"endDate"}'): _always(_iso),
    ("Status", "Response Type", '{"ImportId":"status"}'): _constant("IP Address"),
    ("Progress", "Progress", '{"ImportId":"progress"}'): lambda sheet, n: "40" if sheet.draft else "100",
    ("Finished", "Finished", '{"ImportId":"finished"}'): lambda sheet, n: "False" if sheet.draft else "True",
    ("RecordedDate", "Recorded Date", '{"ImportId":"recordedDate"}'): _always(_iso),
    ("ResponseId", "Response ID", '{"ImportId":"_recordId"}'): lambda sheet, n: f"R_{n}",
}


def _microsoft(form: Callable[[dt.datetime], Cell]) -> dict[Header, Callable[[Sheet, int], Cell]]:
    values = (lambda sheet, n: str(n), _always(form), _always(form), _constant("anonymous"), _constant(""))
    return {(name,): value for name, value in zip(MICROSOFT, values, strict=True)}


LAYOUTS = {
    "limesurvey_labels": Layout("limesurvey", LIMESURVEY, _one_line(*BRACKETS), BRACKETS, drafts=True),
    "limesurvey_codes": Layout(
        "limesurvey", LIMESURVEY, _one_line("Q1[a]", "Q1[b]", "Q1[c]"), ("Q1[a]", "Q1[b]", "Q1[c]"), code=("CODE",),
        comment=("Q2",), level=lambda level: f"A{level or 9}", drafts=True,
    ),
    "framaforms_separate": Layout(
        "framaforms",
        {("Enquête" if k == 0 else "", "Détails" if k == 0 else "", name): value
         for k, (name, value) in enumerate(FRAMAFORMS.items())},
        tuple(("", GRID if k == 0 else "", text) for k, text in enumerate(WORDS)), WORDS,
        code=("", "", "Votre code"), comment=("", "", "Un commentaire ?"), minutes=True, drafts=True,
    ),
    "framaforms_compact": Layout(
        "framaforms", {(name,): value for name, value in FRAMAFORMS.items()}, _one_line(*WORDS), WORDS, minutes=True,
        drafts=True,
    ),
    "google_forms": Layout(
        "google_forms", {("Horodateur",): _always(lambda when: f"{when:%d/%m/%Y %H:%M:%S}")}, _one_line(*BRACKETS),
        BRACKETS,
    ),
    "microsoft_forms_xlsx": Layout("microsoft_forms", _microsoft(_same), _one_line(*WORDS), WORDS, workbook=True),
    "microsoft_forms_csv": Layout("microsoft_forms", _microsoft(_american), _one_line(*WORDS), WORDS),
    "kobotoolbox_csv": Layout(
        "kobotoolbox", KOBO, _one_line("g/q1", "g/q2", "g/q3"), ("g/q1", "g/q2", "g/q3"), code=("code",),
        comment=("commentaire",), level=lambda level: str(level or "nsp"),
    ),
    "kobotoolbox_xlsx": Layout(
        "kobotoolbox", KOBO, _one_line("g/q1", "g/q2", "g/q3"), ("g/q1", "g/q2", "g/q3"), code=("code",),
        comment=("commentaire",), level=lambda level: level or "nsp", workbook=True,
    ),
    "tally": Layout(
        "tally",
        {("Submission ID",): lambda sheet, n: f"s{n}", ("Respondent ID",): lambda sheet, n: f"r{n}",
         ("Submitted at",): _always(_iso)},
        _one_line(*(text.replace(" ?", "&nbsp;?") for text in BRACKETS)), BRACKETS,
    ),
    "typeform": Layout(
        "typeform",
        {("#",): lambda sheet, n: f"{n:032x}", ("Start Date (UTC)",): _always(_iso),
         ("Submit Date (UTC)",): _always(_iso), ("Network ID",): lambda sheet, n: f"{n:010x}"},
        _one_line(*BRACKETS), BRACKETS,
    ),
    "qualtrics": Layout(
        "qualtrics", QUALTRICS,
        tuple((f"Q3_{k}", f"{GRID} - {text}", f'{{"ImportId":"QID3_{k}"}}') for k, text in enumerate(WORDS, 1)),
        ("Q3_1", "Q3_2", "Q3_3"), code=("Q1", "Votre code", '{"ImportId":"QID1"}'),
        comment=("Q4", "Un commentaire ?", '{"ImportId":"QID4"}'), drafts=True,
    ),
    "generic_csv": Layout(
        "generic", {("Rempli le",): _if_sent(lambda when: f"{when:%d/%m/%Y %H:%M:%S}")}, _one_line(*WORDS), WORDS,
        level=lambda level: f"{level},0" if level else "NSP", empty="999", drafts=True,
        said={"answered_on": "Rempli le", "complete": "{column: Rempli le}", "missing": '["999"]', "date_order": "dmy"},
    ),
    "generic_xlsx": Layout(
        "generic", {("Rempli le",): _if_sent(_same)}, _one_line(*WORDS), WORDS,
        level=lambda level: level or "NSP", workbook=True, drafts=True,
        said={"answered_on": "Rempli le", "complete": "{column: Rempli le}"},
    ),
}  # fmt: skip


def study_text(layout: Layout, *, file: str) -> str:
    """A study with one source: this layout, its columns called by their names."""
    levels = ", ".join(f'{{label: "{text}", codes: ["{k}", "A{k}"]}}' for k, text in enumerate(LEVELS, start=1))
    items = "\n".join(
        f"  - {{id: {item}, construct: c, scale: accord, audiences: [tous], wording: Essai}}" for item in ITEMS
    )
    mapped = ", ".join(f'{item}: "{name}"' for item, name in zip(ITEMS, layout.names, strict=True))
    said = "".join(f"    {key}: {value}\n" for key, value in layout.said.items())
    return f"""\
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{{id: tous, label: Tous}}]
scales:
  - id: accord
    favourable_from: 3
    levels: [{levels}]
    non_substantive: [{{id: dont_know, label: {DONT_KNOW}, codes: [NSP, A9]}}]
constructs: [{{id: c, label: C}}]
items:
{items}
open_questions: {{commentaire: Commentaire}}
sources:
  - id: s
    files: {file}
    tool: {layout.tool}
    audience: tous
    person: {{columns: ["{_name(layout.code)}"], pattern: "[a-z]{{2}}[0-9]{{2}}"}}
    answers: {{before: {{{mapped}}}}}
    verbatims: {{commentaire: "{_name(layout.comment)}"}}
{said}"""


def _name(header: Header) -> str:
    return header[0] or header[-1]


def lines_of(layout: Layout, sheets: Sequence[Sheet], *, order: Sequence[int] | None = None) -> list[list[Cell]]:
    """Header lines and rows. `order`: of the blocks of columns, a three-line grid being one block."""
    columns: list[tuple[Header, list[Cell]]] = [
        (header, [value(sheet, n) for n, sheet in enumerate(sheets, start=1)])
        for header, value in layout.system.items()
    ]
    answers = [
        (header, [layout.empty if sheet.levels[k] is None else layout.level(sheet.levels[k]) for sheet in sheets])
        for k, header in enumerate(layout.items)
    ]
    named = [(layout.code, [s.code for s in sheets]), (layout.comment, [s.comment for s in sheets])]
    alone = [[one] for one in (*columns, *answers, *named)]
    blocks = [columns, answers, *([one] for one in named)] if _has_grid(layout) else alone
    placed = [column for k in (order or range(len(blocks))) for column in blocks[k % len(blocks)]]
    heads = [list(line) for line in zip(*(header for header, _ in placed), strict=True)]
    return heads + [list(row) for row in zip(*(cells for _, cells in placed), strict=True)]


def _has_grid(layout: Layout) -> bool:
    """A question written once above its sub-questions: they must stay side by side."""
    return layout.tool == "framaforms" and len(layout.code) > 1


def n_blocks(layout: Layout) -> int:
    return 4 if _has_grid(layout) else len(layout.system) + len(layout.items) + 2


def as_text(lines: Sequence[Sequence[Cell]], *, separator: str, encoding: str, quoted: bool, end: str) -> bytes:
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end).writerows(lines)
    return out.getvalue().encode(encoding)


def as_workbook(lines: Sequence[Sequence[Cell]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for line in lines:
        book.active.append([None if cell == "" else cell for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
