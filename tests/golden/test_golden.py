"""Each folder: a study, raw files, and the tables that must come out of them. See README.md."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import pipeline
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import load_study

HERE = Path(__file__).parent
SCENARIOS = sorted(folder.name for folder in HERE.iterdir() if (folder / "study.yaml").is_file())
EXPECTED = ("expected_responses.csv", "expected_ledger.csv", "expected_quarantine.csv")


@cache
def built(scenario: str) -> dict[str, pd.DataFrame]:
    folder = HERE / scenario
    return pipeline.read(load_study(folder), raw=folder, key=FICTION_KEY).tables


def expected(scenario: str, table: str) -> pd.DataFrame:
    path = HERE / scenario / f"expected_{table}.csv"
    return pd.read_csv(path, dtype="str", keep_default_na=False) if path.exists() else pd.DataFrame()


def as_text(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype("object").where(frame.notna(), "").astype("str").reset_index(drop=True)


def files_of(scenario: str, sources: pd.Series) -> pd.Series:
    return sources.map({source.id: source.files for source in load_study(HERE / scenario).sources})


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_responses(scenario: str) -> None:
    found = built(scenario)["responses"]
    told = found.assign(
        person=pd.factorize(found["person"])[0] + 1,
        off_scale=found["non_substantive"],
        file=files_of(scenario, found["source"]),
        line=found["source_row"],
    )
    wanted = expected(scenario, "responses")
    pd.testing.assert_frame_equal(as_text(told[list(wanted.columns)]), wanted)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_ledger(scenario: str) -> None:
    ledger = built(scenario)["ledger"]
    ours = {f"{name}" for name in EXPECTED}
    told = ledger[(ledger["n"] > 0) & ~ledger["file"].isin(ours)]
    keys = ["file", "unit", "category", "n", "detail"]
    found, wanted = as_text(told[keys]).sort_values(keys), expected(scenario, "ledger").sort_values(keys)
    pd.testing.assert_frame_equal(found.reset_index(drop=True), wanted.reset_index(drop=True))
    assert pipeline.ledger_balances(ledger)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_quarantine(scenario: str) -> None:
    found, wanted = built(scenario)["quarantine"], expected(scenario, "quarantine")
    assert len(found) == len(wanted)
    if len(wanted):
        pd.testing.assert_frame_equal(as_text(found[list(wanted.columns)]), wanted)
