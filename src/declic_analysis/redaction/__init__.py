"""Personal data taken out of what people write, before anything of it is kept.

Nothing recognises every name: a surname that is a word of the language, a nickname, a rare job title stay. That is why
a quotation also needs its author's permission, and may be refused by whoever reads the answers (see
docs/decisions/0021-what-people-write.md).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

import pandas as pd

from declic_analysis.redaction.names import known_people as known_people
from declic_analysis.redaction.names import names, with_neighbours
from declic_analysis.redaction.patterns import PATTERNS, TELLING
from declic_analysis.vocabulary.words import PersonalData

LONGEST = 10_000  # characters of an answer that are read; what is beyond is cut, and said so
CUT = " […]"
# Nobody sees these, neither Word nor a workbook holds some of them, and inside a name or a number they would hide it.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff]"
)
# « ＠ » and « Ａ » are « @ » and « A » to whoever reads them.
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class Redacted(NamedTuple):
    """text: what may be kept, a mark in brackets where something was; removed: kind → how many; doubtful: how many
    things stay that only a reader can judge: capitalised words that may be a name, ages, posts that one person holds.
    """

    text: str
    removed: dict[str, int]
    doubtful: int


def redact(text: str, *, keep: Collection[str] = (), people: frozenset[str] = frozenset()) -> Redacted:
    """The text without personal data: names, addresses of every kind, telephone and other numbers, dates of birth.

    Parameters: keep, names that stay (structures, territories), whatever their capitals; people, words of names that
    the study knows, as `known_people`.
    """
    left = " ".join(UNSEEN.sub("", text).translate(WIDE).split())
    left = left if len(left) <= LONGEST else left[:LONGEST] + CUT
    removed: dict[str, int] = {}
    for kind, pattern in PATTERNS:
        left, n = pattern.subn(f"[{kind.label.fr}]", left)
        removed[kind.value] = removed.get(kind.value, 0) + n
    left, removed[PersonalData.NAME.value], doubtful = _without_names(left, keep=keep, people=people)
    return Redacted(left, {kind: n for kind, n in removed.items() if n}, doubtful)


def redacted(texts: pd.Series, *, keep: Collection[str] = (), people: frozenset[str] = frozenset()) -> pd.DataFrame:
    """`redact` over a text column, each distinct text once.

    Returns: redacted, n_removed, n_doubtful; same index. Counts by kind: `removed_kinds`.
    """
    found = {text: redact(text, keep=keep, people=people) for text in texts.unique()}
    done = [found[text] for text in texts]
    return pd.DataFrame(
        {
            "redacted": pd.Series([one.text for one in done], index=texts.index, dtype="string"),
            "n_removed": pd.Series([sum(one.removed.values()) for one in done], index=texts.index, dtype="Int16"),
            "n_doubtful": pd.Series([one.doubtful for one in done], index=texts.index, dtype="Int16"),
        }
    )


def removed_kinds(redacted: pd.Series) -> dict[str, int]:
    """How many marks of each kind stand in texts that have been through `redact`."""
    counts = {kind.value: int(redacted.str.count(re.escape(f"[{kind.label.fr}]")).sum()) for kind in PersonalData}
    return {kind: n for kind, n in counts.items() if n}


def _without_names(text: str, *, keep: Collection[str], people: frozenset[str]) -> tuple[str, int, int]:
    kept = [found.span() for found in re.finditer(r"\[[^\]]*\]", text)]
    for name in keep:
        kept += [found.span() for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)]
    spans: list[tuple[int, int]] = []
    found = list(names(text, kept=kept, people=people))
    for start, end, _ in sorted(one for one in found if one.sure):
        if spans and start <= spans[-1][1] + 1 and text[spans[-1][1] : start].strip() == "":
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    spans = list(with_neighbours(text, spans))
    doubtful = [one for one in found if not one.sure and not any(a <= one.start < b for a, b in spans)]
    for start, end in reversed(spans):
        text = f"{text[:start]}[{PersonalData.NAME.label.fr}]{text[end:]}"
    return text, len(spans), len(doubtful) + len(TELLING.findall(text))
