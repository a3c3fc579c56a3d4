"""Where things are: the project, its studies, raw files."""

from __future__ import annotations

from pathlib import Path

import pytest

from declic_analysis import workplace
from declic_analysis.errors import SourceError, UsageError
from declic_analysis.study import parse_study

STUDY = """
schema_version: 1
name: essai
title: Essai
programme: Essai
audiences: [{id: tous, label: Tous}]
scales: [{id: a, favourable_from: 2, levels: [{label: Non}, {label: Oui}]}]
constructs: [{id: c, label: C}]
items: [{id: q1, construct: c, scale: a, audiences: [tous], wording: Q}]
sources: [{id: s, files: "*.csv", tool: generic, audience: tous, answers: {after: {q1: Q1}}}]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("data/raw", "notebooks"):
        (tmp_path / "p" / name).mkdir(parents=True)
    return tmp_path / "p"


def add(root: Path, name: str) -> Path:
    folder = root / "data/raw" / name
    folder.mkdir()
    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    return folder


def test_root_is_the_nearest_parent(root: Path) -> None:
    deep = root / "notebooks/archive"
    deep.mkdir()
    assert workplace.find_root(deep) == root
    with pytest.raises(UsageError, match="Aucun projet"):
        workplace.find_root(root.parent)


def test_studies_by_name_folder_and_alone(root: Path) -> None:
    one = add(root, "b")
    assert workplace.resolve_study(None, root=root) == one
    two = add(root, "a")
    assert workplace.study_folders(root) == [two, one]
    assert workplace.resolve_study("b", root=root) == one
    assert workplace.resolve_study(two, root=root) == two


def test_several_studies_are_listed(root: Path) -> None:
    add(root, "a")
    add(root, "b")
    for wanted in (None, "", "c"):
        with pytest.raises(UsageError) as caught:
            workplace.resolve_study(wanted, root=root)
        assert "a, b" in str(caught.value)


def test_no_study_says_how_to_make_one(root: Path) -> None:
    with pytest.raises(UsageError, match="declic new"):
        workplace.resolve_study(None, root=root)


def test_raw_files_stand_beside_the_study_or_in_the_public_data(root: Path, tmp_path: Path) -> None:
    folder = add(root, "a")
    assert workplace.raw_folder(parse_study(STUDY), folder, environment={}) == folder
    public = parse_study(STUDY + "data_folder: jeu\n")
    (tmp_path / "elsewhere/jeu").mkdir(parents=True)
    environment = {"DECLIC_DATA": str(tmp_path / "elsewhere")}
    assert workplace.raw_folder(public, folder, environment=environment) == tmp_path / "elsewhere/jeu"
    (root.parent / "shared/data/jeu").mkdir(parents=True)
    assert workplace.raw_folder(public, folder, environment={}) == root.parent / "shared/data/jeu"


@pytest.mark.parametrize("name", ["absent", "../p"])
def test_a_missing_public_folder_is_told(root: Path, tmp_path: Path, name: str) -> None:
    folder = add(root, "a")
    study = parse_study(STUDY).model_copy(update={"data_folder": name})
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(SourceError, match="DECLIC_DATA"):
        workplace.raw_folder(study, folder, environment={"DECLIC_DATA": str(tmp_path / "elsewhere")})


def test_the_key_is_outside_every_project(root: Path) -> None:
    assert not workplace.key_file().is_relative_to(root)
    assert workplace.processed_folder(parse_study(STUDY), root=root) == root / "data/processed/essai"
