"""Steps reached, the chain, what ended applications: small registers and the counts that a hand would find."""

from __future__ import annotations

import pandas as pd
import pytest
from journey_tables import CUTOFF, action, contract, events, hire, hires, step

from declic_analysis.conversions.chain import chain
from declic_analysis.conversions.journeys import journeys
from declic_analysis.conversions.refusals import refusals
from declic_analysis.conversions.steps import recorded_steps, step_rates
from declic_analysis.conversions.stops import stops
from declic_analysis.errors import ContractError


def made(n_people: int, n_hired: int, **more: object) -> pd.DataFrame:
    """That many people who applied, the first of them hired."""
    people = [f"p{k:03d}" for k in range(n_people)]
    return journeys(
        events(*(step(name, "applied", "2024-01-10", structure="forge") for name in people)),
        hires(*(hire(name, structure="forge", accepted_on="2024-02-01") for name in people[:n_hired])),
        cutoff=CUTOFF,
    )


@pytest.mark.parametrize(
    ("n_hired", "n", "low", "high"), [(3, 107, 0.0096, 0.0792), (1, 8, 0.0224, 0.4709)], ids=["3/107", "1/8"]
)
def test_rates_have_the_wilson_interval(n_hired: int, n: int, low: float, high: float) -> None:
    """Published limits of the score interval for 3/107 and 1/8."""
    row = step_rates(made(n, n_hired), cutoff=CUTOFF).set_index("step").loc["hired"]
    assert (row["n_at_risk"], row["n_reached"], row["previous"]) == (n, n_hired, "applied")
    assert (row["low"], row["high"]) == pytest.approx((low, high), abs=5e-5)
    assert (row["start_low"], row["start_high"]) == pytest.approx((low, high), abs=5e-5)


def test_jeffreys_is_an_option_and_a_step_nobody_reached_is_zero_only_where_it_is_recorded() -> None:
    """0/26 → [0, 0.0912] by Jeffreys, [0, 0.1287] by Wilson."""
    for interval, high in (("jeffreys", 0.0912), ("wilson", 0.1287)):
        rows = step_rates(made(26, 0), cutoff=CUTOFF, interval=interval, recorded=["applied", "hired"])
        row = rows.set_index("step").loc["hired"]
        assert row["n_reached"] == 0 and row["high"] == pytest.approx(high, abs=5e-5)
    untold = step_rates(made(26, 0), cutoff=CUTOFF).set_index("step").loc["hired"]
    assert not untold["recorded"] and pd.isna(untold["n_reached"]) and pd.isna(untold["rate"])


def test_a_skipped_step_is_counted_and_stays_out_of_the_rate() -> None:
    told = events(
        step("a", "applied", "2024-01-10"), step("a", "interviewed", "2024-01-20"),
        step("b", "applied", "2024-01-10"), step("b", "interviewed", "2024-01-20"), step("c", "applied", "2024-01-10"),
    )  # fmt: skip
    signed = hires(hire("a", accepted_on="2024-02-01"), hire("c", accepted_on="2024-02-01"), hire("d"))
    rows = step_rates(journeys(told, signed, cutoff=CUTOFF), cutoff=CUTOFF).set_index("step")
    hired = rows.loc["hired"]
    assert hired["previous"] == "interviewed"  # nobody records immersions: they are no step to pass
    assert hired[["n_start", "n_at_risk", "n_reached", "n_from_previous", "n_skipped"]].to_list() == [4, 2, 3, 1, 2]
    assert (hired["rate"], hired["start_rate"]) == (0.5, 0.75)


def test_still_employed_only_where_three_months_have_gone_by() -> None:
    signed = hires(
        hire("a", started_on="2024-03-01"), hire("b", started_on="2024-09-30"), hire("c", started_on="2024-10-01"),
        hire("d"),
    )  # fmt: skip
    told = events(step("a", "employed_3m", "2024-06-03"), step("c", "employed_3m", "2024-12-30"))
    row = step_rates(journeys(told, signed, cutoff=CUTOFF), cutoff=CUTOFF).set_index("step").loc["employed_3m"]
    # 31 December: the hire of 1 October is not three months old; the one without a date cannot be judged.
    assert (row["n_at_risk"], row["n_reached"], row["previous"]) == (2, 1, "hired")


def test_groups_add_up_and_a_missing_key_is_a_group() -> None:
    told = events(
        step("a", "applied", "2024-04-01", action="A1"), step("b", "applied", "2024-04-01", action="A2"),
        step("c", "applied", "2024-04-01"),
    )  # fmt: skip
    held = contract("actions", action("A1", "2024-03-01"), action("A2", "2024-03-01", format="vis_ma_vie"))
    table = journeys(told, hires(hire("b", accepted_on="2024-05-01")), cutoff=CUTOFF, actions=held)
    rows = step_rates(table, cutoff=CUTOFF, by=["format"])
    hired = rows[rows["step"] == "hired"]
    assert hired["format"].fillna("–").to_list() == ["vis_ma_vie", "zi_tour", "–"]
    assert hired["n_reached"].to_list() == [1, 0, 0] and hired["n_start"].to_list() == [1, 1, 1]


