"""Fixtures shared by the whole suite, and the rule that CI skips nothing it could run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# Before the package is loaded. Workers, kernels and commands each load two thousand modules: where the machine keeps no
# compiled ones (three times the work), the suite keeps its own. The processes share the cores: one BLAS thread each.
if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(ROOT / ".pytest_cache" / "bytecode")
    os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": sys.pycache_prefix}
os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")

# Timings on a shared machine say nothing; the same examples everywhere, so that a failure can be repeated.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")


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


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Also called where the tests run in several processes: the reports come together in the first one."""
    reads_data = "shared_data" in report.keywords and data_root().is_dir()
    needs_browser = "browser" in report.keywords and os.environ.get("CI")
    if report.skipped and (reads_data or needs_browser):
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A test that reads public data which are there is never skipped; in CI neither is a browser test."""
    if _skipped and session.exitstatus == 0:
        session.exitstatus = 1
        print("\nskipped although what they need should be here: " + ", ".join(_skipped))
