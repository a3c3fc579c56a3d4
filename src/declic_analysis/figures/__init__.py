"""Published results as figures (scatter and bar traces only), each with its words and its table."""

from __future__ import annotations

from declic_analysis.figures.ambassadors import pipeline_figure, videos_figure
from declic_analysis.figures.attribution import attribution_figure
from declic_analysis.figures.chances import chances_figure, importance_figure, visit_reliability_figure
from declic_analysis.figures.comparison import comparison_figure
from declic_analysis.figures.control import control_figure
from declic_analysis.figures.convergence import convergence_figure
from declic_analysis.figures.designs import level_figure, unpaired_figure
from declic_analysis.figures.diagnosis import diagnosis_figure
from declic_analysis.figures.flow import flow_figure
from declic_analysis.figures.formats import formats_figure
from declic_analysis.figures.groups import groups_figure
from declic_analysis.figures.hire_comparison import balance_figure, overlap_figure
from declic_analysis.figures.hire_times import incidence_figure
from declic_analysis.figures.likert import likert_figure
from declic_analysis.figures.links import fits, links_figure, links_table, turned
from declic_analysis.figures.net_shift import net_shift_figure
from declic_analysis.figures.over_time import over_time_figure
from declic_analysis.figures.partners import changes_figure, periods_figure
from declic_analysis.figures.picture import Picture
from declic_analysis.figures.power import power_figure
from declic_analysis.figures.rates import rates_figure
from declic_analysis.figures.reliability import reliability_figure
from declic_analysis.figures.steps import losses_figure, steps_figure, stops_figure
from declic_analysis.figures.taken import absence_figure, taken_figure
from declic_analysis.figures.template import template
from declic_analysis.figures.themes import themes_figure
from declic_analysis.figures.visits import visits_figure

__all__ = [
    "Picture",
    "absence_figure",
    "attribution_figure",
    "balance_figure",
    "chances_figure",
    "changes_figure",
    "comparison_figure",
    "control_figure",
    "convergence_figure",
    "diagnosis_figure",
    "fits",
    "flow_figure",
    "formats_figure",
    "groups_figure",
    "importance_figure",
    "incidence_figure",
    "level_figure",
    "likert_figure",
    "links_figure",
    "links_table",
    "losses_figure",
    "net_shift_figure",
    "over_time_figure",
    "overlap_figure",
    "periods_figure",
    "pipeline_figure",
    "power_figure",
    "rates_figure",
    "reliability_figure",
    "steps_figure",
    "stops_figure",
    "taken_figure",
    "template",
    "themes_figure",
    "turned",
    "unpaired_figure",
    "videos_figure",
    "visit_reliability_figure",
    "visits_figure",
]
