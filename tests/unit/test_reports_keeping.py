"""Files of a report that people edit or lose: kept, or made again, never taken for unchanged."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import openpyxl

from declic_analysis.reports.freshness import is_fresh
from declic_analysis.reports.keeping import earlier, known_outputs, set_aside
from declic_analysis.reports.manifest import sha256
from declic_analysis.reports.packing import repacked


def test_what_a_person_changed_is_renamed_and_nothing_else(tmp_path: Path) -> None:
    edited, untouched, absent = (tmp_path / name for name in ("a.docx", "a.xlsx", "b.docx"))
    for path in (edited, untouched):
        path.write_bytes(b"made")
    known = {path.name: sha256(path) for path in (edited, untouched)}
    edited.write_bytes(b"edited")
    assert set_aside([edited, untouched, absent, None], known=known) == [tmp_path / "a.modifie-1.docx"]
    assert not edited.exists() and untouched.exists()
    edited.write_bytes(b"edited again")
    assert set_aside([edited], known=known) == [tmp_path / "a.modifie-2.docx"]
    assert (tmp_path / "a.modifie-1.docx").read_bytes() == b"edited"


def test_files_of_runs_before_stay_known(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    assert known_outputs(manifest) == {}
    (tmp_path / "a.docx").write_bytes(b"made")
    manifest.write_text(json.dumps({"outputs": {"a.html": "1"}, "earlier": {"a.docx": "2", "a.pdf": "3"}}))
    known = known_outputs(manifest)
    assert known == {"a.html": "1", "a.docx": "2", "a.pdf": "3"}
    assert earlier(known, folder=tmp_path, now=["a.html"]) == {"a.docx": "2"}
    for damaged in ("{", "[]", '{"outputs": 3}'):
        manifest.write_text(damaged)
        assert known_outputs(manifest) == {}


def test_a_report_is_not_unchanged_where_one_of_its_tables_is_gone_or_altered(tmp_path: Path) -> None:
    page, tables, manifest = tmp_path / "a.html", tmp_path / "tables", tmp_path / "manifest.json"
    tables.mkdir()
    made = [page, tables / "flow.csv", tables / "flow.parquet"]
    for path in made:
        path.write_text(path.name)
    told = {"made_from": "x", "drawn": True, "outputs": {path.name: sha256(path) for path in made}}
    manifest.write_text(json.dumps(told))

    def fresh(**more: object) -> bool:
        return is_fresh(manifest, made_from="x", files=[page], tables=tables, told=more)

    assert fresh() and fresh(drawn=True) and not fresh(drawn=False)
    made[1].write_text("altered")
    assert not fresh() and is_fresh(manifest, made_from="x", files=[page])
    made[1].write_text(made[1].name)
    made[2].unlink()
    assert not fresh()


def test_a_workbook_packed_again_gives_the_day_of_its_data() -> None:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    facts = openpyxl.load_workbook(io.BytesIO(repacked(content.getvalue(), dated=dt.date(2024, 12, 10)))).properties
    assert facts.created == facts.modified and facts.created.date() == dt.date(2024, 12, 10)
    assert repacked(content.getvalue(), dated=None) == repacked(repacked(content.getvalue(), dated=None), dated=None)
