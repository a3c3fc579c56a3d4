"""`paired_shift` frames against R on two real surveys (data/reference/code/R02_paired.R, R03_mcnemar.R).

The answers are read from the raw files with a few lines of pandas: what is compared is the result frame, not ingest.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.perception import paired_shift
from declic_analysis.statistics.mean_change import hedges_factor
from declic_analysis.statistics.multiplicity import benjamini_hochberg, holm

pytestmark = pytest.mark.shared_data

Reference = Callable[[str], dict[str, Any]]
Survey = tuple[pd.DataFrame, pd.DataFrame]

AGREE_5 = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
AGREE_7 = [
    *("Strongly Disagree", "Disagree", "Somewhat Disagree", "Neither Agree nor Disagree"),
    *("Somewhat Agree", "Agree", "Strongly Agree"),
]
BUCKNELL = {f"Q11_{i}_pre": f"Q13_{i}_post" for i in range(1, 23)}
R_MATCHES = {
    "n_pairs": "n",
    "n_up": "n_up",
    "n_down": "n_down",
    "n_same": "n_zero",
    "net_shift": "paired_dominance",
    "sign_p": "sign_test_p",
    "mean_before": "mean_pre",
    "mean_after": "mean_post",
    "mean_change": "mean_diff",
    "d_z": "hedges_gz_exact_gamma",
}


def long(answers: pd.DataFrame, columns: dict[str, str], labels: list[str], *, wave: str) -> pd.DataFrame:
    """Answers of one wave as contract rows; `columns`: column of the file → item."""
    wide = answers.rename(columns=columns)[["person", *columns.values()]]
    rows = wide.melt(id_vars="person", var_name="item", value_name="label").dropna(subset=["label"])
    position = rows["label"].map({label: place for place, label in enumerate(labels, start=1)}).astype("Int16")
    return pd.DataFrame(
        {
            "response": wave + ":" + rows["person"],
            "person": rows["person"],
            "wave": wave,
            "item": rows["item"],
            "answer": np.where(position.notna(), "substantive", "non_substantive"),
            "position": position,
            "score": position,
            "favourable": (position >= len(labels) // 2 + 2).astype("boolean"),
        }
    )


def survey(before: pd.DataFrame, after: pd.DataFrame, *, labels: list[str], confirmatory: bool) -> Survey:
    rows = pd.concat([before, after], ignore_index=True)
    keys = dict.fromkeys(
        ("territory", "format", "action", "structure"), pd.Series(pd.NA, index=rows.index, dtype="str")
    )
    rows = rows.assign(**keys, identified=True, audience="students", source_row=rows.index + 2)
    rows = rows.assign(month=pd.array([pd.NA] * len(rows), dtype="Int16"), answered_on=pd.NaT)
    items = pd.DataFrame({"item": rows["item"].unique(), "audience": "students", "scale": "agree"})
    codebook = items.assign(n_levels=len(labels), direction="favourable_high", confirmatory=confirmatory)
    return rows, codebook


def bucknell(shared_data: Path, year: int, *, confirmatory: bool = False) -> Survey:
    path = shared_data / "prepost_bucknell_cure" / f"Year{year}.NoDemographics.tsv"
    answers = pd.read_csv(path, sep="\t", keep_default_na=False, na_values=["", "NA"])
    answers = answers.assign(person=[f"s{row}" for row in range(len(answers))])
    items = {before: f"Q11_{i}_to_Q13_{i}" for i, before in enumerate(BUCKNELL, start=1)}
    later = {after: items[before] for before, after in BUCKNELL.items()}
    return survey(
        long(answers, items, AGREE_5, wave="before"),
        long(answers, later, AGREE_5, wave="after"),
        labels=AGREE_5,
        confirmatory=confirmatory,
    )


def ds4biomed(shared_data: Path) -> Survey:
    folder = shared_data / "prepost_ds4biomed"
    recodes = pd.read_csv(folder / "pre_post_long-question_recodes.csv", encoding="utf-8-sig").dropna(subset=["pre"])
    waves = {"before": ("01-02-pre_workshop.tsv", "pre"), "after": ("01-03-post_workshop.tsv", "post")}
    sides = []
    for wave, (file, column) in waves.items():
        answers = pd.read_csv(folder / file, sep="\t", keep_default_na=False, na_values=["", "NA"])
        answers = answers.assign(person=answers["id_person"].astype("str"))
        sides.append(long(answers, dict(zip(recodes[column], recodes["pre"], strict=True)), AGREE_7, wave=wave))
    return survey(*sides, labels=AGREE_7, confirmatory=False)


def compare(shift: pd.DataFrame, truth: dict[str, Any]) -> None:
    """Every number of the frame that R has, item by item."""
    assert shift["item"].tolist() == list(truth)
    r = pd.DataFrame.from_dict(truth, orient="index")
    for ours, theirs in R_MATCHES.items():
        np.testing.assert_allclose(shift[ours], r[theirs].astype(float), rtol=1e-9, atol=1e-12, err_msg=ours)
    n, zeros = r["n"].to_numpy(dtype=float), r["n_zero"].to_numpy(dtype=float)
    inclusive = r["rank_biserial_zeros_ranked"].astype(float) * (1 - zeros * (zeros + 1) / (n * (n + 1)))
    np.testing.assert_allclose(shift["rank_biserial"], inclusive, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(shift[["mean_low", "mean_high"]], np.stack(r["diff_ci95"]).astype(float), rtol=1e-9)
    d_av = r["cohen_dav"].astype(float) * [hedges_factor(int(k) - 1) for k in n]
    np.testing.assert_allclose(shift["d_av"], d_av, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("year", [1, 2])
def test_bucknell(year: int, shared_data: Path, reference: Reference) -> None:
    responses, codebook = bucknell(shared_data, year)
    truth = reference("R02_paired")[f"bucknell_year{year}"]
    shift = paired_shift(responses, codebook=codebook)
    compare(shift, truth["items"])
    np.testing.assert_allclose(shift["signed_rank_p"], truth["adjust_pratt_exact"]["raw"], rtol=1e-9)
    dropped = paired_shift(responses, codebook=codebook, signed_rank_zeros="wilcoxon")
    wilcoxon = [item["coin_p_wilcoxon_exact"] for item in truth["items"].values()]
    np.testing.assert_allclose(dropped["signed_rank_p"], wilcoxon, rtol=1e-9)


@pytest.mark.parametrize("year", [1, 2])
def test_bucknell_favourable_share(year: int, shared_data: Path, reference: Reference) -> None:
    responses, codebook = bucknell(shared_data, year)
    shift = paired_shift(responses, codebook=codebook)
    r = pd.DataFrame(reference("R03_mcnemar_marginal")[f"bucknell_year{year}"]["items"]).T
    np.testing.assert_allclose(shift["mcnemar_p"], r["p_exact_binomial"].astype(float), rtol=1e-9)
    np.testing.assert_allclose(shift["mcnemar_midp"], r["p_mid"].astype(float), rtol=1e-9)
    # R's table has "does not agree" in its first row and column: what leaves it becomes favourable.
    np.testing.assert_allclose(shift["favourable_before"], 1 - r["p_row1"].astype(float), rtol=1e-9)
    np.testing.assert_allclose(shift["favourable_after"], 1 - r["p_col1"].astype(float), rtol=1e-9)
    np.testing.assert_allclose(shift["favourable_change"], r["diff_row1_minus_col1"].astype(float), atol=1e-12)


@pytest.mark.parametrize("year", [1, 2])
@pytest.mark.parametrize(("confirmatory", "name", "adjust"), [(True, "holm", holm), (False, "bh", benjamini_hochberg)])
def test_bucknell_adjustment(
    year: int, confirmatory: bool, name: str, adjust: Callable[..., Any], shared_data: Path, reference: Reference
) -> None:
    """R's 22 sign tests, adjusted by the functions that test_paired_r holds to R's `p.adjust`."""
    responses, codebook = bucknell(shared_data, year, confirmatory=confirmatory)
    shift = paired_shift(responses, codebook=codebook)
    items = reference("R02_paired")[f"bucknell_year{year}"]["items"].values()
    np.testing.assert_allclose(shift["sign_p_adjusted"], adjust([item["sign_test_p"] for item in items]), rtol=1e-9)
    assert set(shift["adjustment"]) == {name}
    assert set(shift["n_looks"]) == {22}


def test_ds4biomed(shared_data: Path, reference: Reference) -> None:
    responses, codebook = ds4biomed(shared_data)
    truth = reference("R02_paired")["ds4biomed"]
    people = responses.groupby("wave")["person"].nunique()
    assert people["before"] <= truth["n_pre"]
    shift = paired_shift(responses, codebook=codebook, signed_rank_zeros="wilcoxon")
    compare(shift, truth["items"])
    np.testing.assert_allclose(shift["signed_rank_p"], truth["adjust_wilcoxon_exact"]["raw"], rtol=1e-9)
    pratt = [item["coin_p_pratt_exact"] for item in truth["items"].values()]
    np.testing.assert_allclose(paired_shift(responses, codebook=codebook)["signed_rank_p"], pratt, rtol=1e-9)
    assert (shift["n_before"] >= shift["n_pairs"]).all()
    assert shift["n_before"].max() > truth["n_matched"]
