"""Two invented people code the themes of the free answers, each with known slips: the demonstration's `themes.xlsx`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from declic_analysis.demo.layout import CODE_PATTERN, Export
from declic_analysis.demo.saving import workbook
from declic_analysis.demo.sheets import Sheet
from declic_analysis.privacy import FICTION_KEY, pseudonyms
from declic_analysis.redaction import redact
from declic_analysis.study import Study
from declic_analysis.study.coding_fields import HEADERS, SHEET
from declic_analysis.vocabulary import RowState, Wave

CODED, TWICE = 0.35, 0.7  # share of the answers that the first codes, and of those that the second codes too
SLIPS = (0.03, 0.08)  # how often each gives a theme for none, or none for a theme
NONE = "aucun"
ID_LENGTH = 12  # hexadecimal digits of an answer's identifier, as `cleaning.words` makes it


class Coding(NamedTuple):
    """An answer: columns of the workbook but `themes` and `second`, the theme it truly has, what each coder says."""

    answer: Mapping[str, str]
    theme: str
    first: str
    second: str


def draw_codings(
    rows: Iterable[tuple[Export, Sheet]], *, texts: Mapping[str, Any], study: Study, rng: np.random.Generator
) -> list[Coding]:
    """What the two say of the answers of well-formed rows: the second of a part of those the first has coded."""
    found = {answer["verbatim"]: (answer, theme, options) for answer, theme, options in _answers(rows, texts, study)}
    return [
        Coding(answer, theme, _said(theme, options, SLIPS[0], rng), second)
        for answer, theme, options in found.values()
        if rng.random() < CODED
        for second in [_said(theme, options, SLIPS[1], rng) if rng.random() < TWICE else ""]
    ]


def _answers(rows: Iterable[tuple[Export, Sheet]], texts: Mapping[str, Any], study: Study) -> Iterable[Any]:
    audiences = {a.id: a.label.fr for a in study.audiences}
    accepted = [(e, s) for e, s in rows if s.state == RowState.ACCEPTED]
    slipped = {sheet.person for _, sheet in accepted if sheet.kind == "one_edit_code"}  # known by a code or the other
    kept = [(e, s) for e, s in accepted if s.kind == "plain" and s.person not in slipped]
    codes = pd.DataFrame({"code": [sheet.code for _, sheet in kept]})
    formed = codes["code"].str.fullmatch(CODE_PATTERN)
    people = pseudonyms(codes, key=FICTION_KEY, study=study.name)
    for (export, sheet), person, known in zip(kept, people, formed, strict=True):
        for question, text in sheet.open.items():
            if known and text and not text.startswith("=") and redact(text).text == text:
                told = {"audience": audiences[export.audience], "wave": Wave.of(export.wave).label.fr,
                        "question": question, "redacted": text}  # fmt: skip
                name = _identifier(str(person), export.wave, question, text)
                options = list(texts["shares"][export.audience][question])
                yield {"verbatim": name} | told, sheet.themes[question], options


def _identifier(person: str, wave: str, question: str, text: str) -> str:
    whole = "\x1f".join([person, wave, "", question, text])
    return hashlib.sha256(whole.encode()).hexdigest()[:ID_LENGTH]


def _said(theme: str, options: Sequence[str], slips: float, rng: np.random.Generator) -> str:
    if rng.random() >= slips:
        return theme or NONE
    return NONE if theme else options[int(rng.integers(len(options)))]


def coding_book(codings: Iterable[Coding]) -> bytes:
    """The workbook, as `declic themes` lays it out; it completes the columns that only the software writes."""
    lines = [
        [{**coding.answer, "themes": coding.first, "second": coding.second}.get(name, "") for name in HEADERS]
        for coding in codings
    ]
    return workbook([list(HEADERS.values()), *lines], sheet=SHEET)


def codings_truth(codings: Sequence[Coding]) -> dict[str, Any]:
    """How many answers each has coded, and how many of those otherwise than they truly are."""
    second = [coding for coding in codings if coding.second]
    return {
        "first": len(codings),
        "second": len(second),
        "slips_first": sum(coding.first != (coding.theme or NONE) for coding in codings),
        "slips_second": sum(coding.second != (coding.theme or NONE) for coding in second),
        "share_of_slips": list(SLIPS),
    }
