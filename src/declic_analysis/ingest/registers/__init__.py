"""Plain sheets (actions, attendances, hires, costs …) → typed cells without identities."""

from __future__ import annotations

from declic_analysis.ingest.registers.finding import Found, RegisterFile, find_registers, sheet_titles
from declic_analysis.ingest.registers.known import Known
from declic_analysis.ingest.registers.reading import RegisterIntake, TakenRegister, named, take_register

__all__ = [
    "Found",
    "Known",
    "RegisterFile",
    "RegisterIntake",
    "TakenRegister",
    "find_registers",
    "named",
    "sheet_titles",
    "take_register",
]
