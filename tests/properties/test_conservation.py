"""The conservation law under random dirt: every raw row and cell is in one place, whatever the cells hold."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from declic_analysis import pipeline
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import parse_study

STUDY = parse_study("""
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{id: tous, label: Tous}]
territories: [{id: nord, label: Nord}]
scales:
  - id: accord
    favourable_from: 3
    levels: [{label: Non}, {label: Moyen}, {label: Oui}]
    non_substantive: [{id: dont_know, label: NSP}]
constructs: [{id: c, label: C}]
items:
  - {id: q1, construct: c, scale: accord, audiences: [tous], wording: A}
  - {id: q2, construct: c, scale: accord, audiences: [tous], wording: B}
sources:
  - id: s
    files: "*.csv"
    tool: generic
    audience: tous
    territory: {column: Territoire}
    person: {columns: [Code], pattern: "[a-z]{2}"}
    answers: {before: {q1: Q1}, after: {q2: Q2}}
""")
HEADER = ["Code", "Territoire", "Q1", "Q2", "Autre"]
CELL = st.one_of(
    st.sampled_from(["", "ab", "cd", "nord", "Nord ", "sud", "Oui", "oui", "Non", "moyen.", "NSP", "=1", "3 - Oui"]),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8),
)
ROWS = st.lists(st.lists(CELL, min_size=5, max_size=5), max_size=12)


def ledger_of(data: bytes) -> tuple[int, bool]:
    """Raw rows counted, and whether everything adds up."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.csv").write_bytes(data)
        ledger = pipeline.read(STUDY, raw=Path(folder), key=FICTION_KEY).tables["ledger"]
    raw = ledger[(ledger["unit"] == "row") & (ledger["category"] == "raw")]["n"].sum()
    return int(raw), pipeline.ledger_balances(ledger)


def as_csv(rows: list[list[str]], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows([HEADER, *rows])
    return out.getvalue()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, separator=st.sampled_from(";,\t|"), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_every_row_and_cell_is_in_one_place(rows: list[list[str]], separator: str, encoding: str) -> None:
    raw, balances = ledger_of(as_csv(rows, separator).encode(encoding))
    assert raw == len(rows)
    assert balances
