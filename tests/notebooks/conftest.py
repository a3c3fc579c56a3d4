"""A project in a temporary folder: the notebooks, the built-in study, the demonstration."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from declic_analysis import demo


@pytest.fixture(scope="session")
def demo_project(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    root = tmp_path_factory.mktemp("projet")
    shutil.copytree(project_root / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    (root / "data/raw/declic").mkdir(parents=True)
    shutil.copy(project_root / "data/raw/declic/study.yaml", root / "data/raw/declic/study.yaml")
    demo.write_exports(root / "data/raw/demo_declic", seed=2024)
    return root
