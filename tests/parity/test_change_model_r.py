"""`change_model` frames against R's ordinal::clmm on the pairs of a real survey (tests/parity/r/change_model.R)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from declic_analysis.perception import change_model

pytestmark = pytest.mark.shared_data

LEVELS = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
ITEMS = (4, 13, 14)


@pytest.fixture(scope="module")
def survey(shared_data: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Responses and codebook of three items, read with a few lines of pandas."""
    file = shared_data / "prepost_bucknell_cure" / "Year1.NoDemographics.tsv"
    raw = pd.read_csv(file, sep="\t", keep_default_na=False, na_values=["", "NA"])
    columns = {f"Q1{1 if w == 'pre' else 3}_{item}_{w}": (item, w) for item in ITEMS for w in ("pre", "post")}
    rows = raw[list(columns)].reset_index(names="row").melt(id_vars="row", var_name="column", value_name="label")
    rows = rows.dropna(subset=["label"]).reset_index(drop=True)
    level = rows["label"].map({label: place for place, label in enumerate(LEVELS, start=1)}).astype("Int16")
    wave = rows["column"].map({name: "before" if w == "pre" else "after" for name, (_, w) in columns.items()})
    responses = pd.DataFrame(
        {
            "response": wave + rows["row"].astype("str"),
            "person": "s" + rows["row"].astype("str"),
            "wave": wave,
            "item": rows["column"].map({name: f"q{item}" for name, (item, _) in columns.items()}),
            "position": level,
            "score": level,
            "favourable": (level >= 4).astype("boolean"),
            "source_row": rows["row"],
        }
    )
    keys = dict.fromkeys(
        ("territory", "format", "action", "structure"), pd.Series(pd.NA, index=rows.index, dtype="str")
    )
    responses = responses.assign(**keys, identified=True, audience="students", answer="substantive", answered_on=pd.NaT)
    responses = responses.assign(month=pd.array([pd.NA] * len(rows), dtype="Int16"))
    codebook = pd.DataFrame({"item": [f"q{item}" for item in ITEMS], "audience": "students", "construct": "research"})
    return responses, codebook.assign(scale="agree", n_levels=5, direction="favourable_high", confirmatory=False)


def test_item_by_item(survey: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    responses, codebook = survey
    frame = change_model(responses, codebook=codebook)
    assert frame["item"].tolist() == ["q4", "q13", "q14"]
    r = {
        "log_odds": [0.6281771048, 1.3495878233, 1.1903513046],
        "se": [0.3144657166, 0.4329813175, 0.3447808266],
        "person_sd": [2.1021377864, 2.5380498021, 1.8833111173],
        "log_likelihood": [-217.5606429616, -141.9592752617, -188.9361655391],
    }
    for column, numbers in r.items():
        np.testing.assert_allclose(frame[column], numbers, atol=1e-3, err_msg=column)
    assert set(frame["method"]) == {"clmm_logit_agq15(person)"}
    assert set(frame["outcome"]) == {"fitted"}


def test_pooled_over_items(survey: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """Person, person × wave and item at random; R too ends at no variance of person × wave."""
    responses, codebook = survey
    (row,) = change_model(responses, codebook=codebook, unit="construct").to_dict("records")
    assert row["log_likelihood"] == pytest.approx(-598.1434248, abs=1e-4)
    assert [row["log_odds"], row["se"]] == pytest.approx([0.6565147473, 0.1729470766], abs=1e-3)
    assert [row["person_sd"], row["occasion_sd"], row["item_sd"]] == pytest.approx([0.633165, 0, 1.269775], abs=1e-3)
    assert row["outcome"] == "boundary"
    assert row["method"] == "clmm_logit_laplace(person, occasion, item)"
