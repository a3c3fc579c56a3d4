"""What a notebook cell shows: HTML, or a figure as plotly's raw mimetype with its words beside it in the metadata."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from declic_analysis.reports.rendering import OURS, PLOTLY

if TYPE_CHECKING:
    from declic_analysis.figures import Picture


class Block(NamedTuple):
    """One output of a cell: its content by mimetype, and what the exporter must know of it."""

    data: dict[str, Any]
    metadata: dict[str, Any]

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        return self.data, self.metadata


class Blocks(tuple[Block, ...]):
    """Outputs that one call shows one after the other."""

    __slots__ = ()

    def _ipython_display_(self) -> None:
        from IPython.display import display

        for block in self:
            display(block.data, metadata=block.metadata, raw=True)


def joined(parts: Iterable[Block | Blocks]) -> Blocks:
    """Blocks one after the other, flattened."""
    return Blocks(block for part in parts for block in ([part] if isinstance(part, Block) else part))


def markup(
    text: str,
    *,
    plain: str = "",
    only_in_lab: bool = False,
    page: dict[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Block:
    """HTML. `only_in_lab`: for the notebook's reader, left out of the page; `page`: facts about the whole page;
    `facts`: others that travel with the output.
    """
    ours = {**({"lab": True} if only_in_lab else {}), **({"page": page} if page else {}), **(facts or {})}
    return Block({"text/html": text, "text/plain": plain or "…"}, {OURS: ours} if ours else {})


def paragraph(text: str, *, kind: str = "") -> Block:
    """A sentence; `kind` is a class of the page's style sheet (withheld, absent, note, source)."""
    name = f' class="{kind}"' if kind else ""
    return markup(f"<p{name}>{html.escape(text, quote=False)}</p>", plain=text)


def heading(text: str, *, level: int = 3) -> Block:
    return markup(f"<h{level}>{html.escape(text, quote=False)}</h{level}>", plain=text)


def bullets(lines: Iterable[str], *, kind: str = "") -> Block:
    name, items = f' class="{kind}"' if kind else "", list(lines)
    inner = "".join(f"<li>{html.escape(line, quote=False)}</li>" for line in items)
    return markup(f"<ul{name}>{inner}</ul>", plain="\n".join(f"– {line}" for line in items))


def folded(summary: str, table_html: str) -> Block:
    """A table that opens at a click, as the numbers of a figure do; it is not printed."""
    head = html.escape(summary, quote=False)
    return markup(f'<details class="numbers"><summary>{head}</summary>{table_html}</details>', plain=summary)


def definitions(rows: Iterable[tuple[str, str]], *, kind: str = "") -> Block:
    name, pairs = f' class="{kind}"' if kind else "", list(rows)
    entries = [
        f"<dt>{html.escape(term, quote=False)}</dt><dd>{html.escape(text, quote=False)}</dd>" for term, text in pairs
    ]
    inner = "".join(f"<div>{entry}</div>" if kind else entry for entry in entries)
    return markup(f"<dl{name}>{inner}</dl>", plain="\n".join(f"{term} – {text}" for term, text in pairs))


def table(text: str, *, kind: str = "") -> Block:
    """An HTML table as `tables.to_html` writes it, in a box that scrolls on a narrow screen."""
    name = f"table {kind}" if kind else "table"
    return markup(f'<div class="{name}" tabindex="0">{text}</div>')


def drawing(picture: Picture, *, title: str, note: str, table_html: str, summary: str, printed: bool = True) -> Blocks:
    """A figure: for JupyterLab its title above and its numbers below, for the page all of it in the metadata.

    printed: a very short table goes into print beside its figure; false: never.
    """
    words = {"title": title, "alt": picture.alt, "note": note, "table": table_html} | (
        {} if printed else {"unprinted": True}
    )
    figure = Block({PLOTLY: json.loads(picture.figure.to_json())}, {OURS: words})
    above = markup(f"<h4>{html.escape(title, quote=False)}</h4>", plain=title, only_in_lab=True)
    said = f"<p>{html.escape(note, quote=False)}</p>" if note else ""
    numbers = f"<details><summary>{html.escape(summary)}</summary>{table_html}</details>"
    return Blocks([above, figure, markup(said + numbers, plain=note, only_in_lab=True)])
