"""Invariants of the credits of hires, and the encounters held to a slow reading of the same rule, row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from declic_analysis import disclosure
from declic_analysis.conversions.attribution import MODELS, attribution
from declic_analysis.conversions.encounters import encounters, hire_paths
from declic_analysis.statistics.attribution import RULES, rule_credits, shapley_credits

QUICK = settings(max_examples=9, deadline=None, suppress_health_check=[HealthCheck.too_slow])
START, CUTOFF, LOOK_BACK = dt.date(2024, 1, 1), dt.date(2024, 4, 10), 40
PEOPLE, ACTIONS = [f"p{k}" for k in range(5)], [f"A{k}" for k in range(4)]
person, action, day = st.sampled_from(PEOPLE), st.sampled_from(ACTIONS), st.integers(0, 110)
steps = st.lists(st.tuples(person, st.none() | action, day, st.booleans()), max_size=14)
hired = st.lists(st.tuples(person, st.none() | action, st.none() | day, st.booleans()), max_size=6)
held = st.fixed_dictionaries({name: st.none() | day for name in ACTIONS})
came = st.lists(st.tuples(person | st.just("visitor"), action, st.booleans()), max_size=5)
dated = st.sampled_from(["action", "event"])


class Registers(NamedTuple):
    events: pd.DataFrame
    hires: pd.DataFrame
    actions: pd.DataFrame
    attendances: pd.DataFrame


def on(days: Iterable[int | None]) -> pd.Series:
    start = pd.Timestamp(START)
    return pd.Series([pd.NaT if k is None else start + pd.Timedelta(days=k) for k in days], dtype="datetime64[ns]")


def text(values: Iterable[Any]) -> pd.Series:
    return pd.Series(list(values), dtype="string")


def written(rows: list[Any], wins: list[Any], dates: dict[str, int | None], seen: list[Any]) -> Registers:
    empty = text([None] * len(rows))
    events = pd.DataFrame({
        "candidate": text(r[0] for r in rows), "step": text("applied" for _ in rows),
        "event_on": on(r[2] for r in rows),
        "action": text(r[1] for r in rows), "structure": empty, "prescriber": text("P" if r[3] else None for r in rows),
        "origin": empty, "state": empty, "state_on": on(None for _ in rows), "refusal_reason": empty,
    })  # fmt: skip
    none = text([None] * len(wins))
    hires = pd.DataFrame({
        "hire": text(f"h{k}" for k in range(len(wins))), "candidate": text(w[0] for w in wins),
        "structure": text("S" if w[3] else None for w in wins), "action": text(w[1] for w in wins),
        "accepted_on": on(w[2] for w in wins), "started_on": on(None for _ in wins), "contract": none,
        "months": pd.Series([pd.NA] * len(wins), dtype="Float64"), "ended_on": on(None for _ in wins), "rome": none,
    })  # fmt: skip
    names = list(dates)
    actions = pd.DataFrame({
        "action": text(names), "action_on": on(dates.values()),
        "format": text(["visit", "tour", "visit", None][: len(names)]), "territory": text("T" for _ in names),
    })  # fmt: skip
    attendances = pd.DataFrame({
        "person": text(s[0] for s in seen), "action": text(s[1] for s in seen),
        "attendance": text("seen" if s[2] else "noshow" for s in seen), "role": text("participant" for _ in seen),
        "identified": pd.Series([True] * len(seen), dtype="boolean"),
    })  # fmt: skip
    return Registers(events, hires, actions, attendances)


def credited(given_: Registers, **options: Any) -> pd.DataFrame:
    return attribution(
        given_.events, given_.hires, actions=given_.actions, attendances=given_.attendances, cutoff=CUTOFF,
        look_back_days=LOOK_BACK, **options,
    )  # fmt: skip


def slowly(rows: list[Any], wins: list[Any], dates: dict[str, int | None], seen: list[Any], *, by: str) -> set[Any]:
    """hire, action, days: the rule read one hire at a time, without the chain."""
    last = (CUTOFF - START).days
    known = [w for w in wins if w[2] is None or w[2] <= last]
    rows = [r for r in rows if r[2] <= last]
    listed = {r[0] for r in rows} | {w[0] for w in known}
    found = set()
    for number, (who, _, hired_on, _) in enumerate(known):
        told: dict[str, set[int]] = {}
        for p, a, k, _ in rows:
            if p == who and a is not None:
                told.setdefault(a, set()).add(k)
        for p, a, k, _ in known:
            if p == who and a is not None and (by == "action" or a not in {x[1] for x in rows if x[0] == who}):
                told.setdefault(a, set()).update([] if k is None else [k])
                if by == "event" and dates[a] is not None:
                    told[a] = {dates[a]}  # type: ignore[arg-type]
        for p, a, here in seen:
            if p == who and here and p in listed and (a not in told or by == "action"):
                told.setdefault(a, set()).update([] if dates[a] is None else [dates[a]])  # type: ignore[list-item]
        for a, days in told.items():
            if by == "action":
                days = {dates[a]} if dates[a] is not None else {min(days)} if days else set()  # type: ignore[assignment]
            for k in days:
                if hired_on is not None and 0 <= hired_on - k <= LOOK_BACK and k <= last:
                    found.add((number, a, hired_on - k))
    return found


@given(steps, hired, held, came, dated)
@QUICK
def test_encounters_are_those_of_a_slow_reading(
    rows: list[Any], wins: list[Any], dates: dict[str, int | None], seen: list[Any], by: str
) -> None:
    got = written(rows, wins, dates, seen)
    paths = hire_paths(
        got.events, got.hires, actions=got.actions, attendances=got.attendances, cutoff=CUTOFF, dated_by=by,
        look_back_days=LOOK_BACK, whole_chain=False,
    )  # fmt: skip
    table = encounters(paths)
    ours = set(zip(table["row"].tolist(), table["action"].tolist(), table["days"].tolist(), strict=True))
    assert ours == slowly(rows, wins, dates, seen, by=by)
    assert len(table) == len(ours)
    assert table["days"].between(0, LOOK_BACK).all()  # none after the hire, none outside the look-back


@given(steps, hired, held, came, dated, st.booleans())
@QUICK
def test_credits_of_each_hire_sum_to_one(
    rows: list[Any], wins: list[Any], dates: dict[str, int | None], seen: list[Any], by: str, chain: bool
) -> None:
    got = written(rows, wins, dates, seen)
    paths = hire_paths(
        got.events, got.hires, actions=got.actions, attendances=got.attendances, cutoff=CUTOFF, dated_by=by,
        look_back_days=LOOK_BACK, whole_chain=chain,
    )  # fmt: skip
    linked = np.flatnonzero(paths.hires["link"] == "linked")
    for model in (*RULES, "shapley"):
        shares = shapley_credits(paths.touches) if model == "shapley" else rule_credits(paths.touches, model=model)
        assert (shares >= 0).all()
        sums = np.bincount(paths.touches.path, weights=shares, minlength=len(paths.hires))[: len(paths.hires)]
        assert sums[linked] == pytest.approx(np.ones(len(linked)))
        assert np.delete(sums, linked).sum() == 0


@given(steps, hired, held, came, st.sampled_from(["action", "format", "territory"]))
@QUICK
def test_totals_are_the_hires_in_each_model_and_the_unlinked_stay_visible(
    rows: list[Any], wins: list[Any], dates: dict[str, int | None], seen: list[Any], by: str
) -> None:
    frame = credited(written(rows, wins, dates, seen), by=by)
    known = sum(w[2] is None or w[2] <= (CUTOFF - START).days for w in wins)
    assert frame.empty == (known == 0)
    for model, own in frame.groupby("model"):
        assert own["credit"].sum() == pytest.approx(known), model
        rest = own[~own["attributed"]]
        assert rest["credit"].tolist() == own["n_unlinked"].unique().tolist()
    assert frame.empty or set(frame["model"]) == set(MODELS)
    assert (frame["credit"] >= 0).all()
    assert (frame["low"] <= frame["credit"]).all() and (frame["credit"] <= frame["high"]).all()
    assert (frame["n_behind"] <= frame["n_through"]).all()
    parts = frame[["n_linked", "n_no_action", "n_outside", "n_broken"]].sum(axis="columns")
    assert (parts == frame["n_hires"]).all()


@given(steps, hired, held, came, dated, st.randoms(use_true_random=False))
@settings(QUICK, max_examples=5)
def test_new_names_and_another_order_change_nothing(
    rows: list[Any], wins: list[Any], dates: dict[str, int | None], seen: list[Any], by: str, chance: Any
) -> None:
    people = dict(zip([*PEOPLE, "visitor"], chance.sample([f"q{k}" for k in range(6)], 6), strict=True))
    names: dict[str | None, str | None] = dict(zip(ACTIONS, chance.sample([f"Z{k}" for k in range(4)], 4), strict=True))
    other = (
        [(people[p], names.get(a), *rest) for p, a, *rest in chance.sample(rows, len(rows))],
        [(people[p], names.get(a), *rest) for p, a, *rest in chance.sample(wins, len(wins))],
        {str(names[a]): dates[a] for a in ACTIONS},
        [(people[p], names[a], here) for p, a, here in chance.sample(seen, len(seen))],
    )
    before = credited(written(rows, wins, dates, seen), by="action", dated_by=by)
    after = credited(written(*other), by="action", dated_by=by)
    renamed = before.assign(action=before["action"].map(names).astype("string"))
    keys = ["model", "action"]
    pd.testing.assert_frame_equal(
        renamed.sort_values(keys, ignore_index=True), after.sort_values(keys, ignore_index=True), check_exact=False
    )


few = st.integers(0, 9)


@given(st.tuples(few, few, few, few, few), st.booleans())
@QUICK
def test_what_is_withheld_cannot_be_subtracted(sizes: tuple[int, ...], strict: bool) -> None:
    """People hired after A0, after A1, after both, after A2 and A3 (of other formats), after nothing."""
    base, paths = (11 if strict else 5), [["A0"], ["A1"], ["A0", "A1"], ["A2", "A3"], []]
    people = [(f"p{k}-{j}", met) for k, met in enumerate(paths) for j in range(sizes[k])]
    rows = [(who, action, 5, True) for who, met in people for action in met]
    got = written(rows, [(who, None, 20, True) for who, _ in people], dict(zip(ACTIONS, [1, 2, 3, 4], strict=True)), [])
    frame = credited(got, by="action")
    shown = disclosure.publish_attribution(frame, rules=disclosure.Rules(base=base), by="action").frame
    truth = frame["credit"].round(1)
    for model, own in shown.groupby("model"):
        some, told = truth[own.index] > 0, own["published"].astype(bool)
        if (some & told).any() and (some & ~told).any():
            assert (some & ~told).sum() > 1 and truth[own.index][some & ~told].sum() >= base, model
    ends = shown[shown["model"].isin(["first", "last"]) & shown["attributed"]]
    assert not ends["published"].any() or shown["published"].all()
    behind = frame.loc[shown.index[shown["published"] & shown["attributed"]], "n_behind"]
    assert not behind.between(1, base - 1).any()
