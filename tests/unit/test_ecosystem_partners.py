"""Structures over time, their loyalty and their network, on registers small enough to be counted by hand."""

from __future__ import annotations

import datetime as dt

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from partner_tables import actions, came, structures

from declic_analysis import ecosystem
from declic_analysis.ecosystem.loyalty import partnership_spans
from declic_analysis.errors import ContractError
from declic_analysis.statistics.proportions import wilson
from declic_analysis.vocabulary import PeriodLength

CUTOFF = dt.date(2025, 2, 10)
QUARTERS = actions(
    ("a1", "2024-01-10", "nord"), ("a2", "2024-04-10", "nord"), ("a3", "2024-07-10", "nord"),
    ("a4", "2024-10-10", "nord"), ("a5", "2025-01-10", "nord"), ("s1", "2024-01-20", "sud"),
    ("s4", "2024-11-20", "sud"), ("late", "2025-03-01", "nord"), ("undated", None, "nord"),
)  # fmt: skip
ROLES = structures(p="prescriber", q="prescriber|siae", r="prescriber", c="company", d="company", o="operator")


def present(*rows: tuple[str, str, str | None], held: pd.DataFrame = QUARTERS) -> pd.DataFrame:
    return ecosystem.presence(held, came(*rows), structures=ROLES)


def test_a_structure_is_there_by_its_people_or_because_it_receives_them() -> None:
    held = QUARTERS.assign(host=["c", *[None] * 8])
    people = pd.concat([came(("a1", "x", "p"), ("a1", "y", "p"), ("a1", "z", None), ("gone", "v", "p")),
                        came(("a1", "w", "d")).assign(attendance="noshow"),
                        came(("a1", "u", "o")).assign(role="organiser")])  # fmt: skip
    rows = ecosystem.presence(held, people, structures=ROLES)
    assert rows[["structure", "side", "n_persons", "hosted"]].to_numpy().tolist() == [
        ["c", "company", 0, True], ["p", "prescriber", 2, False],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("seen", "look_back", "wanted"),
    [
        ("a1 a2 a3 a4 a5", 1, "new stayed stayed stayed stayed"),
        ("a1 a3", 1, "new lapsed back lapsed open"),
        ("a1 a3", 2, "new waiting stayed waiting open"),
        ("a1 a4", 2, "new waiting lapsed back open"),
        ("a1", 2, "new waiting lapsed away open"),
        ("a3 a5", 1, "new lapsed back"),
        ("s1 s4", 1, "new stayed"),  # nothing was held there in between: it could not have come
        ("late", 1, ""),
    ],
)
def test_states_of_a_structure(seen: str, look_back: int, wanted: str) -> None:
    rows = present(*((action, f"x{action}", "p") for action in seen.split()))
    paths = ecosystem.trajectories(
        rows, QUARTERS, every=PeriodLength.QUARTER, look_back=look_back, cutoff=CUTOFF
    )  # fmt: skip
    assert " ".join(paths["state"]) == wanted


def test_counts_of_a_period_add_up_and_the_first_periods_say_that_nobody_can_be_back() -> None:
    rows = present(("a1", "x", "p"), ("a3", "x", "p"), ("a1", "y", "q"), ("a2", "y", "q"), ("a2", "z", "c"))
    paths = ecosystem.trajectories(rows, QUARTERS, every=PeriodLength.QUARTER, look_back=1, cutoff=CUTOFF)
    counts = ecosystem.period_counts(paths).set_index(["side", "period"])
    third = counts.loc[("prescriber", "2024-T3")]
    assert (third["n_concerned"], third["n_present"], third["n_back"], third["n_lapsed"]) == (2, 1, 1, 1)
    states = [name for name in counts.columns if name.startswith("n_") and name not in ("n_concerned", "n_present")]
    assert (counts[states].sum(axis=1) == counts["n_concerned"]).all()
    assert counts.xs("prescriber")["look_back_complete"].to_list() == [False, True, True, True, True]
    assert not counts.loc[("company", "2025-T1"), "complete"]
    with pytest.raises(ContractError, match="recul"):
        ecosystem.trajectories(rows, QUARTERS, every=PeriodLength.QUARTER, look_back=0, cutoff=CUTOFF)


@pytest.mark.parametrize(
    ("every", "codes"),
    [(PeriodLength.YEAR, ["2024", "2025"]), (PeriodLength.HALF, ["2024-S1", "2024-S2", "2025-S1"]),
     (PeriodLength.MONTH, ["2024-01", "2024-04", "2024-07", "2024-10", "2024-11", "2025-01"])],
)  # fmt: skip
def test_periods_hold_an_action_and_the_last_may_be_unfinished(every: PeriodLength, codes: list[str]) -> None:
    found = ecosystem.periods(QUARTERS, every=every, cutoff=CUTOFF)
    assert found["period"].to_list() == codes
    assert found["complete"].iloc[-1] == (every is PeriodLength.MONTH)


