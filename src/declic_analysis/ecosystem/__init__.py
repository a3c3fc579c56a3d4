"""Who takes part, how often, with whom: registers → result frames. One method family a file."""

from declic_analysis.ecosystem.ambassadors import (
    ambassador_actions,
    ambassador_pipeline,
    ambassador_roster,
    led_actions,
)
from declic_analysis.ecosystem.diagnosis import jobs_to_fill, shared_diagnosis
from declic_analysis.ecosystem.loyalty import partnership_survival, repeat_participation
from declic_analysis.ecosystem.network import (
    grouped_links,
    link_change_counts,
    link_changes,
    links,
    network,
    network_summary,
    partner_list,
)
from declic_analysis.ecosystem.participation import participation
from declic_analysis.ecosystem.periods import periods
from declic_analysis.ecosystem.presence import presence, sides_of
from declic_analysis.ecosystem.targeting import visit_answers, visit_profiles, visit_targeting
from declic_analysis.ecosystem.trajectories import period_counts, trajectories
from declic_analysis.ecosystem.videos import (
    LEAST_VIDEOS,
    video_spans,
    videos_by_company,
    videos_over_time,
    views_around_showings,
)

__all__ = [
    "LEAST_VIDEOS",
    "ambassador_actions",
    "ambassador_pipeline",
    "ambassador_roster",
    "grouped_links",
    "jobs_to_fill",
    "led_actions",
    "link_change_counts",
    "link_changes",
    "links",
    "network",
    "network_summary",
    "participation",
    "partner_list",
    "partnership_survival",
    "period_counts",
    "periods",
    "presence",
    "repeat_participation",
    "shared_diagnosis",
    "sides_of",
    "trajectories",
    "video_spans",
    "videos_by_company",
    "videos_over_time",
    "views_around_showings",
    "visit_answers",
    "visit_profiles",
    "visit_targeting",
]
