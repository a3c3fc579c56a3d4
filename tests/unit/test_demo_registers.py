"""The demonstration's workbook of registers holds what `truth.json` says, and reads without a mapping."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from declic_analysis import pipeline
from declic_analysis.demo import write_exports
from declic_analysis.demo.exports import fiction
from declic_analysis.errors import SourceError
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import load_study
from declic_analysis.study.register_fields import WORKBOOK


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], pipeline.Build]:
    folder = tmp_path_factory.mktemp("demo") / "demo_declic"
    truth = write_exports(folder)
    return folder, truth["registers"], pipeline.read(load_study(folder), raw=folder, key=FICTION_KEY)


def test_rows_go_where_the_truth_says(written: tuple[Path, dict[str, Any], pipeline.Build]) -> None:
    _, truth, done = written
    ledger = done.tables["ledger"]
    for title, rows in truth["rows"].items():
        part = ledger[(ledger["file"] == f"{WORKBOOK} [{title}]") & (ledger["unit"] == "row")]
        found = part.set_index("category")["n"].to_dict()
        assert {name: found[name] for name in rows} == rows, title
    assert pipeline.ledger_balances(ledger)


def test_tables_hold_what_the_truth_says(written: tuple[Path, dict[str, Any], pipeline.Build]) -> None:
    _, truth, done = written
    tables = done.tables
    assert tables["actions"]["territory"].value_counts().to_dict() == truth["actions"]
    assert tables["attendances"]["attendance"].value_counts().to_dict() == truth["attendances"]
    assert len(tables["hires"]) == truth["hires"] and tables["attendances"]["identified"].all()
    # whoever answered under a well-formed code about an action stands on its sheet, under the same pseudonym
    answered = tables["responses"].query("identified and wave == 'after'")[["person", "action"]].drop_duplicates()
    came = tables["attendances"].query("attendance == 'seen'")[["person", "action"]]
    both = answered.merge(came, on=["person", "action"], how="left", indicator=True, validate="one_to_one")
    assert (both["_merge"] == "both").mean() > 0.97  # the others made a slip in their own code


def test_invitations_agree_with_what_the_study_declares(written: tuple[Path, dict[str, Any], pipeline.Build]) -> None:
    folder, _, done = written
    declared = {(i.audience, i.territory): i.persons for i in load_study(folder).invited}
    listed = done.tables["invitations"].groupby(["audience", "territory"])["person"].nunique().to_dict()
    assert listed == declared
    assert not any("Invitations" in remark.fr for remark in done.remarks)


def test_no_trace_of_when_it_was_written_and_no_foreign_workbook(tmp_path: Path) -> None:
    assert fiction(7)[0][WORKBOOK] == fiction(7)[0][WORKBOOK]
    write_exports(tmp_path / "demo_declic", seed=7)
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "demo_declic" / WORKBOOK).read_bytes()))
    book["actions"]["A2"] = "autre"
    book.save(tmp_path / "demo_declic" / WORKBOOK)
    with pytest.raises(SourceError, match="fictives"):
        pipeline.read(load_study(tmp_path / "demo_declic"), raw=tmp_path / "demo_declic", key=FICTION_KEY)