def test_repeat_participation_is_a_share_with_wilsons_interval_and_a_window_for_those_old_enough() -> None:
    rows = present(("a1", "x", "p"), ("a2", "x", "p"), ("a1", "y", "q"), ("a5", "z", "r"), ("a5", "z2", "r"))
    found = ecosystem.repeat_participation(rows, cutoff=CUTOFF, window_days=100).iloc[0]
    assert (found["n_structures"], found["n_repeat"]) == (3, 1)  # twice at one action is once
    assert (found["low"], found["high"]) == wilson(1, 3)[1:3]
    assert (found["n_mature"], found["n_too_recent"], found["n_again"]) == (2, 1, 1)
    shorter = ecosystem.repeat_participation(rows, cutoff=CUTOFF, window_days=60).iloc[0]
    assert shorter["n_again"] == 0


def test_a_partnership_ends_before_its_first_long_silence_and_is_followed_by_the_calendar_alone() -> None:
    rows = present(
        ("a1", "x", "p"), ("a2", "x", "p"),  # 91 days, then silence: ended
        ("a1", "y", "q"), ("a4", "y", "q"),  # 274 days apart: ended at once, whatever comes back
        ("a3", "z", "r"), ("a4", "z", "r"), ("a5", "z", "r"),  # goes on: followed up to 100 days before the cut-off
        ("a5", "v", "c"),  # too recent
    )  # fmt: skip
    spans = partnership_spans(rows, silence_days=100, cutoff=CUTOFF)
    followed = (pd.Timestamp(CUTOFF) - pd.Timedelta(days=100) - pd.Timestamp("2024-07-10")).days
    assert sorted(zip(spans.days, spans.ended, strict=True)) == [(0, True), (91, True), (followed, False)]
    assert spans.n_too_recent == 1
    curve = ecosystem.partnership_survival(rows, silence_days=100, cutoff=CUTOFF, marks=(0, 90, 91, 5000))
    assert np.round(curve["survival"].to_numpy(), 6)[:3].tolist() == [0.666667, 0.666667, 0.333333]
    assert curve["state"].iloc[-1] == "too_short" and curve["median_days"].iloc[0] == 91


def test_the_network_of_two_sides() -> None:
    held = actions(("m1", "2024-01-10", "nord"), ("m2", "2024-03-10", "nord"), ("m3", "2024-05-10", "sud"))
    rows = present(
        ("m1", "x", "p"), ("m1", "y", "c"), ("m2", "x", "p"), ("m2", "u", "d"), ("m2", "v", "q"), ("m3", "w", "r"),
        ("m3", "o", "o"), held=held,
    )  # fmt: skip
    pairs = ecosystem.links(rows)
    assert pairs[["prescriber", "company"]].to_numpy().tolist() == [["p", "c"], ["p", "d"], ["q", "d"]]
    nodes = ecosystem.network(rows).set_index("structure")
    assert nodes["reach"].to_dict() == {"c": 1, "d": 2, "p": 2, "q": 1, "r": 0}
    assert nodes["standing"].to_dict() == {"c": "linked", "d": "bridge", "p": "bridge", "q": "linked", "r": "isolated"}
    assert nodes.sort_values("place").index.to_list() in (["c", "p", "d", "q", "r"], ["q", "d", "p", "c", "r"])
    row = ecosystem.network_summary(rows).iloc[0]
    assert (row["n_links"], row["n_possible"], row["n_components"], row["n_isolated_prescribers"]) == (3, 6, 1, 1)
    assert (row["n_bridges"], row["n_cut_links"], row["n_unseen"]) == (2, 3, 0)  # a path: every link is a bridge
    changes = ecosystem.link_changes(
        rows, ecosystem.periods(held, every=PeriodLength.QUARTER, cutoff=dt.date(2024, 6, 30))
    )
    assert changes["change"].to_list() == ["gone"] * 3 and set(changes["period"]) == {"2024-T2"}


def test_known_structures_that_nobody_saw_have_a_place_of_their_own_and_count_in_no_other() -> None:
    rows = present(("a1", "x", "p"), ("a1", "y", "c"))
    known = ROLES.assign(territory=["nord", "sud", None, None, None, None])
    nodes = ecosystem.network(rows, known=known).set_index("structure")
    assert nodes["standing"].to_dict() == {
        "c": "linked", "d": "unseen", "p": "linked", "q": "unseen", "r": "unseen",
    }  # fmt: skip
    assert nodes.loc["q", ["side", "territory", "n_actions", "reach"]].to_list() == ["prescriber", "sud", 0, 0]
    row = ecosystem.network_summary(rows, known=known).iloc[0]
    assert (row["n_prescribers"], row["n_companies"], row["n_unseen"], row["n_isolated_prescribers"]) == (1, 1, 3, 0)


