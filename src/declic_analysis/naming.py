"""One spelling of an organisation's name: two texts with the same key are the same name, whoever wrote them.

What does not tell organisations apart is taken out: capitals, accents, punctuation, articles, and the legal form at
either end of the name. Letters and digits are never guessed: a typing error gives another key.
"""

from __future__ import annotations

import html
import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o"})
ELIDED = re.compile(r"\b(?:l|d|qu|jusqu)['’ʼ`´′‘](?=\w)")
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
SOCIETY = re.compile(r"\bsté\b")  # “Sté” is société, “Ste” is Sainte: the accent tells, so this comes before it is lost
LAW = re.compile(r"\bloi (?:de |du 1er juillet )?1901\b")  # what associations put behind their name
ARTICLES = frozenset(("le", "la", "les", "l", "un", "une", "de", "du", "des", "d", "et", "the", "of"))
SAINTS = {"st": "saint", "ste": "sainte"}
LEGAL_FORMS = frozenset(
    (
        *("sarl", "eurl", "sas", "sasu", "sa", "snc", "scop", "scic", "sci", "sca", "scp", "gie", "gip", "earl", "sem"),
        *("selarl", "societe", "societes", "association", "assoc", "asso", "ass", "assos", "ets", "etablissement"),
        *("etablissements", "spl", "ltd", "gmbh"),
    )
)


def organisation_words(text: str) -> tuple[str, ...]:
    """The words that tell an organisation apart, in their order.

    Never empty for a text that holds a letter or digit: a name made of a legal form alone is kept whole.
    """
    words = _words(text)
    bare = _without_forms([SAINTS.get(word, word) for word in words])
    plain = [word for word in bare if word not in ARTICLES]
    return tuple(plain or bare or words)


def organisation_key(text: str) -> str:
    """The words put end to end: hyphens and spaces (`Pep69`, `PEP 69`) do not tell organisations apart either."""
    return "".join(organisation_words(text))


def _words(text: str) -> list[str]:
    plain = html.unescape(text).casefold().replace("&", " et ")
    plain = ELIDED.sub("", SOCIETY.sub("societe", unicodedata.normalize("NFC", plain)))
    plain = DOTTED.sub(lambda found: found[0].replace(".", ""), plain)
    decomposed = unicodedata.normalize("NFKD", plain).translate(LIGATURES)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _initials_joined(re.findall(r"[^\W_]+", LAW.sub(" ", bare)) or re.findall(r"[^\W_]+", bare))


def _initials_joined(words: list[str]) -> list[str]:
    """`i d e o` → `ideo`: letters alone, three or more in a row, are initials."""
    joined = re.sub(r"(?<!\S)(?:[^\W\d_] ){2,}[^\W\d_](?!\S)", lambda found: found[0].replace(" ", ""), " ".join(words))
    return joined.split()


def _without_forms(words: list[str]) -> list[str]:
    """Legal forms are taken from the ends only: inside a name such a word is part of it."""
    inner = [k for k, word in enumerate(words) if word not in LEGAL_FORMS and word not in ARTICLES]
    if not inner:
        return words
    return words[inner[0] : inner[-1] + 1]
