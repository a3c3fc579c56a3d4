"""Headers: one key whatever the typography, and errors that name the nearest ones."""

from __future__ import annotations

import pytest

from declic_analysis.errors import SourceError
from declic_analysis.ingest.headers import Columns, header_key, joined_headers


@pytest.mark.parametrize(
    "written",
    [
        "L’offre d'emploi",
        "L'offre\u00a0d’emploi ",
        "  l&#39;OFFRE  d&rsquo;emploi",
        "L'offre&nbsp;d'emploi",
        "L'offre\nd'emploi",
    ],
)
def test_one_key(written: str) -> None:
    assert header_key(written) == "l'offre d'emploi"


def test_several_header_lines_are_joined_and_each_is_a_name() -> None:
    lines = [("Avis", "", "Nom"), ("a", "b", "")]
    headers = joined_headers(lines)
    assert headers == ("Avis / a", "Avis / b", "Nom")
    columns = Columns(headers, lines=lines, file="f.csv")
    assert columns.positions("avis / b") == [1]
    assert columns.positions("b") == [1]
    assert columns.positions("absent") == []


def test_missing_headers_are_told_at_once_with_the_nearest() -> None:
    columns = Columns(("Code", "Territoire ", "Q 1"), file="f.csv")
    with pytest.raises(SourceError) as caught:
        columns.require({"territory": "Territoires", "answers.before.q1": "Q1", "person.0": "code"}, coalesce=False)
    said = str(caught.value)
    assert "« Territoires » (≈ « Territoire  »)" in said
    assert "« Q1 » (≈ « Q 1 »)" in said
    assert "person" not in said


def test_a_header_that_stands_twice_is_refused_unless_branches_repeat() -> None:
    columns = Columns(("Code", "Q1", *[""] * 25, "q1"), file="f.csv")
    with pytest.raises(SourceError, match="B, AB"):
        columns.require({"q1": "Q1"}, coalesce=False)
    columns.require({"q1": "Q1"}, coalesce=True)
