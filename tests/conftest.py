"""Fixtures shared by the whole suite."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def data_root() -> Path:
    """Folder of the public data sets: DECLIC_DATA, else `../shared/data` beside the project."""
    return Path(os.environ.get("DECLIC_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def project_root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The public data sets, read in place."""
    folder = data_root()
    if not folder.is_dir():
        pytest.skip("public data sets not found: set DECLIC_DATA to the folder that holds them")
    return folder
