"""What followed the encounters, as a notebook shows it: one method, one thing on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis.reports.blocks import Block, Blocks, paragraph
from declic_analysis.reports.hiring.attribution import attribution_blocks
from declic_analysis.reports.hiring.times import cohorts_blocks, speeds_blocks, times_blocks, windows_blocks

if TYPE_CHECKING:
    from declic_analysis.reports.results import View


class HireReading:
    """The part of a `Reading` that is about applications, immersions and hires."""

    view: View

    def hires(self) -> Block:
        """What followed the encounters: not stated as long as no register comes with the study."""
        return paragraph(self.view.say("hires_unknown"), kind="absent")

    def hire_windows(self) -> Blocks:
        """Known hires within fixed times, of the people whose time has run out."""
        return windows_blocks(self.view)

    def time_to_hire(self) -> Blocks:
        """What becomes of the people met, day by day, and how long a hire takes."""
        return times_blocks(self.view)

    def hire_cohorts(self) -> Blocks:
        """Cohorts of encounter by months since."""
        return cohorts_blocks(self.view)

    def hire_speeds(self) -> Blocks:
        """Formats and territories side by side: who is hired, how fast."""
        return speeds_blocks(self.view)

    def attribution(self) -> Blocks:
        """How the known hires are shared between the formats met before them, model by model: a contribution."""
        return attribution_blocks(self.view)
