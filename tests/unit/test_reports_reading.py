"""A study opened for a reader: the right rows, through the gate, never a blank page."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from declic_analysis import demo, perception, plan
from declic_analysis.errors import UsageError
from declic_analysis.reports import reading
from declic_analysis.reports.blocks import Block, Blocks
from declic_analysis.reports.hiring import HireReading
from declic_analysis.reports.partners import PartnersReading
from declic_analysis.reports.reading import Reading, open_study
from declic_analysis.reports.targeting import TargetingReading
from declic_analysis.reports.targeting.visits import published_targeting
from declic_analysis.study import load_study

PARTNERS = [name for name, method in vars(PartnersReading).items() if callable(method) and not name.startswith("_")]
TARGETING = [name for name, method in vars(TargetingReading).items() if callable(method) and not name.startswith("_")]
HIRES = [name for name, method in vars(HireReading).items() if callable(method) and not name.startswith("_")]
PLOTLY = "application/vnd.plotly.v1+json"
SHOWN = [name for name, method in vars(Reading).items() if callable(method) and not name.startswith(("_", "write_"))]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """A project with the built-in study, which has no answers, and the demonstration."""
    root = tmp_path_factory.mktemp("projet")
    (root / "notebooks").mkdir()
    (root / "data/raw/declic").mkdir(parents=True)
    shutil.copy(project_root / "data/raw/declic/study.yaml", root / "data/raw/declic/study.yaml")
    demo.write_exports(root / "data/raw/demo_declic", seed=2024)
    return root


@pytest.fixture(autouse=True)
def in_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECLIC_ROOT", str(project))


@pytest.fixture(scope="module")
def opened(project: Path) -> dict[str, Reading]:
    """Readings used by several tests; each costs a second or two."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DECLIC_ROOT", str(project))
        return {
            "whole": open_study("demo_declic"),
            "lyonnais": open_study("demo_declic", territory="lyonnais"),
            "external": open_study("demo_declic", territory="lyonnais", diffusion="external", lang="en"),
            "empty": open_study("declic"),
        }


def blocks(shown: Block | Blocks) -> list[Block]:
    return [shown] if isinstance(shown, Block) else list(shown)


def everything(opened: Reading) -> str:
    """All that a reader could see, hover texts included."""
    return json.dumps([list(block) for name in SHOWN for block in blocks(getattr(opened, name)())], ensure_ascii=False)


def pairs_of(frame: pd.DataFrame, audience: str) -> dict[str, int]:
    own = frame[(frame["audience"] == audience) & frame["n_pairs"].notna()]
    return dict(zip(own["item"], own["n_pairs"].astype(int), strict=True))


def test_the_first_opening_builds_and_the_next_loads(project: Path, opened: dict[str, Reading]) -> None:
    assert opened["whole"].rebuilt and not opened["lyonnais"].rebuilt
    manifest = project / "data/processed/demo_declic/manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"study_sha256": "another"}), "utf-8")
    again = open_study("demo_declic")
    assert again.rebuilt
    told = "".join(block.data["text/html"] for block in again.card())
    assert "reconstruites" in told and "<table" in told
    assert not open_study("demo_declic").rebuilt


def test_the_card_is_for_the_notebook_only(opened: dict[str, Reading]) -> None:
    assert all(block.metadata["declic"]["lab"] for block in opened["whole"].card())
    assert opened["whole"].card()[0].metadata["declic"]["page"]["fictitious"] is True
    assert opened["empty"].card()[0].metadata["declic"]["page"]["fictitious"] is False


def test_cutoff_defaults_to_the_last_answer_received(opened: dict[str, Reading]) -> None:
    last = opened["whole"].build.tables["responses"]["answered_on"].max()
    assert opened["whole"].cutoff == last.date()
    assert opened["empty"].cutoff is None


def test_all_territories_are_the_analysis_itself(opened: dict[str, Reading]) -> None:
    view = opened["whole"].view
    direct = perception.paired_shift(opened["whole"].build.tables["responses"], codebook=view.selected.study.codebook())
    shown = view.selected.items.frame
    assert shown["published"].any()
    for audience in ("prescripteurs", "industriels"):
        known, own = pairs_of(direct, audience), pairs_of(shown, audience)
        assert own and own == {item: known[item] for item in own}


