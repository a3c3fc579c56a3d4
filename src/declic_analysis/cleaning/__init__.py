"""df → df bricks, used with `.pipe`: which rows count, which level each cell is, and the ledger that adds up."""

from __future__ import annotations

from declic_analysis.cleaning.answers import clean_answers
from declic_analysis.cleaning.ledger import ledger_balances
from declic_analysis.cleaning.reshape import to_long
from declic_analysis.cleaning.rows import clean_rows
from declic_analysis.cleaning.scales import middle_use, refuse_missing_middle, refuse_other_scales

__all__ = [
    "clean_answers",
    "clean_rows",
    "ledger_balances",
    "middle_use",
    "note_label",
    "refuse_missing_middle",
    "refuse_other_scales",
    "to_long",
]
