"""Readers of the public data sets and of R's results on them; both are read in place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Reference = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="session")
def reference(shared_data: Path) -> Reference:
    """R's results by file name, e.g. `reference("R02_paired")`."""

    def read(name: str) -> dict[str, Any]:
        return json.loads((shared_data / "reference" / f"{name}.json").read_text(encoding="utf-8"))

    return read
