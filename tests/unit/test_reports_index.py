"""The index of all reports: what stands on the disk, and nothing internal on the page that may be passed on."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from declic_analysis.reports.history.entries import entries
from declic_analysis.reports.history.index import write_index
from declic_analysis.reports.history.lines import figures_over_time
from declic_analysis.reports.history.record import Record, remember
from declic_analysis.reports.history.studies import write_studies
from declic_analysis.study import Study, load_study

CAVEAT = "Opérateurs, publics et actions diffèrent\u202f: ne pas lire comme un classement"
INTERNAL, EXTERNAL = "bilan_fr", "bilan_externe_fr"


def figure(name: str, value: float, n: int | None = None, **more: Any) -> dict[str, Any]:
    empty = {"audience": "", "scope": "selection", "low": None, "high": None, "confidence": None}
    return {**empty, "figure": name, "state": "said", "value": value, "n": n, **more}


def record(report: str, diffusion: str, cutoff: str, *, people: int, territory: str = "") -> Record:
    shift = figure("net_shift", 0.4, people, audience="prescripteurs", low=0.2, high=0.6, confidence=0.95)
    return Record(
        made_on=f"{cutoff}T08:00:00+00:00", report=report, notebook="impact_report",
        parameters={"territory": territory, "period": "", "audience": "", "lang": "fr", "diffusion": diffusion},
        cutoff=cutoff, data=cutoff, study_sha256="s", software="1", fictitious=False,
        figures=[shift, figure("hires", people * 3)], recommendations={},
    )  # fmt: skip


def made(outputs: Path, one: Record) -> None:
    """A report on the disk and in the history, as a run leaves them."""
    folder = outputs / one.report
    folder.mkdir(parents=True, exist_ok=True)
    files = {f"{one.report}{ending}": "digest" for ending in (".html", ".ipynb", ".pdf")}
    for name in files:
        (folder / name).write_text("…", encoding="utf-8")
    facts = {"created": one.made_on, "parameters": one.parameters, "outputs": files, "cutoff": one.cutoff}
    (folder / "manifest.json").write_text(json.dumps(facts | {"page": {"title": "Bilan évaluatif"}}), encoding="utf-8")
    remember(one, outputs)


@pytest.fixture(scope="module")
def study(project_root: Path) -> Study:
    return load_study(project_root / "data/raw/declic")


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    for cutoff, people in (("2024-03-31", 111), ("2024-06-30", 222)):
        made(tmp_path, record(INTERNAL, "internal", cutoff, people=people))
    for cutoff, people in (("2024-03-31", 444), ("2024-06-30", 555)):
        made(tmp_path, record(EXTERNAL, "external", cutoff, people=people))
    return tmp_path


def test_the_page_lists_reports_with_links_filters_and_lines(outputs: Path, study: Study) -> None:
    page = write_index(study, outputs).read_text(encoding="utf-8")
    assert f'href="{INTERNAL}/{INTERNAL}.html"' in page and f'href="{EXTERNAL}/{EXTERNAL}.pdf"' in page
    assert ".ipynb" not in page and CAVEAT.replace("\u202f", "\u00a0") in page.replace("\u202f", "\u00a0")
    assert re.findall(r'<select data-filter="(\w+)"', page) == ["territory", "period", "audience", "diffusion"]
    assert 'id="filtres"' in page and page.count("<figure>") == 4
    assert "default-src 'none'" in page and not re.search(r'(src|href)="https?:', page)


def test_lines_say_that_recent_periods_had_less_time(outputs: Path, study: Study) -> None:
    assert "ont eu moins de temps pour venir" in write_index(study, outputs).read_text(encoding="utf-8")


def test_the_page_to_pass_on_holds_nothing_internal(outputs: Path, study: Study) -> None:
    write_index(study, outputs)
    page = (outputs / "index_externe.html").read_text(encoding="utf-8")
    without_assets = re.sub(r"<style>.*?</style>|id=\"plotly-gzip\">.*?</script>", "", page, flags=re.DOTALL)
    assert f"{EXTERNAL}.html" in page and f"{INTERNAL}/" not in page and "index.html" not in page
    for internal in ("111", "222", "333", "666"):
        assert not re.search(rf"\b{internal}\b", without_assets), internal
    assert re.search(r"\b555\b", without_assets)


def test_a_deleted_report_leaves_the_list_and_the_lines(outputs: Path, study: Study) -> None:
    shutil.rmtree(outputs / EXTERNAL)
    page = write_index(study, outputs).read_text(encoding="utf-8")
    assert EXTERNAL not in page and page.count("<figure>") == 2
    assert [entry.report for entry in entries(outputs)] == [INTERNAL]
    assert "Aucun rapport" in (outputs / "index_externe.html").read_text(encoding="utf-8")


def test_what_a_territory_says_of_everybody_is_not_in_its_line(study: Study) -> None:
    from declic_analysis.disclosure import rules_for

    own = record("t", "internal", "2024-03-31", people=60, territory="lyonnais")
    pooled = own._replace(figures=[{**row, "scope": "all"} for row in own.figures])
    rules = rules_for(study.thresholds, diffusion="internal")
    assert len(figures_over_time([own], rules=rules, standing={"t"}).frame) == 2
    assert figures_over_time([pooled], rules=rules, standing={"t"}).frame.empty
    assert figures_over_time([own], rules=rules, standing=set()).frame.empty


def test_a_damaged_manifest_costs_no_other_report(outputs: Path) -> None:
    (outputs / EXTERNAL / "manifest.json").write_text("{", encoding="utf-8")
    assert [entry.report for entry in entries(outputs)] == [INTERNAL]


def test_several_studies_have_a_page_that_leads_to_each(tmp_path: Path, study: Study) -> None:
    made(tmp_path / "b", record(INTERNAL, "internal", "2024-03-31", people=60)._replace(fictitious=True))
    write_index(study, tmp_path / "b")
    assert write_studies(tmp_path) is None
    made(tmp_path / "a", record(INTERNAL, "internal", "2024-03-31", people=60))
    write_index(study, tmp_path / "a")
    page = (write_studies(tmp_path) or tmp_path).read_text(encoding="utf-8")
    assert page.index('href="a/index.html"') < page.index('href="b/index.html"')
    assert page.count("Données fictives") == 1 and 'class="fiction"' not in page
