"""`themes.xlsx`: what people typed in it, line by line."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple

from declic_analysis.study.coding_fields import CODINGS

LISTS = "thèmes"
BOOK = CODINGS
TYPED = ("themes", "second", "quote")


class CodingLine(NamedTuple):
    """A line: where it stands, which answer it is about, what was typed. formula: one stands where text is expected."""

    sheet_row: int
    verbatim: str
    audience: str
    wave: str
    question: str
    redacted: str
    proposed: str
    themes: str
    second: str
    quote: str
    formula: bool

    @property
    def typed(self) -> bool:
        return self.formula or any((self.themes, self.second, self.quote))


def digest(lines: list[CodingLine]) -> str:
    """What was typed, whatever the software has written around it."""
    told = [(line.verbatim, line.redacted, line.themes, line.second, line.quote) for line in lines if line.typed]
    return hashlib.sha256(json.dumps(sorted(told), ensure_ascii=False).encode()).hexdigest()
