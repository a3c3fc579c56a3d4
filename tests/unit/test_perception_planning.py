"""From a study's own answers to the next campaign's numbers."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from declic_analysis.errors import ContractError
from declic_analysis.perception import campaign_needs, power_curve


def shift(**changes: object) -> pd.DataFrame:
    """Five items of one audience: 40 pairs in ten actions, 16, 18, 20, 22 and 24 of them moved."""
    up = np.array([10, 11, 12, 13, 14])
    frame = pd.DataFrame(
        {
            "audience": "gens",
            "item": list("abcde"),
            "direction": ["favourable_high"] * 4 + ["neutral"],
            "confirmatory": [True, True, False, False, False],
            "n_pairs": 40,
            "n_up": up,
            "n_down": np.array([6, 7, 8, 9, 10]),
            "n_clusters": 10,
            "icc": [0.1, 0.3, 0.0, 0.0, 0.9],
        }
    )
    return frame.assign(**changes)


FLOW = pd.DataFrame({"audience": ["gens"], "n_before": [80], "n_pairs": [40], "response_rate": [0.4]})


def needs(frame: pd.DataFrame, flow: pd.DataFrame = FLOW, **options: object) -> pd.DataFrame:
    return campaign_needs(frame, flow=flow, rng=np.random.default_rng(1), draws=400, **options)  # type: ignore[arg-type]


def test_the_confirmatory_items_say_what_moves() -> None:
    row = needs(shift(), targets=[0.2]).iloc[0]
    assert tuple(row[["moving", "moving_low", "moving_high"]]) == pytest.approx((0.40, 0.40, 0.45))
    assert (row["icc"], row["mean_size"], row["n_tests"], row["basis"]) == (0.2, 4.0, 2, "own")
    assert row["method"] == "simulated_400"


def test_attrition_and_non_response_are_paid_for() -> None:
    row = needs(shift(icc=0.0), targets=[0.2]).iloc[0]
    assert row["method"] == "enumerated"
    assert row["answers_needed"] == math.ceil(row["pairs_needed"] / 0.5)
    assert row["invited_needed"] == math.ceil(row["answers_needed"] / 0.4)
    assert row["actions_needed"] == math.ceil(row["pairs_needed"] / 4)


def test_unknown_response_rate_gives_no_number_of_invitations() -> None:
    row = needs(shift(icc=0.0), FLOW.assign(response_rate=np.nan), targets=[0.2]).iloc[0]
    assert math.isnan(row["invited_needed"]) and row["answers_needed"] > 0


def test_without_own_pairs_the_assumption_is_said() -> None:
    row = needs(shift(n_pairs=3, n_up=1, n_down=1), FLOW.assign(n_pairs=0), targets=[0.2]).iloc[0]
    assert (row["basis"], row["moving"], row["n_pairs"]) == ("assumed", 0.45, 0)
    assert row["pairs_needed"] > 0 and math.isnan(row["answers_needed"])


def test_more_than_moves_cannot_be_planned() -> None:
    row = needs(shift(), targets=[0.5]).iloc[0]
    assert math.isnan(row["pairs_needed"]) and math.isnan(row["answers_needed"])


def test_power_grows_along_the_curve_and_reaches_the_goal() -> None:
    found = needs(shift(icc=0.0), targets=[0.2])
    n = int(found["pairs_needed"].iloc[0])
    curve = power_curve(found, rng=np.random.default_rng(1), sizes=[20, n // 2, n, 2 * n])
    assert curve["chance"].is_monotonic_increasing
    assert curve["chance"].iloc[2] == pytest.approx(0.80, abs=0.02)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ContractError, match="n_up"):
        needs(shift().drop(columns="n_up"))


def test_no_audience_gives_an_empty_frame() -> None:
    assert needs(shift().iloc[:0], FLOW.iloc[:0]).empty
