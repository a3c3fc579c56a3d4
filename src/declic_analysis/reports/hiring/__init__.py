"""What followed the encounters, as a notebook shows it: one method, one thing on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from declic_analysis.reports.blocks import Blocks
from declic_analysis.reports.hiring import jobs, rates, steps
from declic_analysis.reports.hiring.attribution import attribution_blocks
from declic_analysis.reports.hiring.comparing import hire_comparison_blocks
from declic_analysis.reports.hiring.outlook import outlook_blocks
from declic_analysis.reports.hiring.times import cohorts_blocks, speeds_blocks, times_blocks, windows_blocks

if TYPE_CHECKING:
    from declic_analysis.reports.results import View


class HireReading:
    """The part of a `Reading` that is about applications, immersions and hires."""

    view: View
    diffusion: str

    def hires(self) -> Blocks:
        """Steps from the encounter to the job, of persons; "not stated" as long as no register comes with the study."""
        return steps.hires_blocks(self.view)

    def hire_register(self) -> Blocks:
        """How many people the registers follow, from which day, up to which day."""
        return steps.register_blocks(self.view)

    def hire_faults(self) -> Blocks:
        """What the registers of steps and hires contradict, and what is done with it."""
        return steps.history_blocks(self.view, diffusion=self.diffusion)

    def hire_chain(self) -> Blocks:
        """How many journeys have the whole chain person → prescriber → company → action."""
        return steps.chain_blocks(self.view)

    def application_steps(self) -> Blocks:
        """The same steps, of applications (person × company)."""
        return steps.steps_blocks(self.view, unit=steps.APPLICATION)

    def hires_by_group(self) -> Blocks:
        """Steps by territory, format, kind of prescriber, structure, job domain, month of the encounter."""
        return steps.grouped_blocks(self.view)

    def stops(self) -> Blocks:
        """Where people without a known hire stand: last step recorded, then outcome."""
        return steps.stops_blocks(self.view)

    def losses(self) -> Blocks:
        """What closed applications without a hire, by the reason that the register codes."""
        return steps.losses_blocks(self.view)

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

    def format_rates(self) -> Blocks:
        """Share of people with a known hire, format by format, raw and shrunken."""
        return rates.rates_blocks(self.view, by="format")

    def action_rates(self) -> Blocks:
        """The same, action by action."""
        return rates.rates_blocks(self.view, by="action")

    def structure_rates(self) -> Blocks:
        """Share of applications with a known hire, company by company, raw and shrunken."""
        return rates.rates_blocks(self.view, by="structure")

    def prescriber_rates(self) -> Blocks:
        """Share of people with a known hire, by prescribing structure, raw and shrunken."""
        return rates.rates_blocks(self.view, by="prescriber")

    def control_chart(self) -> Blocks:
        """Companies against the limits that chance alone would keep them in."""
        return rates.control_blocks(self.view)

    def strata(self) -> Blocks:
        """Whether the total says the same as its parts, with a warning where it does not."""
        return rates.strata_blocks(self.view)

    def job_quality(self) -> Blocks:
        """Lasting and transitional jobs among the known hires, with the rule."""
        return jobs.quality_blocks(self.view)

    def still_employed(self) -> Blocks:
        """Still employed 3 and 6 months after the contract began."""
        return jobs.lasting_blocks(self.view)

    def hire_costs(self) -> Blocks:
        """Full cost per known hire, where the study states costs."""
        return jobs.cost_blocks(self.view)

    def outlook(self) -> Blocks:
        """Hires expected among open applications, in number; off without an impact assessment."""
        return outlook_blocks(self.view)

    def hire_comparison(self) -> Blocks:
        """Hires of the programme's group beside those of the comparison group; without one, what would be needed."""
        return hire_comparison_blocks(self.view)
