"""The persons accompanied follow the declared laws, and the files hold what `truth.json` says of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from calibration import hires

from declic_analysis import pipeline
from declic_analysis.demo import write_exports
from declic_analysis.demo.accompanied import Accompanied, draw_accompanied, ground_of, n_accompanied
from declic_analysis.demo.exports import draw_persons_accompanied, draw_population
from declic_analysis.demo.hire_records import event_records, known_persons
from declic_analysis.demo.hiring import (
    CHECKS,
    CONTRACTS,
    ELSEWHERE,
    FATES,
    HIRED,
    NONE,
    ORIENTATION,
    ROUTES,
    WITHDRAWN,
    Delay,
    contract_shares,
    durable_share,
    incidence,
    lasting_share,
    step_incidence,
)
from declic_analysis.demo.study_file import demo_study
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import load_study
from declic_analysis.vocabulary import Step

SEEDS = 24
FORMATS = {name: route.persons for name, route in ROUTES.items()}


@pytest.fixture(scope="module")
def drawn() -> list[Accompanied]:
    """Twenty-four demonstrations' worth of persons: more than eight thousand."""
    study = demo_study()
    ground = ground_of(study, people=draw_population(study, rng=np.random.default_rng(0)))
    codes = [str(k) for k in range(n_accompanied())]
    return [p for s in range(SEEDS) for p in draw_accompanied(ground, codes=codes, rng=np.random.default_rng(s))]


def shown(hits: list[bool]) -> tuple[float, float]:
    """A share and four of its standard errors."""
    share = float(np.mean(hits))
    return share, 4 * np.sqrt(max(share * (1 - share), 0.001) / len(hits))


@pytest.mark.parametrize("fate", [HIRED, ELSEWHERE, WITHDRAWN])
@pytest.mark.parametrize("days", [30, 90, 180])
def test_fates_come_by_their_cumulative_incidence(drawn: list[Accompanied], fate: str, days: int) -> None:
    share, error = shown([p.fate == fate and (p.fate_on - p.zero_on).days <= days for p in drawn])  # type: ignore[operator]
    assert share == pytest.approx(incidence(FORMATS, fate=fate, days=days), abs=error)


@pytest.mark.parametrize("step", [Step.APPLIED, Step.INTERVIEWED, Step.IMMERSED])
@pytest.mark.parametrize("origin", ["encounter", ORIENTATION])
def test_steps_come_by_their_cumulative_incidence(drawn: list[Accompanied], step: Step, origin: str) -> None:
    days = [
        (p.steps[step] - (p.steps[Step.ORIENTED] if origin == ORIENTATION else p.zero_on)).days <= 60
        if step in p.steps
        else False
        for p in drawn
    ]
    share, error = shown(days)
    assert share == pytest.approx(step_incidence(FORMATS, step=step, days=60, origin=origin), abs=error)


def test_every_format_has_its_own_conversion_and_shares_add_up(drawn: list[Accompanied]) -> None:
    for name, route in ROUTES.items():
        own = [p for p in drawn if p.format == name]
        share, error = shown([p.fate == HIRED for p in own])
        assert share == pytest.approx(route.hired, abs=error)
        assert sum(route.shares.values()) == pytest.approx(1) and min(route.shares.values()) > 0
        long = sum(incidence({name: 1}, fate=fate, days=1e6) for fate in FATES)
        assert long == pytest.approx(1)
    assert sum(contract_shares().values()) == pytest.approx(1)


def test_contracts_and_what_becomes_of_them(drawn: list[Accompanied]) -> None:
    hires = [p.hire for p in drawn if p.hire]
    kinds = Counter(hire.contract for hire in hires)
    for contract, terms in CONTRACTS.items():
        assert kinds[contract.value] / len(hires) == pytest.approx(terms.share, abs=0.03)
    durable = [h.contract in ("cdi", "creation") or (h.contract != "aided" and (h.months or 0) >= 6) for h in hires]
    assert np.mean(durable) == pytest.approx(durable_share(), abs=0.035)
    for step, months in CHECKS.items():
        lasting = [pd.Timestamp(h.left_on) >= pd.Timestamp(h.started_on) + pd.DateOffset(months=months) for h in hires]
        assert np.mean(lasting) == pytest.approx(lasting_share(step), abs=0.035)


def test_a_weibull_law_is_what_textbooks_say() -> None:
    law = Delay(1.4, 120)
    assert law.within(120) == pytest.approx(1 - np.exp(-1))
    assert law.within(law.quantile(0.5)) == pytest.approx(0.5) and law.within(-3) == 0


def test_order_of_days_of_every_journey(drawn: list[Accompanied]) -> None:
    for person in drawn[:2000]:
        days = [person.zero_on, *person.steps.values(), *([person.fate_on] if person.fate != NONE else [])]
        assert days == sorted(days)  # type: ignore[type-var]
        if person.hire:
            assert person.hire.accepted_on <= person.hire.started_on <= person.hire.left_on
            assert Step.APPLIED in person.steps


def test_nothing_is_known_before_its_day(drawn: list[Accompanied]) -> None:
    day = dt.date(2024, 9, 1)
    for person in known_persons(drawn[:700], on=day):
        for record in event_records(person, on=day):
            assert record["event_on"] <= day
            assert record["state_on"] is None or record["state_on"] <= day


def test_being_known_says_nothing_of_ones_fate(drawn: list[Accompanied]) -> None:
    """Persons oriented by the day are a fair sample of those met by then: the truth of the cohort is theirs."""
    last = max(p.zero_on for p in drawn)
    met = [p for p in drawn if (last - p.zero_on).days <= 3]
    share, error = shown([p.fate == HIRED for p in known_persons(met, on=last + dt.timedelta(1))])
    assert share == pytest.approx(np.mean([p.fate == HIRED for p in met]), abs=error)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], pipeline.Build]:
    folder = tmp_path_factory.mktemp("hiring") / "demo_declic"
    truth = write_exports(folder)
    return truth, pipeline.read(load_study(folder), raw=folder, key=FICTION_KEY)


