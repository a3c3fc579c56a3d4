"""Tables that leave with a report: only what was published, safe for spreadsheets, every column in words."""

from __future__ import annotations

from pathlib import Path

import nbformat
import nbformat.v4 as v4
import openpyxl
import pandas as pd
import pytest

from declic_analysis import disclosure, reports
from declic_analysis.disclosure import Published, Rules
from declic_analysis.errors import ReportError
from declic_analysis.reports import book, tidy
from declic_analysis.reports.html import PageFacts
from declic_analysis.reports.labelling import with_labels
from declic_analysis.reports.runner import RESULTS_TAG
from declic_analysis.wording.columns import column
from declic_analysis.wording.result_titles import result_title

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
FORMULA = "=cmd|'/c calc'!A1"


def flow(**columns: list[object]) -> Published:
    counts = {name: [40, 3] for name in ("n_before", "n_after", "n_persons", "n_identified", "n_pairs")}
    rows = {"audience": ["grand", "petit"], "n_invited": [60, 6], **counts, "response_rate": [2 / 3, 0.5], **columns}
    return disclosure.publish_flow(pd.DataFrame(rows), rules=Rules(base=5), by=["audience"])


class Shown:
    """What `tidy` reads of a selection."""

    def __init__(self, **results: object) -> None:
        self.kept: dict[str, Published] = {}
        self.diffusion = "internal"
        vars(self).update(results)


def test_a_row_that_is_not_published_keeps_its_reason_and_no_number() -> None:
    frame = tidy.tidy(flow())
    numbers = frame.select_dtypes("number")
    small = frame["audience"] == "petit"
    assert frame.loc[small, "reason"].tolist() == ["below_base"] and numbers[small].isna().all(axis=None)
    assert frame.loc[~small, "n_pairs"].tolist() == [40] and frame.loc[~small, "response_rate"].tolist() == [0.6667]


def test_outside_the_house_the_reason_is_not_told() -> None:
    shown = Shown(flow=flow())
    shown.diffusion = "external"
    frame = tidy.results(shown)["flow"]  # type: ignore[arg-type]
    assert "reason" not in frame and frame["published"].tolist() == [True, False]


