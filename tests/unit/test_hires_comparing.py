"""Hires beside a comparison group on the page: gate, words by how the groups were formed, figures, empty registers."""

from __future__ import annotations

import datetime as dt
import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from declic_analysis import disclosure
from declic_analysis.conversions.comparison import hire_balance, hire_comparison, hire_overlap
from declic_analysis.conversions.journeys import TYPES
from declic_analysis.disclosure import Rules
from declic_analysis.errors import ContractError
from declic_analysis.figures import balance_figure, overlap_figure
from declic_analysis.reports.gated import Selected
from declic_analysis.reports.hiring.comparing import hire_comparison_blocks
from declic_analysis.reports.results import View
from declic_analysis.tables import hire_comparison_table

_words = runpy.run_path(str(Path(__file__).parents[1] / "conventions" / "test_words.py"))
_frames = runpy.run_path(str(Path(__file__).with_name("test_conversions_comparison.py")))
_pages = runpy.run_path(str(Path(__file__).with_name("test_comparing.py")))
drawn, COVARIATES, CUTOFF = _frames["drawn"], _frames["COVARIATES"], _frames["CUTOFF"]
study, LOTS, CHOSEN = _pages["study"], _pages["LOTS"], _pages["CHOSEN"]
RULES = Rules(base=5)


