"""Parameters → papermill → one offline page → manifest. `reports.reading` is what notebooks import."""

from __future__ import annotations

from declic_analysis.reports.making import ReportPaths, report
from declic_analysis.reports.runner import Run, run

__all__ = ["ReportPaths", "Run", "report", "run"]
