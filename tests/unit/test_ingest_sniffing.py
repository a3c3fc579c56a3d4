"""Encoding, separator, header: told from the bytes."""

from __future__ import annotations

import pytest

from declic_analysis.errors import SourceError
from declic_analysis.ingest.sniffing import decoded, encoding_of, header_span, records_of, separator_of

TEXT = "Prénom;Réponse\r\nZoé;été\r\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("cp1252"), "cp1252"),
        (b"abc", "utf-8"),
    ],
)
def test_encoding(content: bytes, encoding: str) -> None:
    assert encoding_of(content) == encoding
    assert decoded(content, encoding=None, file="f.csv")[0].removeprefix("\ufeff") in (TEXT, "abc")


@pytest.mark.parametrize("encoding", ["utf-8", "no-such-encoding"])
def test_a_declared_encoding_that_cannot_read_is_refused(encoding: str) -> None:
    with pytest.raises(SourceError, match=r"f\.csv"):
        decoded(TEXT.encode("cp1252"), encoding=encoding, file="f.csv")


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a;b;c\n1,2;3,4;5\n", ";"),
        ("a,b\n1;2,3\n4;5,6\n", ","),
        ('"x, y";b\n"1, 2";3\n', ";"),
        ("a\tb\n1, 2, 3\t4\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ('"line\nbreak",b\n"1\n2",3\n', ","),
        ("title without columns\na;b;c\n1;2;3\n4;5;6\n", ";"),
    ],
)
def test_separator(text: str, separator: str) -> None:
    assert separator_of(text) == separator


def test_an_open_quotation_mark_is_told() -> None:
    with pytest.raises(SourceError, match="guillemet"):
        records_of('a;b\n1;"2\n3;4\n5;6\n', separator=";", file="f.csv")


def test_a_stray_quotation_mark_is_text() -> None:
    assert records_of('a;b\n1;"x" y\n', separator=";", file="f.csv")[1] == ["1", "x y"]


@pytest.mark.parametrize(
    ("lines", "declared", "span"),
    [
        (["a;b", "1;2"], None, (0, 1)),
        (["", "a;b", "1;2"], None, (1, 1)),
        (["Enquête 2026;;", "", "a;b;c", "x;y;z"], None, (2, 1)),  # a title typed in a spreadsheet
        (["Enquête 2026", "Export;;", "a;b;c", "x;y;z"], None, (2, 1)),
        (["Question;;", "1;2;3", "x;y;z"], None, (0, 1)),  # numbers are answers, not headers
        (["Question;;", "x;y;x"], None, (0, 1)),
        (["Question", "x", "y"], None, (0, 1)),
        (["1;2;3", "a;b;c", "x;y;z"], None, (1, 1)),  # Google Forms' stray line of numbers
        (["Q1;Q2", "Question;Question", '{"ImportId":"1"};{"ImportId":"2"}', "x;y"], None, (0, 3)),  # Qualtrics
        ([";;Q", ";;a", "Séquentiel;SID;x", "1;2;X"], None, (0, 3)),  # Drupal webform
        (["Q;Q", "a;b", "1;2"], 2, (0, 2)),
    ],
)
def test_header(lines: list[str], declared: int | None, span: tuple[int, int]) -> None:
    assert header_span([line.split(";") for line in lines], declared=declared) == span
