"""A browser that is offline, or a skip that says why; and pages of the demonstration as its notebooks make them."""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import nbformat.v4 as v4
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from declic_analysis import demo
from declic_analysis.browser import find_browser
from declic_analysis.reports import html
from declic_analysis.reports.edition import cells_of, edition_of
from declic_analysis.reports.translations import load_translations

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
READY = "document.documentElement.dataset.figures === 'ready' || !document.getElementById('plotly-gzip')"


@pytest.fixture(scope="session")
def installed() -> Path:
    """The browser that prints reports is the one that tests them; none is fetched."""
    found = find_browser(environment=os.environ)
    if found is None:
        pytest.skip("no Chromium, Chrome or Edge found on this machine")
    return found


@pytest.fixture(scope="module")
def browser(installed: Path) -> Iterator[Browser]:
    """One for a module: while it runs, its event loop is in the way of tests that need their own."""
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=installed, args=["--disable-gpu", *as_root])
        yield opened
        opened.close()


class Visit:
    """A page, and all that it asked for and complained of since it was opened."""

    def __init__(self, context: BrowserContext) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        context.set_offline(True)
        context.on("request", lambda request: self.asked.append(request.url))
        self.page: Page = context.new_page()
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: Path) -> Page:
        self.page.goto(path.as_uri())
        self.page.wait_for_function(READY)
        return self.page


@pytest.fixture(scope="module")
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """`visit(path, width=1280)` → a `Visit`; the same path and width are opened once."""
    contexts: dict[tuple[Path, int, bool], tuple[BrowserContext, Visit]] = {}

    def opened(path: Path, *, width: int = 1280, scripts: bool = True) -> Visit:
        key = (path, width, scripts)
        if key not in contexts:
            size = {"width": width, "height": 900}
            context = browser.new_context(viewport=size, is_mobile=width < 600, java_script_enabled=scripts)
            seen = Visit(context)
            contexts[key] = (context, seen)
            seen.open(path) if scripts else seen.page.goto(path.as_uri())
        return contexts[key][1]

    yield opened
    for context, _ in contexts.values():
        context.close()


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("projet")
    shutil.copytree(NOTEBOOKS, root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(NOTEBOOKS.parent / "data/raw/declic", root / "data/raw/declic")
    demo.write_exports(root / "data/raw/demo_declic", seed=2024)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DECLIC_ROOT", str(root))
        yield root


def executed(notebook: Path, given: dict[str, str]) -> nbformat.NotebookNode:
    """The notebook with the outputs of its cells, run in this process: what is tested is the page, not the kernel."""
    content, names = nbformat.read(notebook, as_version=4), {}
    content.cells = cells_of(content, edition=edition_of(given))
    for cell in (cell for cell in content.cells if cell.cell_type == "code"):
        lines = ast.parse(cell.source).body
        last = lines.pop() if lines and isinstance(lines[-1], ast.Expr) else None
        exec(compile(ast.Module(lines, []), notebook.name, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            names |= given
        shown = eval(compile(ast.Expression(last.value), notebook.name, "eval"), names) if last else None
        cell.outputs = outputs_of(shown)
    return content


def outputs_of(shown: Any) -> list[nbformat.NotebookNode]:
    blocks = shown.card() if hasattr(shown, "card") else shown
    blocks = [blocks] if hasattr(blocks, "_repr_mimebundle_") else blocks or []
    return [v4.new_output("display_data", data=block.data, metadata=block.metadata) for block in blocks]


@pytest.fixture(scope="session")
def page_of(project: Path) -> Callable[..., Path]:
    """`page_of("impact_report", study=…, lang=…)` → the page of that report, made once."""
    made: dict[str, Path] = {}

    def page(notebook: str, **given: str) -> Path:
        name = "_".join([notebook, *(value for value in given.values())])
        if name not in made:
            content = executed(project / f"notebooks/{notebook}.ipynb", given)
            words = load_translations(project / "notebooks", lang=given.get("lang", "fr"))
            made[name] = html.write(content, project / f"{name}.html", translations=words)
        return made[name]

    return page


@pytest.fixture(scope="session")
def report_page(page_of: Callable[..., Path]) -> Path:
    """The report that a committee receives."""
    return page_of("impact_report", study="demo_declic", diffusion="external")
