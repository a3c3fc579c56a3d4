"""The gate of steps, chain, reasons and contradictions: each threshold at its boundary, and what gives a count back."""

from __future__ import annotations

import pandas as pd
import pytest
from journey_tables import CUTOFF, events, hire, hires, step

from declic_analysis import disclosure
from declic_analysis.conversions.chain import chain
from declic_analysis.conversions.history import history
from declic_analysis.conversions.journeys import journeys
from declic_analysis.conversions.refusals import refusals
from declic_analysis.conversions.steps import step_rates
from declic_analysis.disclosure import (
    Rules,
    publish_chain,
    publish_history,
    publish_refusals,
    publish_steps,
    publish_stops,
)
from declic_analysis.errors import ContractError
from declic_analysis.figures import losses_figure, steps_figure
from declic_analysis.tables import history_table, losses_table, steps_by_table, steps_table
from declic_analysis.wording import follow_ups

RULES = Rules(base=5)


def table(groups: dict[str, tuple[int, int]], *, n_interviewed: int | None = None) -> pd.DataFrame:
    """Journeys: of each territory, how many applied and how many of those were hired; as many companies as people."""
    told, signed, homes = [], [], {}
    for place, (n, n_hired) in groups.items():
        for k in range(n):
            name = f"{place}-{k:03d}"
            homes[name] = place
            told.append(step(name, "applied", "2024-01-10", structure=f"c-{name}"))
            if n_interviewed is not None and k < n_interviewed:
                told.append(step(name, "interviewed", "2024-01-20", structure=f"c-{name}"))
            if k < n_hired:
                signed.append(hire(name, structure=f"c-{name}", accepted_on="2024-02-01"))
    made = journeys(events(*told), hires(*signed), cutoff=CUTOFF)
    return made.assign(territory=made["candidate"].map(homes).astype("string"))


def hired(groups: dict[str, tuple[int, int]], *, rules: Rules = RULES) -> pd.DataFrame:
    rates = step_rates(table(groups), cutoff=CUTOFF, by=["territory"])
    rows = publish_steps(rates, rules=rules, by=["territory"]).frame
    return rows[rows["step"] == "hired"].set_index("territory")


@pytest.mark.parametrize(("n", "shown"), [(4, False), (5, True)])
def test_a_group_under_the_base_has_no_number(n: int, shown: bool) -> None:
    rates = step_rates(table({"east": (n, 0)}), cutoff=CUTOFF, recorded=["applied", "hired"])
    rows = publish_steps(rates, rules=RULES).frame
    assert rows["published"].eq(shown).all()
    assert rows.set_index("step").loc["hired", "n_start"] is pd.NA or shown


@pytest.mark.parametrize(("n_hired", "shown"), [(0, True), (1, False), (4, False), (5, True), (36, False), (40, False)])
def test_few_who_reached_a_step_or_did_not_are_withheld_with_their_rate(n_hired: int, shown: bool) -> None:
    rates = step_rates(table({"east": (40, n_hired)}), cutoff=CUTOFF, recorded=["applied", "hired"])
    row = publish_steps(rates, rules=RULES).frame.set_index("step").loc["hired"]
    alike = n_hired == 40  # everybody of 40: shown from 30 on, were it not for the step before
    assert pd.notna(row["n_reached"]) == (shown or alike)
    assert pd.isna(row["rate"]) == pd.isna(row["low"]) == (not (shown or alike))


def test_nobody_or_everybody_of_a_small_group_has_no_rate() -> None:
    for n_hired in (0, 12):
        rates = step_rates(table({"east": (12, n_hired)}), cutoff=CUTOFF, recorded=["applied", "hired"])
        row = publish_steps(rates, rules=RULES).frame.set_index("step").loc["hired"]
        assert pd.isna(row["rate"]) and pd.isna(row["start_rate"])
        assert (row["n_reached"] == 0) if n_hired == 0 else pd.isna(row["n_reached"])


def test_a_hidden_group_is_not_the_total_minus_the_others() -> None:
    rows = hired({"east": (4, 1), "north": (30, 10), "west": (60, 20)})
    assert rows["published"].to_dict() == {"east": False, "north": False, "west": True}
    assert rows["reason"].fillna("").to_dict() == {"east": "below_base", "north": "complement", "west": ""}


