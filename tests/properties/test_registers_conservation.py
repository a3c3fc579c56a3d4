"""The conservation law of registers under random content: every row and cell in one place, or the file is refused."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from declic_analysis import pipeline
from declic_analysis.errors import DeclicError
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import parse_study
from declic_analysis.study.register_fields import FIELDS
from declic_analysis.vocabulary import FieldState, RegisterKind, RowState

TEXT = """
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{{id: tous, label: Tous}}]
territories: [{{id: nord, label: Nord}}]
formats: [{{id: tour, label: Tour, audience: tous}}]
structures: [{{id: relais, name: Relais}}]
scales: [{{id: accord, favourable_from: 2, levels: [{{label: Non}}, {{label: Oui}}]}}]
constructs: [{{id: c, label: C}}]
items: [{{id: q1, construct: c, scale: accord, audiences: [tous], wording: A}}]
registers: [{{id: r, kind: {kind}, files: r.csv}}]
"""
CELL = st.one_of(
    st.sampled_from(["", "", "A1", "a1", "Nord", "Tour", "Relais", "relais", "tous", "présent", "oui", "non", "12"]),
    st.sampled_from(["05/03/2024", "2024-13-40", "1 234,50 €", "-", "?", "#N/A", "CDI", "entretien", "Total"]),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=6),
)  # fmt: skip
STUDIES = {kind: parse_study(TEXT.format(kind=kind.value)) for kind in RegisterKind}


def as_csv(headers: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows([headers, *rows])
    return out.getvalue()


@settings(max_examples=48, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(kind=st.sampled_from(list(RegisterKind)), data=st.data())
def test_every_row_and_cell_of_a_register_is_in_one_place(kind: RegisterKind, data: st.DataObject) -> None:
    headers = data.draw(st.permutations([field.header for field in FIELDS[kind]]))
    row = st.lists(CELL, min_size=len(headers), max_size=len(headers))
    rows = data.draw(st.lists(row, max_size=7))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "r.csv").write_text(as_csv(headers, rows), encoding="utf-8")
        try:
            done = pipeline.read(STUDIES[kind], raw=Path(folder), key=FICTION_KEY)
        except DeclicError as refusal:
            assert kind == RegisterKind.STRUCTURES, str(refusal)  # two rows that contradict each other
            return
    ledger = done.tables["ledger"]
    assert pipeline.ledger_balances(ledger)
    count = ledger.groupby(["unit", "category"])["n"].sum().to_dict()
    assert count.get(("row", "raw"), 0) == len(rows)
    accepted = count.get(("row", RowState.ACCEPTED.value), 0)
    assert count.get(("field", "raw"), 0) == accepted * len(headers)
    assert sum(count.get(("field", state.value), 0) for state in FieldState) == accepted * len(headers)
    quarantine = done.tables["quarantine"]
    whole = count.get(("row", RowState.QUARANTINED.value), 0)
    assert len(quarantine) == whole + count.get(("field", FieldState.QUARANTINED.value), 0)
