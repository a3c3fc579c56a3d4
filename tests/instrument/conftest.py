"""The writers of exports beside these tests can be imported; the studies whose questionnaires are written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from declic_analysis.demo import declic_study_text
from declic_analysis.study import Study, parse_study


def studied(**instrument: object) -> Study:
    """The built-in study, with an `instrument` section that a person has filled in."""
    known = {"controller": "Association Exemple", "contact": "donnees@exemple.org", "retention": "deux ans"}
    study = parse_study(declic_study_text())
    return Study.model_validate(study.model_dump(by_alias=True) | {"instrument": known | instrument})


@pytest.fixture(scope="session")
def declic() -> Study:
    return studied()


@pytest.fixture(scope="session")
def retro() -> Study:
    """The same study, both audiences asked after the action only, and once more in retrospect."""
    raw = studied().model_dump(by_alias=True)
    for audience in raw["audiences"]:
        audience["design"] = "retro_pre_post"
    return Study.model_validate(raw)
