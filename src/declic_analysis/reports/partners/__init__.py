"""Partners, ambassadors and videos, as a notebook shows them: one method, one thing on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis.reports.blocks import Blocks
from declic_analysis.reports.partners import filmed, leading, listed, network, overtime, pages
from declic_analysis.reports.results import by_audience

if TYPE_CHECKING:
    from declic_analysis.reports.results import View


class PartnersReading:
    """The part of a `Reading` that is about structures, ambassadors and videos."""

    view: View
    diffusion: str

    def ecosystem_page(self) -> Blocks:
        """Structures over time, loyalty and links in short: the impact report's page."""
        return pages.ecosystem_blocks(self.view)

    def ambassadors_videos_page(self) -> Blocks:
        """Ambassadors and videos in short: the impact report's page."""
        return pages.ambassadors_videos_blocks(self.view)

    def partner_periods(self) -> Blocks:
        """Structures new, back, not seen any more, period by period."""
        return overtime.periods_blocks(self.view)

    def partner_loyalty(self) -> Blocks:
        """Whether structures come again, and how long a partnership lasts."""
        return overtime.loyalty_blocks(self.view)

    def partner_network(self) -> Blocks:
        """Which prescribing structures and companies shared an action."""
        return network.network_blocks(self.view, diffusion=self.diffusion)

    def partner_links(self) -> Blocks:
        """Links kept, new and not seen again from one period to the next."""
        return network.changes_blocks(self.view)

    def partner_list(self) -> Blocks:
        """The structures of each territory, as partners may read it."""
        return listed.list_blocks(self.view, diffusion=self.diffusion)

    def partner_page(self) -> Blocks:
        """The page that partners may be shown: names and thresholds of the outside, whatever the circulation asked."""
        return listed.page_blocks(self.view)

    def ambassadors(self) -> Blocks:
        """Ambassadors from volunteer to active."""
        return leading.ambassador_blocks(self.view)

    def ambassador_actions(self) -> Blocks:
        """Actions that an ambassador led, and people met there."""
        return leading.led_blocks(self.view)

    def ambassador_shift(self) -> Blocks:
        """Change in the actions that an ambassador led, beside the others."""
        return by_audience(self.view, leading.shift_blocks)

    def videos(self) -> Blocks:
        """Views of the videos over time."""
        return filmed.videos_blocks(self.view)

    def videos_by_company(self) -> Blocks:
        """The same company by company."""
        return filmed.companies_blocks(self.view, diffusion=self.diffusion)

    def videos_shown(self) -> Blocks:
        """Views around the actions where videos were shown."""
        return filmed.showings_blocks(self.view)
