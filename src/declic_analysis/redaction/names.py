"""Names of people in a French text: after a civility, by a list of first names, where a sentence introduces somebody,
and capitalised words that no dictionary knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
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
SHORT_CIVILITY = re.compile(r"\b(?:mr|mme|mlle)\.?\s(?P<name>[^\W\d_][\w’'-]+)", re.IGNORECASE)
INTRODUCED = re.compile(
    r"(?i:\bje\sm[’']appelle|\bil\ss[’']appelle|\belle\ss[’']appelle|\bs[’']appelant|\bnomm[ée]e?|\bpr[ée]nomm[ée]e?"
    r"|\bsign[ée]\s?:?|\bcordialement,?|\bbien\s[àa]\s(?:vous|toi),?|\bmerci\s[àa]|\bcontacte[rz]|\bappele[rz]"
    r"|\bdemande[rz](?:\s[àa])?|\b(?:parle[rz]|adresse[rz])[ -](?:en|vous)\s[àa]|\bmoi\sc[’']est"
    r"|\b(?:mon|ma|notre|votre|son|sa|un|une)\s(?:coll[èe]gue|chef|cheffe|responsable|directeur|directrice|conseill[èe]re?"
    r"|r[ée]f[ée]rente?|tuteur|tutrice|animateur|animatrice|formateur|formatrice|patronne?|voisine?|cousine?|fr[èe]re|soeur|sœur|fils|fille|mari|femme|ami|amie|stagiaire))"
    rf"\s(?P<name>{_CHAIN})"
)  # fmt: skip
# What follows on a form is a name, whatever it is.
OF_FORM = re.compile(
    r"\b(?:nom|pr[ée]nom|contact|r[ée]f[ée]rente?|conseill[èe]re?|sign[ée])\s?:\s?(?P<name>[^\W\d_][\w’'.-]*)",
    re.IGNORECASE,
)
# In small letters, where nothing else than a name follows: « je m’appelle untel », « ma conseillère untel ».
SMALL_INTRODUCED = re.compile(
    r"\b(?:(?:je\sm|il\ss|elle\ss)[’'\s]appelle|moi\sc[’']est|mon\snom\sest"
    r"|(?:mon|ma|notre|votre|son|sa)\s(?:coll[èe]gue|bin[ôo]me|chef|cheffe|conseill[èe]re?|r[ée]f[ée]rente?|tuteur|tutrice"
    r"|formateur|formatrice|voisine?|cousine?|fr[èe]re|s(?:oe|œ)ur|fils|fille|mari|femme))\s(?P<name>[^\W\d_][\w’'-]{2,})",
    re.IGNORECASE,
)
# After these a first name that is a word too (« Rose », « Pierre ») is somebody.
PERSON_AFTER = re.compile(
    r"\s(?:m[’']a|t[’']a|l[’']a|n[’']a|s[’']est|nous|vous|qui|dit|disait|travaille|a\s(?:été|fait|dit|eu|tout|trouvé|bien|pris))\b"
    r"|,\s(?:le|la|l[’']|mon|ma|notre|un|une)\s?\w+|\set\s[A-ZÀ-ÖØ-ÞŒ]|,?\sdu\s(?:magasin|quai|service)|,\sde\sl[’']"
)
INITIALS = re.compile(r"(?:[A-ZÀ-ÖØ-ÞŒ]\.[ -]?)+$")
NEXT = re.compile(r"[ \u00a0\u202f](?:(?P<name>[A-ZÀ-ÖØ-ÞŒ][\w’'-]+)|[A-ZÀ-ÖØ-ÞŒ]\.?(?![\w’']))")
SMALL_NEXT = re.compile(r"[ \u00a0\u202f](?P<name>[a-zà-öø-ÿœ][\w’'-]{3,})")
ELIDED = re.compile(r"^(?:[cdjlmnst]|qu)[’']", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_][\w’'-]*[^\W_]|[^\W\d_]")
PLACED = ("à", "au", "aux", "chez", "sur", "vers", "zone", "usine", "site", "société", "entreprise", "groupe", "rue",
          "avenue", "boulevard", "place", "quai", "cours", "ville", "quartier", "gare", "ligne", "lycée", "centre",
          "association", "maison", "parc", "secteur", "agence", "arrêt", "commune", "vallée", "pont", "en")  # fmt: skip
SAINT = re.compile(r"\b(?:Saint|Sainte|St|Ste|SAINT|ST)[- ]$")
PARTICLES = frozenset(("del", "des", "les", "van", "von", "der", "ben", "bel", "dos", "abou", "oul", "ould", "saint"))
LONGEST_ACRONYM = 5
LONGEST_WORD = 30  # letters; beyond, it is no slip of a word
ACCENTS = {"e": "éèêë", "a": "àâ", "i": "îï", "o": "ôœ", "u": "ùûü", "c": "ç"}
Known = Callable[[str, list[str]], bool]


class Found(NamedTuple):
    """Where a name stands; sure: to be removed. Else only a place or a firm can be told from a person by a reader."""

    start: int
    end: int
    sure: bool


def known_people(texts: Iterable[str]) -> frozenset[str]:
    """The words of names that a register or a questionnaire holds, as `names` compares them: three letters or more."""
    words = {_plain(part) for text in texts for word in WORD.findall(text) for part in re.split(r"[-’']", word)}
    return frozenset(word for word in words if len(word) > 2 and word not in PARTICLES)


def names(text: str, *, kept: list[tuple[int, int]], people: frozenset[str] = frozenset()) -> Iterator[Found]:
    """The names of a text. `kept`: stretches that are known not to be a person (a structure's name); people, as
    `known_people`: theirs go wherever they stand, or only under a capital where they are words too (« Petit »).
    """
    for pattern, is_name in ((AFTER_CIVILITY, _no_title), (INTRODUCED, _capital_name)):
        for found in pattern.finditer(text):
            if is_name(found["name"]) and not _in(found.span("name"), kept):
                yield Found(*found.span("name"), True)
    for pattern, is_name in (
        (SMALL_CIVILITY, _small_name),
        (SHORT_CIVILITY, _after_title),
        (SMALL_INTRODUCED, _unknown),
        (OF_FORM, _of_form),
    ):
        for found in pattern.finditer(text):
            if is_name(found["name"]) and not _in(found.span("name"), kept):
                yield Found(*found.span("name"), True)
    words = [found for found in WORD.finditer(text) if not _in(found.span(), kept)]
    shouting = _shouts([found[0] for found in words])
    known = _english if _is_english([found[0] for found in words]) else _common
    if people:
        yield from (of for word in words for of in _of_people(text, word, people=people, shouting=shouting))
    for k, found in enumerate(words):
        after = words[k + 1] if k + 1 < len(words) else None
        yield from _one(text, found, after=after, shouting=shouting, known=known)


def with_neighbours(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names with what belongs to them: initials before (« J.-M. »), a first name or an initial after."""
    for start, end in spans:
        before = INITIALS.search(text[:start])
        after = NEXT.match(text, end)
        if after is not None and (
            after["name"] is None or _first_name(after["name"], re.split(r"[-’']", after["name"]))
        ):
            end = after.end()
        small = SMALL_NEXT.match(text, end)
        if small is not None and _plain(text[start:end]) in _first_names() | _also_words() and _unknown(small["name"]):
            end = small.end()
        yield (before.start() if before else start), end


def _shouts(words: list[str]) -> bool:
    """Written in capitals: three words or more that are no names are; « DUPONT Jean » is not."""
    long = [word for word in words if len(word) > 2]
    return sum(word.isupper() for word in long) > max(2, 0.6 * len(long))


def _small_name(name: str) -> bool:
    return name[0].islower() and not _is_word(name) and len(name) > 2


def _after_title(name: str) -> bool:
    """« Mr boulanger »; not « Mme la maire », « Mr et Mme »."""
    return name[0].islower() and len(name) > 3 and name.lower() not in _invariables()


def _unknown(name: str) -> bool:
    """A small word that the language does not have, nor one of which it could be a slip."""
    return name[0].islower() and not _is_word(name) and not _slip(name)


def _of_form(name: str) -> bool:
    return name[0].isupper() or _unknown(name)


def _no_title(name: str) -> bool:
    """« Madame La Directrice », « Monsieur Le Maire » are nobody's name; « Madame Le Goff », « Mme Petit » are."""
    article = re.match(r"(?i:le|la|l[’'])\s?", name)
    return article is None or not _is_word(name[article.end() :])


def _capital_name(name: str) -> bool:
    """« merci à France Travail », « contactez Pôle emploi » name nobody."""
    plain = [word for word in WORD.findall(name) if word.lower() not in ("le", "la", "les", "l", "de", "du", "des")]
    return bool(plain) and not all(_is_word(word) or _plain(word) in _places() for word in plain)


def _of_people(text: str, found: re.Match[str], *, people: frozenset[str], shouting: bool) -> Iterator[Found]:
    parts = [_plain(part) for part in re.split(r"[-’']", found[0])]
    if people.isdisjoint(parts):
        return
    if not all(_is_word(part) or part in _places() for part in parts if part in people):
        yield Found(found.start(), found.end(), True)
    elif found[0][0].isupper() and not shouting:
        yield Found(found.start(), found.end(), not _begins(text, found.start()) and not _placed(text, found.start()))


def _one(
    text: str, found: re.Match[str], *, after: re.Match[str] | None, shouting: bool, known: Known
) -> Iterator[Found]:
    word, start = found[0], found.start()
    parts = [part for part in re.split(r"[-’']", word) if part]
    first = _plain(parts[0]) if parts else ""
    if SAINT.search(text[:start]) or first in ("saint", "sainte", "st", "ste"):
        return
    if _first_name(word, parts):
        # A first name, and the surname after it: « Karim Benali », « Karim DURAND », « Karim B. ».
        yield from _of_list(text, found, parts, after=after, shouting=shouting)
        return
    if shouting or not word[0].isupper() or known(word, parts) or (_begins(text, start) and _slip(word)):
        return
    yield Found(start, found.end(), not _placed(text, start) or _lives(text, start))


def _of_list(
    text: str, found: re.Match[str], parts: list[str], *, after: re.Match[str] | None, shouting: bool
) -> Iterator[Found]:
    """A first name of the list. One that is a word too is somebody before a surname, or in somebody's place."""
    word, start, end = found[0], found.start(), found.end()
    also = len(parts) == 1 and _plain(parts[0]) in _also_words()
    small = SMALL_NEXT.match(text, end)
    surnamed = small is not None and _unknown(small["name"])  # « pierre untel », and no slip of a word
    if word[0].islower():
        if surnamed or (not also and not _is_word(word)):
            yield Found(start, end, True)
        return
    surname = _surname(text, found, after)
    if surname is not None:
        yield Found(start, surname, True)
    elif also and not shouting and not (_placed(text, start) or _plain(word) in _places()):
        sure = surnamed or not _begins(text, start) or PERSON_AFTER.match(text, end) is not None
        yield Found(start, end, sure)
    elif not also and (not _placed(text, start) or _met(text, start)):
        yield Found(start, end, True)


def _first_name(word: str, parts: list[str]) -> bool:
    """« Karim », « karim », « Jean-Marc »; not « Pierre-Bénite »: every part must be one."""
    known = _first_names() | _also_words()
    return bool(parts) and all(_plain(part) in known for part in parts) and ELIDED.match(word) is None


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
    word = ELIDED.sub("", word)
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
    if not 3 <= len(small) <= LONGEST_WORD:
        return len(small) < 3
    cut = {small[:k] + small[k + 1 :] for k in range(len(small))} if len(small) > 4 else set()
    doubled = {small[:k] + small[k] + small[k:] for k in range(len(small))} if len(small) > 4 else set()
    exchanged = {small[:k] + small[k + 1] + small[k] + small[k + 2 :] for k in range(len(small) - 1)}
    return _unaccented(word) or any(map(_is_word, cut | exchanged | doubled)) or any(map(_unaccented, cut))


@cache
def _unaccented(word: str) -> bool:
    """A word of the language whose accents were left out, or are other ones: « Etat », « Ecole », « Accés »."""
    if len(word) > LONGEST_WORD:
        return False
    small = _plain(word)
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


def _met(text: str, start: int) -> bool:
    """« chez Sandrine », « parlez à Sandrine »: after a street or a school it would be a place."""
    return re.search(r"(?i)\b(?:chez|à|vers|en)\s$", text[:start]) is not None


def _lives(text: str, start: int) -> bool:
    """Where somebody lives, unless the place is large enough to be known."""
    return (
        re.search(r"(?i)\b(?:habite|vis|loge|réside|domiciliée?)\s(?:à|au|aux|en|sur|dans|près de)?\s?$", text[:start])
        is not None
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


def _is_english(words: list[str]) -> bool:
    """More of its small words are English than French: only then is English looked up."""
    import simplemma

    small = [word for word in words if word[0].islower()]
    french = sum(map(_is_word, small))
    if not small or french > 0.6 * len(small):
        return False
    return sum(bool(simplemma.is_known(word, lang="en")) for word in small) > max(french, 0.6 * len(small))


def _english(word: str, parts: list[str]) -> bool:
    import simplemma

    small = [re.sub(r"[’']s$", "", word).lower(), word]
    return _common(word, parts) or any(simplemma.is_known(one, lang="en") for one in small)


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
    """First names that are words or places too."""
    return _listed("also_words.txt")


def _places() -> frozenset[str]:
    """Towns, makers, bodies: names of nobody."""
    return _listed("places.txt")
