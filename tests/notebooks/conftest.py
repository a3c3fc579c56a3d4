"""A project in a temporary folder: the notebooks, the built-in study, the demonstration."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from declic_analysis import demo
from declic_analysis.reports.warm import warm_context


@pytest.fixture(scope="session")
def demo_project(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    root = tmp_path_factory.mktemp("projet")
    shutil.copytree(project_root / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    (root / "data/raw/declic").mkdir(parents=True)
    shutil.copy(project_root / "data/raw/declic/study.yaml", root / "data/raw/declic/study.yaml")
    demo.write_exports(root / "data/raw/demo_declic", seed=2024)
    return root


@pytest.fixture(scope="session")
def forked() -> Iterator[bool]:
    """Whether kernels come from the warm process, as those of the command do when it makes many reports."""
    before = dict(os.environ)
    yield warm_context().get_start_method() == "forkserver"
    os.environ.clear()
    os.environ.update(before)
