"""The calibration page is what the committed bench wrote, and says what it finds: re-run in small here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from calibration import clustered, families, leaving, recovery, sections, trinomials
from calibration.cell import DRAWS, FALSE_CLAIM, SEED, Cell, coverage_goal
from calibration.page import read, rendered, unexplained, written

from declic_analysis import pipeline
from declic_analysis.demo import write_exports
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import load_study

ROOT = Path(__file__).resolve().parents[2]
SEEDS_APART = ("Truth recovery on demo_declic", "Truth of hires on demo_declic")  # sizes there are means over seeds


@cache
def committed() -> dict[str, list[Cell]]:
    return read((ROOT / "benchmarks" / "calibration.csv").read_text(encoding="utf-8"))


def cell(method: str, measure: str, scenario: str, n: int) -> Cell:
    found = [
        c
        for own in committed().values()
        for c in own
        if (c.method, c.measure, c.scenario, c.n) == (method, measure, scenario, n)
    ]
    assert len(found) == 1
    return found[0]


def test_the_page_is_written_from_the_committed_figures() -> None:
    assert (ROOT / "docs" / "calibration.md").read_text(encoding="utf-8") == rendered(committed(), seed=SEED)
    assert written(committed()) == (ROOT / "benchmarks" / "calibration.csv").read_text(encoding="utf-8")


def test_every_miss_has_its_remark() -> None:
    assert not unexplained(committed())


def test_methods_scenarios_and_goals_are_those_of_the_bench() -> None:
    """Eight draws of everything: what is measured, on what, and what is promised."""
    now = sections.measured(draws=8, seeds=2)
    assert list(now) == list(committed())
    for title, own in now.items():
        assert [c.key for c in own] == [c.key for c in committed()[title]], title
        if title not in (*SEEDS_APART, DECLARED):
            assert [c.n for c in own] == [c.n for c in committed()[title]], title


DECLARED = "What demo_declic says of itself"  # seeds, fewer where a model or texts are drawn, said on the page
DIAGNOSIS = "The shared diagnosis"  # one shared diagnosis a seed
PARTNERS = "Partners and ambassadors of demo_declic"  # seeds, and two thousand draws that not always have an interval
TARGETING = "Which companies gain from which visits"  # 150 regressions a draw
REGRESSIONS = "Two groups compared"  # one regression a draw, fifty where cross-fitted: fewer draws, said on the page


def test_where_each_draw_is_a_regression_the_page_says_how_many() -> None:
    draws = {c.draws for c in committed()[REGRESSIONS]}  # some of two thousand, or of two hundred, have no interval
    assert all(1900 <= n <= 2000 or 190 <= n <= 200 for n in draws)
    assert "Two thousand draws, two hundred where cross-fitted" in (ROOT / "docs" / "calibration.md").read_text("utf-8")


def test_partners_are_recovered_from_every_seed_and_drawn_two_thousand_times() -> None:
    own = committed()[PARTNERS]
    assert {c.draws for c in own if c.measure != "coverage"} == {recovery.SEEDS}
    assert all(1900 <= c.draws <= 2000 for c in own if c.measure == "coverage")
    assert {c.value for c in own if c.measure == "recovered"} == {1.0}


def test_what_the_demonstration_says_of_itself_is_recovered() -> None:
    own = committed()[DECLARED]
    assert {c.draws for c in own} == {recovery.SEEDS}
    assert {c.value for c in own if c.measure in ("recovered", "said “not measurable”")} == {1.0}


def test_models_of_visits_are_drawn_two_hundred_times_where_nothing_differs() -> None:
    own = committed()[TARGETING]
    assert {c.draws for c in own if c.measure == "a model where there is none"} == {200}
    assert {c.draws for c in own if c.measure == "a model is shown"} == {60}


def test_twenty_thousand_draws_and_two_hundred_seeds() -> None:
    apart = {*SEEDS_APART, REGRESSIONS, PARTNERS, DECLARED, DIAGNOSIS, TARGETING}
    draws = {c.draws for title, own in committed().items() for c in own if title not in apart}
    assert draws <= {0, DRAWS, DRAWS // 10}
    for title in SEEDS_APART:  # in a few seeds a small group has nobody whose time is over
        drawn = {c.draws for c in committed()[title]}
        assert max(drawn) == recovery.SEEDS and min(drawn) > 0.9 * recovery.SEEDS


def test_enumerated_figures_are_what_the_code_gives() -> None:
    now = list(trinomials.cells())
    stand = committed()["Independent pairs, enumerated"]
    np.testing.assert_allclose([c.value for c in now], [c.value for c in stand], atol=1e-6)


@pytest.mark.parametrize("kind", ["equal", "few"])
def test_simulated_figures_are_within_monte_carlo_error(kind: str) -> None:
    case, draws = clustered.Case(107, 16, 0.6, 0.0, 0.1, kind), 4000
    found = clustered.score(case, n=draws, rng=np.random.default_rng(5))
    for method, measure, value in (
        ("CR2, net shift by action", "coverage", found.covered),
        ("CR2 with t(G − 1) (replaced)", "coverage", found.covered_fixed),
        ("verdict, by action", "false improvement", found.improved),
        ("cluster sign-flip, exact", "level", found.rejected),
    ):
        stands = cell(method, measure, case.text, 107)
        assert value == pytest.approx(stands.value, abs=4 * stands.error * (1 + DRAWS / draws) ** 0.5)


def test_family_and_bounds_are_within_monte_carlo_error() -> None:
    family = families.Family(clustered.Case(26, 8, families.MOVING, 0, 0.1, "few"), 0, clustered=False)
    stands = cell("Holm and the gate", "any false claim", family.text, 26)
    found = families.any_false_claim(family, n=4000, rng=np.random.default_rng(6))
    assert found == pytest.approx(stands.value, abs=4 * stands.error * 6**0.5)
    for own in leaving.bounds(200, np.random.default_rng(7)):
        if own.measure == "holds what everybody would have shown":
            assert own.value == 1.0


def test_no_false_improvement_beyond_the_goal_in_any_null() -> None:
    claims = [c for own in committed().values() for c in own if c.measure == "false improvement" and c.goal]
    assert len(claims) > 100
    assert all(c.state in ("held", "at the edge") and c.goal == FALSE_CLAIM for c in claims)


def test_clustered_intervals_keep_their_goal_everywhere() -> None:
    kept = [c for own in committed().values() for c in own if c.method == "CR2, net shift by action"]
    assert {c.goal for c in kept} == {coverage_goal(26)}
    assert not [c.scenario for c in kept if c.state == "missed"]


def test_truth_is_recovered_from_the_written_exports(tmp_path: Path) -> None:
    """The same through files, dirt and all: slips, doubles and drafts do not move the net shifts off the truth."""
    truth = write_exports(tmp_path / "demo", seed=2024)["shifts"]
    study = load_study(tmp_path / "demo")
    tables = pipeline.read(study, raw=tmp_path / "demo", key=FICTION_KEY).tables
    found = recovery.judged(recovery.beside_truth(tables["responses"], study.codebook(), shifts=truth))
    assert len(found) == 37
    assert found["covered"].sum() >= 33
    assert not found["contradicted"].any()
    # The visitors of SIAE, numbered from 51, all answer twice: bounds about who is missing are held to the others.
    others = tables["responses"][~tables["responses"]["action"].str.fullmatch(r"ST-2024-(5[1-9]|60)").fillna(False)]
    assert recovery.judged(recovery.beside_truth(others, study.codebook()))["bounded"].all()


def test_truth_of_one_demonstration_is_recovered() -> None:
    """Seed 2024, by action: 37 items, of which a 95 % interval may miss a few; no verdict against the truth."""
    found = recovery.judged(recovery.rows(2024))
    assert len(found) == 37
    assert found["covered"].sum() >= 33
    assert not found["contradicted"].any()
    assert found["bounded"].all()
