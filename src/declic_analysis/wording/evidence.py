"""What the evidence of a recommendation leads to: a chapter of the review, or an indicator of its framework."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

from declic_analysis.errors import Message, message, nbsp
from declic_analysis.schemas import require
from declic_analysis.study import Study
from declic_analysis.vocabulary import Label
from declic_analysis.wording.evidence_texts import EVIDENCE_CHAPTERS, FRAMEWORK_CHAPTER

SHORT = 60  # characters of a recommendation that name it
NEAR = 82  # of 100, rapidfuzz's partial ratio: one or two letters wrong in a chapter's name


def named_chapters(evidence: str | None, *, study: Study) -> list[Label]:
    """Chapters of the review that an evidence names, in either language, or whose indicator it names (id or label)."""
    text = _key(evidence or "")
    found = [chapter for chapter in EVIDENCE_CHAPTERS if any(_key(words) in text for words in chapter)]
    indicators = [i for question in study.framework.questions for i in question.indicators]
    named = any(_is_in(i.id.replace("_", " "), text) or _is_in(i.label.fr, text) for i in indicators)
    return list(dict.fromkeys([*([FRAMEWORK_CHAPTER] if named else []), *found]))


def leads_nowhere(recommendations: pd.DataFrame, *, study: Study) -> list[Message]:
    """One sentence on the evidence that leads to no chapter and no indicator, with the name that was perhaps meant.

    A document may be evidence: it stays as it is written, without a link. Parameters: recommendations, the contract
    table. Raises: ContractError, when a column is missing.
    """
    require(recommendations, ["wording", "evidence"], table="recommendations")
    known = recommendations.dropna(subset=["evidence"])
    told = [
        (str(words), str(text))
        for words, text in zip(known["wording"], known["evidence"], strict=True)
        if not named_chapters(text, study=study)
    ]
    return [_unlinked(told)] if told else []


def _unlinked(told: list[tuple[str, str]]) -> Message:
    which = " · ".join(words if len(words) <= SHORT else f"{words[:SHORT].rstrip()}…" for words, _ in told)
    meant = {near for _, text in told if (near := _near(text))}
    fr = f"Préconisations dont la preuve n’est ni un chapitre du bilan ni un indicateur : {which}. "
    fr += f"Elle est écrite telle quelle, sans lien. Chapitres : {_listed(EVIDENCE_CHAPTERS, 'fr')}."
    en = f"Recommendations whose evidence is neither a chapter of the review nor an indicator: {which}. "
    en += f"It is written as it stands, without a link. Chapters: {_listed(EVIDENCE_CHAPTERS, 'en')}."
    if meant:
        fr += f" Peut-être : {_listed(meant, 'fr')}."
        en += f" Perhaps: {_listed(meant, 'en')}."
    return message(fr=nbsp(fr), en=en)


def _listed(chapters: Iterable[Label], lang: str) -> str:
    return " | ".join(sorted(chapter.of(lang) for chapter in chapters))


def _near(evidence: str) -> Label | None:
    from rapidfuzz.fuzz import partial_ratio

    text = _key(evidence)
    ratios = [
        (partial_ratio(_key(c.fr), text) if len(text) >= len(_key(c.fr)) - 2 else 0, c) for c in EVIDENCE_CHAPTERS
    ]
    best, chapter = max(ratios, key=lambda pair: pair[0])
    return chapter if best >= NEAR else None


def _is_in(words: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(_key(words))}\b", text) is not None


def _key(text: str) -> str:
    """Letters and figures alone, without accents or capitals, one space between words."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("_", " "))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", letters))
