"""An installed browser of the Chromium family: finding it, having it print a page to PDF or run its scripts. Nothing is
fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from declic_analysis.errors import ToolMissingError, message

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge",
    "microsoft-edge-stable",
)  # fmt: skip
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
UNDER_PROGRAMS = (
    "Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe", "Chromium/Application/chrome.exe",
)  # fmt: skip
PROGRAMS = ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)", "LOCALAPPDATA")
VARIABLE = "DECLIC_BROWSER"
PATIENCE = 120  # seconds
DRAWING = 20_000  # milliseconds of the page’s own clock, not of ours: figures are drawn after the page has loaded


def find_browser(*, environment: Mapping[str, str]) -> Path | None:
    """The browser that DECLIC_BROWSER names, else an installed Chromium, Chrome or Edge; none when there is none."""
    named = environment.get(VARIABLE)
    if named:
        return Path(named) if Path(named).is_file() else None
    on_path = (shutil.which(name, path=environment.get("PATH")) for name in NAMES)
    windows = [Path(environment[p]) / tail for p in PROGRAMS if p in environment for tail in UNDER_PROGRAMS]
    own = [Path(environment["HOME"] + place) for place in APPLICATIONS if environment.get("HOME")]
    places = [*(Path(found) for found in on_path if found), *map(Path, APPLICATIONS), *own, *windows]
    return next((place for place in places if place.is_file()), None)


def missing_browser() -> ToolMissingError:
    """The error for a PDF without a browser to print it."""
    return ToolMissingError(
        message(fr="Aucun navigateur pour écrire le PDF.", en="No browser to write the PDF."),
        allowed="Chromium, Google Chrome, Microsoft Edge",
        action=message(
            fr=f"Installez l’un d’eux, indiquez-le par la variable {VARIABLE}, ou ouvrez la page et imprimez-la.",
            en=f"Install one, name it in the variable {VARIABLE}, or open the page and print it.",
        ),
    )


def print_pdf(page: Path, target: Path, *, browser: Path) -> Path:
    """Print an HTML file to PDF as its own style sheet says (A4, margins), without a header or footer of the browser.

    The browser gets a profile of its own and no network. `target` appears whole or not at all.
    Raises: ToolMissingError, when the browser fails.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    code, made = _printed(page, target, browser=browser, place=None)
    if code == 0 and not made:
        # A browser that the system shuts in (a snap) writes to a temporary folder of its own: only the home is shared.
        code, made = _printed(page, target, browser=browser, place=target.parent)
    if not made:
        raise _failed(browser, code=code)
    return target


def _printed(page: Path, target: Path, *, browser: Path, place: Path | None) -> tuple[int | None, bool]:
    """Exit code, and whether `target` was made. `place`: where the folder of the profile and of the output is made."""
    with tempfile.TemporaryDirectory(prefix="declic-", dir=place, ignore_cleanup_errors=True) as folder:
        printed = Path(folder) / "page.pdf"
        code = _run([str(browser), *_options(folder), f"--print-to-pdf={printed}", page.resolve().as_uri()])
        if not printed.is_file() or not printed.read_bytes().startswith(b"%PDF"):
            return code, False
        temporary = target.with_name(f".{target.name}.tmp")
        shutil.copyfile(printed, temporary)
        temporary.replace(target)
        return code, True


def page_text(page: Path, *, browser: Path) -> str:
    """The HTML of a page once its scripts have run, alone and offline.

    Raises: ToolMissingError, when the browser fails.
    """
    with tempfile.TemporaryDirectory(prefix="declic-", ignore_cleanup_errors=True) as folder:
        written = Path(folder) / "page.html"
        with written.open("wb") as output:
            done = _run([str(browser), *_options(folder), "--dump-dom", page.resolve().as_uri()], output=output)
        if done != 0:
            raise _failed(browser, code=done)
        return written.read_text(encoding="utf-8")


def _options(folder: str) -> list[str]:
    """Headless, alone, offline; a browser run as root (in a container) refuses its own sandbox."""
    offline = ["--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking", "--disable-component-update"]
    quiet = [
        "--disable-gpu",
        "--disable-extensions",
        "--no-first-run",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
    ]
    drawn = [f"--virtual-time-budget={DRAWING}", "--run-all-compositor-stages-before-draw"]
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return ["--headless=new", f"--user-data-dir={Path(folder) / 'profile'}", *offline, *quiet, *drawn, *as_root]


def _run(command: list[str], *, output: IO[bytes] | None = None) -> int | None:
    """Exit code; none when the browser did not end in time and was stopped. `output`: where what it prints goes."""
    try:
        return subprocess.run(
            command, stdout=output or subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False
        ).returncode
    except (subprocess.TimeoutExpired, OSError):
        return None


def _failed(browser: Path, *, code: int | None) -> ToolMissingError:
    return ToolMissingError(
        message(fr="Le navigateur n’a pas pu faire son travail.", en="The browser could not do its work."),
        where=str(browser),
        found=message(
            fr="arrêté avant la fin" if code is None else f"code de sortie {code}",
            en="stopped before the end" if code is None else f"exit code {code}",
        ),
        action=message(
            fr=f"Indiquez un autre navigateur par la variable {VARIABLE}, ou ouvrez la page et imprimez-la.",
            en=f"Name another browser in the variable {VARIABLE}, or open the page and print it.",
        ),
    )
