"""`study.yaml` → `Study`: everything a programme, its questionnaire and its raw files need to be read, with no code."""

from __future__ import annotations

from declic_analysis.study.loading import FILE, WORKBOOK, load_study, parse_study, to_yaml
from declic_analysis.study.model import SCHEMA_VERSION, Study, json_schema, json_schema_text

STUDY_FILES = (FILE, WORKBOOK)  # either declares a study

__all__ = [
    "SCHEMA_VERSION",
    "STUDY_FILES",
    "Study",
    "json_schema",
    "json_schema_text",
    "load_study",
    "parse_study",
    "to_yaml",
]