def test_applications_say_so_and_count_persons_beside() -> None:
    told = events(
        *(step("a", "applied", "2024-01-10", structure=name) for name in ("forge", "cable", "moule")),
        *(step("a", "interviewed", "2024-01-20", structure=name) for name in ("forge", "cable")),
    )
    rows = step_rates(journeys(told, hires(), cutoff=CUTOFF, unit="application"), cutoff=CUTOFF)
    row = rows.iloc[0]  # an application is a row because it was made: the interview is its first step
    assert row[["unit", "step", "previous", "n_start", "n_reached"]].to_list() == [
        "application", "interviewed", "start", 3, 2,
    ]  # fmt: skip
    assert row[["n_persons_reached", "n_structures"]].to_list() == [1, 3]


def test_empty_and_wrong() -> None:
    nothing = journeys(events(), hires(), cutoff=CUTOFF)
    assert step_rates(nothing, cutoff=CUTOFF).empty and step_rates(nothing, cutoff=CUTOFF, by=["format"]).empty
    assert chain(nothing).empty and refusals(events(), hires(), cutoff=CUTOFF).empty
    assert recorded_steps(nothing) == frozenset()
    for wrong in ({"by": ["candidate"]}, {"interval": "wald"}):
        with pytest.raises(ContractError):
            step_rates(made(2, 1), cutoff=CUTOFF, **wrong)


def test_the_chain_says_what_is_missing() -> None:
    told = events(
        step("a", "applied", "2024-04-01", action="A1", structure="forge"), step("b", "applied", "2024-04-01"),
        step("c", "applied", "2024-04-01", structure="forge"),
    )  # fmt: skip
    listed = contract("candidates", {"candidate": "a", "prescriber": "ml"}, {"candidate": "c", "prescriber": "ml"})
    signed = hires(hire("a", structure="forge", accepted_on="2024-05-01"), hire("c", accepted_on="2024-05-01"))
    rows = chain(journeys(told, signed, cutoff=CUTOFF, candidates=listed)).set_index("of")
    assert rows.loc["journeys"].to_list() == [3, 1, 2, 1, 1, 2, 3, 1]
    assert rows.loc["hires"].to_list() == [2, 1, 1, 0, 0, 1, 2, 1]
    assert pd.isna(chain(journeys(told, hires(), cutoff=CUTOFF)).set_index("of").loc["hires", "n"])


def test_reasons_are_read_as_their_codes_say_and_no_further() -> None:
    refused = ("not_mobile", "lacking_skills", "incompatible", "training", "auto", "no_position", None)
    told = events(
        *(step(f"r{k}", "applied", "2024-03-01", state="refused", refusal_reason=r) for k, r in enumerate(refused)),
        step("x", "applied", "2024-03-01", state="obsolete"), step("y", "applied", "2024-03-01", state="cancelled"),
        step("z", "applied", "2024-03-01", state="new"), step("w", "applied", "2024-03-01", state="accepted"),
    )  # fmt: skip
    rows = refusals(told, hires(), cutoff=CUTOFF).set_index("reason")
    assert rows["group"].to_dict() == {
        "not_mobile": "named_obstacle", "lacking_skills": "named_obstacle", "incompatible": "unknown_obstacle",
        "hired_elsewhere": "other_way", "training": "other_way", "no_position": "other", "cancelled": "other",
        "auto": "administrative", "not_stated": "not_stated",
    }  # fmt: skip
    assert rows["n_applications"].eq(1).all() and rows["n_ended"].eq(9).all()
    assert rows["share"].sum() == pytest.approx(1)


def test_people_without_a_hire_stand_at_their_last_step() -> None:
    told = events(
        step("a", "oriented", "2024-03-01"), step("a", "applied", "2024-03-10", state="obsolete"),
        step("b", "oriented", "2024-03-01"), step("b", "applied", "2024-03-10"),
        step("c", "oriented", "2024-03-01"), step("d", "oriented", "2024-03-01"),
    )  # fmt: skip
    rows = stops(journeys(told, hires(hire("d", accepted_on="2024-05-01")), cutoff=CUTOFF))
    assert rows[["last", "outcome", "n", "n_start"]].values.tolist() == [
        ["oriented", "open", 1, 4], ["applied", "hired_elsewhere", 1, 4], ["applied", "open", 1, 4],
    ]  # fmt: skip
    assert stops(journeys(events(), hires(), cutoff=CUTOFF)).empty
