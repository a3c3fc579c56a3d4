"""The gate of visits by profile: a row too small takes its sisters with it, and nothing gives it back."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from declic_analysis import disclosure
from declic_analysis.disclosure import Rules
from declic_analysis.ecosystem import visit_profiles, visit_targeting
from declic_analysis.ecosystem.targeting import CHANCES, RELIABILITY, VISITS

RULES = Rules(base=5)


def visitors(*groups: tuple[int, int, str, str]) -> pd.DataFrame:
    """n people, of whom `up` rose and as many fell, of a size of company, at a kind of SIAE; five companies each."""
    rows = []
    for g, (n, up, size, kind) in enumerate(groups):
        for k in range(n):
            moved = 1 if k < up else -1 if k < 2 * up else 0
            rows.append((f"{g}-{k}", f"c{g}-{k % 5}", f"a{g}", "motivation", moved, size, "25", "yes", "other",
                         "unknown", kind))  # fmt: skip
    return pd.DataFrame(rows, columns=list(VISITS))


def shown(visits: pd.DataFrame, **options: object) -> set[tuple[str, str, str]]:
    published = disclosure.publish_visit_profiles(visit_profiles(visits), rules=RULES, **options)  # type: ignore[arg-type]
    hidden = published.frame[~published.frame["published"].astype(bool)]
    assert hidden[["n_pairs", "n_up", "net_shift", "low", "n_companies", "largest_company"]].isna().all(axis=None)
    rows = published.shown
    return set(zip(rows["characteristic"], rows["category"], rows["siae_kind"], strict=True))


def test_enough_people_of_enough_companies_are_shown() -> None:
    rows = shown(visitors((20, 6, "from_10", "ACI"), (20, 6, "from_10", "EI")))
    assert (
        ("siae_kind", "ACI", "ACI") in rows and ("size", "from_10", "EI") in rows and ("size", "from_10", "all") in rows
    )


@pytest.mark.parametrize("few", [(4, 1, "from_10", "ETTI"), (1, 0, "from_10", "ETTI")])
def test_a_small_kind_takes_all_kinds_with_it_and_all_that_is_told_kind_by_kind(few: tuple[int, int, str, str]) -> None:
    rows = shown(visitors((20, 6, "from_10", "ACI"), (20, 6, "from_10", "EI"), few))
    assert {kind for _, _, kind in rows} == {"all"}


def test_a_small_category_takes_its_characteristic_alone() -> None:
    rows = shown(visitors((20, 6, "from_10", "ACI"), (4, 1, "under_10", "ACI")))
    assert not {row for row in rows if row[0] == "size"} and ("siae_kind", "ACI", "ACI") in rows


def test_one_company_with_nearly_everybody_is_not_shown() -> None:
    visits = visitors((20, 6, "from_10", "ACI"))
    assert shown(visits.assign(structure=["big"] * 18 + ["b", "c"])) == set()  # 18 of 20 = 90 %
    assert shown(visits.assign(structure=["a"] * 10 + ["b"] * 10)) == set()  # two companies


@pytest.mark.parametrize(("unplaced", "empty"), [(0, False), (1, True), (4, True), (5, False)])
def test_few_visitors_of_no_company_would_be_told_by_the_whole(unplaced: int, empty: bool) -> None:
    assert (not shown(visitors((20, 6, "from_10", "ACI")), unplaced={"motivation": unplaced})) is empty


@pytest.mark.parametrize(("up", "told"), [(4, False), (5, True)])
def test_few_who_moved_are_not_counted(up: int, told: bool) -> None:
    frame = visit_profiles(visitors((30, up, "from_10", "ACI")))
    published = disclosure.publish_visit_profiles(frame, rules=RULES).frame
    assert published["published"].all() and published["flow_published"].eq(told).all()
    assert published["n_up"].notna().all() == told


def taken(**persons: list[int]) -> pd.DataFrame:
    rows = [(place, f, n) for f, ns in persons.items() for place, n in zip("ab", ns, strict=True)]
    frame = pd.DataFrame(rows, columns=["territory", "format", "n_persons"])
    nothing = dict.fromkeys(("n_planned", "n_with_sheet", "n_counted", "n_unrecognised", "n_repeat", "n_noshow"), 0)
    shares = dict.fromkeys(("noshow_rate", "noshow_low", "noshow_high"), 0.0)
    return frame.assign(n_actions=1, n_participations=frame["n_persons"], n_resolved=frame["n_persons"], **nothing,
                        **shares)  # fmt: skip


@pytest.mark.parametrize(
    ("persons", "left"),
    [
        ({"x": [9, 9], "y": [8, 30], "z": [50, 60]}, set()),
        ({"x": [4, 9], "y": [8, 30], "z": [50, 60]}, {"x", "y"}),  # x alone: the sum less the others would tell it
        ({"x": [4, 9], "y": [0, 3], "z": [50, 60]}, {"x", "y", "z"}),  # x and y together: 4 in a
        ({"x": [4, 9], "y": [1, 3], "z": [50, 60]}, {"x", "y"}),  # 5 in a
        ({"x": [0, 9], "y": [8, 30], "z": [50, 60]}, set()),  # nobody is no few
    ],
)
def test_formats_with_few_persons_are_left_out_with_what_would_tell_them(
    persons: dict[str, list[int]], left: set[str]
) -> None:
    published = disclosure.publish_taken_part(taken(**persons), rules=RULES, by=["territory", "format"], part="format")
    rows = published.frame
    assert set(rows.loc[~rows["published"].astype(bool), "format"]) == left
    assert rows.loc[rows["format"].isin(left), "n_participations"].isna().all() and rows["n_actions"].notna().all()


def test_the_summary_says_the_state_and_what_is_needed_and_no_small_count() -> None:
    found = visit_targeting(visitors((30, 4, "from_10", "ACI")), minimum_visits=60, rng=np.random.default_rng(1))
    row = disclosure.publish_targeting(found.summary, rules=RULES).frame.iloc[0]
    assert row["state"] == "too_few_visits" and row["n_visits"] == 5 and row["n_visits_needed"] == 60
    assert row[["n_up", "n_down", "n_other"]].isna().all()
    few = visit_targeting(visitors((4, 1, "from_10", "ACI")), minimum_visits=60, rng=np.random.default_rng(1))
    row = disclosure.publish_targeting(few.summary, rules=RULES).frame.iloc[0]
    assert pd.isna(row["n_visits"]) and row["n_visits_needed"] == 60


def test_what_is_not_shown_does_not_tell_which_answers_or_companies_there_were() -> None:
    # The three at the EI had all answered favourably: that no other answer stands beside EI would say so.
    visits = visitors((20, 6, "from_10", "ACI"), (3, 1, "under_10", "EI"))
    visits.loc[visits["siae_kind"].eq("EI"), "past_answer"] = "favourable"
    frame = disclosure.publish_visit_profiles(visit_profiles(visits), rules=RULES).frame
    hidden = frame[~frame["published"].astype(bool)]
    assert len(hidden) and hidden["category"].isna().all() and set(hidden["siae_kind"].dropna()) <= {"all"}
    assert not hidden.duplicated(["item", "characteristic", "siae_kind"]).any()
    again = disclosure.publish_visit_profiles(frame, rules=RULES).frame
    pd.testing.assert_frame_equal(again, frame)


def test_an_earlier_answer_of_everybody_in_a_small_group_is_not_shown() -> None:
    rows = shown(visitors((20, 6, "from_10", "ACI")))
    assert ("size", "from_10", "all") in rows and not {
        row for row in rows if row[0].startswith(("past_answer", "objection"))
    }
    assert ("past_answer", "other", "all") in shown(visitors((30, 6, "from_10", "ACI")))


def modelled(*cells: tuple[str, str, int, int, int]) -> pd.DataFrame:
    """A row a kind of SIAE × (category, n, n_up, companies), as the chances of a model come."""
    rows = [("motivation", "size", category, kind, n, k, 1 / k, up, 0, 0.513, 0.42, 0.61, up / n, 0.2, 0.8)
            for category, kind, n, up, k in cells]  # fmt: skip
    return pd.DataFrame(rows, columns=list(CHANCES)[:-2]).assign(confidence=0.95, method="ridge posterior")


@pytest.mark.parametrize(
    ("n", "up", "companies", "shown"),
    [(5, 3, 3, True), (4, 2, 3, False), (5, 3, 2, False), (5, 5, 3, False), (29, 0, 9, False), (30, 0, 9, True)],
)
def test_chances_of_few_or_of_people_with_one_voice_are_not_shown(n: int, up: int, companies: int, shown: bool) -> None:
    nothing = disclosure.publish_visit_profiles(visit_profiles(visitors((20, 6, "x", "EI"))), rules=RULES)
    frame = modelled(("from_10", "ACI", n, up, companies))
    row = disclosure.publish_visit_chances(frame, rules=RULES, profiles=nothing).frame.iloc[0]
    assert bool(row["published"]) is shown and ("n_up" in row) is False
    assert pd.isna(row["n_pairs"]) and pd.isna(row["observed"])  # the plain table does not tell it
    assert row["predicted"] == pytest.approx(0.5) if shown else pd.isna(row["predicted"])  # 0.513: to the nearest 5 %


def test_people_behind_a_chance_are_counted_where_the_plain_table_counts_them() -> None:
    visits = visitors((20, 6, "from_10", "ACI"), (20, 6, "from_10", "EI"))
    told = disclosure.publish_visit_profiles(visit_profiles(visits), rules=RULES)
    rows = disclosure.publish_visit_chances(modelled(("from_10", "ACI", 20, 6, 5)), rules=RULES, profiles=told).frame
    assert rows["n_pairs"].tolist() == [20] and rows["observed"].tolist() == [0.3]


@pytest.mark.parametrize(("up", "down", "shown"), [(6, 5, True), (4, 5, False), (6, 1, False), (6, 0, True)])
def test_reliability_is_shown_whole_or_not_at_all(up: int, down: int, shown: bool) -> None:
    rows = [("motivation", g, 20, 5, 0.2, n, d, 0.4, n / 20, 0.2, 0.6) for g, n, d in ((0, 9, 0), (1, up, down))]
    frame = pd.DataFrame(rows, columns=list(RELIABILITY)[:-2]).assign(confidence=0.95, method="Wilson, design effect")
    published = disclosure.publish_visit_reliability(frame, rules=RULES).frame
    assert published["published"].tolist() == [shown, shown] and published["observed"].notna().tolist() == [shown] * 2
