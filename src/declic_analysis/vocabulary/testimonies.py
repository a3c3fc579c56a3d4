"""Closed lists about what people say, beside what the figures say."""

from __future__ import annotations

from declic_analysis.vocabulary.coded import Coded


class TestimonySense(Coded):
    """What most of the testimonies of an audience say on some items."""

    __test__ = False  # pytest must not take it for a test

    FAVOURABLE = "favourable", "plus favorables", "more favourable"
    UNFAVOURABLE = "unfavourable", "moins favorables", "less favourable"
    MIXED = "mixed", "partagés", "divided"