def test_a_territory_is_counted_on_its_own_answers(opened: dict[str, Reading]) -> None:
    answers = opened["lyonnais"].build.tables["responses"]
    study = opened["lyonnais"].view.selected.study
    direct = perception.paired_shift(answers[answers["territory"] == "lyonnais"], codebook=study.codebook())
    shown = pairs_of(opened["lyonnais"].view.selected.items.frame, "prescripteurs")
    assert shown == {item: n for item, n in pairs_of(direct, "prescripteurs").items() if item in shown}
    assert len(shown) >= 15


def test_an_audience_too_small_in_one_territory_is_shown_for_all_together(opened: dict[str, Reading]) -> None:
    selected = opened["external"].view.selected
    together = open_study("demo_declic", diffusion="external").view.selected
    assert selected.pooled == {"industriels"}
    assert pairs_of(selected.items.frame, "industriels") == pairs_of(together.items.frame, "industriels")
    assert pairs_of(selected.items.frame, "prescripteurs") != pairs_of(together.items.frame, "prescripteurs")
    said = [block.data["text/plain"] for block in opened["external"].net_shift() if "text/plain" in block.data]
    assert any(text.startswith("All territories together") for text in said)


def test_what_the_gate_emptied_beside_the_other_territory_stays_empty(opened: dict[str, Reading]) -> None:
    from declic_analysis import disclosure
    from declic_analysis.reports import gated

    selected = opened["lyonnais"].view.selected
    by = ["audience", "territory", "item"]
    apart = disclosure.publish_shift(gated._items(selected, by), rules=selected.rules, by=by, pooled=selected.pooled)
    kept = apart.frame[apart.frame["territory"] == "lyonnais"].set_index(["audience", "item"])
    shown = selected.items.frame.set_index(["audience", "item"])
    alike = [row for row in kept.index if row[0] not in selected.pooled]
    assert alike
    for name in ("n_pairs", "n_up", "net_shift", "favourable_before", "n_non_substantive", "mean_change"):
        withheld = kept.loc[alike, name].isna()
        assert shown.loc[alike, name][withheld].isna().all()


def test_no_pseudonym_and_no_submission_reaches_the_page(opened: dict[str, Reading]) -> None:
    seen = everything(opened["whole"])
    answers = opened["whole"].build.tables["responses"]
    words = set(re.findall(r"[\w.:-]+", seen))
    assert not words & set(answers["person"]) and not words & set(answers["response"])
    assert {len(person) for person in answers["person"]} == {32}  # long enough never to be part of a longer word


def test_no_candidate_and_no_hire_reaches_the_page(opened: dict[str, Reading]) -> None:
    shown = [block for name in HIRES for block in blocks(getattr(opened["whole"], name)())]
    words = set(re.findall(r"[\w.:-]+", json.dumps([list(block) for block in shown], ensure_ascii=False)))
    tables = opened["whole"].build.tables
    candidates, hires = set(tables["candidates"]["candidate"]), set(tables["hires"]["hire"])
    assert len(candidates) > 300 and len(hires) > 90
    assert not words & candidates and not words & hires


def test_no_person_and_no_company_that_visited_reaches_the_pages_of_formats(opened: dict[str, Reading]) -> None:
    shown = [block for name in TARGETING for block in blocks(getattr(opened["whole"], name)())]
    text = json.dumps([list(block) for block in shown], ensure_ascii=False)
    tables = opened["whole"].build.tables
    people = set(tables["attendances"]["person"]) | set(tables["responses"]["person"])
    assert "attendance" in TARGETING and "visit_model" in TARGETING and len(people) > 200
    assert not set(re.findall(r"[\w.:-]+", text)) & people
    names = tables["structures"].set_index("structure")["name"]
    assert not [name for name in names if json.dumps(name, ensure_ascii=False)[1:-1] in text]


