"""What people write and say, as a notebook shows it: one method, one thing on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis.reports.testimony import sections

if TYPE_CHECKING:
    from declic_analysis.reports.blocks import Blocks
    from declic_analysis.reports.results import View


class TestimonyReading:
    """The part of a `Reading` that is about free answers, interviews and observations."""

    view: View

    def free_answers(self) -> Blocks:
        """How many answers there are, and on whose word their themes are known."""
        return sections.coded_blocks(self.view)

    def themes(self) -> Blocks:
        """What people speak of more, or less, afterwards: a figure and a table an audience."""
        return sections.theme_blocks(self.view)

    def theme_levels(self) -> Blocks:
        """What people speak of after the action, whether or not they wrote before."""
        return sections.level_blocks(self.view)

    def key_words(self) -> Blocks:
        """Words that one audience uses more than the other."""
        return sections.word_blocks(self.view)

    def quotes(self) -> Blocks:
        """A voice a theme, chosen by rule among those who allowed it."""
        return sections.quote_blocks(self.view)

    def figures_beside_words(self) -> Blocks:
        """Questions and free answers side by side: they agree, diverge, or it is not known."""
        return sections.beside_blocks(self.view)

    def conversations(self) -> Blocks:
        """Interviews, groups and observations: who was heard, and of what they speak."""
        return sections.testimony_blocks(self.view)

    def coding_quality(self) -> Blocks:
        """How well themes are recognised, on the answers that a person coded."""
        return sections.quality_blocks(self.view)

    def verbatims_page(self) -> Blocks:
        """For the evaluation review: one figure, its sentences, one caveat; the voice is on the first page."""
        return sections.page_blocks(self.view)
