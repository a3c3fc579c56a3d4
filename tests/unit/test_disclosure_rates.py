"""The gate on rates, control charts, strata, jobs and costs: at its boundaries, and what the total would give back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declic_analysis import disclosure
from declic_analysis.conversions.costs import cost_per_outcome
from declic_analysis.conversions.pooling import pooled_rates
from declic_analysis.disclosure import Rules

RULES = Rules(base=5)


def people(counts: list[tuple[int, int]], *, by: str = "format") -> pd.DataFrame:
    rows = [{by: f"g{k}", "hired": j < x} for k, (n, x) in enumerate(counts) for j in range(n)]
    frame = pd.DataFrame(rows, columns=[by, "hired"])
    day = pd.Timestamp("2024-03-01")
    return frame.assign(zero_on=day, hired_on=pd.Series(day, index=frame.index).where(frame["hired"].astype(bool)))


def shown(counts: list[tuple[int, int]], *, by: str = "format", rules: Rules = RULES) -> pd.DataFrame:
    return disclosure.publish_rates(pooled_rates(people(counts, by=by), by=by), rules=rules).frame


@pytest.mark.parametrize(
    ("counts", "n_shown", "rates_shown"),
    [
        ([(40, 10), (40, 12), (40, 9)], [True] * 3, [True] * 3),
        # 4 hires: neither it, nor the smallest other, from which the total would give it back.
        ([(40, 4), (50, 12), (60, 9)], [True] * 3, [False, False, True]),
        ([(40, 36), (50, 12), (60, 9)], [True] * 3, [False, False, True]),
        ([(40, 5), (50, 12), (60, 9)], [True] * 3, [True] * 3),
        # Four people: their number goes, and that of the smallest other.
        ([(4, 1), (50, 12), (60, 9)], [False, False, True], [False, False, True]),
        ([(5, 0), (50, 12), (60, 9)], [True] * 3, [False, False, True]),  # nobody of a small group
        ([(30, 0), (50, 12), (60, 9)], [True] * 3, [True] * 3),  # nobody of thirty may be said
        # Two small numbers that together are still small: a third goes.
        ([(40, 1), (50, 2), (60, 9), (70, 20)], [True] * 4, [False, False, False, True]),
        ([(40, 3), (50, 3), (60, 9)], [True] * 3, [False, False, True]),  # six together: hidden among two
        ([(40, 4)], [True], [False]),
    ],
)
def test_rates(counts: list[tuple[int, int]], n_shown: list[bool], rates_shown: list[bool]) -> None:
    found = shown(counts)
    assert found["n"].notna().tolist() == n_shown
    for name in ("rate", "low", "n_events"):
        assert found[name].notna().tolist() == rates_shown
    assert not found.loc[~found["rate_published"], "shrunken"].notna().any()


def test_outside_the_house_the_base_is_eleven() -> None:
    assert shown([(10, 5), (40, 10), (40, 12)], rules=Rules(base=11))["published"].tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        ([(20, 6), (30, 9)], False),  # two structures
        ([(20, 6), (30, 9), (25, 8)], True),
        ([(20, 6), (30, 9), (400, 80)], False),  # one holds 89 %
        ([(20, 6), (30, 9), (3, 1)], False),  # one too small, another hidden with it
        ([(20, 6), (30, 9), (25, 4), (26, 8)], False),  # two are left with a rate
    ],
)
def test_structures(counts: list[tuple[int, int]], published: bool) -> None:
    assert shown(counts, by="structure")["published"].all() == published


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)).map(lambda t: (t[0], min(t))), min_size=1, max_size=6)
)
def test_the_total_gives_nothing_back(counts: list[tuple[int, int]]) -> None:
    """What is hidden, taken together, is at least two groups and no small number; or everything is hidden."""
    frame = pd.DataFrame({"grouping": "format", "group": [f"g{k}" for k in range(len(counts))]})
    frame = frame.assign(n=[n for n, _ in counts], n_events=[x for _, x in counts], n_immature=0)
    numbers = dict.fromkeys(("rate", "low", "high", "shrunken", "shrunken_low", "shrunken_high"), 0.5)
    found = disclosure.publish_rates(frame.assign(**numbers), rules=RULES).frame
    hidden = found["rate"].isna()
    if hidden.any() and not hidden.all():
        n, x = int(frame["n"][hidden].sum()), int(frame["n_events"][hidden].sum())
        assert hidden.sum() >= 2
        assert min(x, n - x) >= RULES.cell
    no_n = found["n"].isna()
    assert no_n.all() or no_n.sum() != 1
    assert not found["rate"].notna()[(frame["n_events"].between(1, 4)) | (frame["n"] < 5)].any()


def quality(counts: list[int]) -> pd.DataFrame:
    codes, n = ["durable", "transition", "positive", "unknown"], sum(counts)
    rows = [{"quality": c, "n": k, "n_hired": n, "n_persons": 200, "share": k / n, "low": 0, "high": 1}
            for c, k in zip(codes, counts, strict=True)]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([10, 6, 0, 5], [True] * 4),
        ([10, 6, 0, 4], [True, False, False, False]),  # lasting jobs alone
        ([4, 6, 0, 10], [False] * 4),
        ([10, 0, 0, 0], [False] * 4),  # all alike, in a small group
        ([40, 0, 0, 0], [True] * 4),
        ([1, 1, 1, 1], [False] * 4),
    ],
)
def test_quality(counts: list[int], expected: list[bool]) -> None:
    found = disclosure.publish_quality(quality(counts), rules=RULES).frame
    assert found["n"].notna().tolist() == expected
    assert found["n_hired"].notna().all() == (sum(counts) >= 5)


def test_what_may_not_be_shown_of_the_others_is_not_shown_here() -> None:
    """All together minus this territory would tell the other's 3 lasting jobs."""
    own, others = quality([10, 6, 0, 5]), quality([3, 6, 0, 5])
    assert disclosure.publish_quality(own, rules=RULES).frame["published"].all()
    beside = disclosure.publish_quality(own, rules=RULES, others=others).frame
    assert not beside["published"].any()
    assert beside["n"].isna().all()


