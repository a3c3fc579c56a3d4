"""Targets of a row: as stated, as the sum of its parts, else not stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from declic_analysis.reports.targeting.planned import planned_for
from declic_analysis.study import Study, load_study
from declic_analysis.study.planned import Planned
from declic_analysis.wording.targeting import reached_words


@pytest.fixture(scope="module")
def bare(project_root: Path) -> Study:
    return load_study(project_root / "data/raw/declic")


def with_targets(study: Study, *rows: Planned) -> Study:
    framework = study.framework.model_copy(update={"planned": list(rows), "questions": []})
    return study.model_copy(update={"framework": framework})


def test_a_target_is_that_of_its_row_and_of_no_other(bare: Study) -> None:
    study = with_targets(bare, Planned(format="zi_tour", actions=16, persons=90), Planned(period="2024-T2", persons=30))
    assert planned_for(study, format="zi_tour", territory=None, period=None)["persons"] == 90
    assert planned_for(study, format="zi_tour", territory="lyonnais", period=None)["persons"] is None
    assert planned_for(study, format=None, territory=None, period="2024-T2")["persons"] == 30
    assert planned_for(study, format="zi_tour", territory=None, period="2024-T2")["persons"] is None


def test_territories_add_up_where_each_has_one(bare: Study) -> None:
    rows = [Planned(format="vis_ma_vie", territory=one.id, persons=40, actions=5) for one in bare.territories]
    assert planned_for(with_targets(bare, *rows), format="vis_ma_vie", territory=None, period=None)["persons"] == 80
    missing = with_targets(bare, *rows[:1])
    assert planned_for(missing, format="vis_ma_vie", territory=None, period=None)["persons"] is None


def test_formats_add_up_but_not_their_persons(bare: Study) -> None:
    study = with_targets(bare, *(Planned(format=one.id, actions=3, persons=20) for one in bare.formats))
    whole = planned_for(study, format=None, territory=None, period=None)
    assert (whole["actions"], whole["persons"]) == (3 * len(bare.formats), None)


def test_targets_of_one_year_alone_are_those_of_the_programme(bare: Study) -> None:
    one = with_targets(bare, Planned(format="zi_tour", period="2024", persons=90))
    assert planned_for(one, format="zi_tour", territory=None, period=None)["persons"] == 90
    two = with_targets(bare, *(Planned(format="zi_tour", period=year, persons=90) for year in ("2024", "2025")))
    assert planned_for(two, format="zi_tour", territory=None, period=None)["persons"] is None


@pytest.mark.parametrize(
    ("n", "aim", "published", "told"),
    [
        (72, 80, True, "72 sur 80 prévues (90 %)"), (72, None, True, "72"), (0, 80, True, "0 sur 80 prévues (0 %)"),
        (None, 80, True, "non renseigné ; 80 prévues"), (None, None, False, "non publié"),
        (3, 0, True, "3 ; 0 prévues"),
    ],
)  # fmt: skip
def test_reached_beside_planned(n: int | None, aim: int | None, published: bool, told: str) -> None:
    said = reached_words(n, aim, published=published)
    assert said.replace("\u202f", " ").replace("\u00a0", " ") == told
