"""Who takes part, how often, with whom: registers → result frames. One method family a file."""

from declic_analysis.ecosystem.participation import participation

__all__ = ["participation"]
