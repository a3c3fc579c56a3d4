"""The data dictionary says what the models say."""

from __future__ import annotations

import re
from pathlib import Path

from declic_analysis.schemas import TABLES
from declic_analysis.schemas.dictionary import render
from declic_analysis.schemas.models import MODELS


def test_the_committed_file_is_the_output(project_root: Path) -> None:
    committed = (project_root / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert committed == render(), "run `make fix`"


def test_every_table_and_column_is_there_with_a_meaning() -> None:
    sections = re.split(r"^## ", render(), flags=re.MULTILINE)[1:-1]
    assert [section.split("\n", 1)[0] for section in sections] == list(TABLES)
    for name, section in zip(TABLES, sections, strict=True):
        rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in section.splitlines() if line.startswith("| `")]
        assert [row[0].strip(" `") for row in rows] == list(MODELS[name].to_schema().columns)
        assert all(len(row) == 5 and row[4].strip() for row in rows)
        assert {row[2].strip() for row in rows} <= {"yes", "no"}


def test_allowed_values_in_words() -> None:
    text = render()
    assert "| `wave` | text | no | before, retro_before, after, followup | wave |" in text
    assert "| `position` | Int16 | yes | ≥ 1 | level as asked, 1 = lowest |" in text
    assert r"form `^(\d{5}\|2[AB]\d{3})$`" in text
    assert "- each row: one answer per submission and item" in text


def test_codes_are_explained_in_both_languages() -> None:
    assert "| `obsolete` | embauché ailleurs | hired elsewhere |" in render()