def test_no_person_reaches_the_pages_of_partners_and_outside_no_structure_without_its_leave(
    opened: dict[str, Reading],
) -> None:
    shown = [block for name in PARTNERS for block in blocks(getattr(opened["whole"], name)())]
    words = set(re.findall(r"[\w.:-]+", json.dumps([list(block) for block in shown], ensure_ascii=False)))
    tables = opened["whole"].build.tables
    people = set(tables["attendances"]["person"]) | set(tables["ambassadors"]["person"])
    assert len(people) > 200 and not words & people
    structures = tables["structures"].set_index("name")["named_outside"].eq(True).fillna(False)
    lyon = tables["structures"].set_index("name")["territory"].eq("lyonnais").fillna(False)
    outside = json.dumps([list(b) for name in PARTNERS for b in blocks(getattr(opened["external"], name)())])
    inside = json.dumps([list(b) for b in blocks(opened["lyonnais"].partner_page())], ensure_ascii=True)
    for text in (outside, inside):  # the page for partners is for the outside whatever was asked
        told = {name for name in structures.index if json.dumps(name)[1:-1] in text}
        assert told <= set(structures.index[structures]) and told >= set(structures.index[structures & lyon]) - {""}


def test_the_roster_of_ambassadors_is_not_split_by_territory(opened: dict[str, Reading]) -> None:
    """Total minus the others would tell of the few of one territory."""
    whole, lyon = (plain_of(opened[name].ambassadors()) for name in ("whole", "lyonnais"))
    assert lyon == f"Tous territoires ensemble. {whole}" and "24 volontaires" in whole


def plain_of(shown: Blocks) -> str:
    return " ".join(block.data["text/plain"] for block in shown if "text/plain" in block.data)


def test_partners_of_a_study_without_registers_are_not_stated(opened: dict[str, Reading]) -> None:
    for name in PARTNERS:
        shown = blocks(getattr(opened["empty"], name)())
        assert shown and all(str(block.data["text/html"]).strip() for block in shown), name
        assert not any("<table" in str(block.data["text/html"]) for block in shown), name


def test_files_are_not_named_outside_the_house(opened: dict[str, Reading]) -> None:
    told = "".join(
        str(b.data) for name in ("ledger", "quarantine") for b in blocks(getattr(opened["external"], name)())
    )
    assert ".csv" not in told and "all files" in told
    inside = "".join(str(b.data) for b in blocks(opened["whole"].ledger()))
    assert "prescripteurs_avant.csv" in inside


def test_a_study_without_answers_is_never_a_blank_page(opened: dict[str, Reading]) -> None:
    empty = opened["empty"]
    assert "non renseigné" in empty.first_page().data["text/plain"]
    for name in SHOWN:
        shown = blocks(getattr(empty, name)())
        assert shown and all(block.data.get("text/html", "x") for block in shown), name
    assert "107" in str(empty.published_figures()[0].data)
    assert "non mesurable" in str(empty.published_claims()[0].data)
    assert PLOTLY not in everything(empty)


def test_figures_are_the_raw_mimetype_with_their_words_beside(opened: dict[str, Reading]) -> None:
    drawn = [b for b in opened["whole"].net_shift() if PLOTLY in b.data]
    assert len(drawn) >= 2
    for block in drawn:
        assert list(block.data) == [PLOTLY]
        words = block.metadata["declic"]
        assert words["title"] and words["alt"] and words["table"].startswith("<table")
        assert len(block.data[PLOTLY]["layout"]["template"]) and block.data[PLOTLY]["data"]


def test_a_period_has_no_response_rate(opened: dict[str, Reading]) -> None:
    assert opened["whole"].view.selected.flow.frame["n_invited"].notna().all()
    spring = open_study("demo_declic", period=2024)  # as papermill's command passes it
    assert spring.view.selected.flow.frame["n_invited"].isna().all()
    assert spring.period.text == "2024"


def test_one_audience_alone(opened: dict[str, Reading]) -> None:
    alone = open_study("demo_declic", audience="industriels", cutoff="2024-12-31")
    assert set(alone.view.selected.responses["audience"]) == {"industriels"}
    assert "Prescripteurs" not in alone.first_page().data["text/plain"]


