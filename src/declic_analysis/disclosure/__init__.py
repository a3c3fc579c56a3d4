"""The publication gate: what may be shown of a result frame. Nothing else decides, and nothing passes beside it.

Rules: docs/decisions/0003-publication-gate.md. Pure functions; a suppressed row stays, with its reason and no number.
"""

from declic_analysis.disclosure.ambassadors import (
    publish_ambassadors,
    publish_led,
    publish_showings,
    publish_video_companies,
    publish_videos,
)
from declic_analysis.disclosure.annex import publish_scales, publish_stayers
from declic_analysis.disclosure.attribution import publish_attribution
from declic_analysis.disclosure.attrition import publish_range
from declic_analysis.disclosure.comparison import publish_group_comparison
from declic_analysis.disclosure.designs import (
    publish_first_answers,
    publish_level,
    publish_partly_paired,
    publish_unpaired,
)
from declic_analysis.disclosure.diagnosis import publish_diagnosis, publish_jobs
from declic_analysis.disclosure.distribution import publish_distribution
from declic_analysis.disclosure.flow import COLLECTED, publish_flow
from declic_analysis.disclosure.gap import publish_audience_gap, publish_gap_change
from declic_analysis.disclosure.heterogeneity import publish_heterogeneity
from declic_analysis.disclosure.hire_comparison import (
    publish_hire_balance,
    publish_hire_comparison,
    publish_hire_overlap,
)
from declic_analysis.disclosure.hire_times import (
    publish_curve,
    publish_delays,
    publish_speeds,
    publish_triangle,
    publish_windows,
)
from declic_analysis.disclosure.jobs import publish_cost, publish_exits, publish_lasting, publish_quality
from declic_analysis.disclosure.marks import MARKS, SPLITS
from declic_analysis.disclosure.models import publish_actions, publish_formats, publish_model
from declic_analysis.disclosure.outlook import publish_outlook, publish_reliability
from declic_analysis.disclosure.over_time import DIFFERENCES, publish_over_time
from declic_analysis.disclosure.participation import publish_participation
from declic_analysis.disclosure.partners import (
    UNNAMED,
    publish_link_changes,
    publish_links,
    publish_loyalty,
    publish_network,
    publish_partner_list,
    publish_partner_periods,
    publish_partner_survival,
    publish_standings,
)
from declic_analysis.disclosure.rates import publish_control, publish_rates, publish_strata
from declic_analysis.disclosure.rules import KINDS, Published, Rules, require_published, rules_for
from declic_analysis.disclosure.shift import FAVOURABLE, FLOW_COUNTS, MEANS, TELLS_FLOW, pooled_audiences, publish_shift
from declic_analysis.disclosure.steps import (
    publish_chain,
    publish_history,
    publish_refusals,
    publish_steps,
    publish_stops,
)
from declic_analysis.disclosure.taken_part import publish_taken_part
from declic_analysis.disclosure.targeting import (
    publish_targeting,
    publish_visit_chances,
    publish_visit_importance,
    publish_visit_profiles,
    publish_visit_reliability,
)
from declic_analysis.disclosure.words import (
    publish_beside,
    publish_coding,
    publish_key_words,
    publish_quotes,
    publish_records,
    publish_testimonies,
    publish_theme_level,
    publish_themes,
)

__all__ = [
    "COLLECTED",
    "DIFFERENCES",
    "FAVOURABLE",
    "FLOW_COUNTS",
    "KINDS",
    "MARKS",
    "MEANS",
    "SPLITS",
    "TELLS_FLOW",
    "UNNAMED",
    "Published",
    "Rules",
    "pooled_audiences",
    "publish_actions",
    "publish_ambassadors",
    "publish_attribution",
    "publish_audience_gap",
    "publish_beside",
    "publish_chain",
    "publish_coding",
    "publish_control",
    "publish_cost",
    "publish_curve",
    "publish_delays",
    "publish_diagnosis",
    "publish_distribution",
    "publish_exits",
    "publish_first_answers",
    "publish_flow",
    "publish_formats",
    "publish_gap_change",
    "publish_group_comparison",
    "publish_heterogeneity",
    "publish_hire_balance",
    "publish_hire_comparison",
    "publish_hire_overlap",
    "publish_history",
    "publish_jobs",
    "publish_key_words",
    "publish_lasting",
    "publish_led",
    "publish_level",
    "publish_link_changes",
    "publish_links",
    "publish_loyalty",
    "publish_model",
    "publish_network",
    "publish_outlook",
    "publish_over_time",
    "publish_participation",
    "publish_partly_paired",
    "publish_partner_list",
    "publish_partner_periods",
    "publish_partner_survival",
    "publish_quality",
    "publish_quotes",
    "publish_range",
    "publish_rates",
    "publish_records",
    "publish_refusals",
    "publish_reliability",
    "publish_scales",
    "publish_shift",
    "publish_showings",
    "publish_speeds",
    "publish_standings",
    "publish_stayers",
    "publish_steps",
    "publish_stops",
    "publish_strata",
    "publish_taken_part",
    "publish_targeting",
    "publish_testimonies",
    "publish_theme_level",
    "publish_themes",
    "publish_triangle",
    "publish_unpaired",
    "publish_video_companies",
    "publish_videos",
    "publish_visit_chances",
    "publish_visit_importance",
    "publish_visit_profiles",
    "publish_visit_reliability",
    "publish_windows",
    "require_published",
    "rules_for",
]
