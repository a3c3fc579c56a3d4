"""Two editions of one notebook: what is asked for, what follows from the circulation, which cells each has."""

from __future__ import annotations

import datetime as dt

import nbformat.v4 as v4
import pytest

from declic_analysis.reports import html
from declic_analysis.reports.edition import cells_of, edition_of, without_idle_headings
from declic_analysis.reports.rendering import OURS
from declic_analysis.reports.schedule.due import parameters_of
from declic_analysis.study.model import ReportPlan
from declic_analysis.vocabulary import Edition


@pytest.mark.parametrize(
    ("values", "edition"),
    [
        ({}, "complet"),
        ({"diffusion": "internal", "edition": ""}, "complet"),
        ({"diffusion": "external", "edition": ""}, "comite"),
        ({"diffusion": "external", "edition": "complet"}, "complet"),
        ({"diffusion": "internal", "edition": "comite"}, "comite"),
    ],
)
def test_what_leaves_the_house_is_the_committees_unless_said_otherwise(values: dict[str, str], edition: str) -> None:
    assert edition_of(values) == edition


def notebook(edition: str) -> object:
    page = v4.new_output(
        "display_data", data={"text/html": "<p>ouvert</p>"}, metadata={OURS: {"page": {"edition": edition}}}
    )
    cells = [v4.new_code_cell("ouvrir", outputs=[page]), v4.new_markdown_cell("## Pour tous")]
    return v4.new_notebook(cells=[*cells, v4.new_markdown_cell("## Détail", metadata={"tags": ["full"]})])


@pytest.mark.parametrize(("edition", "shown"), [("comite", False), ("complet", True), ("", True)])
def test_the_page_shows_the_cells_of_its_edition(edition: str, shown: bool) -> None:
    made = notebook(edition)
    page = html.export(made)
    assert "Pour tous" in page and ("Détail" in page) == shown
    assert len(made.cells) == 3  # type: ignore[attr-defined]  # the executed notebook is left as it was
    assert len(cells_of(made, edition=edition)) == (3 if shown else 2)  # type: ignore[arg-type]


def test_a_scheduled_report_is_the_committees_and_only_the_review_has_editions() -> None:
    slot = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    asked = parameters_of(ReportPlan(id="bilan"), slot=slot)
    assert "edition" not in asked and edition_of(asked) == Edition.COMMITTEE
    assert parameters_of(ReportPlan(id="b", edition=Edition.FULL), slot=slot)["edition"] == "complet"
    with pytest.raises(ValueError, match="one edition only"):
        ReportPlan(id="b", notebook="03_convergence", edition=Edition.FULL)


def test_a_heading_whose_calls_show_nothing_leaves_with_them() -> None:
    shown = v4.new_code_cell("f()", outputs=[v4.new_output("display_data", data={"text/html": "<p>dit</p>"})])
    silent, last = v4.new_code_cell("g()"), v4.new_markdown_cell("## Fin")
    heads = [
        v4.new_markdown_cell(text) for text in ("## Rien", "## Partie", "### Dite", "### Muette", "## Prose\n\nMots.")
    ]
    cells = [heads[0], silent, heads[1], silent, heads[2], shown, heads[3], silent, heads[4], silent, last]
    kept = [cell.source for cell in without_idle_headings(cells) if cell.cell_type == "markdown"]
    assert kept == ["## Partie", "### Dite", "## Prose\n\nMots.", "## Fin"]
