"""The gate of hires over time, and what is said and drawn of what passes it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from declic_analysis import disclosure, figures, tables, wording
from declic_analysis.errors import ContractError
from declic_analysis.statistics.proportions import wilson
from declic_analysis.vocabulary import FollowUp, Outcome

RULES = disclosure.Rules(base=5)
STRICT = disclosure.Rules(base=11)


def window(n: int, hired: int, *, days: int = 90, **other: Any) -> dict[str, Any]:
    found = wilson(hired, n)
    return {
        "window": days, "n": n + 10, "n_mature": n, "n_immature": 10, "n_undated": 0, "n_hired": hired,
        "rate": found.estimate, "low": found.low, "high": found.high, "confidence": 0.95,
        "state": "known" if n else "immature", "method": "wilson", **other,
    }  # fmt: skip


def windows(*rows: dict[str, Any], by: tuple[str, ...] = (), rules: disclosure.Rules = RULES) -> pd.DataFrame:
    return disclosure.publish_windows(pd.DataFrame(list(rows)), rules=rules, by=by).frame


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (window(26, 0), True),  # nobody of everybody points at no one
        (window(26, 4), False),
        (window(26, 5), True),
        (window(26, 22), False),  # four who were not
        (window(26, 26), False),
        (window(30, 30), True),
        (window(4, 0), False),
        (window(0, 0), True),  # immature: a state, not a number
    ],
)
def test_few_hired_or_few_left_are_withheld(row: dict[str, Any], shown: bool) -> None:
    found = windows(row).iloc[0]
    assert bool(found["published"]) is shown
    assert shown or found[["n_hired", "rate", "n_mature"]].isna().all()


def test_the_stricter_base_of_what_leaves_the_house() -> None:
    assert not windows(window(10, 5), rules=STRICT)["published"].any()
    assert windows(window(11, 5), rules=STRICT)["published"].all()


def test_nobody_hired_is_not_said_of_a_small_named_group() -> None:
    rows = [window(26, 0, format=name) for name in "ab"] + [window(40, 8, format="c")]
    assert windows(*rows, by=("format",))["published"].tolist() == [False, False, True]


def test_windows_of_the_same_people_do_not_give_few_hires_back() -> None:
    rows = [window(60, hired, days=days) for days, hired in ((30, 6), (90, 8), (180, 20))]
    assert windows(*rows)["published"].tolist() == [False, True, True]


def test_a_hidden_group_is_not_given_back_by_the_total() -> None:
    """Random tables: what is hidden together holds no 1 to 4 hires, nor fewer people than the base."""
    rng = np.random.default_rng(1)
    hidden_somewhere = 0
    for _ in range(60):
        sizes = rng.integers(1, 60, 5)
        rows = [window(int(n), int(rng.binomial(n, 0.2)), format="abcde"[k]) for k, n in enumerate(sizes)]
        frame = pd.DataFrame(rows)
        found = windows(*rows, by=("format",))
        hidden = ~found["published"].astype(bool).to_numpy()
        if hidden.any():
            hidden_somewhere += 1
            assert hidden.sum() > 1 or len(rows) == 1
            assert hidden.all() or int(frame.loc[hidden, "n_hired"].sum()) not in range(1, 5)
            assert hidden.all() or frame.loc[hidden, "n_mature"].sum() >= 5
    assert hidden_somewhere > 30


def test_a_group_hidden_in_one_territory_is_not_given_back_by_the_page_of_all() -> None:
    # Of all 15 hired, 11 in one territory: the other's 4 are withheld there, and were told by the difference.
    rows = [window(60, hired, territory=place, format=kind) for place, kind, hired in
            (("a", "tour", 11), ("b", "tour", 4), ("a", "visit", 20), ("b", "visit", 20))]  # fmt: skip
    shown = windows(*rows, by=("territory", "format")).set_index(["territory", "format"])["published"]
    assert not shown["a", "tour"] and not shown["b", "tour"]


def curve(days: list[int], events: list[int], at_risk: list[int], outcome: str = "hired") -> pd.DataFrame:
    n = at_risk[0]
    share = np.array(events) / n
    return pd.DataFrame({
        "outcome": outcome, "day": days, "n": n, "n_undated": 0, "n_at_risk": at_risk, "n_events": events,
        "share": share, "low": share / 2, "high": share + 0.1, "confidence": 0.95, "n_clusters": 0,
        "state": "known", "method": "aalen_johansen_score",
    })  # fmt: skip


def test_each_step_of_a_curve_holds_five_people() -> None:
    own = curve([0, 7, 14, 21, 28, 35], [0, 1, 5, 9, 10, 12], [40, 38, 30, 22, 12, 4])
    found = disclosure.publish_curve(own, rules=RULES).frame
    # Days 21 and 28 would leave three and two of the twelve hires; the last week has fewer than five people left.
    assert found.loc[found["published"], "day"].tolist() == [0, 14]
    assert found.loc[~found["published"], ["share", "n_events", "n_at_risk", "low"]].isna().all(axis=None)
    steps = np.diff(found.loc[found["published"], "n_events"].astype(int))
    assert (steps >= 5).all()


def test_an_outcome_of_few_has_no_curve_and_of_nobody_a_zero() -> None:
    few = disclosure.publish_curve(curve([0, 7, 14], [0, 1, 4], [40, 38, 30]), rules=RULES).frame
    assert few.loc[few["published"], "day"].tolist() == [0]
    nobody = disclosure.publish_curve(curve([0, 7, 14], [0, 0, 0], [40, 38, 30]), rules=RULES).frame
    assert nobody.loc[nobody["published"], "day"].tolist() == [0, 14]
    small = disclosure.publish_curve(curve([0, 7], [0, 0], [4, 4]), rules=RULES).frame
    assert not small["published"].any() and small["n"].isna().all()


def delay(measure: str, estimate: float, *, n: int = 40, hired: int = 12, **other: Any) -> dict[str, Any]:
    return {
        "measure": measure, "n": n, "n_undated": 0, "n_hired": hired, "n_other": 8, "n_open": n - hired - 8,
        "horizon": 180, "estimate": estimate, "low": 0.8 * estimate, "high": 1.2 * estimate, "confidence": 0.95,
        "n_clusters": 0, "state": "known", "method": "m", **other,
    }  # fmt: skip


def test_days_are_rounded_to_weeks_and_rest_on_five_people() -> None:
    rows = [delay("share", 0.3), delay("day_10", 30), delay("day_25", 60), delay("mean_days", 150.4)]
    found = disclosure.publish_delays(pd.DataFrame(rows), rules=RULES).frame.set_index("measure")
    assert not found.loc["day_10", "published"]  # a tenth of forty is four people
    assert found.loc["day_25", ["low", "estimate", "high"]].tolist() == [42, 63, 77]
    assert found.loc["mean_days", "estimate"] == 150.4


def test_few_hires_hide_every_delay() -> None:
    rows = [delay("share", 0.1, hired=3), delay("mean_days", 170, hired=3)]
    found = disclosure.publish_delays(pd.DataFrame(rows), rules=RULES)
    assert not found.frame["published"].any()
    assert found.frame[["n_hired", "estimate"]].isna().all(axis=None)
    assert wording.delay_sentences(found) == [
        "Trop peu de personnes ou d’embauches\u00a0: délais non publiés pour protéger les personnes."
    ]


def test_sentences_of_delays() -> None:
    rows = [
        delay("share", 0.3),
        delay("day_25", 60),
        delay("day_50", np.nan, state=FollowUp.NOT_REACHED.value),
        delay("mean_days", 150.4),
        delay("any_50", 88, high=np.inf),
    ]
    told = wording.delay_sentences(disclosure.publish_delays(pd.DataFrame(rows), rules=RULES))
    text = " ".join(told).replace("\u00a0", " ").replace("\u202f", " ")
    assert "40 personnes suivies : 12 embauches connues, 8 autres issues" in text
    assert "À 180 jours, 30 % [24 ; 36] des personnes rencontrées" in text
    assert "Une personne sur 4 a une embauche connue au bout de 63 jours [42 ; 77]" in text
    assert "une personne sur 2 a une embauche connue n’est pas atteint" in text
    assert "91 jours [70 ; au-delà du suivi] (Kaplan–Meier, intervalle log-log)" in text
    assert "nan" not in text.lower()


def speed(group: str, n: int, hired: int, **other: Any) -> dict[str, Any]:
    return {
        "grouping": "format", "group": group, "reference": "a", "n": n, "n_hired": hired, "n_unknown": 0,
        "n_groups": 2, "horizon": 180, "share": hired / n, "share_low": 0.1, "share_high": 0.5, "share_state": "known",
        "hazard_ratio": 1.0 if group == "a" else 1.4, "ratio_low": 0.8, "ratio_high": 2.2, "ratio_p": 0.123456,
        "ratio_outcome": "fitted", "proportional_p": 0.2, "gray_p": 0.0012, "log_rank_p": 0.3,
        "test_outcome": "fitted", "n_clusters": 9, "confidence": 0.95, "method": "cox_efron_robust_t", **other,
    }  # fmt: skip


@pytest.mark.parametrize("other", [(30, 3), (30, 27), (4, 0), (12, 0)])
def test_groups_are_compared_whole_or_not_at_all(other: tuple[int, int]) -> None:
    frame = pd.DataFrame([speed("a", 40, 12), speed("b", *other)])
    found = disclosure.publish_speeds(frame, rules=RULES)
    assert not found.frame["published"].any()
    assert found.frame[["n", "n_hired", "share", "hazard_ratio", "gray_p"]].isna().all(axis=None)
    assert "non publiée pour protéger" in wording.speed_sentence(found)
    assert tables.speeds_table(found, names={}).empty


def test_tests_that_ignore_actions_are_said_to() -> None:
    found = disclosure.publish_speeds(pd.DataFrame([speed("a", 40, 12), speed("b", 30, 9)]), rules=RULES)
    text = wording.speed_sentence(found).replace("\u00a0", " ")
    assert "p < 0,01" in text and "trop assurés ici" in text
    shown = tables.speeds_table(found, names={"a": "Visite", "b": "Atelier"})
    assert shown["Groupe"].tolist() == ["Atelier", "Visite"]
    few = disclosure.publish_speeds(pd.DataFrame([speed("a", 40, 12, n_unknown=2), speed("b", 30, 9, n_unknown=2)]),
                                    rules=RULES)  # fmt: skip
    assert few.frame["n"].isna().all() and few.frame["share"].notna().all()


def cohort(name: str, counts: list[int | None], n: int) -> list[dict[str, Any]]:
    rows = []
    for since, hired in enumerate(counts, start=1):
        state, share = ("immature", np.nan) if hired is None else ("known", hired / n)
        rows.append({"cohort": name, "since": since, "n": n, "n_hired": hired, "rate": share, "low": share,
                     "high": share, "confidence": 0.95, "state": state, "method": "wilson"})  # fmt: skip
    return rows


def test_cohorts_show_steps_of_five_and_say_what_is_not_mature() -> None:
    frame = pd.DataFrame([*cohort("2024-01", [5, 8, 13], 50), *cohort("2024-02", [6, 6, None], 40)])
    shown = tables.triangle_table(disclosure.publish_triangle(frame, rules=RULES)).replace("\u202f", " ", regex=True)
    assert shown.iloc[0].tolist()[2:] == ["non publié", "8 (16 %)", "13 (26 %)"]
    # The other cohort's first month is hidden with it; its third is not mature.
    assert shown.iloc[1].tolist()[2:] == ["non publié", "6 (15 %)", "pas encore mûr"]


def test_figure_of_curves_has_its_words_and_its_table() -> None:
    own = curve([0, 14, 28, 42], [0, 6, 12, 18], [60, 50, 40, 30])
    other = curve([0, 14, 28, 42], [0, 0, 5, 6], [60, 50, 40, 30], outcome=Outcome.TRAINING.value)
    published = disclosure.publish_curve(pd.concat([own, other], ignore_index=True), rules=RULES)
    picture = figures.incidence_figure(published)
    assert {trace.type for trace in picture.figure.data} == {"scatter"}
    assert "embauche connue" in picture.alt and "entré en formation" in picture.alt
    assert "au moins 5 personnes" in picture.note
    assert picture.table["Jour"].tolist() == ["0", "14", "28", "42", "0", "42"]  # day 28 would leave one of six
    hidden = figures.incidence_figure(disclosure.publish_curve(own.assign(n=4, n_at_risk=4), rules=RULES))
    assert hidden.alt and not [trace for trace in hidden.figure.data if len(trace.x)]


def test_what_has_not_passed_the_gate_is_refused() -> None:
    with pytest.raises(ContractError):
        figures.incidence_figure(pd.DataFrame())  # type: ignore[arg-type]
    with pytest.raises(ContractError):
        tables.windows_table(pd.DataFrame(), names={})  # type: ignore[arg-type]


def test_basis_names_cutoff_and_time_zero() -> None:
    text = wording.times_basis(cutoff=dt.date(2024, 12, 10), origin="encounter")
    assert "10\u00a0décembre 2024" in text and "rencontre" in text
