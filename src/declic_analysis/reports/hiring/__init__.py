"""What followed the encounters, as a notebook shows it: one method, one thing on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis.reports.blocks import Block, Blocks, paragraph
from declic_analysis.reports.hiring.attribution import attribution_blocks

if TYPE_CHECKING:
    from declic_analysis.reports.results import View


class HireReading:
    """The part of a `Reading` that is about applications, immersions and hires."""

    view: View

    def hires(self) -> Block:
        """What followed the encounters: not stated as long as no register comes with the study."""
        return paragraph(self.view.say("hires_unknown"), kind="absent")

    def attribution(self) -> Blocks:
        """How the known hires are shared between the formats met before them, model by model: a contribution."""
        return attribution_blocks(self.view)