def test_every_parameter_fault_is_said_at_once() -> None:
    with pytest.raises(UsageError, match="3 paramètres à corriger") as failure:
        open_study("demo_declic", lang="fr", diffusion="public", period="hier", cutoff="31/12/2024")
    assert "period" in str(failure.value) and "cutoff" in str(failure.value)
    with pytest.raises(UsageError, match="vouliez-vous dire «\u00a0lyonnais\u00a0»"):
        open_study("demo_declic", territory="lyonais")


def test_unnamed_the_only_study_with_answers_is_taken(project: Path, tmp_path: Path) -> None:
    assert reading.study_folder("", root=project, environment={}).name == "demo_declic"
    (tmp_path / "notebooks").mkdir()
    shutil.copytree(project / "data/raw/declic", tmp_path / "data/raw/declic")
    assert reading.study_folder("", root=tmp_path, environment={}).name == "declic"
    for name in ("a", "b"):
        shutil.copytree(project / "data/raw/demo_declic", tmp_path / "data/raw" / name)
    with pytest.raises(UsageError, match="a, b"):
        reading.study_folder("", root=tmp_path, environment={})


def test_the_project_is_found_from_below_unless_named(project: Path, tmp_path: Path) -> None:
    below = project / "data" / "raw"
    assert reading.project_root({}, start=below) == project
    assert reading.project_root({"DECLIC_ROOT": str(project)}, start=tmp_path) == project
    with pytest.raises(UsageError):
        reading.project_root({}, start=tmp_path)


