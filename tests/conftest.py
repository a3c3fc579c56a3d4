"""Fixtures shared by the whole suite, and the rule that CI skips nothing it could run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MUST_RUN_IN_CI = ("shared_data", "browser")


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


_skipped: list[str] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):  # noqa: ANN201
    report = yield
    markers = [name for name in MUST_RUN_IN_CI if item.get_closest_marker(name)]
    excused = markers == ["shared_data"] and not data_root().is_dir()
    if report.skipped and markers and not excused:
        _skipped.append(item.nodeid)
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With the public data there, a skipped parity test is a failure; in CI a skipped browser test too."""
    forced = [n for n in _skipped if os.environ.get("CI") or "parity" in n]
    if forced and session.exitstatus == 0:
        session.exitstatus = 1
        print("\nskipped although what they need should be here: " + ", ".join(forced))
