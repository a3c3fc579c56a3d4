"""A plan is dated, stamped by what lies in the raw folder, never replaced, and each deviation from it is told."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from declic_analysis import plan as plans
from declic_analysis.errors import StudyError, UsageError
from declic_analysis.study import Study, parse_study

DAY = dt.date(2024, 3, 1)
TEXT = """
schema_version: 1
name: petite
title: Petite
programme: Petite
audiences: [{id: gens, label: Gens}]
scales:
  - {id: s, favourable_from: 2, levels: [{label: Non}, {label: Oui}]}
constructs: [{id: c, label: C}]
items:
  - {id: un, construct: c, scale: s, audiences: [gens], wording: Un, confirmatory: true}
  - {id: deux, construct: c, scale: s, audiences: [gens], wording: Deux}
sources:
  - {id: avant, files: avant.csv, tool: generic, audience: gens, answers: {before: {un: Un, deux: Deux}}}
  - {id: apres, files: apres.csv, tool: generic, audience: gens, answers: {after: {un: Un, deux: Deux}}}
"""


def study() -> Study:
    return parse_study(TEXT)


def changed(old: str, new: str) -> Study:
    assert old in TEXT
    return parse_study(TEXT.replace(old, new, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "avant.csv").write_text("Un;Deux\nOui;Non\n", encoding="utf-8")
    return tmp_path


def test_a_plan_frozen_before_the_after_wave_says_so(folder: Path) -> None:
    frozen = plans.freeze(study(), folder=folder, raw=folder, on=DAY)
    assert frozen.frozen_on == DAY
    assert not frozen.after_reception
    assert plans.read_plans(folder) == [frozen]
    assert plans.standing(study(), folder=folder) == plans.Standing(frozen, (), ())


def test_a_plan_frozen_once_after_answers_are_there_is_stamped(folder: Path) -> None:
    (folder / "apres.csv").write_text("Un;Deux\nOui;Non\n", encoding="utf-8")
    frozen = plans.freeze(study(), folder=folder, raw=folder, on=DAY)
    assert frozen.received == ("after",)


@pytest.mark.parametrize(
    ("old", "new", "path", "then", "now"),
    [
        ("wording: Deux}", "wording: Deux, confirmatory: true}", "confirmatory", ["un"], ["deux", "un"]),
        ("wording: Deux}", "wording: Deux, direction: neutral}", "items.deux.direction", "favourable_high", "neutral"),
        ("title: Petite", "title: Petite\nanalysis: {smallest_change: 0.2}", "analysis.smallest_change", 0.1, 0.2),
        ("title: Petite", "title: Petite\nanalysis: {cutoff: 2024-05-01}", "analysis.cutoff", None, "2024-05-01"),
        ("title: Petite", "title: Petite\nduplicates: first", "duplicates", "last", "first"),
        (
            "title: Petite",
            "title: Petite\nanalysis: {exclusions: [{reason: Pilote, action: P1}]}",
            "exclusions.1.action",
            None,
            "P1",
        ),
        ("favourable_from: 2, levels", "favourable_from: 1, levels", "items.deux.favourable_from", 2, 1),
    ],
)
def test_each_deviation_is_told(folder: Path, old: str, new: str, path: str, then: object, now: object) -> None:
    plans.freeze(study(), folder=folder, raw=folder, on=DAY)
    held = plans.standing(changed(old, new), folder=folder)
    assert held is not None
    assert plans.Deviation(path, then, now) in held.deviations


def test_words_that_fix_nothing_are_no_deviation(folder: Path) -> None:
    plans.freeze(study(), folder=folder, raw=folder, on=DAY)
    held = plans.standing(changed("title: Petite", "title: Autre titre"), folder=folder)
    assert held is not None
    assert held.deviations == ()


def test_the_same_plan_is_not_frozen_twice(folder: Path) -> None:
    plans.freeze(study(), folder=folder, raw=folder, on=DAY)
    with pytest.raises(UsageError):
        plans.freeze(study(), folder=folder, raw=folder, on=DAY + dt.timedelta(days=1))


def test_an_amendment_before_reception_governs_one_after_it_does_not(folder: Path) -> None:
    first = plans.freeze(study(), folder=folder, raw=folder, on=DAY)
    amended_study = changed("title: Petite", "title: Petite\nduplicates: first")
    amended = plans.freeze(amended_study, folder=folder, raw=folder, on=DAY + dt.timedelta(days=1))
    (folder / "apres.csv").write_text("Un;Deux\nOui;Non\n", encoding="utf-8")
    late_study = changed("title: Petite", "title: Petite\nduplicates: most_complete")
    late = plans.freeze(late_study, folder=folder, raw=folder, on=DAY + dt.timedelta(days=30))
    assert plans.read_plans(folder) == [first, amended, late]
    held = plans.standing(late_study, folder=folder)
    assert held is not None
    assert held.plan == amended
    assert held.later == (late,)
    assert held.deviations == (plans.Deviation("duplicates", "first", "most_complete"),)


def test_a_plan_touched_by_hand_is_seen(folder: Path) -> None:
    plans.freeze(study(), folder=folder, raw=folder, on=DAY)
    path = folder / plans.PLAN_FILE
    content = json.loads(path.read_text(encoding="utf-8"))
    content["plans"][0]["choices"]["confirmatory"] = ["deux"]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert not plans.read_plans(folder)[0].intact


@pytest.mark.parametrize("text", ["", "[]", '{"plans": [{}]}', '{"plans": 3}', "{"])
def test_a_damaged_plan_is_a_clear_refusal(folder: Path, text: str) -> None:
    (folder / plans.PLAN_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(StudyError):
        plans.read_plans(folder)


def test_a_study_without_sources_fixes_no_waves(folder: Path) -> None:
    bare = parse_study(TEXT[: TEXT.index("sources:")])
    plans.freeze(bare, folder=folder, raw=folder, on=DAY)
    held = plans.standing(study(), folder=folder)
    assert held is not None
    assert held.deviations == ()
