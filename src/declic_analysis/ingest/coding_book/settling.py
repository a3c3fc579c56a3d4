"""What becomes of each line that a person typed: used, found again by its text, or not, and why."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

import pandas as pd

from declic_analysis import schemas
from declic_analysis.errors import Message, message
from declic_analysis.ingest.coding_book.lines import BOOK, CodingLine
from declic_analysis.ingest.consents import NO, YES
from declic_analysis.ingest.headers import header_key
from declic_analysis.study import Study
from declic_analysis.vocabulary import CodingState

SPLIT = re.compile(r"[|;\n]")
NONE = ("aucun", "aucun thème", "rien", "none", "–", "-", "0")
AS_PROPOSED = ("ok", "oui", "d'accord", "=", "idem", "yes")
SHOWN_MOST = 12


class SettledCodings(NamedTuple):
    """codings: the contract table; states: line of the sheet → CodingState; notes: for the ledger; remarks: for the
    person at the screen.
    """

    codings: pd.DataFrame
    states: dict[int, CodingState]
    notes: list[tuple[str, int, str | None]]
    remarks: list[Message]


def settled(lines: list[CodingLine], *, verbatims: pd.DataFrame, study: Study) -> SettledCodings:
    """The lines that a person typed, held against the answers of this build.

    A line is used when its answer is there, by its id or else by its very text (one answer of that audience and
    question has it), every theme it names is one of the study's for that audience, and no other line says otherwise.
    """
    typed = [line for line in lines if line.typed]
    at = _answers_of(typed, verbatims=verbatims)
    states = {line.sheet_row: _state(line, at.get(line.sheet_row), study=study, verbatims=verbatims) for line in typed}
    _contradicted(typed, at, states)
    used = [line for line in typed if states[line.sheet_row] in (CodingState.USED, CodingState.FOUND)]
    rows = [row for line in used for row in _rows(line, at[line.sheet_row], study=study)]
    return SettledCodings(_table(rows), states, _notes(states), _remarks(states, study=study))


def _answers_of(lines: list[CodingLine], *, verbatims: pd.DataFrame) -> dict[int, str]:
    """Line → the answer it is about."""
    known = set(verbatims["verbatim"])
    keys = list(zip(verbatims["question"], verbatims["redacted"], strict=True))
    once = {key for key, n in Counter(keys).items() if n == 1}
    by_text = {key: v for key, v in zip(keys, verbatims["verbatim"], strict=True) if key in once}
    found = {}
    for line in lines:
        answer = line.verbatim if line.verbatim in known else by_text.get((line.question, line.redacted))
        if answer is not None:
            found[line.sheet_row] = str(answer)
    return found


def _state(line: CodingLine, answer: str | None, *, study: Study, verbatims: pd.DataFrame) -> CodingState:
    if line.formula:
        return CodingState.FORMULA
    if answer is None:
        return CodingState.STALE
    told = [parsed(text, line, study=study) for text in (line.themes, line.second)]
    audience = verbatims.loc[verbatims["verbatim"].eq(answer), "audience"].iloc[0]
    asked = {theme.id for theme in study.themes if not theme.audiences or audience in theme.audiences}
    if any(themes is None or not asked.issuperset(themes) for themes in told):
        return CodingState.UNKNOWN_THEME
    if line.quote and _said(line.quote) is None:
        return CodingState.UNCLEAR_QUOTE
    return CodingState.USED if answer == line.verbatim else CodingState.FOUND


def parsed(text: str, line: CodingLine, *, study: Study) -> list[str] | None:
    """The ids of the themes named, by id or label; `ok`: those proposed on the line; None where one is unknown."""
    if header_key(text) in NONE:
        return []
    if header_key(text) in AS_PROPOSED:
        text = line.proposed
    known = {header_key(name): t.id for t in study.themes for name in (t.id, t.label.fr, t.label.of("en"))}
    parts = [part for part in SPLIT.split(text) if part.strip()]
    # A comma stands in some labels: it separates only where the whole is no theme.
    each = [one for part in parts for one in ([part] if header_key(part) in known else part.split(",")) if one.strip()]
    found = [known.get(header_key(one)) for one in each]
    return None if None in found else [theme for theme in dict.fromkeys(found) if theme]


def _contradicted(lines: list[CodingLine], at: dict[int, str], states: dict[int, CodingState]) -> None:
    """Two lines about one answer that do not say the same: neither is used."""
    by_answer: dict[str, list[CodingLine]] = {}
    for line in lines:
        if line.sheet_row in at:
            by_answer.setdefault(at[line.sheet_row], []).append(line)
    for same in by_answer.values():
        if len({(line.themes, line.second, line.quote) for line in same}) > 1:
            states.update({line.sheet_row: CodingState.CONTRADICTORY for line in same})


def _rows(line: CodingLine, answer: str, *, study: Study) -> list[tuple[str, int, str, bool | None]]:
    said = _said(line.quote) if line.quote else None
    rows: list[tuple[str, int, str | None, bool | None]] = []
    for coder, text in ((1, line.themes), (2, line.second)):
        if text or (coder == 1 and said is not None):
            themes = "|".join(parsed(text, line, study=study) or []) if text else None
            rows.append((answer, coder, themes, said if coder == 1 else None))
    return rows  # type: ignore[return-value]


def _said(text: str) -> bool | None:
    key = header_key(text)
    return True if key in {header_key(y) for y in YES} else False if key in {header_key(n) for n in NO} else None


def _table(rows: list[tuple[str, int, str, bool | None]]) -> pd.DataFrame:
    if not rows:
        return schemas.empty("codings")
    frame = pd.DataFrame(rows, columns=["verbatim", "coder", "themes", "may_quote"])
    frame = frame.drop_duplicates(["verbatim", "coder"]).sort_values(["verbatim", "coder"], ignore_index=True)
    return schemas.check(frame.astype({"may_quote": "boolean"}), "codings")


def _notes(states: dict[int, CodingState]) -> list[tuple[str, int, str | None]]:
    counts = Counter(states.values())
    used = counts[CodingState.USED] + counts[CodingState.FOUND]
    left: list[tuple[str, int, str | None]] = [
        ("codings_not_used", n, state.label.fr) for state, n in counts.items() if not state.is_used
    ]
    return [*([("codings_used", used, None)] if used else []), *left]


def _remarks(states: dict[int, CodingState], *, study: Study) -> list[Message]:
    """One sentence a reason, naming the lines of the sheet; never an answer."""
    told = []
    for state in CodingState:
        rows = sorted(row for row, one in states.items() if one == state)
        if rows and not state.is_used:
            shown = ", ".join(map(str, rows[:SHOWN_MOST])) + (" …" if len(rows) > SHOWN_MOST else "")
            allowed = "" if state != CodingState.UNKNOWN_THEME else ", ".join(t.id for t in study.themes)
            told.append(
                message(
                    fr=f"{BOOK}, ligne(s) {shown} : {state.label.fr}, codage non repris."
                    + (f" Thèmes admis : {allowed}." if allowed else ""),
                    en=f"{BOOK}, line(s) {shown}: {state.label.en}, coding not used."
                    + (f" Themes allowed: {allowed}." if allowed else ""),
                )
            )
    return told
