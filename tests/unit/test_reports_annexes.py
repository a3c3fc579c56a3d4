"""The method annex names what was shown and cites its sources; the TREND checklist ticks nothing by hand."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path

import nbformat
import pandas as pd
import pytest
import yaml

from declic_analysis.disclosure import Published
from declic_analysis.reports.annexes.catalogue import METHODS, Method, references, sources, used
from declic_analysis.reports.annexes.trend import WHERE, Evidence, coverage, trend_blocks
from declic_analysis.reports.gated import Selected
from declic_analysis.reports.rendering import number_headings
from declic_analysis.study import Study, load_study
from declic_analysis.vocabulary.coverage import Coverage
from declic_analysis.wording.method_texts import METHOD_TEXTS
from declic_analysis.wording.trend_texts import TREND_CHAPTERS, TREND_ITEMS

DESCRIBED = {"paired_levels", "all_levels", "flow"}  # counts of answers and of people: no method behind them


@pytest.fixture(scope="module")
def study(project_root: Path) -> Study:
    return load_study(project_root / "data/raw/declic")


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.key)
def test_each_method_has_its_sentence_and_sources(method: Method) -> None:
    words = METHOD_TEXTS[method.key]
    assert words.name.fr and words.text.fr.endswith(".") and words.text.en.endswith(".")
    assert all(references(method._replace(functions=(one,))) for one in method.functions)


def test_every_sentence_belongs_to_a_method_and_every_result_has_one() -> None:
    assert set(METHOD_TEXTS) == {method.key for method in METHODS}
    results = {
        name
        for name, value in vars(Selected).items()
        if isinstance(value, cached_property) and "Published" in str(value.func.__annotations__.get("return", ""))
    }
    known = {name.removesuffix("_*") for method in METHODS for name in method.results}
    assert Published and results - known - DESCRIBED == set()


def test_sources_are_author_year_and_doi() -> None:
    told = """Share.

    References: Wilson 1927; Newcombe 1998 (doi:10.1002/(SICI)1097(1998)17:8<857::AID>3.0.CO;2-E), Table I. Checked
    against R. Austin 2009.
    """
    assert sources(told) == ["Wilson 1927", "Newcombe 1998 (doi:10.1002/(SICI)1097(1998)17:8<857::AID>3.0.CO;2-E)"]
    assert sources("No source.") == []


def items(**other: object) -> pd.DataFrame:
    row = {"audience": "pros", "item": "q", "published": True, "confirmatory": True, "net_shift": 0.2, "net_low": 0.1,
           "sign_p": 0.01, "cluster_method": "independent"} | other  # fmt: skip
    return pd.DataFrame([row])


def test_only_what_was_published_counts_as_used() -> None:
    keys = [method.key for method in used({"items": items()})]
    assert keys == ["net_shift", "gate"]
    assert [m.key for m in used({"items": items(cluster_method="cr2_t")})] == ["net_shift", "clusters", "gate"]
    assert used({"items": items(published=False)}) == {}
    assert next(iter(used({"items": items()}).values())) == ["pros"]


def states(study: Study, results: dict[str, pd.DataFrame], **other: object) -> list[Coverage]:
    none = {"responses": pd.DataFrame({"answered_on": pd.to_datetime([])})}
    return coverage(Evidence(study, results, none, **other))  # type: ignore[arg-type]


def test_an_empty_study_covers_no_item_about_data(study: Study) -> None:
    found = states(study, {})
    assert len(found) == len(TREND_ITEMS) == len(WHERE) == 22
    about_data = [found[n - 1] for n in (3, 10, 11, 12, 13, 14, 15, 16, 17, 18, 21)]
    assert set(about_data) == {Coverage.MISSING}


@pytest.mark.parametrize(
    ("number", "results", "expected"),
    [
        (15, {}, Coverage.MISSING),
        (15, {"stayers": items()}, Coverage.COVERED),
        (15, {"stayers": items(published=False)}, Coverage.MISSING),
        (15, {"comparison": items()}, Coverage.COVERED),
        (10, {"items": items()}, Coverage.PARTLY),
        (10, {"items": items(cluster_method="cr2_t")}, Coverage.COVERED),
        (12, {"flow": items(n_invited=pd.NA)}, Coverage.PARTLY),
        (12, {"flow": items(n_invited=40)}, Coverage.COVERED),
        (14, {"items": items()}, Coverage.PARTLY),
        (14, {"items": items(), "stayers": items()}, Coverage.COVERED),
        (16, {"items": pd.concat([items(), items(published=False)])}, Coverage.PARTLY),
        (17, {"items": items()}, Coverage.COVERED),
        (17, {"items": items(net_low=float("nan"))}, Coverage.MISSING),
        (17, {"items": pd.concat([items(), items(published=False)])}, Coverage.PARTLY),
        (18, {"items": items()}, Coverage.PARTLY),
        (18, {"groups": items()}, Coverage.COVERED),
    ],
)
def test_an_item_follows_its_evidence(
    study: Study, number: int, results: dict[str, pd.DataFrame], expected: Coverage
) -> None:
    assert states(study, results)[number - 1] == expected


@pytest.mark.parametrize(
    ("before", "expected"), [(None, Coverage.MISSING), (False, Coverage.PARTLY), (True, Coverage.COVERED)]
)
def test_the_planned_size_follows_the_frozen_plan(study: Study, before: bool | None, expected: Coverage) -> None:
    assert states(study, {}, plan_before=before)[6] == expected


def test_what_people_say_counts_only_where_they_said_it(study: Study) -> None:
    silent = study.model_copy(update={"narrative": type(study.narrative)(), "published_claims": []})
    found = states(silent, {})
    assert found[18] == found[19] == Coverage.MISSING and found[21] == Coverage.PARTLY


def test_dates_of_answers_and_actions(study: Study) -> None:
    day = pd.Timestamp(dt.date(2024, 3, 1))
    answers = pd.DataFrame({"answered_on": [day, day]})
    actions = pd.DataFrame({"action_on": [day], "format": ["zi_tour"], "operator": ["x"]})
    whole = coverage(Evidence(study, {}, {"responses": answers, "actions": actions}))
    assert whole[12] == Coverage.COVERED and whole[3] == Coverage.COVERED
    partly = coverage(Evidence(study, {}, {"responses": answers, "actions": actions.assign(action_on=pd.NaT)}))
    assert partly[12] == Coverage.PARTLY and partly[3] == Coverage.PARTLY


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_links_lead_to_headings_of_the_report(study: Study, project_root: Path, lang: str) -> None:
    notebook = nbformat.read(project_root / "notebooks/impact_report.ipynb", as_version=4)
    rows = yaml.safe_load((project_root / "notebooks/translations.en.yaml").read_text(encoding="utf-8"))
    words = {row["fr"].strip(): row["en"] for row in rows}
    prose = [c.source if lang == "fr" else words[c.source.strip()] for c in notebook.cells if c.cell_type == "markdown"]
    lines = [line.lstrip("# ") for text in prose for line in text.splitlines() if line.startswith("##")]
    assert {label.of(lang) for label in TREND_CHAPTERS.values()} <= set(lines)
    _, headings = number_headings("".join(f"<h2>{line}</h2>" for line in lines))
    blocks = trend_blocks(
        Evidence(study, {"items": items()}, {"responses": pd.DataFrame({"answered_on": []})}), lang=lang
    )
    page = "".join(block.data["text/html"] for block in blocks)
    targets = {part.split('"')[0] for part in page.split('href="#')[1:]}
    assert targets and targets <= {heading.anchor for heading in headings}


def test_before_any_result_the_missing_items_are_counted_not_listed(study: Study) -> None:
    none = {"responses": pd.DataFrame({"answered_on": pd.to_datetime([])})}
    intro, shown, _ = trend_blocks(Evidence(study, {}, none), lang="fr")
    rows = shown.data["text/html"].count("<tr>") - 1
    missing = coverage(Evidence(study, {}, none)).count(Coverage.MISSING)
    assert rows == 22 - missing and f"{missing} non renseignées" in intro.data["text/html"]
    assert trend_blocks(Evidence(study, {"items": items()}, none), lang="fr")[1].data["text/html"].count("<tr>") == 23
