"""Public data through the whole chain, study.yaml → build → paired_shift, equal to what R computed (R02, R03).

R 4.2.2 with coin 1.4-2 and exactRankTests; the scripts stand beside the reference files. Exact values: 1e-9.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import perception, pipeline
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import load_study

pytestmark = pytest.mark.shared_data
STUDIES = Path(__file__).resolve().parents[1] / "studies"
COLUMNS = {
    "n": "n_pairs",
    "n_up": "n_up",
    "n_down": "n_down",
    "n_zero": "n_same",
    "mean_pre": "mean_before",
    "mean_post": "mean_after",
    "mean_diff": "mean_change",
    "sign_test_p": "sign_p",
    "coin_p_pratt_exact": "signed_rank_p",
}


@cache
def built(name: str, data: Path) -> pipeline.Build:
    study = load_study(STUDIES / name)
    return pipeline.read(study, raw=data / str(study.data_folder), key=FICTION_KEY)


def reference(data: Path, name: str) -> dict:
    return json.loads((data / "reference" / name).read_text(encoding="utf-8"))


def shift(name: str, data: Path, **options: object) -> pd.DataFrame:
    responses = built(name, data).tables["responses"]
    action = options.pop("action", None)
    chosen = responses[responses["action"] == action] if action else responses
    return perception.paired_shift(chosen, codebook=load_study(STUDIES / name).codebook(), **options).set_index("item")


def same(row: pd.Series, expected: dict, columns: dict[str, str]) -> None:
    for theirs, ours in columns.items():
        assert row[ours] == pytest.approx(expected[theirs], abs=1e-9), ours


@pytest.mark.parametrize(
    "name", ["prepost_bucknell_cure", "prepost_ds4biomed", "prepost_climate_mturk", "fr_limesurvey_vaud"]
)
def test_every_row_and_cell_is_somewhere(shared_data: Path, name: str) -> None:
    tables = built(name, shared_data).tables
    assert pipeline.ledger_balances(tables["ledger"])
    assert tables["quarantine"].empty


@pytest.mark.parametrize("year", [1, 2])
def test_bucknell_equals_r(shared_data: Path, year: int) -> None:
    expected = reference(shared_data, "R02_paired.json")[f"bucknell_year{year}"]["items"]
    found = shift("prepost_bucknell_cure", shared_data, action=f"year{year}")
    for k in range(1, 23):
        same(found.loc[f"b{k:02d}"], expected[f"Q11_{k}_to_Q13_{k}"], COLUMNS)


def test_bucknell_t_interval_equals_r(shared_data: Path) -> None:
    expected = reference(shared_data, "R02_paired.json")["bucknell_year1"]["items"]
    found = shift("prepost_bucknell_cure", shared_data, action="year1")
    for k in range(1, 23):
        row, theirs = found.loc[f"b{k:02d}"], expected[f"Q11_{k}_to_Q13_{k}"]
        assert (row["mean_low"], row["mean_high"]) == pytest.approx(tuple(theirs["diff_ci95"]), abs=1e-9)


def test_bucknell_mcnemar_equals_r(shared_data: Path) -> None:
    expected = reference(shared_data, "R03_mcnemar_marginal.json")["bucknell_year1"]["items"]
    found = shift("prepost_bucknell_cure", shared_data, action="year1")
    for k in range(1, 23):
        row, theirs = found.loc[f"b{k:02d}"], expected[f"agree_item{k}"]
        assert row["mcnemar_p"] == pytest.approx(theirs["p_exact_binomial"], abs=1e-9)
        assert row["mcnemar_midp"] == pytest.approx(theirs["p_mid"], abs=1e-9)


def test_ds4biomed_equals_r(shared_data: Path) -> None:
    expected = reference(shared_data, "R02_paired.json")["ds4biomed"]
    found = shift("prepost_ds4biomed", shared_data, signed_rank_zeros="wilcoxon")
    columns = {k: v for k, v in COLUMNS.items() if "pratt" not in k} | {"coin_p_wilcoxon_exact": "signed_rank_p"}
    assert len(expected["items"]) == len(found) == 15
    for k, theirs in enumerate(expected["items"].values(), 1):
        same(found.loc[f"d{k:02d}"], theirs, columns)


def test_ds4biomed_third_wave_is_there(shared_data: Path) -> None:
    responses = built("prepost_ds4biomed", shared_data).tables["responses"]
    last = responses[responses["wave"] == "followup"]
    assert last["month"].eq(6).all()
    assert last["person"].nunique() == 11


@pytest.mark.parametrize(
    ("span", "prefix", "items"),
    [
        ({}, "cco_", ["gw1_2", "gw2_1", "gw2_2", "gw2_3", "gw2_4", "knwgbl", "lifsty"]),
        ({"wave_from": "after", "wave_to": "followup"}, "cco_delayed_", ["gw1_2", "gw2_2", "knwgbl"]),
    ],
)
def test_climate_equals_r(shared_data: Path, span: dict[str, str], prefix: str, items: list[str]) -> None:
    """38 people before and after, 28 of them some days later."""
    expected = reference(shared_data, "R02_paired.json")
    found = shift("prepost_climate_mturk", shared_data, **span)
    assert set(found["n_pairs"]) == {expected[f"{prefix}knwgbl"]["n"]}
    for item in items:
        same(found.loc[item], expected[f"{prefix}{item}"], COLUMNS)


def test_climate_as_two_groups_equals_r(shared_data: Path) -> None:
    """effsize's Cliff's delta of the same answers, taken as if nothing linked them."""
    expected = reference(shared_data, "R02_paired.json")
    responses = built("prepost_climate_mturk", shared_data).tables["responses"]
    codebook = load_study(STUDIES / "prepost_climate_mturk").codebook()
    found = perception.unpaired_shift(responses, codebook=codebook).set_index("item")
    assert set(found["n_paired"]) == {38}
    for item in found.index:
        theirs = expected[f"cco_{item}"]
        assert found.loc[item, "delta"] == pytest.approx(theirs["cliff_delta_independent"], abs=1e-12)
        low, high = theirs["cliff_delta_ci95"]
        assert (found.loc[item, "delta_low"], found.loc[item, "delta_high"]) == pytest.approx((low, high), abs=1e-9)


def test_uppmax_asks_other_questions_in_each_wave(shared_data: Path) -> None:
    """Two scales for one statement: no gap is made up."""
    responses = built("prepost_uppmax_unpaired", shared_data).tables["responses"]
    codebook = load_study(STUDIES / "prepost_uppmax_unpaired").codebook()
    found = perception.unpaired_shift(responses, codebook=codebook)
    assert (found[["n_before", "n_after"]].min(axis=1) == 0).all()
    assert set(found["verdict"]) == {"insufficient"}


def test_vaud_raw_export_and_coded_table_say_the_same(shared_data: Path) -> None:
    one, two = (
        built(name, shared_data).tables["responses"].drop(columns=["person", "source_column"])
        for name in ("fr_limesurvey_vaud", "fr_limesurvey_vaud_codes")
    )
    assert len(one) == 554
    pd.testing.assert_frame_equal(one, two)


def test_vaud_counts_what_the_export_holds(shared_data: Path) -> None:
    study = load_study(STUDIES / "fr_limesurvey_vaud")
    tables = built("fr_limesurvey_vaud", shared_data).tables
    counts = perception.distribution(tables["responses"], codebook=study.codebook())
    welcome = counts[counts["item"] == "accueil"].sort_values("position")
    assert welcome["n"].tolist() == [2, 3, 80, 137]
    assert not tables["responses"]["identified"].any()
