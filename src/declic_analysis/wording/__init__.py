"""Numbers, dates and sentences in French and English; all that a reader reads comes from here."""

from __future__ import annotations

from declic_analysis.wording.ambassadors import (
    led_sentence,
    pipeline_notes,
    roster_sentence,
    showings_sentences,
    videos_sentence,
)
from declic_analysis.wording.answered import answered
from declic_analysis.wording.attribution import attribution_sentences, model_sentences
from declic_analysis.wording.comparison import (
    clustered_note,
    comparison_intro,
    comparison_limits,
    comparison_sentences,
    difference_name,
)
from declic_analysis.wording.convergence import ORDER as GAP_ORDER
from declic_analysis.wording.convergence import both_views
from declic_analysis.wording.designs import apart_line, cautious, gap_label, unpaired_reminder
from declic_analysis.wording.done import OF_ACTIONS, reached
from declic_analysis.wording.first_page import FirstPage, Section, first_page
from declic_analysis.wording.formats import day, days, decimal, euros, integer, interval, percent, points
from declic_analysis.wording.glossary import glossary
from declic_analysis.wording.heterogeneity import grouping_sentences, landmark_sentence
from declic_analysis.wording.hire_comparison import (
    hire_comparison_sentences,
    hires_intro,
    hires_limits,
)
from declic_analysis.wording.hire_times import delay_sentences, grouping_label, speed_sentence, times_basis
from declic_analysis.wording.history import figure_difference, figure_name, figure_value
from declic_analysis.wording.outlook import outlook_assessment, outlook_off, outlook_sentences
from declic_analysis.wording.partners import (
    loyalty_sentences,
    network_sentences,
    periods_notes,
    standing_names,
    survival_sentences,
)
from declic_analysis.wording.rates import (
    control_sentences,
    exits_sentence,
    rates_sentences,
    strata_sentence,
    strata_warnings,
)
from declic_analysis.wording.sentences import (
    design_label,
    notes,
    prudence,
    suppressed_sentence,
    territory_caveat,
    verdict_sentence,
    verdict_sentences,
)
from declic_analysis.wording.steps import follow_ups, step_group, steps_basis

__all__ = [
    "GAP_ORDER",
    "OF_ACTIONS",
    "FirstPage",
    "Section",
    "answered",
    "apart_line",
    "attribution_sentences",
    "both_views",
    "cautious",
    "clustered_note",
    "comparison_intro",
    "comparison_limits",
    "comparison_sentences",
    "control_sentences",
    "day",
    "days",
    "decimal",
    "delay_sentences",
    "design_label",
    "difference_name",
    "euros",
    "exits_sentence",
    "figure_difference",
    "figure_name",
    "figure_value",
    "first_page",
    "follow_ups",
    "gap_label",
    "glossary",
    "grouping_label",
    "grouping_sentences",
    "hire_comparison_sentences",
    "hires_intro",
    "hires_limits",
    "integer",
    "interval",
    "landmark_sentence",
    "led_sentence",
    "loyalty_sentences",
    "model_sentences",
    "network_sentences",
    "notes",
    "outlook_assessment",
    "outlook_off",
    "outlook_sentences",
    "percent",
    "periods_notes",
    "pipeline_notes",
    "points",
    "prudence",
    "rates_sentences",
    "reached",
    "roster_sentence",
    "showings_sentences",
    "speed_sentence",
    "standing_names",
    "step_group",
    "steps_basis",
    "strata_sentence",
    "strata_warnings",
    "suppressed_sentence",
    "survival_sentences",
    "territory_caveat",
    "times_basis",
    "unpaired_reminder",
    "verdict_sentence",
    "verdict_sentences",
    "videos_sentence",
]
