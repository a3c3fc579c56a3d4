"""Rates, strata, jobs and costs as cells show them: sentences, figures, tables, and the empty register."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import disclosure, figures, schemas, tables, wording
from declic_analysis.conversions.journeys import COLUMNS, TYPES
from declic_analysis.conversions.strata import strata
from declic_analysis.disclosure import Rules
from declic_analysis.errors import ContractError
from declic_analysis.reports.blocks import Blocks
from declic_analysis.reports.gated import Selected
from declic_analysis.reports.hiring import jobs, rates
from declic_analysis.reports.results import View
from declic_analysis.reports.selection import Period
from declic_analysis.study import load_study

CUTOFF, ZERO = dt.date(2024, 12, 31), "2024-02-01"
RULES = Rules(base=5)
PAGES: dict[str, Callable[[View], Blocks]] = {
    **{f"rates_{by}": lambda view, by=by: rates.rates_blocks(view, by=by) for by in rates.UNITS},  # type: ignore[misc]
    "control": rates.control_blocks,
    "strata": rates.strata_blocks,
    "quality": jobs.quality_blocks,
    "lasting": jobs.lasting_blocks,
    "cost": jobs.cost_blocks,
}


def people(n: int, x: int, **also: object) -> list[dict[str, object]]:
    """n people of whom x are hired."""
    hired = {"hired": True, "hired_on": "2024-04-01", "contract_on": "2024-04-15", "contract": "cdi"}
    return [{"zero_on": ZERO, "hired": False, **also, **(hired if k < x else {})} for k in range(n)]


def frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    made = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    dated = [name for name, kind in TYPES.items() if kind == "datetime64[ns]"]
    parsed = {name: pd.to_datetime(made[name]) for name in dated}
    ids = pd.Series([f"p{k}" for k in range(len(made))], dtype="string")
    linked = made[["hired", "linked"]].eq(True).fillna(False)
    return made.assign(candidate=ids, **parsed, **linked).astype(TYPES)


def opened(project_root: Path, rows: list[dict[str, object]], *, lang: str = "fr", **options: object) -> View:
    study = load_study(project_root / "data/raw/declic")
    empty = {name: schemas.empty(name) for name in ("responses", "invitations")}
    costs = pd.DataFrame({"heading": ["a"], "territory": [pd.NA], "period": ["2024"], "euros": [90_000.0]})
    registers = {"costs": costs} if rows else {}
    given = {"cutoff": CUTOFF, **options}
    selected = Selected(study, empty["responses"], empty["invitations"], RULES, registers=registers, **given)  # type: ignore[arg-type]
    if rows:
        vars(selected).update(journeys=frame(rows), applications=frame(rows))
    return View(selected, lang)


def words(blocks: Blocks) -> str:
    told = " ".join(json.dumps([block.data, block.metadata], ensure_ascii=False) for block in blocks)
    return html.unescape(re.sub(r"<[^>]+>", " ", told))


def simpson() -> list[dict[str, object]]:
    """ZI Tours meet people where few are hired, mediation where many are: within each territory ZI Tours do better."""
    return [
        *people(10, 9, format="zi_tour", territory="lyonnais"),
        *people(100, 20, format="zi_tour", territory="stephanois"),
        *people(100, 80, format="mediation", territory="lyonnais"),
        *people(10, 1, format="mediation", territory="stephanois"),
    ]


def companies() -> list[dict[str, object]]:
    counts = {"aaa": (40, 10), "bbb": (40, 12), "ccc": (40, 9), "ddd": (40, 34)}
    return [row for name, (n, x) in counts.items() for row in people(n, x, structure=name, format="zi_tour")]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_empty_register_is_not_zero(project_root: Path, name: str, lang: str) -> None:
    told = words(PAGES[name](opened(project_root, [], lang=lang)))
    if name == "lasting":  # said once, by the cell before
        assert told == ""
    else:
        assert {"fr": "non renseigné", "en": "not stated"}[lang] in told
    assert "0\u202f%" not in told and "0%" not in told


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_cell_speaks(project_root: Path, lang: str) -> None:
    view = opened(project_root, simpson() + companies(), lang=lang)
    for name, page in PAGES.items():
        assert words(page(view)), name


def test_a_total_against_its_parts_is_warned_of(project_root: Path) -> None:
    """In all −47 points, within territory +10: the warning names both."""
    table = strata(frame(simpson()), compare="format", within="territory")
    shown = disclosure.publish_strata(table.assign(n_events=20, n_events_others=20), rules=RULES)
    (line,) = wording.strata_warnings(shown, names={"mediation": "Médiation"})
    assert "Médiation" in line and "+47\u00a0points" in line and "−10\u00a0points" in line and "2 parties sur 2" in line
    assert not wording.strata_sentence(shown, compare="format", within="territory")
    assert "lire les parties, pas le total" in words(rates.strata_blocks(opened(project_root, simpson())))


def test_the_warning_stays_where_its_numbers_may_not_be_shown() -> None:
    """Few people left out of the comparison: they would come back from the difference of two counts."""
    rows = simpson() + people(2, 1, format="zi_tour")
    shown = disclosure.publish_strata(strata(frame(rows), compare="format", within="territory"), rules=RULES)
    (line,) = wording.strata_warnings(shown, names={})
    assert "sens opposé" in line and "points" not in line.replace("points away", "")


def test_nothing_is_warned_of_where_all_point_one_way() -> None:
    rows = [
        row
        for place in ("lyonnais", "stephanois")
        for row in people(40, 20, format="zi_tour", territory=place)
        + people(40, 10, format="mediation", territory=place)
    ]
    shown = disclosure.publish_strata(strata(frame(rows), compare="format", within="territory"), rules=RULES)
    assert wording.strata_warnings(shown, names={}) == []
    assert "le même sens" in wording.strata_sentence(shown, compare="format", within="territory")


def test_a_company_outside_is_to_be_looked_at_together(project_root: Path) -> None:
    view = opened(project_root, companies())
    told = words(rates.control_blocks(view))
    assert "à examiner ensemble" in told and "pas un jugement" in told
    assert "s’écartent plus entre elles que par hasard" in told
    chart = rates.published_control(view.selected)
    picture = figures.control_figure(chart, names={})
    assert {trace.type for trace in picture.figure.data} == {"scatter"}
    assert picture.table.iloc[:, 0].tolist() == ["1. aaa", "2. bbb", "3. ccc", "4. ddd"]


def test_groups_are_in_the_alphabetical_order_of_their_labels(project_root: Path) -> None:
    view = opened(project_root, companies() + people(40, 20, structure=None))
    names = {"aaa": "Zinc", "bbb": "Émaux", "ccc": "Forges", "ddd": "Acier"}
    picture = figures.rates_figure(rates.published_rates(view.selected, by="structure"), names=names, units="x")
    assert picture.table.iloc[:, 0].tolist() == ["Acier", "Émaux", "Forges", "Zinc", "non renseigné"]
    assert {trace.type for trace in picture.figure.data} == {"scatter"}


def test_hidden_rates_are_neither_drawn_nor_written(project_root: Path) -> None:
    rows = people(40, 3, format="zi_tour") + people(50, 20, format="mediation") + people(60, 17, format="vis_ma_vie")
    view = opened(project_root, rows)
    shown = rates.published_rates(view.selected, by="format")
    picture = figures.rates_figure(shown, names={}, units="personnes")
    assert [cell for cell in picture.table.iloc[:, 2] if cell != "non publié"] == ["20"]  # as the steps
    assert "zi_tour" not in picture.alt and "vis_ma_vie" not in picture.alt
    assert "groupes dont le taux est publié\u00a0: 1 sur 3" in wording.rates_sentences(shown, units="personnes")[0]


def test_costs_of_a_period_are_not_told_apart(project_root: Path) -> None:
    period = Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31), "2024-T1")
    assert "non calculé" in words(jobs.cost_blocks(opened(project_root, simpson(), period=period)))
    told = words(jobs.cost_blocks(opened(project_root, simpson())))
    assert "818\u00a0€" in told  # 90 000 € over 110 known hires
    assert "une moyenne" in told and "Garwood" in told


def test_a_dynamic_exit_says_which_columns_it_takes(project_root: Path) -> None:
    told = words(jobs.quality_blocks(opened(project_root, simpson())))
    assert "salarié d’une SIAE" in told and "sorti de la SIAE le" in told and "Non renseigné" in told


@pytest.mark.parametrize(
    "show",
    [
        lambda bare: figures.rates_figure(bare, names={}, units=""),
        lambda bare: figures.control_figure(bare, names={}),
        lambda bare: tables.strata_table(bare, within="territory", names={}),
        tables.quality_table,
        tables.lasting_table,
        tables.cost_table,
        wording.exits_sentence,
        wording.control_sentences,
    ],
)
def test_bare_frames_are_refused(show: Callable[[object], object]) -> None:
    with pytest.raises(ContractError):
        show(pd.DataFrame({"group": ["a"]}))
