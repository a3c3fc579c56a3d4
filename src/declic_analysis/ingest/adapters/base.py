"""What an adapter says of a survey tool: its own columns, its dates, its drafts, other names of its headers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from declic_analysis.ingest.headers import PLAIN, HeaderForms
from declic_analysis.vocabulary import Tool


@dataclass(frozen=True)
class DraftRule:
    """A column that tells drafts, previews and unfinished answers: its spellings, and what it then holds.

    `values`: texts of a draft, compared by `header_key`; `""` among them stands for an empty cell.
    """

    columns: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True)
class Adapter:
    """A survey tool.

    telling: headers that hardly anything else writes, one tuple of spellings (French, English, code) a column;
    common: headers the tool writes too, which say nothing alone; needed: columns that make the tool sure, at least
    one of them telling;
    first: its telling column must be the file's first (one common word is no evidence elsewhere);
    submitted: its dates of submission, best first; drafts: what is set aside as unfinished; rejected: a reviewer's
    refusal; escaped_formulas: `'=` stands for `=`; repeated_headers: one question, several columns, one filled per row;
    date_order: of dates made of numbers; anonymised_on: a date that stands for none; forms: of headers;
    ticked, unticked, not_asked: what option columns hold; joined_by: what separates the options of one cell;
    nobody: what stands for an identity that the tool does not know.
    """

    tool: Tool
    telling: tuple[tuple[str, ...], ...] = ()
    common: tuple[tuple[str, ...], ...] = ()
    needed: int = 2
    first: bool = False
    submitted: tuple[str, ...] = ()
    drafts: tuple[DraftRule, ...] = ()
    rejected: DraftRule | None = None
    escaped_formulas: bool = False
    repeated_headers: bool = False
    date_order: str = "dmy"
    anonymised_on: dt.date | None = None
    forms: HeaderForms = PLAIN
    ticked: tuple[str, ...] = ("1", "x", "y", "yes", "oui", "o", "true", "vrai", "checked", "coché")
    unticked: tuple[str, ...] = ("0", "n", "no", "non", "false", "faux", "unchecked")
    not_asked: tuple[str, ...] = ("n/a",)
    nobody: tuple[str, ...] = ()
    joined_by: tuple[str, ...] = (";", ",")

    @property
    def system(self) -> tuple[str, ...]:
        """Every header the tool writes of its own, in every spelling."""
        return tuple(name for names in (*self.telling, *self.common) for name in names)