def test_rows_of_the_exports_go_where_the_truth_says(written: tuple[dict[str, Any], pipeline.Build]) -> None:
    truth, done = written
    ledger = done.tables["ledger"].query("unit == 'row'")
    for name, rows in truth["hiring"]["exports"].items():
        found = ledger[ledger["file"] == name].set_index("category")["n"].to_dict()
        assert {state: found[state] for state in rows} == rows
    assert pipeline.ledger_balances(done.tables["ledger"])


def test_tables_hold_the_persons_known_and_their_hires(written: tuple[dict[str, Any], pipeline.Build]) -> None:
    truth, done = written
    known, tables = truth["hiring"]["known"], done.tables
    assert len(tables["candidates"]) == known["persons"] and tables["candidates"]["prescriber"].notna().all()
    assert tables["candidates"]["territory"].value_counts().to_dict() == known["by_territory"]
    ours = tables["hires"].merge(tables["candidates"][["candidate"]], on="candidate", validate="many_to_one")
    assert ours["candidate"].nunique() == known["hires"]
    surveyed = set(tables["responses"]["person"])
    assert not surveyed & set(tables["candidates"]["candidate"])


def test_every_fault_is_told(written: tuple[dict[str, Any], pipeline.Build]) -> None:
    truth, done = written
    dirt, ledger = truth["hiring"]["dirt"], done.tables["ledger"]
    notes = ledger[ledger["unit"] == "note"].groupby("category")["n"].sum()
    assert notes["after_extraction"] == dirt["after_the_last_answer"]
    assert notes["hire_before_acceptance"] == dirt["started_before_accepted"]
    assert notes["same_hire"] == truth["hiring"]["told_again"]
    cells = done.tables["quarantine"].query("source == 'events'")["reason"].value_counts()
    assert cells.to_dict() == {"unknown_structure": dirt["unknown_structure"], "unknown_action": dirt["unknown_action"]}
    unlinked = done.tables["hires"].merge(done.tables["candidates"]["candidate"], on="candidate")["action"].isna()
    assert unlinked.sum() == truth["hiring"]["known"]["hires_not_attributed"] + dirt["hire_without_action"]


def test_late_cohorts_are_not_mature(written: tuple[dict[str, Any], pipeline.Build]) -> None:
    truth = written[0]["hiring"]
    mature = [truth["mature"][str(days)] for days in (30, 90, 180)]
    assert mature == sorted(mature, reverse=True) and 100 < mature[-1] < truth["known"]["persons"] - 50


def test_other_seeds_have_every_fault_too(tmp_path: Path, written: tuple[dict[str, Any], Any]) -> None:
    truth = write_exports(tmp_path / "demo", seed=3)["hiring"]
    assert truth["dirt"] == written[0]["hiring"]["dirt"]
    assert truth["known"] != written[0]["hiring"]["known"] and truth["formats"] == written[0]["hiring"]["formats"]


def test_the_truth_of_a_cohort_is_that_of_its_formats(written: tuple[dict[str, Any], Any]) -> None:
    truth = written[0]["hiring"]
    by_format = pd.DataFrame(truth["formats"]).set_index("format")["hired_within_90"]
    counts = {**truth["known"]["by_format"], None: truth["known"]["not_attributed"]}
    told = sum(by_format[name] * n for name, n in counts.items() if name) + by_format[np.nan] * counts[None]
    assert told / truth["known"]["persons"] == pytest.approx(truth["incidence"]["90"]["hired"], abs=2e-4)


def drawn_again(seed: int, *, on: dt.date) -> list[Accompanied]:
    """The persons behind the files of one seed: the generator's own draw."""
    streams = np.random.default_rng(seed).spawn(5)
    people = draw_population(demo_study(), rng=streams[0])
    return known_persons(draw_persons_accompanied(demo_study(), people=people, rng=streams[4]), on=on)


def test_the_analysis_recovers_the_truth_from_the_written_files(written: tuple[dict[str, Any], pipeline.Build]) -> None:
    """Seed 2024 through files, dirt and all: rates, curves, steps and contracts hold the truth in their intervals."""
    truth, done = written
    on = dt.date.fromisoformat(truth["hiring"]["known_on"])
    own = hires.Cohort(drawn_again(2024, on=on), done.tables, on)
    known, outcomes = truth["hiring"]["known"], own.journeys["outcome"].value_counts()
    assert len(own.people) == known["persons"]
    assert outcomes[list(hires.FATES[1:])].to_dict() == {fate: known["fates"][fate] for fate in hires.FATES[1:]}
    assert outcomes[HIRED] == known["hires"] + 2  # two of whom only the sheets of steps and hires speak
    found = hires.judged(hires.beside_truth(own))
    used = found[~found["method"].str.endswith("(not used)")]
    assert len(used) > 50 and used["held"].mean() >= 0.9
    assert not found[~found["method"].isin(used["method"])]["held"].any()  # what competing fates do to the naive one


def test_mature_persons_are_counted_one_by_one() -> None:
    """No dirt, seed 1: bases and hires of the windows are those of the generator."""
    own = hires.cohort(1)
    found = hires.windows(own.journeys, cutoff=own.on, windows_days=[30, 90, 180]).set_index("window")
    for days, row in found.iterrows():
        mature = [p for p in own.people if (own.on - p.zero_on).days >= days]
        assert row["n_mature"] == len(mature)
        assert row["n_hired"] == sum(p.fate == HIRED and (p.fate_on - p.zero_on).days <= days for p in mature)