def lasting(**counts: int) -> pd.DataFrame:
    base: dict[str, Any] = {"months": 3, "n_hired": 40, "n_undated": 0, "n_too_early": 0, "n_unknown": 0} | counts
    base["n_mature"] = base["n_employed"] + base["n_left"] + base["n_unknown"]
    return pd.DataFrame([base | {"rate": 0.5, "low": 0.4, "high": 0.6, "lowest": 0.5, "highest": 0.5}])


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        ({"n_employed": 12, "n_left": 8}, True),
        ({"n_employed": 12, "n_left": 4}, False),
        ({"n_employed": 12, "n_left": 8, "n_unknown": 4}, False),
        ({"n_employed": 12, "n_left": 8, "n_too_early": 1}, False),
        ({"n_employed": 12, "n_left": 0}, False),
        ({"n_employed": 0, "n_left": 0, "n_unknown": 20}, True),  # nothing is known: said
    ],
)
def test_lasting(counts: dict[str, int], published: bool) -> None:
    found = disclosure.publish_lasting(lasting(**counts), rules=RULES).frame
    assert found["n_employed"].notna().tolist() == [published]


def test_the_cost_of_one_gives_their_number_back() -> None:
    costs = pd.DataFrame({"territory": [None], "euros": [100_000.0]})
    frame = cost_per_outcome(costs, outcomes={"hired": 5, "durable": 4, "immersed": 0}, n_persons=80)
    found = disclosure.publish_cost(frame, rules=RULES).frame
    assert found["cost"].notna().tolist() == [True, False, False]
    assert found["low"].notna().tolist() == [True, False, True]
    assert found["euros"].tolist() == [100_000.0] * 3
    few = disclosure.publish_cost(frame.assign(n_persons=4), rules=RULES).frame
    assert not few["published"].any()
