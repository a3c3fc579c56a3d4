"""Themes by their expressions: for each theme of each answer, the very words that made it so."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from declic_analysis.schemas import require
from declic_analysis.verbatims.negation import NEGATIONS, denied
from declic_analysis.verbatims.normalising import lemmas, plain, words

NEEDED = ("verbatim", "audience", "redacted")
HIT = " · "
CLAUSE = re.compile(r"(?i)[.,;:!?…()\n]+|\s[–—-]\s|\b(?:mais|car|sauf|donc|pourtant)\b")


class Word(NamedTuple):
    """A word of an answer as written, the two forms under which an expression may know it, and its clause's number."""

    written: str
    plain: str
    lemma: str
    clause: int


class Sought(NamedTuple):
    """One word of an expression: its beginning, or its forms; accents play no part."""

    plain: str
    lemma: str
    forms: frozenset[str]
    prefix: bool

    def may_be_among(self, keys: frozenset[str]) -> bool:
        """False where no word of an answer can be this one."""
        return self.prefix or self.lemma in keys or not self.forms.isdisjoint(keys)

    def is_in(self, word: Word) -> bool:
        if self.prefix:
            return word.plain.startswith(self.plain) or word.lemma.startswith(self.plain)
        return word.plain in self.forms or word.lemma == self.lemma


def by_dictionary(verbatims: pd.DataFrame, *, codebook: pd.DataFrame) -> pd.DataFrame:
    """Every answer against every theme of its audience.

    Parameters: verbatims with verbatim, audience, redacted; codebook, as `theme_codebook`.
    Returns: verbatim, theme, given, words (the words as written that hit, empty where none). A word or a phrase counts
    in any inflection, with or without accents, unless it stands in one of the theme's exceptions or is denied
    (`negation.denied`); a typing slip hides it.
    Raises: ContractError, when a column is missing.
    """
    require(verbatims, NEEDED, table="verbatims")
    themes = dict(iter(codebook.groupby("audience", sort=False)))
    found = [
        (verbatim, theme, hit)
        for verbatim, audience, text in verbatims[list(NEEDED)].itertuples(index=False)
        if audience in themes
        for theme, hit in _of_answer(text, themes[audience])
    ]
    frame = pd.DataFrame(found, columns=["verbatim", "theme", "words"]).astype("string")
    return frame.assign(given=frame["words"] != "")[["verbatim", "theme", "given", "words"]]


def _of_answer(text: str, themes: pd.DataFrame) -> list[tuple[str, str]]:
    said = _said(text)
    rows = zip(themes["theme"], themes["valence"], themes["expressions"], themes["exceptions"], strict=True)
    return [(theme, HIT.join(hits(said, *words, valence=valence))) for theme, valence, *words in rows]


def hits(
    said: tuple[Word, ...], expressions: tuple[str, ...], exceptions: tuple[str, ...], *, valence: str
) -> list[str]:
    """The stretches of an answer that an expression meets, outside those that an exception meets or that are denied."""
    excepted = {k for expression in exceptions for start, end in _spans(said, expression) for k in range(start, end)}
    spans = {span for expression in expressions for span in _spans(said, expression)}
    found = (span for span in spans if not excepted.intersection(range(*span)))
    kept = sorted(span for span in found if not _denied(said, *span, valence=valence))
    return list(dict.fromkeys(" ".join(word.written for word in said[a:b]) for a, b in kept))


def _denied(said: tuple[Word, ...], start: int, end: int, *, valence: str) -> bool:
    """In the words of its own clause; an expression that holds a negation means it."""
    if any(word.plain in NEGATIONS for word in said[start:end]):
        return False
    before = " ".join(word.plain for word in said[:start] if word.clause == said[start].clause)
    after = " ".join(word.plain for word in said[end:] if word.clause == said[end - 1].clause)
    return denied(before, after, valence=valence)


def _spans(said: tuple[Word, ...], expression: str) -> list[tuple[int, int]]:
    sought = _sought(expression)
    size = len(sought)
    if not sought or not sought[0].may_be_among(_keys(said)):
        return []
    starts = range(len(said) - size + 1) if size else ()
    return [(k, k + size) for k in starts if all(one.is_in(said[k + j]) for j, one in enumerate(sought))]


@lru_cache(maxsize=16384)
def _keys(said: tuple[Word, ...]) -> frozenset[str]:
    """Every form of an answer's words: most expressions are ruled out by their first word."""
    return frozenset(form for word in said for form in (word.plain, word.lemma))


def _forms(word: str) -> frozenset[str]:
    """Feminine and plural endings: simplemma does not bring « payées » and « payé » to one lemma."""
    return frozenset(word + ending for ending in ("", "s", "x", "e", "es"))


@lru_cache(maxsize=16384)
def _said(text: str) -> tuple[Word, ...]:
    return tuple(
        Word(word, plain(word), lemma, clause)
        for clause, part in enumerate(CLAUSE.split(text))
        for word, lemma in zip(words(part), lemmas(part), strict=True)
    )


@lru_cache(maxsize=4096)
def _sought(expression: str) -> tuple[Sought, ...]:
    found = []
    for part in expression.split():
        prefix = part.endswith("*")
        own = zip(words(part.rstrip("*")), lemmas(part.rstrip("*")), strict=True)
        found += [Sought(plain(word), lemma, _forms(plain(word)), prefix) for word, lemma in own]
    return tuple(found)
