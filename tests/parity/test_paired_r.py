"""Signed-rank, sign test, mean change and effect sizes against R (coin, t.test; data/reference/code/R02_paired.R).

Data sets: sleep, Murrar, climate. The two surveys (Bucknell, ds4biomed) are compared on result frames in
test_paired_shift_r.py.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.statistics import signed_rank as signed_rank_module
from declic_analysis.statistics.mean_change import d_av, d_z, hedges_factor, t_interval
from declic_analysis.statistics.multiplicity import benjamini_hochberg, holm
from declic_analysis.statistics.paired_proportions import mcnemar, sign_test, tango
from declic_analysis.statistics.signed_rank import rank_biserial, signed_rank

pytestmark = pytest.mark.shared_data

Reference = Callable[[str], dict[str, Any]]
Pairs = tuple[np.ndarray, np.ndarray]


def complete(before: pd.Series, after: pd.Series) -> Pairs:
    first, second = (pd.to_numeric(column, errors="coerce").to_numpy(dtype=float) for column in (before, after))
    both = ~(np.isnan(first) | np.isnan(second))
    return first[both], second[both]


@pytest.fixture(scope="session")
def data_sets(shared_data: Path) -> dict[str, Pairs]:
    """The pairs of R02, under the names it gives them."""
    sleep = pd.read_csv(shared_data / "likert_batteries" / "sleep.csv")
    murrar = pd.read_csv(shared_data / "prepost_rct_murrar" / "murrar.csv")
    climate = shared_data / "prepost_climate_mturk"
    core = pd.read_csv(climate / "cco_mech_core_intervention_notext.csv")
    delayed = pd.read_csv(climate / "cco_mech_delayed_test_notext.csv")
    later = core.merge(delayed, on="subj_id", validate="one_to_one")
    sides = [sleep.loc[sleep["group"] == group, "extra"].reset_index(drop=True) for group in (1, 2)]
    found = {"sleep": complete(*sides)}
    for arm, rows in murrar.groupby("condition"):
        for wave in ("t1", "t2"):
            found[f"murrar_arab_t0_{wave}_condition{arm}"] = complete(rows["arab_t0"], rows[f"arab_{wave}"])
    for item in ("gw1_2", "gw2_1", "gw2_2", "gw2_3", "gw2_4", "knwgbl", "lifsty"):
        found[f"cco_{item}"] = complete(core[f"{item}_pre"], core[f"{item}_pst"])
    for item in ("gw1_2", "gw2_2", "knwgbl"):
        found[f"cco_delayed_{item}"] = complete(later[f"{item}_pst"], later[f"{item}_fol"])
    return found


NAMES = (
    "sleep",
    *(f"murrar_arab_t0_{wave}_condition{arm}" for arm in (0, 1) for wave in ("t1", "t2")),
    *(f"cco_{item}" for item in ("gw1_2", "gw2_1", "gw2_2", "gw2_3", "gw2_4", "knwgbl", "lifsty")),
    *(f"cco_delayed_{item}" for item in ("gw1_2", "gw2_2", "knwgbl")),
)


def test_no_data_set_is_left_out(reference: Reference) -> None:
    surveys = {"bucknell_year1", "bucknell_year2", "ds4biomed", "published", "_software"}
    assert set(reference("R02_paired")) - surveys == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_signed_rank_is_coins(name: str, data_sets: dict[str, Pairs], reference: Reference) -> None:
    before, after = data_sets[name]
    truth = reference("R02_paired")[name]
    pratt, wilcoxon = signed_rank(after - before), signed_rank(after - before, zeros="wilcoxon")
    assert len(before) == truth["n"]
    assert pratt.p == pytest.approx(truth["coin_p_pratt_exact"], rel=1e-9)
    assert wilcoxon.p == pytest.approx(truth["coin_p_wilcoxon_exact"], rel=1e-9)
    assert (wilcoxon.sum_up, wilcoxon.sum_down) == (truth["wilcox_V_plus"], truth["wilcox_V_minus"])


@pytest.mark.parametrize("name", NAMES)
def test_normal_approximation_is_coins(
    name: str, data_sets: dict[str, Pairs], reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signed_rank_module, "MOST_EXACT", 0)
    before, after = data_sets[name]
    truth = reference("R02_paired")[name]
    assert signed_rank(after - before).p == pytest.approx(truth["coin_p_pratt_asym"], rel=1e-9)
    assert signed_rank(after - before, zeros="wilcoxon").p == pytest.approx(truth["coin_p_wilcoxon_asym"], rel=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_means_and_effects_are_rs(name: str, data_sets: dict[str, Pairs], reference: Reference) -> None:
    before, after = data_sets[name]
    truth = reference("R02_paired")[name]
    estimate = t_interval(after - before)
    assert estimate.estimate == pytest.approx(truth["mean_diff"], rel=1e-9)
    assert [estimate.low, estimate.high] == pytest.approx(truth["diff_ci95"], rel=1e-9)
    assert d_z(after - before) == pytest.approx(truth["hedges_gz_exact_gamma"], rel=1e-9)
    assert d_av(before, after) == pytest.approx(truth["cohen_dav"] * hedges_factor(truth["n"] - 1), rel=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_moves_are_rs(name: str, data_sets: dict[str, Pairs], reference: Reference) -> None:
    before, after = data_sets[name]
    truth = reference("R02_paired")[name]
    up, down = int((after > before).sum()), int((after < before).sum())
    assert (up, down) == (truth["n_up"], truth["n_down"])
    assert sign_test(up, down) == pytest.approx(truth["sign_test_p"], rel=1e-9)
    assert tango(up, down, len(before)).estimate == pytest.approx(truth["paired_dominance"], rel=1e-9)
    zeros, n = truth["n_zero"], truth["n"]
    # R leaves the ranks of the unchanged out of the denominator.
    inclusive = truth["rank_biserial_zeros_ranked"] * (1 - zeros * (zeros + 1) / (n * (n + 1)))
    assert rank_biserial(after - before) == pytest.approx(inclusive, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sleep", 0.981818),
        ("murrar_arab_t0_t1_condition0", 0.169018),
        ("murrar_arab_t0_t1_condition1", 0.629511),
    ],
)
def test_rank_biserial_with_zeros(name: str, value: float, data_sets: dict[str, Pairs]) -> None:
    before, after = data_sets[name]
    assert rank_biserial(after - before) == pytest.approx(value, abs=5e-7)


def test_scipy_ignores_ties_and_we_do_not(data_sets: dict[str, Pairs]) -> None:
    before, after = data_sets["murrar_arab_t0_t1_condition1"]
    assert signed_rank(after - before, zeros="wilcoxon").p == pytest.approx(2.53e-09, rel=1e-3)


@pytest.mark.parametrize("survey", ["bucknell_year1", "bucknell_year2", "ds4biomed"])
def test_adjusted_p_are_rs(survey: str, reference: Reference) -> None:
    blocks = [block for name, block in reference("R02_paired")[survey].items() if name.startswith("adjust_")]
    assert blocks
    for block in blocks:
        np.testing.assert_allclose(holm(block["raw"]), block["p_holm"], rtol=1e-9)
        np.testing.assert_allclose(benjamini_hochberg(block["raw"]), block["p_bh"], rtol=1e-9)


def test_agresti_approval(reference: Reference) -> None:
    truth = reference("R03_mcnemar_marginal")["agresti_approval"]
    test = mcnemar(truth["b"], truth["c"])
    assert test == pytest.approx((truth["p_exact_binomial"], truth["p_mid"]), rel=1e-9)


def test_hundreds_of_pairs_against_r(shared_data: Path, reference: Reference) -> None:
    """Carpentries usage, 224 moved pairs of 433: exactRankTests enumerates it, coin's exact gives up."""
    levels = ["Less than once per year.", "Several times per year.", "Monthly.", "Weekly.", "Daily."]
    answers = pd.read_csv(shared_data / "prepost_carpentries_retro" / "longterm_October2017.csv")
    sides = []
    for side, lowest in (("Before", "had"), ("Since", "have")):
        labels = [f"I {lowest} not been using tools like these.", *levels]
        column = answers[f"Programming-Usage-{side}-Workshop"].str.strip()
        sides.append(column.map({label: place for place, label in enumerate(labels)}))
    before, after = complete(*sides)
    truth = reference("R03_mcnemar_marginal")["carpentries_usage"]["paired"]
    test = signed_rank(after - before, zeros="wilcoxon")
    assert (test.n_moved, test.method) == (truth["n_up"] + truth["n_down"], "exact")
    assert test.p == pytest.approx(truth["exactRankTests_p"], rel=1e-9)
