"""Finding a browser, and what is said when there is none or it fails."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from declic_analysis import browser
from declic_analysis.errors import ToolMissingError

posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the browser")


def script(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@posix
def test_the_named_browser_goes_first_and_is_never_replaced(tmp_path: Path) -> None:
    found = script(tmp_path / "chromium", "exit 0")
    named = script(tmp_path / "autre", "exit 0")
    assert browser.find_browser(environment={"PATH": str(tmp_path)}) == found
    assert browser.find_browser(environment={"PATH": str(tmp_path), "DECLIC_BROWSER": str(named)}) == named
    absent = {"PATH": str(tmp_path), "DECLIC_BROWSER": str(tmp_path / "absent")}
    assert browser.find_browser(environment=absent) is None


def test_windows_folders(tmp_path: Path) -> None:
    edge = tmp_path / "Microsoft/Edge/Application/msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.write_bytes(b"")
    assert browser.find_browser(environment={"PATH": "", "PROGRAMFILES": str(tmp_path)}) == edge


@posix
def test_a_browser_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>x", encoding="utf-8")
    for body in ("exit 3", "exit 0"):
        with pytest.raises(ToolMissingError, match="navigateur"):
            browser.print_pdf(page, tmp_path / "out/page.pdf", browser=script(tmp_path / "faux", body))
    assert not list((tmp_path / "out").glob("*"))


@posix
def test_a_browser_that_sees_only_the_home_prints_beside_the_target(tmp_path: Path) -> None:
    """A snap's temporary folder is its own: what it is told to write there is never seen."""
    page = tmp_path / "page.html"
    page.write_text("<p>x", encoding="utf-8")
    body = 'for a; do case "$a" in --print-to-pdf=*/out/*) echo %PDF > "${a#--print-to-pdf=}";; esac; done'
    made = browser.print_pdf(page, tmp_path / "out/page.pdf", browser=script(tmp_path / "faux", body))
    assert made.read_text(encoding="utf-8") == "%PDF\n" and [*made.parent.iterdir()] == [made]


@pytest.mark.parametrize(("variable", "place"), [
    ("PROGRAMFILES", "Google/Chrome/Application/chrome.exe"), ("LOCALAPPDATA", "Chromium/Application/chrome.exe"),
    ("HOME", "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
])  # fmt: skip
def test_where_windows_and_macos_keep_their_browsers(tmp_path: Path, variable: str, place: str) -> None:
    program = tmp_path / place
    program.parent.mkdir(parents=True)
    program.write_bytes(b"")
    assert browser.find_browser(environment={"PATH": "", variable: str(tmp_path)}) == program


@pytest.mark.browser
def test_a_page_becomes_a_pdf(tmp_path: Path) -> None:
    found = browser.find_browser(environment=os.environ)
    if found is None:
        pytest.skip("no Chromium, Chrome or Edge found on this machine")
    page = tmp_path / "page avec espace é.html"
    page.write_text("<!doctype html><title>t</title><p>Bonjour", encoding="utf-8")
    made = browser.print_pdf(page, tmp_path / "sous/dossier/page.pdf", browser=found)
    assert made.read_bytes().startswith(b"%PDF-") and made.read_bytes().rstrip().endswith(b"%%EOF")
