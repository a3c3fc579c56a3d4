"""A compact table is the same table: same texts, same contract, same file when read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import schemas
from declic_analysis.errors import ContractError
from declic_analysis.pipeline.storing import write_table
from declic_analysis.schemas.compact import Tables, expanded, stacked


def plain(n: int = 6) -> pd.DataFrame:
    """Contract-valid answers of two persons."""
    rows = [
        {
            "response": f"s:{k // 2 + 2}:before",
            "person": f"p{k // 2}",
            "identified": True,
            "match": "none",
            "match_score": None,
            "audience": "gens",
            "territory": None if k % 2 else "lyonnais",
            "format": None,
            "action": None,
            "structure": None,
            "wave": "before",
            "month": None,
            "answered_on": pd.Timestamp("2024-03-01"),
            "action_on": None,
            "item": "ab"[k % 2],
            "scale": "s",
            "answer": "non_substantive" if k == 0 else "substantive",
            "position": None if k == 0 else 2,
            "score": None if k == 0 else 2,
            "favourable": None if k == 0 else False,
            "non_substantive": "dont_know" if k == 0 else None,
            "source": "s",
            "source_row": k // 2 + 2,
            "source_column": "Q",
        }
        for k in range(n)
    ]
    return schemas.check(pd.DataFrame(rows), "responses")


def compact(frame: pd.DataFrame) -> pd.DataFrame:
    texts = [name for name in frame.columns if isinstance(frame[name].dtype, pd.StringDtype)]
    return frame.assign(**{name: pd.Categorical(frame[name]) for name in texts})


def test_written_out_it_is_the_table() -> None:
    pd.testing.assert_frame_equal(expanded(compact(plain())), plain())


def test_it_is_held_to_the_same_contract() -> None:
    pd.testing.assert_frame_equal(expanded(schemas.check(compact(plain()), "responses")), plain())


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("wave", "someday", "wave"),
        ("answer", None, "answer"),
        ("match", "perhaps", "match"),
        ("answer", "non_substantive", "position goes with"),
        ("item", "a", "one answer per"),
    ],
)
def test_a_breach_is_refused_compact_as_plain(column: str, value: str | None, told: str) -> None:
    broken = plain().astype({column: "object"})
    broken.loc[1, column] = value
    for frame in (broken.astype({column: "str"}), compact(broken.astype({column: "str"}))):
        with pytest.raises(ContractError, match=told):
            schemas.check(frame, "responses")


def test_parts_with_other_texts_are_put_together() -> None:
    first, second = plain(2), plain(6).iloc[2:]
    pd.testing.assert_frame_equal(expanded(stacked([compact(first), compact(second)])), plain())


def test_its_file_reads_as_the_plain_one(tmp_path: Path) -> None:
    plain().to_parquet(tmp_path / "plain.parquet", index=False)
    write_table(compact(plain()), tmp_path / "compact.parquet")
    read = [pd.read_parquet(tmp_path / f"{name}.parquet") for name in ("plain", "compact")]
    pd.testing.assert_frame_equal(*read)


def test_tables_write_a_compact_one_out_when_asked() -> None:
    tables = Tables({"responses": compact(plain())})
    pd.testing.assert_frame_equal(tables["responses"], plain())
    assert isinstance(tables.data["responses"]["wave"].dtype, pd.StringDtype)
