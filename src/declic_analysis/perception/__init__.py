"""Contract tables to result frames: did minds change, on whom, and how sure is it?

Every function takes the `responses` table first and returns a tidy frame, before disclosure control: nothing of it may
be shown until `disclosure` has published it.
"""

from declic_analysis.perception.audience_gap import audience_gap
from declic_analysis.perception.distribution import distribution
from declic_analysis.perception.flow import collection_flow
from declic_analysis.perception.gap_change import gap_change
from declic_analysis.perception.mirrors import mirror_items
from declic_analysis.perception.pairs import pairs
from declic_analysis.perception.planning import campaign_needs, power_curve
from declic_analysis.perception.scales import scale_items, scale_reliability, scale_stability
from declic_analysis.perception.shift import paired_shift, person_shift

__all__ = [
    "audience_gap",
    "campaign_needs",
    "collection_flow",
    "distribution",
    "gap_change",
    "mirror_items",
    "paired_shift",
    "pairs",
    "person_shift",
    "power_curve",
    "scale_items",
    "scale_reliability",
    "scale_stability",
]
