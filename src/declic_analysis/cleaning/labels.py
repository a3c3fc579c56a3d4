"""The words of a scale: from what people see or tools code, to a level or an answer off the scale."""

from __future__ import annotations

import difflib
import html
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from declic_analysis.errors import StudyError, message
from declic_analysis.study.form import LEVEL, short_code
from declic_analysis.study.model import Scale, Words

APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'"})
NUMBERED = re.compile(r"(?:\(?\d{1,2}\)?\s*[-–—.:=)]\s*)(?P<label>\D.*)|(?P<before>.*\D)\s*\(\d{1,2}\)")
NEAR = 0.84

# Off every scale wherever a study does not say otherwise: code → what people are offered (French, English).
OFF_SCALE: dict[str, tuple[str, ...]] = {
    "dont_know": (
        *("ne sait pas", "ne sais pas", "nsp", "je ne sais pas", "sait pas"),
        *("don't know", "i don't know", "do not know", "dk"),
    ),
    "no_opinion": (
        *(
            "sans opinion",
            "sans avis",
            "je ne me prononce pas",
            "ne se prononce pas",
            "nspp",
            "ne souhaite pas répondre",
        ),
        *("no opinion", "prefer not to answer", "prefer not to say", "n.a./prefer not to answer"),
    ),
    "not_concerned": (
        *("non concerné", "non concernée", "non concerné(e)", "pas concerné", "pas concernée", "sans objet"),
        *("n/a", "non applicable", "not applicable", "not concerned"),
    ),
    "skipped": ("passer", "question passée", "skip", "skipped"),
}
# The middle of an agreement scale: a label that a scale with an even number of levels cannot have.
MIDDLE = frozenset(
    (
        *("neutre", "ni d'accord ni pas d'accord", "ni d'accord, ni pas d'accord", "ni d'accord ni en désaccord"),
        *("ni d'accord, ni en désaccord", "partagé", "partagée", "indécis", "indécise", "neutral"),
        *("neither agree nor disagree", "undecided"),
    )
)


def label_key(text: str) -> str:
    """One spelling of a label: HTML-unescape, straight apostrophes, NFKC, single spaces, no final dot, casefold.

    A whole number written as a decimal is that number: 5,0 → 5.
    """
    plain = unicodedata.normalize("NFKC", html.unescape(text).translate(APOSTROPHES))
    folded = " ".join(plain.split()).casefold().removesuffix(".").rstrip()
    whole = re.fullmatch(r"(-?\d+)[.,]0+", folded)
    return whole[1] if whole else folded


class Meaning(NamedTuple):
    """A level counted from 1, or the code of an answer off the scale."""

    position: int | None = None
    off_scale: str | None = None


class KnownLabels:
    """Every way of writing the levels of a scale and the answers beside it.

    A level that the study declares goes before an answer off the scale, the study's own before the built-in ones.
    Raises: StudyError, when one writing stands for two levels.
    """

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        built_in = {label_key(text): Meaning(off_scale=code) for code, texts in OFF_SCALE.items() for text in texts}
        declared = {
            label_key(text): Meaning(off_scale=off.id)
            for off in scale.non_substantive
            for text in (*_words(off.label), off.id, *off.codes)
        }
        self._known = built_in | self._own_codes() | declared | self._levels()

    def _own_codes(self) -> dict[str, Meaning]:
        """What the forms of `declic questionnaire` hold; a study that declares such a code otherwise goes before."""
        off = {label_key(short_code(one.id)): Meaning(off_scale=one.id) for one in self.scale.non_substantive}
        levels = range(1, len(self.scale.levels) + 1)
        return off | {label_key(LEVEL.format(k)): Meaning(position=k) for k in levels}

    def _levels(self) -> dict[str, Meaning]:
        found: dict[str, Meaning] = {}
        for position, level in enumerate(self.scale.levels, start=1):
            for key in map(label_key, (*_words(level.label), *level.codes)):
                if found.setdefault(key, Meaning(position=position)).position != position:
                    raise _two_levels(self.scale, key)
        return found

    def meaning(self, text: str) -> Meaning | None:
        """What a text stands for; "5 - Tout à fait d'accord" is read by its words. Nothing when it is unknown."""
        key = label_key(text)
        if key in self._known:
            return self._known[key]
        numbered = NUMBERED.fullmatch(key)
        return self._known.get((numbered["label"] or numbered["before"]).strip()) if numbered else None

    def knows(self, text: str) -> bool:
        return self.meaning(text) is not None

    def is_level(self, text: str) -> bool:
        meaning = self.meaning(text)
        return meaning is not None and meaning.position is not None

    def near(self, text: str) -> str | None:
        """The label of the level or answer that a text is a near miss of, if there is one."""
        key = label_key(text)
        found = difflib.get_close_matches(key, [k for k in self._known if len(k) > 3], n=1, cutoff=NEAR)
        return self.label(self._known[found[0]]) if found else None

    def label(self, meaning: Meaning) -> str:
        if meaning.position is not None:
            return self.scale.levels[meaning.position - 1].label.fr
        return {off.id: off.label.fr for off in self.scale.non_substantive}.get(
            str(meaning.off_scale), str(meaning.off_scale)
        )

    def expected(self) -> str:
        """The levels, then the declared answers off the scale, in the words of the study."""
        levels = " | ".join(level.label.fr for level in self.scale.levels)
        beside = " | ".join(off.label.fr for off in self.scale.non_substantive)
        return f"{levels} || {beside}" if beside else levels


def _words(words: Words) -> Iterable[str]:
    return (words.fr, words.en) if words.en else (words.fr,)


def _two_levels(scale: Scale, key: str) -> StudyError:
    return StudyError(
        message(
            fr=f"Échelle « {scale.id} » : « {key} » désigne deux niveaux.",
            en=f"Scale '{scale.id}': '{key}' stands for two levels.",
        ),
        where=f"scales, {scale.id}",
        allowed=message(fr="un libellé ou un code par niveau", en="a label or code for one level only"),
        action=message(fr="Corrigez « codes: » dans study.yaml.", en="Correct `codes:` in study.yaml."),
    )
