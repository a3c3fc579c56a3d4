"""Registers, cleaned: which rows count, what they add to the contract tables, and where each row and cell went."""

from __future__ import annotations

from declic_analysis.cleaning.registers.checks import Finding, cross_checks
from declic_analysis.cleaning.registers.ledger import register_ledger, register_quarantine
from declic_analysis.cleaning.registers.rows import clean_register
from declic_analysis.cleaning.registers.tables import register_tables

__all__ = [
    "Finding",
    "clean_register",
    "cross_checks",
    "register_ledger",
    "register_quarantine",
    "register_tables",
]
