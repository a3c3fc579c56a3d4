"""One file a survey tool: what it writes of its own, and how a file of it is recognised."""

from __future__ import annotations

from declic_analysis.ingest.adapters.base import Adapter, DraftRule
from declic_analysis.ingest.adapters.registry import ADAPTERS, Recognition, adapter_for, evidence, recognise_tool

__all__ = ["ADAPTERS", "Adapter", "DraftRule", "Recognition", "adapter_for", "evidence", "recognise_tool"]