def test_a_hidden_count_is_not_the_total_minus_the_others() -> None:
    rows = hired({"east": (30, 2), "north": (30, 10), "west": (60, 20)})
    assert rows["n_start"].notna().all() and rows["n_reached"].isna().to_dict() == {
        "east": True, "north": True, "west": False,
    }  # fmt: skip


def test_of_two_keys_each_total_is_kept_from_giving_a_group_back() -> None:
    """East has a small north; hiding a south of west would not help: the total of east is published too."""
    made = table({"east": (40, 20), "west": (60, 30)})
    small = made.groupby("territory").cumcount()
    made = made.assign(
        format=[
            "n" if (k < 3 and t == "east") or (k >= 40) else "s" for k, t in zip(small, made["territory"], strict=True)
        ]
    )
    rows = publish_steps(
        step_rates(made, cutoff=CUTOFF, by=["territory", "format"]), rules=RULES, by=["territory", "format"]
    ).frame
    shown = rows[rows["step"] == "hired"].set_index(["territory", "format"])["published"]
    assert not shown[("east", "n")] and not shown[("east", "s")]


def test_one_company_that_dominates_hides_the_group_but_its_own_row() -> None:
    made = table({"east": (20, 8)}).assign(structure="forge")
    assert not publish_steps(step_rates(made, cutoff=CUTOFF), rules=RULES).frame["published"].any()
    own = publish_steps(step_rates(made, cutoff=CUTOFF, by=["structure"]), rules=RULES, by=["structure"]).frame
    assert own["published"].all()


def test_few_who_skipped_a_step_are_not_told_by_two_counts() -> None:
    rates = step_rates(table({"east": (60, 20)}, n_interviewed=17), cutoff=CUTOFF)
    row = publish_steps(rates, rules=RULES).frame.set_index("step").loc["hired"]
    assert row["n_reached"] == 20 and pd.isna(row["n_skipped"]) and pd.isna(row["rate"])


def test_nearly_all_is_said_where_five_per_cent_are_no_small_number() -> None:
    for n, said in ((200, True), (60, False)):
        rates = step_rates(table({"east": (n, 20)}, n_interviewed=n - 2), cutoff=CUTOFF)
        row = publish_steps(rates, rules=RULES).frame.set_index("step").loc["interviewed"]
        assert pd.isna(row["n_reached"]) and row["nearly_all"] == said


def test_reasons_of_few_are_merged_so_that_none_comes_back() -> None:
    told = [
        step(f"p{k}", "applied", "2024-03-01", state="refused", refusal_reason=reason)
        for k, reason in enumerate(["no_position"] * 20 + ["lacking_skills"] * 6 + ["not_mobile"] * 2)
    ]
    published = publish_refusals(refusals(events(*told), hires(), cutoff=CUTOFF), rules=RULES)
    rows = published.frame.set_index("reason")
    assert rows["n_applications"].to_dict() == {"no_position": 20, "merged": 8}
    assert rows["n_persons"].isna().all()
    shown = losses_figure(published, table=losses_table(published))
    assert "Motifs peu nombreux, réunis" in shown.alt and "français" in shown.note


def test_contradictions_are_counted_in_full_inside_the_house_only() -> None:
    found = history(events(), hires(hire("a"), hire("b")), cutoff=CUTOFF)
    inside = publish_history(found, rules=RULES, diffusion="internal")
    outside = publish_history(found, rules=Rules(base=11), diffusion="external")
    assert history_table(inside)["Lignes"].to_list() == ["2"]
    assert history_table(outside)["Lignes"].to_list() == ["non publié"]


def test_the_chain_hides_few_on_either_side() -> None:
    made = table({"east": (40, 20)}).assign(linked=[True] * 37 + [False] * 3)
    row = publish_chain(chain(made), rules=RULES).frame.set_index("of").loc["journeys"]
    assert row["n"] == 40 and pd.isna(row["n_linked"]) and pd.isna(row["n_unlinked"])


START, LASTING = "Suites : 40 mises en relation, immersions : non renseigné, ", ", durables : non renseigné"


