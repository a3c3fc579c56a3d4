"""Recommendations wherever they are kept, and links to what shows them."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
import yaml

from declic_analysis.cleaning.registers.tables import recommendations_of
from declic_analysis.reports.history.record import Record
from declic_analysis.reports.history.since import since_words
from declic_analysis.reports.recommended import evidence_links, is_overdue, with_recommendations
from declic_analysis.study import Study, parse_study
from declic_analysis.study.reporting import Recommendation
from declic_analysis.vocabulary import RegisterKind
from declic_analysis.wording.evidence import leads_nowhere
from declic_analysis.wording.evidence_texts import EVIDENCE_CHAPTERS

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
ROOT_STUDY = NOTEBOOKS.parent / "data/raw/declic/study.yaml"


def test_what_only_the_register_holds_is_not_lost() -> None:
    study = parse_study(ROOT_STUDY.read_text(encoding="utf-8"), file="study.yaml")
    own = Recommendation.model_validate({"id": "bus", "wording": "Louer un bus", "state": "ongoing"})
    study = study.model_copy(update={"recommendations": [own]})
    table = pd.DataFrame(
        {
            "recommendation": ["bus", "rappel"], "wording": ["Louer un bus", "Rappeler la veille"], "owner": pd.NA,
            "state": ["ongoing", "done"], "due_on": pd.to_datetime([None, "2025-01-31"]), "evidence": pd.NA,
        }
    )  # fmt: skip
    found = with_recommendations(study, table).recommendations
    assert [(one.id, one.state.value, str(one.due_on)) for one in found] == [
        ("bus", "ongoing", "None"), ("rappel", "done", "2025-01-31")
    ]  # fmt: skip


@cache
def root_study() -> Study:
    return parse_study(ROOT_STUDY.read_text(encoding="utf-8"), file="study.yaml")


def with_evidence(*texts: str) -> Study:
    told = [Recommendation(id=f"r{k}", wording="x", state="done", evidence=text) for k, text in enumerate(texts)]
    return root_study().model_copy(update={"recommendations": told})


def test_evidence_that_names_a_chapter_leads_there() -> None:
    (block,) = evidence_links(with_evidence("voir le chapitre « suites et embauches »", "une carte"), lang="fr")
    assert block.data["text/html"].count("<a href=") == 1 and "#suites-et-embauches" in block.data["text/html"]
    assert list(evidence_links(with_evidence("une carte"), lang="fr")) == []
    (block,) = evidence_links(with_evidence("embauches_connues"), lang="fr")  # an indicator of the framework
    assert "#cadre-logique-realise-et-prevu" in block.data["text/html"]


def test_evidence_that_leads_nowhere_is_told_with_the_chapter_perhaps_meant() -> None:
    told = pd.DataFrame(
        {
            "wording": ["Louer un bus", "Rappeler", "Former"],
            "evidence": ["chapitre Suite et embauches", pd.NA, "L’écosystème"],
        }
    )
    (remark,) = leads_nowhere(told, study=root_study())
    assert "Louer un bus" in remark.fr and "Former" not in remark.fr
    assert remark.fr.endswith("Peut-être\u00a0: Suites et embauches.")
    assert leads_nowhere(told.iloc[1:], study=root_study()) == []


RECORD = Record(
    "2025-01-02T08:00:00+00:00", "bilan", "impact_report", {}, "2024-12-31", "d", "s", "1", False, [],
    {"bus": "ongoing", "rappel": "ongoing", "carte": "done"},
    {"bus": {"wording": "Louer un bus", "due_on": "2025-01-31"}, "rappel": {"wording": "Rappeler", "due_on": ""}},
)  # fmt: skip


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ({"id": "bus", "state": "ongoing", "due_on": "2025-01-31"}, "inchangée"),
        ({"id": "bus", "state": "done", "due_on": "2025-01-31"}, "en cours → réalisée"),
        ({"id": "bus", "state": "ongoing", "due_on": "2025-06-30"}, "échéance : 31 janvier 2025 → 30 juin 2025"),
        ({"id": "rappel", "state": "ongoing", "due_on": "2025-06-30"}, "échéance : non renseigné → 30 juin 2025"),
        ({"id": "carte", "state": "done", "due_on": "2025-06-30"}, "inchangée"),  # a record from before due dates
        ({"id": "autre", "state": "done"}, "nouvelle"),
    ],
)
def test_what_changed_since_the_last_report(now: dict[str, str], words: str) -> None:
    found = since_words(Recommendation.model_validate({"wording": "x", **now}), last=RECORD, lang="fr")
    assert found.replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [
        ("ongoing", "2024-12-30", True),
        ("ongoing", "2024-12-31", False),  # due on the last day itself: not yet late
        ("done", "2024-01-01", False),
        ("not_started", None, False),
    ],
)
def test_overdue_is_held_against_the_last_day(state: str, due: str | None, late: bool) -> None:
    one = Recommendation.model_validate({"id": "r", "wording": "x", "state": state, "due_on": due})
    assert is_overdue(one, stop=dt.date(2024, 12, 31)) is late
    assert not is_overdue(one, stop=None)


def test_a_line_above_makes_no_other_recommendation() -> None:
    rows = pd.DataFrame(
        {"wording": ["Louer  un bus", "Former", "louer un bus"], "state": "done", "source": "r", "file": "f"}
    )
    ids = [recommendations_of({RegisterKind.RECOMMENDATIONS: rows})["recommendation"].tolist(),
           recommendations_of({RegisterKind.RECOMMENDATIONS: rows.iloc[1:]})["recommendation"].tolist()]  # fmt: skip
    assert ids[0][1] == ids[1][0] and ids[0][2] == f"{ids[0][0]}_2" and ids[1][1] == ids[0][0]


def test_chapters_are_those_of_the_review() -> None:
    cells = json.loads((NOTEBOOKS / "impact_report.ipynb").read_text(encoding="utf-8"))["cells"]
    lines = [line for cell in cells for line in "".join(cell["source"]).splitlines() if line.startswith("#")]
    titles = {line.lstrip("# ") for line in lines}
    english = yaml.safe_load((NOTEBOOKS / "translations.en.yaml").read_text(encoding="utf-8"))
    heads = {c["fr"].splitlines()[0].lstrip("# "): c["en"].splitlines()[0].lstrip("# ") for c in english}
    plain = {title.replace("\u202f", " ").replace("\u00a0", " ") for title in titles}
    assert {c.fr.replace("\u202f", " ").replace("\u00a0", " ") for c in EVIDENCE_CHAPTERS} <= plain
    assert {c.en for c in EVIDENCE_CHAPTERS} <= set(heads.values())
