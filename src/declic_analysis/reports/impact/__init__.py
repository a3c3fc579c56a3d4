"""The chapters of the evaluation review, as its notebook shows them: one method, one thing on the page."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from declic_analysis import wording
from declic_analysis.reports.blocks import Blocks, definitions
from declic_analysis.reports.gaps import closer_blocks
from declic_analysis.reports.impact.achieved import Achieved
from declic_analysis.reports.impact.costs import costs_blocks
from declic_analysis.reports.impact.framework import framework_blocks
from declic_analysis.reports.impact.perceptions import perceptions_blocks
from declic_analysis.reports.impact.quality import quality_blocks
from declic_analysis.reports.impact.questions import question_blocks
from declic_analysis.reports.impact.reach import reach_blocks
from declic_analysis.reports.impact.testimonies import figures_and_testimonies_blocks
from declic_analysis.reports.impact.unexpected import unexpected_blocks
from declic_analysis.reports.participation import taking_part
from declic_analysis.vocabulary import Criterion, Edition

if TYPE_CHECKING:
    from declic_analysis.disclosure import Published
    from declic_analysis.pipeline import Build
    from declic_analysis.reports.results import View
    from declic_analysis.reports.selection import Period


class ImpactReading:
    """The part of a `Reading` that answers the evaluation questions, criterion by criterion."""

    view: View
    build: Build
    period: Period | None
    cutoff: dt.date | None
    edition: Edition

    @property
    def participation(self) -> Published | None:
        """Actions, persons, participations of the selection; None where its registers are absent."""
        selected = self.view.selected
        taken = taking_part(
            self.build.tables,
            study=selected.study,
            rules=selected.rules,
            territory=selected.territory,
            audience=self.view.audience,
            period=self.period,
            cutoff=self.cutoff,
        )
        return selected.keep("participation", taken) if taken else None

    @cached_property
    def _achieved(self) -> Achieved:
        return Achieved(self.view, taken=self.participation)

    def framework(self) -> Blocks:
        """The logical framework: each indicator, reached beside planned."""
        return framework_blocks(self.view, achieved=self._achieved, edition=self.edition)

    def perceptions(self) -> Blocks:
        """Confirmatory questions by audience, in one short figure."""
        return perceptions_blocks(self.view)

    def coming_closer(self) -> Blocks:
        """Whether the audiences come closer, in short: `convergence` has every question."""
        return closer_blocks(self.view)

    def reach(self) -> Blocks:
        """Actions, persons and attendances by format against the targets."""
        return reach_blocks(self.view, taken=self.participation)

    def costs(self) -> Blocks:
        """Full cost, and what it comes to for an action, a person, an attendance, a hire."""
        return costs_blocks(self.view, taken=self.participation, edition=self.edition)

    def unexpected(self) -> Blocks:
        """What nobody expected, said by people and seen in the answers."""
        return unexpected_blocks(self.view)

    def figures_and_testimonies(self) -> Blocks:
        """What testimonies say beside what the figures say."""
        return figures_and_testimonies_blocks(self.view)

    def quality(self) -> Blocks:
        """The quality of the data in a few lines."""
        return quality_blocks(self.view, ledger=self.build.tables["ledger"], quarantine=self.build.tables["quarantine"])

    def glossary(self) -> Blocks:
        """The words of the report, explained."""
        return Blocks([definitions(wording.glossary(lang=self.view.lang), kind="glossary")])

    def relevance(self) -> Blocks:
        """Evaluation questions about relevance (pertinence)."""
        return question_blocks(self.view, Criterion.RELEVANCE, achieved=self._achieved)

    def coherence(self) -> Blocks:
        """Evaluation questions about coherence."""
        return question_blocks(self.view, Criterion.COHERENCE, achieved=self._achieved)

    def effectiveness(self) -> Blocks:
        """Evaluation questions about effectiveness (efficacité)."""
        return question_blocks(self.view, Criterion.EFFECTIVENESS)

    def efficiency(self) -> Blocks:
        """Evaluation questions about efficiency (efficience)."""
        return question_blocks(self.view, Criterion.EFFICIENCY)

    def sustainability(self) -> Blocks:
        """Evaluation questions about sustainability (pérennité)."""
        return question_blocks(self.view, Criterion.SUSTAINABILITY, achieved=self._achieved)
