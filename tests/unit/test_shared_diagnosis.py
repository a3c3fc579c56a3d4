"""The shared diagnosis, counted by hand; the demonstration's known truth; structures too few to be told."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pandas as pd
import pytest
import yaml

from declic_analysis import disclosure
from declic_analysis.disclosure import Rules
from declic_analysis.ecosystem import jobs_to_fill, shared_diagnosis
from declic_analysis.errors import StudyError
from declic_analysis.study import Study, parse_study
from declic_analysis.study.diagnosis import SharedDiagnosis
from declic_analysis.tables import diagnosis_table
from declic_analysis.vocabulary import Measure
from declic_analysis.vocabulary.diagnosis import DiagnosisElement, DiagnosisKind
from declic_analysis.wording.claims import measured_claim
from declic_analysis.wording.diagnosis import diagnosis_sentences
from declic_analysis.wording.done import reached

SIDES = ("prescripteurs", "industriels")
SMALL = """\
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{id: prescripteurs, label: Prescripteurs}, {id: industriels, label: Industriels}]
scales: [{id: s, levels: [{label: non}, {label: oui}], favourable_from: 2}]
constructs: [{id: c, label: C, about: other}]
items: [{id: i, construct: c, scale: s, audiences: [prescripteurs], wording: Question}]
"""


@cache
def small_study() -> Study:
    return parse_study(SMALL, file="study.yaml")


def answers(*told: tuple[str, int, int]) -> pd.DataFrame:
    """Element, structures of each side that name it: the first of their side."""
    rows = [
        ("H2901", "young", element, side, f"{side}{k}")
        for element, *numbers in told
        for side, n in zip(SIDES, numbers, strict=True)
        for k in range(n)
    ]
    return pd.DataFrame(rows, columns=["rome", "concerned", "element", "audience", "structure"])


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([("barrier_hours", 3, 4)], "both"),
        ([("barrier_hours", 3, 0), ("nothing", 0, 3)], "first"),  # the other side answered, and does not name it
        ([("barrier_hours", 0, 3), ("nothing", 3, 0)], "second"),
        ([("barrier_hours", 3, 0)], "first_alone"),  # the other side did not answer
        ([("barrier_hours", 0, 3)], "second_alone"),
    ],
)
def test_where_both_sides_stand(told: list[tuple[str, int, int]], state: str) -> None:
    found = shared_diagnosis(answers(*told), sides=SIDES)
    assert found[["element", "sharing"]].to_numpy().tolist() == [["barrier_hours", state]]


def test_a_structure_counts_once_and_a_job_of_which_nobody_speaks_is_said() -> None:
    twice = pd.concat([answers(("barrier_hours", 3, 4))] * 2, ignore_index=True)
    found = shared_diagnosis(twice, sides=SIDES, jobs=["H2901", "H3203"])
    assert found.iloc[0][["n_first_answering", "n_second_answering", "n_first_naming", "n_second_naming"]].tolist() == [
        3, 4, 3, 4]  # fmt: skip
    assert found.iloc[1][["rome", "sharing"]].tolist() == ["H3203", "nobody"] and pd.isna(found.iloc[1]["element"])


@pytest.mark.parametrize(("n", "shown"), [(2, False), (3, True)])
def test_a_side_of_few_structures_is_withheld(n: int, shown: bool) -> None:
    found = shared_diagnosis(answers(("barrier_hours", n, 4), ("training_trade", 0, 4)), sides=SIDES)
    rows = disclosure.publish_diagnosis(found, rules=Rules(base=5)).frame
    assert rows["published"].tolist() == [shown] * 2 and rows["element"].notna().tolist() == [shown] * 2


def test_one_structure_of_four_is_not_counted_and_the_state_stays() -> None:
    found = shared_diagnosis(answers(("barrier_hours", 1, 4), ("nothing", 4, 0)), sides=SIDES)
    row = disclosure.publish_diagnosis(found, rules=Rules(base=5)).frame.iloc[0]
    assert pd.isna(row["n_first_naming"]) and row["n_second_naming"] == 4 and row["sharing"] == "both"


def test_each_element_has_its_kind() -> None:
    kinds = {member.kind for member in DiagnosisElement}
    assert kinds == {*DiagnosisKind, None} and DiagnosisElement.NOTHING.kind is None


def test_nothing_to_say_on_both_sides_is_an_answer_that_they_share() -> None:
    found = shared_diagnosis(answers(("nothing", 3, 3)), sides=SIDES)
    assert found[["element", "sharing", "n_first_naming"]].to_numpy().tolist() == [["nothing", "both", 3]]


def openings() -> pd.DataFrame:
    day = pd.Timestamp("2024-06-01")
    rows = [
        ("H2901", "a", 3, day, None), ("H2901", "a", 1, day, None), ("H2901", "b", 2, None, None),
        ("H2901", "c", 4, day, None), ("H2901", "d", 9, day, day),  # filled
        ("H2901", "e", 9, pd.Timestamp("2024-12-01"), None),  # opened later
        ("H3203", "a", 1, day, None), ("H3203", "b", None, day, None), ("H3203", None, 5, day, None),
        ("H2909", "a", 40, day, None), ("H2909", "b", 1, day, None), ("H2909", "c", 1, day, None),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["rome", "structure", "posts", "opened_on", "filled_on"])
    return frame.astype(
        {"rome": "string", "posts": "Int32", "opened_on": "datetime64[ns]", "filled_on": "datetime64[ns]"}
    )


def test_jobs_to_fill_are_counted_on_a_day_and_few_companies_are_not_told() -> None:
    found = jobs_to_fill(openings(), on=dt.date(2024, 7, 1)).set_index("rome")
    assert found.loc["H2901", ["n_companies", "n_stating", "n_posts"]].tolist() == [3, 3, 10]
    assert found.loc["H3203", ["n_companies", "n_stating", "n_posts"]].tolist() == [2, 1, 1]  # unknown is not one post
    shown = disclosure.publish_jobs(found.reset_index(), rules=Rules(base=5)).frame.set_index("rome")
    assert shown.loc["H2901", ["n_companies", "n_posts"]].tolist() == [3, 10]
    assert shown.loc["H3203"].isna()[["n_companies", "n_posts"]].all()
    assert shown.loc["H2909", "n_companies"] == 3 and pd.isna(shown.loc["H2909", "n_posts"])  # 40 of 42 are one's
    assert "largest_share" not in shown


def published(*told: tuple[str, int, int], jobs: tuple[str, ...] = ()) -> disclosure.Published:
    found = shared_diagnosis(answers(*told), sides=SIDES, jobs=jobs)
    return disclosure.publish_diagnosis(found, rules=Rules(base=5))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([("barrier_hours", 3, 4), ("barrier_french", 3, 0)], "1 sur 1"),
        ([("barrier_hours", 3, 0), ("barrier_french", 0, 4)], "0 sur 1"),  # both answered, nothing alike
        ([("barrier_hours", 3, 0)], "non renseigné"),  # one side is silent
        ([("barrier_hours", 2, 4)], "non publié"),
    ],
)
def test_what_the_framework_counts(told: list[tuple[str, int, int]], words: str) -> None:
    found = reached(Measure.SHARED, partners={"diagnosis": published(*told)})
    assert found.replace("\u00a0", " ") == words
    claim = measured_claim(Measure.SHARED, told=found).status
    assert claim == {"1 sur 1": "confirmed", "0 sur 1": "not_confirmed"}.get(words, "not_measurable")


def test_jobs_of_which_nobody_speaks_take_one_sentence() -> None:
    study = small_study()
    told = published(("barrier_hours", 3, 4), jobs=tuple(f"H29{k:02d}" for k in range(20)))
    *_, silent = diagnosis_sentences(told, study=study)
    assert "H2900" in silent and "11 autres" in silent and silent.count("H29") == 8
    assert len(diagnosis_table(told, study=study)) == 1


def test_a_study_adds_its_own_words_or_keeps_only_them() -> None:
    noise = {"id": "barrier_noise", "label": "bruit", "kind": "barrier"}
    added = SharedDiagnosis.model_validate({"elements": [noise], "publics": [{"id": "women", "label": "dames"}]})
    assert {"barrier_noise", "barrier_mobility", "nothing"} <= set(added.words)
    assert [*added.words][-1] == "nothing" and [*added.words].index("barrier_noise") < [*added.words].index(
        "training_trade"
    )
    assert added.public_words["women"].fr == "dames" and "femmes" in added.spellings("concerned")["women"]
    only = SharedDiagnosis.model_validate({"elements": [noise], "built_in": False})
    assert [*only.words] == ["barrier_noise", "nothing"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            {"elements": [{"id": "x", "label": "Mobilité", "kind": "barrier"}]},
            "barrier_mobility",
        ),  # two codes, one word
        ({"elements": [{"id": "nothing", "label": "rien", "kind": "barrier"}]}, "rien à signaler"),
        ({"elements": [{"id": "training_trade", "label": "apprendre", "kind": "barrier"}]}, "training"),
        ({"publics": [{"id": "all", "label": "tous"}]}, "tous publics"),
        ({"jobs": [{"id": "Z2901", "label": "?"}]}, "ROME"),
    ],
)
def test_words_that_could_not_be_told_apart_are_refused(wrong: dict, said: str) -> None:
    with pytest.raises(StudyError) as refused:
        parse_study(SMALL + yaml.safe_dump({"diagnosis": wrong}, allow_unicode=True), file="study.yaml")
    assert said in str(refused.value)