def test_outcomes_of_a_step_stand_together_where_one_is_few_and_no_step_comes_back() -> None:
    counts = {("oriented", "open"): 20, ("oriented", "training"): 9, ("applied", "open"): 30,
              ("applied", "withdrawn"): 2, ("interviewed", "open"): 3}  # fmt: skip
    frame = pd.DataFrame([(*key, n, 90, n / 90) for key, n in counts.items()],
                         columns=["last", "outcome", "n", "n_start", "share"])  # fmt: skip
    rows = publish_stops(frame, rules=RULES).frame
    assert rows["last"].to_list() == ["oriented", "oriented", "applied", "interviewed"]
    assert rows["n"].fillna(0).to_list() == [0, 0, 32, 0]  # interviewed: 3; oriented hidden so that 3 is not the rest
    assert not publish_stops(frame.assign(n_start=4), rules=RULES).frame["published"].any()


LINES = {
    "all known": ((40, 12), f"{START}12 embauches connues{LASTING}"),
    "few hired": ((40, 2), f"{START}embauches connues : non publié{LASTING}"),
}


@pytest.mark.parametrize(("group", "line"), LINES.values(), ids=list(LINES))
def test_line_of_the_first_page(group: tuple[int, int], line: str) -> None:
    steps = publish_steps(step_rates(table({"east": group}), cutoff=CUTOFF), rules=RULES)
    assert follow_ups(steps, None).replace("\u00a0", " ").replace("\u202f", " ") == line


def test_empty_registers_are_not_stated_on_the_first_page() -> None:
    nothing = step_rates(journeys(events(), hires(), cutoff=CUTOFF), cutoff=CUTOFF)
    steps = publish_steps(nothing, rules=RULES)
    assert follow_ups(None, None) == follow_ups(steps, None) and "non renseigné" in follow_ups(None, None)
    assert "Rien à montrer" in steps_figure(steps, table=steps_table(steps)).alt


def test_figure_and_tables_say_what_is_withheld_and_what_is_unknown() -> None:
    rates = step_rates(table({"east": (40, 12), "west": (30, 2)}), cutoff=CUTOFF, by=["territory"])
    by = steps_by_table(publish_steps(rates, rules=RULES, by=["territory"]), names={"east": "Est", "west": "Ouest"})
    assert by.iloc[:, 0].to_list() == ["Est", "Ouest"] and by["Reçues en entretien"].eq("non renseigné").all()
    steps = publish_steps(step_rates(table({"east": (40, 12)}), cutoff=CUTOFF), rules=RULES)
    shown = steps_figure(steps, table=steps_table(steps))
    assert "Embauches connues : 12 30" in shown.alt.replace("\u00a0", " ").replace("\u202f", " ")
    assert {trace.type for trace in shown.figure.data} == {"bar", "scatter"}


def test_a_bare_frame_is_refused() -> None:
    bare = step_rates(table({"east": (40, 12)}), cutoff=CUTOFF)
    for show in (steps_table, lambda frame: steps_by_table(frame, names={}), lambda frame: follow_ups(frame, None)):
        with pytest.raises(ContractError):
            show(bare)
    assert {"steps", "history", "chain", "refusals"} <= set(disclosure.KINDS)


def test_few_people_hired_long_enough_are_not_counted_nor_given_back_by_the_others() -> None:
    columns = ("n_start", "n_persons", "n_at_risk", "n_persons_at_risk", "n_reached", "n_persons_reached")
    rows = pd.DataFrame({"prescriber": ["a", "b", "c"], "step": "employed_6m", "previous": "hired", "recorded": True})
    rows = rows.assign(**{name: [40, 30, 20] for name in columns[:2]}, **{name: [2, 9, 12] for name in columns[2:4]})
    rows = rows.assign(**{name: [0, 9, 6] for name in columns[4:]}, n_from_previous=[0, 6, 6], n_skipped=0)
    rates = ("rate", "low", "high", "start_rate", "start_low", "start_high")
    rows = rows.assign(**dict.fromkeys(rates, 0.5), n_structures=1, largest_structure=1.0)
    shown = publish_steps(rows, rules=RULES, by=["prescriber"]).frame
    assert shown["n_at_risk"].isna().tolist() == [True, True, False]
    assert shown["n_persons_at_risk"].isna().tolist() == [True, True, False]
