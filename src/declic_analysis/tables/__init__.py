"""Published results, records and declarations as display tables."""

from __future__ import annotations

from declic_analysis.tables.ambassadors import (
    led_table,
    roster_table,
    showings_table,
    video_companies_table,
    videos_table,
)
from declic_analysis.tables.annex import scales_table, stayers_table
from declic_analysis.tables.attrition import range_table
from declic_analysis.tables.collecting import collection_table, goal_table, needs_table
from declic_analysis.tables.comparison import comparison_table, lost_table
from declic_analysis.tables.convergence import audience_gap_table, gap_table
from declic_analysis.tables.declared import claims_table, framework_table, published_figures_table
from declic_analysis.tables.designs import first_answers_table, level_table, partly_paired_table, unpaired_table
from declic_analysis.tables.diagnosis import diagnosis_table
from declic_analysis.tables.hire_comparison import hire_comparison_table
from declic_analysis.tables.hire_times import speeds_table, triangle_table, windows_table
from declic_analysis.tables.jobs import cost_table, lasting_table, quality_table, strata_table
from declic_analysis.tables.markup import to_html
from declic_analysis.tables.models import actions_table, formats_table, model_table
from declic_analysis.tables.over_time import since_table
from declic_analysis.tables.partners import (
    changes_table,
    loyalty_table,
    partner_table,
    periods_table,
    standings_table,
    survival_table,
)
from declic_analysis.tables.records import corrections_table, ledger_table, quarantine_table
from declic_analysis.tables.results import distribution_table, flow_table, shift_table
from declic_analysis.tables.steps import (
    chain_table,
    history_table,
    losses_table,
    steps_by_table,
    steps_table,
    stops_table,
)
from declic_analysis.tables.targeting import chances_table, taken_table, visit_rows, visits_table
from declic_analysis.tables.words import (
    beside_table,
    coding_table,
    key_words_table,
    record_themes_table,
    records_table,
    theme_level_table,
    themes_table,
)

__all__ = [
    "actions_table",
    "audience_gap_table",
    "beside_table",
    "chain_table",
    "chances_table",
    "changes_table",
    "claims_table",
    "coding_table",
    "collection_table",
    "comparison_table",
    "corrections_table",
    "cost_table",
    "diagnosis_table",
    "distribution_table",
    "first_answers_table",
    "flow_table",
    "formats_table",
    "framework_table",
    "gap_table",
    "goal_table",
    "hire_comparison_table",
    "history_table",
    "key_words_table",
    "lasting_table",
    "led_table",
    "ledger_table",
    "level_table",
    "losses_table",
    "lost_table",
    "loyalty_table",
    "model_table",
    "needs_table",
    "partly_paired_table",
    "partner_table",
    "periods_table",
    "published_figures_table",
    "quality_table",
    "quarantine_table",
    "range_table",
    "record_themes_table",
    "records_table",
    "roster_table",
    "scales_table",
    "shift_table",
    "showings_table",
    "since_table",
    "speeds_table",
    "standings_table",
    "stayers_table",
    "steps_by_table",
    "steps_table",
    "stops_table",
    "strata_table",
    "survival_table",
    "taken_table",
    "theme_level_table",
    "themes_table",
    "to_html",
    "triangle_table",
    "unpaired_table",
    "video_companies_table",
    "videos_table",
    "visit_rows",
    "visits_table",
    "windows_table",
]
