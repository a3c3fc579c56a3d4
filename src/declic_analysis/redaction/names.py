"""Names of people in a French text: after a civility, by a list of first names, where a sentence introduces somebody,
and capitalised words that no dictionary knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_CAP = r"[A-ZÀ-ÖØ-ÞŒ]"
_NAME = rf"{_CAP}[\w’'-]*\w|{_CAP}\."
_PARTICLE = r"(?:de\sla|de|du|des|d[’']|le|la|el|al|ben|van|von|da|dos|di)"
_CHAIN = rf"(?:{_PARTICLE}\s)?(?:{_NAME})(?:[\s-](?:{_PARTICLE}\s)?(?:{_NAME})){{0,3}}"
_CIVILITY = (
    r"(?:M\.|MM\.|Mr\.?|Mme\.?|Mmes|Mlle\.?|Monsieur|Madame|Mademoiselle|Messieurs|Mesdames"
    r"|Docteur|Dr\.?|Ma[iî]tre|Me|Pr\.?)"
)
AFTER_CIVILITY = re.compile(rf"\b{_CIVILITY}\s(?P<name>{_CHAIN})")
# Small letters after « monsieur » are a name unless a word of the language or a title follows (« madame la maire »).
SMALL_CIVILITY = re.compile(
    r"\b(?:m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle)\s(?P<name>[^\W\d_][\w’'-]+)", re.IGNORECASE
)
INTRODUCED = re.compile(
    r"(?i:\bje\sm[’']appelle|\bil\ss[’']appelle|\belle\ss[’']appelle|\bs[’']appelant|\bnomm[ée]e?|\bpr[ée]nomm[ée]e?"
    r"|\bsign[ée]\s?:?|\bcordialement,?|\bbien\s[àa]\s(?:vous|toi),?|\bmerci\s[àa]|\bcontacte[rz]|\bappele[rz]"
    r"|\bdemande[rz]|\bnom\s?:|\bpr[ée]nom\s?:|\bmoi\sc[’']est"
    r"|\b(?:mon|ma|notre|votre|son|sa|un|une)\s(?:coll[èe]gue|chef|cheffe|responsable|directeur|directrice|conseill[èe]re?"
    r"|r[ée]f[ée]rente?|tuteur|tutrice|animateur|animatrice|formateur|formatrice|patronne?|voisine?|cousine?|fr[èe]re|soeur|sœur|fils|fille|mari|femme|ami|amie|stagiaire))"
    rf"\s(?P<name>{_CHAIN})"
)  # fmt: skip
WORD = re.compile(r"[^\W\d_][\w’'-]*[^\W_]|[^\W\d_]")
PLACED = ("à", "au", "aux", "chez", "sur", "vers", "zone", "usine", "site", "société", "entreprise", "groupe", "rue",
          "avenue", "boulevard", "place", "quai", "cours", "ville", "quartier", "gare", "ligne", "lycée", "centre",
          "association", "maison", "parc", "secteur", "agence", "arrêt", "commune", "vallée", "pont", "en")  # fmt: skip
SAINT = re.compile(r"\b(?:Saint|Sainte|St|Ste|SAINT|ST)[- ]$")
LONGEST_ACRONYM = 5
ACCENTS = {"e": "éèêë", "a": "àâ", "i": "îï", "o": "ôœ", "u": "ùûü", "c": "ç"}


class Found(NamedTuple):
    """Where a name stands; sure: to be removed. Else only a place or a firm can be told from a person by a reader."""

    start: int
    end: int
    sure: bool


def names(text: str, *, kept: list[tuple[int, int]]) -> Iterator[Found]:
    """The names of a text. `kept`: stretches that are known not to be a person (a structure's name)."""
    for pattern, is_name in ((AFTER_CIVILITY, _no_title), (INTRODUCED, _capital_name)):
        for found in pattern.finditer(text):
            if is_name(found["name"]) and not _in(found.span("name"), kept):
                yield Found(*found.span("name"), True)
    for found in SMALL_CIVILITY.finditer(text):
        if found["name"][0].islower() and not _is_word(found["name"]) and len(found["name"]) > 2:
            yield Found(*found.span("name"), True)
    shouting = sum(c.isupper() for c in text) > 0.6 * sum(c.isalpha() for c in text)
    words = [found for found in WORD.finditer(text) if not _in(found.span(), kept)]
    for k, found in enumerate(words):
        after = words[k + 1] if k + 1 < len(words) else None
        yield from _one(text, found, after=after, shouting=shouting)


def _no_title(name: str) -> bool:
    """« Madame La Directrice », « Monsieur Le Maire » are nobody's name; « Madame Le Goff », « Mme Petit » are."""
    article = re.match(r"(?i:le|la|l[’'])\s?", name)
    return article is None or not _is_word(name[article.end() :])


def _capital_name(name: str) -> bool:
    """« merci à France Travail », « contactez Pôle emploi » name nobody."""
    plain = [word for word in WORD.findall(name) if word.lower() not in ("le", "la", "les", "l", "de", "du", "des")]
    return bool(plain) and not all(_is_word(word) or _plain(word) in _places() for word in plain)


def _one(text: str, found: re.Match[str], *, after: re.Match[str] | None, shouting: bool) -> Iterator[Found]:
    word, start = found[0], found.start()
    parts = [part for part in re.split(r"[-’']", word) if part]
    first = _plain(parts[0]) if parts else ""
    if SAINT.search(text[:start]) or first in ("saint", "sainte", "st", "ste"):
        return
    if _first_name(word, parts):
        # A first name, and the surname after it: « Karim Benali », « Karim DURAND », « Karim B. ».
        if word[0].islower():
            if first in _first_names() and not _is_word(word) and first not in _also_words():
                yield Found(start, found.end(), True)
            return
        surname = _surname(text, found, after)
        if surname is not None:
            yield Found(start, surname, True)
        elif first not in _also_words() and not _placed(text, start):
            yield Found(start, found.end(), True)
        return
    if shouting or not word[0].isupper() or _common(word, parts) or (_begins(text, start) and _slip(word)):
        return
    yield Found(start, found.end(), not _placed(text, start))


def _first_name(word: str, parts: list[str]) -> bool:
    """« Karim », « karim », « Jean-Marc »; not « Pierre-Bénite »: every part must be one."""
    known = _first_names() | _also_words()
    return bool(parts) and all(_plain(part) in known for part in parts) and (word[0].isupper() or len(parts) == 1)


def _surname(text: str, found: re.Match[str], after: re.Match[str] | None) -> int | None:
    if after is None or text[found.end() : after.start()] not in (" ", "\u00a0", "\u202f"):
        return None
    if not after[0][0].isupper():
        return None
    if _common(after[0], [after[0]]) and len(after[0]) > 2:
        return None
    dot = text[after.end() : after.end() + 1] == "." and len(after[0]) == 1
    return after.end() + dot


def _common(word: str, parts: list[str]) -> bool:
    """A word of the language, a place, a short acronym: no name."""
    if word.isupper() and len(word) <= LONGEST_ACRONYM:
        return True
    return _is_word(word) or _unaccented(word) or all(_is_word(part) or _plain(part) in _places() for part in parts)


def _begins(text: str, start: int) -> bool:
    """First word of a sentence: its capital says nothing."""
    before = text[:start].rstrip(' \u00a0\u202f\t«"“(–—-•*')
    return not before or before[-1] in ".!?…:;\n"


@cache
def _slip(word: str) -> bool:
    """A word of the language but for a letter too many, two letters exchanged, or its accents.

    At the head of a sentence everything has a capital: without this every slip there would be taken for a name.
    """
    small = word.lower()
    if len(small) < 3:
        return True
    cut = {small[:k] + small[k + 1 :] for k in range(len(small))} if len(small) > 4 else set()
    exchanged = {small[:k] + small[k + 1] + small[k] + small[k + 2 :] for k in range(len(small) - 1)}
    return _unaccented(word) or any(map(_is_word, cut | exchanged))


@cache
def _unaccented(word: str) -> bool:
    """A word of the language whose accents were left out: « Etat », « Ecole », « Equipe »."""
    small = word.lower()
    accented = {small[:k] + mark + small[k + 1 :] for k, c in enumerate(small) for mark in ACCENTS.get(c, "")}
    accented |= {one[:k] + "é" + one[k + 1 :] for one in accented for k, c in enumerate(one) if c == "e"}
    return any(map(_is_word, accented))


def _placed(text: str, start: int) -> bool:
    """After a word that goes before places and firms."""
    before = re.findall(r"[\w’']+", text[max(0, start - 40) : start].lower())
    return bool(before) and (
        before[-1] in PLACED
        or (len(before) > 1 and before[-1] in ("de", "du", "la", "le", "l’", "l'", "d’", "d'") and before[-2] in PLACED)
    )


def _in(span: tuple[int, int], kept: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in kept)


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def _is_word(word: str) -> bool:
    """A word of the language. simplemma's dictionary has no invariable words: they are listed beside, and adverbs in
    -ment are taken for what they are.
    """
    small = word.lower().replace("’", "'")
    if _known(small):
        return True
    parts = [part for part in re.split(r"[-']", small) if len(part) > 1]
    return bool(parts) and parts != [small] and all(map(_known, parts))


@cache
def _known(small: str) -> bool:
    import simplemma

    adverb = small.endswith("ment") and len(small) > 6
    return adverb or small in _invariables() or bool(simplemma.is_known(small, lang="fr"))


@cache
def _invariables() -> frozenset[str]:
    return frozenset(
        files("declic_analysis.redaction").joinpath("assets", "invariables.txt").read_text("utf-8").split()
    )


@cache
def _listed(name: str) -> frozenset[str]:
    text = files("declic_analysis.redaction").joinpath("assets", name).read_text("utf-8")
    return frozenset(_plain(part) for word in text.split() for part in word.split("-"))


def _first_names() -> frozenset[str]:
    return _listed("first_names.txt")


def _also_words() -> frozenset[str]:
    """First names that are words or places too: a name only before a surname."""
    return _listed("also_words.txt")


def _places() -> frozenset[str]:
    return _listed("places.txt")