def journeys(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.reindex(columns=list(TYPES)).astype(TYPES | {"hired": "bool", "linked": "boolean"})


def page(group: str, frame: pd.DataFrame, treated: pd.Series, *, lang: str = "fr") -> str:
    people = pd.DataFrame({"candidate": treated.index, "group": np.where(treated, "programme", "comparison")})
    selected = Selected(study(group), pd.DataFrame(), pd.DataFrame(), RULES, "", {"candidates": people}, cutoff=CUTOFF)
    selected.__dict__["journeys"] = journeys(frame)  # the cached property: journeys have tests of their own
    blocks = hire_comparison_blocks(View(selected, lang))
    words = [str(part) for block in blocks for part in (*block.data.values(), *block.metadata.values())]
    return " ".join(words).replace("\u00a0", " ").replace("\u202f", " ")


def counted(n: int, m: int, *, hired: tuple[int, int], unknown: int = 0) -> pd.DataFrame:
    """n and m people of whom so many were hired within the window, and people of no group."""
    told = [*[True] * hired[0], *[False] * (n - hired[0]), *[True] * hired[1], *[False] * (m - hired[1])]
    frame, _ = drawn(n + m + unknown)
    days = np.where([*told, *[False] * unknown], np.datetime64("2024-04-10"), np.datetime64("NaT"))
    frame = frame.assign(hired=[*told, *[False] * unknown], hired_on=days.astype("datetime64[ns]"))
    treated = pd.Series([True] * n + [False] * m, index=frame["candidate"].head(n + m))
    return hire_comparison(
        frame, treated=treated, covariates=COVARIATES, window_days=90, cutoff=CUTOFF, rng=np.random.default_rng(0)
    )


@pytest.mark.parametrize(
    ("n", "m", "hired", "reason"),
    [
        (4, 40, (0, 20), "below_base"),
        (40, 40, (4, 20), "below_base"),
        (40, 40, (5, 20), None),
        (40, 40, (35, 20), None),
        (40, 40, (36, 20), "below_base"),
        (29, 40, (0, 20), "homogeneous"),
        (30, 40, (0, 20), None),
    ],
)
def test_the_gate_at_its_boundaries(n: int, m: int, hired: tuple[int, int], reason: str | None) -> None:
    found = disclosure.publish_hire_comparison(counted(n, m, hired=hired), rules=RULES).frame
    assert set(found["published"]) == {reason is None}
    if reason:
        assert set(found["reason"]) == {reason}
        hidden = ["n_treated", "hired_treated", "rate_control", "estimate", "low", "ratio", "e_value", "n_unknown"]
        assert found[hidden].isna().all().all()


@pytest.mark.parametrize(("unknown", "told"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_few_people_of_no_group_hide_the_counts(unknown: int, told: bool) -> None:
    found = disclosure.publish_hire_comparison(counted(40, 40, hired=(15, 10), unknown=unknown), rules=RULES).frame
    row = found[found["method"] == "itt"].iloc[0]
    assert row["published"]
    assert row["estimate"] == pytest.approx(0.12)  # 5 of 40, in whole points
    assert row[["hired_treated", "rate_control", "ratio"]].notna().all() == told


def test_a_characteristic_is_shown_whole_or_not_at_all() -> None:
    frame, treated = drawn(400)
    few = frame["territory"].where(~(frame["candidate"].isin(treated.index[treated][:3])), "C")
    found = hire_balance(
        frame.assign(territory=few, prescriber_kind=["ML"] * 150 + ["CHRS"] * 250),
        treated=treated, covariates=COVARIATES, window_days=90, cutoff=CUTOFF,
    )  # fmt: skip
    odd = found.copy()
    odd.loc[odd["covariate"] == "territory", "n_control"] = [3, 150]
    shown = disclosure.publish_hire_balance(odd, rules=RULES).frame.set_index("covariate")
    assert not shown.loc["territory", "published"].any()
    assert shown.loc["territory", "difference_before"].isna().all()
    assert shown.loc["prescriber_kind", "published"].all()


def test_steps_of_few_people_join_their_neighbours() -> None:
    told = {"chance_from": [0.0, 0.1, 0.2, 0.3], "chance_to": [0.1, 0.2, 0.3, 0.4]}
    counts = {"n_treated": [0, 3, 9, 2], "n_control": [20, 8, 7, 0]}
    frame = pd.DataFrame(told | counts).assign(outside=0.0, status="estimated", window_days=90)
    found = disclosure.publish_hire_overlap(frame, rules=RULES).frame
    assert found["chance_from"].tolist() == [0.0, 0.1]
    assert found["chance_to"].tolist() == [0.1, 0.4]
    assert found["n_treated"].tolist() == [0, 14]
    assert found["n_control"].tolist() == [20, 15]
    small = disclosure.publish_hire_overlap(frame.head(2), rules=RULES)
    assert small.shown.empty and small.frame["n_control"].isna().all()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_word_effect_needs_lots(lang: str) -> None:
    frame, treated = drawn(300)
    effect = {"fr": "effet estimé", "en": "estimated effect"}[lang]
    lots, chosen = page(LOTS, frame, treated, lang=lang), page(CHOSEN, frame, treated, lang=lang)
    assert lots.count(effect) >= 2
    assert not _words["faults"](chosen)
    assert {"fr": "Doublement robuste, ajustement croisé : écart entre les groupes", "en": "cross-fitted: difference"}[
        lang
    ] in chosen
    assert {"fr": "tels que formés : effet estimé", "en": "as formed: estimated effect"}[lang] in lots
    assert {"fr": "n’a mesuré", "en": "nobody measured"}[lang] in chosen
    # Time zero is printed, and that the comparison group has no encounter.
    assert {"fr": "comptés depuis la rencontre", "en": "counted from the encounter"}[lang] in chosen
    assert {"fr": "première étape datée", "en": "first dated step"}[lang] in chosen


def test_without_a_group_one_sentence_says_what_is_needed() -> None:
    frame, treated = drawn(60)
    text = page("false", frame, treated)
    assert "Il faudrait suivre" in text and not _words["faults"](text)
    assert "E-value" not in text


def test_empty_registers_are_not_stated() -> None:
    frame, treated = drawn(60)
    assert "non renseigné" in page(LOTS, frame.iloc[0:0], treated)
    assert "non renseigné" in page(LOTS, frame, treated.iloc[0:0])


def test_few_hires_are_withheld_in_words_too() -> None:
    frame, treated = drawn(60)
    few = frame["candidate"].isin(treated.index[treated][:3])
    days = frame["zero_on"].where(few) + pd.Timedelta(days=9)
    text = page(LOTS, frame.assign(hired=few, hired_on=days), treated)
    assert "résultat non publié" in text
    assert "E-value" not in text


def test_a_method_that_gives_no_number_says_why() -> None:
    frame, treated = drawn(300)
    apart = frame.assign(territory=np.where(treated, "A", "B"))
    text = page(CHOSEN, apart, treated)
    assert "aucun chiffre, les caractéristiques séparent les deux groupes" in text
    assert "aucune chance estimée" in text


def test_figures_hold_only_scatter_and_bars() -> None:
    frame, treated = drawn(400)
    told = {"treated": treated, "covariates": COVARIATES, "window_days": 90, "cutoff": CUTOFF}
    balance = disclosure.publish_hire_balance(hire_balance(frame, **told), rules=RULES)
    overlap = disclosure.publish_hire_overlap(hire_overlap(frame, **told), rules=RULES)
    first, second = balance_figure(balance, names={"A": "Nord"}), overlap_figure(overlap)
    assert {trace.type for trace in (*first.figure.data, *second.figure.data)} == {"scatter", "bar"}
    assert "Nord" in first.alt and len(first.table) == 2
    assert [round(abs(y), 1) for trace in second.figure.data for y in [sum(trace.y)]] == [1.0, 1.0]
    for draw in (balance_figure, overlap_figure):
        with pytest.raises(ContractError):
            draw(pd.DataFrame(), **({"names": {}} if draw is balance_figure else {}))
    group = study(LOTS).comparison_group
    with pytest.raises(ContractError):
        hire_comparison_table(pd.DataFrame(), group=group)  # type: ignore[arg-type]


def test_the_cut_off_decides_who_is_mature() -> None:
    frame, treated = drawn(120)
    told = {"treated": treated, "covariates": COVARIATES, "window_days": 90, "rng": np.random.default_rng(0)}
    early = hire_comparison(frame, cutoff=dt.date(2024, 4, 1), **told)
    assert disclosure.publish_hire_comparison(early, rules=RULES).shown.empty