def test_the_southern_women_of_davis_gardner_and_gardner() -> None:
    """18 women, 14 events, 89 attendances (1941); eight events of Evelyn, fourteen women at the eighth event."""
    davis = nx.davis_southern_women_graph()
    women = set(davis.graph["top"])
    pairs = [(one, other) if one in women else (other, one) for one, other in davis.edges]
    held = actions(*((f"m{k}", "2024-01-10", "nord") for k in range(len(pairs))))
    chosen = [(f"m{k}", name, name) for k, pair in enumerate(pairs) for name in pair]
    roles = structures(**{name: "prescriber" if name in women else "company" for name in davis})
    rows = ecosystem.presence(held, came(*chosen), structures=roles)
    row, nodes = ecosystem.network_summary(rows).iloc[0], ecosystem.network(rows).set_index("structure")
    assert (row["n_prescribers"], row["n_companies"], row["n_links"], row["n_components"]) == (18, 14, 89, 1)
    assert nodes.loc[["Evelyn Jefferson", "E8", "Olivia Carleton"], "reach"].to_list() == [8, 14, 2]
    assert (row["n_bridges"], row["n_cut_links"], row["n_isolated_prescribers"]) == (0, 0, 0)


def test_a_link_seen_earlier_is_resumed_not_new() -> None:
    rows = present(*((a, *one) for a, pairs in {"a1": "pc", "a2": "pcd", "a3": "d", "a4": "pcr", "a5": "pdr"}.items()
                     for one in ((f"x{who}", who) for who in pairs)))  # fmt: skip
    counts = ecosystem.link_change_counts(
        rows, ecosystem.periods(QUARTERS, every=PeriodLength.QUARTER, cutoff=dt.date(2025, 3, 31))
    )
    # p–c in T1 and T2, p–d in T2, nothing in T3, p–c (resumed) and r–c (new) in T4, then p–d (resumed) and r–d (new).
    told = counts[["period", "n_kept", "n_added", "n_resumed", "n_gone"]].to_numpy().tolist()
    assert told == [
        ["2024-T2", 1, 1, 0, 0], ["2024-T3", 0, 0, 0, 2], ["2024-T4", 0, 1, 1, 0], ["2025-T1", 0, 1, 1, 2],
    ]  # fmt: skip


def test_days_without_an_action_are_no_silence() -> None:
    """A territory whose register stops in August ends no partnership by December; one missed action there does."""
    held = actions(
        ("l1", "2024-02-20", "lyon"), ("l2", "2024-06-03", "lyon"), ("l3", "2024-08-12", "lyon"),
        ("e1", "2024-02-01", "est"), ("e2", "2024-09-20", "est"), ("e3", "2024-12-04", "est"),
    )  # fmt: skip
    rows = present(("l1", "x", "p"), ("l3", "x", "p"), ("l1", "y", "q"), ("e1", "z", "r"), ("e2", "z", "r"),
                   ("e1", "v", "c"), ("e3", "v", "c"), held=held)  # fmt: skip
    cutoff = dt.date(2024, 12, 12)
    told = {
        known is None: partnership_spans(rows, silence_days=120, cutoff=cutoff, actions=known) for known in (held, None)
    }
    pairs = {key: sorted(zip(spans.days, spans.ended, strict=True)) for key, spans in told.items()}
    # By the calendar alone all four have ended. Known: p missed l2 only (silence of 174 days: ended), so did q; nothing
    # was held in the east between e1 and e2: r goes on until 120 days before e3; c missed e2 in its 307 days: ended.
    assert pairs[True] == [(0, True)] * 4
    assert pairs[False] == [(0, True), (0, True), (0, True), (187, False)]
    stopped = partnership_spans(
        rows[rows["territory"] == "lyon"], silence_days=60, cutoff=cutoff, actions=held.iloc[:1]
    )
    assert stopped.n_too_recent == 2 and not len(stopped.days)  # nothing was held after their first day


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_bridges_are_those_whose_absence_cuts_the_network(seed: int) -> None:
    """Against the definition: take a structure away, count the parts of the others."""
    rng = np.random.default_rng(seed)
    held = actions(*((f"m{k}", "2024-01-10", "nord") for k in range(9)))
    names = [f"p{k}" for k in range(6)] + [f"c{k}" for k in range(6)]
    roles = structures(**{name: "prescriber" if name[0] == "p" else "company" for name in names})
    chosen = [(f"m{k}", name, name) for k in range(9) for name in rng.choice(names, size=2, replace=False)]
    rows = ecosystem.presence(held, came(*chosen), structures=roles)
    nodes, pairs = ecosystem.network(rows), ecosystem.links(rows)
    graph = nx.Graph(list(zip(pairs["prescriber"], pairs["company"], strict=True)))
    parts = nx.number_connected_components(graph)
    for name, standing in zip(nodes["structure"], nodes["standing"], strict=True):
        if name in graph:
            without = nx.number_connected_components(graph.subgraph(set(graph) - {name}))
            assert (without > parts) == (standing == "bridge"), name
        else:
            assert standing == "isolated"
