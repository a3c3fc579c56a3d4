"""The fiction's visits of SIAE: who comes, who gains, and what page 05 finds of it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from declic_analysis.demo.exports import draw_population
from declic_analysis.demo.scenario import GROUPS
from declic_analysis.demo.study_file import demo_study
from declic_analysis.demo.visits import (
    AUDIENCE,
    GAINS,
    ITEM,
    VISITORS,
    VISITS,
    Visit,
    draw_visits,
    gains,
    shifts_with,
    visits_truth,
)
from declic_analysis.study import Study


@pytest.fixture(scope="module")
def study() -> Study:
    return demo_study()


@pytest.fixture(scope="module")
def many(study: Study) -> list[Visit]:
    """Visits of twelve years."""
    people = draw_population(study, rng=np.random.default_rng(1))
    return [
        v for seed in range(12) for v in draw_visits(study, people=people, taken=[], rng=np.random.default_rng(seed))
    ]


def test_one_person_of_each_company_before_and_after(many: list[Visit]) -> None:
    assert len(many) == 12 * VISITS and {len(v.visitors) for v in many} == {VISITORS}
    assert all(len({p.structure for p in v.visitors}) == VISITORS for v in many)
    assert all(dt.date(2024, 2, 1) <= v.action.held_on <= dt.date(2024, 11, 15) for v in many)


def test_rises_are_those_of_the_stated_truth(many: list[Visit], study: Study) -> None:
    """Counts of 1,080 visitors against the quadrature, class by class."""
    truth = {(row["size"], row["siae_kind"]): row for row in visits_truth(many, study)["classes"]}
    sizes = {s.aliases[0]: str(s.size) for s in study.structures if s.aliases}
    rows = pd.DataFrame(
        [
            (sizes[p.structure], v.kind, p.scores["before"][ITEM], p.scores["after"][ITEM])
            for v in many
            for p in v.visitors
        ],
        columns=["size", "kind", "before", "after"],
    )
    rows = rows[(rows["before"] > 0) & (rows["after"] > 0)]
    moved = np.sign(rows["after"] - rows["before"])
    found = moved.groupby([rows["size"], rows["kind"]]).mean()
    assert set(found.index) == set(truth)
    for key, net in found.items():
        assert net == pytest.approx(truth[key]["net_shift"], abs=0.1)
        assert truth[key]["gains"] is gains(*key) is (truth[key]["latent_shift"] == GAINS)


def test_the_true_shift_is_the_mean_over_everybody_paired(study: Study, many: list[Visit]) -> None:
    year = many[:VISITS]
    rows = [
        {"audience": AUDIENCE, "item": ITEM, "net_shift": 0.3},
        {"audience": "prescripteurs", "item": ITEM, "net_shift": 0.2},
    ]
    mixed, other = shifts_with(rows, year, study)
    others = sum(g.both for g in GROUPS if g.audience == AUDIENCE)
    classes = visits_truth(year, study)["classes"]
    total = others * 0.3 + sum(row["persons"] * row["net_shift"] for row in classes)
    assert mixed["net_shift"] == pytest.approx(total / (others + VISITS * VISITORS), abs=1e-4)
    assert other["net_shift"] == 0.2