def test_only_results_that_passed_the_gate_are_written(tmp_path: Path) -> None:
    waves = [flow(), flow()]
    shown = Shown(flow=flow(), other_waves=waves, journeys=pd.DataFrame({"candidate": ["x"]}), comparison=None)
    shown.kept["chain"] = flow()
    tidy.write_tables(shown, tmp_path)  # type: ignore[arg-type]
    names = ["chain", "flow", "other_waves_1", "other_waves_2"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{n}.{e}" for n in names for e in ("csv", "parquet")]


def test_a_csv_has_its_mark_and_no_formula_while_the_parquet_is_exact(tmp_path: Path) -> None:
    tidy.write_tables(Shown(flow=flow(audience=[FORMULA, "été"])), tmp_path)  # type: ignore[arg-type]
    assert (tmp_path / "flow.csv").read_bytes().startswith(b"\xef\xbb\xbfaudience,")
    read = pd.read_csv(tmp_path / "flow.csv")
    assert read["audience"].tolist() == [f"'{FORMULA}", "été"] and read["n_pairs"].tolist()[:1] == [40]
    assert pd.read_parquet(tmp_path / "flow.parquet")["audience"].tolist() == [FORMULA, "été"]


@pytest.mark.parametrize(("lang", "sheets"), [("fr", ["lisez-moi", "Collecte", "dictionnaire"]),
                                              ("en", ["read me", "Collection", "dictionary"])])  # fmt: skip
def test_the_workbook_holds_numbers_labels_and_a_dictionary(tmp_path: Path, lang: str, sheets: list[str]) -> None:
    results = {"flow": tidy.tidy(flow(audience=[FORMULA, "petit"]))}
    facts = PageFacts(lang=lang, fictitious=True, subtitle="Lyonnais · 2024", running_head="Déclic")
    path = book.write(
        results, tmp_path / "a.xlsx", facts=facts, title="Étude", labels={"audience": {"petit": "Petit public"}}
    )
    made = openpyxl.load_workbook(path)
    assert made.sheetnames == sheets and [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]
    page = made[sheets[1]]
    at = {cell.value: cell.column for cell in page[book.NAME_ROW]}
    unsafe, number, rate = (page.cell(3, at[name]) for name in ("audience", "n_pairs", "response_rate"))
    assert unsafe.value == FORMULA and unsafe.data_type == "s" and unsafe.quotePrefix
    assert (number.value, number.number_format) == (40, "#,##0")
    assert (rate.value, rate.number_format) == (0.6667, "0.0%")
    assert page.cell(4, at["audience_label"]).value == "Petit public" and page.cell(4, at["n_pairs"]).value is None
    assert page.freeze_panes == "A3" and page.auto_filter.ref
    words = [row[0].value for row in made[sheets[2]].iter_rows(min_row=2)]
    assert set(words) == set(at)
    first = " ".join(str(row[0].value) for row in made[sheets[0]].iter_rows())
    assert ("DONNÉES FICTIVES" in first) is (lang == "fr") and "Lyonnais · 2024" in first


def test_numbers_without_end_are_written_as_words(tmp_path: Path) -> None:
    frame = pd.DataFrame({"odds_ratio_high": [float("inf")], "published": [True]})
    path = book.write({"x": frame}, tmp_path / "a.xlsx", facts=PageFacts(), title="É", labels={})
    assert openpyxl.load_workbook(path)["x"]["A3"].value == "∞"


def test_sheets_have_short_names_of_their_own() -> None:
    names = [f"steps_person_prescriber_kind_{'x' * k}" for k in range(1, 30)] + ["quality", "rates_format", "QUALITY"]
    for lang in ("fr", "en"):
        found = book._titles(dict.fromkeys(names), lang=lang).values()
        assert len({one.casefold() for one in found}) == len(names) and max(map(len, found)) <= 31
    assert result_title("steps_person_territory", lang="fr") == "Étapes territoire"
    assert result_title("quality_selection", lang="en") == "Job quality, selection"


def test_limits_sides_and_marks_are_told_from_their_column() -> None:
    low, mark = column("gap_before_low"), column("favourable_published")
    assert low is not None and low.fr == "borne basse\u00a0: écart avant" and low.unit_en.startswith("proportion")
    assert mark is not None and mark.unit_fr == "vrai ou faux" and column("nonsense") is None


def test_a_group_is_labelled_by_what_defines_it() -> None:
    frame = pd.DataFrame({"grouping": ["format", "territory"], "group": ["a", "a"]})
    told = with_labels(frame, labels={"format": {"a": "Atelier"}, "territory": {"a": "Ardèche"}})
    assert told["group_label"].tolist() == ["Atelier", "Ardèche"] and "group_label" not in frame


OPENED = "from pathlib import Path\nclass report:\n  def write_results(folder):\n"
REPORT = f"{OPENED}    Path(folder).mkdir(parents=True)\n    "
WRITES, FAILS = "(Path(folder) / 'a.csv').write_text('1')", "raise ValueError(folder)"


def notebook(folder: Path, source: str) -> Path:
    first = v4.new_code_cell('territory: str = ""', metadata={"tags": ["parameters"]})
    made = v4.new_notebook(cells=[first, v4.new_code_cell(source)], metadata={"kernelspec": KERNEL})
    nbformat.write(made, folder / "n.ipynb")
    return folder / "n.ipynb"


def test_the_cell_of_the_tables_is_run_and_gone(tmp_path: Path) -> None:
    output, tables = tmp_path / "out" / "n.ipynb", tmp_path / "out" / "tables"
    done = reports.run(notebook(tmp_path, REPORT + WRITES), parameters={}, output=output, results=tables)
    assert [path.name for path in tables.iterdir()] == ["a.csv"]
    assert len(done.notebook.cells) == 3 and RESULTS_TAG not in output.read_text() and "write_results(" in REPORT
    assert str(tmp_path) not in output.read_text()
    # a run that fails afterwards leaves the tables of the report that stands
    with pytest.raises(ReportError):
        reports.run(notebook(tmp_path, REPORT + FAILS), parameters={}, output=output, results=tables)
    assert [path.name for path in tables.iterdir()] == ["a.csv"]
    assert sorted(path.name for path in output.parent.iterdir()) == ["failed", "n.ipynb", "tables"]
    assert str(tmp_path) not in (output.parent / "failed" / "n.failed.ipynb").read_text().split('"traceback"')[0]
