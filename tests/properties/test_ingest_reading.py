"""Whatever texts a table holds, and however it was saved, the same texts are read back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from declic_analysis.ingest import read_raw
from declic_analysis.ingest.dates import read_date

LATIN = st.text(alphabet=st.characters(codec="cp1252", exclude_categories=("Cc",)), max_size=6)
TABLES = st.lists(st.lists(LATIN, min_size=3, max_size=3), min_size=2, max_size=8)
HEADER = ["Prénom", "L’avis", "Note"]


def saved(rows: list[list[str]], *, separator: str, encoding: str, end: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator=end).writerows([HEADER, *rows])
    return out.getvalue().encode(encoding)


@settings(max_examples=80, deadline=None)
@given(
    rows=TABLES,
    separator=st.sampled_from(";,\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_texts_come_back(rows: list[list[str]], separator: str, encoding: str, end: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(saved(rows, separator=separator, encoding=encoding, end=end))
        raw = read_raw(path)
    kept = [k for k, row in enumerate(rows) if any(cell.strip() for cell in row)]
    assert raw.separator == separator
    assert raw.headers == tuple(HEADER)
    assert raw.frame.to_numpy().tolist() == [rows[k] for k in kept]
    assert raw.rows.tolist() == [k + 2 for k in kept]
    assert raw.n_blank == len(rows) - len(kept)


@given(day=st.dates(min_value=dt.date(1970, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_a_day_reads_the_same_in_every_order(day: dt.date) -> None:
    written = {"dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y", "ymd": "%Y-%m-%d"}
    found = {order: read_date(day.strftime(form), order=order) for order, form in written.items()}
    assert {moment.date() for moment in found.values() if moment is not None} == {day}
    assert None not in found.values()
