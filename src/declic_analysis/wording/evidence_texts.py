"""Chapters of the review that a recommendation may name as its evidence, as they are headed."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


FRAMEWORK_CHAPTER = _text("Cadre logique : réalisé et prévu", "Logical framework: done and planned")
EVIDENCE_CHAPTERS: tuple[Label, ...] = (
    FRAMEWORK_CHAPTER,
    _text("L’écosystème", "The network of partners"),
    _text("Actions et participation", "Actions and attendance"),
    _text("Les regards ont-ils changé ?", "Have minds changed?"),
    _text("Les regards se rapprochent-ils ?", "Are views coming closer?"),
    _text("Suites et embauches", "What followed, and hires"),
    _text("Quels formats, pour quelles entreprises ?", "Which formats, for which companies?"),
    _text("Ambassadeurs et vidéos", "Ambassadors and videos"),
    _text("Diagnostic partagé", "Shared diagnosis"),
    _text("Chiffres et témoignages", "Figures and testimonies"),
    _text("Qualité des données", "Data quality"),
)
EVIDENCE_TEXTS = {"evidence_here": _text("Preuves à lire dans ce rapport :", "Evidence to read in this report:")}
