"""Contracts of the tables: a good frame passes, a bad one is refused by column and check, and no value ever shows."""

from __future__ import annotations

import subprocess
import sys
import traceback
from typing import Any

import pandas as pd
import pytest

from declic_analysis import schemas
from declic_analysis.errors import ContractError, set_language
from declic_analysis.schemas.models import MODELS

SECRET = "Marie Dupont, 06 12 34 56 78"
PATTERNED = {"siret": "12345678901234", "siren": "123456789", "epci": "200046977", "commune": "2A004", "rome": "H2901"}


def value_for(name: str, spec: Any) -> object:
    allowed = [check.statistics["allowed_values"] for check in spec.checks if check.name == "isin"]
    kind = str(spec.dtype)
    if allowed:
        return allowed[0][0]
    if "datetime" in kind:
        return pd.Timestamp("2024-03-01")
    if "boolean" in kind:
        return True
    if kind.startswith(("Int", "Float")):
        return 1
    return PATTERNED.get(name, f"{name}_1")


def good(table: str) -> pd.DataFrame:
    columns = MODELS[table].to_schema().columns
    return pd.DataFrame([{name: value_for(name, spec) for name, spec in columns.items()}])


def refused(frame: pd.DataFrame, table: str) -> str:
    with pytest.raises(ContractError) as caught:
        schemas.check(frame, table)
    return str(caught.value)


def test_the_tables_are_the_models() -> None:
    assert tuple(MODELS) == schemas.TABLES


@pytest.mark.parametrize("table", schemas.TABLES)
def test_a_good_frame_passes_and_is_not_changed(table: str) -> None:
    frame = good(table).astype(object)
    before = frame.copy(deep=True)
    checked = schemas.check(frame, table)
    pd.testing.assert_frame_equal(frame, before)
    assert list(checked.columns) == list(MODELS[table].to_schema().columns)
    assert {str(t) for t in checked.dtypes} <= {
        *("str", "string", "boolean", "datetime64[ns]"),
        *("Int16", "Int32", "Int64", "Float64"),
    }


@pytest.mark.parametrize("table", schemas.TABLES)
def test_columns_may_come_in_any_order(table: str) -> None:
    frame = good(table)
    assert list(schemas.check(frame[frame.columns[::-1]], table).columns) == list(frame.columns)


@pytest.mark.parametrize("table", schemas.TABLES)
def test_an_empty_table_keeps_its_contract(table: str) -> None:
    empty = schemas.empty(table)
    assert len(empty) == 0
    pd.testing.assert_frame_equal(schemas.check(empty, table), empty)


@pytest.mark.parametrize("table", schemas.TABLES)
def test_nullable_columns_and_no_other_may_be_empty(table: str) -> None:
    columns = MODELS[table].to_schema().columns
    nullable = [name for name, spec in columns.items() if spec.nullable]
    required = [name for name in columns if name not in nullable]
    frame = good(table).astype(object)
    unasked = frame.assign(answer="non_substantive") if table == "responses" else frame
    assert schemas.check(unasked.assign(**dict.fromkeys(nullable)), table)[nullable].isna().all(axis=None)
    text = refused(frame.assign(**dict.fromkeys(required)), table)
    assert [name for name in required if f"{name}: not_nullable × 1" not in text] == []


HOSTILE = [
    SECRET,
    [SECRET],
    {SECRET: 1},
    (SECRET,),
    10**40,
    float("inf"),
    3.7,
    -5,
    complex(1, 2),
    b"\xff",
    "2024-13-45",
]


def assert_silent(frame: pd.DataFrame, table: str) -> None:
    """The frame is accepted, or refused without a word of what stands in it."""
    try:
        schemas.check(frame, table)
    except ContractError as failure:
        shown = str(failure) + repr(failure) + "".join(traceback.format_exception(failure))
        assert not [text for text in ("Dupont", "06 12", str(10**40), "2024-13-45") if text in shown]


