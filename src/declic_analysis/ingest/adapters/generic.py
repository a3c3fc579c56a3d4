"""Any other table: a hand-kept sheet, Sphinx, SurveyMonkey. The study names its columns; nothing is supposed."""

from __future__ import annotations

from declic_analysis.ingest.adapters.base import Adapter
from declic_analysis.ingest.headers import HeaderForms
from declic_analysis.vocabulary import Tool

GENERIC = Adapter(tool=Tool.GENERIC, needed=0, forms=HeaderForms(options=(("[", "]"), ("(", ")"))))
