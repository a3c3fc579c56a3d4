"""The ledger adds up, and says so when it does not."""

from __future__ import annotations

import pandas as pd

from declic_analysis.cleaning.ledger import cell_lines, ledger_balances, ledger_frame, note_lines, row_lines


def lines() -> pd.DataFrame:
    rows = pd.DataFrame({"file": ["a", "a", "b"], "state": ["accepted", "duplicate", "quarantined"]})
    answers = pd.DataFrame({"state": [0, 1, 1, 2, 3]})
    parts = [
        row_lines(rows, source="s", blank={"a": 1, "b": 0}),
        cell_lines(answers["state"], source="s", file="a"),
        note_lines([("columns_not_mapped", 4, None)], source="s", file="a"),
    ]
    return pd.concat(parts, ignore_index=True)


def count(ledger: pd.DataFrame, file: str, unit: str) -> dict[str, int]:
    part = ledger[(ledger["file"] == file) & (ledger["unit"] == unit)]
    return dict(zip(part["category"], part["n"], strict=True))


def test_every_state_has_a_line_and_the_raw_count_is_their_sum() -> None:
    ledger = lines()
    assert count(ledger, "a", "row") == {"raw": 3, "accepted": 1, "duplicate": 1, "incomplete": 1, "quarantined": 0}
    assert count(ledger, "b", "row") == {"raw": 1, "accepted": 0, "duplicate": 0, "incomplete": 0, "quarantined": 1}
    assert count(ledger, "a", "cell") == {
        "raw": 5,
        "substantive": 2,
        "non_substantive": 1,
        "empty": 1,
        "quarantined": 1,
    }
    assert ledger_balances(ledger)


def test_an_imbalance_shows() -> None:
    ledger = lines()
    assert not ledger_balances(ledger.assign(n=ledger["n"].where(ledger["category"] != "duplicate", 0)))
    assert not ledger_balances(ledger[ledger["category"] != "raw"])


def test_notes_take_no_part() -> None:
    ledger = lines()
    assert ledger_balances(ledger.assign(n=ledger["n"].where(ledger["unit"] != "note", 99)))
    assert ledger_balances(ledger_frame([]))