def test_the_plan_its_stamp_and_each_deviation_are_printed(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notebooks").mkdir()
    folder = tmp_path / "data/raw/declic"
    shutil.copytree(project / "data/raw/declic", folder)
    monkeypatch.setenv("DECLIC_ROOT", str(tmp_path))
    assert "aucun plan" in said(open_study("declic").plan())
    plan.freeze(load_study(folder), folder=folder, raw=folder, on=dt.date(2024, 3, 1))
    kept = said(open_study("declic").plan())
    assert "1er\u00a0mars 2024" in kept and "Aucun écart" in kept and "avant réception" in kept
    text = (folder / "study.yaml").read_text(encoding="utf-8")
    (folder / "study.yaml").write_text(text.replace("\nduplicates: last", "\nduplicates: first"), encoding="utf-8")
    opened_again = open_study("declic")
    told = said(opened_again.plan())
    assert "Écarts à ce plan : 1" in told.replace("\u00a0", " ").replace("\u202f", " ")
    assert "doublons" in told and "last" in told and "first" in told
    assert "figé le" in opened_again.card()[0].metadata["declic"]["page"]["colophon"]


def said(shown: Blocks) -> str:
    return " ".join(block.data["text/html"] for block in shown)


def test_without_registers_what_followed_is_not_stated_never_zero(opened: dict[str, Reading]) -> None:
    for name in sorted({*HIRES} - {"hire_comparison"}):  # which says what no register without a second group can tell
        text = json.dumps([list(block) for block in blocks(getattr(opened["empty"], name)())], ensure_ascii=False)
        assert "non renseigné" in text or text == "[]" or (name == "outlook" and "Prévision" in text), name
    assert "4 Suites : mises en relation, immersions, embauches : non renseigné" in plain(opened["empty"])


def plain(opened: Reading) -> str:
    return opened.first_page().data["text/plain"].replace("\u00a0", " ").replace("\u202f", " ")


def test_what_followed_is_told_in_the_chapter_and_on_the_first_page(opened: dict[str, Reading]) -> None:
    page = plain(opened["whole"])
    line = next(line for line in page.splitlines() if " Suites : " in line)
    counts = [int(n) for n in re.findall(r"(\d+) (?:mises en relation|immersions|embauches connues|durables)", line)]
    journeys = opened["whole"].view.selected.journeys
    assert counts[:3] == [journeys["applied_on"].notna().sum(), journeys["immersed_on"].notna().sum(),
                          journeys["hired"].sum()]  # fmt: skip
    figure = next(block for block in opened["whole"].hires() if PLOTLY in block.data)
    assert {trace["type"] for trace in figure.data[PLOTLY]["data"]} == {"bar", "scatter"}
    shown = json.dumps([list(block) for block in opened["external"].hires()])
    assert "Time zero" in shown or "time zero" in shown


def test_what_followed_has_its_own_method(opened: dict[str, Reading]) -> None:
    """The choices told under hires are those of hires: no paired interval, no count of questions."""
    text = json.dumps([list(block) for block in opened["whole"].hire_method()], ensure_ascii=False)
    assert "Wilson" in text
    assert "Tango" not in text and "questions" not in text


def test_a_company_chart_without_a_register_is_not_an_empty_section(opened: dict[str, Reading]) -> None:
    assert "non renseigné" in json.dumps([list(b) for b in opened["empty"].control_chart()], ensure_ascii=False)


@pytest.mark.parametrize("name", ["whole", "external"])
def test_key_figures_say_what_the_gate_left_and_no_more(opened: dict[str, Reading], name: str) -> None:
    reading = opened[name]
    kept = {(row["figure"], row["audience"]): row for row in reading.key_figures}
    for _, row in reading.view.selected.persons.frame.iterrows():
        shift, up = (kept[figure, row["audience"]] for figure in ("net_shift", "up"))
        assert (shift["value"] is not None) == bool(row["published"])
        assert (up["value"] is not None) == (bool(row["published"]) and bool(row["flow_published"]))
        if row["published"]:
            assert shift["n"] == row["n_pairs"] and shift["value"] == pytest.approx(row["net_shift"], abs=1e-4)
    assert reading.first_page().metadata["declic"]["said"]["figures"] == reading.key_figures


def test_a_study_without_answers_has_key_figures_that_are_unknown_never_zero(opened: dict[str, Reading]) -> None:
    rows = opened["empty"].key_figures
    assert {row["state"] for row in rows if not row["figure"].startswith("recommended")} == {"unknown"}
    assert all(row["value"] is None for row in rows if row["state"] == "unknown")


def test_a_period_is_held_against_the_one_before_with_both_n(opened: dict[str, Reading]) -> None:
    now, then = (open_study("demo_declic", period=period) for period in ("2024-T2", "2024-T1"))
    shown = " ".join(str(block.data.get("text/html")) for block in now.since_last())
    assert "1er\u00a0trimestre 2024" in shown and "ne pas lire comme un classement" in shown
    for one in (now, then):
        row = next(r for r in one.key_figures if r["figure"] == "net_shift")
        assert f"n\u00a0=\u00a0{row['n']}" in shown


def test_no_indicator_leaves_the_framework_in_silence(opened: dict[str, Reading]) -> None:
    """Every indicator has its row; what the software can compute is computed, the rest is said to be unknown."""
    shown = {name: [b.data["text/html"] for b in opened[name].framework()] for name in ("whole", "empty")}
    whole, empty = "".join(shown["whole"]), "".join(shown["empty"])
    study = opened["whole"].view.selected.study
    indicators = [i for q in study.framework.questions for i in q.indicators]
    assert all(i.label.fr in whole for i in indicators)
    unknown = sum(opened["whole"]._achieved.of(i) == "non renseigné" for i in indicators if i.measure)
    assert unknown == 0
    assert empty.count("non renseigné") < 30 and "Non renseigné pour tous" in empty


def test_what_the_visits_of_the_demonstration_truly_bring_is_found(opened: dict[str, Reading], project: Path) -> None:
    """The truth: band of size and kind of SIAE together tell who comes to know the people better; nothing else does."""
    truth = json.loads((project / "data/raw/demo_declic/truth.json").read_text(encoding="utf-8"))["visits"]
    selected = opened["whole"].view.selected
    shown = published_targeting(selected)
    summary, importance = shown.targeting.frame, shown.visit_importance.frame
    states = summary.set_index("item")["state"].to_dict()
    assert states[truth["item"]] == "estimated" and states["motivation"] == "no_better"
    found = importance[importance["item"] == truth["item"]].set_index("characteristic")
    assert (found.loc[["size", "siae_kind"], "low"] > 0.3).all()
    assert (found.loc[truth["tells_nothing"], "low"] < 0).all()
