"""What may be shown of structures, ambassadors and videos, at the edges of the thresholds."""

from __future__ import annotations

import pandas as pd
import pytest

from declic_analysis import disclosure
from declic_analysis.disclosure import UNNAMED
from declic_analysis.errors import ContractError

RULES = disclosure.Rules(base=11, cell=5, structures=3)


def nodes(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """(structure, side, territory)."""
    frame = pd.DataFrame(rows, columns=["structure", "side", "territory"])
    return frame.assign(n_actions=2, reach=1, standing="linked", component=1, place=0)


FIVE = nodes(*((f"p{k}", "prescriber", "nord") for k in range(4)), ("q", "prescriber", "sud"))


def test_inside_the_house_every_structure_is_named() -> None:
    shown = disclosure.publish_standings(FIVE, rules=RULES).shown
    assert shown["structure"].tolist() == ["p0", "p1", "p2", "p3", "q"]


def test_outside_those_without_a_name_stand_together_from_three_on_and_never_below() -> None:
    found = disclosure.publish_standings(FIVE, rules=RULES, named={"p0"}).frame.set_index("structure")
    assert found.loc["p0", "published"] and found.loc[f"{UNNAMED}nord", "published"]
    assert found.loc[f"{UNNAMED}nord", "n_structures"] == 3 and pd.isna(found.loc[f"{UNNAMED}nord", "reach"])
    assert not found.loc[f"{UNNAMED}sud", "published"] and pd.isna(found.loc[f"{UNNAMED}sud", "n_structures"])
    assert not {"p1", "p2", "p3", "q"} & set(found.index)
    two = disclosure.publish_standings(FIVE, rules=RULES, named={"p0", "p1"}).frame.set_index("structure")
    assert not two.loc[f"{UNNAMED}nord", "published"]


def test_one_structure_that_dominates_empties_the_numbers_of_its_side() -> None:
    listed = nodes(("a", "company", "nord"), ("b", "company", "nord"), ("c", "prescriber", "nord"))
    found = disclosure.publish_partner_list(listed.assign(n_actions=[18, 3, 5]), rules=RULES).frame
    assert found["n_actions"].isna().tolist() == [True, True, False]
    even = disclosure.publish_partner_list(listed.assign(n_actions=[17, 3, 5]), rules=RULES).frame
    assert even["n_actions"].notna().all()  # 85 % exactly is not more


def test_links_of_fewer_than_three_unnamed_structures_have_no_line() -> None:
    links = pd.DataFrame({"prescriber": ["p", f"{UNNAMED}nord", f"{UNNAMED}sud"], "company": "c",
                          "n_prescribers": [1, 2, 3], "n_companies": 1, "n_actions": 4})  # fmt: skip
    links = links.assign(first_on=pd.Timestamp(2024, 5, 8))
    found = disclosure.publish_links(links, rules=RULES).frame
    assert found["first_on"].notna().tolist() == [True, False, True]  # a day is one action, and says that they met
    assert found["published"].tolist() == [True, False, True] and pd.isna(found["n_actions"].iloc[1])


@pytest.mark.parametrize(("n", "shown"), [(2, False), (3, True)])
def test_counts_of_structures_from_three_on(n: int, shown: bool) -> None:
    counts = pd.DataFrame({"side": ["company"], "period": ["2024-T1"], "start": [pd.Timestamp(2024, 1, 1)],
                           "complete": [True], "look_back_complete": [True], "n_concerned": [n],
                           "n_present": [n]})  # fmt: skip
    row = disclosure.publish_partner_periods(counts, rules=RULES).frame.iloc[0]
    assert bool(row["published"]) is shown and pd.notna(row["n_present"]) == shown


def pipeline(*n: int, retired: int = 6) -> pd.DataFrame:
    stages = ["volunteer", "trained", "first_action", "active"]
    frame = pd.DataFrame({"stage": stages, "n": n, "n_previous": [n[0], *n[:-1]]})
    return frame.assign(n_retired=retired, n_working=frame["n"] - retired, n_status_unknown=0, n_untrained_leading=0,
                        n_dated=frame["n"], median_months=9.0)  # fmt: skip


@pytest.mark.parametrize(
    ("n", "shown"),
    [
        ((24, 18, 12, 6), "1111"),
        ((10, 8, 6, 5), "0000"),  # under the base: nothing
        ((24, 20, 12, 6), "1011"),  # four untrained volunteers would be told by the difference
        ((24, 18, 15, 12), "1101"),  # three of the trained who never led; against those trained, not those hidden
        ((24, 18, 12, 4), "1110"),  # four active
        ((24, 24, 12, 0), "1111"),  # equal and zero single nobody out
    ],
)
def test_stages_of_ambassadors_never_single_few_people_out(n: tuple[int, ...], shown: str) -> None:
    found = disclosure.publish_ambassadors(pipeline(*n, retired=0), rules=RULES).frame
    assert "".join(str(int(seen)) for seen in found["n"].notna()) == shown
    told = found["n"].dropna().astype(int).tolist()
    assert all(not 0 < a - b < RULES.cell for a in told for b in told)


def test_few_retired_ambassadors_are_not_told() -> None:
    found = disclosure.publish_ambassadors(pipeline(24, 18, 12, 6, retired=4), rules=RULES).frame
    assert found[["n_retired", "n_working"]].isna().all(axis=None) and found["n"].notna().all()


def test_bare_frames_are_refused() -> None:
    with pytest.raises(ContractError):
        disclosure.require_published(FIVE, kind="standings")


@pytest.mark.parametrize(("n", "dated", "shown"), [(24, 24, True), (24, 21, False), (24, 19, True), (12, 10, False)])
def test_time_since_volunteering_is_that_of_the_base_and_of_nobody_by_difference(
    n: int, dated: int, shown: bool
) -> None:
    rows = pipeline(n, n, n, n, retired=0).assign(n_dated=dated)
    found = disclosure.publish_ambassadors(rows, rules=RULES).frame.iloc[0]
    assert pd.notna(found["median_months"]) == shown and pd.notna(found["n_dated"]) == shown
