"""Arrays to numbers: intervals, exact tests, verdicts. Knows nothing of studies or surveys.

One method family a file; import the one you need, e.g. ``declic_analysis.statistics.paired_proportions``.
"""
