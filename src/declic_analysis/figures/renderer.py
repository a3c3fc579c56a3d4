"""How a figure that a cell shows by itself is stored: as plotly's raw mimetype, which our page and JupyterLab draw."""

from __future__ import annotations

import plotly.io as pio


def store_mimetype() -> None:
    """Make it so in this process, whatever plotly chose when it was imported outside of a notebook."""
    pio.renderers.default = "plotly_mimetype"
