"""Any table, written by any survey tool, saved in any way it can be, is read back as it was.

Expected tables are made from the sheets themselves; the layouts share nothing with the adapters.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tool_layouts import ITEMS, LAYOUTS, Layout, Sheet, as_text, as_workbook, lines_of, n_blocks, study_text

from declic_analysis import pipeline
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import parse_study

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")
SEPARATORS = (";", ",", "\t", "|")
FIRST, LAST = (dt.datetime.fromisoformat(day) for day in ("2020-01-01", "2029-12-31"))
MOMENTS = st.datetimes(FIRST, LAST).map(lambda when: when.replace(microsecond=0))
CODES = st.from_regex(r"[a-z]{2}[0-9]{2}", fullmatch=True)
COMMENTS = st.one_of(
    st.just(""),
    st.sampled_from(['dit « oui », puis "non"', "a;b,c\td|e", "deux\nlignes", "=1+1", "'=x", "#REF!", "œuvre, l’été"]),
    st.text(alphabet=st.characters(codec="cp1252", exclude_categories=("Cc",)), max_size=12),
)
LEVEL = st.sampled_from([None, 0, 1, 2, 3, 4])


@st.composite
def sheets(draw: st.DrawFn, *, drafts: bool) -> list[Sheet]:
    codes = draw(st.lists(CODES, unique=True, min_size=1, max_size=9))
    return [
        Sheet(
            code=draw(st.sampled_from([code, code, code.upper(), ""])),
            sent=draw(MOMENTS),
            draft=draw(st.booleans()) if drafts else False,
            levels=draw(st.tuples(LEVEL, LEVEL, LEVEL)),
            comment=draw(COMMENTS),
        )
        for code in codes
    ]


def saved(layout: Layout, written: list[list], data: st.DataObject) -> bytes:
    if layout.workbook:
        return as_workbook(written)
    return as_text(
        written,
        separator=data.draw(st.sampled_from(SEPARATORS)),
        encoding=data.draw(st.sampled_from(ENCODINGS)),
        quoted=data.draw(st.booleans()),
        end=data.draw(st.sampled_from(["\n", "\r\n"])),
    )


def read(content: bytes, layout: Layout) -> pipeline.Build:
    name = f"export.{'xlsx' if layout.workbook else 'csv'}"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)
        return pipeline.read(parse_study(study_text(layout, file=name)), raw=Path(folder), key=FICTION_KEY)


def told(build: pipeline.Build) -> list[tuple]:
    frame = build.tables["responses"].sort_values(["source_row", "item"])
    keep = frame[["source_row", "item", "answer", "position", "answered_on", "identified"]].astype("object")
    return list(keep.where(keep.notna(), None).itertuples(index=False, name=None))


def expected(rows: list[Sheet], layout: Layout) -> list[tuple]:
    head = len(layout.code)
    return [
        (
            head + n,
            item,
            "substantive" if level else "non_substantive",
            level or None,
            pd.Timestamp(sheet.sent).floor("min" if layout.minutes else "s"),
            sheet.code != "",
        )
        for n, sheet in enumerate(rows, start=1)
        if not sheet.draft
        for item, level in sorted(zip(ITEMS, sheet.levels, strict=True))
        if level is not None
    ]


def counts(build: pipeline.Build, unit: str) -> dict[str, int]:
    ledger = build.tables["ledger"]
    part = ledger[(ledger["unit"] == unit) & (ledger["n"] > 0)]
    return {category: int(n) for category, n in part.groupby("category")["n"].sum().items()}


@pytest.mark.parametrize("name", LAYOUTS)
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_table_reads_back_identical(name: str, data: st.DataObject) -> None:
    layout = LAYOUTS[name]
    rows = data.draw(sheets(drafts=layout.drafts))
    order = data.draw(st.permutations(range(n_blocks(layout))))
    build = read(saved(layout, lines_of(layout, rows, order=order), data), layout)
    accepted = [sheet for sheet in rows if not sheet.draft]
    answers = [level for sheet in accepted for level in sheet.levels]
    assert told(build) == expected(rows, layout)
    assert build.tables["quarantine"].empty
    assert counts(build, "row") == without_zeros(
        raw=len(rows), accepted=len(accepted), incomplete=len(rows) - len(accepted)
    )
    assert counts(build, "cell") == without_zeros(
        raw=len(answers),
        substantive=sum(bool(level) for level in answers),
        non_substantive=answers.count(0),
        empty=answers.count(None),
    )
    named = {sheet.code.casefold() for sheet in accepted if sheet.code and any(k is not None for k in sheet.levels)}
    people = build.tables["responses"].query("identified")["person"].nunique()
    assert people == len(named)


def without_zeros(**n: int) -> dict[str, int]:
    return {name: count for name, count in n.items() if count}
