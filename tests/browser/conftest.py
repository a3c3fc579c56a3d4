"""A browser, or a skip that says why; and the page of a report on the demonstration."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import nbformat.v4 as v4
import pytest

from declic_analysis import demo
from declic_analysis.reports import html
from declic_analysis.reports.reading import open_study


def _chromium() -> ModuleType:
    """The module beside this file: with importlib import mode, test folders are no packages."""
    spec = importlib.util.spec_from_file_location("chromium", Path(__file__).with_name("chromium.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    chromium = _chromium()
    command = chromium.installed()
    if command is None:
        pytest.skip("no Chromium, Chrome or Edge found on this machine")
    opened = chromium.Browser(command, tmp_path_factory.mktemp("profil"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def report_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """First page, figures of both kinds and tables, exported as a notebook's outputs are."""
    root = tmp_path_factory.mktemp("projet")
    (root / "notebooks").mkdir()
    demo.write_exports(root / "data/raw/demo_declic", seed=2024)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DECLIC_ROOT", str(root))
        report = open_study("demo_declic")
    shown = [report.card(), [report.first_page()], report.net_shift(), report.likert(confirmatory=True), report.flow()]
    outputs = [v4.new_output("display_data", data=b.data, metadata=b.metadata) for blocks in shown for b in blocks]
    cells = [v4.new_markdown_cell("# Bilan évaluatif"), v4.new_code_cell("x", outputs=outputs)]
    return html.write(v4.new_notebook(cells=cells), root / "bilan.html")
