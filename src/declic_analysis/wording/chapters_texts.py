"""What the chapters of the evaluation review say, in French and English."""

from __future__ import annotations

from declic_analysis.errors import nbsp
from declic_analysis.vocabulary import Label


def _text(fr: str, en: str) -> Label:
    return Label(nbsp(fr), en)


CHAPTER_TEXTS = {
    "no_question": _text(
        "L’étude ne pose aucune question évaluative sous ce critère.",
        "The study asks no evaluation question under this criterion.",
    ),
}
