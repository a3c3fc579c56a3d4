"""The fast reader gives the careful reader's table, or leaves the file to it."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from declic_analysis.errors import DeclicError
from declic_analysis.ingest import RawTable, fast_csv, reading

TEXTS = st.one_of(
    st.sampled_from(["", " ", "Oui", "a;b", "a,b", 'dit "oui"',
                     '"', '""', "deux\nlignes", "deux\r\nlignes", "é\u00a0’", "'=1", "1,0"]),
    st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=8),
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=13, max_size=20))
    out = io.StringIO(newline="")
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    writer = csv.writer(out, delimiter=draw(st.sampled_from(";,\t")), quoting=quoting, lineterminator=end)
    writer.writerows([[f"Question {k}" for k in range(width)], *rows])
    whole = out.getvalue()
    return whole.removesuffix(end) if draw(st.booleans()) else whole


def read(text: str) -> RawTable | str:
    try:
        return reading._read_text(text.encode("utf-8"), source=None, file="f.csv")
    except DeclicError as refusal:
        return str(refusal)


def careful(text: str, monkeypatch: pytest.MonkeyPatch) -> RawTable | str:
    with monkeypatch.context() as patch:
        patch.setattr(reading, "fast_body", lambda *_, **__: None)
        return read(text)


def same(one: RawTable | str, other: RawTable | str) -> None:
    if isinstance(one, str) or isinstance(other, str):
        assert one == other
        return
    pd.testing.assert_frame_equal(one.frame, other.frame)
    assert (one.headers, one.header_lines, one.n_blank) == (other.headers, other.header_lines, other.n_blank)
    assert (one.encoding, one.separator) == (other.encoding, other.separator)
    for name in ("rows", "wrong_width"):
        left, right = getattr(one, name), getattr(other, name)
        assert left.dtype == right.dtype
        assert np.array_equal(left, right)


SOME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SOME
@given(text=texts())
def test_written_tables(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_csv, "LEAST", 0)
    same(read(text), careful(text, monkeypatch))


@SOME
@given(
    text=texts(), at=st.integers(0, 400), what=st.sampled_from(['"', ";", ",", "\n", "\r", "", "x", " ", '""', "\x1a"])
)
def test_damaged_tables(text: str, at: int, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_csv, "LEAST", 0)
    at = at % (len(text) + 1)
    same(read(text[:at] + what + text[at + 1 :]), careful(text[:at] + what + text[at + 1 :], monkeypatch))


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_it_is_used_on_large_files(quoting: int) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", quoting=quoting).writerows([["Q1", "Q2"], *[["Oui", 'dit "non"; é']] * 3000])
    body = fast_csv.fast_body(out.getvalue(), separator=";", header_rows=None)
    assert body is not None
    assert body.frame.shape == (3000, 2)
    assert set(body.frame[1]) == {'dit "non"; é'}
