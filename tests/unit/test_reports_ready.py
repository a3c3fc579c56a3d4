"""A study made ready once for many reports: the same tables, never old ones, and nobody's changes but one's own."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from declic_analysis import pipeline
from declic_analysis.reports import held, reading
from declic_analysis.reports.held import Held, held_build
from declic_analysis.reports.ready import make_ready
from declic_analysis.reports.warm import READY, can_fork
from declic_analysis.study import load_study

pytestmark = pytest.mark.skipif(not can_fork(), reason="no fork on this system: nothing is made ready")
TABLE = "published_figures"  # of the built-in study: rows without an answer file


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    root = tmp_path_factory.mktemp("projet")
    (root / "notebooks").mkdir()
    (root / "data/raw/declic").mkdir(parents=True)
    shutil.copy(project_root / "data/raw/declic/study.yaml", root / "data/raw/declic/study.yaml")
    return root


@pytest.fixture
def ready(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    monkeypatch.setenv("DECLIC_ROOT", str(project))
    monkeypatch.setattr(held, "_HELD", {})
    yield make_ready(project / "data/raw/declic", root=project)


def given(ready: Held) -> pd.DataFrame:
    build = held_build(ready.study, ready.places)
    assert build is not None
    return build.tables[TABLE]


def test_what_is_held_is_what_the_files_say(ready: Held) -> None:
    read = pipeline.load(ready.places.processed)
    build = held_build(load_study(ready.places.beside), ready.places)
    assert build is not None and build.manifest == read.manifest and set(build.tables) == set(read.tables)
    for name, frame in read.tables.items():
        pd.testing.assert_frame_equal(build.tables[name], frame)
    assert len(build.tables[TABLE]) > 0


def test_a_reading_takes_what_is_held(ready: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "pipeline", SimpleNamespace())  # neither `is_stale` nor `load`
    opened, rebuilt = reading.opened(
        ready.study, folder=ready.places.beside, root=ready.places.beside.parents[2], environment=os.environ
    )
    assert not rebuilt and opened.manifest == ready.build.manifest


def test_a_change_in_a_file_or_in_the_study_ends_it(ready: Held, project: Path) -> None:
    other = ready.study.model_copy(update={"name": "autre"})
    assert held_build(other, ready.places) is None
    added = project / "data/raw/declic/reponses.csv"
    added.write_text("a;b\n", encoding="utf-8")
    assert held_build(ready.study, ready.places) is None
    added.unlink()
    assert held_build(ready.study, ready.places) is not None
    text = project / "data/raw/declic/study.yaml"
    text.write_bytes(text.read_bytes())  # the same bytes, written again: not worth knowing, so not held
    assert held_build(ready.study, ready.places) is None


def _spoil(ready: Held, *, deadly: bool) -> None:
    frame = given(ready)
    frame.loc[:, frame.columns[0]] = "gâté"
    frame["en_trop"] = 1
    ready.build.tables.clear()
    if deadly:
        os._exit(3)


@pytest.mark.parametrize("deadly", [False, True])
def test_a_fork_that_changes_or_dies_costs_the_others_nothing(ready: Held, deadly: bool) -> None:
    before = given(ready).copy()
    child = multiprocessing.get_context("fork").Process(target=_spoil, args=(ready,), kwargs={"deadly": deadly})
    child.start()
    child.join()
    assert child.exitcode == (3 if deadly else 0)
    pd.testing.assert_frame_equal(given(ready), before)


def test_a_change_stays_with_the_frame_it_was_made_in(ready: Held) -> None:
    before, mine = given(ready).copy(), given(ready)
    mine.loc[:, mine.columns[0]] = "gâté"
    pd.testing.assert_frame_equal(given(ready), before)


def test_a_study_that_cannot_be_made_ready_is_left_to_the_reports(tmp_path: Path) -> None:
    environment = {**os.environ, READY: f'["{tmp_path / "nulle_part"}", "{tmp_path}"]'}
    command = [sys.executable, "-c", "import declic_analysis.reports.ready"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0 and not done.stderr
