"""Whatever happens to the bytes of an export, each row and cell is in one place and says what the file says, or the
whole file is refused with a sentence: never a traceback, never an answer that the file does not hold.
"""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import random
import tempfile
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tool_layouts import (
    DONT_KNOW,
    ITEMS,
    LAYOUTS,
    LEVELS,
    Layout,
    Sheet,
    as_text,
    as_workbook,
    lines_of,
    study_text,
)

from declic_analysis import pipeline
from declic_analysis.errors import DeclicError
from declic_analysis.ingest import read_raw
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import parse_study
from declic_analysis.study.model import Study

TEXTS = [name for name, layout in LAYOUTS.items() if not layout.workbook]
BOOKS = [name for name, layout in LAYOUTS.items() if layout.workbook]
START = dt.datetime.fromisoformat("2024-03-05 10:00:00")


def sheets(seed: int, n: int = 8) -> list[Sheet]:
    """Eight questionnaires, one person twice, comments that hold separators, quotation marks and line ends."""
    draw = random.Random(seed)
    comments = ["", "", "bien", 'dit "oui"', "a;b,c\td|e", "deux\nlignes", "=1+1"]
    return [
        Sheet(
            code=f"ab{k if k != n - 1 else 0:02d}",
            sent=START + dt.timedelta(hours=k, seconds=draw.randrange(60)),
            draft=k == 3,
            levels=(draw.randrange(1, 5), draw.choice([None, 0, 1, 2, 3, 4]), draw.randrange(1, 5)),
            comment=draw.choice(comments),
        )
        for k in range(n)
    ]


def flip(content: bytearray, draw: random.Random) -> bytes:
    for _ in range(draw.randrange(1, 7)):
        content[draw.randrange(len(content))] = draw.randrange(256)
    return bytes(content)


def flip_bit(content: bytearray, draw: random.Random) -> bytes:
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    return bytes(content)


def cut(content: bytearray, draw: random.Random) -> bytes:
    at = draw.randrange(len(content))
    return bytes(content[:at] + content[at + draw.randrange(1, 60) :])


def truncate(content: bytearray, draw: random.Random) -> bytes:
    return bytes(content[: draw.randrange(len(content))])


def insert(content: bytearray, draw: random.Random) -> bytes:
    at = draw.randrange(len(content))
    piece = draw.choice([b'"', b"\n", b"\r", b"\x00", b"\xff\xfe", b";", b",", b"\t", b"\xe9", b'";"', b"\xef\xbb\xbf"])
    return bytes(content[:at] + piece + content[at:])


def repeat_lines(content: bytearray, draw: random.Random) -> bytes:
    lines = bytes(content).splitlines(keepends=True)
    at = draw.randrange(len(lines))
    return b"".join([*lines[: at + 1], *lines[at : at + draw.randrange(1, 4)], *lines[at + 1 :]])


def drop_line(content: bytearray, draw: random.Random) -> bytes:
    lines = bytes(content).splitlines(keepends=True)
    del lines[draw.randrange(len(lines))]
    return b"".join(lines)


def other_separator(content: bytearray, draw: random.Random) -> bytes:
    """Some separators replaced by others, as a hurried search-and-replace does."""
    one, other = draw.sample([b";", b",", b"\t", b"|"], 2)
    return bytes(content).replace(one, other, draw.choice([1, 5, -1]))


