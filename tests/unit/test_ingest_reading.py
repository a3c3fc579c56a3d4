"""Raw files → texts: nothing interpreted, lines as a spreadsheet shows them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from declic_analysis.errors import SourceError
from declic_analysis.ingest import read_raw
from declic_analysis.study.model import Source


def source(**options: object) -> Source:
    return Source.model_validate(
        {"id": "s", "files": "*", "tool": "generic", "audience": "tous", "answers": {"after": {"q1": "Q1"}}} | options
    )


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_texts_stay_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b;c\n007;NA;1,50\nNULL;  x ;\n", encoding="utf-8")
    raw = read_raw(path)
    assert raw.frame.to_numpy().tolist() == [["007", "NA", "1,50"], ["NULL", "  x ", ""]]
    assert (raw.encoding, raw.separator) == ("utf-8", ";")


def test_lines_are_a_spreadsheets(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a;b\n"1\n1";2\n\n;\n3;4\n', encoding="utf-8")
    raw = read_raw(path)
    assert raw.rows.tolist() == [2, 5]  # a line break inside quotes is no new line; lines 3 and 4 are blank
    assert raw.n_blank == 2


def test_wrong_width_is_marked_unless_only_separators_follow(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b;c\n1;2;3\n1;2\n1;2;3;\n1;2;3;4\n", encoding="utf-8")
    assert read_raw(path).wrong_width.tolist() == [False, True, False, True]


def test_declared_options_go_first(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("x|y;z\né|1;2\n".encode("cp1252"))
    raw = read_raw(path, source=source(separator="|", encoding="latin-1"), name="sub/a.csv")
    assert raw.headers == ("x", "y;z")
    assert raw.frame[0].tolist() == ["é"]
    assert raw.file == "sub/a.csv"
    path.write_bytes(b"x\ty\n1\t2\n")
    assert read_raw(path, source=source(separator="tab")).headers == ("x", "y")


def test_workbook_values_become_texts(tmp_path: Path) -> None:
    rows = [
        ["a", "b", "c", "d"],
        [5.0, 2.5, pd.Timestamp("2024-03-05 14:07").to_pydatetime(), True],
        ["007", None, dt.date(2024, 3, 5), ""],
    ]
    raw = read_raw(workbook(tmp_path / "a.xlsx", Feuille=rows, Vide=[]))
    assert raw.frame.to_numpy().tolist() == [
        ["5", "2.5", "2024-03-05 14:07:00", "TRUE"],
        ["007", "", "2024-03-05 00:00:00", ""],
    ]
    assert raw.sheet == "Feuille"


def test_a_workbook_of_several_sheets_asks_which(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Un=[["a"], [1]], Deux=[["b"], [2]])
    with pytest.raises(SourceError, match="Un, Deux"):
        read_raw(path)
    assert read_raw(path, source=source(sheet="Deux")).headers == ("b",)
    with pytest.raises(SourceError, match="absente ou vide"):
        read_raw(path, source=source(sheet="Trois"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "vide"),
        (b"\n;;\n", "vide"),
        (b"\xef\xbb\xbf", "vide"),
        (b"PK\x03\x04 truncated", "illisible"),
        (b"\xd0\xcf\x11\xe0 old", "mot de passe"),
        (b'a;b\n1;"2\n3;4\n', "guillemet"),
    ],
)
def test_unreadable_files_say_what_and_where(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_raw(path)
    assert sentence in str(caught.value)
    assert "export.csv" in str(caught.value)


def test_the_content_tells_a_workbook_from_a_text(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Un=[["a"], [1]])
    path = path.rename(tmp_path / "a.csv")
    assert read_raw(path).sheet == "Un"


def test_headers_alone_are_a_table_without_rows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a;b\n", encoding="utf-8")
    assert read_raw(tmp_path / "a.csv").frame.shape == (0, 2)


def open_document(path: Path, *sheets: list[list[object]]) -> Path:
    """An ods file, as a spreadsheet saves it."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    for k, lines in enumerate(sheets):
        table = Table(name=f"Feuille{k + 1}")
        for line in lines:
            row = TableRow()
            for value in line:
                kind = {float: {"valuetype": "float", "value": value}, str: {"valuetype": "string"}}.get(
                    type(value), {"valuetype": "date", "datevalue": str(value)}
                )
                cell = TableCell(**kind)
                cell.addElement(P(text=str(value)))
                row.addElement(cell)
            table.addElement(row)
        book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def test_an_open_document_is_read_as_text(tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["Q1", "Date", "Note"],
        ["Oui", dt.date(2024, 3, 5), 4.0],
        ["Non", dt.date(2024, 3, 6), 2.5],
    ]
    raw = read_raw(open_document(tmp_path / "a.ods", lines))
    assert raw.headers == ("Q1", "Date", "Note")
    assert raw.frame.to_numpy().tolist() == [["Oui", "2024-03-05", "4"], ["Non", "2024-03-06", "2.5"]]
    assert (raw.sheet, raw.rows.tolist()) == ("Feuille1", [2, 3])


def test_an_open_document_of_several_sheets_asks_which(tmp_path: Path) -> None:
    path = open_document(tmp_path / "a.ods", [["a"], ["1"]], [["b"], ["2"]])
    with pytest.raises(SourceError, match="Feuille1, Feuille2"):
        read_raw(path)
    assert read_raw(path, source=source(sheet="Feuille2")).headers == ("b",)


def test_a_cut_open_document_is_a_sentence(tmp_path: Path) -> None:
    path = open_document(tmp_path / "a.ods", [["a"], ["1"]])
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(SourceError, match="illisible"):
        read_raw(path)
