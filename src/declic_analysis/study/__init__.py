"""`study.yaml` → `Study`: everything a programme, its questionnaire and its raw files need to be read, with no code."""

from __future__ import annotations

from declic_analysis.study.loading import load_study, parse_study
from declic_analysis.study.model import SCHEMA_VERSION, Study, json_schema

__all__ = ["SCHEMA_VERSION", "Study", "json_schema", "load_study", "parse_study"]
