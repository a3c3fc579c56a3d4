"""The printed rule of lasting and transitional jobs, case by case."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis.conversions.quality import job_quality
from declic_analysis.vocabulary import Contract

RULE = [
    ("cdi", None, "a", "durable"),
    ("creation", None, None, "durable"),
    ("tenure", None, None, "durable"),
    ("cdd_long", None, "a", "durable"),
    ("cdd_long", 6, "a", "durable"),
    ("cdd_long", 3, "a", "unknown"),  # the length contradicts the kind
    ("cdd_short", None, "a", "transition"),
    ("cdd_short", 5.9, "a", "transition"),
    ("cdd_short", 6, "a", "unknown"),
    ("interim", 6, "a", "durable"),  # exactly six months: lasting
    ("interim", 5.9, "a", "transition"),
    ("interim", None, "a", "unknown"),  # unstated, not short
    ("aided", 12, "a", "transition"),
    ("aided", 12, "insertion", "positive"),
    ("aided", None, None, "transition"),
    ("alternance", 24, "a", "positive"),
    ("insertion", 4, "insertion", "positive"),
    ("other", 24, "a", "unknown"),
    (None, 12, "a", "unknown"),
]


@pytest.mark.parametrize("dtypes", [{}, {"contract": "string", "months": "Float64", "structure": "string"}])
def test_the_rule(dtypes: dict[str, str]) -> None:
    hires = pd.DataFrame([row[:3] for row in RULE], columns=["contract", "months", "structure"]).astype(dtypes)
    structures = pd.DataFrame({"structure": ["a", "insertion"], "siae_kind": [None, "EI"]}).astype("string")
    found = job_quality(hires, structures=structures)
    assert found.tolist() == [row[3] for row in RULE]
    assert {row[0] for row in RULE if row[0]} == set(Contract.codes())
    assert job_quality(hires.iloc[:0]).empty
