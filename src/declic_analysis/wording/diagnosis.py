"""Sentences on the shared diagnosis: where both sides agree, differ, or are silent."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from declic_analysis.disclosure import Published, require_published
from declic_analysis.vocabulary.diagnosis import DiagnosisElement, Public, Sharing
from declic_analysis.wording.formats import integer, missing
from declic_analysis.wording.texts import capital, say

_MARKS = {
    Sharing.BOTH: "●", Sharing.FIRST: "◐", Sharing.SECOND: "◑", Sharing.FIRST_ALONE: "◔", Sharing.SECOND_ALONE: "◔",
    Sharing.NOBODY: "○",
}  # fmt: skip
ALONE = (Sharing.FIRST_ALONE.value, Sharing.SECOND_ALONE.value)
DIFFER = (Sharing.FIRST.value, Sharing.SECOND.value)


def sharing_words(code: object, *, sides: Sequence[str], lang: str = "fr") -> str:
    """A mark and where both sides stand; sides, their two names. "non publié" where the gate has emptied it."""
    if missing(code):
        return say("not_published", lang=lang)
    state = Sharing.of(str(code))
    first, second = sides
    return f"{_MARKS[state]} {capital(state.label.of(lang).format(first=first.lower(), second=second.lower()))}"


def public_words(code: object, *, lang: str = "fr") -> str:
    """A public in words; a dash for a job of which nobody said anything."""
    return "–" if missing(code) else Public.of(str(code)).label.of(lang)


def element_words(code: object, *, lang: str = "fr") -> tuple[str, str]:
    """Kind and element in words."""
    if missing(code):
        return "–", "–"
    element = DiagnosisElement.of(str(code))
    return capital(element.kind.label.of(lang)) if element.kind else "–", capital(element.label.of(lang))


def naming_words(row: pd.Series, side: str, *, lang: str = "fr") -> str:
    """How many structures of a side name it, out of those that answered: side is first or second."""
    answering, naming = row[f"n_{side}_answering"], row[f"n_{side}_naming"]
    if missing(answering) or (missing(naming) and answering):
        return say("not_published", lang=lang)
    if not answering:
        return "–"
    return say("diagnosis_of", lang=lang, k=integer(naming, lang=lang), n=integer(answering, lang=lang))


def sharing_counts(rows: pd.DataFrame) -> dict[str, int]:
    """Elements by agreement: both, differ, alone."""
    states = rows["sharing"].dropna()
    kinds = {"both": (Sharing.BOTH.value,), "differ": DIFFER, "alone": ALONE}
    return {name: int(states.isin(codes).sum()) for name, codes in kinds.items()}


def diagnosis_sentences(diagnosis: Published, *, lang: str = "fr") -> list[str]:
    """What is agreed, what is not, what is withheld. Raises: ContractError, for a bare frame."""
    published = require_published(diagnosis, kind="diagnosis")
    rows, shown = published.frame, published.shown
    counts = sharing_counts(shown)
    n = {"n": sum(counts.values()), "nobody": int((shown["sharing"] == Sharing.NOBODY.value).sum()), **counts}
    told = [say("diagnosis_sentence", lang=lang, **{name: integer(value, lang=lang) for name, value in n.items()})]
    hidden = len(rows[~rows["published"].astype(bool)][["rome", "concerned"]].drop_duplicates())
    if hidden:
        structures = integer(published.rules.structures, lang=lang)
        told.append(say("diagnosis_hidden", lang=lang, n=integer(hidden, lang=lang), structures=structures))
    return told
