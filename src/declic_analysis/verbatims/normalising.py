"""French text → words that can be compared: elisions cut, accents and capitals gone, words brought to their lemma."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

import simplemma

APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′", "'") | {"œ": "oe", "æ": "ae", "Œ": "Oe", "Æ": "Ae"})
ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)'(?=\w)", re.IGNORECASE)
WHOLE = re.compile(r"aujourd'hui|quelqu'un(?:e)?|d'accord|d'abord", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+x\d+", re.IGNORECASE)
NOT_FOR_READERS = re.compile(r"\[[^\]]{1,40}\]")  # what a redaction left in place of personal data
STOP_WORDS = frozenset(
    files("declic_analysis.verbatims").joinpath("assets", "stop_words.txt").read_text("utf-8").split()
)


def plain(text: str) -> str:
    """Lower case, no accents, straight apostrophes, single spaces; marks of redaction removed."""
    straight = NOT_FOR_READERS.sub(" ", text.translate(APOSTROPHES))
    decomposed = unicodedata.normalize("NFKD", straight.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def words(text: str) -> list[str]:
    """The words as written (lower case, accents kept), elisions cut: « L’atelier d’à côté » → atelier, à, côté."""
    straight = NOT_FOR_READERS.sub(" ", unicodedata.normalize("NFC", text).translate(APOSTROPHES)).casefold()
    kept = WHOLE.sub(lambda found: found[0].replace("'", ""), straight)
    return [word for word in WORD.findall(ELIDED.sub(" ", kept)) if word.strip("-")]


def lemmas(text: str) -> list[str]:
    """The words of `words` brought to their lemma (simplemma), then without accents.

    A word that simplemma does not know keeps its own form: a missing accent or a typing slip stays what it is.
    """
    return [_lemma(word) for word in words(text)]


def telling(text: str) -> list[str]:
    """Lemmas that say something: no stop word, two letters or more."""
    return [word for word in lemmas(text) if len(word) > 1 and word not in STOP_WORDS]


def accented(text: str) -> dict[str, str]:
    """Each lemma of `telling` → the same with its accents, as a reader writes it."""
    found = {_lemma(word): simplemma.lemmatize(word, lang="fr") for word in words(text)}
    return {lemma: found[lemma] for lemma in telling(text)}


@lru_cache(maxsize=65536)
def _lemma(word: str) -> str:
    return plain(simplemma.lemmatize(word, lang="fr"))
