"""Tables of one page read together: the number of hires of a small group comes back from none of them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from journey_tables import CUTOFF, events, hire, hires, step
from scipy.optimize import linprog

from declic_analysis import disclosure
from declic_analysis.conversions.chain import chain
from declic_analysis.conversions.costs import cost_per_outcome
from declic_analysis.conversions.journeys import journeys
from declic_analysis.conversions.pooling import pooled_rates
from declic_analysis.conversions.quality import quality_shares
from declic_analysis.conversions.steps import step_rates
from declic_analysis.conversions.stops import stops
from declic_analysis.conversions.times import delays, incidence_curve
from declic_analysis.conversions.windows import windows

RULES = disclosure.Rules(base=5)


def people(n: int, waits: list[int]) -> pd.DataFrame:
    """n people who applied on the same day; the first are hired after so many days."""
    told = [step(f"p{k:02d}", "applied", "2024-01-10", structure=f"c{k}") for k in range(n)]
    signed = [
        hire(f"p{k:02d}", structure=f"c{k}", contract="cdi", accepted_on=dt.date(2024, 1, 10) + dt.timedelta(days=wait))
        for k, wait in enumerate(waits)
    ]
    return journeys(events(*told), hires(*signed), cutoff=CUTOFF)


def told_of_hires(made: pd.DataFrame) -> set[int]:
    """Every number of hires that a reader of the page can read or subtract."""
    n, found = len(made), []
    steps = disclosure.publish_steps(step_rates(made, cutoff=CUTOFF), rules=RULES).frame.set_index("step")
    found += [steps.loc["hired", "n_reached"]] if "hired" in steps.index else []
    quality = disclosure.publish_quality(quality_shares(made), rules=RULES).frame
    found += [*quality["n_hired"], quality["n"].sum(min_count=4)]
    costs = pd.DataFrame({"territory": [None], "euros": [100_000.0]})
    priced = cost_per_outcome(costs, outcomes={"hired": int(made["hired"].sum())}, n_persons=n)
    found += [*disclosure.publish_cost(priced, rules=RULES).frame["n"]]
    linked = disclosure.publish_chain(chain(made), rules=RULES).frame.set_index("of")
    found += [linked.loc["hires", "n"], linked.loc["hires", "n_persons"]]
    stood = disclosure.publish_stops(stops(made), rules=RULES).frame
    found += [n - stood["n"].sum()] if len(stood) and stood["n"].notna().all() else []
    found += [*disclosure.publish_delays(delays(made, horizon=180), rules=RULES).frame["n_hired"]]
    return {int(number) for number in found if pd.notna(number)}


@pytest.mark.parametrize("n", [12, 29, 30])
def test_few_hired_or_few_not_hired_come_back_from_no_table(n: int) -> None:
    for n_hired in range(n + 1):
        found = told_of_hires(people(n, [20 + k for k in range(n_hired)]))
        few = 1 <= n_hired <= 4 or 1 <= n - n_hired <= 4 or (n_hired == n < 30)
        assert found <= ({n_hired} if not few else set()), (n_hired, found)


def test_five_on_either_side_are_told() -> None:
    assert told_of_hires(people(12, list(range(20, 25)))) == told_of_hires(people(10, list(range(20, 25)))) == {5}


@pytest.mark.parametrize(("outside", "shown"), [(4, False), (5, True)])
def test_lasting_and_attribution_do_not_tell_of_few_who_were_not_hired(outside: int, shown: bool) -> None:
    row = {"months": 3, "n_hired": 20, "n_undated": 0, "n_too_early": 0, "n_unknown": 0, "n_mature": 20}
    row |= {"n_employed": 12, "n_left": 8, "rate": 0.6, "low": 0.4, "high": 0.8, "lowest": 0.6, "highest": 0.6}
    found = disclosure.publish_lasting(pd.DataFrame([row]), rules=RULES, n_persons=20 + outside).frame
    assert found[["n_hired", "n_mature", "n_employed"]].notna().all(axis=None) == shown


@pytest.mark.parametrize(("late", "last_day"), [(0, 28), (1, 0), (4, 0), (5, 28)])
def test_what_a_curve_leaves_of_all_hires_is_none_or_a_cell(late: int, last_day: int) -> None:
    made = people(40, [22] * 10 + [100] * late)
    rows = disclosure.publish_curve(incidence_curve(made, horizon=180), rules=RULES).shown
    rows = rows[(rows["outcome"] == "hired") & (rows["day"] < 90)]
    assert rows["day"].max() == last_day
    hired = disclosure.publish_delays(delays(made, horizon=180), rules=RULES).frame["n_hired"].iloc[0]
    assert hired == 10 + late  # told beside the curve


@pytest.mark.parametrize(("between", "day"), [(0, 28), (2, None), (5, 28)])
def test_no_day_of_a_curve_is_few_hires_from_a_window(between: int, day: int | None) -> None:
    """8 hires by day 28 and `between` more by day 30, which the window of 30 days counts; then ten by day 60."""
    made = people(60, [20] * 8 + [29] * between + [60] * 10)
    beside = disclosure.publish_windows(windows(made, cutoff=CUTOFF, windows_days=[30]), rules=RULES)
    assert beside.frame["n_hired"].iloc[0] == 8 + between
    rows = disclosure.publish_curve(incidence_curve(made, horizon=180), rules=RULES, windows=beside).shown
    rows = rows[(rows["outcome"] == "hired") & rows["n_events"].gt(0)]
    assert (21 in rows["day"].tolist()) == (day is not None)
    assert not rows["n_events"].sub(8 + between).abs().between(1, 4).any()


def test_few_in_training_are_not_what_the_curve_leaves_of_the_others() -> None:
    made = people(60, [20] * 20)
    curve = incidence_curve(made, horizon=180)
    other = delays(made, horizon=180).assign(n_other=9, n_open=31)
    for n, shown in ((4, False), (5, True)):
        told = curve.assign(n_events=curve["n_events"].mask(curve["outcome"] == "training", n))
        rows = disclosure.publish_delays(other, rules=RULES, curve=told).frame
        assert rows["n_other"].notna().all() == shown and rows["n_open"].notna().all() == shown


def bounds(steps: pd.Series, beside: pd.Series, *, total: int, sizes: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Fewest and most hires of each group that agree with steps, with windows (hires by then, no more than in all) and
    with their total; a group that the steps withhold has at least one, for zeros show.
    """
    names, columns = list(sizes), np.ones((1, len(sizes)))
    low = [steps[k] if pd.notna(steps[k]) else max(1, beside[k] if pd.notna(beside[k]) else 1) for k in names]
    high = [steps[k] if pd.notna(steps[k]) else sizes[k] for k in names]
    found = {}
    for place, name in enumerate(names):
        ends = []
        for sign in (1, -1):
            aim = np.eye(len(names))[place] * sign
            solved = linprog(aim, A_eq=columns, b_eq=[total], bounds=list(zip(low, high, strict=True)))
            ends.append(round(sign * solved.fun))
        found[name] = (ends[0], ends[1])
    return found


