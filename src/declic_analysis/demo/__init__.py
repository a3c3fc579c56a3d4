"""Fictitious raw exports with a known truth, on the published sizes of the programme, and the guard of their folder."""

from __future__ import annotations

from declic_analysis.demo.exports import write_exports
from declic_analysis.demo.fiction import refuse_foreign_files
from declic_analysis.demo.study_file import declic_study_text, demo_study_text

__all__ = ["declic_study_text", "demo_study_text", "refuse_foreign_files", "write_exports"]
