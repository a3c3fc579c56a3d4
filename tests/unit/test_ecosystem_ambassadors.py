"""Ambassadors and videos, on registers small enough to be counted by hand."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from partner_tables import actions, came

from declic_analysis import ecosystem, schemas
from declic_analysis.reports.partners.leading import _of_all_audiences

CUTOFF = dt.date(2024, 12, 1)
HELD = actions(("a1", "2024-02-01", "nord"), ("a2", "2024-10-01", "nord"), ("a3", "2024-11-01", "sud"))
SHEETS = pd.concat(
    [
        came(("a1", "lea", "c"), ("a2", "max", "c"), ("a3", "max", "c"), ("a3", "eve", "c")).assign(role="ambassador"),
        came(("a1", "x", "p"), ("a1", "y", "p"), ("a2", "x", "p"), ("a3", "z", "p")),
        came(("a2", "tom", "c")).assign(role="ambassador", attendance="noshow"),
    ]
)


def roster() -> pd.DataFrame:
    rows = [("lea", True, "2024-01-01", None), ("max", False, "2024-01-01", "2024-03-01"),
            ("tom", None, "2024-01-01", "2024-03-01"), ("ida", False, None, None),
            ("new", False, "2025-01-01", None)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["person", "retired", "volunteered_on", "trained_on"])
    days = {name: pd.to_datetime(frame[name]).astype("datetime64[ns]") for name in ("volunteered_on", "trained_on")}
    return frame.assign(territory=None, structure="c", **days).astype({"retired": "boolean"})


def test_the_roster_says_how_far_each_volunteer_has_come() -> None:
    found = ecosystem.ambassador_roster(roster(), HELD, SHEETS, cutoff=CUTOFF, active_months=6).set_index("person")
    assert found["stage"].to_dict() == {"lea": "first_action", "max": "active", "tom": "trained", "ida": "volunteer"}
    assert found.loc["max", ["n_led", "n_reached"]].to_list() == [2, 2] and found.loc["max", "territory"] == "nord"
    stages = ecosystem.ambassador_pipeline(ecosystem.ambassador_roster(
        roster(), HELD, SHEETS, cutoff=CUTOFF, active_months=6)).set_index("stage")  # fmt: skip
    assert stages["n"].to_dict() == {"volunteer": 4, "trained": 3, "first_action": 2, "active": 1}
    assert stages.loc["first_action", "n_untrained_leading"] == 1
    assert stages.loc["volunteer", "n_dated"] == 3 and round(stages.loc["volunteer", "median_months"]) == 11
    first = stages.loc["volunteer"]
    assert (first["n_retired"], first["n_working"], first["n_status_unknown"]) == (1, 2, 1)


def test_actions_led_and_people_reached() -> None:
    found = ecosystem.ambassador_actions(HELD, SHEETS, ambassadors=roster()).iloc[0]
    assert (found["n_led"], found["n_leading"], found["n_outside_roster"]) == (3, 3, 1)  # eve is on no roster
    assert (found["n_reached"], found["n_participations"]) == (3, 4)
    apart = ecosystem.ambassador_actions(HELD, SHEETS, ambassadors=roster(), by=["territory"]).set_index("territory")
    assert apart["n_reached"].to_dict() == {"nord": 2, "sud": 1}


def videos(*rows: tuple[str, str, int, float | None, str | None]) -> pd.DataFrame:
    """(video, measured_on, views, average_share, shown_in)."""
    frame = pd.DataFrame(rows, columns=["video", "measured_on", "views", "average_share", "shown_in"])
    empty = schemas.empty("videos")
    frame = frame.assign(
        title=frame["video"], structure="c", watch_hours=1.0, measured_on=pd.to_datetime(frame["measured_on"])
    )
    return frame.reindex(columns=empty.columns).astype(empty.dtypes.to_dict())


MEASURED = videos(
    ("v", "2024-01-31", 100, 0.40, "a1"), ("v", "2024-03-01", 400, 0.50, "a1"), ("v", "2024-09-01", 584, 0.5, "a1"),
    ("w", "2024-03-01", 100, 0.10, None), ("w", "2024-09-01", 90, None, None), ("w", "2025-01-01", 5000, 0.9, None),
)  # fmt: skip


def test_videos_over_time_and_by_company() -> None:
    found = ecosystem.videos_over_time(MEASURED, cutoff=CUTOFF).set_index("measured_on")
    assert found["views"].to_list() == [100, 500, 674]
    assert found["average_share"].round(4).to_list() == [0.4, (400 * 0.5 + 100 * 0.1) / 500, 0.5]
    company = ecosystem.videos_by_company(MEASURED, cutoff=CUTOFF).iloc[0]
    assert (company["n_videos"], company["views"], company["n_with_share"]) == (2, 674, 1)


def test_views_around_showings_are_counted_per_day_and_falling_figures_are_left_out() -> None:
    spans = ecosystem.video_spans(MEASURED, HELD, cutoff=CUTOFF)
    assert spans["n_shown"].to_list() == [1, 0, 0] and spans["falling"].to_list() == [False, False, True]
    rates = ecosystem.views_around_showings(spans).set_index("shown_at")
    assert rates.index.to_list() == ["zi_tour", ""]
    assert rates["views_per_day"].to_list() == [300 / 30, 184 / 184]
    assert rates.loc["zi_tour", ["n_falling", "n_both", "n_faster_shown"]].to_list() == [1, 1, 1]
    assert rates.loc["zi_tour", "views_difference"] == 9 and pd.isna(rates.loc["zi_tour", "low"])  # one video only


def test_what_goes_with_a_tour_is_not_mixed_with_what_goes_with_another_action() -> None:
    """Three videos, each compared with itself: 9, 4 and 1.5 have mean 4.8333, standard deviation 3.8188; Student's
    quantile for 2 degrees of freedom is 4.3027 in any table, so that the interval is 4.8333 ± 9.487."""
    held = actions(("tour", "2024-01-15", "nord"), ("fair", "2024-03-10", "nord"), ("tour2", "2024-03-20", "nord"))
    held = held.assign(format=["zi_tour", "mediation", "zi_tour"])
    days = ("2024-01-01", "2024-01-31", "2024-03-01", "2024-03-31")
    gains = {"a": (300, 30, 600), "b": (180, 60, 90), "c": (90, 30, 60)}  # views in 30 days each
    shown = {"a": "tour|fair|tour2", "b": "tour|fair", "c": "tour"}
    rows = [(v, day, sum(gains[v][:k]), None, shown[v]) for v in gains for k, day in enumerate(days)]
    found = ecosystem.views_around_showings(ecosystem.video_spans(videos(*rows), held, cutoff=CUTOFF))
    found = found.set_index("shown_at")
    assert found.index.to_list() == ["mediation", "zi_tour", "mediation|zi_tour", ""]
    assert found["n_both"].to_list() == [1, 3, 1, 0] and found["n_shown"].to_list() == [1, 3, 2, 0]
    tour = found.loc["zi_tour"]
    # a: 10 − 1; b: 6 − 2; c: 3 − (30 + 60) / 60
    assert tour["views_difference"] == pytest.approx((9 + 4 + 1.5) / 3) and tour["n_faster_shown"] == 3
    assert tour["sign_p"] == 0.25 and (tour["low"], tour["high"]) == pytest.approx((-4.653, 14.320), abs=1e-3)
    assert found.loc["mediation", "views_difference"] == pytest.approx(3 - 2)


def test_company_and_showings_written_once_in_a_sheet_go_with_the_exports_of_the_platform() -> None:
    exported = videos(("v", "2024-01-31", 100, 0.4, None), ("v", "2024-03-01", 400, 0.4, None))
    sheet = videos(("v", "2024-01-31", 0, None, "a1")).assign(views=pd.NA, watch_hours=pd.NA, measured_on=pd.NaT)
    both = pd.concat([exported.assign(structure=None), sheet.astype(exported.dtypes.to_dict())], ignore_index=True)
    spans = ecosystem.video_spans(both, HELD, cutoff=CUTOFF)
    assert spans[["gained", "n_shown", "shown_at", "structure"]].to_numpy().tolist() == [[300, 1, "zi_tour", "c"]]
    company = ecosystem.videos_by_company(both, cutoff=CUTOFF).iloc[0]
    assert (company["structure"], company["n_videos"], company["views"]) == ("c", 1, 400)


def test_audiences_on_one_page_are_corrected_together() -> None:
    """Holm on 0.03 and 0.04: 0.06 for both; an audience without a test takes no part."""
    frame = pd.DataFrame(
        {"audience": ["a", "a", "b", "b", "c"], "heterogeneity_p": [0.03, 0.03, 0.04, 0.04, None],
         "p_adjusted": [0.03, 0.03, 0.04, 0.04, None], "n_looks": pd.array([1] * 5, dtype="Int64")}
    )  # fmt: skip
    found = _of_all_audiences(frame)
    assert found["p_adjusted"].tolist()[:4] == pytest.approx([0.06] * 4) and pd.isna(found["p_adjusted"].iloc[4])
    assert found["n_looks"].tolist() == [2] * 5
