"""The quarantine's way back: what people write in the workbook, and what the next build makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from declic_analysis import pipeline
from declic_analysis.errors import SourceError
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import Study, parse_study

STUDY = parse_study("""
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{id: tous, label: Tous}]
territories: [{id: nord, label: Nord}, {id: sud, label: Sud}]
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
    files: "avant.csv"
    tool: generic
    audience: tous
    territory: {column: Territoire}
    person: {columns: [Code]}
    answered_on: Date
    answers: {before: {q1: Q1, q2: Q2}}
""")
HEADER = "Code;Territoire;Date;Q1;Q2\n"
RAW = HEADER + (
    "aa;nord;2024-03-05;Ouais;Non\n"  # line 2: a level nobody knows
    "bb;lune;2024-03-05;Oui;Non\n"  # 3: an unknown territory
    "cc;nord;2024-03-05;Oui\n"  # 4: a cell too few
    "dd;nord;hier;Oui;Oui\n"  # 5: a date
    "ee;nord;2024-03-05;=1+1;Oui\n"  # 6: a formula typed as an answer
)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "avant.csv").write_text(RAW, encoding="utf-8", newline="")
    return folder


def build(raw: Path, study: Study = STUDY) -> dict[str, pd.DataFrame]:
    found = pipeline.build(study, raw=raw, processed=raw.parent / "processed", key=FICTION_KEY).tables
    assert pipeline.ledger_balances(found["ledger"])
    return found


def sheet(raw: Path) -> list[dict[str, Any]]:
    rows = list(openpyxl.load_workbook(raw / "corrections.xlsx")["à corriger"].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def type_in(raw: Path, line: int, **cells: str | int) -> None:
    """What a person types on the line about that line of the raw file."""
    book = openpyxl.load_workbook(raw / "corrections.xlsx")
    page = book["à corriger"]
    titles = {cell.value: cell.column for cell in page[1]}
    row = next(k for k in range(2, page.max_row + 1) if page.cell(k, titles["ligne"]).value == line)
    for title, value in cells.items():
        page.cell(row, titles[title.replace("_", " ")]).value = value
    book.save(raw / "corrections.xlsx")


def states(found: dict[str, pd.DataFrame]) -> dict[int, str]:
    return found["corrections"].set_index("row")["state"].to_dict()


def test_the_workbook_lists_the_quarantine_with_its_raw_values(raw: Path) -> None:
    found = build(raw)
    lines = {line["ligne"]: line for line in sheet(raw)}
    assert sorted(lines) == sorted(found["quarantine"]["row"]) == [2, 3, 4, 5, 6]
    assert (lines[2]["colonne"], lines[2]["valeur brute"], lines[2]["correction"]) == ("Q1", "Ouais", None)
    assert lines[2]["attendu"] == "Non | Moyen | Oui || NSP"
    assert lines[3]["motif"] == "territoire inconnu de l’étude"
    assert (lines[4]["colonne"], lines[4]["valeur brute"]) == (None, None)
    assert {line["état"] for line in lines.values()} == {"à corriger"}
    for table in found.values():  # the raw value is in the workbook only
        assert "Ouais" not in table.to_csv()


def test_raw_text_that_looks_like_a_formula_is_text(raw: Path) -> None:
    build(raw)
    page = openpyxl.load_workbook(raw / "corrections.xlsx")["à corriger"]
    cell = next(cell for row in page.iter_rows() for cell in row if cell.value == "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_scale_cells_have_a_list_of_the_scale(raw: Path) -> None:
    build(raw)
    book = openpyxl.load_workbook(raw / "corrections.xlsx")
    offered = {
        str(rule.sqref): [cell.value for cells in book["listes"][rule.formula1.split("!")[1]] for cell in cells]
        for rule in book["à corriger"].data_validations.dataValidation
    }
    assert ["Non", "Moyen", "Oui", "NSP", "(vide)"] in offered.values()
    assert ["Nord", "Sud"] in offered.values()
    assert ["reprendre telle quelle", "écarter"] in offered.values()  # a whole row has no cell to correct
    assert book["listes"].sheet_state == "hidden"


def test_corrections_are_applied_and_traced_without_their_value(raw: Path) -> None:
    before = (raw / "avant.csv").read_bytes()
    build(raw)
    type_in(raw, 2, correction="Oui", par_qui="CM")
    type_in(raw, 3, correction="Sud", décision="corriger")
    type_in(raw, 5, correction="4 mars 2024")
    found = build(raw)
    assert states(found) == {2: "applied", 3: "applied", 5: "applied"}
    trace = found["corrections"].set_index("row").loc[2]
    assert (trace["file"], trace["column"], trace["reason"], trace["decision"], trace["corrected_by"]) == (
        *("avant.csv", "Q1", "unknown_label", "correct", "CM"),
    )
    answers = found["responses"].set_index(["source_row", "item"])
    assert answers.loc[(2, "q1"), "position"] == 3
    assert answers.loc[(3, "q1"), "territory"] == "sud"
    assert answers.loc[(5, "q1"), "answered_on"] == pd.Timestamp("2024-03-04")
    assert set(found["quarantine"]["row"]) == {4, 6}
    ledger = found["ledger"]
    assert ledger[ledger["category"] == "correction_applied"]["n"].tolist() == [3]
    assert (raw / "avant.csv").read_bytes() == before
    told = {line["ligne"]: line["état"] for line in sheet(raw)}
    assert told == {2: "appliquée", 3: "appliquée", 4: "à corriger", 5: "appliquée", 6: "à corriger"}


def test_a_row_is_taken_back_or_left_out_by_decision(raw: Path) -> None:
    build(raw)
    type_in(raw, 3, décision="reprendre telle quelle")
    type_in(raw, 4, décision="Reprendre telle quelle", par_qui="CM")
    type_in(raw, 6, décision="écarter")
    found = build(raw)
    assert states(found) == {3: "released", 4: "released", 6: "dropped"}
    rows = found["responses"].groupby("source_row")["territory"].first()
    assert {3, 4} <= set(found["responses"]["source_row"])
    assert pd.isna(rows.get(3))
    left = found["quarantine"].set_index("row")["decision"]
    assert left.to_dict()[6] == "drop"
    assert left.drop(6).isna().all()
    assert found["ledger"].loc[found["ledger"]["category"] == "set_aside_by_decision", "n"].tolist() == [1]


def test_a_row_is_left_out_and_stays_counted_in_quarantine(raw: Path) -> None:
    build(raw)
    type_in(raw, 4, décision="écarter")
    found = build(raw)
    quarantined = found["ledger"].query("unit == 'row' and category == 'quarantined'")["n"].sum()
    assert (quarantined, states(found)) == (2, {4: "dropped"})


def test_an_empty_cell_can_be_the_correction(raw: Path) -> None:
    build(raw)
    type_in(raw, 2, correction="(vide)")
    found = build(raw)
    assert found["ledger"].query("unit == 'cell' and category == 'empty'")["n"].sum() == 1


@pytest.mark.parametrize(
    ("line", "typed", "state"),
    [
        (2, {"correction": "=1+1"}, "formula"),
        (2, {"correction": "Oui", "par_qui": "=HYPERLINK(1)"}, "formula"),
        (2, {"correction": "Peut-être bien"}, "not_understood"),
        (3, {"correction": "Mars"}, "not_understood"),
        (2, {"décision": "corriger"}, "contradictory"),
        (2, {"correction": "Oui", "décision": "écarter"}, "contradictory"),
        (2, {"décision": "je ne sais pas"}, "unknown_decision"),
        (2, {"décision": "reprendre telle quelle"}, "not_possible"),  # a cell
        (4, {"correction": "Oui"}, "not_possible"),  # a whole row
        (2, {"correction": "Oui", "empreinte": "0000"}, "raw_changed"),
        (2, {"correction": "Oui", "colonne": "Q9"}, "absent"),
        (2, {"correction": "Oui", "fichier": "autre.csv"}, "absent"),
        (2, {"correction": "Oui", "ligne": 99}, "absent"),
    ],
)
def test_what_cannot_be_obeyed_is_told_and_stays_in_quarantine(
    raw: Path, line: int, typed: dict[str, str | int], state: str
) -> None:
    first = build(raw)
    type_in(raw, line, **typed)
    found = build(raw)
    assert found["corrections"]["state"].tolist() == [state]
    assert len(found["quarantine"]) == len(first["quarantine"])
    assert found["quarantine"]["decision"].isna().all()
    assert found["ledger"].loc[found["ledger"]["category"] == "correction_failed", "n"].tolist() == [1]
    assert any(
        state_of.startswith(("non appliquée", "appliquée, mais")) for state_of in [x["état"] for x in sheet(raw)]
    )


def test_two_lines_that_disagree_are_both_left(raw: Path) -> None:
    build(raw)
    type_in(raw, 2, correction="Oui")
    book = openpyxl.load_workbook(raw / "corrections.xlsx")
    page = book["à corriger"]
    row = next(k for k in range(2, page.max_row + 1) if page.cell(k, 2).value == 2)
    page.append([cell.value if cell.value != "Oui" else "Non" for cell in page[row]])
    book.save(raw / "corrections.xlsx")
    assert build(raw)["corrections"]["state"].tolist() == ["contradictory"] * 2


def test_a_correction_of_a_changed_line_is_reported_and_offered_again(raw: Path) -> None:
    build(raw)
    type_in(raw, 2, correction="Oui", commentaire="vu avec elle")
    (raw / "avant.csv").write_text(RAW.replace("Ouais", "Mouais"), encoding="utf-8", newline="")
    found = build(raw)
    assert states(found) == {2: "raw_changed"}
    lines = [line for line in sheet(raw) if line["ligne"] == 2]
    assert [line["valeur brute"] for line in lines] == ["Ouais", "Mouais"]
    assert (lines[0]["correction"], lines[0]["commentaire"]) == ("Oui", "vu avec elle")
    assert lines[0]["état"].startswith("non appliquée")


def test_nothing_that_people_typed_or_moved_is_lost(raw: Path) -> None:
    build(raw)
    type_in(raw, 2, correction="Oui", commentaire="à revoir", par_qui="CM")
    book = openpyxl.load_workbook(raw / "corrections.xlsx")
    page = book["à corriger"]
    page.insert_cols(1)  # a column of one's own, before the others
    page.cell(1, 1).value = "vu ?"
    page.cell(2, 1).value = "oui"
    book.create_sheet("notes").cell(1, 1).value = "rappeler"
    book.save(raw / "corrections.xlsx")
    (raw / "avant.csv").write_text(RAW + "ff;nord;2024-03-05;Bof;Oui\n", encoding="utf-8", newline="")
    build(raw)
    lines = sheet(raw)
    assert [line["ligne"] for line in lines][-1] == 7
    assert lines[0]["vu ?"] == "oui"
    mine = next(line for line in lines if line["ligne"] == 2)
    assert (mine["correction"], mine["commentaire"], mine["par qui"], mine["état"]) == (
        *("Oui", "à revoir", "CM", "appliquée"),
    )
    assert openpyxl.load_workbook(raw / "corrections.xlsx")["notes"].cell(1, 1).value == "rappeler"


def test_a_build_that_brings_nothing_new_leaves_the_workbook_alone(raw: Path) -> None:
    build(raw)
    type_in(raw, 2, correction="Oui")
    build(raw)
    content = (raw / "corrections.xlsx").read_bytes()
    build(raw)
    assert (raw / "corrections.xlsx").read_bytes() == content


def test_no_quarantine_no_workbook(raw: Path) -> None:
    (raw / "avant.csv").write_text(HEADER + "aa;nord;2024-03-05;Oui;Non\n", encoding="utf-8", newline="")
    build(raw)
    assert not (raw / "corrections.xlsx").exists()


def test_reading_alone_writes_nothing_and_reads_corrections(raw: Path) -> None:
    pipeline.read(STUDY, raw=raw, key=FICTION_KEY)
    assert not (raw / "corrections.xlsx").exists()
    build(raw)
    type_in(raw, 2, correction="Oui")
    found = pipeline.read(STUDY, raw=raw, key=FICTION_KEY)
    assert states(found.tables) == {2: "applied"}
    assert found.manifest["corrections"]["decided"] == 1


def test_a_decision_makes_the_build_stale_its_state_does_not(raw: Path) -> None:
    processed = raw.parent / "processed"
    build(raw)
    assert not pipeline.is_stale(STUDY, raw=raw, processed=processed)
    type_in(raw, 2, commentaire="à revoir")
    assert not pipeline.is_stale(STUDY, raw=raw, processed=processed)
    type_in(raw, 2, correction="Oui")
    assert pipeline.is_stale(STUDY, raw=raw, processed=processed)
    build(raw)
    assert not pipeline.is_stale(STUDY, raw=raw, processed=processed)


@pytest.mark.parametrize("lock", ["~$corrections.xlsx", ".~lock.corrections.xlsx#"])
def test_a_workbook_open_in_a_spreadsheet_is_told_before_anything_is_written(raw: Path, lock: str) -> None:
    build(raw)
    type_in(raw, 2, correction="Oui")
    (raw / lock).write_bytes(b"")
    tables = (raw.parent / "processed" / "responses.parquet").read_bytes()
    with pytest.raises(SourceError, match="ouvert dans un tableur"):
        build(raw)
    assert (raw.parent / "processed" / "responses.parquet").read_bytes() == tables
    assert pipeline.read(STUDY, raw=raw, key=FICTION_KEY)  # checking reads what was last saved


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"hello"])
def test_a_damaged_workbook_is_a_clear_refusal(raw: Path, content: bytes) -> None:
    (raw / "corrections.xlsx").write_bytes(content)
    with pytest.raises(SourceError, match="illisible"):
        build(raw)


def test_a_workbook_without_its_columns_names_them(raw: Path) -> None:
    build(raw)
    book = openpyxl.load_workbook(raw / "corrections.xlsx")
    book["à corriger"]["G1"].value = "autre chose"
    book.save(raw / "corrections.xlsx")
    with pytest.raises(SourceError, match="correction"):
        build(raw)


def test_public_data_read_in_place_are_never_written_to(raw: Path) -> None:
    public = STUDY.model_copy(update={"data_folder": "essai"})
    build(raw, public)
    assert not (raw / "corrections.xlsx").exists()
    assert pipeline.corrections_book(public, raw=raw) is None


def test_a_folder_that_cannot_be_written_to_is_a_remark_and_the_tables_are_built(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: openpyxl.Workbook, path: Path) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(openpyxl.Workbook, "save", refused)
    done = pipeline.build(STUDY, raw=raw, processed=raw.parent / "processed", key=FICTION_KEY)
    assert [remark.fr for remark in done.remarks if remark.fr.startswith("corrections.xlsx n’a pas pu être écrit")]
    assert (raw.parent / "processed" / "responses.parquet").is_file()
    assert sorted(path.name for path in raw.iterdir()) == ["avant.csv"]


def test_what_finds_no_place_is_told(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("declic_analysis.ingest.corrections.book.MOST", 3)
    done = pipeline.build(STUDY, raw=raw, processed=raw.parent / "processed", key=FICTION_KEY)
    assert len(sheet(raw)) == 3
    assert [remark.fr for remark in done.remarks if "2 lignes de quarantaine" in remark.fr]
    build(raw)
    assert len(sheet(raw)) == 5
