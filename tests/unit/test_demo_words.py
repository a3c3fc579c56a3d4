"""The fiction's free answers: a known truth, found again through files, redaction, dictionary and pairs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from declic_analysis import demo, pipeline, privacy, schemas
from declic_analysis.study import Study, load_study
from declic_analysis.verbatims.codebook import theme_codebook
from declic_analysis.verbatims.coding import coded
from declic_analysis.verbatims.shares import theme_level, theme_shift


class Fiction(NamedTuple):
    study: Study
    truth: dict[str, Any]
    tables: dict[str, pd.DataFrame]
    codebook: pd.DataFrame
    answers: pd.DataFrame


@pytest.fixture(scope="module")
def fiction(tmp_path_factory: pytest.TempPathFactory) -> Fiction:
    folder = tmp_path_factory.mktemp("etudes") / "demo_declic"
    truth = demo.write_exports(folder, seed=2024)
    study = load_study(folder)
    tables = dict(pipeline.read(study, raw=folder, key=privacy.FICTION_KEY).tables)
    codebook = theme_codebook(study)
    rng = np.random.default_rng(1)
    answers = coded(tables["verbatims"], codebook=codebook, codings=schemas.empty("codings"), rng=rng).answers
    return Fiction(study, truth, tables, codebook, answers)


def counts(fiction: Fiction) -> pd.DataFrame:
    """Answers by audience, wave and theme: written by the generator, and found by the dictionary."""
    given = fiction.answers[fiction.answers["given"].astype(bool)]
    where = fiction.tables["verbatims"][["verbatim", "audience", "wave"]]
    keys = ["audience", "wave", "theme"]
    found = given.merge(where, on="verbatim", validate="many_to_one").groupby(keys).size().rename("found")
    written = pd.DataFrame(fiction.truth["words"]["written"]).set_index(keys)["answers"]
    return pd.concat([written, found], axis=1).fillna(0).drop(index="", level="theme")


def test_the_dictionary_finds_what_was_written_but_for_slips(fiction: Fiction) -> None:
    both = counts(fiction)
    missed = (both["answers"] - both["found"]).clip(lower=0).sum() / both["answers"].sum()
    invented = (both["found"] - both["answers"]).clip(lower=0).sum() / both["answers"].sum()
    assert missed < 0.10  # 6 % of answers have a letter missing
    assert invented < 0.03


def test_shares_are_those_drawn(fiction: Fiction) -> None:
    """Each true share lies in its 95 % interval, but for as many as chance and slips allow."""
    expected = pd.DataFrame(fiction.truth["words"]["expected"])
    outside = 0
    for wave in ("before", "after"):
        level = theme_level(fiction.tables["verbatims"], fiction.answers, codebook=fiction.codebook, wave=wave)
        both = expected.merge(level, on=["audience", "theme"], validate="one_to_one")
        outside += int((~both[wave].between(both["low"], both["high"])).sum())
    assert outside <= 0.15 * 2 * len(expected)


def test_change_of_the_theme_that_truly_changes(fiction: Fiction) -> None:
    shift = theme_shift(fiction.tables["verbatims"], fiction.answers, codebook=fiction.codebook)
    expected = pd.DataFrame(fiction.truth["words"]["expected"]).assign(true=lambda t: t["after"] - t["before"])
    both = expected.merge(shift, on=["audience", "theme"], validate="one_to_one")
    assert both["true"].between(both["low"], both["high"]).mean() >= 0.85
    modern = both[(both["theme"] == "modernisation") & (both["audience"] == "prescripteurs")].iloc[0]
    assert modern["n_pairs"] > 50
    assert modern["low"] > 0


def test_a_person_counts_once_and_flows_add_up(fiction: Fiction) -> None:
    shift = theme_shift(fiction.tables["verbatims"], fiction.answers, codebook=fiction.codebook)
    assert (shift["n_said_after"] - shift["n_said_before"] == shift["n_up"] - shift["n_down"]).all()
    assert (shift["n_pairs"] <= shift[["n_before", "n_after"]].min(axis=1)).all()
    assert shift.groupby("audience")["n_pairs"].nunique().eq(1).all()


def test_no_personal_data_and_no_answer_is_lost(fiction: Fiction) -> None:
    kept = " ".join(fiction.tables["verbatims"]["redacted"]) + " ".join(
        fiction.tables["qualitative_sources"]["redacted"]
    )
    for piece in ("06 39", "01 99", "@", "Fictive", "paul"):
        assert piece not in kept
    ledger = fiction.tables["ledger"].set_index("category")["n"]
    assert ledger["verbatims_kept"].sum() >= len(fiction.tables["verbatims"])
    assert ledger["personal_data_removed"].sum() == fiction.tables["verbatims"]["n_removed"].sum()


def test_permission_is_the_persons_last_word(fiction: Fiction) -> None:
    said = fiction.tables["consents"].query("purpose == 'quote'").set_index("person")["granted"]
    rows = fiction.tables["verbatims"]
    told = rows["person"].map(said).fillna(False).astype(bool)
    assert (rows["may_quote"].astype(bool) == told).all()
    assert 0.4 < told.mean() < 0.8


def test_truth_is_written_beside_the_exports(fiction: Fiction, tmp_path: Path) -> None:
    words = json.loads(json.dumps(fiction.truth["words"]))
    assert {row["audience"] for row in words["expected"]} == {"prescripteurs", "industriels"}
    assert sum(row["answers"] for row in words["written"]) > 300
