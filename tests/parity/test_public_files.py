"""Public exports as survey tools wrote them: what is read from them, and what is refused, with the reason."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import pipeline
from declic_analysis.errors import SourceError
from declic_analysis.ingest import read_raw
from declic_analysis.ingest.adapters import recognise_tool
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import parse_study

pytestmark = pytest.mark.shared_data

STATEMENT = "I can find and load a Python package module"
UPPMAX = f"""
schema_version: 1
name: uppmax
title: HPC-Python
programme: HPC-Python
audiences: [{{id: learners, label: Learners, design: unpaired}}]
scales:
  - id: confidence
    favourable_from: 4
    levels: [{", ".join(f"{{label: Niveau {k}, codes: ['{k}']}}" for k in range(6))}]
constructs: [{{id: c, label: C}}]
items: [{{id: load, construct: c, scale: confidence, audiences: [learners], wording: Load a module}}]
sources:
  - id: start
    files: 20251128_survey_start.csv
    tool: google_forms
    audience: learners
    answers: {{before: {{load: "Give you confidence levels of the following statements below: [{STATEMENT}]"}}}}
"""
END = f"""
  - id: end
    files: 20250425_evaluation_end.csv
    tool: microsoft_forms
    audience: learners
    answers: {{after: {{load: "{STATEMENT}"}}}}
"""


@pytest.mark.parametrize(
    ("name", "shape", "encoding", "separator"),
    [
        ("fr_typeform_numerique/res_YvBfAdHB.csv", (44, 91), "utf-8", ","),
        ("prepost_uppmax_unpaired/20251128_survey_end.csv", (4, 18), "utf-8", ","),
        ("prepost_bucknell_cure/Year1.NoDemographics.tsv", (85, 151), "utf-8", "\t"),
        ("prepost_ds4biomed/pre_post_long-question_recodes.csv", (21, 5), "utf-8-sig", ","),
        ("fr_limesurvey_vaud/results-survey4914.tsv", (348, 21), "utf-8", "\t"),
    ],
)
def test_real_files_are_sniffed(
    shared_data: Path, name: str, shape: tuple[int, int], encoding: str, separator: str
) -> None:
    raw = read_raw(shared_data / name)
    assert raw.frame.shape == shape
    assert (raw.encoding, raw.separator) == (encoding, separator)
    assert not raw.wrong_width.any()


def test_the_tools_of_real_files_are_recognised(shared_data: Path) -> None:
    def tool(name: str) -> str:
        return str(recognise_tool(read_raw(shared_data / name)).tool)

    assert tool("fr_limesurvey_vaud/results-survey4914.xlsx") == "limesurvey"
    assert tool("prepost_uppmax_unpaired/20251128_survey_start.csv") == "google_forms"
    assert tool("fr_typeform_numerique/res_YvBfAdHB.csv") == "typeform"
    assert tool("prepost_uppmax_unpaired/20250425_evaluation_end.csv") == "microsoft_forms"
    assert tool("prepost_carpentries_retro/longterm_October2017.csv") == "generic"


def test_repeated_headers_of_a_real_export_are_refused_when_mapped(shared_data: Path) -> None:
    columns = read_raw(shared_data / "fr_typeform_numerique/res_YvBfAdHB.csv").columns
    columns.require({"age": "Quel est votre âge ?"}, coalesce=False)
    with pytest.raises(SourceError, match="même intitulé"):
        columns.require({"other": "Other"}, coalesce=False)


def test_anonymous_waves_keep_their_dates_and_pair_nobody(shared_data: Path) -> None:
    study = parse_study(UPPMAX)
    responses = pipeline.read(study, raw=shared_data / "prepost_uppmax_unpaired", key=FICTION_KEY).tables["responses"]
    assert responses["position"].tolist() == [3, 5, 6, 4, 3, 6, 5]  # codes 2 4 5 3 2 5 4: the first level is 0
    assert responses["answered_on"].min() == pd.Timestamp("2025-11-28 09:03:52")
    assert not responses["identified"].any()


def test_numbers_before_and_sentences_after_are_two_scales(shared_data: Path) -> None:
    with pytest.raises(SourceError) as caught:
        pipeline.read(parse_study(UPPMAX + END), raw=shared_data / "prepost_uppmax_unpaired", key=FICTION_KEY)
    assert "Deux échelles" in str(caught.value)
    assert "20250425_evaluation_end.csv" in str(caught.value)
