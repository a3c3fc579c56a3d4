"""`change_model`: which random effects enter, on whom, and what is said where no model can be fitted."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.perception import change_model
from declic_analysis.perception.change_model import COLUMNS

_frames = runpy.run_path(str(Path(__file__).with_name("test_perception_frames.py")))
answer, responses, moves = _frames["answer"], _frames["responses"], _frames["moves"]
CODEBOOK: pd.DataFrame = _frames["CODEBOOK"]


def campaign(
    n: int = 40, *, actions: int = 0, shift: float = 0.8, items: tuple[str, ...] = ("q1",), seed: int = 3
) -> list[dict[str, Any]]:
    """Answers of people to `items` before and after, on the latent scale of the model."""
    rng = np.random.default_rng(seed)
    rows = []
    for k in range(n):
        opinion = 1.5 * rng.normal()
        for wave, moved in (("before", 0.0), ("after", shift)):
            for item in items:
                level = 1 + int(np.digitize(opinion + moved + rng.logistic(), [-2.5, -0.8, 0.8, 2.5]))
                action = f"a{k % actions}" if actions else None
                asked = 6 - level if item == "low" else level
                rows.append(answer(f"p{k}", wave, asked, item=item, action=action))
    return rows


def only(*rows: dict[str, Any], **options: Any) -> dict[str, Any]:
    (row,) = change_model(responses(*rows), codebook=CODEBOOK, **options).to_dict("records")
    return row


def test_columns_and_types_do_not_depend_on_the_rows() -> None:
    full, none = (change_model(responses(*rows), codebook=CODEBOOK) for rows in (campaign(), []))
    assert list(full.columns) == list(none.columns) == list(COLUMNS)
    assert full.dtypes.to_dict() == none.dtypes.to_dict()
    assert none.empty


def test_without_actions_persons_alone_by_quadrature() -> None:
    row = only(*campaign())
    assert (row["outcome"], row["method"]) == ("fitted", "clmm_logit_agq15(person)")
    assert (row["n_pairs"], row["n_persons"], row["n_actions"], row["n_levels"]) == (40, 40, 0, 5)
    assert 0 < row["low"] < row["log_odds"] < row["high"]
    assert row["odds_ratio"] == pytest.approx(np.exp(row["log_odds"]))
    assert np.isnan([row["action_sd"], row["item_sd"], row["occasion_sd"]]).all()


def test_actions_enter_and_make_it_less_sure() -> None:
    with_actions, without = only(*campaign(actions=6)), only(*campaign())
    assert with_actions["method"] == "clmm_logit_laplace(person, action, action_change)"
    assert with_actions["n_actions"] == 6
    assert with_actions["df"] == with_actions["n_actions"] - 1
    assert np.isnan(without["df"])  # a normal p has none


def test_actions_of_one_person_each_are_no_clusters() -> None:
    assert only(*campaign(actions=40))["method"] == "clmm_logit_agq15(person)"


def test_people_of_unknown_action_stay() -> None:
    rows = [*campaign(20, actions=4), *[row | {"person": "u" + row["person"]} for row in campaign(10, seed=9)]]
    rows = [row | {"response": row["person"] + row["wave"]} for row in rows]
    row = only(*rows)
    assert (row["n_persons"], row["n_actions"]) == (30, 4)


def test_pooled_over_the_items_of_a_construct() -> None:
    rows = campaign(items=("q1", "q2", "low", "hours"))
    frame = change_model(responses(*rows), codebook=CODEBOOK, unit="construct")
    assert frame[["direction", "n_items", "n_pairs"]].to_numpy().tolist() == [
        ["favourable_high", 3, 120],
        ["neutral", 1, 40],
    ]
    pooled = frame.iloc[0]
    assert pooled["method"] == "clmm_logit_laplace(person, occasion, item)"
    # Turned items are already turned: the three pull the same way, and are surer together.
    assert pooled["se"] < change_model(responses(*rows), codebook=CODEBOOK).iloc[0]["se"]
    assert pooled["low"] > 0


def test_order_is_the_codebooks() -> None:
    rows = campaign(items=("hours", "low", "q1"))
    assert change_model(responses(*rows), codebook=CODEBOOK)["item"].tolist() == ["q1", "low", "hours"]


UNFITTED = {
    "one_level": moves(0, 0, 8),
    "separated": moves(8, 0, 0),
    "no pair": [answer("p", "before", 3), answer("q", "after", 4)],
    "one pair": moves(1, 0, 0),
}


@pytest.mark.parametrize("case", UNFITTED)
def test_where_no_model_can_be_fitted(case: str) -> None:
    frame = change_model(responses(*UNFITTED[case]), codebook=CODEBOOK)
    if case == "no pair":
        assert frame.empty
        return
    (row,) = frame.to_dict("records")
    assert row["outcome"] == {"one pair": "separated"}.get(case, case)
    assert np.isnan([row["log_odds"], row["low"], row["p"], row["odds_ratio"], row["person_sd"]]).all()
    assert row["n_pairs"] == len(UNFITTED[case]) / 2


def test_design_and_month() -> None:
    rows = [row | {"wave": "followup", "month": 6} if row["wave"] == "after" else row for row in campaign()]
    row = only(*rows, wave_to="followup", month=6)
    assert (row["design"], row["month"], row["outcome"]) == ("pre_post", 6, "fitted")


def test_unknown_unit() -> None:
    with pytest.raises(ContractError):
        change_model(responses(*campaign(5)), codebook=CODEBOOK, unit="audience")
