"""Recommendations wherever they are kept, and links to what shows them."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import yaml

from declic_analysis.reports.recommended import evidence_links, with_recommendations
from declic_analysis.study import parse_study
from declic_analysis.study.reporting import Recommendation
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


def test_evidence_that_names_a_chapter_leads_there() -> None:
    told = [
        Recommendation.model_validate({"id": f"r{k}", "wording": "x", "state": "done", "evidence": text})
        for k, text in enumerate(["voir le chapitre « suites et embauches »", "une carte"])
    ]
    (block,) = evidence_links(told, lang="fr")
    assert block.data["text/html"].count("<a href=") == 1 and "#suites-et-embauches" in block.data["text/html"]
    assert list(evidence_links(told[1:], lang="fr")) == []


def test_chapters_are_those_of_the_review() -> None:
    cells = json.loads((NOTEBOOKS / "impact_report.ipynb").read_text(encoding="utf-8"))["cells"]
    lines = [line for cell in cells for line in "".join(cell["source"]).splitlines() if line.startswith("#")]
    titles = {line.lstrip("# ") for line in lines}
    english = yaml.safe_load((NOTEBOOKS / "translations.en.yaml").read_text(encoding="utf-8"))
    heads = {c["fr"].splitlines()[0].lstrip("# "): c["en"].splitlines()[0].lstrip("# ") for c in english}
    plain = {title.replace("\u202f", " ").replace("\u00a0", " ") for title in titles}
    assert {c.fr.replace("\u202f", " ").replace("\u00a0", " ") for c in EVIDENCE_CHAPTERS} <= plain
    assert {c.en for c in EVIDENCE_CHAPTERS} <= set(heads.values())