def other_encoding(content: bytearray, draw: random.Random) -> bytes:
    """Read in one encoding, written in another, as tools that guess do."""
    text = bytes(content).decode(draw.choice(["utf-8", "cp1252", "latin-1"]), errors="replace")
    return text.encode(draw.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"]), errors="replace")


MUTATIONS = (flip, flip_bit, cut, truncate, insert, repeat_lines, drop_line, other_separator, other_encoding)


def read(content: bytes, layout: Layout, study: Study) -> tuple[pipeline.Build, list[list[str]], int]:
    """The build; and, made by the csv module alone, the records of the text and how many make the header."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / study.sources[0].files
        path.write_bytes(content)
        build = pipeline.read(study, raw=Path(folder), key=FICTION_KEY)
        raw = read_raw(path, source=study.sources[0])
    if layout.workbook:
        return build, [], 0
    text = content.decode(str(raw.encoding)).removeprefix("\ufeff")
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=str(raw.separator)))
    first = next(k for k, record in enumerate(records) if any(cell.strip() for cell in record))
    while records[first] and tuple(cell.strip() for cell in records[first]) != tuple(
        cell.strip() for cell in raw.header_lines[0][: len(records[first])]
    ):
        first += 1
    return build, records, first + len(raw.header_lines)


def key(text: str) -> str:
    plain = unicodedata.normalize("NFKC", html.unescape(text).replace("’", "'"))
    return " ".join(plain.split()).casefold()


def meaning(cell: str) -> int | None:
    """The level that a cell holds, 0 for “don't know”, by the words and codes of the layouts alone."""
    text = key(cell).rstrip(" .!")
    numbers = {f"{n}{end}": n for n in (1, 2, 3, 4) for end in ("", ",0", ".0")}
    known = {key(label): n for n, label in enumerate(LEVELS, start=1)} | {f"a{n}": n for n in (1, 2, 3, 4)} | numbers
    return (known | {key(DONT_KNOW): 0, "nsp": 0, "a9": 0}).get(text)


def balanced(build: pipeline.Build) -> int:
    """Raw rows, after the law was held: every row in one state, every cell of accepted rows in one."""
    ledger = build.tables["ledger"]
    sums = ledger.groupby(["unit", "category"])["n"].sum()
    rows = sum(int(sums.get(("row", state), 0)) for state in ("accepted", "duplicate", "incomplete", "quarantined"))
    cells = sum(int(sums.get(("cell", s), 0)) for s in ("substantive", "non_substantive", "empty", "quarantined"))
    assert pipeline.ledger_balances(ledger)
    assert rows == sums.get(("row", "raw"), 0)
    assert cells == sums.get(("cell", "raw"), 0) == sums.get(("row", "accepted"), 0) * len(ITEMS)
    return rows


def says_what_the_file_says(build: pipeline.Build, records: list[list[str]], start: int, layout: Layout) -> None:
    head = [[key(cell) for cell in record] for record in records[:start]]
    places = {
        item: {k for line in head for k, cell in enumerate(line) if cell == key(name)}
        for item, name in zip(ITEMS, layout.names, strict=True)
    }
    answers = build.tables["responses"]
    for item, row, position in zip(answers["item"], answers["source_row"], answers["position"], strict=True):
        record = records[row - 1]
        held = {meaning(record[k]) for k in places[item] if k < len(record)}
        assert (0 if pd.isna(position) else int(position)) in held, (item, row)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.__name__)
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(TEXTS),
    seed=st.integers(0, 2**32),
    separator=st.sampled_from(";,\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le", "cp1252"]),
    quoted=st.booleans(),
)
def test_mutated_text(mutation, name: str, seed: int, separator: str, encoding: str, quoted: bool) -> None:
    layout = LAYOUTS[name]
    whole = as_text(lines_of(layout, sheets(seed)), separator=separator, encoding=encoding, quoted=quoted, end="\r\n")
    study = parse_study(study_text(layout, file="export.csv"))
    try:
        build, records, start = read(mutation(bytearray(whole), random.Random(seed)), layout, study)
    except DeclicError as refusal:
        assert str(refusal)
        return
    assert balanced(build) == len(records) - start
    says_what_the_file_says(build, records, start, layout)


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(BOOKS),
    seed=st.integers(0, 2**32),
    mutation=st.sampled_from([flip, flip_bit, cut, truncate, insert]),
)
def test_mutated_workbook(name: str, seed: int, mutation) -> None:
    layout = LAYOUTS[name]
    whole = as_workbook(lines_of(layout, sheets(seed)))
    study = parse_study(study_text(layout, file="export.xlsx"))
    try:
        build, _, _ = read(mutation(bytearray(whole), random.Random(seed)), layout, study)
    except DeclicError as refusal:
        assert str(refusal)
    else:
        balanced(build)


@pytest.mark.parametrize("name", TEXTS)
def test_a_row_sent_twice_changes_no_answer(name: str) -> None:
    layout, rows = LAYOUTS[name], sheets(7)[:-1]
    study = parse_study(study_text(layout, file="export.csv"))
    once, twice = (
        read(as_text(lines_of(layout, found), separator=";", encoding="utf-8", quoted=True, end="\n"), layout, study)[0]
        for found in (rows, [*rows, rows[0]])
    )
    assert balanced(twice) == balanced(once) + 1
    people = ["person", "item", "answer", "position"]
    kept = [build.tables["responses"][people].sort_values(people, ignore_index=True) for build in (once, twice)]
    assert kept[0].equals(kept[1])
