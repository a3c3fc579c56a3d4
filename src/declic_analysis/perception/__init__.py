"""Contract tables to result frames: did minds change, on whom, and how sure is it?

Every function takes the `responses` table first and returns a tidy frame, before disclosure control: nothing of it may
be shown until `disclosure` has published it.
"""

from declic_analysis.perception.attrition import first_answer_groups, shift_range, stayers_and_leavers, weighted_shift
from declic_analysis.perception.audience_gap import audience_gap
from declic_analysis.perception.change_model import change_model
from declic_analysis.perception.collection import collection_goal, collection_status
from declic_analysis.perception.comparison import group_comparison
from declic_analysis.perception.distribution import distribution
from declic_analysis.perception.flow import collection_flow
from declic_analysis.perception.gap_change import gap_change
from declic_analysis.perception.heterogeneity import heterogeneity
from declic_analysis.perception.mirrors import mirror_items
from declic_analysis.perception.pairs import pairs
from declic_analysis.perception.participations import middle_of_collection
from declic_analysis.perception.planning import TARGETS, campaign_needs, power_curve
from declic_analysis.perception.pooling import action_shift, format_shift
from declic_analysis.perception.scales import scale_items, scale_reliability, scale_stability
from declic_analysis.perception.shift import paired_shift, person_shift
from declic_analysis.perception.single_wave import wave_level
from declic_analysis.perception.unpaired import partly_paired, unpaired_shift
from declic_analysis.perception.waves import shift_by_waves

__all__ = [
    "TARGETS",
    "action_shift",
    "audience_gap",
    "campaign_needs",
    "change_model",
    "collection_flow",
    "collection_goal",
    "collection_status",
    "distribution",
    "first_answer_groups",
    "format_shift",
    "gap_change",
    "group_comparison",
    "heterogeneity",
    "middle_of_collection",
    "mirror_items",
    "paired_shift",
    "pairs",
    "partly_paired",
    "person_shift",
    "power_curve",
    "scale_items",
    "scale_reliability",
    "scale_stability",
    "shift_by_waves",
    "shift_range",
    "stayers_and_leavers",
    "unpaired_shift",
    "wave_level",
    "weighted_shift",
]