@pytest.mark.parametrize("table", schemas.TABLES)
def test_no_value_leaks_whatever_stands_in_a_row(table: str) -> None:
    columns = list(MODELS[table].to_schema().columns)
    for value in HOSTILE:
        assert_silent(pd.DataFrame([dict.fromkeys(columns, value)], dtype=object), table)


@pytest.mark.parametrize("table", ["structures", "events"])
def test_no_value_leaks_whatever_column_it_stands_in(table: str) -> None:
    for name in MODELS[table].to_schema().columns:
        frame = good(table).astype(object)
        frame.at[0, name] = SECRET
        assert_silent(frame, table)


def test_failures_are_counted_by_column_and_check() -> None:
    frame = pd.concat([good("responses")] * 4, ignore_index=True).astype(object)
    frame["response"] = [f"s:{k}:before" for k in range(4)]
    frame["wave"] = ["before", SECRET, SECRET, None]
    frame["score"] = [1, 0, -3, 2]
    text = refused(frame, "responses")
    assert "wave: isin(('before', 'retro_before', 'after', 'followup')) × 2" in text
    assert "wave: not_nullable × 1" in text
    assert "score: greater_than_or_equal_to(1) × 2" in text


@pytest.mark.parametrize("index", [[0, 1, 2, 3], [7, 7, 7, 7]])
def test_a_rule_on_the_whole_row_counts_rows_once(index: list[int]) -> None:
    frame = pd.concat([good("responses")] * 4)
    frame.index = pd.Index(index)
    text = refused(frame, "responses")
    assert text.count("one answer per submission and item") == 1
    assert "row: one answer per submission and item × 3" in text


def test_positions_go_with_substantive_answers_only() -> None:
    frame = good("responses")
    assert schemas.check(frame.assign(answer="substantive", position=3), "responses").at[0, "position"] == 3
    assert "position goes with" in refused(frame.assign(answer="non_substantive", position=3), "responses")
    assert "position goes with" in refused(frame.assign(answer="substantive", position=pd.NA), "responses")


def test_missing_and_stray_columns_are_named() -> None:
    frame = good("costs")
    assert "Colonnes absentes\u00a0: euros" in refused(frame.drop(columns="euros"), "costs")
    assert "Colonnes en trop\u00a0: nom, mail" in refused(frame.assign(nom="x", mail="y"), "costs")
    assert "Colonnes en double\u00a0: heading" in refused(pd.concat([frame, frame[["heading"]]], axis=1), "costs")


def test_both_languages() -> None:
    try:
        set_language("en")
        assert refused(good("costs").drop(columns="euros"), "costs").startswith("Missing columns: euros.")
        assert "Unknown table: nothing." in refused(good("costs"), "nothing")
    finally:
        set_language("fr")


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        *(
            ("structures", "siret", "1234567890123"),
            ("structures", "commune", "1A004"),
            ("candidates", "rome", "O1101"),
        ),
        *(("hires", "months", -1), ("invitations", "n_invited", -1), ("quarantine", "row", 0)),
        *(("structures", "siae_kind", "GEIQ"), ("events", "step", "embauche"), ("ledger", "unit", "rows")),
    ],
)
def test_what_the_lists_and_forms_refuse(table: str, column: str, value: object) -> None:
    assert f"{column}: " in refused(good(table).astype(object).assign(**{column: value}), table)


def test_unique_ids() -> None:
    frame = pd.concat([good("hires")] * 2, ignore_index=True)
    assert "hire: field_uniqueness × 2" in refused(frame, "hires")


def test_require_names_what_is_there() -> None:
    with pytest.raises(ContractError) as caught:
        schemas.require(pd.DataFrame({"a": [1]}), ["a", "b"], table="responses")
    assert "b" in str(caught.value.what)
    assert caught.value.found == "a"


def test_the_room_loads_no_pandera_and_no_pandas() -> None:
    code = "import sys, declic_analysis.schemas; print([m for m in ('pandera', 'pandas') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
