"""Formats and targeting, as a notebook shows them: one method, one thing on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis.reports import results
from declic_analysis.reports.blocks import Blocks
from declic_analysis.reports.targeting import diagnosis, model, page, shifts, taken, visits

if TYPE_CHECKING:
    from declic_analysis.disclosure import Published
    from declic_analysis.reports.results import View


class TargetingReading:
    """The part of a `Reading` that is about formats and which companies gain from which visit."""

    view: View

    if TYPE_CHECKING:

        @property
        def participation(self) -> Published | None: ...

    def targeting_page(self) -> Blocks:
        """Formats and companies in short: the impact report's page."""
        return page.targeting_blocks(self.view)

    def attendance(self) -> Blocks:
        """Participation and unexcused absences by format, against the targets."""
        return taken.format_blocks(self.view, taken=self.participation)

    def participation_by_territory(self) -> Blocks:
        """Participation and unexcused absences, territory by territory and format by format."""
        return taken.territory_blocks(self.view)

    def participation_by_period(self) -> Blocks:
        """The same, period by period and format by format."""
        return taken.period_blocks(self.view)

    def format_shifts(self) -> Blocks:
        """Change of answers format by format, raw and with every action counted; no verdict."""
        return results.by_audience(self.view, shifts.shift_blocks)

    def visits(self) -> Blocks:
        """Change of visitors by company and kind of SIAE visited: the plain table."""
        return visits.profile_blocks(self.view)

    def visit_model(self) -> Blocks:
        """Whether a model tells who gains from which visit; else what there is and what it would take."""
        return model.model_blocks(self.view)

    def diagnosis_page(self) -> Blocks:
        """The shared diagnosis in short: the impact report's page."""
        return diagnosis.page_blocks(self.view)

    def shared_diagnosis(self) -> Blocks:
        """Jobs × publics × barriers, training, adaptations: what each side names, in full."""
        return diagnosis.matrix_blocks(self.view)

    def visit_objections(self) -> Blocks:
        """The two objections to visits: whether they change, and whether others change otherwise beside them."""
        return visits.objection_blocks(self.view)
