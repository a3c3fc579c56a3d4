"""The demonstration's workbook of registers holds what `truth.json` says, and reads without a mapping."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from declic_analysis import ecosystem, pipeline
from declic_analysis.demo import refuse_foreign_files, write_exports
from declic_analysis.demo.exports import fiction
from declic_analysis.disclosure import publish_shift
from declic_analysis.disclosure.rules import Rules
from declic_analysis.errors import SourceError
from declic_analysis.perception import paired_shift
from declic_analysis.privacy import FICTION_KEY
from declic_analysis.study import load_study
from declic_analysis.study.coding_fields import CODINGS
from declic_analysis.study.register_fields import WORKBOOK
from declic_analysis.tables.declared import claim_status
from declic_analysis.verbatims.codebook import theme_codebook
from declic_analysis.verbatims.coding import coded
from declic_analysis.vocabulary import ClaimStatus, Measure, Standing
from declic_analysis.wording.claims import measured_claim

EXTERNAL = Rules(base=11)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], pipeline.Build]:
    folder = tmp_path_factory.mktemp("demo") / "demo_declic"
    truth = write_exports(folder)
    return folder, truth["registers"], pipeline.read(load_study(folder), raw=folder, key=FICTION_KEY)


def test_rows_go_where_the_truth_says(written: tuple[Path, dict[str, Any], pipeline.Build]) -> None:
    _, truth, done = written
    ledger = done.tables["ledger"]
    for title, rows in truth["rows"].items():
        part = ledger[(ledger["file"] == f"{WORKBOOK} [{title}]") & (ledger["unit"] == "row")]
        found = part.set_index("category")["n"].to_dict()
        assert {name: found[name] for name in rows} == rows, title
    assert pipeline.ledger_balances(ledger)


def test_tables_hold_what_the_truth_says(written: tuple[Path, dict[str, Any], pipeline.Build]) -> None:
    _, truth, done = written
    tables = done.tables
    assert tables["actions"]["territory"].value_counts().to_dict() == truth["actions"]
    assert tables["attendances"]["attendance"].value_counts().to_dict() == truth["attendances"]
    assert len(tables["hires"]) == truth["hires"] and tables["attendances"]["identified"].all()
    # whoever answered under a well-formed code about an action stands on its sheet, under the same pseudonym
    answered = tables["responses"].query("identified and wave == 'after'")[["person", "action"]].drop_duplicates()
    came = tables["attendances"].query("attendance == 'seen'")[["person", "action"]]
    both = answered.merge(came, on=["person", "action"], how="left", indicator=True, validate="one_to_one")
    assert (both["_merge"] == "both").mean() > 0.97  # the others made a slip in their own code


def test_invitations_agree_with_what_the_study_declares(written: tuple[Path, dict[str, Any], pipeline.Build]) -> None:
    folder, _, done = written
    declared = {(i.audience, i.territory): i.persons for i in load_study(folder).invited}
    listed = done.tables["invitations"].groupby(["audience", "territory"])["person"].nunique().to_dict()
    assert listed == declared
    assert not any("Invitations" in remark.fr for remark in done.remarks)


def test_no_trace_of_when_it_was_written_and_no_foreign_workbook(tmp_path: Path) -> None:
    assert fiction(7)[0][WORKBOOK] == fiction(7)[0][WORKBOOK]
    write_exports(tmp_path / "demo_declic", seed=7)
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "demo_declic" / WORKBOOK).read_bytes()))
    book["actions"]["A2"] = "autre"
    book.save(tmp_path / "demo_declic" / WORKBOOK)
    with pytest.raises(SourceError, match="fictives"):
        pipeline.read(load_study(tmp_path / "demo_declic"), raw=tmp_path / "demo_declic", key=FICTION_KEY)


def test_partners_come_leave_and_come_back_as_the_truth_says(
    written: tuple[Path, dict[str, Any], pipeline.Build],
) -> None:
    """Seed 2024 through files, dirt and all: quarters, states, stages, actions led are recovered exactly."""
    folder, truth, done = written
    told, tables, study = truth["partners"], done.tables, load_study(folder)
    present = ecosystem.presence(tables["actions"], tables["attendances"], structures=tables["structures"])
    names = {s.id: s.aliases[0] for s in study.structures if s.aliases}
    quarters = present.assign(name=present["structure"].map(names), quarter=present["action_on"].dt.quarter)
    found = {name: sorted(own.unique()) for name, own in quarters.groupby("name")["quarter"]}
    assert found == told["quarters_seen"]
    paths = ecosystem.trajectories(
        present, tables["actions"], every=study.analysis.partners.period, look_back=1, cutoff=dt.date(2024, 12, 10)
    )
    states = {name: " ".join(own["state"]) for name, own in paths.groupby(paths["structure"].map(names))}
    net = ecosystem.network(present)
    for word, standing in (("isolated", Standing.ISOLATED), ("bridges", Standing.BRIDGE)):
        found_there = net.loc[net["standing"] == standing.value, "structure"].map(names)
        assert sorted(found_there) == told["network"][word] != [], word
    assert told["network"] == {"isolated": ["Refuge de la Sapinière Muette"], "bridges": ["Scierie de Longuebrise"]}
    assert states["La Boussole Égarée"] == "new lapsed back"  # Lyon holds nothing in the last quarter
    assert states["Relais du Tournesol Bleu"] == "new stayed lapsed"
    assert states["Élan de la Vallée Perdue"] == "new lapsed away open"
    assert states["Guichet Mirabelle"] == "new stayed stayed stayed"
    roster = ecosystem.ambassador_roster(
        tables["ambassadors"], tables["actions"], tables["attendances"], cutoff=dt.date(2024, 12, 10), active_months=6
    )
    stages = ecosystem.ambassador_pipeline(roster).set_index("stage")["n"]
    assert stages.to_dict() == told["ambassadors"]
    assert (
        tables["actions"]["action"].isin(ecosystem.led_actions(tables["attendances"])["action"]).sum()
        == (told["actions_led"])
    )


def test_views_of_videos_follow_their_rates(written: tuple[Path, dict[str, Any], pipeline.Build]) -> None:
    _, truth, done = written
    spans = ecosystem.video_spans(done.tables["videos"], done.tables["actions"], cutoff=dt.date(2024, 12, 31))
    for video, own in spans.groupby("video"):
        rate = truth["partners"]["views"][video]
        expected = rate["per_day"] * own["days"].sum() + rate["per_showing"] * own["n_shown"].sum()
        assert abs(own["gained"].sum() - expected) < 4 * expected**0.5, video
    assert not spans["falling"].any()


def test_published_claims_and_recommendations_stand_as_the_truth_says(
    written: tuple[Path, dict[str, Any], pipeline.Build],
) -> None:
    """Through the files: confirmed, not confirmed and not measurable, each by the figure that says so."""
    folder, _, done = written
    study, told = load_study(folder), json.loads((folder / "truth.json").read_text(encoding="utf-8"))["declared"]
    asked = {i for c in study.published_claims for i in c.items}
    answers, codebook = (t[t["item"].isin(asked)] for t in (done.tables["responses"], study.codebook()))
    shift = publish_shift(paired_shift(answers, codebook=codebook), rules=EXTERNAL, by=("audience", "item"))
    hired = measured_claim(Measure.HIRES, told=str(len(done.tables["hires"])))
    measured = {Measure.HIRES: hired}
    found = {c.id: claim_status(c, shift.shown, measured).value for c in study.published_claims}
    assert found == told["claims"] and set(found.values()) == set(ClaimStatus.codes())
    cutoff = done.tables["responses"]["answered_on"].max().date()
    late = {r.id: r.due_on < cutoff and r.state != "done" for r in study.recommendations if r.due_on}
    assert {name: one["overdue"] for name, one in told["recommendations"].items()} == late
    assert {one["state"] for one in told["recommendations"].values()} == {"done", "ongoing", "not_started"}
    assert sum(late.values()) == 1


def test_what_was_planned_is_known_for_every_action(written: tuple[Path, dict[str, Any], pipeline.Build]) -> None:
    folder, _, done = written
    assert done.tables["actions"]["planned"].gt(0).all()
    planned = load_study(folder).framework.planned
    assert {p.format for p in planned} >= {"zi_tour", "vis_ma_vie", "visite_siae", "mediation"}


def test_what_two_people_coded_comes_back_and_is_worth_what_the_truth_says(
    written: tuple[Path, dict[str, Any], pipeline.Build],
) -> None:
    """`themes.xlsx`: every line finds its answer; the dictionary is near the first coder, the two near each other."""
    folder, _, done = written
    told = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["codings"]
    codings = done.tables["codings"]
    assert codings["coder"].value_counts().to_dict() == {1: told["first"], 2: told["second"]}
    wide = codings.pivot(index="verbatim", columns="coder", values="themes").dropna()
    differ = (wide[1] != wide[2]).sum()
    slips = told["slips_first"] + told["slips_second"]
    assert told["slips_second"] - told["slips_first"] <= differ <= slips
    words, codebook = done.tables["verbatims"], theme_codebook(load_study(folder))
    found = coded(words, codebook=codebook, codings=codings, rng=np.random.default_rng(1)).quality
    assert (found["n_answers"] <= told["first"]).all() and found["model_f1"].notna().any()
    assert 0.8 <= found["dictionary_f1"].mean() <= 1.0
    agreed = found.loc[found["n_given"] >= 5, "alpha_people"]
    assert 0.6 <= agreed.mean() <= 1.0


def test_a_workbook_of_themes_in_which_somebody_worked_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "demo_declic"
    write_exports(folder, seed=7)
    own = folder / CODINGS
    as_written = own.read_bytes()
    book = openpyxl.load_workbook(own)
    book.active["I2"] = "aucun"
    book.save(own)
    worked = own.read_bytes()
    write_exports(folder, seed=7)
    assert own.read_bytes() == worked
    own.unlink()
    refuse_foreign_files(folder)
    write_exports(folder, seed=7)
    assert own.read_bytes() == as_written
