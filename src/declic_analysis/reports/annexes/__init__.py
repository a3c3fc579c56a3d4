"""The annexes on method and on what a report holds, as a notebook shows them: one method, one thing on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis.reports import tidy
from declic_analysis.reports.annexes.methods import hire_method_blocks, method_blocks
from declic_analysis.reports.annexes.trend import Evidence, trend_blocks
from declic_analysis.reports.blocks import Blocks
from declic_analysis.reports.plans import plan_sentence

if TYPE_CHECKING:
    from declic_analysis import plan
    from declic_analysis.pipeline import Build
    from declic_analysis.reports.results import View


class AnnexReading:
    """The part of a `Reading` that says how its results came about. Called last: it tells of what was shown before."""

    view: View
    build: Build
    held: plan.Standing | None

    def method(self) -> Blocks:
        """The study's own choices, then each method behind what was shown, with its sources."""
        study, lang = self.view.selected.study, self.view.lang
        reasons = [rule.reason.of(lang) for rule in study.analysis.exclusions]
        return method_blocks(self.view, plan=plan_sentence(self.held, view=self.view), exclusions=reasons)

    def hire_method(self) -> Blocks:
        """The choices behind every number about what followed, and the methods with their sources."""
        return hire_method_blocks(self.view)

    def trend(self) -> Blocks:
        """The TREND checklist, item by item, computed from the study and from what was shown."""
        selected = self.view.selected
        before = None if self.held is None else not self.held.plan.after_reception
        shown = tidy.results(selected)
        return trend_blocks(Evidence(selected.study, shown, self.build.tables, before), lang=self.view.lang)
