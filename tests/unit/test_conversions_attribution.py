"""Credits of hires to actions: the golden paths through the contract tables, what stays unlinked and why, the gate."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from declic_analysis import disclosure, figures, schemas, wording
from declic_analysis.conversions.attribution import MODELS, attribution
from declic_analysis.errors import ContractError

CUTOFF = dt.date(2024, 12, 31)


EMPTY = {name: schemas.empty(name) for name in ("events", "hires", "actions", "attendances")}


def table(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    empty = EMPTY[name]
    frame = pd.DataFrame(rows, columns=list(empty.columns))
    return frame.astype(empty.dtypes.to_dict())


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(f"2024-{text}")


def step(candidate: str, action: str | None, on: str = "03-01", **other: Any) -> dict[str, Any]:
    return {"candidate": candidate, "action": action, "event_on": day(on), "step": "applied", "prescriber": "P"} | other


def hire(candidate: str, on: str | None = "04-01", **other: Any) -> dict[str, Any]:
    accepted = None if on is None else day(on)
    return {"hire": f"h-{candidate}-{on}", "candidate": candidate, "structure": "S", "accepted_on": accepted} | other


ACTIONS = table("actions", [
    {"action": "A", "format": "visit", "territory": "north", "action_on": day("02-01")},
    {"action": "B", "format": "tour", "territory": "south", "action_on": day("02-20")},
    {"action": "C", "format": "tour", "territory": "south"},
])  # fmt: skip
GOLDEN = [step("p1", "A"), step("p1", "B", "03-02"), step("p2", "A"), step("p3", "B")]


def credited(steps: list[dict[str, Any]], hires: list[dict[str, Any]], **options: Any) -> pd.DataFrame:
    asked = {"actions": ACTIONS, "cutoff": CUTOFF, "look_back_days": 90, "by": "action"} | options
    return attribution(table("events", steps), table("hires", hires), **asked)


def shares(frame: pd.DataFrame, model: str) -> dict[str, float]:
    own = frame[(frame["model"] == model) & frame["attributed"]]
    return {str(k): round(v, 3) for k, v in zip(own.iloc[:, 1].fillna("?"), own["credit"], strict=True)}


def test_golden_paths_through_the_tables() -> None:
    frame = credited(GOLDEN, [hire("p1"), hire("p3")])
    assert shares(frame, "markov") == {"A": 0.667, "B": 1.333}
    assert shares(frame, "shapley") == {"A": 0.5, "B": 1.5}
    assert shares(frame, "first") == {"A": 1, "B": 1} and shares(frame, "last") == {"A": 0, "B": 2}
    assert shares(frame, "decay") == {"A": 0.392, "B": 1.608}  # 19 days apart: 2^(-19/30)
    ends = frame[frame["action"] == "A"].iloc[0]
    assert (ends["low"], ends["high"], ends["n_through"], ends["n_met"]) == (0, 1, 1, 2)


def test_credits_of_a_format_are_those_of_its_actions() -> None:
    steps, hires = [*GOLDEN, step("p1", "C", "03-20")], [hire("p1"), hire("p3")]
    by_action, by_format = credited(steps, hires), credited(steps, hires, by="format")
    for model in MODELS:
        own = shares(by_action, model)
        assert shares(by_format, model) == pytest.approx({"tour": own["B"] + own["C"], "visit": own["A"]}, abs=2e-3)


@pytest.mark.parametrize(
    ("steps", "hired", "reason"),
    [
        ([step("p", None)], hire("p"), "n_no_action"),
        ([step("p", "A")], hire("p", "05-02"), "n_outside"),  # 91 days
        ([step("p", "A")], hire("p", "05-01"), "n_linked"),  # 90 days
        ([step("p", "A")], hire("p", "02-01"), "n_linked"),  # the day itself
        ([step("p", "A", "01-10")], hire("p", "01-31"), "n_outside"),  # the action came after the hire
        ([step("p", "A")], hire("p", None), "n_outside"),  # hired on no known day
        ([step("p", "A")], hire("p", structure=None), "n_broken"),
        ([step("p", "A", prescriber=None)], hire("p"), "n_broken"),
        ([], hire("p", action="A"), "n_broken"),
        ([step("p", None)], hire("p", action="A"), "n_linked"),
        ([step("p", None)], hire("p", action="C"), "n_linked"),  # dated by nothing but the hire itself
        ([step("p", "C", "04-02")], hire("p"), "n_outside"),  # dated by its only step
    ],
)
def test_why_a_hire_is_linked_or_not(steps: list[dict[str, Any]], hired: dict[str, Any], reason: str) -> None:
    row = credited(steps, [hired]).iloc[-1]
    counts = {name: int(row[name]) for name in ("n_linked", "n_no_action", "n_outside", "n_broken")}
    assert counts == dict.fromkeys(counts, 0) | {reason: 1}
    assert not row["attributed"] and row["credit"] == (reason != "n_linked")


def test_an_attendance_of_the_candidate_is_an_encounter_when_seen() -> None:
    came = {"person": "p", "identified": True, "role": "participant"}
    rows = [came | {"action": "A", "attendance": "seen"}, came | {"action": "B", "attendance": "noshow"},
            came | {"action": "B", "attendance": "seen", "person": "visitor"}]  # fmt: skip
    sheet = table("attendances", rows)
    frame = credited([step("p", None)], [hire("p")], attendances=sheet)
    assert shares(frame, "linear") == {"A": 1}


def test_dated_by_the_step_counts_each_step_and_by_the_action_once() -> None:
    steps = [step("p", "A", "03-01"), step("p", "A", "03-09"), step("p", "B", "03-05")]
    assert shares(credited(steps, [hire("p")]), "linear") == {"A": 0.5, "B": 0.5}
    by_step = credited(steps, [hire("p")], dated_by="event")
    assert shares(by_step, "linear") == {"A": 0.667, "B": 0.333}
    assert shares(by_step, "last") == {"A": 1, "B": 0}
    assert shares(by_step, "shapley") == {"A": 0.5, "B": 0.5}


def test_what_comes_after_the_cut_off_is_not_known_yet() -> None:
    hires = [hire("p1"), hire("p3", "06-01")]
    frame = credited(GOLDEN, hires, cutoff=dt.date(2024, 5, 1))
    assert frame["n_hires"].unique().tolist() == [1]


def test_no_register_is_no_row_and_options_are_checked() -> None:
    assert credited([], []).empty
    assert credited(GOLDEN, []).empty
    assert credited([], [hire("p")])["credit"].tolist() == [1] * len(MODELS)
    for wrong in (
        {"by": "operator"},
        {"models": ["best"]},
        {"models": []},
        {"dated_by": "hire"},
        {"look_back_days": -1},
    ):
        with pytest.raises(ContractError):
            credited(GOLDEN, [hire("p1")], **wrong)


def many(n_a: int, n_b: int, n_ab: int, n_none: int, n_open: int = 20) -> pd.DataFrame:
    """People hired after A alone, after B alone, after A then B, after nothing; and people not hired."""
    paths = ["A"] * n_a + ["B"] * n_b + ["AB"] * n_ab + [""] * n_none + ["A", "B"] * n_open
    steps = [step(f"p{k}", action) for k, path in enumerate(paths) for action in (path or [None])]
    return credited(steps, [hire(f"p{k}") for k in range(n_a + n_b + n_ab + n_none)], by="format")


def gate(frame: pd.DataFrame, base: int = 5) -> disclosure.Published:
    return disclosure.publish_attribution(frame, rules=disclosure.Rules(base=base), by="format")


def test_large_counts_are_all_shown() -> None:
    shown = gate(many(20, 15, 12, 8)).frame
    assert shown["published"].all() and shown["n_unlinked"].eq(8).all()
    linear = shown[shown["model"] == "linear"].set_index("format")["credit"]
    assert linear["visit"] == 26 and linear["tour"] == 21


def test_few_hires_show_nothing() -> None:
    shown = gate(many(2, 1, 0, 1))
    assert not shown.frame["published"].any() and shown.frame["n_hires"].isna().all()
    assert "Moins de 5 embauches" in wording.attribution_sentences(shown)[0]


def test_few_unlinked_hires_are_hidden_with_another_credit_of_each_model() -> None:
    shown = gate(many(20, 15, 12, 3)).frame
    assert shown.groupby("model")["published"].sum().le(1).all()
    assert shown[["n_linked", "n_unlinked", "n_no_action"]].isna().all(axis=None)
    assert not shown[~shown["attributed"]]["published"].any()


def test_a_last_action_of_few_people_hides_first_and_last_of_all_places() -> None:
    """Equal parts (8) and first action (14) of two places would give back the two hires of which it is the last."""
    shown = gate(many(2, 15, 12, 8)).frame
    ends = shown["model"].isin(["first", "last"]) & shown["attributed"]
    assert not shown.loc[ends, "published"].any() and shown.loc[~ends, "published"].all()
    assert shown["n_through"].isna().all() and shown["n_behind"].isna().all()
    linear = shown[(shown["model"] == "linear") & (shown["format"] == "visit")].iloc[0]
    assert linear["credit"] == 8 and linear["high"] < 14  # the range is that of what is shown


def test_all_hires_of_a_small_group_at_one_place() -> None:
    shown = gate(many(12, 0, 0, 0)).frame
    assert not shown[shown["format"] == "visit"]["published"].any()
    assert gate(many(40, 0, 0, 0)).frame["published"].all()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_words_figure_and_table(lang: str) -> None:
    shown = gate(many(20, 15, 12, 8))
    told = wording.attribution_sentences(shown, lang=lang)
    assert "55" in told[0] and "47" in told[0] and "8" in told[0] and len(told) == 2
    assert len(wording.model_sentences(shown, lang=lang)) == len(MODELS) + 1
    picture = figures.attribution_figure(shown, names={"tour": "ZI Tour", "visit": "Visite"}, lang=lang)
    assert picture.table.iloc[:, 0].tolist()[:2] == ["Visite", "ZI Tour"]  # alphabetical, never by credit
    assert {trace.type for trace in picture.figure.data} == {"scatter"}
    marks = [trace for trace in picture.figure.data if trace.mode == "markers"]
    assert len(marks) == 2 * len(MODELS) + 1
    assert picture.table.shape == (3, 1 + len(MODELS) + 2)


def test_a_bare_frame_is_refused() -> None:
    for show in (wording.attribution_sentences, wording.model_sentences):
        with pytest.raises(ContractError):
            show(many(20, 15, 12, 8))  # type: ignore[arg-type]
    with pytest.raises(ContractError):
        figures.attribution_figure(many(20, 15, 12, 8), names={})  # type: ignore[arg-type]


def test_nothing_to_draw_is_a_sentence() -> None:
    picture = figures.attribution_figure(gate(many(2, 1, 0, 1)), names={})
    assert not picture.figure.data and picture.table.iloc[0, 1] == "non publié"
    assert wording.attribution_sentences(gate(credited([], [], by="format")))[0].startswith("Partage des embauches")
