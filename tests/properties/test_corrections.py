"""A file corrected through the workbook reads as a file that held the right values from the start."""

from __future__ import annotations

import tempfile
from pathlib import Path

import openpyxl
import pandas as pd
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
scales: [{id: a, favourable_from: 3, levels: [{label: Non}, {label: Moyen}, {label: Oui}]}]
constructs: [{id: c, label: C}]
items:
  - {id: q1, construct: c, scale: a, audiences: [tous], wording: A}
  - {id: q2, construct: c, scale: a, audiences: [tous], wording: B}
sources:
  - id: s
    files: "a.csv"
    tool: generic
    audience: tous
    territory: {column: Territoire}
    person: {columns: [Code]}
    answers: {before: {q1: Q1, q2: Q2}}
""")
WRONG = st.sampled_from(["Ouais", "=1+1", "@x", "12/25", "peut-être ?", "  bof ", "Ça dépend", "_x0041_"])
LABEL = st.sampled_from(["Non", "Moyen", "Oui"])
CELL = st.tuples(LABEL, st.one_of(st.none(), WRONG))  # the right value, and what stands there instead
ROW = st.tuples(st.one_of(st.none(), st.just("lune")), CELL, CELL)


def csv_of(rows: list[tuple], *, dirty: bool) -> str:
    lines = ["Code;Territoire;Q1;Q2"]
    for k, (place, *cells) in enumerate(rows):
        texts = [wrong if dirty and wrong is not None else right for right, wrong in cells]
        lines.append(";".join([f"code{k}", place if dirty and place else "nord", *texts]))
    return "\n".join(lines) + "\n"


def tables(folder: Path) -> dict[str, pd.DataFrame]:
    found = pipeline.build(STUDY, raw=folder / "raw", processed=folder / "processed", key=FICTION_KEY).tables
    assert pipeline.ledger_balances(found["ledger"])
    return found


def correct_everything(path: Path, rows: list[tuple]) -> int:
    """Types the right value on each line of the workbook that has none; how many were typed."""
    book = openpyxl.load_workbook(path)
    page = book["à corriger"]
    titles = {cell.value: cell.column for cell in page[1]}
    typed = 0
    for k in range(2, page.max_row + 1):
        line, column = (page.cell(k, titles[name]).value for name in ("ligne", "colonne"))
        right = "Nord" if column == "Territoire" else rows[line - 2][{"Q1": 1, "Q2": 2}[column]][0]
        typed += page.cell(k, titles["correction"]).value is None
        page.cell(k, titles["correction"]).value = right
    book.save(path)
    return typed


def balance(ledger: pd.DataFrame) -> pd.DataFrame:
    return ledger[ledger["unit"] != "note"].reset_index(drop=True)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(ROW, min_size=1, max_size=10))
def test_corrected_reads_as_right_from_the_start(rows: list[tuple]) -> None:
    with tempfile.TemporaryDirectory() as name:
        mended, right = Path(name) / "mended", Path(name) / "right"
        for folder, dirty in ((mended, True), (right, False)):
            (folder / "raw").mkdir(parents=True)
            (folder / "raw" / "a.csv").write_text(csv_of(rows, dirty=dirty), encoding="utf-8")
        found = tables(mended)
        book = mended / "raw" / "corrections.xlsx"
        for _ in range(2):  # a row with an unknown territory shows its other faults once it is accepted
            if len(found["quarantine"]):
                assert correct_everything(book, rows) > 0
                found = tables(mended)
        wanted = tables(right)
        pd.testing.assert_frame_equal(found["responses"], wanted["responses"])
        pd.testing.assert_frame_equal(balance(found["ledger"]), balance(wanted["ledger"]))
        assert found["quarantine"].empty
        assert set(found["corrections"]["state"]) <= {"applied"}
