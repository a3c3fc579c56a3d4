"""Figures as pictures for a printed document: drawn by an installed browser with the page’s own plotly.js, offline."""

from __future__ import annotations

import base64
import gzip
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from declic_analysis import browser
from declic_analysis.errors import ToolMissingError
from declic_analysis.reports.html import asset, plotly_gzip_base64, typefaces

WIDTH = 730  # px a figure is drawn at: over the 178 mm of the sheet, its letters are those of the printed page
SCALE = 3  # pixels of the picture for each of these: 312 a printed inch
_FOUND = re.compile(r'<pre id="(figure-\d+)">data:image/png;base64,([A-Za-z0-9+/=]+)</pre>')
_SCRIPTS = ("wide.js", "pictures.js")


def drawn(figures: Mapping[str, str], *, command: Path | None) -> dict[str, bytes]:
    """PNG of each figure, by its anchor; those that no browser could draw are not in it.

    figures: plotly JSON text by anchor, without `<` (as `rendering` writes it); command: the browser, or None.
    """
    if command is None or not figures:
        return {}
    with tempfile.TemporaryDirectory(prefix="declic-", ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "figures.html"
        (page.parent / "plotly.js").write_bytes(gzip.decompress(base64.b64decode(plotly_gzip_base64())))
        page.write_text(_page(figures), encoding="utf-8")
        try:
            shown = browser.page_text(page, browser=command)
        except ToolMissingError:
            return {}
    return {anchor: base64.b64decode(text) for anchor, text in _FOUND.findall(shown)}


def _page(figures: Mapping[str, str]) -> str:
    """A page of the figures, and the scripts that leave each of them as the text of a picture."""
    sources = (
        f'<script type="application/json" data-figure="{anchor}">{text}</script>' for anchor, text in figures.items()
    )
    size = f'<body data-width="{WIDTH}" data-scale="{SCALE}">'
    scripts = (f"<script>{asset(name)}</script>" for name in _SCRIPTS)
    style = f'<style id="typefaces">{typefaces()}</style>'
    head = f'<!doctype html><meta charset="utf-8"><title>figures</title>{style}'
    return "\n".join([head, size, *sources, '<script src="plotly.js"></script>', *scripts])