def test_two_tables_do_not_hide_a_group_behind_different_companions() -> None:
    """2 of 30 hired: the steps hide them behind the 5 of b, windows and rates alone behind the 20 people of c."""
    counts = {"a": (30, 2), "b": (40, 5), "c": (20, 12)}
    parts = [people(n, [20] * k).assign(format=name) for name, (n, k) in counts.items()]
    made = pd.concat(parts, ignore_index=True).astype({"format": "string"})
    made["candidate"] = [f"q{k:03d}" for k in range(len(made))]
    steps = disclosure.publish_steps(step_rates(made, cutoff=CUTOFF, by=["format"]), rules=RULES, by=["format"]).frame
    hired = steps[steps["step"] == "hired"].set_index("format")["n_reached"]
    withheld = hired.index[hired.isna()].tolist()
    assert withheld == ["a", "b"]
    timed = windows(made, cutoff=CUTOFF, windows_days=[180], by=["format"])
    pooled = pooled_rates(made, by="format", window_days=180, cutoff=CUTOFF)
    sizes = {name: n for name, (n, _) in counts.items()}
    for known, least in (([], False), (withheld, True)):
        shown = disclosure.publish_windows(timed, rules=RULES, by=["format"], withheld=known).frame
        rates = disclosure.publish_rates(pooled, rules=RULES, withheld=known).frame
        for beside in (shown.set_index("format")["n_hired"], rates.set_index("group")["n_events"]):
            low, high = bounds(hired, beside, total=19, sizes=sizes)["a"]
            assert (high > 4) == least, (low, high)
