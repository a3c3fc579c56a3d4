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
from declic_analysis.reports.html import plotly_gzip_base64

WIDTH = 781  # px a figure is drawn at: over the 178 mm of the sheet, its letters are those of the printed page
SCALE = 3  # pixels of the picture for each of these: 334 a printed inch
_FOUND = re.compile(r'<pre id="(figure-\d+)">data:image/png;base64,([A-Za-z0-9+/=]+)</pre>')
_PAGE = """<!doctype html><meta charset="utf-8"><title>figures</title><body>
{figures}
<script src="plotly.js"></script>
<script>
(async function () {{
  for (const source of document.querySelectorAll("script[data-figure]")) {{
    const spec = JSON.parse(source.textContent);
    const height = spec.layout.height || 360;
    const layout = Object.assign({{}}, spec.layout, {{ width: {width}, height: height, autosize: false }});
    const size = {{ format: "png", width: {width}, height: height, scale: {scale} }};
    const drawn = document.createElement("pre");
    drawn.id = source.dataset.figure;
    drawn.textContent = await Plotly.toImage({{ data: spec.data, layout: layout }}, size);
    document.body.appendChild(drawn);
  }}
}})();
</script>"""


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
    scripts = (
        f'<script type="application/json" data-figure="{anchor}">{text}</script>' for anchor, text in figures.items()
    )
    return _PAGE.format(figures="\n".join(scripts), width=WIDTH, scale=SCALE)
