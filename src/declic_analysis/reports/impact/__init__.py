"""The chapters of the evaluation review, as its notebook shows them: one method, one thing on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis.reports.blocks import Blocks
from declic_analysis.reports.impact.questions import question_blocks
from declic_analysis.vocabulary import Criterion

if TYPE_CHECKING:
    from declic_analysis.reports.results import View


class ImpactReading:
    """The part of a `Reading` that answers the evaluation questions, criterion by criterion."""

    view: View

    def relevance(self) -> Blocks:
        """Evaluation questions about relevance (pertinence)."""
        return question_blocks(self.view, Criterion.RELEVANCE)

    def coherence(self) -> Blocks:
        """Evaluation questions about coherence."""
        return question_blocks(self.view, Criterion.COHERENCE)

    def effectiveness(self) -> Blocks:
        """Evaluation questions about effectiveness (efficacité)."""
        return question_blocks(self.view, Criterion.EFFECTIVENESS)

    def efficiency(self) -> Blocks:
        """Evaluation questions about efficiency (efficience)."""
        return question_blocks(self.view, Criterion.EFFICIENCY)

    def sustainability(self) -> Blocks:
        """Evaluation questions about sustainability (pérennité)."""
        return question_blocks(self.view, Criterion.SUSTAINABILITY)
